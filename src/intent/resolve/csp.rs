//! What stands below `csp:`: nodes by their address, and values that are sent as they stand.

use std::borrow::Cow;

use crate::catalog::{Access, Format, Node};
use crate::text::nearest::nearest;
use crate::text::terminal::short;
use crate::text::yaml::{self, Entry, Kind};
use crate::values::{LocUri, Pattern};

use super::super::read::annotations;
use super::super::written::CspSetting;
use super::super::{ProblemKind, Raw, Setting, State, Unresolved};
use super::Resolver;

const RAW_KEYS: &[&str] = &["raw", "format", "why", "refs"];

/// What came of one setting.
pub(super) enum Resolved<'c> {
    Setting(Setting<'c>),
    Raw(Raw),
    Unresolved(Unresolved<'c>),
    Nothing,
}

impl<'c> Resolver<'c, '_> {
    pub(super) fn csp(&mut self, written: &CspSetting) -> Resolved<'c> {
        let Some(address) = self.address(written) else { return Resolved::Nothing };
        let found = self.catalog.find(&address);
        if let Some(entries) = raw_entries(&written.value) {
            return self.raw(written, &address, entries, found.is_some()).map_or(Resolved::Nothing, Resolved::Raw);
        }
        let Some(node) = found.or_else(|| self.unknown(written, &address)) else { return Resolved::Nothing };
        let name_span = written.address.span;
        let has_names = self.names(written, &address, node);
        match self.setting_of(node, &written.value, name_span) {
            Some(setting) if has_names => {
                let uri = Cow::Owned(address.to_string());
                Resolved::Setting(Setting { uri, ..setting })
            }
            _ => Resolved::Unresolved(Unresolved { node, name_span }),
        }
    }

    fn address(&mut self, written: &CspSetting) -> Option<LocUri> {
        let text = &written.address.value;
        match LocUri::parse(text) {
            Ok(address) => Some(address),
            Err(problem) => {
                let meant = LocUri::meant(text);
                let in_case = meant.as_ref().and_then(|meant| self.catalog.find_in_any_case(meant));
                let meant = in_case.map(|(_, right)| right).or(meant).map(|meant| meant.to_string());
                let kind = ProblemKind::Address { message: problem.to_string(), meant };
                self.problem(kind, written.address.span);
                None
            }
        }
    }

    /// What to say of an address at which nothing is; the node that was meant where only the case differs.
    fn unknown(&mut self, written: &CspSetting, address: &LocUri) -> Option<&'c Node> {
        let place = written.address.span;
        let may_suggest = self.may_suggest();
        if let Some((node, right)) = self.catalog.find_in_any_case(address).filter(|_| may_suggest) {
            let message = "the case of the letters in an address counts".to_owned();
            self.problem(ProblemKind::Address { message, meant: Some(right.to_string()) }, place);
            return Some(node);
        }
        let uri = address.to_string();
        let near = if may_suggest { self.catalog.near(address) } else { Vec::new() };
        let is_policy = address.segments().get(3..5).is_some_and(|names| names == ["Policy", "Config"]);
        self.problem(ProblemKind::UnknownAddress { uri: short(&uri), near, is_policy }, place);
        None
    }

    /// Whether every name in the address is one that the node there takes.
    fn names(&mut self, written: &CspSetting, address: &LocUri, node: &Node) -> bool {
        let mut sound = true;
        let mut at = String::from(".");
        for (stated, name) in node.uri.split('/').skip(1).zip(address.segments()) {
            at = format!("{at}/{stated}");
            if !stated.starts_with('{') {
                continue;
            }
            let pattern = self.catalog.node_at(&at).and_then(|node| node.naming.as_ref()?.pattern.clone());
            let is_unfilled = name == stated;
            let fits =
                || pattern.as_deref().and_then(|pattern| Pattern::new(pattern).ok()).is_none_or(|of| of.matches(name));
            if is_unfilled || !fits() {
                sound = false;
                let name = (!is_unfilled).then(|| short(name));
                let kind = ProblemKind::SegmentName { placeholder: stated.to_owned(), name, pattern };
                self.problem(kind, written.address.span);
            }
        }
        sound
    }

    /// `{ raw: TEXT, format: chr }`.
    fn raw(&mut self, written: &CspSetting, address: &LocUri, entries: &[Entry], is_known: bool) -> Option<Raw> {
        let (why, refs) = annotations(entries, self.problems);
        let mut sound = true;
        for entry in entries.iter().filter(|entry| !RAW_KEYS.contains(&entry.key.value.as_str())) {
            sound = false;
            let near = nearest(&entry.key.value, RAW_KEYS.iter().copied());
            let kind = ProblemKind::UnknownKey { key: short(&entry.key.value), near, known: RAW_KEYS };
            self.problem(kind, entry.key.span);
        }
        let find = |key: &str| entries.iter().find(|entry| entry.key.value == key);
        let text = find("raw")?;
        let format = find("format");
        if format.is_none() {
            self.problem(ProblemKind::MissingKey { key: "format", example: "format: chr" }, text.key.span);
        }
        let format = format.and_then(|format| self.raw_format(&format.value));
        let Some(scalar) = text.value.as_scalar() else {
            let (what, found) = ("`raw`".to_owned(), text.value.description());
            self.problem(
                ProblemKind::Shape { what, expected: "the text that is sent".to_owned(), found },
                text.value.span,
            );
            return None;
        };
        let data = if scalar.is_null() { String::new() } else { self.document("raw", &text.value)? };
        let name_span = written.address.span;
        let raw = Raw { uri: address.to_string(), format: format?, data, name_span, span: text.value.span, why, refs };
        self.problem(ProblemKind::Raw { node: raw.short_name().to_owned(), is_known }, text.value.span);
        sound.then_some(raw)
    }

    fn raw_format(&mut self, value: &yaml::Node) -> Option<Format> {
        let format = value.as_scalar().and_then(|scalar| Format::from_word(&scalar.text));
        if format.is_none() {
            let (what, found) = ("`format`".to_owned(), value.description());
            let expected = "`chr`, `int`, `bool`, `b64`, `xml`, `bin`, `time`, `null` or `node`".to_owned();
            self.problem(ProblemKind::Shape { what, expected, found }, value.span);
        }
        format
    }

    /// Whether a server may do with a node what the setting wants.
    pub(super) fn access(&mut self, setting: &Setting<'c>) -> bool {
        let node = setting.node;
        let can_be_set = node.allows(Access::Add) || node.allows(Access::Replace);
        let kind = match setting.state {
            State::NotConfigured if !node.allows(Access::Delete) => {
                ProblemKind::NoDelete { node: node.short_name(), default: node.default.clone() }
            }
            State::NotConfigured => return true,
            _ if !can_be_set => {
                let below = self.catalog.settable_below(&node.uri).map(str::to_owned);
                ProblemKind::NotSettable { node: node.short_name(), access: node.access.clone(), below }
            }
            _ => return true,
        };
        self.problem(kind, setting.span);
        false
    }
}

/// The entries of a mapping that is sent as it stands.
fn raw_entries(value: &yaml::Node) -> Option<&[Entry]> {
    match &value.kind {
        Kind::Mapping(entries) if entries.iter().any(|entry| entry.key.value == "raw") => Some(entries),
        _ => None,
    }
}
