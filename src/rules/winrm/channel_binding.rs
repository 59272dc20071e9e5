//! How strictly requests must be bound to their TLS channel.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::values::HardeningLevel;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds the channel binding level `None` (`SpecifyChannelBindingTokenHardeningLevel`).
    ///
    /// ## Why it matters
    ///
    /// A channel binding token ties a login to the TLS channel it came through. At `None` the service takes all
    /// requests, those with a wrong token too, so someone in between can forward a login that was meant for another
    /// server.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   SpecifyChannelBindingTokenHardeningLevel: { enabled: None }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`.
    NONE, "winrm-channel-binding-none", Warning, "channel binding tokens are not checked"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds the channel binding level `Relaxed` (`SpecifyChannelBindingTokenHardeningLevel`), which is also what
    /// WinRM does without the policy.
    ///
    /// ## Why it matters
    ///
    /// At `Relaxed` the service refuses wrong tokens but takes requests without one, so logins of clients that send
    /// none can still be forwarded. `Strict` refuses those too: see first that every client sends tokens.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   SpecifyChannelBindingTokenHardeningLevel: { enabled: Relaxed }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`.
    RELAXED, "winrm-channel-binding-relaxed", Info, "requests without a channel binding token are taken"
}

const HELP: &str = "write `SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }`";

pub(super) fn check_none(context: &Context<'_>) -> Vec<Finding> {
    let message = "the WinRM service takes requests whatever their channel binding token, \
        so a login for another server can be forwarded to it";
    let finding = |place| NONE.finding(place, message).label("checks no token").help(HELP);
    context.model.service.hardening_level.set_to(&HardeningLevel::None).map(finding).into_iter().collect()
}

pub(super) fn check_relaxed(context: &Context<'_>) -> Vec<Finding> {
    let message = "the WinRM service refuses wrong channel binding tokens but takes requests without one";
    let finding = |place| RELAXED.finding(place, message).label("tokens may be missing").help(HELP);
    context.model.service.hardening_level.set_to(&HardeningLevel::Relaxed).map(finding).into_iter().collect()
}
