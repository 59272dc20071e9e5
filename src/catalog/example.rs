//! Values to show as examples: in helps, in `explain`, in the schema's skeletons. They are such that no rule warns of them.

use super::node::Node;
use super::record::{Allowed, Element, ElementKind, Grammar};

impl Element {
    /// An example of its value, as YAML: the catalog's own, else what gpedit presets, else the least there is.
    #[must_use]
    pub fn example(&self) -> String {
        if let Some(example) = self.example.as_ref().or(self.default.as_ref()) {
            return yaml_text(example, &self.kind);
        }
        match (self.grammar, &self.kind) {
            (Some(Grammar::HostPatterns), _) => "[srv1.example.com]".to_owned(),
            // An empty filter listens on no address: nobody's default.
            (Some(Grammar::Ipv4Ranges | Grammar::Ipv6Ranges), _) => "\"*\"".to_owned(),
            (Some(Grammar::Spns), _) => "[WSMAN/srv1.example.com]".to_owned(),
            (None, ElementKind::Boolean { .. }) => "false".to_owned(),
            (None, ElementKind::Decimal { min, .. }) => min.to_string(),
            (None, kind @ ElementKind::Enum { items }) => {
                items.first().map_or_else(String::new, |item| yaml_text(&item.title, kind))
            }
            (None, ElementKind::Text { .. }) => "\"\"".to_owned(),
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
        match &self.allowed {
            _ if self.admx.is_some() => "disabled".to_owned(),
            Some(Allowed::Enum(values)) => values.first().map(|allowed| allowed.value.clone()).unwrap_or_default(),
            Some(Allowed::Range { min, .. }) => min.to_string(),
            None => "\"\"".to_owned(),
        }
    }
}

/// A text in quotes where YAML would take it for something else.
fn yaml_text(text: &str, kind: &ElementKind) -> String {
    let is_text = matches!(kind, ElementKind::Text { .. } | ElementKind::MultiText { .. } | ElementKind::Enum { .. });
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || " -_./()".contains(character))
        && !text.ends_with(' ')
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text.to_ascii_lowercase().as_str());
    if is_plain || !is_text { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
