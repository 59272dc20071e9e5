//! What comes with the listener that policy makes, and what does not.

use crate::finding::Finding;
use crate::intent::Setting;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Notes that a profile enables `AllowRemoteServerManagement`.
    ///
    /// ## Why it matters
    ///
    /// The device then listens for other computers, over HTTP on TCP port 5985. On clients nobody needs that unless
    /// they are managed over WinRM, and it is a way from one device to the next.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["*"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`; CIS Benchmark for Windows 11, level 2.
    REMOTE_MANAGEMENT_ON, "winrm-remote-management-on", Info, "WinRM listens for other computers"
}

declare_rule! {
    /// ## What it does
    ///
    /// Notes, for a profile that enables `AllowRemoteServerManagement`, what that policy does not do: start the WinRM
    /// service, and open the firewall for TCP port 5985.
    ///
    /// ## Why it matters
    ///
    /// On clients the WinRM service does not start by itself, and the firewall keeps its port closed. The listener
    /// answers nobody until both are done, and no node of `RemoteManagement` does either.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["*"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Nothing in this profile. Make a rule for TCP port 5985 with the Firewall CSP
    /// (`./Vendor/MSFT/Firewall/MdmStore/FirewallRules`) that names the clients, and set the start of the service
    /// `WinRM` to automatic with a script.
    ///
    /// ## Source
    ///
    /// Microsoft, "Installation and configuration for Windows Remote Management" and Policy CSP `RemoteManagement`.
    LISTENER_ALONE, "winrm-listener-alone", Info, "the listener needs a firewall rule and a running service"
}

declare_rule! {
    /// ## What it does
    ///
    /// Notes that a profile enables `AllowRemoteServerManagement` and disables `RemoteShell/AllowRemoteShellAccess`.
    ///
    /// ## Why it matters
    ///
    /// WinRM then listens but refuses new remote shells. Only operations without a shell work, such as WMI over WinRM
    /// and event forwarding. That is a good profile for devices that are only queried, and a riddle for whoever
    /// wanted a shell.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["*"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// RemoteShell:
    ///   AllowRemoteShellAccess: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["*"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// RemoteShell:
    ///   AllowRemoteShellAccess: enabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteShell` and `RemoteManagement`.
    LISTENER_WITHOUT_SHELL, "winrm-listener-without-shell", Info, "WinRM listens but gives no shells"
}

pub(super) fn check_on(context: &Context<'_>) -> Vec<Finding> {
    let finding = |setting: &Setting<'_>| {
        let message = "WinRM listens for other computers on TCP port 5985 of the addresses that the filters name";
        let help = "write `AllowRemoteServerManagement: disabled` where nobody manages these devices over WinRM";
        REMOTE_MANAGEMENT_ON.finding(setting.name_span, message).label("makes the listener").help(help)
    };
    listener(context).map(finding).into_iter().collect()
}

pub(super) fn check_alone(context: &Context<'_>) -> Vec<Finding> {
    let finding = |setting: &Setting<'_>| {
        let message = "the listener answers nobody until the WinRM service runs and the firewall lets TCP port 5985 in";
        let help = "make a rule for TCP port 5985 with the Firewall CSP \
            (`./Vendor/MSFT/Firewall/MdmStore/FirewallRules`), and start the service `WinRM` with a script";
        let finding = LISTENER_ALONE.finding(setting.name_span, message).label("makes the listener only");
        finding
            .note("no node of `RemoteManagement` does either; the service does not start by itself on clients")
            .help(help)
    };
    listener(context).map(finding).into_iter().collect()
}

pub(super) fn check_without_shell(context: &Context<'_>) -> Vec<Finding> {
    without_shell(context).into_iter().collect()
}

fn without_shell(context: &Context<'_>) -> Option<Finding> {
    let place = context.model.shell.access.set_to(&false)?;
    let listener = listener(context)?;
    let message = "WinRM listens but refuses remote shells, so only what needs none works, \
        such as WMI over WinRM and event forwarding";
    let help = "write `AllowRemoteShellAccess: enabled` where people need a shell";
    let finding = LISTENER_WITHOUT_SHELL.finding(place, message).label("refuses remote shells");
    Some(finding.other(listener.name_span, "makes the listener").help(help))
}

/// The setting that makes the listener.
fn listener<'p>(context: &Context<'p>) -> Option<&'p Setting<'p>> {
    let listener = &context.model.service.listener;
    listener.setting().filter(|_| listener.value == Some(true))
}
