//! The YAML tree to an intent as written: the shape of the file.

use crate::catalog::Scope;
use crate::text::nearest::nearest;
use crate::text::terminal::short;
use crate::text::yaml::{Entry, Kind, Node, Untyped};
use crate::text::{Source, Span, Spanned};

use super::profile::annotation;
use super::written::{BareArea, CspSetting, Intent, Setting, Target, Windows};
use super::{Problem, ProblemKind};

/// The version of the intent format.
pub const API_VERSION: &str = "omauri/v1";

const TOP: &[&str] = &["apiVersion", "name", "title", "description", "targets", "settings", "userSettings", "csp"];
const TARGET: &[&str] = &["windows", "editions"];
const RANGE: &[&str] = &["from", "to"];
const TARGETS_EXAMPLE: &str = "targets:\n  - windows: 11 24H2\n    editions: [Pro, Enterprise]";

/// Intune takes no more of a profile's description.
pub const LONGEST_DESCRIPTION: usize = 1500;
/// Intune takes no more of a setting's description, which carries `why` and `refs`.
const LONGEST_NOTE: usize = 1000;
/// Graph takes no more of a display name.
const LONGEST_TITLE: usize = 256;
/// Leaves room for a format's ending in file systems that take 143 (encrypted home folders).
const LONGEST_NAME: usize = 64;

/// Whether a text says that it is an intent, readable as YAML or not, and in whatever form of YAML.
#[must_use]
pub fn carries_api_version(text: &str) -> bool {
    let mut keys = text.split("apiVersion").skip(1);
    keys.any(|behind| {
        let value = behind.trim_start_matches(['"', '\'', ' ', '\t']).strip_prefix(':');
        value.is_some_and(|value| value.trim_start_matches(['"', '\'', ' ', '\t']).starts_with("omauri/"))
    })
}

/// Whether a text says that it is an intent, or looks like one that fails to say so: a misspelt `apiVersion` must not make a
/// file vanish from a folder's run.
#[must_use]
pub fn looks_like_intent(text: &str) -> bool {
    let has = |keys: &[&str]| text.lines().any(|line| keys.iter().any(|key| line.starts_with(key)));
    carries_api_version(text) || (has(&["targets:"]) && has(&["settings:", "userSettings:", "csp:"]))
}

/// Reads the shape of an intent.
pub fn read(root: &Node, source: &Source, problems: &mut Vec<Problem>) -> Option<Intent> {
    let place = source.first_line();
    let mut reader = Reader { problems };
    let mut fields = reader.fields(root, "the file", "keys such as `apiVersion:` and `settings:`", TOP);
    fields.anchor = place;
    if let Some(version) = reader.required(&fields, "apiVersion", "apiVersion: omauri/v1") {
        reader.api_version(version);
    }
    if fields.get("apiVersion").is_some_and(is_later_version) {
        // By which rules the rest is to be read is not known.
        reader.problems.retain(|problem| matches!(problem.kind, ProblemKind::ApiVersion(_)));
        return None;
    }
    let name = reader.required(&fields, "name", "name: winrm-hardened").and_then(|node| reader.name(node));
    let title = fields.get("title").and_then(|node| reader.text(node, "title", LONGEST_TITLE));
    let description = fields.get("description").and_then(|node| reader.text(node, "description", LONGEST_DESCRIPTION));
    let targets = reader.required(&fields, "targets", TARGETS_EXAMPLE).map(|node| reader.targets(node));
    let (mut settings, mut bare) = (Vec::new(), Vec::new());
    for (key, scope) in [("settings", Scope::Device), ("userSettings", Scope::User)] {
        if let Some(node) = fields.get(key) {
            reader.areas(node, key, scope, &mut settings, &mut bare);
        }
    }
    let csp = fields.get("csp").map(|node| reader.addresses(node)).unwrap_or_default();
    let is_mapping = matches!(root.kind, Kind::Mapping(_));
    let has_settings = ["settings", "userSettings", "csp"].into_iter().any(|key| fields.get(key).is_some());
    if is_mapping && !has_settings && !fields.is_misspelt("settings") {
        let example = "settings:\n  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled";
        reader.problem(ProblemKind::MissingKey { key: "settings", example }, place);
    }
    Some(Intent { place, name, title, description, targets: targets.unwrap_or_default(), settings, csp, bare })
}

fn is_later_version(version: &Node) -> bool {
    version.as_scalar().is_some_and(|scalar| scalar.text != API_VERSION && scalar.text.starts_with("omauri/v"))
}

/// The entries of a mapping whose keys were checked.
struct Fields<'n> {
    entries: &'n [Entry],
    /// Known keys that are probably meant by unknown ones: they are not missing as well.
    misspelt: Vec<String>,
    /// Where a missing key is reported.
    anchor: Span,
    /// Otherwise nothing can be missing in it.
    is_mapping: bool,
}

impl<'n> Fields<'n> {
    fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    fn is_misspelt(&self, key: &str) -> bool {
        self.misspelt.iter().any(|misspelt| misspelt == key)
    }
}

struct Reader<'p> {
    problems: &'p mut Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span });
    }

    fn shape(&mut self, what: &str, expected: &str, node: &Node) {
        let kind =
            ProblemKind::Shape { what: what.to_owned(), expected: expected.to_owned(), found: node.description() };
        self.problem(kind, node.span);
    }

    fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        expected: &'static str,
        known: &'static [&'static str],
    ) -> Fields<'n> {
        let Kind::Mapping(entries) = &node.kind else {
            self.shape(what, expected, node);
            return Fields { entries: &[], misspelt: Vec::new(), anchor: node.span, is_mapping: false };
        };
        let mut misspelt: Vec<String> = Vec::new();
        for entry in entries {
            let key = &entry.key.value;
            if !known.contains(&key.as_str()) {
                let near = nearest(key, known.iter().copied());
                let meant = near.first().filter(|near| !misspelt.contains(*near)).cloned();
                misspelt.extend(meant);
                self.problem(ProblemKind::UnknownKey { key: short(key), near, known }, entry.key.span);
            }
        }
        let anchor = entries.first().map_or(node.span, |entry| entry.key.span);
        Fields { entries, misspelt, anchor, is_mapping: true }
    }

    fn required<'n>(&mut self, fields: &Fields<'n>, key: &'static str, example: &'static str) -> Option<&'n Node> {
        let found = fields.get(key);
        if found.is_none() && fields.is_mapping && !fields.is_misspelt(key) {
            self.problem(ProblemKind::MissingKey { key, example }, fields.anchor);
        }
        found
    }

    fn api_version(&mut self, node: &Node) {
        match node.as_scalar() {
            Some(scalar) if scalar.text == API_VERSION => {}
            Some(scalar) => self.problem(ProblemKind::ApiVersion(short(&scalar.text)), node.span),
            None => self.shape("`apiVersion`", "`omauri/v1`", node),
        }
    }

    fn name(&mut self, node: &Node) -> Option<Spanned<String>> {
        let name = self.word(node, "`name`", "a text such as `winrm-hardened`")?;
        match name_fault(&name.value) {
            None => Some(name),
            Some(reason) => {
                self.problem(ProblemKind::Name { name: name.value, reason }, name.span);
                None
            }
        }
    }

    /// A scalar whose text is meant, whatever a parser would make of it: `22H2` and `1709` alike.
    fn word(&mut self, node: &Node, what: &str, expected: &str) -> Option<Spanned<String>> {
        match node.as_scalar() {
            Some(scalar) if !scalar.is_null() => Some(Spanned { value: scalar.text.clone(), span: node.span }),
            _ => {
                self.shape(what, expected, node);
                None
            }
        }
    }

    fn text(&mut self, node: &Node, key: &'static str, maximum: usize) -> Option<Spanned<String>> {
        let text = self.word(node, &format!("`{key}`"), "a text")?;
        let length = text.value.chars().count();
        if length > maximum {
            self.problem(ProblemKind::LongText { key, length, maximum }, text.span);
        }
        self.characters(&text, key);
        Some(text)
    }

    fn characters(&mut self, text: &Spanned<String>, key: &'static str) {
        if let Some(bad) = text.value.chars().find(|character| !crate::text::xml::is_xml_char(*character)) {
            let message = format!("`{key}` holds U+{:04X}, which no artifact can carry", u32::from(bad));
            self.problem(ProblemKind::Character { message, help: "remove it".to_owned() }, text.span);
        }
    }

    fn targets(&mut self, node: &Node) -> Vec<Target> {
        let Kind::Sequence(items) = &node.kind else {
            self.shape("`targets`", "a list of targets (`- windows: 11 24H2` with `editions: [Pro]`)", node);
            return Vec::new();
        };
        if items.is_empty() {
            self.problem(ProblemKind::EmptyList("targets"), node.span);
        }
        items.iter().filter_map(|item| self.target(item)).collect()
    }

    fn target(&mut self, node: &Node) -> Option<Target> {
        let fields = self.fields(node, "a target", "`windows:` and `editions:`", TARGET);
        if !fields.is_mapping {
            return None;
        }
        let windows = self.required(&fields, "windows", "windows: 11 24H2");
        let windows = windows.and_then(|node| self.windows(node));
        let editions = self.required(&fields, "editions", "editions: [Pro, Enterprise, Education]");
        let editions = editions.map(|node| self.words(node, "editions", "Pro, Enterprise")).unwrap_or_default();
        Some(Target { windows: windows?, editions })
    }

    fn windows(&mut self, node: &Node) -> Option<Windows> {
        if !matches!(node.kind, Kind::Mapping(_)) {
            let expected = "a release such as `11 24H2`, or a range such as `{ from: 10 22H2, to: 11 24H2 }`";
            return self.word(node, "`windows`", expected).map(Windows::One);
        }
        let fields = self.fields(node, "`windows`", "a release", RANGE);
        let from = self.required(&fields, "from", "from: 10 22H2")?;
        let from = self.word(from, "`from`", "a release such as `10 22H2`")?;
        let to = match fields.get("to") {
            Some(to) => Some(self.word(to, "`to`", "a release such as `11 24H2`")?),
            None => None,
        };
        Some(Windows::Range { from, to, span: node.span })
    }

    /// A list of texts; a single one may stand without brackets.
    fn words(&mut self, node: &Node, key: &'static str, example: &str) -> Vec<Spanned<String>> {
        match &node.kind {
            Kind::Sequence(items) if items.is_empty() => {
                self.problem(ProblemKind::EmptyList(key), node.span);
                Vec::new()
            }
            Kind::Sequence(items) => {
                let what = format!("an entry of `{key}`");
                items.iter().filter_map(|item| self.word(item, &what, "a text")).collect()
            }
            _ => {
                let expected = format!("a list of texts such as `[{example}]`");
                self.word(node, &format!("`{key}`"), &expected).into_iter().collect()
            }
        }
    }

    fn areas(&mut self, node: &Node, key: &str, scope: Scope, settings: &mut Vec<Setting>, bare: &mut Vec<BareArea>) {
        let Kind::Mapping(areas) = &node.kind else {
            // `settings:` with nothing below is an empty profile, not a fault.
            if !node.is_null() {
                self.shape(&format!("`{key}`"), "areas with their settings", node);
            }
            return;
        };
        for area in areas {
            let Kind::Mapping(nodes) = &area.value.kind else {
                if !area.value.is_null() {
                    let (name, found) = (area.key.clone(), area.value.description());
                    bare.push(BareArea { scope, name, found, span: area.value.span });
                }
                continue;
            };
            for node in nodes {
                let (area, name, value) = (area.key.clone(), node.key.clone(), node.value.clone());
                settings.push(Setting { scope, area, name, value });
            }
        }
    }
}

impl Reader<'_> {
    /// What stands below `csp:`.
    fn addresses(&mut self, node: &Node) -> Vec<CspSetting> {
        let Kind::Mapping(entries) = &node.kind else {
            if !node.is_null() {
                self.shape("`csp`", "addresses with their values (`./Device/Vendor/MSFT/…: 1`)", node);
            }
            return Vec::new();
        };
        let one = |entry: &Entry| CspSetting { address: entry.key.clone(), value: entry.value.clone() };
        entries.iter().map(one).collect()
    }
}

/// Whether a name can name files on every system.
#[must_use]
pub fn is_file_name(name: &str) -> bool {
    name_fault(name).is_none()
}

/// Why a name cannot name files on every system; none where it can.
fn name_fault(name: &str) -> Option<&'static str> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or("");
    let port = stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if !name.chars().all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character)) {
        Some("it may have letters, digits, `-`, `_` and `.` only")
    } else if !name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        Some("it must begin with a letter or a digit")
    } else if name.ends_with('.') {
        Some("it must not end with a dot")
    } else if name.len() > LONGEST_NAME {
        Some("it must not be longer than 64 characters")
    } else if DEVICES.contains(&stem) || (port && stem.ends_with(|last: char| last.is_ascii_digit())) {
        Some("Windows keeps that name for a device")
    } else {
        None
    }
}

/// Reads `why:` and `refs:` of a setting.
pub(super) fn annotations(entries: &[Entry], problems: &mut Vec<Problem>) -> (Option<String>, Vec<String>) {
    let mut reader = Reader { problems };
    let find = |key: &str| entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value);
    let why = find("why").and_then(|node| reader.text(node, "why", LONGEST_NOTE));
    let refs = find("refs").map(|node| reader.words(node, "refs", "WN11-CC-000360")).unwrap_or_default();
    for word in &refs {
        reader.characters(word, "refs");
    }
    let place = why.as_ref().map(|why| why.span).or_else(|| refs.first().map(|word| word.span));
    let why = why.map(|text| text.value);
    let refs: Vec<String> = refs.into_iter().map(|word| word.value).collect();
    let length = annotation(why.as_deref(), &refs).chars().count();
    let own = why.as_ref().map_or(0, |why| why.chars().count());
    // A reason that is too long by itself has its problem already.
    if let Some(place) = place.filter(|_| length > LONGEST_NOTE && own <= LONGEST_NOTE) {
        reader.problem(ProblemKind::LongText { key: "why+refs", length, maximum: LONGEST_NOTE }, place);
    }
    (why, refs)
}

/// Whether an unquoted scalar is read as text by every parser.
pub(super) fn is_plain_text(node: &Node) -> bool {
    node.as_scalar().is_some_and(|scalar| scalar.untyped() == Untyped::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_must_work_on_every_system() {
        for good in ["winrm", "WinRM-1.2_x", "7zip", "console", "com10"] {
            assert_eq!(name_fault(good), None, "{good}");
        }
        for bad in ["", "-x", "a b", "a/b", "nul", "NUL.x", "com1", "a.", "ž", &"x".repeat(65)] {
            assert!(name_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_broken_file_still_says_that_it_is_an_intent() {
        assert!(carries_api_version("# x\napiVersion: omauri/v1\n"));
        assert!(carries_api_version("\"apiVersion\": \"omauri/v2\"\n\t["));
        assert!(
            carries_api_version("{apiVersion: omauri/v1, name: a}")
                && carries_api_version("{\"apiVersion\":\"omauri/v1\"}")
        );
        assert!(!carries_api_version("apiVersion: v1\nkind: Pod\n"));
        assert!(!carries_api_version("apiVersion: batch/v1\nimage: ghcr.io/acme/omauri/cli\n"));
    }
}
