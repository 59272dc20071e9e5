//! Whom the device hands credentials to.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::values::Spn;
use crate::winrm::{Delegation, DelegationKind};

use super::{Context, SERVICE_CLASS};

declare_rule! {
    /// ## What it does
    ///
    /// Finds entries in the lists of the policies `ADMX_CredSsp/Allow…Credentials…` that name every host: `*`, and
    /// `WSMAN/*`. The same entries in a `Deny…` list close a door and are fine.
    ///
    /// ## Why it matters
    ///
    /// A server to which credentials are delegated gets the password itself. With `WSMAN/*` it is enough to run one
    /// server that an administrator is led to connect to.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowFreshCredentials:
    ///     enabled:
    ///       AllowFreshCredentials_Name: ["WSMAN/*"]
    ///       ConcatenateDefaults_AFC: false
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowFreshCredentials:
    ///     enabled:
    ///       AllowFreshCredentials_Name: ["WSMAN/server01.example.com", "WSMAN/*.jump.example.com"]
    ///       ConcatenateDefaults_AFC: false
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `ADMX_CredSsp`, and "Multi-Hop Support in WinRM" for the forms `WSMAN/host` and
    /// `WSMAN/*.domain`.
    WILDCARD, "winrm-delegation-wildcard", Error, "credentials may be delegated to every host"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that enable one of the policies `ADMX_CredSsp/Allow…WhenNTLMOnly`.
    ///
    /// ## Why it matters
    ///
    /// NTLM does not prove who the server is. Under these policies the device hands credentials to a server that
    /// neither Kerberos nor a trusted certificate has proved, and so to anyone who answers under its name.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowFreshCredentialsWhenNTLMOnly:
    ///     enabled:
    ///       AllowFreshCredentialsWhenNTLMOnly_Name: [WSMAN/server01.example.com]
    ///       ConcatenateDefaults_AFCN: false
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowFreshCredentialsWhenNTLMOnly: disabled
    ///   AllowFreshCredentials:
    ///     enabled:
    ///       AllowFreshCredentials_Name: [WSMAN/server01.example.com]
    ///       ConcatenateDefaults_AFC: false
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `ADMX_CredSsp`, and "Multi-Hop Support in WinRM".
    NTLM_ONLY, "winrm-delegation-ntlm-only", Warning, "credentials are delegated where only NTLM names the server"
}

pub(super) fn check_wildcard(context: &Context<'_>) -> Vec<Finding> {
    context.model.delegations.iter().filter(|delegation| delegation.allow).filter_map(wildcard).collect()
}

/// One finding for each list, with every entry that is too wide.
fn wildcard(delegation: &Delegation<'_>) -> Option<Finding> {
    let element = delegation.element?;
    let is_too_wide = |spn: &Spn| spn.host_is_any() && spn.is_service(SERVICE_CLASS);
    let wide = delegation.servers.iter().enumerate().filter(|(_, spn)| is_too_wide(spn));
    let mut wide = wide.map(|(index, spn)| (element.entry_span(index), label(spn)));
    let (place, text) = wide.next()?;
    let servers = if delegation.servers.iter().any(Spn::is_any) { "every server" } else { "every WinRM server" };
    let message = format!("the device hands {} to {servers} that it is led to", credentials(delegation.kind));
    let list = &element.facts.id;
    let help = format!(
        "name the hosts that need them: write `{list}: [\"WSMAN/server01.example.com\"]`, \
            or `WSMAN/*.example.com` for a domain"
    );
    let finding = WILDCARD.finding(place, message).label(text).help(help);
    Some(wide.fold(finding, |finding, (span, text)| finding.other(span, text)))
}

fn label(spn: &Spn) -> &'static str {
    if spn.is_any() { "every service of every host" } else { "WinRM on every host" }
}

pub(super) fn check_ntlm_only(context: &Context<'_>) -> Vec<Finding> {
    // An empty list without Windows' own defaults delegates to nobody.
    let delegates = |delegation: &Delegation<'_>| !delegation.servers.is_empty() || delegation.with_defaults;
    let is_one = |delegation: &&Delegation<'_>| delegation.allow && delegation.ntlm_only && delegates(delegation);
    context.model.delegations.iter().filter(is_one).map(ntlm_only).collect()
}

fn ntlm_only(delegation: &Delegation<'_>) -> Finding {
    let name = &delegation.setting.node.name;
    let message = format!(
        "the device hands {} to servers that nothing but NTLM has checked, so an impostor can get them",
        credentials(delegation.kind)
    );
    let better = with_proof(delegation.kind);
    let help = format!("write `{name}: disabled`, and list the servers under `{better}`");
    NTLM_ONLY.finding(delegation.setting.name_span, message).label("does without proof of the server").help(help)
}

/// The policy for servers that Kerberos or a certificate has proved.
fn with_proof(kind: DelegationKind) -> &'static str {
    match kind {
        DelegationKind::Default => "AllowDefaultCredentials",
        DelegationKind::Fresh => "AllowFreshCredentials",
        DelegationKind::Saved => "AllowSavedCredentials",
    }
}

fn credentials(kind: DelegationKind) -> &'static str {
    match kind {
        DelegationKind::Default => "the credentials of the session",
        DelegationKind::Fresh => "the credentials that are typed for a connection",
        DelegationKind::Saved => "saved credentials",
    }
}
