//! A file of the catalog out of its records: what [`super::file`] reads, compact and in the order in which people review it.

mod editions;
mod element;
mod shared;
mod value;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::text::yaml::scalar;

use super::compose::place::root;
use super::file::EditionLists;
use super::record::{Home, Naming, NodeRecord, Policy, RegistryData, RegistryWrite};

use shared::Shared;

/// Why a file cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteProblem {
    /// An edition that no list names.
    #[error("no list of `editions.yaml` names the edition 0x{0:X}")]
    UnnamedEdition(u16),
}

/// A node with the trees it stands in.
pub(super) struct Both<'r> {
    pub(super) scope: &'static str,
    /// Whether the place in the file tells its tree.
    pub(super) is_told: bool,
    pub(super) record: &'r NodeRecord,
}

/// The nodes of a file by name.
#[derive(Default)]
struct Nodes<'r> {
    /// Those of the device's tree, of the user's, and of both where these say the same.
    all: BTreeMap<&'r str, Both<'r>>,
    /// Those of the user's tree that differ from the device's.
    of_user: BTreeMap<&'r str, Both<'r>>,
}

/// The file of an area or CSP: `comment` at its head, one line each, then what its nodes share, then the nodes by name.
///
/// # Errors
/// When the format has no words for a fact.
pub fn write(comment: &[String], records: &[NodeRecord], lists: &EditionLists) -> Result<String, WriteProblem> {
    let nodes = Nodes::of(records);
    let shared = Shared::of(&nodes.all, &nodes.of_user);
    let mut text = String::new();
    for line in comment {
        _ = writeln!(text, "# {line}");
    }
    if let Some(first) = records.first() {
        let what = if first.home == Home::Area { "area" } else { "csp" };
        _ = writeln!(text, "{what}: {}", scalar(&first.area));
        if let Some(root) = root(&first.uri, &first.area).filter(|_| first.home == Home::Csp) {
            _ = writeln!(text, "root: {}", scalar(&root));
        }
    }
    if records.iter().any(|record| record.is_short) {
        text.push_str("short: true\n");
    }
    shared.write(&mut text, lists)?;
    categories(&mut text, records);
    for (key, nodes) in [("nodes", &nodes.all), ("userNodes", &nodes.of_user)] {
        if nodes.is_empty() && key == "userNodes" {
            continue;
        }
        _ = writeln!(text, "{key}:");
        for (name, node) in nodes {
            let mut own = String::new();
            write_node(&mut own, node, &shared, lists)?;
            let nothing = if own.is_empty() { " {}" } else { "" };
            _ = write!(text, "  {}:{nothing}\n{own}", scalar(name));
        }
    }
    Ok(text)
}

impl<'r> Nodes<'r> {
    fn of(records: &'r [NodeRecord]) -> Self {
        let mut nodes = Self::default();
        // The device's first: the user's either say the same or stand by themselves.
        let mut sorted: Vec<&NodeRecord> = records.iter().collect();
        sorted.sort_by_key(|record| record.scope);
        for record in sorted {
            let both = Both { scope: record.scope.word(), is_told: false, record };
            match nodes.all.get_mut(record.name.as_str()) {
                None => _ = nodes.all.insert(&record.name, both),
                Some(other) if is_same(other.record, record) => other.scope = "both",
                Some(_) => _ = nodes.of_user.insert(&record.name, Both { is_told: true, ..both }),
            }
        }
        nodes
    }
}

/// Whether two records say the same but for the tree they stand in. What they depend on stands in that tree too.
fn is_same(left: &NodeRecord, right: &NodeRecord) -> bool {
    let as_left = NodeRecord { scope: left.scope, uri: left.uri.clone(), ..right.clone() };
    *left == as_left
}

/// The name under which a category stands in a file: those of all from the root.
pub(super) fn category_name(policy: &Policy) -> String {
    policy.categories.join("~")
}

fn categories(text: &mut String, records: &[NodeRecord]) {
    let policies = records.iter().filter_map(|record| record.admx.as_ref());
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
    if let Some(naming) = &record.naming {
        if naming.by != Naming::Unstated {
            line("naming", &word(naming.by));
        }
        if let Some(pattern) = &naming.pattern {
            line("namePattern", &scalar(pattern));
        }
    }
    if let Some(default) = &record.default {
        line("default", &scalar_or_number(default));
    }
    if let Some(allowed) = &record.allowed {
        line("allowed", &value::allowed(allowed));
    }
    if let Some(delimiter) = &record.delimiter {
        line("delimiter", &scalar(delimiter));
    }
    if let Some(deprecated) = &record.deprecated {
        line("deprecated", if deprecated.is_empty() { "true" } else { deprecated });
    }
    if let Some(policy) = &record.group_policy {
        line("groupPolicy", &value::group_policy(policy));
    }
    if !record.native.is_empty() {
        let native: Vec<_> = record.native.iter().map(|uri| scalar(uri)).collect();
        line("native", &format!("[{}]", native.join(", ")));
    }
    if !record.dependencies.is_empty() {
        line("dependencies", &value::dependencies(&record.dependencies));
    }
    if let Some(reboot) = record.reboot {
        line("reboot", &word(reboot));
    }
    if record.is_atomic {
        line("atomic", "true");
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

/// The word of an enum's case.
fn word(case: impl std::fmt::Debug) -> String {
    format!("{case:?}").to_lowercase()
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
