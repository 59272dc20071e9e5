//! `omauri explain TERM`: a rule, a node, an area, an ADMX policy or a registry key.

use std::fmt::Write;

use crate::catalog::{Catalog, ElementKind, Node, RegistryWrite, Scope};
use crate::rules;
use crate::text::nearest::{alternatives, nearest};
use crate::values::LocUri;

use super::facts;
use super::list::oldest_build;
use super::rule_pages::rule_page;

/// Why a term cannot be explained.
#[derive(Debug, thiserror::Error)]
#[error("nothing is known of `{}`{}", term.replace(char::is_control, "\u{fffd}"), help(near))]
pub struct ExplainError {
    /// The term.
    pub term: String,
    /// Near ones.
    pub near: Vec<String>,
}

fn help(near: &[String]) -> String {
    match near {
        [] => {
            ": give a node (`RemoteManagement/TrustedHosts`), an area, a policy, a registry key (`HKLM\\…`) or a rule; \
               `omauri catalog list --search TEXT` looks for words"
                .to_owned()
        }
        near => format!(": did you mean {}?", alternatives(near)),
    }
}

/// Explains a term.
///
/// # Errors
/// When nothing is known of it.
pub fn explain(catalog: &Catalog, term: &str) -> Result<String, ExplainError> {
    if let Some(rule) = rules::find(term) {
        return Ok(rule_page(rule));
    }
    let nodes = catalog.nodes();
    let found = nodes_named(catalog, &nodes, term);
    if !found.is_empty() {
        // A node of both trees is one to a reader; what differs is said.
        let is_twin = |node: &&&Node| node.scope == Scope::User && found.iter().any(|other| is_twin_of(other, node));
        let told = found.iter().filter(|node| !is_twin(node)).map(|node| explain_node(catalog, node));
        // An area and a CSP may have one name.
        let area = area_named(&nodes, term).map(|area| explain_area(&nodes, area));
        return Ok(area.into_iter().chain(told).collect::<Vec<_>>().join("\n"));
    }
    if let Some(area) = area_named(&nodes, term) {
        return Ok(explain_area(&nodes, area));
    }
    if let Some(text) = explain_key(catalog, &nodes, term) {
        return Ok(text);
    }
    let names: Vec<String> =
        nodes.iter().flat_map(|node| [node.short_name(), node.name.clone(), node.area.clone()]).collect();
    let ids = rules::all().into_iter().map(|rule| rule.id);
    let near = nearest(term, names.iter().map(String::as_str).chain(ids));
    Err(ExplainError { term: term.to_owned(), near })
}

fn area_named<'c>(nodes: &[&'c Node], term: &str) -> Option<&'c str> {
    let mut policies = nodes.iter().filter(|node| node.is_policy());
    policies.find(|node| node.area.eq_ignore_ascii_case(term)).map(|node| node.area.as_str())
}

/// Nodes by their address, `AREA/NODE`, their name alone, or the name of their ADMX policy.
fn nodes_named<'c>(catalog: &'c Catalog, nodes: &[&'c Node], term: &str) -> Vec<&'c Node> {
    let same = |text: &str| text.eq_ignore_ascii_case(term);
    let address = template_address(term);
    let by = |matches: &dyn Fn(&Node) -> bool| nodes.iter().copied().filter(|node| matches(node)).collect::<Vec<_>>();
    let exact = by(&|node| same(&node.short_name()) || node.uri.eq_ignore_ascii_case(&address));
    if !exact.is_empty() {
        return exact;
    }
    // An address of an instance: with a name where the catalog has words in braces.
    let instance = LocUri::parse(term).ok();
    if let Some(node) = instance.and_then(|address| catalog.find(&address)) {
        return vec![node];
    }
    let named = by(&|node| same(&node.name));
    if !named.is_empty() {
        return named;
    }
    let policy = by(&|node| node.admx.as_ref().is_some_and(|policy| same(&policy.name) || same(&policy.title)));
    if !policy.is_empty() {
        return policy;
    }
    by(&|node| {
        let value = node.admx.as_ref().and_then(|policy| policy.value_name.as_deref());
        let elements = node.elements().iter();
        let mut known =
            elements.flat_map(|element| [Some(element.id.as_str()), element.value_name.as_deref()]).flatten();
        value.is_some_and(same) || known.any(same)
    })
}

/// A term as the catalog writes addresses, with words in braces.
fn template_address(term: &str) -> String {
    let term = term.trim().replace('\\', "/");
    let below = term.strip_prefix("./").unwrap_or(&term);
    match below.split_once('/') {
        Some((first, _)) if first.eq_ignore_ascii_case("vendor") => format!("./Device/{below}"),
        _ => format!("./{below}"),
    }
}

fn is_twin_of(device: &Node, user: &Node) -> bool {
    device.scope == Scope::Device && device.home == user.home && device.area == user.area && device.name == user.name
}

fn explain_node(catalog: &Catalog, node: &Node) -> String {
    let mut text = format!("{}\n", node.short_name());
    if let Some(policy) = &node.admx {
        _ = writeln!(text, "  {}", policy.title);
    }
    _ = writeln!(text, "  {}\n", node.uri);
    let mut row = |name: &str, value: &str| _ = writeln!(text, "  {name:<10} {value}");
    let user = catalog.node_at(&node.uri.replacen("./Device", "./User", 1)).filter(|user| is_twin_of(node, user));
    if let Some(user) = user {
        row("also", &format!("{}, below `{}:`", user.uri, facts::settings_key(user)));
    }
    if let Some(deprecated) = &node.deprecated {
        row("deprecated", if deprecated.is_empty() { "yes" } else { deprecated });
    }
    row("works on", &facts::releases(node));
    row("editions", &facts::editions(node));
    for line in wrapped(&facts::all_editions(node)) {
        row("", &line);
    }
    row("access", &facts::access(node));
    for line in facts::conditions(node) {
        row("needs", &line);
    }
    let backed = if node.admx.is_some() { ", ADMX-backed" } else { "" };
    row("format", &format!("{}{backed}", node.format.word()));
    match &node.admx {
        None => {
            row("values", &facts::allowed(node));
            if let Some(default) = &node.default {
                row("default", default);
            }
            if let Some(policy) = &node.group_policy {
                let element = policy.element.as_ref().map(|element| format!(", element {element}")).unwrap_or_default();
                row("as policy", &format!("{} of {}{element}", policy.name, policy.area));
            }
        }
        Some(policy) => {
            row("policy", &format!("{} of {}, class {:?}", policy.name, policy.file, policy.class));
            row("category", &policy.category_title);
            row("key", &format!("{}\\{}", facts::hive(node), policy.key));
            for line in facts::writes(policy) {
                row("", &line);
            }
            for element in &policy.elements {
                row("element", &format!("{}: {}", element.id, facts::takes(element)));
                let place = match (&element.value_name, &element.key) {
                    (Some(name), _) => format!("writes {name}"),
                    (None, Some(key)) => format!("writes values below {}\\{key}", facts::hive(node)),
                    (None, None) => continue,
                };
                row("", &place);
            }
        }
    }
    below(catalog, node, &mut text);
    if facts::can_be_set(node) {
        _ = writeln!(text, "\n  in an intent\n    {}:", facts::settings_key(node));
        if node.is_policy() {
            _ = writeln!(text, "      {}:", node.area);
        }
        let indent = if node.is_policy() { "        " } else { "      " };
        for line in facts::snippet(node) {
            _ = writeln!(text, "{indent}{line}");
        }
    }
    text
}

/// The nodes right below one that holds others.
fn below(catalog: &Catalog, node: &Node, text: &mut String) {
    let from = format!("{}/", node.uri);
    let names = catalog.addresses().filter_map(|uri| uri.strip_prefix(&from));
    let names: Vec<&str> = names.filter(|name| !name.contains('/')).collect();
    if !names.is_empty() {
        _ = writeln!(text, "\n  below it");
        for name in names {
            _ = writeln!(text, "    {name}");
        }
    }
}

/// Words of a list over several lines.
fn wrapped(list: &str) -> Vec<String> {
    const WIDTH: usize = 84;
    let mut lines: Vec<String> = Vec::new();
    for word in list.split_inclusive(", ") {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() <= WIDTH => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn explain_area(nodes: &[&Node], area: &str) -> String {
    let mut text = format!("{area}\n");
    for scope in [Scope::Device, Scope::User] {
        let here: Vec<_> =
            nodes.iter().filter(|node| node.is_policy() && node.scope == scope && node.area == area).collect();
        let Some(first) = here.first() else { continue };
        let count = if here.len() == 1 { "1 node".to_owned() } else { format!("{} nodes", here.len()) };
        _ = writeln!(text, "  {count} below `{}:`\n", facts::settings_key(first));
        let width = here.iter().map(|node| node.name.chars().count()).max().unwrap_or_default();
        for node in here {
            let title = node.admx.as_ref().map_or("", |policy| policy.title.as_str());
            let line = format!("    {:<width$}  {:<16}  {title}", node.name, oldest_build(node));
            _ = writeln!(text, "{}", line.trim_end());
        }
    }
    _ = writeln!(text, "\n  `omauri explain {area}/NODE` says more of one");
    text
}

/// The policies that write below a key, or the value of it that is named behind the key; a single one is explained whole.
fn explain_key(catalog: &Catalog, nodes: &[&Node], term: &str) -> Option<String> {
    let (scope, key) = registry_path(term);
    if !key.contains('\\') {
        return None;
    }
    let mut rows = Vec::new();
    let mut writers: Vec<&Node> = Vec::new();
    for node in nodes.iter().filter(|node| scope.is_none_or(|scope| node.scope == scope)) {
        for (path, what) in registry_values(node) {
            let lower = path.to_lowercase();
            if lower == key || lower.strip_prefix(&key).is_some_and(|rest| rest.starts_with('\\')) {
                rows.push((format!("{}\\{path}", facts::hive(node)), node.short_name(), what));
                writers.push(node);
            }
        }
    }
    rows.sort();
    rows.dedup();
    let width = rows.iter().map(|(path, ..)| path.chars().count()).max()?;
    let mut text = String::new();
    for (path, node, what) in rows {
        _ = writeln!(text, "{path:<width$}  {node}{what}");
    }
    writers.dedup();
    if let [only] = writers.as_slice() {
        _ = write!(text, "\n{}", explain_node(catalog, only));
    }
    Some(text)
}

/// The hive and the rest of a registry path, as `reg`, regedit and PowerShell write them; the rest in lower case.
fn registry_path(term: &str) -> (Option<Scope>, String) {
    let path = term.replace('/', "\\").to_lowercase();
    let path = path.strip_prefix("computer\\").unwrap_or(&path).trim_end_matches('\\');
    let (first, rest) = path.split_once('\\').unwrap_or((path, ""));
    match first.trim_end_matches(':') {
        "hklm" | "hkey_local_machine" => (Some(Scope::Device), rest.to_owned()),
        "hkcu" | "hkey_current_user" => (Some(Scope::User), rest.to_owned()),
        _ => (None, path.to_owned()),
    }
}

/// Every registry value a policy writes: its path, and which element writes it.
fn registry_values(node: &Node) -> Vec<(String, String)> {
    let Some(policy) = &node.admx else {
        // Over MDM the value goes elsewhere; the key is where people look for it.
        let driven = node.group_policy.as_ref().and_then(|policy| Some((policy.key.as_ref()?, &policy.value_name)));
        let path = driven.map(|(key, name)| name.as_ref().map_or_else(|| key.clone(), |name| format!("{key}\\{name}")));
        return path.map(|path| (path, ", by its Group Policy".to_owned())).into_iter().collect();
    };
    let mut values = Vec::new();
    if let Some(name) = &policy.value_name {
        values.push((format!("{}\\{name}", policy.key), String::new()));
    }
    let beside =
        |key: &str, write: &RegistryWrite| format!("{}\\{}", write.key.as_deref().unwrap_or(key), write.value_name);
    let lists = policy.enabled_list.iter().chain(&policy.disabled_list);
    values.extend(lists.map(|write| (beside(&policy.key, write), String::new())));
    for element in &policy.elements {
        let key = element.key.as_ref().unwrap_or(&policy.key);
        let path = element.value_name.as_ref().map_or_else(|| key.clone(), |name| format!("{key}\\{name}"));
        values.push((path, format!(", element {}", element.id)));
        let writes: Vec<&RegistryWrite> = match &element.kind {
            ElementKind::Enum { items } => items.iter().flat_map(|item| &item.writes).collect(),
            ElementKind::Boolean { true_list, false_list, .. } => true_list.iter().chain(false_list).collect(),
            _ => Vec::new(),
        };
        values.extend(writes.into_iter().map(|write| (beside(key, write), format!(", element {}", element.id))));
    }
    values
}
