//! Definitions that several places of a schema share.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

const PREFIX: &str = "#/definitions/";

/// Schemas by name. Those put here are named by their content, so that one new node changes no other line of the file.
pub(super) struct Definitions {
    basic: Map<String, Value>,
    shared: Map<String, Value>,
}

impl Definitions {
    /// Definitions with names of their own.
    pub(super) fn new(basic: Map<String, Value>) -> Self {
        Self { basic, shared: Map::new() }
    }

    /// Defines a schema once, and gives the reference to it.
    pub(super) fn put(&mut self, schema: Value) -> Value {
        let digest = Sha256::digest(schema.to_string());
        let mut number = digest.iter().take(4).fold(0_u32, |all, byte| (all << 8) | u32::from(*byte));
        let name = loop {
            let name = format!("{number:08x}");
            if self.shared.get(&name).is_none_or(|known| *known == schema) {
                break name;
            }
            number = number.wrapping_add(1);
        };
        let reference = reference(&name);
        self.shared.entry(name).or_insert(schema);
        reference
    }

    /// A whole schema with the definitions it needs: what only one place refers to goes to that place.
    pub(super) fn into_schema(self, mut schema: Value) -> Value {
        let Self { basic, mut shared } = self;
        let mut counts = HashMap::new();
        count(&schema, &mut counts);
        shared.values().for_each(|definition| count(definition, &mut counts));
        let mut single: HashMap<String, Value> = HashMap::new();
        shared.retain(|name, definition| {
            let keeps = counts.get(name).is_some_and(|uses| *uses > 1);
            if !keeps {
                single.insert(name.clone(), definition.take());
            }
            keeps
        });
        inline(&mut schema, &mut single);
        shared.values_mut().for_each(|definition| inline(definition, &mut single));
        shared.sort_keys();
        let definitions: Map<String, Value> = basic.into_iter().chain(shared).collect();
        if let Some(map) = schema.as_object_mut() {
            map.insert("definitions".to_owned(), Value::Object(definitions));
        }
        schema
    }
}

/// A reference to a definition.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{PREFIX}{name}") })
}

fn referred(map: &Map<String, Value>) -> Option<&str> {
    map.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

/// How often each definition is referred to.
fn count(value: &Value, counts: &mut HashMap<String, usize>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = referred(map) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            map.values().for_each(|inner| count(inner, counts));
        }
        Value::Array(items) => items.iter().for_each(|inner| count(inner, counts)),
        _ => {}
    }
}

/// Puts definitions in the place of their references; the annotations beside a reference stay.
fn inline(value: &mut Value, single: &mut HashMap<String, Value>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Object(definition)) = referred(map).and_then(|name| single.remove(name)) {
                map.shift_remove("$ref");
                for (key, inner) in definition {
                    map.entry(key).or_insert(inner);
                }
            }
            map.values_mut().for_each(|inner| inline(inner, single));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| inline(inner, single)),
        _ => {}
    }
}
