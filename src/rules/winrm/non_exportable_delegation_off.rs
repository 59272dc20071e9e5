//! Restricted Admin and Remote Credential Guard.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `RemoteHostAllowsDelegationOfNonExportableCredentials: disabled`.
    ///
    /// ## Why it matters
    ///
    /// As a remote host the device then supports neither Restricted Admin nor Remote Credential Guard. Whoever
    /// connects must hand it a copy of the credentials, which an attacker on the device can take.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// CredentialsDelegation:
    ///   RemoteHostAllowsDelegationOfNonExportableCredentials: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// CredentialsDelegation:
    ///   RemoteHostAllowsDelegationOfNonExportableCredentials: enabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `CredentialsDelegation`.
    NON_EXPORTABLE, "winrm-non-exportable-delegation-off", Warning, "connecting people must hand over their credentials"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let finding = |place| {
        let message = "the device supports neither Restricted Admin nor Remote Credential Guard, \
            so whoever connects to it must hand over credentials";
        let help = "write `RemoteHostAllowsDelegationOfNonExportableCredentials: enabled`";
        NON_EXPORTABLE.finding(place, message).label("wants credentials that can be copied").help(help)
    };
    context.model.non_exportable_delegation.set_to(&false).map(finding).into_iter().collect()
}
