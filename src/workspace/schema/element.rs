//! What stands behind `enabled:`: the elements of a policy.

use serde_json::{Map, Value, json};

use crate::catalog::{Element, ElementKind, EnumItem, Grammar, Node, RegistryData};

use super::super::facts;
use super::share::Definitions;

/// What stands behind `enabled:`.
pub(super) fn enabled(node: &Node, definitions: &mut Definitions) -> Value {
    let mut element = |element: &Element| (element.id.clone(), definitions.put(element_schema(element)));
    let properties: Map<String, Value> = node.elements().iter().map(&mut element).collect();
    let ids: Vec<&String> = properties.keys().collect();
    // A mapping under a list may be its content: names with values.
    let named = matches!(node.elements(), [Element { kind: ElementKind::List { value_prefix: None, .. }, .. }]);
    let mut schema = if named { json!({}) } else { json!({ "required": ids, "additionalProperties": false }) };
    if let Some(map) = schema.as_object_mut() {
        // These keywords say nothing of what is no mapping: the only element's value may stand there bare.
        match (node.elements(), properties.values().next()) {
            ([_], Some(direct)) => map.insert("anyOf".to_owned(), json!([direct, { "type": "object" }])),
            _ => map.insert("type".to_owned(), json!("object")),
        };
        map.insert("properties".to_owned(), Value::Object(properties));
    }
    definitions.put(schema)
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
        (ElementKind::Enum { items }, _) => json!({ "type": ["string", "integer"], "enum": choices(items) }),
    };
    if let Some(map) = schema.as_object_mut() {
        map.insert("markdownDescription".to_owned(), json!(takes(element)));
    }
    schema
}

/// What an element takes; an editor lists the items of a choice itself.
fn takes(element: &Element) -> String {
    match (&element.kind, &element.default) {
        (ElementKind::Enum { .. }, None) => "enum".to_owned(),
        (ElementKind::Enum { .. }, Some(default)) => format!("enum; gpedit presets {default}"),
        _ => facts::takes(element),
    }
}

/// The items of a choice, each by its name and by what it sends.
fn choices(items: &[EnumItem]) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for item in items {
        let sent = match &item.value {
            RegistryData::Decimal(value) => json!(value),
            RegistryData::Text(value) => json!(value),
        };
        for value in [json!(item.title), sent] {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    values
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
pub(super) fn skeleton(node: &Node) -> Value {
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
