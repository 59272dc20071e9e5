//! A node: its states or values, bare or in a mapping.

use serde_json::{Map, Value, json};

use crate::catalog::{Allowed, AllowedValue, Format, Home, Node, Range};

use super::super::facts;
use super::share::{Definitions, reference};
use super::{SCALAR, element, hover};

const NOT_CONFIGURED: &str = "notConfigured";

/// What nodes refer to by name.
pub(super) fn basic() -> Map<String, Value> {
    let definitions = [
        ("switch", switch(Home::Area)),
        ("switched", mapping(Home::Area, &["enabled"], &json!(true), &["disabled", NOT_CONFIGURED])),
        ("valued", mapping(Home::Area, &["value"], &json!(true), &[NOT_CONFIGURED])),
        ("switchAt", switch(Home::Csp)),
        ("switchedAt", mapping(Home::Csp, &["enabled"], &json!(true), &["disabled", NOT_CONFIGURED])),
        ("valuedAt", mapping(Home::Csp, &["value"], &json!(true), &[NOT_CONFIGURED])),
        ("thereAt", mapping(Home::Csp, &[], &json!(true), &[NOT_CONFIGURED])),
        ("reasoned", reasoned()),
        ("note", note()),
        ("refs", refs()),
    ];
    definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A node: a reference to its shape, with its own hover beside it. Only annotations count there. Twins are nodes of an
/// area with the same title.
pub(super) fn schema(node: &Node, is_twin: bool, definitions: &mut Definitions) -> Value {
    let mut schema = if node.admx.is_none() {
        plain(node, definitions)
    } else if node.elements().is_empty() {
        reference(at(node, "switch"))
    } else {
        policy(node, definitions)
    };
    if let Some(map) = schema.as_object_mut() {
        map.insert("markdownDescription".to_owned(), json!(hover::hover(node, is_twin)));
    }
    schema
}

/// A policy with elements. What `enabled` takes stands beside the mapping that all such policies share.
fn policy(node: &Node, definitions: &mut Definitions) -> Value {
    let ids: Vec<&str> = node.elements().iter().map(|element| element.id.as_str()).collect();
    let message = format!("write `disabled`, `notConfigured`, or `enabled:` with {} below", ids.join(" and "));
    let snippet = json!([{ "label": "enabled", "body": { "enabled": element::skeleton(node) } }]);
    let enabled = element::enabled(node, definitions);
    definitions.put(json!({
        "anyOf": [
            { "enum": ["disabled", NOT_CONFIGURED], "errorMessage": message },
            { "type": "object", "defaultSnippets": snippet },
        ],
        "properties": { "enabled": enabled },
        "allOf": [reference(at(node, "switched"))],
    }))
}

/// A policy without elements.
fn switch(home: Home) -> Value {
    let states = ["enabled", "disabled", NOT_CONFIGURED];
    let snippet = json!({ "label": "state with its reason", "body": { "state": "${1:enabled}", "why": "$2" } });
    json!({
        "anyOf": [
            { "enum": states, "errorMessage": "write `enabled`, `disabled` or `notConfigured`" },
            { "type": "object", "defaultSnippets": [snippet] },
        ],
        "allOf": [mapping(home, &["enabled"], &json!({ "type": ["object", "null"], "maxProperties": 0 }), &states)],
    })
}

/// The definition for a policy, or that for a node at its address, which takes raw values too.
fn at(node: &Node, name: &'static str) -> &'static str {
    match (node.is_policy(), name) {
        (false, "switch") => "switchAt",
        (false, "switched") => "switchedAt",
        (false, "valued") => "valuedAt",
        (_, name) => name,
    }
}

/// A setting with its reason: its content under a key of its own, or its state; where it needs no key, nothing will do.
fn mapping(home: Home, keys: &[&str], content: &Value, states: &[&str]) -> Value {
    let mut properties = json!({
        "state": { "type": "string", "enum": states },
        "why": reference("note"),
        "refs": reference("refs"),
    });
    let mut forms = vec![json!({ "required": ["state"] })];
    if let Some(map) = properties.as_object_mut() {
        for key in keys {
            map.insert((*key).to_owned(), content.clone());
            forms.push(json!({ "required": [key] }));
        }
        if home == Home::Csp {
            let formats = ["chr", "int", "bool", "b64", "xml", "bin", "time", "null", "node"];
            map.insert("raw".to_owned(), json!(true));
            map.insert(
                "format".to_owned(),
                json!({ "enum": formats.map(Value::from).into_iter().chain([Value::Null]).collect::<Vec<_>>() }),
            );
            forms.push(json!({ "required": ["raw", "format"] }));
        }
    }
    let mut then = json!({ "additionalProperties": false, "properties": properties });
    if let (Some(map), [key, ..]) = (then.as_object_mut(), keys) {
        map.insert("anyOf".to_owned(), json!(forms));
        map.insert("not".to_owned(), json!({ "required": [key, "state"] }));
    }
    json!({ "if": { "type": "object" }, "then": then })
}

fn reasoned() -> Value {
    let snippet = json!({ "label": "value with its reason", "body": { "value": "$1", "why": "$2" } });
    json!({ "type": "object", "defaultSnippets": [snippet] })
}

fn note() -> Value {
    let what = "The reason, for reviewers and for descriptions in artifacts.";
    json!({ "type": SCALAR, "maxLength": 1000, "markdownDescription": what })
}

fn refs() -> Value {
    json!({
        "markdownDescription": "Control ids of baselines, such as `WN11-CC-000330`.",
        "anyOf": [{ "type": "array", "minItems": 1, "items": { "type": SCALAR } }, { "type": SCALAR }],
    })
}

/// A node without ADMX.
fn plain(node: &Node, definitions: &mut Definitions) -> Value {
    let content = definitions.put(value(node));
    let holds_nothing = !node.is_policy() && matches!(node.format, Format::Null | Format::Node);
    definitions.put(json!({
        "anyOf": [content, reference("reasoned")],
        "properties": { "value": content },
        "allOf": [reference(if holds_nothing { "thereAt" } else { at(node, "valued") })],
    }))
}

/// What `check` accepts as the value of a node without ADMX, as far as a schema can tell.
fn value(node: &Node) -> Value {
    if let Some(delimiter) = &node.delimiter {
        return list(delimiter);
    }
    match (&node.allowed, node.format) {
        (Some(Allowed::Enum(values)), format) => choice(node, values, format),
        (Some(Allowed::Ranges(ranges)), format) => limits(ranges, format),
        (Some(Allowed::Flags(values)), Format::Int) => number(0, sum(values).min(i32::MAX.into())),
        (Some(Allowed::Flags(_)), _) => json!({ "type": "string", "pattern": "^([0-9]+|notConfigured)$" }),
        (_, Format::Int) => number(i32::MIN.into(), i32::MAX.into()),
        (_, Format::Bool) => with_state(&json!({ "type": "boolean" }), "write `true`, `false` or `notConfigured`"),
        (_, Format::B64) => json!({
            "type": "string",
            "pattern": "^(([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?|notConfigured)$",
            "patternErrorMessage": "write bytes in Base64, with their padding",
        }),
        (_, Format::Null | Format::Node) => with_state(&json!({ "type": "object", "maxProperties": 0 }), "write `{}`"),
        (_, Format::Chr | Format::Xml | Format::Bin | Format::Time) => json!({ "type": "string" }),
    }
}

/// A number within the ranges: what lies between two of them only `check` tells.
fn limits(ranges: &[Range], format: Format) -> Value {
    let min = ranges.iter().map(|range| range.min).min().unwrap_or(i64::MIN);
    let max = ranges.iter().map(|range| range.max).max().unwrap_or(i64::MAX);
    if format == Format::Int {
        return number(min, max);
    }
    let pattern = "^(-?[0-9]+|notConfigured)$";
    json!({ "type": ["integer", "string"], "minimum": min, "maximum": max, "pattern": pattern })
}

/// A value, or the one state that every node has.
fn with_state(value: &Value, message: &str) -> Value {
    json!({ "anyOf": [value, { "enum": [NOT_CONFIGURED], "errorMessage": message }] })
}

fn number(min: i64, max: i64) -> Value {
    let message = format!("write a number from {min} to {max}, or `notConfigured`");
    with_state(&json!({ "type": "integer", "minimum": min, "maximum": max }), &message)
}

/// A YAML list of entries, or the text that is sent.
fn list(delimiter: &str) -> Value {
    let mut characters = delimiter.chars();
    let entry = match (characters.next(), characters.next()) {
        (Some(one), None) => {
            let escape = if "\\]^-[".contains(one) { "\\" } else { "" };
            let message = "write each entry of the list as an entry of its own";
            json!({ "type": "string", "pattern": format!("^[^{escape}{one}]*$"), "patternErrorMessage": message })
        }
        _ => json!({ "type": "string" }),
    };
    json!({ "type": ["array", "string"], "items": entry })
}

/// One of several values, each with its meaning.
fn choice(node: &Node, values: &[AllowedValue], format: Format) -> Value {
    let mut list = Vec::new();
    let mut meanings = Vec::new();
    for allowed in values {
        for value in written(&allowed.value, format) {
            list.push(value);
            meanings.push(allowed.meaning.as_str());
        }
    }
    list.push(json!(NOT_CONFIGURED));
    meanings.push("left to Windows (a Delete)");
    let message = format!("write its value: {}", facts::allowed(node));
    let mut schema = json!({ "enum": list, "errorMessage": message });
    if let Some(map) = schema.as_object_mut().filter(|_| values.iter().any(|allowed| !allowed.meaning.is_empty())) {
        map.insert("enumDescriptions".to_owned(), json!(meanings));
    }
    schema
}

/// How a value may stand in YAML: texts that look like numbers also without quotes.
fn written(text: &str, format: Format) -> Vec<Value> {
    let number = text.parse::<i64>().ok().map(Value::from);
    match (format, number) {
        (Format::Int, Some(number)) => vec![number],
        (Format::Bool, _) => vec![json!(text == "true")],
        (_, Some(number)) => vec![number, json!(text)],
        (_, None) => vec![json!(text)],
    }
}

/// The bits of all flags.
fn sum(flags: &[AllowedValue]) -> i64 {
    flags.iter().filter_map(|flag| flag_bits(&flag.value)).fold(0, |all, bits| all | bits)
}

/// `8` or `0x8`.
fn flag_bits(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}
