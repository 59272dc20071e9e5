//! A node as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{self, Allowed, ElementKind, Node, RegistryData, Scope};

use super::facts::edition_name;

/// A node.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeJson {
    /// The full address.
    pub uri: String,
    /// `device` or `user`.
    pub scope: ScopeJson,
    /// The area of the Policy CSP; null for a node of another CSP.
    pub area: Option<String>,
    /// The CSP of a node that is in no area.
    pub csp: Option<String>,
    /// The node's name; of a node of another CSP the path below the CSP, `.` for its root.
    pub name: String,
    /// Of a node in braces: how it gets its name.
    pub naming: Option<NamingJson>,
    /// SyncML's format: `chr`, `int`, `bool`, `b64`, `xml`, `bin`, `time`, `null`, `node`.
    pub format: String,
    /// `Add`, `Delete`, `Exec`, `Get`, `Replace`, as far as the node takes them.
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
    /// What stands between values, where the node takes several at once.
    pub delimiter: Option<String>,
    /// The Group Policy that drives the same, where Microsoft's files name one.
    pub group_policy: Option<GroupPolicyJson>,
    /// Of a policy in an `ADMX_` area: nodes elsewhere that drive the same policy.
    pub native: Vec<String>,
    /// What it needs of other nodes: every group, and all of a group.
    pub dependencies: Vec<DependencyGroupJson>,
    /// Who restarts the device after a change: `automatic` or `server`.
    pub reboot: Option<String>,
    /// Whether it and all below it must be sent in one Atomic.
    pub atomic: bool,
}

/// How a node in braces gets its name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NamingJson {
    /// `server`, `unique` (the server gives a name that means something), `device` or `unstated`.
    pub by: String,
    /// The regular expression that the whole name matches.
    pub pattern: Option<String>,
}

/// A Group Policy.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupPolicyJson {
    /// Its name in the ADMX file, or the one that an editor shows.
    pub name: String,
    /// Its file with its categories, or the folders that an editor shows.
    pub area: String,
    /// The element of the policy that the node is.
    pub element: Option<String>,
    /// The registry key that Group Policy writes.
    pub key: Option<String>,
    /// The registry value.
    pub value_name: Option<String>,
}

/// What a node needs of others.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DependencyGroupJson {
    /// The values that the node takes instead where the group is met.
    pub changes: Option<AllowedJson>,
    /// What must be met.
    pub on: Vec<DependencyJson>,
}

/// What one other node must hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DependencyJson {
    /// Its address.
    pub uri: String,
    /// Whether it must hold none of the values.
    pub not: bool,
    /// The values; null where any will do.
    pub values: Option<AllowedJson>,
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
    /// A number in one of the ranges.
    Range {
        /// The ranges.
        ranges: Vec<RangeJson>,
    },
    /// A sum of some of these.
    Flags {
        /// The bits with their meaning.
        values: Vec<AllowedValueJson>,
    },
    /// A text that matches.
    Regex {
        /// The regular expression.
        pattern: String,
    },
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// A security descriptor in its string form.
    Sddl,
}

/// Numbers, both ends included.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RangeJson {
    /// The least.
    pub min: i64,
    /// The greatest.
    pub max: i64,
}

/// A value with its meaning.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AllowedValueJson {
    /// What is sent.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

pub(super) fn node_json(node: &Node) -> NodeJson {
    let edition = |code: &u16| EditionJson { code: format!("0x{code:X}"), name: edition_name(*code) };
    NodeJson {
        uri: node.uri.clone(),
        scope: match node.scope {
            Scope::Device => ScopeJson::Device,
            Scope::User => ScopeJson::User,
        },
        area: node.is_policy().then(|| node.area.clone()),
        csp: (!node.is_policy()).then(|| node.area.clone()),
        name: node.name.clone(),
        naming: node.naming.as_ref().map(naming_json),
        format: node.format.word().to_owned(),
        access: node.access.iter().map(|access| format!("{access:?}")).collect(),
        builds: node.builds.iter().map(ToString::to_string).collect(),
        editions: node.editions.as_ref().map(|codes| codes.iter().map(edition).collect()),
        conflict: node.conflict.map(|conflict| format!("{conflict:?}")),
        deprecated: node.deprecated.clone(),
        default: node.default.clone(),
        admx: node.admx.as_ref().map(policy_json),
        allowed: node.allowed.as_ref().map(allowed_json),
        delimiter: node.delimiter.clone(),
        group_policy: node.group_policy.as_ref().map(group_policy_json),
        native: node.native.clone(),
        dependencies: node.dependencies.iter().map(group_json).collect(),
        reboot: node.reboot.map(|reboot| format!("{reboot:?}").to_lowercase()),
        atomic: node.is_atomic,
    }
}

fn naming_json(naming: &catalog::NameRule) -> NamingJson {
    NamingJson { by: format!("{:?}", naming.by).to_lowercase(), pattern: naming.pattern.clone() }
}

fn group_policy_json(policy: &catalog::GroupPolicy) -> GroupPolicyJson {
    GroupPolicyJson {
        name: policy.name.clone(),
        area: policy.area.clone(),
        element: policy.element.clone(),
        key: policy.key.clone(),
        value_name: policy.value_name.clone(),
    }
}

fn group_json(group: &catalog::DependencyGroup) -> DependencyGroupJson {
    let one = |dependency: &catalog::Dependency| DependencyJson {
        uri: dependency.uri.clone(),
        not: dependency.not,
        values: dependency.values.as_ref().map(allowed_json),
    };
    DependencyGroupJson { changes: group.changes.as_ref().map(allowed_json), on: group.on.iter().map(one).collect() }
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
        Allowed::Ranges(ranges) => {
            let one = |range: &catalog::Range| RangeJson { min: range.min, max: range.max };
            AllowedJson::Range { ranges: ranges.iter().map(one).collect() }
        }
        Allowed::Enum(values) => AllowedJson::Enum { values: values_json(values) },
        Allowed::Flags(values) => AllowedJson::Flags { values: values_json(values) },
        Allowed::Regex(pattern) => AllowedJson::Regex { pattern: pattern.clone() },
        Allowed::Xml => AllowedJson::Xml,
        Allowed::Json => AllowedJson::Json,
        Allowed::Sddl => AllowedJson::Sddl,
    }
}

fn values_json(values: &[catalog::AllowedValue]) -> Vec<AllowedValueJson> {
    let value = |allowed: &catalog::AllowedValue| AllowedValueJson {
        value: allowed.value.clone(),
        meaning: allowed.meaning.clone(),
    };
    values.iter().map(value).collect()
}
