//! Values to show as examples: in helps, in `explain`, in the schema's skeletons. They are such that no rule warns of them.

use crate::text::yaml::scalar;

use super::node::Node;
use super::record::{Allowed, AllowedValue, Element, ElementKind, Format, Grammar};

impl Element {
    /// An example of its value, as YAML: the catalog's own, else what gpedit presets, else the least there is.
    #[must_use]
    pub fn example(&self) -> String {
        if let Some(example) = self.example.as_ref().or(self.default.as_ref()) {
            return written(example, &self.kind);
        }
        match (self.grammar, &self.kind) {
            (Some(Grammar::HostPatterns), _) => "[srv1.example.com]".to_owned(),
            // An empty filter listens on no address: nobody's default.
            (Some(Grammar::Ipv4Ranges | Grammar::Ipv6Ranges), _) => "\"*\"".to_owned(),
            (Some(Grammar::Spns), _) => "[WSMAN/srv1.example.com]".to_owned(),
            (None, ElementKind::Boolean { .. }) => "false".to_owned(),
            (None, ElementKind::Decimal { min, .. }) => min.to_string(),
            (None, kind @ ElementKind::Enum { items }) => {
                items.first().map_or_else(String::new, |item| written(&item.title, kind))
            }
            (None, ElementKind::Text { .. }) => "\"\"".to_owned(),
            (None, ElementKind::List { explicit_value: true, .. }) => "{ name: value }".to_owned(),
            (None, ElementKind::List { .. } | ElementKind::MultiText { .. }) => "[]".to_owned(),
        }
    }

    /// What gpedit presets, where the example is something else.
    #[must_use]
    pub fn other_preset(&self) -> Option<&str> {
        self.default.as_deref().filter(|default| self.example.as_deref().is_some_and(|example| example != *default))
    }
}

impl Node {
    /// An example of the state or value of a node without elements, as YAML.
    #[must_use]
    pub fn example(&self) -> String {
        if let Some(example) = &self.example {
            return example.clone();
        }
        if self.admx.is_some() {
            return "disabled".to_owned();
        }
        let first = |values: &[AllowedValue]| values.first().map(|allowed| text_or_number(&allowed.value, self.format));
        match (&self.allowed, self.format) {
            (Some(Allowed::Enum(values) | Allowed::Flags(values)), _) => first(values).unwrap_or_default(),
            (Some(Allowed::Ranges(ranges)), _) => ranges.first().map(|range| range.min.to_string()).unwrap_or_default(),
            (_, Format::Node | Format::Null) => "{}".to_owned(),
            (_, Format::Int) => "0".to_owned(),
            (_, Format::Bool) => "false".to_owned(),
            (_, Format::Time) => "2030-01-01T00:00:00Z".to_owned(),
            (Some(Allowed::Xml), _) | (_, Format::Xml) => "'<example/>'".to_owned(),
            (Some(Allowed::Json), _) => "'{}'".to_owned(),
            (Some(Allowed::Sddl), _) => "'O:LSD:(A;;CC;;;BA)'".to_owned(),
            _ if self.delimiter.is_some() => "[]".to_owned(),
            _ => "\"\"".to_owned(),
        }
    }
}

/// A value as YAML: a number or truth as it is where the node takes one.
fn text_or_number(value: &str, format: Format) -> String {
    let is_number = value.parse::<i64>().is_ok_and(|number| number.to_string() == value);
    if is_number || format == Format::Bool { value.to_owned() } else { scalar(value).into_owned() }
}

/// A preset as YAML: numbers and truth as they are, texts so that they stay texts.
fn written(text: &str, kind: &ElementKind) -> String {
    match kind {
        ElementKind::Text { .. } | ElementKind::MultiText { .. } | ElementKind::Enum { .. } => {
            scalar(text).into_owned()
        }
        _ => text.to_owned(),
    }
}
