//! Every host trusted.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::values::HostPattern;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `*` in the list of trusted hosts.
    ///
    /// ## Why it matters
    ///
    /// WinRM's client does not ask a trusted host who it is. With `*`, whoever answers for a name or an address gets
    /// the credentials, or an NTLM response to relay or to crack.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   TrustedHosts: { enabled: ["*"] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   TrustedHosts: { enabled: ["server01.example.com"] }
    /// ```
    ///
    /// Where Kerberos or HTTPS proves the servers, no host needs this trust. `TrustedHosts: disabled` leaves the list
    /// to the device, where it is empty by default.
    ///
    /// ## Source
    ///
    /// Microsoft, "Installation and configuration for Windows Remote Management" and Policy CSP `RemoteManagement`.
    TRUSTED_HOSTS_ANY, "winrm-trusted-hosts-any", Warning, "every host is trusted"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let hosts = &context.model.client.trusted_hosts;
    let Some(element) = hosts.element() else { return Vec::new() };
    let finding = |index| {
        let message = "the WinRM client gives credentials to every host without asking who it is";
        let help = "name the hosts: write `TrustedHosts: { enabled: [\"server01.example.com\"] }`, \
            or `TrustedHosts: disabled`, which leaves the list to the device, where it is empty by default";
        TRUSTED_HOSTS_ANY.finding(element.entry_span(index), message).label("trusts every host").help(help)
    };
    hosts.value.entries().iter().position(HostPattern::is_any).map(finding).into_iter().collect()
}
