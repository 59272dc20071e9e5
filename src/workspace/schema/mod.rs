//! JSON schemas (draft-07): of intents for editors, and of the program's own JSON.
//!
//! The shape of the intent schema is what yaml-language-server serves best (measured with 2.0.0): one self-contained
//! file; a node is `anyOf` of bare states and an object, and an `if`/`then` beside it names the exact missing or
//! misspelt key. What nodes have in common stands once, under `definitions`.

mod element;
mod hover;
mod node;
mod print;
mod share;
mod target;

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::catalog::{Access, Catalog, Node, Scope};
use crate::intent::API_VERSION;
use crate::report::json::CheckReport;
use crate::text::nearest::{alternatives, nearest};

use super::catalog_diff::CatalogDiff;
use super::list::CatalogList;
use super::manifest::Manifest;

use share::Definitions;

pub use print::schema_text;

/// What `omauri schema --of` takes.
pub const SCHEMAS: [&str; 5] = ["intent", "check", "catalog-list", "catalog-diff", "manifest"];

/// Where the letters count, not what YAML makes of them: `name: 7zip`, `title: 2026`.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of one of the program's own outputs; none for a name that is not in [`SCHEMAS`].
#[must_use]
pub fn output_schema(name: &str) -> Option<Value> {
    let generator = schemars::generate::SchemaSettings::draft07().for_serialize().into_generator();
    let schema = match name {
        "check" => generator.into_root_schema_for::<CheckReport>(),
        "catalog-list" => generator.into_root_schema_for::<CatalogList>(),
        "catalog-diff" => generator.into_root_schema_for::<CatalogDiff>(),
        "manifest" => generator.into_root_schema_for::<Manifest>(),
        _ => return None,
    };
    Some(schema.to_value())
}

/// An area that the catalog does not have.
#[derive(Debug, thiserror::Error)]
#[error("there is no area `{}`{}", area.replace(char::is_control, "\u{fffd}"), help(near))]
pub struct UnknownArea {
    /// The name as it was given.
    pub area: String,
    /// Near ones.
    pub near: Vec<String>,
}

fn help(near: &[String]) -> String {
    match near {
        [] => ": `omauri catalog list` names them all".to_owned(),
        near => format!(": did you mean {}?", alternatives(near)),
    }
}

/// The schema of intents, with the facts of every node as hover text.
#[must_use]
pub fn intent_schema(catalog: &Catalog) -> Value {
    of_nodes(&catalog.nodes())
}

/// The schema of intents that set nodes of some areas only.
///
/// # Errors
/// At the first area that the catalog does not have.
pub fn area_schema(catalog: &Catalog, areas: &[String]) -> Result<Value, UnknownArea> {
    let mut nodes = catalog.nodes();
    let known: BTreeSet<&str> = nodes.iter().filter(|node| node.is_policy()).map(|node| node.area.as_str()).collect();
    if let Some(area) = areas.iter().find(|area| !known.contains(area.as_str())) {
        return Err(UnknownArea { area: area.clone(), near: nearest(area, known) });
    }
    nodes.retain(|node| node.is_policy() && areas.contains(&node.area));
    Ok(of_nodes(&nodes))
}

fn of_nodes(nodes: &[&Node]) -> Value {
    let mut definitions = Definitions::new(node::basic());
    let settings = areas(nodes, Scope::Device, &mut definitions);
    let user_settings = areas(nodes, Scope::User, &mut definitions);
    let csp = addresses(nodes, &mut definitions);
    let schema = json!({
        "$schema": DRAFT,
        "type": "object",
        "required": ["apiVersion", "name", "targets"],
        "additionalProperties": false,
        "anyOf": [{ "required": ["settings"] }, { "required": ["userSettings"] }, { "required": ["csp"] }],
        "properties": {
            "apiVersion": { "type": "string", "enum": [API_VERSION], "markdownDescription": "The version of the intent format." },
            "name": {
                "type": SCALAR,
                "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
                "patternErrorMessage": "a name has letters, digits, `-`, `_` and `.` only, and begins with a letter or a digit",
                "markdownDescription": "Names the artifacts: safe as a file name, unique in a run.",
            },
            "title": { "type": SCALAR, "maxLength": 256, "markdownDescription": "What a person sees in the admin centre. Default: the name." },
            "description": { "type": SCALAR, "maxLength": 1500, "markdownDescription": "More words, shown in the admin centre." },
            "targets": target::targets(),
            "settings": settings,
            "userSettings": user_settings,
            "csp": csp,
        },
    });
    definitions.into_schema(schema)
}

/// Nodes of other CSPs by their address. Those in braces have as many addresses as there are names, and raw values stand at any:
/// what is not here only `check` can judge.
fn addresses(nodes: &[&Node], definitions: &mut Definitions) -> Value {
    let can_be_set = |node: &&&Node| node.allows(Access::Add) || node.allows(Access::Replace);
    let has_one_address = |node: &&&Node| !node.is_policy() && !node.uri.contains('{');
    let nodes = nodes.iter().filter(has_one_address).filter(can_be_set);
    let properties: Map<String, Value> =
        nodes.map(|node| (node.uri.clone(), node::schema(node, false, definitions))).collect();
    json!({
        "type": ["object", "null"],
        "markdownDescription": "Nodes of any CSP, by their whole address.",
        "properties": properties,
    })
}

/// The area and the title of a node.
fn titled(node: &Node) -> (&str, &str) {
    (&node.area, node.admx.as_ref().map_or("", |policy| &policy.title))
}

fn areas(nodes: &[&Node], scope: Scope, definitions: &mut Definitions) -> Value {
    let mut areas: Map<String, Value> = Map::new();
    let nodes = || nodes.iter().filter(|node| node.is_policy() && node.scope == scope);
    let mut titles: HashMap<(&str, &str), usize> = HashMap::new();
    for node in nodes() {
        *titles.entry(titled(node)).or_default() += 1;
    }
    for node in nodes() {
        let area = areas
            .entry(node.area.clone())
            .or_insert_with(|| json!({ "type": ["object", "null"], "additionalProperties": false, "properties": {} }));
        let is_twin = titles.get(&titled(node)).is_some_and(|count| *count > 1);
        if let Some(properties) = area.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert(node.name.clone(), node::schema(node, is_twin, definitions));
        }
    }
    let what = match scope {
        Scope::Device => "Settings of devices (`./Device`), by area and node.",
        Scope::User => "Settings of users (`./User`), by area and node.",
    };
    json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "markdownDescription": what,
        "properties": areas,
    })
}
