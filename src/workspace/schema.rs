//! JSON schemas (draft-07): of intents for editors, and of the program's own JSON.
//!
//! The shape of the intent schema is what yaml-language-server serves best (measured with 2.0.0): one self-contained file; a node
//! is `anyOf` of bare states and an object, with `if`/`then` beside it that names the exact missing or misspelt key.

use serde_json::{Map, Value, json};

use crate::catalog::{Allowed, Catalog, Element, ElementKind, Format, Grammar, Node, RegistryData, Scope};
use crate::intent::API_VERSION;
use crate::report::json::CheckReport;
use crate::windows::{Edition, Release};

use super::facts;
use super::list::CatalogList;
use super::manifest::Manifest;

/// What `omauri schema --of` takes.
pub const SCHEMAS: [&str; 4] = ["intent", "check", "catalog-list", "manifest"];

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
        "manifest" => generator.into_root_schema_for::<Manifest>(),
        _ => return None,
    };
    Some(schema.to_value())
}

/// The schema of intents, with the facts of every node as hover text.
#[must_use]
pub fn intent_schema(catalog: &Catalog) -> Value {
    let nodes = catalog.nodes();
    json!({
        "$schema": DRAFT,
        "type": "object",
        "required": ["apiVersion", "name", "targets"],
        "additionalProperties": false,
        "anyOf": [{ "required": ["settings"] }, { "required": ["userSettings"] }],
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
            "targets": targets(),
            "settings": areas(&nodes, Scope::Device),
            "userSettings": areas(&nodes, Scope::User),
        },
        "definitions": { "switch": switch(), "note": note(), "refs": refs() },
    })
}

fn targets() -> Value {
    let mut editions: Vec<Edition> = Edition::all().filter(|edition| !edition.is_server()).collect();
    // What people have first: an editor offers them in this order.
    editions.sort_by_key(|edition| {
        facts::MAIN_EDITIONS.iter().position(|code| *code == edition.code()).unwrap_or(usize::MAX)
    });
    let editions: Vec<&str> = editions.into_iter().map(Edition::name).collect();
    let releases: Vec<String> = Release::clients().map(Release::name).collect();
    let channels = crate::windows::LongTermChannel::all().map(crate::windows::LongTermChannel::name);
    let names: Vec<String> = releases.iter().cloned().chain(channels).collect();
    let message =
        "a release such as `11 24H2`, a long-term channel such as `10 LTSC 2021`, or a build such as `10.0.26100`";
    let bound = json!({ "type": "string", "enum": releases, "errorMessage": message });
    json!({
        "type": "array",
        "minItems": 1,
        "markdownDescription": "The releases and editions the intent is for. Every setting is judged for each of them.",
        "defaultSnippets": [{
            "label": "target",
            "body": [{ "windows": "${1:11 24H2}", "editions": ["${2:Enterprise}"] }],
        }],
        "items": {
            "type": "object",
            "required": ["windows", "editions"],
            "additionalProperties": false,
            "properties": {
                "windows": {
                    "markdownDescription": "A release, a long-term channel, a build, or a range `{ from: 10 22H2, to: 11 23H2 }` (without `to`: and later).",
                    "anyOf": [
                        { "type": "string", "enum": names, "errorMessage": message },
                        { "type": "string", "pattern": "^10\\.0\\.[0-9]+(\\.[0-9]+)?$", "patternErrorMessage": message },
                        {
                            "type": "object",
                            "required": ["from"],
                            "additionalProperties": false,
                            "properties": { "from": bound, "to": bound },
                        },
                    ],
                },
                "editions": {
                    "markdownDescription": "Editions by name; N variants are editions of their own.",
                    "anyOf": [
                        { "type": "array", "minItems": 1, "items": { "type": "string", "enum": editions } },
                        { "type": "string", "enum": editions },
                    ],
                },
            },
        },
    })
}

fn areas(nodes: &[&Node], scope: Scope) -> Value {
    let mut areas: Map<String, Value> = Map::new();
    for node in nodes.iter().filter(|node| node.scope == scope) {
        let area = areas
            .entry(node.area.clone())
            .or_insert_with(|| json!({ "type": ["object", "null"], "additionalProperties": false, "properties": {} }));
        if let Some(properties) = area.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert(node.name.clone(), node_schema(node));
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

/// A node. Nodes without elements share one definition; only annotations may stand beside a reference.
fn node_schema(node: &Node) -> Value {
    let hover = hover(node);
    if node.admx.is_none() {
        return plain_schema(node, &hover);
    }
    if node.elements().is_empty() {
        return json!({ "$ref": "#/definitions/switch", "markdownDescription": hover });
    }
    let example: Vec<String> = node.elements().iter().map(|element| element.id.clone()).collect();
    let message = format!("write `disabled`, `notConfigured`, or `enabled:` with {} below", example.join(" and "));
    json!({
        "markdownDescription": hover,
        "anyOf": [
            { "enum": ["disabled", "notConfigured"], "errorMessage": message },
            { "type": "object", "defaultSnippets": [{ "label": "enabled", "body": { "enabled": skeleton(node) } }] },
        ],
        "if": { "type": "object" },
        "then": {
            "additionalProperties": false,
            "properties": {
                "enabled": enabled_schema(node),
                "state": { "type": "string", "enum": ["disabled", "notConfigured"] },
                "why": { "$ref": "#/definitions/note" },
                "refs": { "$ref": "#/definitions/refs" },
            },
            "anyOf": [{ "required": ["enabled"] }, { "required": ["state"] }],
            "not": { "required": ["enabled", "state"] },
        },
    })
}

/// A policy without elements.
fn switch() -> Value {
    let message = "write `enabled`, `disabled` or `notConfigured`";
    json!({
        "anyOf": [
            { "enum": ["enabled", "disabled", "notConfigured"], "errorMessage": message },
            { "type": "object", "defaultSnippets": [{ "label": "state with its reason", "body": { "state": "${1:enabled}", "why": "$2" } }] },
        ],
        "if": { "type": "object" },
        "then": {
            "additionalProperties": false,
            "properties": {
                "enabled": { "type": ["object", "null"], "maxProperties": 0 },
                "state": { "type": "string", "enum": ["enabled", "disabled", "notConfigured"] },
                "why": { "$ref": "#/definitions/note" },
                "refs": { "$ref": "#/definitions/refs" },
            },
            "anyOf": [{ "required": ["enabled"] }, { "required": ["state"] }],
            "not": { "required": ["enabled", "state"] },
        },
    })
}

fn note() -> Value {
    json!({ "type": SCALAR, "maxLength": 1000, "markdownDescription": "The reason, for reviewers and for descriptions in artifacts." })
}

fn refs() -> Value {
    json!({
        "markdownDescription": "Control ids of baselines, such as `WN11-CC-000330`.",
        "anyOf": [{ "type": "array", "minItems": 1, "items": { "type": SCALAR } }, { "type": SCALAR }],
    })
}

fn plain_schema(node: &Node, hover: &str) -> Value {
    let value = match (&node.allowed, node.format) {
        (Some(Allowed::Enum(values)), format) => {
            let number = |text: &str| {
                if format == Format::Int { text.parse::<i64>().map_or(json!(text), Value::from) } else { json!(text) }
            };
            let list: Vec<Value> =
                values.iter().map(|allowed| number(&allowed.value)).chain([json!("notConfigured")]).collect();
            let meanings: Vec<&str> =
                values.iter().map(|allowed| allowed.meaning.as_str()).chain(["left to Windows (a Delete)"]).collect();
            let message = format!("write its value: {}", facts::allowed(node));
            json!({ "enum": list, "enumDescriptions": meanings, "errorMessage": message })
        }
        (Some(Allowed::Range { min, max }), _) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        (Some(Allowed::Flags(_)), _) => json!({ "type": "integer", "minimum": 0 }),
        (Some(Allowed::List { .. }), _) => json!({ "type": ["array", "string"], "items": { "type": SCALAR } }),
        (Some(Allowed::Xml) | None, Format::Int) => {
            json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        (Some(Allowed::Xml) | None, Format::Bool) => json!({ "type": "boolean" }),
        (Some(Allowed::Xml) | None, Format::Chr | Format::B64) => json!({ "type": "string" }),
    };
    json!({
        "markdownDescription": hover,
        "anyOf": [value, { "type": "object", "defaultSnippets": [{ "label": "value with its reason", "body": { "value": "$1", "why": "$2" } }] }],
        "if": { "type": "object" },
        "then": {
            "additionalProperties": false,
            "properties": {
                "value": value,
                "state": { "type": "string", "enum": ["notConfigured"] },
                "why": { "$ref": "#/definitions/note" },
                "refs": { "$ref": "#/definitions/refs" },
            },
            "anyOf": [{ "required": ["value"] }, { "required": ["state"] }],
            "not": { "required": ["value", "state"] },
        },
    })
}

/// What stands behind `enabled:`.
fn enabled_schema(node: &Node) -> Value {
    let properties: Map<String, Value> =
        node.elements().iter().map(|element| (element.id.clone(), element_schema(element))).collect();
    let ids: Vec<&String> = properties.keys().collect();
    // A mapping under a list may be its content: names with values.
    let named = matches!(node.elements(), [Element { kind: ElementKind::List { value_prefix: None, .. }, .. }]);
    let mapping = if named {
        json!({ "properties": properties })
    } else {
        json!({ "required": ids, "additionalProperties": false, "properties": properties })
    };
    if let [only] = node.elements() {
        let direct = element_schema(only);
        return json!({
            "markdownDescription": facts::takes(only),
            "anyOf": [direct, { "type": "object", "defaultSnippets": [{ "label": only.id, "body": skeleton(node) }] }],
            "if": { "type": "object" },
            "then": mapping,
        });
    }
    let mut object = mapping;
    if let Some(map) = object.as_object_mut() {
        map.insert("type".to_owned(), json!("object"));
        map.insert("defaultSnippets".to_owned(), json!([{ "label": "all elements", "body": skeleton(node) }]));
    }
    object
}

fn element_schema(element: &Element) -> Value {
    let text = json!({ "type": "string" });
    let mut schema = match (&element.kind, element.grammar) {
        (ElementKind::Text { max_length, .. }, None) => json!({ "type": "string", "maxLength": max_length }),
        (ElementKind::Text { .. }, Some(grammar)) => json!({ "type": ["string", "array"], "items": entry(grammar) }),
        (ElementKind::List { .. }, Some(grammar)) => json!({ "type": "array", "items": entry(grammar) }),
        (ElementKind::List { explicit_value: true, .. }, _) => {
            json!({ "type": "object", "additionalProperties": text })
        }
        (ElementKind::List { .. } | ElementKind::MultiText { .. }, _) => json!({ "type": "array", "items": text }),
        (ElementKind::Boolean { .. }, _) => json!({ "type": "boolean" }),
        (ElementKind::Decimal { min, max, .. }, _) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        (ElementKind::Enum { items }, _) => {
            let mut values: Vec<Value> = Vec::new();
            let mut add = |value: Value| {
                if !values.contains(&value) {
                    values.push(value);
                }
            };
            for item in items {
                add(json!(item.title));
                match &item.value {
                    RegistryData::Decimal(value) => add(json!(value)),
                    RegistryData::Text(value) => add(json!(value)),
                }
            }
            json!({ "type": ["string", "integer"], "enum": values })
        }
    };
    if let Some(map) = schema.as_object_mut() {
        map.insert("markdownDescription".to_owned(), json!(facts::takes(element)));
    }
    schema
}

/// An entry of a list with a grammar, as far as a pattern can tell; `check` tells the rest.
fn entry(grammar: Grammar) -> Value {
    let (pattern, message) = match grammar {
        Grammar::HostPatterns => ("^[^\\s,/\\\\]+$", "a host name, a pattern with one `*`, an address or `<local>`"),
        Grammar::Ipv4Ranges => {
            ("^(\\*|[0-9.]+(-[0-9.]+)?)$", "`*`, or a range `10.20.0.1-10.20.0.254` of the device's own addresses")
        }
        Grammar::Ipv6Ranges => (
            "^(\\*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(-[0-9A-Fa-f:.]+)?)$",
            "`*`, or a range `2001:db8::1-2001:db8::ff` of the device's own addresses",
        ),
        Grammar::Spns => {
            ("^(\\*|[^/\\s\\\\]+/[^\\s\\\\]+)$", "a service principal name such as `WSMAN/host.example.com`")
        }
    };
    json!({ "type": "string", "pattern": pattern, "patternErrorMessage": message })
}

/// A snippet with every element.
fn skeleton(node: &Node) -> Value {
    let value = |(at, element): (usize, &Element)| {
        let text = match &element.kind {
            ElementKind::List { .. } | ElementKind::MultiText { .. } => json!([format!("${}", at + 1)]),
            _ if element.grammar.is_some() => json!([format!("${}", at + 1)]),
            _ => json!(format!("${{{}:{}}}", at + 1, element.example().trim_matches(['"', '\'']))),
        };
        (element.id.clone(), text)
    };
    Value::Object(node.elements().iter().enumerate().map(value).collect())
}

fn hover(node: &Node) -> String {
    let mut lines = Vec::new();
    if let Some(policy) = &node.admx {
        lines.push(format!("**{}**", policy.title));
        lines.push(policy.category_title.clone());
    }
    lines.push(format!("`{}`", node.uri));
    lines.push(format!("Works on {}.", facts::releases(node)));
    lines.push(format!("Editions: {}.", facts::editions(node)));
    match &node.admx {
        None => lines.push(format!("Values: {}.", facts::allowed(node))),
        Some(policy) => {
            let key = format!("{}\\{}", facts::hive(node), policy.key);
            let writes = facts::writes(policy);
            lines.push(if writes.is_empty() {
                format!("Key `{key}`.")
            } else {
                format!("Key `{key}`: {}.", writes.join("; "))
            });
            lines.extend(policy.elements.iter().map(|element| format!("`{}`: {}.", element.id, facts::takes(element))));
        }
    }
    lines.join("\n\n")
}
