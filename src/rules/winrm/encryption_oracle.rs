//! CredSSP with partners that lack the fix for CVE-2018-0886.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::winrm::EncryptionOracle;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `ADMX_CredSsp/AllowEncryptionOracle` at the level `Vulnerable`.
    ///
    /// ## Why it matters
    ///
    /// The device then falls back to the insecure version of CredSSP with servers that lack the fix of 2018, and
    /// takes clients that lack it. Someone between the two can relay the credentials and run commands on the server
    /// (CVE-2018-0886), over WinRM as over Remote Desktop.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowEncryptionOracle: { enabled: Vulnerable }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowEncryptionOracle: { enabled: Force Updated Clients }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `ADMX_CredSsp`, and "CredSSP updates for CVE-2018-0886" (KB 4093492).
    VULNERABLE, "winrm-encryption-oracle-vulnerable", Error, "CredSSP is open to the attack of CVE-2018-0886"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds `ADMX_CredSsp/AllowEncryptionOracle` at the level `Mitigated`, which is also what Windows does without
    /// the policy.
    ///
    /// ## Why it matters
    ///
    /// The device no longer falls back as a client, but as a server it takes clients without the fix of 2018, whose
    /// credentials can be relayed (CVE-2018-0886). All clients that Windows still supports have the fix.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowEncryptionOracle: { enabled: Mitigated }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// ADMX_CredSsp:
    ///   AllowEncryptionOracle: { enabled: Force Updated Clients }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `ADMX_CredSsp`, and "CredSSP updates for CVE-2018-0886" (KB 4093492); CIS Benchmark for
    /// Windows 11, level 1, wants `Force Updated Clients`.
    MITIGATED, "winrm-encryption-oracle-mitigated", Warning, "CredSSP takes clients that lack the fix of CVE-2018-0886"
}

const HELP: &str = "write `AllowEncryptionOracle: { enabled: Force Updated Clients }`";

pub(super) fn check_vulnerable(context: &Context<'_>) -> Vec<Finding> {
    let message = "the device uses CredSSP with servers and clients that lack the fix of CVE-2018-0886, \
        which lets an attacker between them run commands on the server";
    let finding = |place| VULNERABLE.finding(place, message).label("both directions are open").help(HELP);
    place(context, EncryptionOracle::Vulnerable).map(finding).into_iter().collect()
}

pub(super) fn check_mitigated(context: &Context<'_>) -> Vec<Finding> {
    let message = "as a server the device still takes CredSSP from clients that lack the fix of CVE-2018-0886";
    let finding = |place| MITIGATED.finding(place, message).label("closes one direction of two").help(HELP);
    place(context, EncryptionOracle::Mitigated).map(finding).into_iter().collect()
}

fn place(context: &Context<'_>, level: EncryptionOracle) -> Option<Span> {
    context.model.encryption_oracle.as_ref()?.set_to(&level)
}
