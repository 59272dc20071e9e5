//! Listeners on the ports of WinRM 1.1.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::winrm::Value;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that turn on a compatibility listener: `TurnOnCompatibilityHTTPListener` (TCP port 80) or
    /// `TurnOnCompatibilityHTTPSListener` (TCP port 443).
    ///
    /// ## Why it matters
    ///
    /// These listeners exist for clients of WinRM 1.1, before Windows 7. They put WinRM on the ports of the web,
    /// which firewalls and proxies let through, and share them with any web server of the device.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   TurnOnCompatibilityHTTPListener: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   TurnOnCompatibilityHTTPListener: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement` and "Installation and configuration for Windows Remote Management"
    /// (ports).
    COMPATIBILITY, "winrm-compatibility-listener", Warning, "a compatibility listener is turned on"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let service = &context.model.service;
    let listeners = [("HTTP", 80, &service.http_compatibility), ("HTTPS", 443, &service.https_compatibility)];
    let finding = |(protocol, port, listener): (&str, u16, &Value<'_, bool>)| {
        let place = listener.set_to(&true)?;
        let setting = listener.setting()?;
        let message = format!(
            "WinRM takes {protocol} requests on TCP port {port} too, \
                the port of web servers, where firewalls often let them through"
        );
        let help = format!("write `{}: disabled`", setting.node.name);
        Some(COMPATIBILITY.finding(place, message).label(format!("opens port {port}")).help(help))
    };
    listeners.into_iter().filter_map(finding).collect()
}
