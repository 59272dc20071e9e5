//! An area's file out of its records: what [`super::file`] reads, compact and in the order in which people review it.

mod editions;
mod element;
mod shared;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::text::yaml::scalar;

use super::file::EditionLists;
use super::record::{Allowed, AllowedValue, NodeRecord, Policy, RegistryData, RegistryWrite};

use shared::Shared;

/// Why an area cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteProblem {
    /// The two trees say different things of one node, for which the format has no words.
    #[error("`{area}/{name}` differs between the device's tree and the user's")]
    TreesDiffer {
        /// The area.
        area: String,
        /// The node.
        name: String,
    },
    /// An edition that no list names.
    #[error("no list of `editions.yaml` names the edition 0x{0:X}")]
    UnnamedEdition(u16),
}

/// A node with the trees it stands in.
pub(super) struct Both<'r> {
    pub(super) scope: &'static str,
    pub(super) record: &'r NodeRecord,
}

/// The file of an area: `comment` at its head, one line each, then what its nodes share, then the nodes by name.
///
/// # Errors
/// When the format has no words for a fact.
pub fn write(
    area: &str,
    comment: &[String],
    records: &[NodeRecord],
    lists: &EditionLists,
) -> Result<String, WriteProblem> {
    let nodes = merged(area, records)?;
    let shared = Shared::of(&nodes);
    let mut text = String::new();
    for line in comment {
        _ = writeln!(text, "# {line}");
    }
    _ = writeln!(text, "area: {}", scalar(area));
    shared.write(&mut text, lists)?;
    categories(&mut text, &nodes);
    text.push_str("nodes:\n");
    for (name, node) in &nodes {
        let mut own = String::new();
        write_node(&mut own, node, &shared, lists)?;
        let nothing = if own.is_empty() { " {}" } else { "" };
        _ = write!(text, "  {}:{nothing}\n{own}", scalar(name));
    }
    Ok(text)
}

fn merged<'r>(area: &str, records: &'r [NodeRecord]) -> Result<BTreeMap<&'r str, Both<'r>>, WriteProblem> {
    let mut nodes: BTreeMap<&str, Both<'_>> = BTreeMap::new();
    for record in records {
        match nodes.get_mut(record.name.as_str()) {
            None => _ = nodes.insert(&record.name, Both { scope: record.scope.word(), record }),
            Some(other) if is_same(other.record, record) => other.scope = "both",
            Some(_) => {
                return Err(WriteProblem::TreesDiffer { area: area.to_owned(), name: record.name.clone() });
            }
        }
    }
    Ok(nodes)
}

/// Whether two records say the same but for the tree they stand in.
pub(super) fn is_same(left: &NodeRecord, right: &NodeRecord) -> bool {
    let as_left = NodeRecord { scope: left.scope, uri: left.uri.clone(), ..right.clone() };
    *left == as_left
}

/// The name under which a category stands in a file: those of all from the root.
pub(super) fn category_name(policy: &Policy) -> String {
    policy.categories.join("~")
}

fn categories(text: &mut String, nodes: &BTreeMap<&str, Both<'_>>) {
    let policies = nodes.values().filter_map(|node| node.record.admx.as_ref());
    let named: BTreeMap<String, &Policy> = policies.map(|policy| (category_name(policy), policy)).collect();
    if named.is_empty() {
        return;
    }
    text.push_str("categories:\n");
    for (name, policy) in named {
        _ = writeln!(text, "  {}: {}", scalar(&name), scalar(&policy.category_title));
    }
}

fn write_node(
    text: &mut String,
    node: &Both<'_>,
    shared: &Shared<'_>,
    lists: &EditionLists,
) -> Result<(), WriteProblem> {
    let record = node.record;
    let mut line = |key: &str, value: &str| _ = writeln!(text, "    {key}: {value}");
    shared.own(node, lists, &mut line)?;
    if let Some(default) = &record.default {
        line("default", &scalar_or_number(default));
    }
    if let Some(allowed) = &record.allowed {
        line("allowed", &allowed_text(allowed));
    }
    if let Some(deprecated) = &record.deprecated {
        line("deprecated", if deprecated.is_empty() { "true" } else { deprecated });
    }
    if let Some(policy) = &record.admx {
        shared.own_policy(policy, &mut line);
    }
    if let Some(example) = &record.example {
        line("example", &scalar_or_number(example));
    }
    element::write_all(text, record.admx.as_ref().map_or(&[], |policy| &policy.elements));
    Ok(())
}

fn allowed_text(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Range { min, max } => format!("{{ min: {min}, max: {max} }}"),
        Allowed::Flags(values) => format!("{{ flags: {} }}", with_meanings(values)),
        Allowed::List { delimiter } => format!("{{ list: {} }}", scalar(delimiter)),
        Allowed::Xml => "xml".to_owned(),
        Allowed::Enum(values) if values.iter().all(|value| value.meaning.is_empty()) => {
            let values: Vec<String> = values.iter().map(|value| scalar_or_number(&value.value)).collect();
            format!("[{}]", values.join(", "))
        }
        Allowed::Enum(values) => with_meanings(values),
    }
}

fn with_meanings(values: &[AllowedValue]) -> String {
    let pair = |value: &AllowedValue| format!("{}: {}", scalar_or_number(&value.value), scalar(&value.meaning));
    format!("{{ {} }}", values.iter().map(pair).collect::<Vec<_>>().join(", "))
}

/// A number in its plainest form stands bare; any other text as a text.
pub(super) fn scalar_or_number(text: &str) -> String {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => text.to_owned(),
        _ if ["true", "false"].contains(&text) => text.to_owned(),
        _ => scalar(text).into_owned(),
    }
}

/// Registry data: a number bare, a text so that it stays one.
pub(super) fn data(data: &RegistryData) -> String {
    match data {
        RegistryData::Decimal(value) => value.to_string(),
        RegistryData::Text(value) => scalar(value).into_owned(),
    }
}

pub(super) fn writes(writes: &[RegistryWrite]) -> String {
    let one = |write: &RegistryWrite| {
        let key = write.key.as_ref().map(|key| format!("key: {}, ", scalar(key))).unwrap_or_default();
        let data = write.data.as_ref().map(|content| format!(", data: {}", data(content))).unwrap_or_default();
        format!("{{ {key}valueName: {}{data} }}", scalar(&write.value_name))
    };
    format!("[{}]", writes.iter().map(one).collect::<Vec<_>>().join(", "))
}
