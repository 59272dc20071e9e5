//! A schema as text: compact, with a line for each node.

use serde_json::Value;

/// The schema of intents as it is printed: one line for each node, definition and key of the file, so that a difference
/// of two schemas shows the nodes that differ.
#[must_use]
pub fn schema_text(schema: &Value) -> String {
    let mut text = String::new();
    write(schema, 0, &mut text);
    text.push('\n');
    text
}

/// The deepest mapping that is broken into lines: `properties` of an area.
const DEEPEST: usize = 5;

fn write(value: &Value, depth: usize, text: &mut String) {
    match value.as_object().filter(|map| depth <= DEEPEST && !map.is_empty()) {
        None => text.push_str(&value.to_string()),
        Some(map) => {
            // The root, `properties`, `properties` of the two settings, `properties` of their areas; `definitions`.
            let broken = depth == 0 || depth % 2 == 1;
            let mut before = '{';
            for (key, inner) in map {
                text.push(before);
                text.push_str(if broken { "\n" } else { "" });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                let descends = match depth {
                    0 | 2 | 4 => key == "properties" || key == "definitions",
                    1 => key == "settings" || key == "userSettings",
                    3 => true,
                    _ => false,
                };
                write(inner, if descends { depth + 1 } else { DEEPEST + 1 }, text);
                before = ',';
            }
            text.push_str(if broken { "\n}" } else { "}" });
        }
    }
}
