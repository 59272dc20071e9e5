//! A setting's state: the forms of the intent file, for ADMX-backed nodes and for others.

use std::borrow::Cow;

use crate::catalog::{Allowed, Element, ElementKind, Node};
use crate::text::Span;
use crate::text::nearest::nearest;
use crate::text::terminal::short;
use crate::text::yaml::{self, Entry, Kind, Untyped};

use super::super::read::annotations;
use super::super::written;
use super::super::{Missing, ProblemKind, Setting, State};
use super::Resolver;
use super::allowed::takes;

/// Keys of a setting's mapping, for an ADMX-backed node and for another.
const POLICY_KEYS: &[&str] = &["enabled", "state", "why", "refs"];
const VALUE_KEYS: &[&str] = &["value", "state", "why", "refs"];
pub(super) const STATES: [&str; 3] = ["enabled", "disabled", "notConfigured"];

impl<'c> Resolver<'c, '_> {
    pub(super) fn setting(&mut self, written: &written::Setting, node: &'c Node) -> Option<Setting<'c>> {
        self.setting_of(node, &written.value, written.name.span)
    }

    /// The setting of a node whose name stands at a place.
    pub(super) fn setting_of(&mut self, node: &'c Node, value: &yaml::Node, name_span: Span) -> Option<Setting<'c>> {
        if !self.is_settable(node, value, name_span) {
            return None;
        }
        let is_empty = matches!(&value.kind, Kind::Mapping(entries) if entries.is_empty());
        let (state, why, refs) = match &value.kind {
            // There is nothing to say of its content.
            Kind::Mapping(_) if is_empty && holds_nothing(node) => {
                (Some(State::Value(String::new())), None, Vec::new())
            }
            // A document written as YAML.
            Kind::Mapping(entries) if node.allowed == Some(Allowed::Json) && !entries.iter().any(is_of_value) => {
                self.wrong_type(&node.short_name(), &takes(node), value, None);
                (None, None, Vec::new())
            }
            Kind::Mapping(entries) => {
                let (why, refs) = annotations(entries, self.problems);
                (self.mapping(node, value, entries), why, refs)
            }
            _ if node.admx.is_some() => (self.state(node, value), None, Vec::new()),
            _ => (self.plain(node, value), None, Vec::new()),
        };
        let (span, extent) = (state_place(value), name_span.to(value.span));
        let setting =
            Setting { node, uri: Cow::Borrowed(&node.uri), state: state?, name_span, span, extent, why, refs };
        self.is_removable(&setting).then_some(setting)
    }

    fn mapping(&mut self, node: &'c Node, value: &yaml::Node, entries: &[Entry]) -> Option<State<'c>> {
        let policy = node.admx.is_some();
        let keys = if policy { POLICY_KEYS } else { VALUE_KEYS };
        let (mut sound, mut misplaced_element) = (true, false);
        for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.value.as_str())) {
            sound = false;
            if self.other_form(node, entry) {
                // What else is missing then is not missing but said in another way.
                misplaced_element = true;
                continue;
            }
            let kind = misplaced(node, entry, keys);
            misplaced_element |= matches!(kind, ProblemKind::ElementPlace { .. });
            self.problem(kind, entry.key.span);
        }
        if misplaced_element {
            // What else is missing then is not missing but elsewhere.
            return None;
        }
        let find = |key: &str| entries.iter().find(|entry| entry.key.value == key);
        let (enabled, value_entry) = (find("enabled"), find("value"));
        let content = if policy { enabled } else { value_entry };
        let state = match (content, find("state")) {
            (Some(_), Some(state)) => {
                let word = state.value.as_scalar().map(|scalar| scalar.text.clone()).unwrap_or_default();
                self.problem(ProblemKind::TwoStates { node: node.short_name(), word }, state.key.span);
                None
            }
            (Some(content), None) if policy => self.enabled(node, &content.value, content.key.span),
            (Some(content), None) => self.plain(node, &content.value),
            (None, Some(state)) => self.state(node, &state.value),
            (None, None) if sound && holds_nothing(node) => Some(State::Value(String::new())),
            (None, None) if sound => {
                let forms = match (policy, node.elements()) {
                    (true, []) => "`state: enabled` or `state: disabled`",
                    (true, _) => "`enabled:` with its elements, or `state: disabled`",
                    (false, _) => "`value:`",
                };
                self.problem(ProblemKind::NoState { node: node.short_name(), forms }, value.span);
                None
            }
            (None, None) => None,
        };
        state.filter(|_| sound)
    }

    /// A policy's key on a value, or a value's key on a policy: what was meant is clear.
    fn other_form(&mut self, node: &Node, entry: &Entry) -> bool {
        let key = entry.key.value.as_str();
        match (node.admx.is_some(), key) {
            (true, "value") => {
                self.bad_state(node, &entry.value, entry.key.span.to(entry.value.span));
                true
            }
            (false, "enabled" | "disabled") => {
                let (node, takes) = (node.short_name(), takes(node).into_owned());
                let behind = if key == "enabled" { "enabled:" } else { "disabled:" };
                self.problem(ProblemKind::StateOnValue { node, takes, behind: Some(behind) }, entry.key.span);
                true
            }
            _ => false,
        }
    }

    /// A state by itself.
    fn state(&mut self, node: &'c Node, value: &yaml::Node) -> Option<State<'c>> {
        let word = value.as_scalar().map(|scalar| scalar.text.as_str());
        match word {
            Some("notConfigured") => Some(State::NotConfigured),
            Some(_) if node.admx.is_none() => {
                self.state_on_value(node, value, Some("state:"));
                None
            }
            Some("disabled") => Some(State::Disabled),
            Some("enabled") => self.with_elements(node, &[], value.span, true),
            _ => {
                self.bad_state(node, value, value.span);
                None
            }
        }
    }

    fn bad_state(&mut self, node: &Node, value: &yaml::Node, place: Span) {
        let key = if place == value.span { "" } else { "value: " };
        let (found, meant) = match value.as_scalar() {
            Some(scalar) if scalar.is_null() => ("nothing".to_owned(), None),
            Some(scalar) => (format!("`{key}{}`", short(&scalar.text)), meant_state(scalar)),
            None => (value.description().to_owned(), None),
        };
        let (meant, skeleton) = match direct(node, value) {
            Some(direct) => (Some("enabled"), Some(direct)),
            None => (meant, skeleton(node)),
        };
        self.problem(ProblemKind::State { node: node.short_name(), found, meant, skeleton }, place);
    }

    pub(super) fn state_on_value(&mut self, node: &Node, value: &yaml::Node, behind: Option<&'static str>) {
        let kind = ProblemKind::StateOnValue { node: node.short_name(), takes: takes(node).into_owned(), behind };
        self.problem(kind, value.span);
    }

    /// What stands behind `enabled:`.
    fn enabled(&mut self, node: &'c Node, value: &yaml::Node, key: Span) -> Option<State<'c>> {
        match (node.elements(), &value.kind) {
            ([], _) if value.is_null() => Some(State::Enabled(Vec::new())),
            ([], Kind::Mapping(entries)) if entries.is_empty() => Some(State::Enabled(Vec::new())),
            ([], _) => {
                let off = value.as_scalar().and_then(meant_state) == Some("disabled");
                let meant = if off { "disabled" } else { "enabled" };
                self.problem(ProblemKind::NoElements { node: node.short_name(), meant }, value.span);
                None
            }
            ([only], _) if takes_directly(only, value) => {
                let element = self.element(only, value)?;
                Some(State::Enabled(vec![element]))
            }
            (_, Kind::Mapping(entries)) => self.with_elements(node, entries, key, false),
            (_, _) if value.is_null() => self.with_elements(node, &[], key, false),
            _ => {
                let what = format!("`enabled` of `{}`", node.short_name());
                let expected = skeleton(node).map(|skeleton| format!("its elements, as in `{skeleton}`"));
                let expected = expected.unwrap_or_default();
                self.problem(ProblemKind::Shape { what, expected, found: value.description() }, value.span);
                None
            }
        }
    }

    /// The elements below `enabled:`, or none where only the word stands there. Missing ones are reported at `place`.
    fn with_elements(&mut self, node: &'c Node, entries: &[Entry], place: Span, bare: bool) -> Option<State<'c>> {
        let (mut sound, mut misspelt) = (true, Vec::new());
        for entry in entries.iter().filter(|entry| node.element(&entry.key.value).is_none()) {
            sound = false;
            let kind = self.unknown_element(node, &entry.key.value);
            if let ProblemKind::UnknownElement { near, owner: None, .. } = &kind {
                misspelt.extend(near.first().cloned());
            }
            self.problem(kind, entry.key.span);
        }
        let (mut elements, mut missing) = (Vec::new(), Vec::new());
        for facts in node.elements() {
            match entries.iter().find(|entry| entry.key.value == facts.id) {
                Some(entry) => elements.push(self.element(facts, &entry.value)),
                // One fault, one finding: what is misspelt is not missing.
                None if misspelt.contains(&facts.id) => {}
                None => missing.push(Missing::of(facts)),
            }
        }
        if !missing.is_empty() {
            sound = false;
            self.problem(ProblemKind::MissingElements { node: node.short_name(), missing, bare }, place);
        }
        let elements: Option<Vec<_>> = elements.into_iter().collect();
        elements.filter(|_| sound).map(State::Enabled)
    }

    fn unknown_element(&mut self, node: &Node, id: &str) -> ProblemKind {
        let known: Vec<String> = node.elements().iter().map(|element| element.id.clone()).collect();
        let near = nearest(id, known.iter().map(String::as_str));
        // An id that several policies have tells nothing.
        let mut owners: Vec<String> = Vec::new();
        if self.may_suggest() {
            let nodes = self.catalog.nodes().into_iter().filter(|other| other.element(id).is_some());
            owners.extend(nodes.map(Node::short_name));
            owners.dedup();
        }
        let owner = owners.pop().filter(|_| owners.is_empty());
        ProblemKind::UnknownElement { node: node.short_name(), id: id.to_owned(), near, known, owner }
    }
}

/// Whether a key is one of a value's mapping.
fn is_of_value(entry: &Entry) -> bool {
    VALUE_KEYS.contains(&entry.key.value.as_str())
}

/// Whether a node is set by being there.
fn holds_nothing(node: &Node) -> bool {
    node.format.is_empty()
}

/// Where the state or value itself stands.
fn state_place(value: &yaml::Node) -> Span {
    let Kind::Mapping(entries) = &value.kind else { return value.span };
    let said = |entry: &&Entry| ["enabled", "state", "value"].contains(&entry.key.value.as_str());
    entries.iter().find(said).map_or(value.span, |entry| match entry.value.kind {
        Kind::Scalar(_) if !entry.value.is_null() => entry.value.span,
        _ => entry.key.span,
    })
}

/// What to say of a key that a setting's mapping does not take.
fn misplaced(node: &Node, entry: &Entry, known: &'static [&'static str]) -> ProblemKind {
    let key = &entry.key.value;
    if node.admx.is_some() && key == "disabled" {
        return ProblemKind::ElementPlace { element: inside(&entry.value), under: Some("disabled") };
    }
    if node.admx.is_some() && key == "notConfigured" {
        return ProblemKind::ElementPlace { element: inside(&entry.value), under: Some("notConfigured") };
    }
    if node.element(key).is_some() {
        return ProblemKind::ElementPlace { element: key.clone(), under: None };
    }
    let near = nearest(key, known.iter().copied());
    ProblemKind::UnknownKey { key: key.clone(), near, known }
}

/// The first key below a state that has no elements.
fn inside(value: &yaml::Node) -> String {
    match &value.kind {
        Kind::Mapping(entries) => entries.first().map(|entry| entry.key.value.clone()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Whether a value belongs to a policy's only element as it stands: everything but a mapping whose only key is the
/// element's id, and for elements that are no list any mapping.
fn takes_directly(only: &Element, value: &yaml::Node) -> bool {
    match (&value.kind, &only.kind) {
        (Kind::Mapping(entries), ElementKind::List { .. }) => {
            !matches!(entries.as_slice(), [entry] if entry.key.value == only.id)
        }
        (Kind::Mapping(_), _) => false,
        _ => !value.is_null(),
    }
}

/// What `enabled:` needs behind it: the only element's value, or all elements; none for a policy without elements.
fn skeleton(node: &Node) -> Option<String> {
    match node.elements() {
        [] => None,
        [only] => Some(only.example()),
        elements => {
            let pairs = elements.iter().map(|element| format!("{}: {}", element.id, element.example()));
            Some(format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", ")))
        }
    }
}

/// What was written in place of a state and is the value of the policy's only element.
fn direct(node: &Node, value: &yaml::Node) -> Option<String> {
    let [only] = node.elements() else { return None };
    match (&only.kind, &value.kind) {
        (ElementKind::Decimal { .. }, Kind::Scalar(scalar)) if scalar.untyped() == Untyped::Integer => {
            Some(scalar.text.clone())
        }
        (ElementKind::Enum { items }, Kind::Scalar(scalar)) => {
            items.iter().find(|item| item.title == scalar.text).map(|item| item.title.clone())
        }
        (ElementKind::Text { .. }, Kind::Sequence(_)) if only.grammar.is_some() => Some("[…]".to_owned()),
        (ElementKind::List { .. } | ElementKind::MultiText { .. }, Kind::Sequence(_)) => Some("[…]".to_owned()),
        _ => None,
    }
}

/// The text of a list's only entry.
pub(super) fn only_entry(value: &yaml::Node) -> Option<String> {
    match &value.kind {
        Kind::Sequence(items) => match items.as_slice() {
            [only] => only.as_scalar().map(|scalar| scalar.text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The truth value that was meant by another word for it.
pub(super) fn meant_truth(scalar: &yaml::Scalar) -> Option<bool> {
    match scalar.text.to_ascii_lowercase().as_str() {
        "yes" | "on" | "1" | "true" | "enabled" => Some(true),
        "no" | "off" | "0" | "false" | "disabled" => Some(false),
        _ => None,
    }
}

fn meant_state(scalar: &yaml::Scalar) -> Option<&'static str> {
    let text = scalar.text.to_ascii_lowercase();
    match text.as_str() {
        "true" | "yes" | "on" | "1" | "y" | "<enabled/>" => Some("enabled"),
        "false" | "no" | "off" | "0" | "n" | "<disabled/>" => Some("disabled"),
        "not configured" | "not_configured" | "not-configured" => Some("notConfigured"),
        _ => {
            let near = nearest(&text, STATES);
            STATES.into_iter().find(|state| near.first().is_some_and(|near| near == state))
        }
    }
}
