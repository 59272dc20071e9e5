//! The differences of two catalogs for people: by area, with `+`, `-` and `~` before the nodes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use serde_json::Value;

use super::{CatalogDiff, FieldChange, Label, TouchedIntent};

/// So many characters of a value are shown: JSON has it whole.
const LONGEST: usize = 160;

/// The differences as text, with a line of their number at the end.
#[must_use]
pub fn diff_human(diff: &CatalogDiff) -> String {
    if diff.is_empty() {
        return "the catalogs do not differ\n".to_owned();
    }
    let listing = Listing::of(diff);
    let mut text = String::new();
    let mut area = None;
    for entry in listing.entries() {
        if area != Some(&entry.label.area) {
            text.push_str(if area.is_some() { "\n" } else { "" });
            _ = writeln!(text, "{}", shown(&entry.label.area));
            area = Some(&entry.label.area);
        }
        listing.write(&entry, &mut text);
    }
    _ = writeln!(text, "\n{}", summary(diff));
    text
}

fn summary(diff: &CatalogDiff) -> String {
    let CatalogDiff { came, went, changed, .. } = diff;
    let nodes = if came.len() == 1 { "node" } else { "nodes" };
    let mut line = format!("{} {nodes} came, {} went, {} changed", came.len(), went.len(), changed.len());
    if diff.has_intents {
        let files: BTreeSet<&str> = diff.intents.iter().map(|touched| touched.file.as_str()).collect();
        _ = match files.len() {
            0 => write!(line, "; no intent is touched"),
            1 => write!(line, "; 1 intent is touched"),
            count => write!(line, "; {count} intents are touched"),
        };
    }
    line
}

/// A node that came, went or changed.
struct Entry<'d> {
    sign: char,
    uri: &'d str,
    label: &'d Label,
    fields: &'d [FieldChange],
}

/// The differences, with what belongs to a node found by its address.
struct Listing<'d> {
    diff: &'d CatalogDiff,
    moved_to: HashMap<&'d str, &'d str>,
    moved_from: HashMap<&'d str, &'d str>,
    intents: HashMap<&'d str, Vec<&'d TouchedIntent>>,
}

impl<'d> Listing<'d> {
    fn of(diff: &'d CatalogDiff) -> Self {
        let mut intents: HashMap<&str, Vec<&TouchedIntent>> = HashMap::new();
        for touched in &diff.intents {
            intents.entry(&touched.uri).or_default().push(touched);
        }
        Self {
            diff,
            moved_to: diff.moved.iter().map(|moved| (moved.from.as_str(), moved.to.as_str())).collect(),
            moved_from: diff.moved.iter().map(|moved| (moved.to.as_str(), moved.from.as_str())).collect(),
            intents,
        }
    }

    /// By area and name; a node of both trees stands twice in a row.
    fn entries(&self) -> Vec<Entry<'d>> {
        let diff = self.diff;
        let of = |sign: char, uri: &'d str, fields: &'d [FieldChange]| {
            Some(Entry { sign, uri, label: diff.labels.get(uri)?, fields })
        };
        let came = diff.came.iter().filter_map(|node| of('+', &node.uri, &[]));
        let went = diff.went.iter().filter_map(|node| of('-', &node.uri, &[]));
        let changed = diff.changed.iter().filter_map(|node| of('~', &node.uri, &node.fields));
        let mut entries: Vec<Entry<'d>> = came.chain(went).chain(changed).collect();
        let order = |entry: &Entry<'d>| (&entry.label.area, &entry.label.name, entry.label.scope, entry.uri);
        entries.sort_by(|left, right| order(left).cmp(&order(right)));
        entries
    }

    fn write(&self, entry: &Entry<'_>, text: &mut String) {
        let Label { name, scope, title, .. } = entry.label;
        _ = write!(text, "{} {} ({scope})", entry.sign, shown(name));
        if let Some(title) = title.as_deref().filter(|title| !title.is_empty()) {
            _ = write!(text, ": {}", shown(title));
        }
        text.push('\n');
        let named = |uri: &&str| self.diff.labels.get(*uri);
        if let Some(to) = self.moved_to.get(entry.uri).and_then(named) {
            _ = writeln!(text, "    moved to {}", whereabouts(to));
        }
        if let Some(from) = self.moved_from.get(entry.uri).and_then(named) {
            _ = writeln!(text, "    moved from {}", whereabouts(from));
        }
        for line in field_lines(entry.fields) {
            _ = writeln!(text, "    {line}");
        }
        for touched in self.intents.get(entry.uri).into_iter().flatten() {
            let TouchedIntent { file, line, column, .. } = touched;
            _ = writeln!(text, "    set in {}:{line}:{column}", shown(file));
        }
    }
}

fn whereabouts(label: &Label) -> String {
    format!("{}/{} ({})", shown(&label.area), shown(&label.name), label.scope)
}

/// A line for each field, and one for all entries that came to a list or went from it.
fn field_lines(fields: &[FieldChange]) -> Vec<String> {
    let mut lists: BTreeMap<&str, [Vec<String>; 2]> = BTreeMap::new();
    for change in fields {
        if let Some(member) = &change.member {
            let [went, came] = lists.entry(&member.list).or_default();
            let side = if change.new.is_null() { went } else { came };
            side.push(shown(&member.label));
        }
    }
    let line = |change: &FieldChange| match &change.member {
        None => Some(format!("{}: {} -> {}", shown(&change.field), value(&change.old), value(&change.new))),
        // With the first of them all are told.
        Some(member) => {
            let [went, came] = lists.remove(member.list.as_str())?;
            let sides = [("- ", went), ("+ ", came)].into_iter().filter(|(_, labels)| !labels.is_empty());
            let sides: Vec<String> = sides.map(|(sign, labels)| format!("{sign}{}", labels.join(", "))).collect();
            Some(format!("{}: {}", shown(&member.list), sides.join("; ")))
        }
    };
    fields.iter().filter_map(line).collect()
}

fn value(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => format!("`{}`", shown(text)),
        value => {
            let mut text = String::new();
            write_plain(value, &mut text);
            shown(&text)
        }
    }
}

/// Without quotes and without what is absent; no more than can be shown.
fn write_plain(value: &Value, text: &mut String) {
    // A character has at most four bytes.
    if text.len() > LONGEST * 4 {
        return;
    }
    let is_told = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let mut comma = "";
    match value {
        Value::String(word) => text.push_str(word),
        Value::Array(list) => {
            text.push('[');
            for item in list {
                text.push_str(std::mem::replace(&mut comma, ", "));
                write_plain(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            for (key, inner) in fields.iter().filter(|(_, inner)| is_told(inner)) {
                _ = write!(text, "{}{key}: ", std::mem::replace(&mut comma, ", "));
                write_plain(inner, text);
            }
            text.push('}');
        }
        value => _ = write!(text, "{value}"),
    }
}

/// Foreign text on one line, cut where nobody reads on.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for (at, character) in text.chars().enumerate() {
        match character {
            _ if at == LONGEST => {
                shown.push('…');
                break;
            }
            character if character.is_control() => shown.extend(character.escape_debug()),
            character => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fields::differences;
    use super::*;

    fn lines(old: &Value, new: &Value) -> Vec<String> {
        field_lines(&differences(old, new))
    }

    #[test]
    fn a_list_has_one_line() {
        let old = json!({ "access": ["Add", "Get"], "format": "chr" });
        let new = json!({ "access": ["Get", "Delete", "Replace"], "format": "int" });
        assert_eq!(lines(&old, &new), ["access: - Add; + Delete, Replace", "format: `chr` -> `int`"]);
        let ordered = lines(&json!({ "elements": ["A", "B"] }), &json!({ "elements": ["B", "A"] }));
        assert_eq!(ordered, ["elements: [A, B] -> [B, A]"]);
    }

    #[test]
    fn values_are_plain() {
        assert_eq!(value(&Value::Null), "none");
        assert_eq!(value(&json!("")), "\"\"");
        assert_eq!(value(&json!(true)), "true");
        let range = json!({ "kind": "range", "min": 0, "unit": null, "steps": [], "of": ["a", { "b": 1 }] });
        assert_eq!(value(&range), "{kind: range, min: 0, of: [a, {b: 1}]}");
    }

    #[test]
    fn foreign_text_stays_on_its_line_and_short() {
        assert_eq!(value(&json!("a\n+ b\u{1b}[2J")), "`a\\n+ b\\u{1b}[2J`");
        let long = "ž".repeat(1_000_000);
        assert_eq!(shown(&long).chars().count(), LONGEST + 1);
        let list = Value::from(vec![long; 100]);
        assert_eq!(value(&list).chars().count(), LONGEST + 1);
    }
}
