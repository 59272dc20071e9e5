//! The value of a node without ADMX.

use crate::catalog::{Allowed, Format, Node};
use crate::text::terminal::short;
use crate::text::xml;
use crate::text::yaml::{self, Kind, Style, Untyped};

use super::super::{ProblemKind, State};
use super::Resolver;
use super::allowed::{fault, takes};
use super::setting::{STATES, meant_truth, only_entry};

impl<'c> Resolver<'c, '_> {
    pub(super) fn plain(&mut self, node: &'c Node, value: &yaml::Node) -> Option<State<'c>> {
        let what = node.short_name();
        if let (Some(delimiter), Kind::Sequence(items)) = (&node.delimiter, &value.kind) {
            return self.entries(node, delimiter, items);
        }
        let Some(scalar) = value.as_scalar() else {
            let only = only_entry(value).filter(|text| node.format != Format::Chr || !text.is_empty());
            let wants_quotes = is_text(node.format) && only_scalar(value).is_some_and(|only| !is_bare_text(only));
            let only = only.map(|text| if wants_quotes { format!("{text:?}") } else { text });
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
                if matches!(node.allowed, Some(Allowed::Enum(_) | Allowed::Ranges(_) | Allowed::Flags(_))) =>
            {
                scalar.text.clone()
            }
            (format, Untyped::Text) if is_text(format) => self.document(&what, value)?,
            (format, untyped) if is_text(format) && untyped != Untyped::Null => {
                self.problem(ProblemKind::Ambiguous(short(&scalar.text)), value.span);
                return None;
            }
            (format, _) => {
                let instead = match format {
                    Format::Int => scalar.text.parse::<i64>().ok().map(|number| number.to_string()),
                    Format::Bool => meant_truth(scalar).map(|truth| truth.to_string()),
                    Format::Null | Format::Node => Some("{}".to_owned()),
                    _ => None,
                };
                self.wrong_type(&what, &takes(node), value, instead);
                return None;
            }
        };
        match fault(node, &text) {
            None => Some(State::Value(text)),
            Some(kind) => {
                self.problem(kind, value.span);
                None
            }
        }
    }

    /// A text of one line or several: no attribute of a payload has to carry it.
    pub(super) fn document(&mut self, what: &str, value: &yaml::Node) -> Option<String> {
        let text = &value.as_scalar()?.text;
        if let Some(bad) = text.chars().find(|character| !xml::is_xml_char(*character)) {
            let message = format!("`{what}` holds U+{:04X}, which XML cannot carry", u32::from(bad));
            self.problem(ProblemKind::Character { message, help: "remove it".to_owned() }, value.span);
            return None;
        }
        Some(text.clone())
    }

    /// Entries of a list, joined as the node wants them.
    fn entries(&mut self, node: &'c Node, delimiter: &str, items: &[yaml::Node]) -> Option<State<'c>> {
        let what = node.short_name();
        let mut texts = Vec::new();
        for item in items {
            let Some(text) = self.entry(node, item) else { continue };
            let kind = if text.contains(delimiter) {
                Some(ProblemKind::Delimiter { what: what.clone(), delimiter: delimiter.to_owned() })
            } else {
                fault(node, &text).filter(|_| node.allowed.is_some())
            };
            match kind {
                Some(kind) => self.problem(kind, item.span),
                None => texts.push(text),
            }
        }
        (texts.len() == items.len()).then(|| State::Value(texts.join(delimiter)))
    }

    /// One entry: a number may stand for itself where only numbers can be meant.
    fn entry(&mut self, node: &Node, item: &yaml::Node) -> Option<String> {
        let is_number = item.as_scalar().is_some_and(|scalar| scalar.untyped() == Untyped::Integer);
        if is_number && matches!(node.allowed, Some(Allowed::Enum(_) | Allowed::Ranges(_) | Allowed::Regex(_))) {
            return item.as_scalar().map(|scalar| scalar.text.clone());
        }
        self.free_text(&node.short_name(), item, None).map(|text| text.to_string())
    }
}

/// A list's only entry.
fn only_scalar(value: &yaml::Node) -> Option<&yaml::Scalar> {
    match &value.kind {
        Kind::Sequence(items) if items.len() == 1 => items.first()?.as_scalar(),
        _ => None,
    }
}

/// Whether a scalar is a text without quotes.
fn is_bare_text(scalar: &yaml::Scalar) -> bool {
    scalar.style == Style::Plain && scalar.untyped() == Untyped::Text
}

/// Whether what is written is sent as it stands.
fn is_text(format: Format) -> bool {
    matches!(format, Format::Chr | Format::B64 | Format::Xml | Format::Bin | Format::Time)
}
