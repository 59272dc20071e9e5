//! Memory of remote shells.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `RemoteShell/SpecifyMaxMemory` below 1024 MB. 0 is no limit and fine.
    ///
    /// ## Why it matters
    ///
    /// The limit is for a shell and all its processes together, and what goes beyond it is ended. Microsoft calls
    /// less than 1024 MB, the default since Windows 8, unsupported; PowerShell sessions die of it for no visible
    /// reason. The 150 MB in the policy's own text are from WinRM 2.0.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteShell:
    ///   SpecifyMaxMemory: { enabled: 512 }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteShell:
    ///   SpecifyMaxMemory: { enabled: 1024 }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Quota Management for Remote Shells" (default, unsupported below it) and Policy CSP `RemoteShell`
    /// (0).
    SHELL_MEMORY, "winrm-shell-memory", Warning, "remote shells get less memory than Windows supports"
}

/// Megabytes.
const LEAST_SUPPORTED: u32 = 1024;
const UNLIMITED: u32 = 0;

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let memory = &context.model.shell.max_memory;
    let is_too_little = memory.value != UNLIMITED && memory.value < LEAST_SUPPORTED;
    let finding = |place| {
        let megabytes = memory.value;
        let message = format!(
            "WinRM ends what needs more than {megabytes} MB in a remote shell, \
                and less than {LEAST_SUPPORTED} MB is unsupported"
        );
        let help =
            "write `SpecifyMaxMemory: { enabled: 1024 }` or more, or `SpecifyMaxMemory: { enabled: 0 }` for no limit";
        SHELL_MEMORY.finding(place, message).label(format!("below {LEAST_SUPPORTED}")).help(help)
    };
    memory.place().filter(|_| is_too_little).map(finding).into_iter().collect()
}
