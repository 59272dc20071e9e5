//! The limit on the run time of shells.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Notes that a profile enables `RemoteShell/SpecifyShellTimeout`.
    ///
    /// ## Why it matters
    ///
    /// The policy is deprecated and has no effect: since WinRM 2.0 the run time of a shell cannot be limited. Whoever
    /// relies on it is mistaken.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteShell:
    ///   SpecifyShellTimeout: { enabled: 3600000 }
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
    /// Microsoft, Policy CSP `RemoteShell` and "Quota Management for Remote Shells".
    SHELL_TIMEOUT, "winrm-shell-timeout", Info, "a setting without effect"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let finding = |place| {
        let message = "Windows ignores the limit on the run time of shells";
        let help =
            "remove `SpecifyShellTimeout`; shells without activity end with `SpecifyIdleTimeout: { enabled: 900000 }`";
        SHELL_TIMEOUT.finding(place, message).label("has no effect").help(help)
    };
    context.model.shell.max_run_time.place().map(finding).into_iter().collect()
}
