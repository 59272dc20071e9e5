//! The limit on idle shells.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Notes `RemoteShell/SpecifyIdleTimeout` below 60000 milliseconds.
    ///
    /// ## Why it matters
    ///
    /// The policy takes any number from 0, but no shell ends that early. Sources differ on what happens instead: the
    /// policy's own text says that smaller values count as 60000, Microsoft's configuration page that a smaller value
    /// has no effect.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteShell:
    ///   SpecifyIdleTimeout: { enabled: 900 }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteShell:
    ///   SpecifyIdleTimeout: { enabled: 900000 }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteShell`; "Installation and configuration for Windows Remote Management"; "Quota
    /// Management for Remote Shells", which gives 1000 as the least.
    IDLE_TIMEOUT, "winrm-idle-timeout", Info, "an idle timeout that is too short to count"
}

/// Milliseconds.
const LEAST: u32 = 60_000;

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let timeout = &context.model.shell.idle_timeout;
    let finding = |place| {
        let message = format!(
            "remote shells without activity do not end after {} ms, which is too short to count",
            timeout.value
        );
        let note = "the policy's text says that values below 60000 count as 60000, \
            Microsoft's configuration page that they have no effect";
        let help = format!("write `SpecifyIdleTimeout: {{ enabled: {LEAST} }}` or more; the number is in milliseconds");
        IDLE_TIMEOUT.finding(place, message).label(format!("below {LEAST}")).note(note).help(help)
    };
    timeout.place().filter(|_| timeout.value < LEAST).map(finding).into_iter().collect()
}
