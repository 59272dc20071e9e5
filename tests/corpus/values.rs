//! What nodes take.

use roxmltree::Node;
use serde_json::{Value, json};

use super::xml::{attribute, children, only, trimmed};

/// `AllowedValues`, and what stands in dependencies in the same shape. ADMX policies are elsewhere.
pub fn allowed(stated: Node<'_, '_>, format: &str) -> Value {
    let listed = || children(stated, "Enum").into_iter();
    let value = |listed: Node<'_, '_>| trimmed(only(listed, "Value").unwrap());
    let named = |one: Node<'_, '_>| {
        let meaning = only(one, "ValueDescription").map(trimmed).unwrap_or_default();
        json!({ "value": in_format(&value(one), format), "meaning": meaning })
    };
    let named = || listed().map(named).collect::<Vec<_>>();
    match attribute(stated, "ValueType").as_str() {
        "None" | "ADMX" => Value::Null,
        "ENUM" => json!({ "kind": "enum", "values": named() }),
        "Flag" => json!({ "kind": "flags", "values": named() }),
        "Range" => {
            // LAPS has its ranges where single values stand.
            let written = children(stated, "Value").into_iter().map(trimmed).chain(listed().map(value));
            json!({ "kind": "range", "ranges": written.flat_map(|text| ranges(&text)).collect::<Vec<_>>() })
        }
        "RegEx" => json!({ "kind": "regex", "pattern": only(stated, "Value").map(trimmed).unwrap() }),
        "XSD" => json!({ "kind": "xml" }),
        "JSON" => json!({ "kind": "json" }),
        "SDDL" => json!({ "kind": "sddl" }),
        other => panic!("values by {other}"),
    }
}

/// What stands between values, where there may be several.
pub fn delimiter(stated: Node<'_, '_>) -> Option<String> {
    let written = attribute(only(stated, "List")?, "Delimiter");
    let delimiter = match written.as_str() {
        "0xF000" | r"\xF000" => "\u{F000}",
        plain @ ("," | ";" | "|") => plain,
        other => panic!("{other} is no delimiter"),
    };
    Some(delimiter.to_owned())
}

/// Truth has five spellings, numbers two.
pub fn in_format(written: &str, format: &str) -> String {
    match (format, written, written.strip_prefix("0x")) {
        ("bool", "True" | "true" | "1", _) => "true".to_owned(),
        ("bool", "False" | "false" | "0", _) => "false".to_owned(),
        ("int", _, Some(digits)) => i64::from_str_radix(digits, 16).unwrap().to_string(),
        _ => written.to_owned(),
    }
}

/// `[0-30]`, `[(-1)-30]`, `[0]`, `[6,17]`.
fn ranges(text: &str) -> Vec<Value> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_else(|| panic!("{text}"));
    // So that the only hyphens left are those between two ends.
    let inner = inner.replace("(-", "minus").replace(')', "");
    let number = |text: &str| text.trim().replace("minus", "-").parse::<i64>().unwrap();
    let range = |part: &str| {
        let (min, max) = part.split_once('-').unwrap_or((part, part));
        json!({ "min": number(min), "max": number(max) })
    };
    inner.split(',').map(range).collect()
}
