//! What stands below `csp:`: nodes by their address, and values that are sent as they stand.

use std::borrow::Cow;

use crate::catalog::{Access, Format, Node};
use crate::text::Span;
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
        let known = found.map(|node| (node, address.clone())).or_else(|| self.unknown(written, &address));
        let Some((node, address)) = known else { return Resolved::Nothing };
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

    /// The address; where it is written wrongly, the node's that was probably meant, so that the rest is judged too.
    fn address(&mut self, written: &CspSetting) -> Option<LocUri> {
        let text = &written.address.value;
        let problem = match LocUri::parse(text) {
            Ok(address) => return Some(address),
            Err(problem) => problem,
        };
        let meant = LocUri::meant(text).or_else(|| self.below_microsoft(text));
        let may_suggest = self.may_suggest();
        let in_case = meant.as_ref().filter(|_| may_suggest).and_then(|meant| self.catalog.find_in_any_case(meant));
        let known = in_case.map(|(_, right)| right);
        let near = meant.as_ref().filter(|_| may_suggest && known.is_none()).map(|meant| self.catalog.near(meant));
        let near = near.and_then(|near| near.into_iter().next());
        let help = match known.as_ref().or(near.as_ref()).or(meant.as_ref()) {
            Some(meant) => instead(meant),
            None => problem.help().to_owned(),
        };
        self.problem(ProblemKind::Address { message: problem.to_string(), help }, written.address.span);
        known
    }

    /// `LAPS/Policies/BackupDirectory`: what stands behind the beginning that nearly all addresses share.
    fn below_microsoft(&self, text: &str) -> Option<LocUri> {
        let whole = LocUri::parse(&format!("./Device/Vendor/MSFT/{text}")).ok()?;
        self.catalog.find(&whole).map(|_| whole)
    }

    /// What to say of an address at which nothing is; the node that was meant where only the case differs, with its address.
    fn unknown(&mut self, written: &CspSetting, address: &LocUri) -> Option<(&'c Node, LocUri)> {
        let place = written.address.span;
        let may_suggest = self.may_suggest();
        let in_case = if may_suggest { self.catalog.find_in_any_case(address) } else { None };
        if let Some((node, right)) = in_case {
            let message = "the case of the letters in an address counts".to_owned();
            self.problem(ProblemKind::Address { message, help: instead(&right) }, place);
            return Some((node, right));
        }
        let uri = address.to_string();
        let near = if may_suggest { self.catalog.near(address) } else { Vec::new() };
        let near = near.iter().map(ToString::to_string).collect();
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
        if raw.format.is_empty() && !raw.data.is_empty() {
            let expected = format!("`\"\"`, as `{}` holds no value", raw.format.word());
            self.wrong_type("raw", &expected, &text.value, Some("\"\"".to_owned()));
            return None;
        }
        self.problem(ProblemKind::Raw { node: raw.short_name().to_owned(), is_known }, text.value.span);
        sound.then_some(raw)
    }

    fn raw_format(&mut self, value: &yaml::Node) -> Option<Format> {
        let Some(scalar) = value.as_scalar().filter(|scalar| !scalar.text.is_empty()) else {
            let (what, found) = ("`format`".to_owned(), value.description());
            let expected = "`chr`, `int`, `bool`, `b64`, `xml`, `bin`, `time`, `null` or `node`".to_owned();
            self.problem(ProblemKind::Shape { what, expected, found }, value.span);
            return None;
        };
        let format = Format::from_word(&scalar.text);
        if format.is_none() {
            let items = FORMATS.iter().map(|word| ((*word).to_owned(), String::new())).collect();
            let near = meant_format(&scalar.text);
            let (what, found) = ("format".to_owned(), short(&scalar.text));
            self.problem(ProblemKind::EnumItem { what, found, items, near }, value.span);
        }
        format
    }

    /// Whether a server may do anything with a node but read or start it. If not, its value is of no interest.
    pub(super) fn is_settable(&mut self, node: &Node, value: &yaml::Node, name_span: Span) -> bool {
        let is_removal = node.allows(Access::Delete) && is_not_configured(value);
        if is_removal || node.allows(Access::Add) || node.allows(Access::Replace) {
            return true;
        }
        let (is_folder, access) = (node.format == Format::Node, node.access.clone());
        let may_suggest = is_folder && self.may_suggest();
        let below = may_suggest.then(|| self.catalog.settable_below(&node.uri).map(str::to_owned)).flatten();
        self.problem(ProblemKind::NotSettable { node: node.short_name(), access, is_folder, below }, name_span);
        false
    }

    /// Whether what is to be removed can be.
    pub(super) fn is_removable(&mut self, setting: &Setting<'c>) -> bool {
        let node = setting.node;
        if setting.state != State::NotConfigured || node.allows(Access::Delete) {
            return true;
        }
        let kind = ProblemKind::NoDelete { node: node.short_name(), default: node.default.clone() };
        self.problem(kind, setting.span);
        false
    }
}

/// `notConfigured`, or a mapping that says so.
fn is_not_configured(value: &yaml::Node) -> bool {
    let state = match &value.kind {
        Kind::Mapping(entries) => entries.iter().find(|entry| entry.key.value == "state").map(|entry| &entry.value),
        _ => Some(value),
    };
    state.and_then(yaml::Node::as_scalar).is_some_and(|scalar| scalar.text == "notConfigured")
}

fn instead(meant: &LocUri) -> String {
    format!("write `{meant}`")
}

/// The words for formats.
const FORMATS: [&str; 9] = ["chr", "int", "bool", "b64", "xml", "bin", "time", "null", "node"];

/// The format that was meant by the word that an admin centre has for it, or by a slip.
fn meant_format(word: &str) -> Vec<String> {
    let meant = match word.to_ascii_lowercase().as_str() {
        "string" | "text" => "chr",
        "integer" | "number" => "int",
        "boolean" => "bool",
        "base64" => "b64",
        "datetime" | "date" => "time",
        _ => return nearest(word, FORMATS),
    };
    vec![meant.to_owned()]
}

/// The entries of a mapping that is sent as it stands.
fn raw_entries(value: &yaml::Node) -> Option<&[Entry]> {
    match &value.kind {
        Kind::Mapping(entries) if entries.iter().any(|entry| entry.key.value == "raw") => Some(entries),
        _ => None,
    }
}
