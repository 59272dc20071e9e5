//! What is known of a node, in the compact form in which the binary carries it.
//!
//! `build.rs` includes this file: it depends on serde alone. Postcard wants plain types: no `flatten`, no untagged enums,
//! no skipped fields.

use serde::{Deserialize, Serialize};

/// Which tree a node stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// `./Device`: the same for everybody who uses the device.
    Device,
    /// `./User`: for one person.
    User,
}

/// A node's format: the word in SyncML's `Meta/Format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text.
    Chr,
    /// A 32-bit number.
    Int,
    /// `true` or `false`.
    Bool,
    /// Bytes in Base64.
    B64,
    /// An XML document.
    Xml,
    /// Bytes.
    Bin,
    /// A time.
    Time,
    /// Nothing: the node is an action, or a sign by being there.
    Null,
    /// Other nodes.
    Node,
}

/// What a server may do with a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Create it.
    Add,
    /// Remove it.
    Delete,
    /// Start it.
    Exec,
    /// Read it.
    Get,
    /// Set it, creating it where it is missing.
    Replace,
}

/// Which of several policies for one node a device follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Conflict {
    /// The one written last.
    LastWrite,
    /// The lowest number.
    LowestValueMostSecure,
    /// The highest number.
    HighestValueMostSecure,
    /// The lowest number, where 0 means that there is no limit and counts as the highest.
    LowestValueMostSecureZeroHasNoLimits,
    /// The highest number, where 0 means that there is no limit and counts as higher still.
    HighestValueMostSecureZeroHasNoLimits,
}

/// An OS build as the catalog's sources write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BuildRecord {
    /// `10` in `10.0.22000.1202`; 99 and 88 stand for Windows Insider.
    pub major: u32,
    /// `0`.
    pub minor: u32,
    /// `22000`.
    pub number: u32,
    /// `1202`; absent for a release as it first shipped.
    pub revision: Option<u32>,
}

impl std::fmt::Display for BuildRecord {
    /// `10.0.19041.1202`, as the source writes it.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}.{}", self.major, self.minor, self.number)?;
        self.revision.map_or(Ok(()), |revision| write!(out, ".{revision}"))
    }
}

/// Data of a registry value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegistryData {
    /// A number: `REG_DWORD`.
    Decimal(u32),
    /// A text: `REG_SZ`.
    Text(String),
}

/// A registry value that a policy or a choice writes beside its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryWrite {
    /// The key, below HKLM or HKCU; none where it is the policy's.
    pub key: Option<String>,
    /// The value.
    pub value_name: String,
    /// What is written; none deletes the value.
    pub data: Option<RegistryData>,
}

/// Which CSP a node is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Home {
    /// The Policy CSP: the node is a policy of an area.
    Area,
    /// Another one, or the Policy CSP's own nodes.
    Csp,
}

/// Who names a node that has no name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// The server makes up an identifier.
    Server,
    /// The server gives a name that means something to the device.
    Unique,
    /// The device names what it has.
    Device,
    /// It is not stated.
    Unstated,
}

/// How a node that has no name of its own gets one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRule {
    /// Who gives the name.
    pub by: Naming,
    /// The regular expression that the whole name matches, where there is one.
    pub pattern: Option<String>,
}

/// Who restarts the device after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reboot {
    /// The device does.
    Automatic,
    /// The server has to.
    Server,
}

/// The Group Policy that drives the same as a node without ADMX.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPolicy {
    /// The policy's name in its ADMX file, or the name that an editor shows.
    pub name: String,
    /// The file, `AT` and categories with `~` between them, or the folders that an editor shows.
    pub area: String,
    /// The element of the policy, where the node is only that.
    pub element: Option<String>,
    /// The registry key that Group Policy writes, below HKLM or HKCU, where the ADMX file was at hand.
    pub key: Option<String>,
    /// The registry value.
    pub value_name: Option<String>,
}

/// What a node needs of others: all of `on`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DependencyGroup {
    /// The values that the node takes instead, where the dependencies are met.
    pub changes: Option<Allowed>,
    /// What must be met.
    pub on: Vec<Dependency>,
}

/// What one other node must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependency {
    /// The other node.
    pub uri: String,
    /// Whether it must hold none of the values.
    pub not: bool,
    /// The values; none where any will do.
    pub values: Option<Allowed>,
}

/// A node of a CSP tree: mostly a leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeRecord {
    /// Device or user.
    pub scope: Scope,
    /// Whether it is a policy, or a node of another CSP.
    pub home: Home,
    /// The area, `RemoteManagement`; of other CSPs their name, `LAPS`.
    pub area: String,
    /// The policy's name; of other CSPs the path below the CSP, `Policies/BackupDirectory`, and `.` for its root. What is named
    /// on the device or by the server stands in braces.
    pub name: String,
    /// The full address.
    pub uri: String,
    /// Whether Microsoft's file leaves `./Device` away from the address. Both mean the same to a device; ids of Intune's settings
    /// catalog follow the file.
    pub is_short: bool,
    /// How it gets its name, where it has none of its own.
    pub naming: Option<NameRule>,
    /// What its data is.
    pub format: Format,
    /// What may be done with it.
    pub access: Vec<Access>,
    /// Builds on which it works, newest first, as the source lists them.
    pub builds: Vec<BuildRecord>,
    /// SKU codes on which it works; none where the source has no list.
    pub editions: Option<Vec<u16>>,
    /// How a device chooses between several values.
    pub conflict: Option<Conflict>,
    /// The value of an unconfigured device, of nodes without ADMX.
    pub default: Option<String>,
    /// Values of a node without ADMX.
    pub allowed: Option<Allowed>,
    /// What stands between values, where the node takes several at once: `;`, mostly U+F000.
    pub delimiter: Option<String>,
    /// From which build on the node is deprecated, as the source writes it; empty where it does not say from when.
    pub deprecated: Option<String>,
    /// The Group Policy that drives the same.
    pub group_policy: Option<GroupPolicy>,
    /// Nodes that drive the same policy without ADMX, or outside the `ADMX_` areas, of a policy of such an area.
    pub native: Vec<String>,
    /// What it needs of other nodes.
    pub dependencies: Vec<DependencyGroup>,
    /// Who restarts the device after a change, if it must be restarted.
    pub reboot: Option<Reboot>,
    /// Whether it and all below it must be sent in one Atomic.
    pub is_atomic: bool,
    /// A state to show as an example of a policy without elements, where `disabled` would be a bad one.
    pub example: Option<String>,
    /// The policy behind an ADMX-backed node.
    pub admx: Option<Policy>,
}

/// Which values a node without ADMX takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Allowed {
    /// One of these, with a word for each.
    Enum(Vec<AllowedValue>),
    /// A number in one of these ranges.
    Ranges(Vec<Range>),
    /// A sum of some of these numbers, each a bit or several.
    Flags(Vec<AllowedValue>),
    /// A text that matches a regular expression.
    Regex(String),
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// A security descriptor in its string form.
    Sddl,
}

/// Numbers from the least to the greatest, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The least.
    pub min: i64,
    /// The greatest.
    pub max: i64,
}

/// A value with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowedValue {
    /// What is sent.
    pub value: String,
    /// What it means, in a word or two; empty where the source tells it in sentences only.
    pub meaning: String,
}

/// Whom a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Class {
    /// The device.
    Machine,
    /// A person.
    User,
    /// Either.
    Both,
}

/// An ADMX policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The ADMX file.
    pub file: String,
    /// The policy's name in it.
    pub name: String,
    /// Whom it is for.
    pub class: Class,
    /// The name that gpedit shows.
    pub title: String,
    /// Names of its categories, outermost first.
    pub categories: Vec<String>,
    /// The category path that gpedit shows, joined with ` > `.
    pub category_title: String,
    /// The registry key, below HKLM or HKCU.
    pub key: String,
    /// The registry value; none where only elements write.
    pub value_name: Option<String>,
    /// What `enabled` writes; none means 1 where there is a value name.
    pub enabled_value: Option<RegistryData>,
    /// What `disabled` writes; none means that the value is deleted.
    pub disabled_value: Option<RegistryData>,
    /// What `enabled` writes besides.
    pub enabled_list: Vec<RegistryWrite>,
    /// What `disabled` writes besides.
    pub disabled_list: Vec<RegistryWrite>,
    /// Its inputs, in the order of the ADMX.
    pub elements: Vec<Element>,
}

/// An input of an ADMX policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Its id, by which payloads and intents address it.
    pub id: String,
    /// Its own registry key, where it differs from the policy's.
    pub key: Option<String>,
    /// The registry value it writes; none for lists, which name theirs one by one.
    pub value_name: Option<String>,
    /// Its type with its limits.
    pub kind: ElementKind,
    /// What gpedit puts there before anyone types.
    pub default: Option<String>,
    /// The grammar of its text, where it has one.
    pub grammar: Option<Grammar>,
    /// A value to show as an example, where what gpedit presets would be a bad one.
    pub example: Option<String>,
}

/// Types of elements with their limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ElementKind {
    /// One line of text.
    Text {
        /// Its greatest length in UTF-16 units; the ADMX default is 1023.
        max_length: u32,
        /// Whether it is written as `REG_EXPAND_SZ`.
        expandable: bool,
    },
    /// Several lines.
    MultiText {
        /// The greatest length of a line.
        max_length: u32,
    },
    /// A check box.
    Boolean {
        /// What a ticked one writes.
        true_value: Option<RegistryData>,
        /// What an unticked one writes.
        false_value: Option<RegistryData>,
        /// What a ticked one writes besides.
        true_list: Vec<RegistryWrite>,
        /// What an unticked one writes besides.
        false_list: Vec<RegistryWrite>,
    },
    /// A choice.
    Enum {
        /// What there is to choose.
        items: Vec<EnumItem>,
    },
    /// A number.
    Decimal {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
        /// Whether it is written as `REG_SZ`.
        as_text: bool,
    },
    /// Names with values, or names alone.
    List {
        /// What comes before the running number in the names; none where there is no such attribute.
        value_prefix: Option<String>,
        /// Whether the author gives the names as well.
        explicit_value: bool,
        /// Whether gpedit adds to the values of others; has no effect over MDM.
        additive: bool,
        /// Whether the values are written as `REG_EXPAND_SZ`.
        expandable: bool,
    },
}

/// An item of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumItem {
    /// The name that gpedit shows.
    pub title: String,
    /// What is sent and written.
    pub value: RegistryData,
    /// What is written besides.
    pub writes: Vec<RegistryWrite>,
}

/// Grammars of texts that are lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grammar {
    /// Trusted hosts, comma separated.
    HostPatterns,
    /// IPv4 ranges or `*`, comma separated.
    Ipv4Ranges,
    /// IPv6 ranges or `*`, comma separated.
    Ipv6Ranges,
    /// Service principal names, one a list entry.
    Spns,
}
