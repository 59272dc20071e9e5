//! The value of a node without ADMX.

use crate::catalog::{Allowed, AllowedValue, Format, Node};
use crate::text::terminal::short;
use crate::text::xml;
use crate::text::yaml::{self, Kind, Untyped};

use super::super::{ProblemKind, State};
use super::Resolver;
use super::setting::{STATES, meant_truth, only_entry};

impl<'c> Resolver<'c, '_> {
    pub(super) fn plain(&mut self, node: &'c Node, value: &yaml::Node) -> Option<State<'c>> {
        let what = node.short_name();
        if let (Some(Allowed::List { delimiter }), Kind::Sequence(items)) = (&node.allowed, &value.kind) {
            return self.entries(&what, delimiter, items);
        }
        let Some(scalar) = value.as_scalar() else {
            let only = only_entry(value).filter(|text| node.format != Format::Chr || !text.is_empty());
            self.wrong_type(&what, &takes(node), value, only);
            return None;
        };
        if scalar.text == "notConfigured" {
            return Some(State::NotConfigured);
        }
        if STATES.contains(&scalar.text.as_str()) {
            self.state_on_value(node, value, None);
            return None;
        }
        let text = match (node.format, scalar.untyped()) {
            (Format::Int, Untyped::Integer) => scalar.text.clone(),
            (Format::Bool, Untyped::Boolean(truth)) => truth.to_string(),
            // Where only numbers are allowed as text, nobody takes them for anything else.
            (Format::Chr, Untyped::Integer)
                if matches!(node.allowed, Some(Allowed::Enum(_) | Allowed::Range { .. })) =>
            {
                scalar.text.clone()
            }
            (Format::Chr | Format::B64, Untyped::Text) => self.document(&what, value)?,
            (Format::Chr | Format::B64, untyped) if untyped != Untyped::Null => {
                self.problem(ProblemKind::Ambiguous(short(&scalar.text)), value.span);
                return None;
            }
            (format, _) => {
                let instead = match format {
                    Format::Int => scalar.text.parse::<i32>().ok().map(|number| number.to_string()),
                    Format::Bool => meant_truth(scalar).map(|truth| truth.to_string()),
                    Format::Chr | Format::B64 => None,
                };
                self.wrong_type(&what, &takes(node), value, instead);
                return None;
            }
        };
        self.allowed(node, text, value)
    }

    /// A text of one line or several: no attribute of a payload has to carry it.
    fn document(&mut self, what: &str, value: &yaml::Node) -> Option<String> {
        let text = &value.as_scalar()?.text;
        if let Some(bad) = text.chars().find(|character| !xml::is_xml_char(*character)) {
            let message = format!("`{what}` holds U+{:04X}, which XML cannot carry", u32::from(bad));
            self.problem(ProblemKind::Character { message, help: "remove it".to_owned() }, value.span);
            return None;
        }
        Some(text.clone())
    }

    /// Entries of a list, joined as the node wants them.
    fn entries(&mut self, what: &str, delimiter: &str, items: &[yaml::Node]) -> Option<State<'c>> {
        let mut texts = Vec::new();
        for item in items {
            let Some(text) = self.free_text(what, item, None) else { continue };
            if text.as_str().contains(delimiter) {
                let (what, delimiter) = (what.to_owned(), delimiter.to_owned());
                self.problem(ProblemKind::Delimiter { what, delimiter }, item.span);
            } else {
                texts.push(text.to_string());
            }
        }
        (texts.len() == items.len()).then(|| State::Value(texts.join(delimiter)))
    }

    fn allowed(&mut self, node: &'c Node, text: String, value: &yaml::Node) -> Option<State<'c>> {
        let what = node.short_name();
        let number = text.parse::<i64>().ok();
        let pairs = |values: &[AllowedValue]| -> Vec<(String, String)> {
            values.iter().map(|allowed| (allowed.value.clone(), allowed.meaning.clone())).collect()
        };
        let kind = match &node.allowed {
            Some(Allowed::Enum(values)) if !values.iter().any(|allowed| allowed.value == text) => {
                ProblemKind::EnumItem { what, found: short(&text), items: pairs(values), near: Vec::new() }
            }
            Some(Allowed::Range { min, max }) if number.is_none_or(|number| number < *min || number > *max) => {
                ProblemKind::Range { what, found: short(&text), min: *min, max: *max }
            }
            Some(Allowed::Flags(values)) if !number.is_some_and(|number| is_sum(number, values)) => {
                ProblemKind::Flags { what, found: short(&text), items: pairs(values) }
            }
            Some(Allowed::Xml) if xml_fault(&text).is_some() => {
                ProblemKind::NotXml { what, message: xml_fault(&text).unwrap_or_default() }
            }
            _ if node.format == Format::Int && text.parse::<i32>().is_err() => {
                ProblemKind::Range { what, found: short(&text), min: i32::MIN.into(), max: i32::MAX.into() }
            }
            _ if node.format == Format::B64 && !is_base64(&text) => ProblemKind::NotBase64(what),
            _ => return Some(State::Value(text)),
        };
        self.problem(kind, value.span);
        None
    }
}

/// Whether a number has no bits but those of the flags.
fn is_sum(number: i64, flags: &[AllowedValue]) -> bool {
    let bits = flags.iter().filter_map(|flag| flag_bits(&flag.value)).fold(0, |all, bits| all | bits);
    number >= 0 && number & !bits == 0
}

/// `8` or `0x8`.
fn flag_bits(text: &str) -> Option<i64> {
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

pub(super) fn takes(node: &Node) -> String {
    match &node.allowed {
        Some(Allowed::Enum(values)) => one_of(values),
        Some(Allowed::Range { min, max }) => format!("a number from {min} to {max}"),
        Some(Allowed::Flags(_)) => "a sum of its flags".to_owned(),
        Some(Allowed::List { .. }) => "a list".to_owned(),
        Some(Allowed::Xml) => "an XML document".to_owned(),
        None => plain_type(node.format).to_owned(),
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
        Format::Chr => "a text",
        Format::B64 => "bytes in Base64",
    }
}
