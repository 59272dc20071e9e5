//! The catalog's YAML as people review it, and its way to records.
//!
//! One file an area: what most nodes of the area share stands once above `nodes:`, and a node states what is its own.
//! `build.rs` includes this file too (with `serde_yaml`); at run time `--catalog DIR` comes through it from the spanned tree.

mod allowed;
mod element;
mod scalar;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::record::{Access, BuildRecord, Class, Conflict, Format, NodeRecord, Policy, Scope};

pub use scalar::Map;

use allowed::AllowedFacts;
use element::{ElementFacts, WriteFacts, writes};
use scalar::{Data, Word};

/// `editions.yaml`: lists of editions that many nodes share, by name.
pub type EditionLists = BTreeMap<String, EditionList>;

/// Names of editions with their SKU codes.
pub type EditionList = BTreeMap<String, Sku>;

/// An area's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaFile {
    /// The area.
    pub area: String,
    /// What its nodes share.
    #[serde(default)]
    pub defaults: Shared,
    /// The categories its policies stand in: the names from the root with `~` between them, and the titles that gpedit shows.
    #[serde(default)]
    pub categories: BTreeMap<String, String>,
    /// The nodes by name.
    pub nodes: Map<NodeFacts>,
}

/// Facts that a node may leave to its area.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Shared {
    scope: Option<Scopes>,
    format: Option<Format>,
    access: Option<Vec<Access>>,
    builds: Option<Vec<String>>,
    editions: Option<Editions>,
    conflict: Option<Conflict>,
    admx: Option<String>,
    class: Option<Class>,
    category: Option<String>,
    key: Option<String>,
}

/// A node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeFacts {
    scope: Option<Scopes>,
    format: Option<Format>,
    access: Option<Vec<Access>>,
    builds: Option<Vec<String>>,
    editions: Option<Editions>,
    conflict: Option<Conflict>,
    default: Option<Word>,
    allowed: Option<AllowedFacts>,
    deprecated: Option<Word>,
    admx: Option<String>,
    class: Option<Class>,
    policy: Option<String>,
    title: Option<String>,
    category: Option<String>,
    key: Option<String>,
    value_name: Option<String>,
    enabled_value: Option<Data>,
    disabled_value: Option<Data>,
    #[serde(default)]
    enabled_list: Vec<WriteFacts>,
    #[serde(default)]
    disabled_list: Vec<WriteFacts>,
    example: Option<Word>,
    #[serde(default)]
    elements: Map<ElementFacts>,
}

/// The trees in which a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scopes {
    Device,
    User,
    Both,
}

/// The name of an edition list, or a list of the node's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected the name of an edition list, or editions with their codes (`Pro: 0x30`)")]
enum Editions {
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

/// Why an area's file makes no nodes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}`: {message}")]
pub struct FileProblem {
    /// The node, or the area where it is not one node's.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl FileProblem {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl AreaFile {
    /// The records of all nodes, one for each tree in which a node stands.
    ///
    /// # Errors
    /// At the first node that lacks a fact, or names a list or category that is not there.
    pub fn records(self, lists: &EditionLists) -> Result<Vec<NodeRecord>, FileProblem> {
        let Self { area, defaults, categories, nodes } = self;
        let context = Context { area: &area, defaults: &defaults, categories: &categories, lists };
        let mut records = Vec::new();
        for (name, facts) in nodes.0 {
            let scopes = facts.scope.or(defaults.scope).unwrap_or(Scopes::Device);
            let record = context.record(name, facts)?;
            if scopes != Scopes::Device {
                records.push(NodeRecord {
                    scope: Scope::User,
                    uri: record.uri.replacen("./Device", "./User", 1),
                    ..record.clone()
                });
            }
            if scopes != Scopes::User {
                records.push(record);
            }
        }
        Ok(records)
    }
}

struct Context<'f> {
    area: &'f str,
    defaults: &'f Shared,
    categories: &'f BTreeMap<String, String>,
    lists: &'f EditionLists,
}

impl Context<'_> {
    fn record(&self, name: String, mut facts: NodeFacts) -> Result<NodeRecord, FileProblem> {
        let missing = |what: &str| FileProblem::new(&name, format!("`{what}` is missing"));
        let defaults = self.defaults;
        let builds = facts.builds.take().or_else(|| defaults.builds.clone()).unwrap_or_default();
        let format = facts.format.or(defaults.format).ok_or_else(|| missing("format"))?;
        if !is_name(&name) || !is_name(self.area) {
            return Err(FileProblem::new(&name, "a name has letters, digits, `-`, `_`, `.` and `~` only"));
        }
        if facts.policy.is_some() && format != Format::Chr {
            return Err(FileProblem::new(&name, "an ADMX-backed node has the format `chr`"));
        }
        let builds = builds.iter().map(|text| build(&name, text)).collect::<Result<_, _>>()?;
        let editions = match facts.editions.take().or_else(|| defaults.editions.clone()) {
            Some(editions) => Some(self.editions(&name, &editions)?),
            None => None,
        };
        Ok(NodeRecord {
            scope: Scope::Device,
            area: self.area.to_owned(),
            uri: format!("./Device/Vendor/MSFT/Policy/Config/{}/{name}", self.area),
            format,
            access: facts.access.take().or_else(|| defaults.access.clone()).ok_or_else(|| missing("access"))?,
            builds,
            editions,
            conflict: facts.conflict.or(defaults.conflict),
            default: facts.default.take().map(Word::into_text),
            allowed: facts.allowed.take().map(|allowed| allowed.0),
            deprecated: facts.deprecated.take().map(Word::into_deprecated),
            example: facts.example.take().map(Word::into_text),
            admx: self.policy(&name, facts)?,
            name,
        })
    }

    fn editions(&self, name: &str, editions: &Editions) -> Result<Vec<u16>, FileProblem> {
        let words = match editions {
            Editions::Listed(list) => {
                return Ok(list.values().map(|sku| sku.code()).collect::<BTreeSet<_>>().into_iter().collect());
            }
            Editions::Named(words) => words,
        };
        let mut codes = BTreeSet::new();
        for word in words.split(',').map(str::trim).filter(|word| *word != "none") {
            let (word, left_out) = word.strip_prefix("not ").map_or((word, false), |word| (word, true));
            let meant = self.meant(word).ok_or_else(|| {
                FileProblem::new(name, format!("`{word}` is neither a list of `editions.yaml` nor an edition of one"))
            })?;
            for code in meant {
                _ = if left_out { codes.remove(&code) } else { codes.insert(code) };
            }
        }
        Ok(codes.into_iter().collect())
    }

    /// The codes of a list, or the one of an edition in any list.
    fn meant(&self, word: &str) -> Option<Vec<u16>> {
        if let Some(list) = self.lists.get(word) {
            return Some(list.values().map(|sku| sku.code()).collect());
        }
        self.lists.values().find_map(|list| list.get(word)).map(|sku| vec![sku.code()])
    }

    fn policy(&self, node: &str, facts: NodeFacts) -> Result<Option<Policy>, FileProblem> {
        let Some(policy) = facts.policy else { return Ok(None) };
        let missing = |what: &str| FileProblem::new(node, format!("`{what}` is missing"));
        let category = facts.category.or_else(|| self.defaults.category.clone()).ok_or_else(|| missing("category"))?;
        let category_title = self
            .categories
            .get(&category)
            .ok_or_else(|| FileProblem::new(node, format!("no category is named `{category}`")))?;
        let elements = facts.elements.0.into_iter().map(|(id, facts)| facts.element(id)).collect::<Result<_, _>>()?;
        Ok(Some(Policy {
            file: facts.admx.or_else(|| self.defaults.admx.clone()).ok_or_else(|| missing("admx"))?,
            name: policy,
            class: facts.class.or(self.defaults.class).ok_or_else(|| missing("class"))?,
            title: facts.title.ok_or_else(|| missing("title"))?,
            categories: category.split('~').map(str::to_owned).collect(),
            category_title: category_title.clone(),
            key: facts.key.or_else(|| self.defaults.key.clone()).ok_or_else(|| missing("key"))?,
            value_name: facts.value_name,
            enabled_value: facts.enabled_value.map(Data::into_data),
            disabled_value: facts.disabled_value.map(Data::into_data),
            enabled_list: writes(facts.enabled_list),
            disabled_list: writes(facts.disabled_list),
            elements,
        }))
    }
}

/// Whether a text can be a part of an address as it stands.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_alphanumeric() || "-_.~".contains(character))
}

fn build(node: &str, text: &str) -> Result<BuildRecord, FileProblem> {
    let wrong = || FileProblem::new(node, format!("`{text}` is not a build such as `10.0.22000` or `10.0.19041.1202`"));
    build_record(text).ok_or_else(wrong)
}

/// A build with or without revision.
#[must_use]
pub fn build_record(text: &str) -> Option<BuildRecord> {
    let parts = text.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
    let (numbers, revision) = match parts.as_slice() {
        [numbers @ .., revision] if numbers.len() == 3 => (numbers, Some(*revision)),
        numbers => (numbers, None),
    };
    let [major, minor, number] = numbers else { return None };
    Some(BuildRecord { major: *major, minor: *minor, number: *number, revision })
}
