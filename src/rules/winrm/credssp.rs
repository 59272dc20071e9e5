//! CredSSP that cannot work.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::values::Spn;
use crate::winrm::{Delegation, DelegationKind, Value};

use super::{Context, DELEGATION, MANAGEMENT, SERVICE_CLASS};

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that turn CredSSP on for WinRM's client but delegate fresh credentials to no WinRM server: no
    /// enabled `ADMX_CredSsp/AllowFreshCredentials` or `AllowFreshCredentialsWhenNTLMOnly` lists an SPN of the class
    /// `WSMAN`.
    ///
    /// ## Why it matters
    ///
    /// WinRM's client uses CredSSP with explicit credentials only, and hands them on only to servers on these lists.
    /// Without an entry every connection with CredSSP fails, saying that a computer policy does not allow the
    /// delegation.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowCredSSPAuthenticationClient: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowCredSSPAuthenticationClient: enabled
    /// ADMX_CredSsp:
    ///   AllowFreshCredentials:
    ///     enabled:
    ///       AllowFreshCredentials_Name: [WSMAN/server01.example.com]
    ///       ConcatenateDefaults_AFC: false
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Multi-Hop Support in WinRM" and Policy CSP `ADMX_CredSsp`.
    WITHOUT_DELEGATION, "winrm-credssp-without-delegation", Warning, "CredSSP is on but delegates to no WinRM server"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that decide CredSSP on both sides of WinRM and turn it on for only one of them. `notConfigured`
    /// leaves a side off.
    ///
    /// ## Why it matters
    ///
    /// CredSSP needs both ends. Devices that all get this profile cannot use it with each other, though each still
    /// hands out, or takes, whole credentials.
    ///
    /// Devices that only ever connect to others, such as the workstations of administrators, may be meant so. Then
    /// say so in a comment on the line: `# omauri: allow(winrm-credssp-one-side) because …`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowCredSSPAuthenticationClient: enabled
    ///   AllowCredSSPAuthenticationService: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowCredSSPAuthenticationClient: disabled
    ///   AllowCredSSPAuthenticationService: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Multi-Hop Support in WinRM": CredSSP must be enabled in the client's and in the service's
    /// settings.
    ONE_SIDE, "winrm-credssp-one-side", Warning, "CredSSP is on for one side only"
}

/// Policies whose lists count.
const FRESH: [&str; 2] = ["AllowFreshCredentials", "AllowFreshCredentialsWhenNTLMOnly"];

pub(super) fn check_delegation(context: &Context<'_>) -> Vec<Finding> {
    without_delegation(context).into_iter().collect()
}

fn without_delegation(context: &Context<'_>) -> Option<Finding> {
    let place = context.model.client.credssp.set_to(&true)?;
    let is_fresh = |delegation: &&Delegation<'_>| delegation.allow && delegation.kind == DelegationKind::Fresh;
    let is_for_winrm = |spn: &Spn| spn.is_service(SERVICE_CLASS);
    let mut fresh = context.model.delegations.iter().filter(is_fresh);
    let is_unknown = FRESH.iter().any(|name| context.is_unresolved(DELEGATION, name));
    if is_unknown || fresh.any(|delegation| delegation.servers.iter().any(is_for_winrm)) {
        return None;
    }
    let message = "connections from the device with CredSSP fail, because it hands credentials to no WinRM server";
    let help = "below `ADMX_CredSsp` write `AllowFreshCredentials: { enabled: { AllowFreshCredentials_Name: \
        [WSMAN/server01.example.com], ConcatenateDefaults_AFC: false } }` with the servers' names, \
        or turn CredSSP off: `AllowCredSSPAuthenticationClient: disabled`";
    let finding = WITHOUT_DELEGATION.finding(place, message).label("turns CredSSP on").help(help);
    let lists = FRESH.iter().filter_map(|name| context.profile.setting(DELEGATION, name));
    let labels = lists.map(|list| (list.name_span, "lists no SPN of the class `WSMAN`"));
    Some(labels.fold(finding, |finding, (span, text)| finding.other(span, text)))
}

pub(super) fn check_sides(context: &Context<'_>) -> Vec<Finding> {
    [client_only(context), service_only(context)].into_iter().flatten().collect()
}

fn client_only(context: &Context<'_>) -> Option<Finding> {
    let place = context.model.client.credssp.set_to(&true)?;
    let off = decided_off(&context.model.service.credssp, context, "AllowCredSSPAuthenticationService")?;
    let message = "the device hands out credentials with CredSSP but takes none, \
        so devices with this profile cannot use it with each other";
    let help = "write `AllowCredSSPAuthenticationClient: disabled`, \
        or `AllowCredSSPAuthenticationService: enabled` where these devices are servers too";
    Some(ONE_SIDE.finding(place, message).label("the client is on").other(off, "the service is off").help(help))
}

fn service_only(context: &Context<'_>) -> Option<Finding> {
    let place = context.model.service.credssp.set_to(&true)?;
    let off = decided_off(&context.model.client.credssp, context, "AllowCredSSPAuthenticationClient")?;
    let message = "the device takes credentials with CredSSP but hands out none, \
        so devices with this profile cannot use it with each other";
    let help = "write `AllowCredSSPAuthenticationService: disabled`, \
        or `AllowCredSSPAuthenticationClient: enabled` where these devices are clients too";
    Some(ONE_SIDE.finding(place, message).label("the service is on").other(off, "the client is off").help(help))
}

/// Where the profile decides that a side is off: `disabled`, or `notConfigured`, which leaves Windows' own default.
fn decided_off(side: &Value<'_, bool>, context: &Context<'_>, name: &str) -> Option<Span> {
    let setting = context.profile.setting(MANAGEMENT, name)?;
    (!side.value).then_some(side.place().unwrap_or(setting.span))
}
