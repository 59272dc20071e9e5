//! Basic authentication.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that turn Basic authentication on, for WinRM's client (`AllowBasicAuthentication_Client`) or its service
    /// (`AllowBasicAuthentication_Service`).
    ///
    /// ## Why it matters
    ///
    /// Basic sends the name and the password with every request, readable by anyone on the way unless the transport is HTTPS; and
    /// no policy of this CSP makes an HTTPS listener.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthentication_Client: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthentication_Client: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Authentication for Remote Connections"; DISA STIG WN11-CC-000330 (client) and WN11-CC-000345 (service), both
    /// category I; CIS Benchmark for Windows 11, level 1.
    BASIC, "winrm-basic", Error, "Basic authentication is turned on"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let sides = [("client", "sends", &context.model.client.basic), ("service", "takes", &context.model.service.basic)];
    let finding = |(side, does, basic): (&str, &str, &crate::winrm::Value<'_, bool>)| {
        let place = basic.set_to(&true)?;
        let setting = basic.setting()?;
        let message = format!(
            "the WinRM {side} {does} names and passwords with Basic authentication, which anyone on the way can read"
        );
        let help = format!("write `{}: disabled`", setting.node.name);
        Some(BASIC.finding(place, message).label("turns Basic on").help(help))
    };
    sides.into_iter().filter_map(finding).collect()
}
