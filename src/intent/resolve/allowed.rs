//! Texts against what a node without ADMX takes.

use std::borrow::Cow;

use crate::catalog::{Allowed, AllowedValue, Format, Node, Range};
use crate::text::nearest::nearest;
use crate::text::terminal::short;
use crate::text::xml;
use crate::values::{Pattern, is_sddl};

use super::super::{Form, ProblemKind};

/// What is wrong with a text as a value of a node; nothing where it may be sent.
pub(super) fn fault(node: &Node, text: &str) -> Option<ProblemKind> {
    let pattern = pattern_of(node);
    let Some(delimiter) = node.delimiter.as_deref().filter(|_| node.allowed.is_some()) else {
        return fault_of_one(node, pattern.as_ref(), text);
    };
    // A pattern describes the whole list for some nodes, and an entry for others.
    let whole = fault_of_one(node, pattern.as_ref(), text)?;
    if is_of_list(node, delimiter) {
        return Some(whole);
    }
    let of_entry = text.split(delimiter).map(str::trim).find_map(|entry| fault_of_one(node, pattern.as_ref(), entry));
    of_entry.map(|entry| if matches!(entry, ProblemKind::Form { .. }) { whole } else { entry })
}

/// The regular expression of a node; none also for one that cannot be compiled, which was told when the catalog was made.
fn pattern_of(node: &Node) -> Option<Pattern> {
    match &node.allowed {
        Some(Allowed::Regex(pattern)) => Pattern::new(pattern).ok(),
        _ => None,
    }
}

/// Whether a pattern has the delimiter in it, and so describes the whole list. `|` means something else in a pattern.
fn is_of_list(node: &Node, delimiter: &str) -> bool {
    matches!(&node.allowed, Some(Allowed::Regex(pattern)) if delimiter != "|" && pattern.contains(delimiter))
}

fn fault_of_one(node: &Node, compiled: Option<&Pattern>, text: &str) -> Option<ProblemKind> {
    let what = node.short_name();
    let number = number(text);
    let form = |form: Form, message: String| Some(ProblemKind::Form { what: node.short_name(), form, message });
    match (&node.allowed, node.format) {
        (Some(Allowed::Enum(values)), _) => {
            let is_item = |allowed: &AllowedValue| {
                allowed.value == text || (node.format == Format::Int && self::number(&allowed.value) == number)
            };
            let unknown = !values.iter().any(is_item);
            // Numbers are not misspelt.
            let near = || match number {
                Some(_) => Vec::new(),
                None => nearest(text, values.iter().map(|allowed| allowed.value.as_str())),
            };
            unknown.then(|| ProblemKind::EnumItem { what, found: short(text), items: pairs(values), near: near() })
        }
        (Some(Allowed::Ranges(ranges)), _) => {
            let is_in = |number: i64| ranges.iter().any(|range| (range.min..=range.max).contains(&number));
            (!number.is_some_and(is_in)).then(|| out_of_range(what, text, ranges))
        }
        (Some(Allowed::Flags(values)), _) => {
            let is_sum = number.is_some_and(|number| is_sum(number, values));
            (!is_sum).then(|| ProblemKind::Flags { what, found: short(text), items: pairs(values) })
        }
        (Some(Allowed::Regex(pattern)), _) => {
            let matches = compiled.is_some_and(|compiled| !compiled.matches(text));
            if matches { form(Form::Pattern, pattern.clone()) } else { None }
        }
        (Some(Allowed::Xml), _) | (_, Format::Xml) => xml_fault(text).and_then(|message| form(Form::Xml, message)),
        (Some(Allowed::Json), _) => {
            let read = serde_json::from_str::<serde::de::IgnoredAny>(text);
            read.err().and_then(|error| form(Form::Json, error.to_string()))
        }
        (Some(Allowed::Sddl), _) if !is_sddl(text) => form(Form::Sddl, String::new()),
        (_, Format::Int) if text.parse::<i32>().is_err() => {
            Some(out_of_range(what, text, &[Range { min: i32::MIN.into(), max: i32::MAX.into() }]))
        }
        (_, Format::B64) if !is_base64(text) => form(Form::Base64, String::new()),
        (_, Format::Time) if !is_time(text) => form(Form::Time, String::new()),
        _ => None,
    }
}

fn out_of_range(what: String, text: &str, ranges: &[Range]) -> ProblemKind {
    let ranges = ranges.iter().map(|range| (range.min, range.max)).collect();
    ProblemKind::Range { what, found: short(text), ranges }
}

fn pairs(values: &[AllowedValue]) -> Vec<(String, String)> {
    values.iter().map(|allowed| (allowed.value.clone(), allowed.meaning.clone())).collect()
}

/// Whether a number has no bits but those of the flags.
fn is_sum(sum: i64, flags: &[AllowedValue]) -> bool {
    let bits = flags.iter().filter_map(|flag| number(&flag.value)).fold(0, |all, bits| all | bits);
    sum >= 0 && sum & !bits == 0
}

/// `8` or `0x8`.
fn number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// Why a text is no XML document; none where it is one.
fn xml_fault(text: &str) -> Option<String> {
    match xml::parse(text) {
        Err(problem) => Some(problem.to_string()),
        Ok(root) if root.elements().count() != 1 => Some("a document has one element at its top".to_owned()),
        Ok(_) => None,
    }
}

/// Base64 with its padding (RFC 4648, section 4).
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}

/// The letters of ISO 8601 dates, times and durations. Which of these a node means is not stated.
fn is_time(text: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_digit() || b"-:.,+TZPYMWDHS".contains(&byte);
    text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(is_known)
}

/// What a node takes, for a message.
pub(super) fn takes(node: &Node) -> Cow<'static, str> {
    if node.delimiter.is_some() {
        return "a list".into();
    }
    match &node.allowed {
        Some(Allowed::Enum(values)) => one_of(values).into(),
        Some(Allowed::Ranges(ranges)) => {
            let ranges: Vec<String> = ranges.iter().map(|range| format!("{} to {}", range.min, range.max)).collect();
            format!("a number from {}", ranges.join(", or from ")).into()
        }
        Some(Allowed::Flags(_)) => "a sum of its flags".into(),
        Some(Allowed::Regex(pattern)) => format!("a text that matches `{pattern}`").into(),
        Some(Allowed::Xml) => "an XML document".into(),
        Some(Allowed::Json) => "a JSON document in quotes".into(),
        Some(Allowed::Sddl) => "a security descriptor".into(),
        None => plain_type(node.format).into(),
    }
}

fn one_of(values: &[AllowedValue]) -> String {
    let shown = |allowed: &AllowedValue| match allowed.meaning.as_str() {
        "" => format!("`{}`", allowed.value),
        meaning => format!("`{}` ({meaning})", allowed.value),
    };
    match values.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} or {}", before.iter().map(shown).collect::<Vec<_>>().join(", "), shown(last))
        }
        _ => values.iter().map(shown).collect(),
    }
}

fn plain_type(format: Format) -> &'static str {
    match format {
        Format::Int => "a number",
        Format::Bool => "`true` or `false`",
        Format::Chr | Format::Bin => "a text",
        Format::B64 => "bytes in Base64",
        Format::Xml => "an XML document",
        Format::Time => "a time",
        Format::Null | Format::Node => "`{}`, as it holds no value",
    }
}
