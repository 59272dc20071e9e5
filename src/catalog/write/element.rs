//! Elements of a policy, one line each where they are short.

use std::fmt::Write;

use crate::text::yaml::scalar;

use super::super::record::{Element, ElementKind, EnumItem, Grammar};
use super::{data, scalar_or_number, writes};

/// The longest element that stands on one line; of a longer one each item of its choice has a line of its own.
const LONGEST_LINE: usize = 200;

pub(super) fn write_all(text: &mut String, elements: &[Element]) {
    if elements.is_empty() {
        return;
    }
    text.push_str("    elements:\n");
    for element in elements {
        let (id, facts) = (scalar(&element.id), facts(element));
        let line = flow(&facts);
        if line.len() <= LONGEST_LINE {
            _ = writeln!(text, "      {id}: {line}");
            continue;
        }
        _ = writeln!(text, "      {id}:");
        for (key, value) in facts {
            match (&element.kind, key) {
                (ElementKind::Enum { items }, "items") => {
                    text.push_str("        items:\n");
                    for (title, value) in items.iter().map(item) {
                        _ = writeln!(text, "          {title}: {value}");
                    }
                }
                _ => _ = writeln!(text, "        {key}: {value}"),
            }
        }
    }
}

fn flow(facts: &[(&'static str, String)]) -> String {
    let facts: Vec<String> = facts.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{ {} }}", facts.join(", "))
}

fn item(item: &EnumItem) -> (String, String) {
    let value = data(&item.value);
    let value = match item.writes.as_slice() {
        [] => value,
        besides => format!("{{ value: {value}, writes: {} }}", writes(besides)),
    };
    (scalar(&item.title).into_owned(), value)
}

/// The facts of an element in the order in which they are written.
fn facts(element: &Element) -> Vec<(&'static str, String)> {
    let mut facts = vec![("type", element.kind.word().to_owned())];
    let mut add = |key: &'static str, value: Option<String>| facts.extend(value.map(|value| (key, value)));
    let flag = |is_set: bool| is_set.then(|| "true".to_owned());
    let quoted = |text: &Option<String>| text.as_ref().map(|text| scalar(text).into_owned());
    add("key", quoted(&element.key));
    add("valueName", quoted(&element.value_name));
    match &element.kind {
        ElementKind::Text { max_length, expandable } => {
            add("maxLength", Some(max_length.to_string()));
            add("expandable", flag(*expandable));
        }
        ElementKind::MultiText { max_length } => add("maxLength", Some(max_length.to_string())),
        ElementKind::Boolean { true_value, false_value, true_list, false_list } => {
            add("trueValue", true_value.as_ref().map(data));
            add("falseValue", false_value.as_ref().map(data));
            add("trueList", (!true_list.is_empty()).then(|| writes(true_list)));
            add("falseList", (!false_list.is_empty()).then(|| writes(false_list)));
        }
        ElementKind::Enum { items } => {
            let items: Vec<String> = items.iter().map(item).map(|(title, value)| format!("{title}: {value}")).collect();
            add("items", Some(format!("{{ {} }}", items.join(", "))));
        }
        ElementKind::Decimal { min, max, as_text } => {
            add("min", Some(min.to_string()));
            add("max", Some(max.to_string()));
            add("asText", flag(*as_text));
        }
        ElementKind::List { value_prefix, explicit_value, additive, expandable } => {
            add("valuePrefix", quoted(value_prefix));
            add("explicitValue", flag(*explicit_value));
            add("additive", flag(*additive));
            add("expandable", flag(*expandable));
        }
    }
    add("default", element.default.as_ref().map(|default| scalar_or_number(default)));
    add("grammar", element.grammar.map(|grammar| grammar_word(grammar).to_owned()));
    add("example", element.example.as_ref().map(|example| scalar_or_number(example)));
    facts
}

fn grammar_word(grammar: Grammar) -> &'static str {
    match grammar {
        Grammar::HostPatterns => "host-patterns",
        Grammar::Ipv4Ranges => "ipv4-ranges",
        Grammar::Ipv6Ranges => "ipv6-ranges",
        Grammar::Spns => "spns",
    }
}
