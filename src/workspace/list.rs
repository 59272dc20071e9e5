//! `omauri catalog list`: every node with its facts.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{self, Allowed, Catalog, ElementKind, Node, RegistryData, Scope};
use crate::windows::{Applies, Edition, ReleaseSpec, Target, applies};

/// The output of `omauri catalog list --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CatalogList {
    /// The version of this shape.
    pub version: u32,
    /// The nodes, by scope, area and name.
    pub nodes: Vec<NodeJson>,
}

/// A node.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeJson {
    /// The full address.
    pub uri: String,
    /// `device` or `user`.
    pub scope: ScopeJson,
    /// The area.
    pub area: String,
    /// The node's name.
    pub name: String,
    /// SyncML's format: `chr`, `int`, `bool`.
    pub format: String,
    /// `Add`, `Delete`, `Get`, `Replace`, as far as the node takes them.
    pub access: Vec<String>,
    /// The builds from which on it works; those with a revision are servicing updates.
    pub builds: Vec<String>,
    /// The editions; null where none are stated.
    pub editions: Option<Vec<EditionJson>>,
    /// How a device chooses between several values.
    pub conflict: Option<String>,
    /// The build from which on it is deprecated, empty where that is not stated; null if it is not.
    pub deprecated: Option<String>,
    /// The value of an unconfigured device, of nodes without ADMX.
    pub default: Option<String>,
    /// The policy behind an ADMX-backed node.
    pub admx: Option<PolicyJson>,
    /// The values of a node without ADMX.
    pub allowed: Option<AllowedJson>,
}

/// Device or user.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScopeJson {
    /// `./Device`.
    Device,
    /// `./User`.
    User,
}

/// An edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EditionJson {
    /// The SKU code, as Microsoft writes it: `0x30`.
    pub code: String,
    /// The name; the code again where it is not known.
    pub name: String,
}

/// An ADMX policy.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PolicyJson {
    /// The ADMX file.
    pub file: String,
    /// The policy's name.
    pub policy: String,
    /// `Machine`, `User` or `Both`.
    pub class: String,
    /// The name that gpedit shows.
    pub title: String,
    /// The category's names, outermost first.
    pub categories: Vec<String>,
    /// The category path that gpedit shows.
    pub category_title: String,
    /// The registry key below HKLM or HKCU.
    pub key: String,
    /// The registry value.
    pub value_name: Option<String>,
    /// What `enabled` writes.
    pub enabled_value: Option<DataJson>,
    /// What `disabled` writes.
    pub disabled_value: Option<DataJson>,
    /// What `enabled` writes besides.
    pub enabled_list: Vec<WriteJson>,
    /// What `disabled` writes besides.
    pub disabled_list: Vec<WriteJson>,
    /// Its inputs.
    pub elements: Vec<ElementJson>,
}

/// A registry value that is written besides.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WriteJson {
    /// The key; null where it is the policy's.
    pub key: Option<String>,
    /// The value.
    pub value_name: String,
    /// What is written; null deletes the value.
    pub data: Option<DataJson>,
}

/// Registry data: a number for REG_DWORD, a text for REG_SZ.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum DataJson {
    /// REG_DWORD.
    Decimal(u32),
    /// REG_SZ.
    Text(String),
}

/// An input of a policy. Fields that its type does not have are null.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ElementJson {
    /// Its id.
    pub id: String,
    /// `text`, `multiText`, `boolean`, `enum`, `decimal` or `list`.
    pub r#type: &'static str,
    /// Its own registry key.
    pub key: Option<String>,
    /// The registry value it writes.
    pub value_name: Option<String>,
    /// What gpedit puts there.
    pub default: Option<String>,
    /// Of a text: its greatest length.
    pub max_length: Option<u32>,
    /// Of a number: the least.
    pub min: Option<u32>,
    /// Of a number: the greatest.
    pub max: Option<u32>,
    /// Of a boolean: what a ticked one writes.
    pub true_value: Option<DataJson>,
    /// Of a boolean: what an unticked one writes.
    pub false_value: Option<DataJson>,
    /// Of a boolean: what a ticked one writes besides.
    pub true_list: Option<Vec<WriteJson>>,
    /// Of a boolean: what an unticked one writes besides.
    pub false_list: Option<Vec<WriteJson>>,
    /// Of a number: whether it is written as REG_SZ.
    pub as_text: Option<bool>,
    /// Of a text or list: whether it is written as REG_EXPAND_SZ.
    pub expandable: Option<bool>,
    /// Of a choice: its items.
    pub items: Option<Vec<ItemJson>>,
    /// Of a list: what comes before the running number.
    pub value_prefix: Option<String>,
    /// Of a list: whether the author gives names as well.
    pub explicit_value: Option<bool>,
    /// Of a list: whether gpedit adds to what is there.
    pub additive: Option<bool>,
}

/// An item of a choice.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemJson {
    /// What gpedit shows.
    pub title: String,
    /// What is sent and written.
    pub value: DataJson,
    /// What is written besides.
    pub writes: Vec<WriteJson>,
}

/// Values of a node without ADMX.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum AllowedJson {
    /// One of these.
    Enum {
        /// Values with their meaning.
        values: Vec<AllowedValueJson>,
    },
    /// A number in between.
    Range {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A sum of some of these.
    Flags {
        /// The bits with their meaning.
        values: Vec<AllowedValueJson>,
    },
    /// Entries with a delimiter between them.
    List {
        /// The delimiter.
        delimiter: String,
    },
    /// An XML document.
    Xml,
}

/// A value with its meaning.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllowedValueJson {
    /// What is sent.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// Which nodes are listed: all without a wish.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// A text that stands in the name, title, category, key or value name of the node, in any case.
    pub search: Option<&'w str>,
    /// An edition on which it works.
    pub edition: Option<Edition>,
    /// A release on which it works, with some update at least.
    pub windows: Option<ReleaseSpec>,
}

impl Wanted<'_> {
    fn takes(&self, node: &Node) -> bool {
        let works = |edition: Edition| match self.windows {
            // On its oldest build a node works if anywhere.
            None => node.editions.as_ref().is_none_or(|codes| codes.contains(&edition.code())),
            Some(windows) => !matches!(applies(&node.applicability(), &Target::new(windows, edition)), Applies::No(_)),
        };
        let works_somewhere = match (self.edition, self.windows) {
            (None, None) => true,
            (Some(edition), _) => works(edition),
            (None, Some(_)) => Edition::all().filter(|edition| !edition.is_server()).any(works),
        };
        works_somewhere && self.search.is_none_or(|search| holds(node, &search.to_lowercase()))
    }
}

/// The nodes that are wanted.
#[must_use]
pub fn list(catalog: &Catalog, wanted: Wanted<'_>) -> CatalogList {
    CatalogList { version: 1, nodes: found(catalog, wanted).into_iter().map(node_json).collect() }
}

/// The same as a table.
#[must_use]
pub fn list_human(catalog: &Catalog, wanted: Wanted<'_>) -> String {
    let nodes = found(catalog, wanted);
    let width = nodes.iter().map(|node| node.short_name().chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for node in nodes {
        let build = oldest_build(node);
        let title = node.admx.as_ref().map_or("", |policy| policy.title.as_str());
        let line = format!("{:<width$}  {}  {build:<16}  {title}", node.short_name(), node.scope.word());
        _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn found<'c>(catalog: &'c Catalog, wanted: Wanted<'_>) -> Vec<&'c Node> {
    catalog.nodes().into_iter().filter(|node| wanted.takes(node)).collect()
}

fn holds(node: &Node, wanted: &str) -> bool {
    let contains = |text: &str| text.to_lowercase().contains(wanted);
    let policy = node.admx.as_ref();
    contains(&node.short_name())
        || policy.is_some_and(|policy| {
            let names = policy.elements.iter().filter_map(|element| element.value_name.as_deref());
            [&policy.title, &policy.category_title, &policy.key, &policy.name].into_iter().any(|text| contains(text))
                || policy.value_name.as_deref().into_iter().chain(names).any(contains)
        })
}

/// The oldest build on which a node works, for a short listing.
pub(super) fn oldest_build(node: &Node) -> String {
    let order = |build: &&catalog::record::BuildRecord| (build.major, build.minor, build.number, build.revision);
    node.builds.iter().min_by_key(order).map(ToString::to_string).unwrap_or_default()
}

/// An edition's name, or its code where it is not known.
pub(super) fn edition_name(code: u16) -> String {
    Edition::from_code(code).map_or_else(|| format!("0x{code:X}"), |edition| edition.name().to_owned())
}

pub(super) fn node_json(node: &Node) -> NodeJson {
    let edition = |code: &u16| EditionJson { code: format!("0x{code:X}"), name: edition_name(*code) };
    NodeJson {
        uri: node.uri.clone(),
        scope: match node.scope {
            Scope::Device => ScopeJson::Device,
            Scope::User => ScopeJson::User,
        },
        area: node.area.clone(),
        name: node.name.clone(),
        format: crate::plan::format_word(node.format).to_owned(),
        access: node.access.iter().map(|access| format!("{access:?}")).collect(),
        builds: node.builds.iter().map(ToString::to_string).collect(),
        editions: node.editions.as_ref().map(|codes| codes.iter().map(edition).collect()),
        conflict: node.conflict.map(|conflict| format!("{conflict:?}")),
        deprecated: node.deprecated.clone(),
        default: node.default.clone(),
        admx: node.admx.as_ref().map(policy_json),
        allowed: node.allowed.as_ref().map(allowed_json),
    }
}

fn policy_json(policy: &catalog::Policy) -> PolicyJson {
    PolicyJson {
        file: policy.file.clone(),
        policy: policy.name.clone(),
        class: format!("{:?}", policy.class),
        title: policy.title.clone(),
        categories: policy.categories.clone(),
        category_title: policy.category_title.clone(),
        key: policy.key.clone(),
        value_name: policy.value_name.clone(),
        enabled_value: policy.enabled_value.as_ref().map(data_json),
        disabled_value: policy.disabled_value.as_ref().map(data_json),
        enabled_list: writes_json(&policy.enabled_list),
        disabled_list: writes_json(&policy.disabled_list),
        elements: policy.elements.iter().map(element_json).collect(),
    }
}

fn writes_json(writes: &[catalog::RegistryWrite]) -> Vec<WriteJson> {
    let write = |write: &catalog::RegistryWrite| WriteJson {
        key: write.key.clone(),
        value_name: write.value_name.clone(),
        data: write.data.as_ref().map(data_json),
    };
    writes.iter().map(write).collect()
}

fn data_json(data: &RegistryData) -> DataJson {
    match data {
        RegistryData::Decimal(value) => DataJson::Decimal(*value),
        RegistryData::Text(value) => DataJson::Text(value.clone()),
    }
}

fn element_json(element: &catalog::Element) -> ElementJson {
    let mut json = ElementJson {
        id: element.id.clone(),
        r#type: element.kind.word(),
        key: element.key.clone(),
        value_name: element.value_name.clone(),
        default: element.default.clone(),
        ..ElementJson::default()
    };
    match &element.kind {
        ElementKind::Text { max_length, expandable } => {
            json.max_length = Some(*max_length);
            json.expandable = Some(*expandable);
        }
        ElementKind::MultiText { max_length } => json.max_length = Some(*max_length),
        ElementKind::Boolean { true_value, false_value, true_list, false_list } => {
            json.true_value = true_value.as_ref().map(data_json);
            json.false_value = false_value.as_ref().map(data_json);
            json.true_list = Some(writes_json(true_list));
            json.false_list = Some(writes_json(false_list));
        }
        ElementKind::Enum { items } => {
            let item = |item: &catalog::EnumItem| ItemJson {
                title: item.title.clone(),
                value: data_json(&item.value),
                writes: writes_json(&item.writes),
            };
            json.items = Some(items.iter().map(item).collect());
        }
        ElementKind::Decimal { min, max, as_text } => {
            json.as_text = Some(*as_text);
            json.min = Some(*min);
            json.max = Some(*max);
        }
        ElementKind::List { value_prefix, explicit_value, additive, expandable } => {
            json.expandable = Some(*expandable);
            json.value_prefix.clone_from(value_prefix);
            json.explicit_value = Some(*explicit_value);
            json.additive = Some(*additive);
        }
    }
    json
}

fn allowed_json(allowed: &Allowed) -> AllowedJson {
    match allowed {
        Allowed::Range { min, max } => AllowedJson::Range { min: *min, max: *max },
        Allowed::Enum(values) => AllowedJson::Enum { values: values_json(values) },
        Allowed::Flags(values) => AllowedJson::Flags { values: values_json(values) },
        Allowed::List { delimiter } => AllowedJson::List { delimiter: delimiter.clone() },
        Allowed::Xml => AllowedJson::Xml,
    }
}

fn values_json(values: &[catalog::AllowedValue]) -> Vec<AllowedValueJson> {
    let value = |allowed: &catalog::AllowedValue| AllowedValueJson {
        value: allowed.value.clone(),
        meaning: allowed.meaning.clone(),
    };
    values.iter().map(value).collect()
}
