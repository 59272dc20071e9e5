//! Stored credentials of plug-ins.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that let WinRM store the credentials its plug-ins run as (`DisallowStoringOfRunAsCredentials:
    /// disabled`).
    ///
    /// ## Why it matters
    ///
    /// The password of an account that others connect through stays on the device, where whoever takes the device
    /// over finds it.
    ///
    /// Turning the storage off erases the `RunAsPassword` values that are stored; they have to be entered again if it
    /// is turned back on. So look for session configurations with such an account before the change.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowStoringOfRunAsCredentials: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowStoringOfRunAsCredentials: enabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`; DISA STIG WN11-CC-000355; CIS Benchmark for Windows 11, level 1.
    RUN_AS_STORAGE, "winrm-runas-storage-allowed", Warning, "WinRM may store RunAs credentials"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let finding = |place| {
        let message = "the WinRM service lets its plug-ins store on the device the credentials that they run as";
        RUN_AS_STORAGE
            .finding(place, message)
            .label("keeps the storage on")
            .note("turning it off erases the `RunAsPassword` values that are stored")
            .help("write `DisallowStoringOfRunAsCredentials: enabled`")
    };
    context.model.service.run_as_storage.set_to(&true).map(finding).into_iter().collect()
}
