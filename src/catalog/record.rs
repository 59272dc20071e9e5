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
}

/// What a server may do with a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Create it.
    Add,
    /// Remove it.
    Delete,
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

/// A node: one leaf of a CSP tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeRecord {
    /// Device or user.
    pub scope: Scope,
    /// The area, `RemoteManagement`.
    pub area: String,
    /// The node's name.
    pub name: String,
    /// The full address.
    pub uri: String,
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
    /// From which build on the node is deprecated, as the source writes it; empty where it does not say from when.
    pub deprecated: Option<String>,
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
    /// A number between these, both included.
    Range {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A sum of some of these numbers, each a bit or several.
    Flags(Vec<AllowedValue>),
    /// A text of entries with a delimiter between them.
    List {
        /// The delimiter, such as `;`; U+F000 for most.
        delimiter: String,
    },
    /// An XML document.
    Xml,
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
