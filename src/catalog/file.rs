//! The catalog's YAML as people review it, and its way to records.
//!
//! One file an area: what most nodes of the area share stands once above `nodes:`, and a node states what is its own.
//! `build.rs` includes this file too (with `serde_yaml`); at run time `--catalog DIR` comes through it from the spanned tree.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::record::{
    Access, Allowed, AllowedValue, BuildRecord, Class, Conflict, Element, ElementKind, EnumItem, Format, Grammar,
    NodeRecord, Policy, RegistryData, RegistryWrite, Scope,
};

/// ADMX's own default for the length of a text.
const DEFAULT_MAX_LENGTH: u32 = 1023;
/// ADMX's own default for the greatest number.
const DEFAULT_MAX_VALUE: u32 = 9999;

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

/// An element.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ElementFacts {
    r#type: ElementType,
    key: Option<String>,
    value_name: Option<String>,
    max_length: Option<u32>,
    min: Option<u32>,
    max: Option<u32>,
    true_value: Option<Data>,
    false_value: Option<Data>,
    #[serde(default)]
    true_list: Vec<WriteFacts>,
    #[serde(default)]
    false_list: Vec<WriteFacts>,
    items: Option<Map<ItemFacts>>,
    value_prefix: Option<String>,
    #[serde(default)]
    explicit_value: bool,
    #[serde(default)]
    additive: bool,
    #[serde(default)]
    expandable: bool,
    #[serde(default)]
    as_text: bool,
    default: Option<Word>,
    grammar: Option<Grammar>,
    example: Option<Word>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ElementType {
    Text,
    MultiText,
    Boolean,
    Enum,
    Decimal,
    List,
}

/// Values and what they mean, or a range.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected values with their meanings (`0: not allowed`), or `min` and `max`")]
enum AllowedFacts {
    Form(AllowedForm),
    Plain(Vec<Word>),
    // No struct with fields: serde takes a key `0` for the first of them, as formats may number fields.
    Keyed(Map<AllowedFact>),
}

/// What stands behind a key of `allowed`: a bound, a meaning or a delimiter, or flags.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum AllowedFact {
    Number(i64),
    Text(String),
    Flags(Map<String>),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AllowedForm {
    Xml,
}

/// The trees in which a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scopes {
    Device,
    User,
    Both,
}

/// A registry value that is written besides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct WriteFacts {
    key: Option<String>,
    value_name: String,
    /// None deletes the value.
    data: Option<Data>,
}

/// An item of a choice: what it sends, and what it writes besides.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a number, a text, or `value` with `writes`")]
enum ItemFacts {
    Full { value: Data, writes: Vec<WriteFacts> },
    Value(Data),
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

/// Registry data: a number or a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a number or a text")]
enum Data {
    Decimal(u32),
    Text(String),
}

/// A scalar whose type does not matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, or `true` or `false`")]
enum Word {
    Boolean(bool),
    Number(i64),
    Text(String),
}

/// A mapping that keeps its order.
#[derive(Debug)]
pub struct Map<T>(pub Vec<(String, T)>);

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
        let allowed = facts.allowed.take().map(AllowedFacts::into_allowed).transpose();
        let allowed = allowed.map_err(|message| FileProblem::new(&name, message))?;
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
            allowed,
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

impl ElementFacts {
    fn element(self, id: String) -> Result<Element, FileProblem> {
        let takes = match self.grammar {
            None => None,
            Some(Grammar::Spns) => Some(ElementType::List),
            Some(Grammar::HostPatterns | Grammar::Ipv4Ranges | Grammar::Ipv6Ranges) => Some(ElementType::Text),
        };
        if takes.is_some_and(|takes| takes != self.r#type) {
            return Err(FileProblem::new(&id, "the grammar is not for this type of element"));
        }
        if self.min.zip(self.max).is_some_and(|(min, max)| min > max) {
            return Err(FileProblem::new(&id, "`min` is greater than `max`"));
        }
        let kind = match self.r#type {
            ElementType::Text => ElementKind::Text {
                max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH),
                expandable: self.expandable,
            },
            ElementType::MultiText => {
                ElementKind::MultiText { max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH) }
            }
            ElementType::Boolean => ElementKind::Boolean {
                true_value: self.true_value.map(Data::into_data),
                false_value: self.false_value.map(Data::into_data),
                true_list: writes(self.true_list),
                false_list: writes(self.false_list),
            },
            ElementType::Enum => {
                let items = self.items.unwrap_or_default().0;
                if items.is_empty() {
                    return Err(FileProblem::new(&id, "`items` is missing"));
                }
                let item = |(title, facts): (String, ItemFacts)| match facts {
                    ItemFacts::Value(value) => EnumItem { title, value: value.into_data(), writes: Vec::new() },
                    ItemFacts::Full { value, writes: besides } => {
                        EnumItem { title, value: value.into_data(), writes: writes(besides) }
                    }
                };
                ElementKind::Enum { items: items.into_iter().map(item).collect() }
            }
            ElementType::Decimal => ElementKind::Decimal {
                min: self.min.unwrap_or(0),
                max: self.max.unwrap_or(DEFAULT_MAX_VALUE),
                as_text: self.as_text,
            },
            ElementType::List => ElementKind::List {
                value_prefix: self.value_prefix,
                explicit_value: self.explicit_value,
                additive: self.additive,
                expandable: self.expandable,
            },
        };
        Ok(Element {
            id,
            key: self.key,
            value_name: self.value_name,
            kind,
            default: self.default.map(Word::into_text),
            grammar: self.grammar,
            example: self.example.map(Word::into_text),
        })
    }
}

impl AllowedFacts {
    fn into_allowed(self) -> Result<Allowed, &'static str> {
        match self {
            Self::Form(AllowedForm::Xml) => Ok(Allowed::Xml),
            Self::Plain(values) => {
                let value = |value: Word| AllowedValue { value: value.into_text(), meaning: String::new() };
                Ok(Allowed::Enum(values.into_iter().map(value).collect()))
            }
            Self::Keyed(Map(mut entries)) => {
                entries.sort_by_key(|(key, _)| ["min", "max"].iter().position(|bound| bound == key));
                keyed(entries)
            }
        }
    }
}

fn keyed(mut entries: Vec<(String, AllowedFact)>) -> Result<Allowed, &'static str> {
    use AllowedFact::{Flags, Number, Text};

    let range = match entries.as_slice() {
        [(min, Number(least)), (max, Number(greatest))] if min == "min" && max == "max" => Some((*least, *greatest)),
        _ => None,
    };
    match (range, entries.pop()) {
        (Some((min, max)), _) if min > max => Err("`min` is greater than `max`"),
        (Some((min, max)), _) => Ok(Allowed::Range { min, max }),
        (None, Some((key, Flags(flags)))) if key == "flags" && entries.is_empty() => {
            Ok(Allowed::Flags(with_meanings(flags)))
        }
        (None, Some((key, Text(delimiter)))) if key == "list" && entries.is_empty() => Ok(Allowed::List { delimiter }),
        (None, last) => values(entries.into_iter().chain(last)),
    }
}

fn values(entries: impl Iterator<Item = (String, AllowedFact)>) -> Result<Allowed, &'static str> {
    let value = |(value, fact)| match fact {
        AllowedFact::Text(meaning) => Ok(AllowedValue { value, meaning }),
        _ => Err("`allowed` has values with their meanings (`0: not allowed`), `min` and `max`, `flags`, or `list`"),
    };
    entries.map(value).collect::<Result<_, _>>().map(Allowed::Enum)
}

fn with_meanings(values: Map<String>) -> Vec<AllowedValue> {
    values.0.into_iter().map(|(value, meaning)| AllowedValue { value, meaning }).collect()
}

fn writes(facts: Vec<WriteFacts>) -> Vec<RegistryWrite> {
    let write = |facts: WriteFacts| RegistryWrite {
        key: facts.key,
        value_name: facts.value_name,
        data: facts.data.map(Data::into_data),
    };
    facts.into_iter().map(write).collect()
}

impl Data {
    fn into_data(self) -> RegistryData {
        match self {
            Self::Decimal(value) => RegistryData::Decimal(value),
            Self::Text(value) => RegistryData::Text(value),
        }
    }
}

impl Word {
    /// `deprecated: true` says no build.
    fn into_deprecated(self) -> String {
        match self {
            Self::Boolean(_) => String::new(),
            other => other.into_text(),
        }
    }

    fn into_text(self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(value) => value,
        }
    }
}

/// Whether a text can be a part of an address as it stands.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_alphanumeric() || "-_.~".contains(character))
}

fn build(node: &str, text: &str) -> Result<BuildRecord, FileProblem> {
    let wrong = || FileProblem::new(node, format!("`{text}` is not a build such as `10.0.22000` or `10.0.19041.1202`"));
    let parts = text.split('.').map(str::parse).collect::<Result<Vec<u32>, _>>().map_err(|_| wrong())?;
    match parts.as_slice() {
        [major, minor, number] => Ok(BuildRecord { major: *major, minor: *minor, number: *number, revision: None }),
        [major, minor, number, revision] => {
            Ok(BuildRecord { major: *major, minor: *minor, number: *number, revision: Some(*revision) })
        }
        _ => Err(wrong()),
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(std::marker::PhantomData))
    }
}

struct MapVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for MapVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a mapping")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(String, T)> = Vec::new();
        let mut seen = HashSet::new();
        while let Some(Key(key)) = access.next_key()? {
            if !seen.insert(key.clone()) {
                let _: IgnoredAny = access.next_value()?;
                return Err(serde::de::Error::custom(format!("`{key}` stands twice")));
            }
            entries.push((key, access.next_value()?));
        }
        Ok(Map(entries))
    }
}

/// A mapping's key as text: `serde_yaml` types a bare `0` as a number.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Word::deserialize(deserializer).map(|word| Self(word.into_text()))
    }
}
