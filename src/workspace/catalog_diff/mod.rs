//! `omauri catalog diff`: two catalogs, node by node, and the intents that a difference touches.

mod fields;
mod human;
mod intents;
mod moved;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{Catalog, LoadProblem, Node, load_folder};

use super::discover::InputError;
use super::node_json::{NodeJson, node_json};

pub use fields::FieldChange;
pub use human::diff_human;
pub use intents::{IntentChange, TouchedIntent};
pub use moved::MovedNode;

/// A catalog to compare: by itself, not put over another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogSource {
    /// The one that the program ships with.
    Shipped,
    /// A folder, in the format of `catalog/`.
    Folder(PathBuf),
}

impl From<PathBuf> for CatalogSource {
    /// The word `shipped`, or a folder; one of that name is `./shipped`.
    fn from(path: PathBuf) -> Self {
        if path.as_os_str() == "shipped" { Self::Shipped } else { Self::Folder(path) }
    }
}

/// Why two catalogs cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// A folder that is no catalog.
    #[error("`{}` cannot be read as a catalog", folder.display())]
    Catalog {
        /// The folder as it was given.
        folder: PathBuf,
        /// Why not.
        source: LoadProblem,
    },
    /// Intents that cannot be read.
    #[error(transparent)]
    Intents(#[from] InputError),
}

/// The output of `omauri catalog diff --format json`. Nodes are the same where their addresses are.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CatalogDiff {
    /// The version of this shape.
    pub version: u32,
    /// Nodes that only the new catalog has, by address.
    pub came: Vec<NodeJson>,
    /// Nodes that only the old catalog has, by address.
    pub went: Vec<NodeJson>,
    /// Nodes that both have with other facts, by address.
    pub changed: Vec<ChangedNode>,
    /// Which of those that went probably live on among those that came: they have the same ADMX policy behind them, or the same
    /// name in the other tree.
    pub moved: Vec<MovedNode>,
    /// Where intents set nodes that went or changed, by file and place.
    pub intents: Vec<TouchedIntent>,
    /// What people call the nodes above, by address.
    #[serde(skip)]
    labels: BTreeMap<String, Label>,
    /// Whether intents were looked at.
    #[serde(skip)]
    has_intents: bool,
}

/// A node that both catalogs have, with what differs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangedNode {
    /// The full address.
    pub uri: String,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// What a person knows a node by.
#[derive(Debug)]
struct Label {
    area: String,
    name: String,
    scope: &'static str,
    title: Option<String>,
}

impl Label {
    fn of(node: &Node) -> Self {
        Self {
            area: node.area.clone(),
            name: node.name.clone(),
            scope: node.scope.word(),
            title: node.admx.as_ref().map(|policy| policy.title.clone()),
        }
    }
}

impl CatalogDiff {
    /// Whether the catalogs say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.went.is_empty() && self.changed.is_empty()
    }
}

/// What came of a comparison.
#[derive(Debug)]
pub struct DiffRun {
    /// The differences.
    pub diff: CatalogDiff,
    /// Intents that could not be read to their end, one line each.
    pub notes: Vec<String>,
}

/// Compares two catalogs, and finds what intents say of the differences. Without paths these are the intents of `default`, if there
/// are any.
///
/// # Errors
/// When one of the catalogs cannot be read, or a path.
pub fn diff_catalogs(
    old: &CatalogSource,
    new: &CatalogSource,
    paths: &[PathBuf],
    default: &Path,
) -> Result<DiffRun, DiffError> {
    let (old, new) = (Loaded::read(old)?, Loaded::read(new)?);
    let mut diff = compare(&old.nodes(), &new.nodes());
    drop(new);
    let notes = intents::find(&mut diff, &old.into_catalog(), paths, default)?;
    Ok(DiffRun { diff, notes })
}

/// A catalog that was read, and nothing beside it.
enum Loaded {
    Shipped(Catalog),
    Folder(Vec<Node>),
}

impl Loaded {
    fn read(source: &CatalogSource) -> Result<Self, DiffError> {
        match source {
            CatalogSource::Shipped => Ok(Self::Shipped(Catalog::shipped())),
            CatalogSource::Folder(folder) => load_folder(folder)
                .map(Self::Folder)
                .map_err(|source| DiffError::Catalog { folder: folder.clone(), source }),
        }
    }

    /// The nodes by address. Of two with the same one the last counts, as where a catalog is put over another.
    fn nodes(&self) -> Nodes<'_> {
        fn by_address(node: &Node) -> (&str, &Node) {
            (&node.uri, node)
        }
        match self {
            Self::Shipped(catalog) => catalog.nodes().into_iter().map(by_address).collect(),
            Self::Folder(nodes) => nodes.iter().map(by_address).collect(),
        }
    }

    /// A catalog in which the nodes are found. It holds the shipped ones besides, which are not looked for.
    fn into_catalog(self) -> Catalog {
        match self {
            Self::Shipped(catalog) => catalog,
            Self::Folder(nodes) => Catalog::shipped().merged_with(nodes),
        }
    }
}

/// Nodes by address.
type Nodes<'n> = BTreeMap<&'n str, &'n Node>;

fn compare(old: &Nodes<'_>, new: &Nodes<'_>) -> CatalogDiff {
    let came = only_in(new, old);
    let went = only_in(old, new);
    let mut labels: BTreeMap<String, Label> = BTreeMap::new();
    let mut label = |node: &Node| _ = labels.insert(node.uri.clone(), Label::of(node));
    came.iter().chain(&went).for_each(|node| label(node));
    let mut changed = Vec::new();
    for (uri, old) in old {
        // To compare records is cheap: most nodes of two releases are the same.
        let Some(new) = new.get(uri).filter(|new| *new != old) else { continue };
        let fields = fields::differences(&facts(old), &facts(new));
        if !fields.is_empty() {
            label(new);
            changed.push(ChangedNode { uri: (*uri).to_owned(), fields });
        }
    }
    let moved = moved::pairs(&went, &came);
    let json = |nodes: Vec<&Node>| nodes.into_iter().map(node_json).collect();
    CatalogDiff {
        version: 1,
        came: json(came),
        went: json(went),
        changed,
        moved,
        intents: Vec::new(),
        labels,
        has_intents: false,
    }
}

fn only_in<'n>(nodes: &Nodes<'n>, others: &Nodes<'_>) -> Vec<&'n Node> {
    nodes.iter().filter(|(uri, _)| !others.contains_key(*uri)).map(|(_, node)| *node).collect()
}

/// What programs are told of a node: whatever is listed is compared.
fn facts(node: &Node) -> serde_json::Value {
    // A struct with text for keys has a JSON form.
    serde_json::to_value(node_json(node)).unwrap_or_default()
}
