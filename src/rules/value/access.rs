//! What a server may do with a node.

use crate::catalog::Access;
use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::nearest::enumeration;

declare_rule! {
    /// ## What it does
    ///
    /// Finds nodes that are to be set and can only be read or started, and `notConfigured` for nodes that cannot be removed.
    ///
    /// ## Why it matters
    ///
    /// The device answers 405, and Intune shows *remediation failed*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Vendor/MSFT/Firewall/MdmStore/Global/EnablePacketQueue: notConfigured
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The value that the device should have.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `AccessType`.
    ACCESS, "value-access", Error, "a node that cannot be set or removed"
}

declare_rule! {
    /// ## What it does
    ///
    /// Says that a value below `csp:` is sent as it stands.
    ///
    /// ## Why it matters
    ///
    /// `raw` is the way out where the catalog is wrong or too old: neither the value nor the targets are checked.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupFolder: { raw: "1", format: int }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The value without `raw`, where the catalog knows the node; `--catalog DIR` brings a newer one. What was tried on a device:
    /// `# omauri: allow(value-raw) because REASON`.
    RAW, "value-raw", Warning, "a value that is sent as it stands"
}

pub(super) fn not_settable(span: Span, node: &str, access: &[Access], is_folder: bool, below: Option<&str>) -> Finding {
    let words: Vec<String> = access.iter().map(|access| format!("{access:?}")).collect();
    let finding = ACCESS.finding(span, format!("`{node}` cannot be set: it takes {} only", enumeration(&words)));
    match below {
        Some(below) => finding.help(format!("set what is below it, such as `{below}`")),
        None if access.contains(&Access::Exec) => {
            finding.help("remove it: an action is started by the management server itself, not by a profile")
        }
        None if is_folder => finding.help("remove it: what is below it is only to be read"),
        None => finding.help("remove it: its value is only to be read"),
    }
}

pub(super) fn no_delete(span: Span, node: &str, default: Option<&str>) -> Finding {
    let finding = ACCESS.finding(span, format!("`{node}` cannot be removed: it takes no Delete"));
    match default {
        Some(default) if !default.is_empty() => {
            finding.help(format!("write the value of an unconfigured device, `{}`", default.escape_debug()))
        }
        _ => finding.help("write the value that the device should have, or leave the node out"),
    }
}

pub(super) fn raw(span: Span, node: &str, is_known: bool) -> Finding {
    let finding = RAW.finding(span, format!("`{node}` is sent as it stands, and nothing of it is checked"));
    if is_known {
        return finding.help("the catalog knows the node: write its value without `raw` to have it checked");
    }
    finding.help("try it on one device; `--catalog DIR` brings a newer catalog, which may know the node")
}
