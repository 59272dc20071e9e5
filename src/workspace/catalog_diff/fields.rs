//! Two nodes, field by field: over their JSON, so that a fact that is listed is compared too.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Lists whose order says nothing.
const SETS: [&str; 3] = ["access", "builds", "editions"];
/// By what an entry of a list is known, in the order of preference.
const KEYS: [&str; 6] = ["id", "code", "uri", "valueName", "value", "name"];

/// A field with two values.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FieldChange {
    /// The way to it in the node's JSON, entries of lists by their id, code, value or name: `format`, `allowed.max`,
    /// `access[Delete]`, `admx.elements[TrustedHostsList].maxLength`.
    pub field: String,
    /// What it was; null where it was not there.
    pub old: Value,
    /// What it is; null where it is not there.
    pub new: Value,
    /// Of an entry that came or went: the list.
    #[serde(skip)]
    pub(super) member: Option<Member>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    /// The field of the list.
    pub(super) list: String,
    /// What a person knows the entry by.
    pub(super) label: String,
}

/// The fields in which two values differ, in their order. The depth is that of the type behind the values.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare("", old, new, &mut changes);
    changes
}

fn compare(field: &str, old: &Value, new: &Value, changes: &mut Vec<FieldChange>) {
    match (old, new) {
        _ if old == new => {}
        // Of another kind nothing is left that could be compared.
        (Value::Object(old), Value::Object(new)) if old.get("kind") == new.get("kind") => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                let inner = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
                let [old, new] = [old, new].map(|fields| fields.get(key).unwrap_or(&Value::Null));
                compare(&inner, old, new, changes);
            }
        }
        (Value::Array(old_list), Value::Array(new_list)) => match by_key(old_list, new_list) {
            Some((old, new)) => compare_lists(field, &old, &new, changes),
            None => changes.push(FieldChange::whole(field, old, new)),
        },
        _ => changes.push(FieldChange::whole(field, old, new)),
    }
}

impl FieldChange {
    fn whole(field: &str, old: &Value, new: &Value) -> Self {
        Self { field: field.to_owned(), old: old.clone(), new: new.clone(), member: None }
    }
}

/// An entry of a list with its key.
struct Item<'v> {
    key: String,
    value: &'v Value,
}

impl Item<'_> {
    fn field(&self, list: &str) -> String {
        format!("{list}[{}]", self.key)
    }

    fn member(&self, list: &str) -> Member {
        let text = |key: &str| self.value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let label = match (text("name"), text("title").or_else(|| text("meaning"))) {
            (Some(name), _) => name.to_owned(),
            (None, Some(meaning)) => format!("{} ({meaning})", self.key),
            (None, None) => self.key.clone(),
        };
        Member { list: list.to_owned(), label }
    }
}

/// Both lists by the first key that tells the entries of each apart.
fn by_key<'v>(old: &'v [Value], new: &'v [Value]) -> Option<(Vec<Item<'v>>, Vec<Item<'v>>)> {
    let by = |key: Option<&str>| Some((items(old, key)?, items(new, key)?));
    by(None).or_else(|| KEYS.into_iter().find_map(|key| by(Some(key))))
}

/// The entries by a field of theirs, or by themselves; none where that does not tell them apart.
fn items<'v>(list: &'v [Value], key: Option<&str>) -> Option<Vec<Item<'v>>> {
    let mut seen = HashSet::new();
    let item = |value: &'v Value| {
        let key = word(key.map_or(Some(value), |key| value.get(key))?)?;
        seen.insert(key.clone()).then_some(Item { key, value })
    };
    list.iter().map(item).collect()
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn compare_lists(field: &str, old: &[Item<'_>], new: &[Item<'_>], changes: &mut Vec<FieldChange>) {
    let keys = |items: &[Item<'_>]| items.iter().map(|item| item.key.clone()).collect::<HashSet<_>>();
    let (old_keys, new_keys) = (keys(old), keys(new));
    let values: HashMap<&str, &Value> = new.iter().map(|item| (item.key.as_str(), item.value)).collect();
    for item in old {
        match values.get(item.key.as_str()) {
            Some(value) => compare(&item.field(field), item.value, value, changes),
            None => changes.push(FieldChange {
                member: Some(item.member(field)),
                ..FieldChange::whole(&item.field(field), item.value, &Value::Null)
            }),
        }
    }
    for item in new.iter().filter(|item| !old_keys.contains(&item.key)) {
        changes.push(FieldChange {
            member: Some(item.member(field)),
            ..FieldChange::whole(&item.field(field), &Value::Null, item.value)
        });
    }
    // What both have may stand in another order.
    let common = |items: &[Item<'_>], others: &HashSet<String>| {
        items.iter().map(|item| item.key.as_str()).filter(|key| others.contains(*key)).collect::<Value>()
    };
    let (before, after) = (common(old, &new_keys), common(new, &old_keys));
    if before != after && !is_set(field) {
        changes.push(FieldChange::whole(field, &before, &after));
    }
}

fn is_set(field: &str) -> bool {
    SETS.contains(&field.rsplit('.').next().unwrap_or(field))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn told(old: &Value, new: &Value) -> Vec<(String, Value, Value)> {
        differences(old, new).into_iter().map(|change| (change.field, change.old, change.new)).collect()
    }

    fn change(field: &str, old: Value, new: Value) -> (String, Value, Value) {
        (field.to_owned(), old, new)
    }

    #[test]
    fn plain_fields_have_both_values() {
        let old =
            json!({ "format": "chr", "allowed": { "kind": "range", "min": 0, "max": 9 }, "gone": true, "same": 1 });
        let new =
            json!({ "format": "int", "allowed": { "kind": "range", "min": 0, "max": 10 }, "same": 1, "later": "x" });
        let expected = [
            change("format", json!("chr"), json!("int")),
            change("allowed.max", json!(9), json!(10)),
            change("gone", json!(true), Value::Null),
            change("later", Value::Null, json!("x")),
        ];
        assert_eq!(told(&old, &new), expected);
        assert_eq!(told(&old, &old), []);
        assert_eq!(told(&json!({ "absent": null }), &json!({})), []);
    }

    #[test]
    fn another_kind_is_told_whole() {
        let (old, new) = (json!({ "kind": "range", "min": 0, "max": 9 }), json!({ "kind": "xml" }));
        let told = told(&json!({ "allowed": old }), &json!({ "allowed": new }));
        assert_eq!(told, [change("allowed", old, new)]);
    }

    #[test]
    fn sets_have_no_order() {
        let old = json!({ "access": ["Add", "Get"], "builds": ["10.0.1", "10.0.2"] });
        let new = json!({ "access": ["Get", "Delete"], "builds": ["10.0.2", "10.0.1"] });
        let expected =
            [change("access[Add]", json!("Add"), Value::Null), change("access[Delete]", Value::Null, json!("Delete"))];
        assert_eq!(told(&old, &new), expected);
        // Not stated is not the same as none.
        assert_eq!(told(&json!({ "editions": null }), &json!({ "editions": [] })).len(), 1);
    }

    #[test]
    fn entries_are_known_by_their_key() {
        let old = json!({ "elements": [{ "id": "A", "max": 1 }, { "id": "B", "max": 1 }] });
        let new = json!({ "elements": [{ "id": "B", "max": 2 }, { "id": "C", "max": 1 }] });
        let expected = [
            change("elements[A]", json!({ "id": "A", "max": 1 }), Value::Null),
            change("elements[B].max", json!(1), json!(2)),
            change("elements[C]", Value::Null, json!({ "id": "C", "max": 1 })),
        ];
        assert_eq!(told(&old, &new), expected);
        let turned = json!({ "elements": [{ "id": "B", "max": 1 }, { "id": "A", "max": 1 }] });
        assert_eq!(told(&old, &turned), [change("elements", json!(["A", "B"]), json!(["B", "A"]))]);
    }

    #[test]
    fn entries_that_nothing_tells_apart_are_told_together() {
        let old = json!({ "list": [{ "valueName": "A", "key": "x" }, { "valueName": "A", "key": "y" }] });
        let new = json!({ "list": [{ "valueName": "A", "key": "x" }] });
        assert_eq!(told(&old, &new), [change("list", old["list"].clone(), new["list"].clone())]);
        assert_eq!(told(&json!([[1], [2]]), &json!([[2]])), [change("", json!([[1], [2]]), json!([[2]]))]);
        // The number and the text are two values, and one key.
        assert_eq!(told(&json!({ "l": [1] }), &json!({ "l": ["1"] })), [change("l[1]", json!(1), json!("1"))]);
    }

    #[test]
    fn entries_are_called_by_what_people_know() {
        let label = |entry: Value| {
            let changes = differences(&json!({ "list": [] }), &json!({ "list": [entry] }));
            changes.into_iter().next().and_then(|change| change.member).map(|member| member.label)
        };
        assert_eq!(label(json!({ "code": "0x30", "name": "Pro" })).as_deref(), Some("Pro"));
        assert_eq!(label(json!({ "value": 2, "title": "Strict" })).as_deref(), Some("2 (Strict)"));
        assert_eq!(label(json!({ "value": "2", "meaning": "" })).as_deref(), Some("2"));
        assert_eq!(label(json!("Add")).as_deref(), Some("Add"));
    }

    /// Values with the names that the comparison looks for, small enough to be alike now and then.
    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3).prop_map(Value::from),
            "[01a]?".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let keys = prop::sample::select(vec!["kind", "id", "name", "list", "elements"]);
            let fields = prop::collection::btree_map(keys, inner.clone(), 0..4);
            let object = |fields: BTreeMap<&str, Value>| {
                Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            };
            prop_oneof![prop::collection::vec(inner, 0..4).prop_map(Value::from), fields.prop_map(object)]
        })
    }

    /// Without fields that are null: those are absent.
    fn stated(value: &Value) -> Value {
        match value {
            Value::Array(list) => list.iter().map(stated).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().filter(|(_, value)| !value.is_null());
                Value::Object(fields.map(|(key, value)| (key.clone(), stated(value))).collect())
            }
            value => value.clone(),
        }
    }

    proptest! {
        #[test]
        fn whatever_differs_is_told(old in values(), new in values()) {
            prop_assert_eq!(differences(&old, &old), []);
            if differences(&old, &new).is_empty() {
                prop_assert_eq!(stated(&old), stated(&new));
            }
        }

        #[test]
        fn the_way_back_is_the_other_way_round(old in values(), new in values()) {
            let sorted = |mut changes: Vec<(String, Value, Value)>| {
                changes.sort_by_key(|(field, old, new)| (field.clone(), old.to_string(), new.to_string()));
                changes
            };
            let back = told(&new, &old).into_iter().map(|(field, old, new)| (field, new, old)).collect();
            prop_assert_eq!(sorted(told(&old, &new)), sorted(back));
        }
    }
}
