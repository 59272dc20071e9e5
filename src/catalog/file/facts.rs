//! What a file says of its nodes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::record::{Access, Class, Conflict, Dependency, DependencyGroup, Format, GroupPolicy, Naming, Reboot};
use super::allowed::AllowedFacts;
use super::element::{ElementFacts, WriteFacts};
use super::scalar::{Data, Map, Word};

/// `editions.yaml`: lists of editions that many nodes share, by name.
pub type EditionLists = BTreeMap<String, EditionList>;

/// Names of editions with their SKU codes.
pub type EditionList = BTreeMap<String, Sku>;

/// Facts that a node may leave to its area.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Shared {
    pub(super) scope: Option<Scopes>,
    pub(super) format: Option<Format>,
    pub(super) access: Option<Vec<Access>>,
    pub(super) builds: Option<Vec<String>>,
    pub(super) editions: Option<Editions>,
    pub(super) conflict: Option<Conflict>,
    pub(super) admx: Option<String>,
    pub(super) class: Option<Class>,
    pub(super) category: Option<String>,
    pub(super) key: Option<String>,
}

/// A node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeFacts {
    pub(super) scope: Option<Scopes>,
    pub(super) format: Option<Format>,
    pub(super) access: Option<Vec<Access>>,
    pub(super) builds: Option<Vec<String>>,
    pub(super) editions: Option<Editions>,
    pub(super) conflict: Option<Conflict>,
    pub(super) naming: Option<Naming>,
    pub(super) name_pattern: Option<String>,
    pub(super) default: Option<Word>,
    pub(super) allowed: Option<AllowedFacts>,
    pub(super) delimiter: Option<String>,
    pub(super) deprecated: Option<Word>,
    pub(super) group_policy: Option<GroupPolicyFacts>,
    #[serde(default)]
    pub(super) native: Vec<String>,
    #[serde(default)]
    pub(super) dependencies: Vec<GroupFacts>,
    pub(super) reboot: Option<Reboot>,
    #[serde(default)]
    pub(super) atomic: bool,
    pub(super) admx: Option<String>,
    pub(super) class: Option<Class>,
    pub(super) policy: Option<String>,
    pub(super) title: Option<String>,
    pub(super) category: Option<String>,
    pub(super) key: Option<String>,
    pub(super) value_name: Option<String>,
    pub(super) enabled_value: Option<Data>,
    pub(super) disabled_value: Option<Data>,
    #[serde(default)]
    pub(super) enabled_list: Vec<WriteFacts>,
    #[serde(default)]
    pub(super) disabled_list: Vec<WriteFacts>,
    pub(super) example: Option<Word>,
    #[serde(default)]
    pub(super) elements: Map<ElementFacts>,
}

/// The Group Policy that drives the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GroupPolicyFacts {
    name: String,
    area: String,
    element: Option<String>,
    key: Option<String>,
    value_name: Option<String>,
}

impl GroupPolicyFacts {
    pub(super) fn into_record(self) -> GroupPolicy {
        let Self { name, area, element, key, value_name } = self;
        GroupPolicy { name, area, element, key, value_name }
    }
}

/// What a node needs of others: all of `on`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupFacts {
    changes: Option<AllowedFacts>,
    on: Vec<DependencyFacts>,
}

/// What one other node must hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DependencyFacts {
    uri: String,
    #[serde(default)]
    not: bool,
    values: Option<AllowedFacts>,
}

impl GroupFacts {
    pub(super) fn into_record(self) -> DependencyGroup {
        let dependency = |facts: DependencyFacts| Dependency {
            uri: facts.uri,
            not: facts.not,
            values: facts.values.map(|values| values.0),
        };
        let on = self.on.into_iter().map(dependency).collect();
        DependencyGroup { changes: self.changes.map(|changes| changes.0), on }
    }
}

/// The trees in which a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Scopes {
    Device,
    User,
    Both,
}

/// The name of an edition list, or a list of the node's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected the name of an edition list, or editions with their codes (`Pro: 0x30`)")]
pub(super) enum Editions {
    Named(String),
    Listed(EditionList),
}

/// The code of an edition: `0x30`.
#[derive(Debug, Clone, Copy)]
pub struct Sku(u16);

impl Sku {
    /// The code as a number.
    #[must_use]
    pub fn code(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Sku {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // serde_yaml takes `0x30` for a number, the spanned tree for a text.
        let code = match Word::deserialize(deserializer)? {
            Word::Number(code) => u16::try_from(code).ok(),
            Word::Text(text) => text.strip_prefix("0x").and_then(|digits| u16::from_str_radix(digits, 16).ok()),
            Word::Boolean(_) => None,
        };
        code.map(Self).ok_or_else(|| serde::de::Error::custom("expected a SKU code such as `0x30`"))
    }
}
