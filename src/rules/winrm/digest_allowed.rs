//! Digest authentication.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that keep Digest on for WinRM's client in so many words (`DisallowDigestAuthentication:
    /// disabled`).
    ///
    /// ## Why it matters
    ///
    /// Digest answers a challenge with an MD5 hash of the password, which whoever asked can attack offline. WinRM's
    /// own service never takes it, so no Windows device needs it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowDigestAuthentication: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowDigestAuthentication: enabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Authentication for Remote Connections"; DISA STIG WN11-CC-000360; CIS Benchmark for Windows 11,
    /// level 1.
    DIGEST_ALLOWED, "winrm-digest-allowed", Warning, "Digest authentication is kept on"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let finding = |place| {
        let message = "the WinRM client answers servers that ask for Digest with an MD5 hash of the password";
        DIGEST_ALLOWED
            .finding(place, message)
            .label("keeps Digest on")
            .help("write `DisallowDigestAuthentication: enabled`")
    };
    context.model.client.digest.set_to(&true).map(finding).into_iter().collect()
}
