//! Negotiate authentication refused.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::winrm::Value;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that refuse Negotiate for WinRM's client (`DisallowNegotiateAuthenticationClient`) or its
    /// service (`DisallowNegotiateAuthenticationService`).
    ///
    /// ## Why it matters
    ///
    /// Negotiate is Kerberos for accounts of a domain and NTLM for all others. Without it, local accounts and devices
    /// that cannot do Kerberos with an on-premises domain are locked out, unless another method is allowed, and the
    /// others (Basic, CredSSP, Digest) are worse: devices joined to Entra ID alone, and those of a workgroup. Negotiate is also what WinRM uses when credentials are given explicitly, and for `localhost`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowNegotiateAuthenticationService: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowNegotiateAuthenticationService: disabled
    /// ```
    ///
    /// Where every device is in a domain and always reaches it, keep the setting and say so in a comment on its line:
    /// `# omauri: allow(winrm-negotiate-refused) because …`.
    ///
    /// ## Source
    ///
    /// Microsoft, "Authentication for Remote Connections".
    NEGOTIATE_REFUSED, "winrm-negotiate-refused", Warning, "Negotiate authentication is refused"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let client = "the WinRM client refuses Negotiate, and NTLM with it: local accounts, and devices without Kerberos \
        of an on-premises domain, are left with other methods, if any";
    let service = "the WinRM service refuses Negotiate, and NTLM with it: local accounts, and whoever has no Kerberos \
        of an on-premises domain, are left with other methods, if any";
    let sides = [(client, &context.model.client.negotiate), (service, &context.model.service.negotiate)];
    let finding = |(message, negotiate): (&str, &Value<'_, bool>)| {
        let place = negotiate.set_to(&false)?;
        let setting = negotiate.setting()?;
        let help = format!("write `{}: disabled`", setting.node.name);
        let finding = NEGOTIATE_REFUSED.finding(place, message).label("refuses Kerberos through Negotiate, and NTLM");
        Some(finding.note("devices that are joined to Entra ID alone have no such Kerberos").help(help))
    };
    sides.into_iter().filter_map(finding).collect()
}
