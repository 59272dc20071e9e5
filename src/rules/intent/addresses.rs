//! Addresses below `csp:`.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::nearest::alternatives;

declare_rule! {
    /// ## What it does
    ///
    /// Finds keys below `csp:` that are no address, or are not spelled as the catalog spells them: `\` for `/`, blanks, another
    /// case.
    ///
    /// ## Why it matters
    ///
    /// A device answers 404, and Intune shows *remediation failed*. `./Vendor/…` is fine: it is `./Device/Vendor/…`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./device/vendor/msft/LAPS/Policies/BackupDirectory: 1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory: 1
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Structure of OMA DM provisioning files"; reports of `\` in an OMA-URI.
    ADDRESS, "intent-address", Error, "an address that is none, or is spelled otherwise"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds addresses at which the catalog has no node.
    ///
    /// ## Why it matters
    ///
    /// A device answers 404 for it, and Intune shows *remediation failed*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupFolder: 1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The address as `omauri catalog list --search LAPS` shows it; for a node that is newer than the catalog, or that an ADMX file
    /// of your own makes:
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupFolder: { raw: "1", format: int }
    /// ```
    UNKNOWN_ADDRESS, "intent-unknown-address", Error, "an address at which nothing is"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds names in an address that the node there does not take, and braces that nobody filled in.
    ///
    /// ## Why it matters
    ///
    /// Some nodes get their name from you: of a VPN profile, of a firewall rule. The device refuses one that it cannot use.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   "./Device/Vendor/MSFT/VPNv2/{ProfileName}/RememberCredentials": true
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/VPNv2/Office/RememberCredentials: true
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `DynamicNodeNaming` and its pattern; for names that these describe in prose the
    /// CSP's page.
    ADDRESS_NAME, "intent-address-name", Error, "a name in an address that does not fit"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds a node that is set twice: below `settings:` and again below `csp:`, or by two spellings of its address.
    ///
    /// ## Why it matters
    ///
    /// Both commands would be sent, and which of them lasts is left to chance; Intune refuses the profile.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Vendor/MSFT/LAPS/Policies/BackupDirectory: 1
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory: 2
    /// ```
    ///
    /// ## What to write instead
    ///
    /// One of the two.
    ///
    /// ## Source
    ///
    /// Microsoft Graph: the addresses of a custom profile are unique.
    TWICE, "intent-duplicate-node", Error, "a node that is set twice"
}

pub(super) fn address(span: Span, message: &str, help: &str) -> Finding {
    ADDRESS.finding(span, message).help(help)
}

pub(super) fn unknown(span: Span, uri: &str, near: &[String], is_policy: bool) -> Finding {
    let finding = UNKNOWN_ADDRESS.finding(span, format!("no node is at `{uri}`"));
    let way_out = "for one that is newer than the catalog write `{ raw: TEXT, format: chr }`";
    match near {
        [] if is_policy => finding.help(format!("policies stand below `settings:` by area and name; {way_out}")),
        [] => finding.help(format!("`omauri catalog list --search WORD` finds nodes; {way_out}")),
        near => finding.help(format!("did you mean {}?", alternatives(near))),
    }
}

pub(super) fn segment(span: Span, placeholder: &str, name: Option<&str>, pattern: Option<&str>) -> Finding {
    let expected = pattern.map(|pattern| format!("a name that matches `{pattern}`"));
    match name {
        None => {
            let help = expected.unwrap_or_else(|| "the name that you give".to_owned());
            ADDRESS_NAME
                .finding(span, format!("`{placeholder}` stands for a name"))
                .help(format!("write {help} in its place"))
        }
        Some(name) => {
            let expected = expected.unwrap_or_else(|| "another name".to_owned());
            ADDRESS_NAME
                .finding(span, format!("`{}` cannot be the name of `{placeholder}`", name.escape_debug()))
                .help(format!("write {expected}"))
        }
    }
}

pub(super) fn twice(span: Span, node: &str, other: Span) -> Finding {
    TWICE.finding(span, format!("`{node}` is set twice")).other(other, "here too").help("remove one of the two")
}
