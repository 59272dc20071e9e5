//! Trusted addresses that nothing can authenticate to.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::{Context, MANAGEMENT};

declare_rule! {
    /// ## What it does
    ///
    /// Finds IP addresses among the trusted hosts of a profile that turns both Negotiate and Basic off for WinRM's
    /// client. Patterns such as `10.0.0.*` are not judged: they match names too. Nor is a profile that turns CredSSP
    /// on.
    ///
    /// ## Why it matters
    ///
    /// Kerberos needs a host's name. To an address the client authenticates with NTLM, which is a part of Negotiate,
    /// or with Basic; without both, the entry serves nobody and connections to it fail.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthentication_Client: disabled
    ///   DisallowNegotiateAuthenticationClient: enabled
    ///   TrustedHosts: { enabled: ["192.0.2.10"] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthentication_Client: disabled
    ///   DisallowNegotiateAuthenticationClient: enabled
    ///   TrustedHosts: { enabled: ["server01.example.com"] }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Authentication for Remote Connections", and `about_Remote_Troubleshooting` ("Kerberos
    /// authentication does not support IP addresses"). WinRM's service takes no Digest, so that is no way out.
    TRUSTED_IP, "winrm-trusted-ip-without-ntlm", Warning, "a trusted address that no authentication reaches"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    finding(context).into_iter().collect()
}

fn finding(context: &Context<'_>) -> Option<Finding> {
    let client = &context.model.client;
    let negotiate = client.negotiate.set_to(&false)?;
    let basic = client.basic.set_to(&false)?;
    if client.credssp.value || context.is_unresolved(MANAGEMENT, "AllowCredSSPAuthenticationClient") {
        return None;
    }
    let element = client.trusted_hosts.element()?;
    let hosts = client.trusted_hosts.value.entries().iter().enumerate();
    let mut addresses = hosts.filter_map(|(index, host)| host.address().map(|address| (index, address)));
    let (first, address) = addresses.next()?;
    let place = element.entry_span(first);
    let message = format!("connections from the device to `{address}` fail, because Kerberos needs the host's name");
    let help = "write the host's name, such as `server01.example.com`, \
        or `DisallowNegotiateAuthenticationClient: disabled` for NTLM";
    let finding = TRUSTED_IP.finding(place, message).label("an address, not a name").help(help);
    let more = addresses.map(|(index, _)| element.entry_span(index)).filter(|span| *span != place);
    let finding = more.fold(finding, |finding, span| finding.other(span, "another address"));
    Some(finding.other(negotiate, "refuses NTLM with Negotiate").other(basic, "refuses Basic"))
}
