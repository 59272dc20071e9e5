//! The catalog's YAML as people review it, and its way to records.
//!
//! One file an area of the Policy CSP, and one for each other CSP: what most nodes share stands once above `nodes:`, and a node
//! states what is its own.
//! `build.rs` includes this file too (with `serde_yaml`); at run time `--catalog DIR` comes through it from the spanned tree.

mod allowed;
mod element;
mod facts;
mod scalar;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::record::{BuildRecord, Format, Home, NameRule, Naming, NodeRecord, Policy, Scope};

pub use facts::EditionLists;
pub use scalar::Map;

use element::writes;
use facts::{Editions, GroupFacts, GroupPolicyFacts, NodeFacts, Scopes, Shared};
use scalar::{Data, Word};

/// An area's file, or that of another CSP.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AreaFile {
    /// The area of the Policy CSP.
    area: Option<String>,
    /// Another CSP, or the Policy CSP itself.
    csp: Option<String>,
    /// Where the CSP stands, if that is not `Vendor/MSFT/CSP`: `./DevInfo`.
    root: Option<String>,
    /// Whether Microsoft's file leaves `./Device` away from its addresses.
    #[serde(default)]
    short: bool,
    /// What its nodes share.
    #[serde(default)]
    defaults: Shared,
    /// The categories its policies stand in: the names from the root with `~` between them, and the titles that gpedit shows.
    #[serde(default)]
    categories: BTreeMap<String, String>,
    /// The nodes by name; of a CSP by the path below it.
    nodes: Map<NodeFacts>,
    /// Nodes of the user's tree that differ from those of the same name in the device's.
    #[serde(default)]
    user_nodes: Map<NodeFacts>,
}

/// Why an area's file makes no nodes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{place}`: {message}")]
pub struct FileProblem {
    /// The node, or the area where it is not one node's.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl FileProblem {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into() }
    }
}

impl AreaFile {
    /// The records of all nodes, one for each tree in which a node stands.
    ///
    /// # Errors
    /// At the first node that lacks a fact, or names a list or category that is not there.
    pub fn records(self, lists: &EditionLists) -> Result<Vec<NodeRecord>, FileProblem> {
        let Self { area, csp, root, short, defaults, categories, nodes, user_nodes } = self;
        let (home, area) = match (area, csp) {
            (Some(area), None) => (Home::Area, area),
            (None, Some(csp)) => (Home::Csp, csp),
            _ => return Err(FileProblem::new("nodes", "a file has either `area` or `csp`")),
        };
        if !is_name(&area) {
            return Err(FileProblem::new(&area, NAME_RULE));
        }
        let root = root_of(home, &area, root)?;
        let context =
            Context { home, area: &area, root: &root, short, defaults: &defaults, categories: &categories, lists };
        let mut records = Vec::new();
        for (name, facts) in nodes.0 {
            let scopes = facts.scope.or(defaults.scope).unwrap_or(Scopes::Device);
            let record = context.record(name, facts)?;
            if scopes != Scopes::Device {
                records.push(context.of_user(record.clone())?);
            }
            if scopes != Scopes::User {
                records.push(record);
            }
        }
        for (name, facts) in user_nodes.0 {
            let record = context.record(name, facts)?;
            records.push(context.of_user(record)?);
        }
        Ok(records)
    }
}

/// Where the files of CSPs other than the Policy CSP stand in a catalog.
pub const CSP_FOLDER: &str = "csp";

/// Where all of Microsoft's CSPs stand, but for a few of the Open Mobile Alliance.
pub const MICROSOFT: &str = "Vendor/MSFT";

const NAME_RULE: &str = "a name has letters, digits, `-`, `_`, `.` and `~` only";

/// Where a file's nodes stand, without `./Device` or `./User`.
fn root_of(home: Home, area: &str, root: Option<String>) -> Result<String, FileProblem> {
    let root = match (home, root) {
        (Home::Area, None) => format!("{MICROSOFT}/Policy/Config/{area}"),
        (Home::Csp, None) => format!("{MICROSOFT}/{area}"),
        (Home::Csp, Some(root)) => root,
        (Home::Area, Some(_)) => return Err(FileProblem::new(area, "an area has no `root`")),
    };
    if root.strip_prefix("./").unwrap_or(&root).split('/').all(is_name) {
        return Ok(root);
    }
    Err(FileProblem::new(area, format!("`{root}` is no address")))
}

struct Context<'f> {
    home: Home,
    area: &'f str,
    root: &'f str,
    short: bool,
    defaults: &'f Shared,
    categories: &'f BTreeMap<String, String>,
    lists: &'f EditionLists,
}

impl Context<'_> {
    fn record(&self, name: String, mut facts: NodeFacts) -> Result<NodeRecord, FileProblem> {
        let missing = |what: &str| FileProblem::new(&name, format!("`{what}` is missing"));
        let defaults = self.defaults;
        let builds = facts.builds.take().or_else(|| defaults.builds.clone()).unwrap_or_default();
        let format = facts.format.or(defaults.format).ok_or_else(|| missing("format"))?;
        if facts.policy.is_some() && format != Format::Chr {
            return Err(FileProblem::new(&name, "an ADMX-backed node has the format `chr`"));
        }
        let builds = builds.iter().map(|text| build(&name, text)).collect::<Result<_, _>>()?;
        let editions = match facts.editions.take().or_else(|| defaults.editions.clone()) {
            Some(editions) => Some(self.editions(&name, &editions)?),
            None => None,
        };
        Ok(NodeRecord {
            scope: Scope::Device,
            home: self.home,
            area: self.area.to_owned(),
            uri: self.uri(&name)?,
            is_short: self.short,
            naming: naming(&name, facts.naming, facts.name_pattern.take())?,
            format,
            access: facts.access.take().or_else(|| defaults.access.clone()).ok_or_else(|| missing("access"))?,
            builds,
            editions,
            conflict: facts.conflict.or(defaults.conflict),
            default: facts.default.take().map(Word::into_text),
            allowed: facts.allowed.take().map(|allowed| allowed.0),
            delimiter: facts.delimiter.take(),
            deprecated: facts.deprecated.take().map(Word::into_deprecated),
            group_policy: facts.group_policy.take().map(GroupPolicyFacts::into_record),
            native: std::mem::take(&mut facts.native),
            dependencies: std::mem::take(&mut facts.dependencies).into_iter().map(GroupFacts::into_record).collect(),
            reboot: facts.reboot,
            is_atomic: facts.atomic,
            example: facts.example.take().map(Word::into_text),
            admx: self.policy(&name, facts)?,
            name,
        })
    }

    /// The address of a node in the device's tree.
    fn uri(&self, name: &str) -> Result<String, FileProblem> {
        let root = match self.root.strip_prefix("./") {
            Some(_) => self.root.to_owned(),
            None => format!("./Device/{}", self.root),
        };
        match self.home {
            Home::Area if !is_name(name) => Err(FileProblem::new(name, NAME_RULE)),
            Home::Csp if name == "." => Ok(root),
            Home::Csp if !name.split('/').all(is_segment) => Err(FileProblem::new(
                name,
                "a path has names with `/` between them, and in braces what the device names",
            )),
            _ => Ok(format!("{root}/{name}")),
        }
    }

    /// The same node in the user's tree.
    fn of_user(&self, record: NodeRecord) -> Result<NodeRecord, FileProblem> {
        let Some(rest) = record.uri.strip_prefix("./Device/") else {
            return Err(FileProblem::new(&record.name, format!("`{}` has no tree of users", self.root)));
        };
        Ok(NodeRecord { scope: Scope::User, uri: format!("./User/{rest}"), ..record })
    }

    fn editions(&self, name: &str, editions: &Editions) -> Result<Vec<u16>, FileProblem> {
        let words = match editions {
            Editions::Listed(list) => {
                return Ok(list.values().map(|sku| sku.code()).collect::<BTreeSet<_>>().into_iter().collect());
            }
            Editions::Named(words) => words,
        };
        let mut codes = BTreeSet::new();
        for word in words.split(',').map(str::trim).filter(|word| *word != "none") {
            let (word, left_out) = word.strip_prefix("not ").map_or((word, false), |word| (word, true));
            let meant = self.meant(word).ok_or_else(|| {
                FileProblem::new(name, format!("`{word}` is neither a list of `editions.yaml` nor an edition of one"))
            })?;
            for code in meant {
                _ = if left_out { codes.remove(&code) } else { codes.insert(code) };
            }
        }
        Ok(codes.into_iter().collect())
    }

    /// The codes of a list, or the one of an edition in any list.
    fn meant(&self, word: &str) -> Option<Vec<u16>> {
        if let Some(list) = self.lists.get(word) {
            return Some(list.values().map(|sku| sku.code()).collect());
        }
        self.lists.values().find_map(|list| list.get(word)).map(|sku| vec![sku.code()])
    }

    fn policy(&self, node: &str, facts: NodeFacts) -> Result<Option<Policy>, FileProblem> {
        let Some(policy) = facts.policy else { return Ok(None) };
        let missing = |what: &str| FileProblem::new(node, format!("`{what}` is missing"));
        let category = facts.category.or_else(|| self.defaults.category.clone()).ok_or_else(|| missing("category"))?;
        let category_title = self
            .categories
            .get(&category)
            .ok_or_else(|| FileProblem::new(node, format!("no category is named `{category}`")))?;
        let elements = facts.elements.0.into_iter().map(|(id, facts)| facts.element(id)).collect::<Result<_, _>>()?;
        Ok(Some(Policy {
            file: facts.admx.or_else(|| self.defaults.admx.clone()).ok_or_else(|| missing("admx"))?,
            name: policy,
            class: facts.class.or(self.defaults.class).ok_or_else(|| missing("class"))?,
            title: facts.title.ok_or_else(|| missing("title"))?,
            categories: category.split('~').map(str::to_owned).collect(),
            category_title: category_title.clone(),
            key: facts.key.or_else(|| self.defaults.key.clone()).ok_or_else(|| missing("key"))?,
            value_name: facts.value_name,
            enabled_value: facts.enabled_value.map(Data::into_data),
            disabled_value: facts.disabled_value.map(Data::into_data),
            enabled_list: writes(facts.enabled_list),
            disabled_list: writes(facts.disabled_list),
            elements,
        }))
    }
}

/// Whether a text can stand between the slashes of a node's path: a name, or words in braces.
#[must_use]
pub fn is_segment(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.map_or_else(
        || is_name(text),
        |inner| {
            let is_plain = |character: char| !character.is_control() && !matches!(character, '{' | '}' | '/');
            !inner.is_empty() && inner.chars().all(is_plain)
        },
    )
}

/// Every node that stands in braces has a rule for its name; one of the Policy CSP has none.
fn naming(name: &str, by: Option<Naming>, pattern: Option<String>) -> Result<Option<NameRule>, FileProblem> {
    let has_own_name = !name.ends_with('}');
    match by {
        None if has_own_name && pattern.is_none() => Ok(None),
        _ if has_own_name => Err(FileProblem::new(name, "only a node in braces is named by others")),
        by => Ok(Some(NameRule { by: by.unwrap_or(Naming::Unstated), pattern })),
    }
}

/// Whether a text can be a part of an address as it stands.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_alphanumeric() || "-_.~".contains(character))
}

fn build(node: &str, text: &str) -> Result<BuildRecord, FileProblem> {
    let wrong = || FileProblem::new(node, format!("`{text}` is not a build such as `10.0.22000` or `10.0.19041.1202`"));
    build_record(text).ok_or_else(wrong)
}

/// A build with or without revision.
#[must_use]
pub fn build_record(text: &str) -> Option<BuildRecord> {
    let parts = text.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
    let (numbers, revision) = match parts.as_slice() {
        [numbers @ .., revision] if numbers.len() == 3 => (numbers, Some(*revision)),
        numbers => (numbers, None),
    };
    let [major, minor, number] = numbers else { return None };
    Some(BuildRecord { major: *major, minor: *minor, number: *number, revision })
}
