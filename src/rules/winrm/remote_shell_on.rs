//! Remote shells.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Notes that a profile enables `RemoteShell/AllowRemoteShellAccess`.
    ///
    /// ## Why it matters
    ///
    /// Administrators of the device can then run commands on it from other computers, where WinRM listens. WinRM does
    /// so without the policy too; a baseline that wants it off will report this setting.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteShell:
    ///   AllowRemoteShellAccess: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteShell:
    ///   AllowRemoteShellAccess: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteShell`; CIS Benchmark for Windows 11, level 2.
    REMOTE_SHELL_ON, "winrm-remote-shell-on", Info, "remote shells are allowed"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let finding = |place| {
        let message = "the device lets administrators run commands on it from other computers, where WinRM listens";
        let help = "write `AllowRemoteShellAccess: disabled` where nobody needs a shell";
        REMOTE_SHELL_ON.finding(place, message).label("allows remote shells").help(help)
    };
    context.model.shell.access.set_to(&true).map(finding).into_iter().collect()
}
