//! Records out of Microsoft's own files: DDF nodes, joined with the ADMX policies behind them. Nothing is guessed: what does not
//! fit is told, and left out.

mod data;
mod dependency;
mod node;
pub(super) mod place;
mod policies;
mod policy;
mod twin;
mod value;

use std::collections::{HashMap, HashSet};

use crate::ddf;

use super::file::EditionLists;
use super::file_name;
use super::overrides::Overrides;
use super::record::NodeRecord;

pub use policies::Policies;

/// What was found wrong on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which of the nodes it is about, counted from 0 as they were given.
    pub index: usize,
    /// What is wrong.
    pub message: String,
    /// Whether the node is left out for it.
    pub is_left_out: bool,
}

/// What came of the files.
#[derive(Debug, Default)]
pub struct Composed {
    /// The nodes, in the order of the files.
    pub records: Vec<NodeRecord>,
    /// What is to be told.
    pub remarks: Vec<Remark>,
}

/// The records of all policies and of all nodes of other CSPs, with the facts of the ADMX policies behind them. Each fits the
/// catalog's format: `lists` are the edition lists that it can name.
#[must_use]
pub fn compose<'n>(
    nodes: impl Iterator<Item = &'n ddf::Node>,
    policies: &Policies,
    lists: &EditionLists,
    overrides: &[Overrides],
) -> Composed {
    let sources = Sources { policies, lists, overrides };
    let mut composed = Composed::default();
    let mut seen = HashSet::new();
    let mut places = Vec::new();
    for (index, node) in nodes.enumerate() {
        let mut remarks = Remarks { index, remarks: &mut composed.remarks };
        let Some(record) = node::record(node, &sources, &mut remarks) else { continue };
        if seen.insert(record.uri.clone()) {
            places.push(index);
            composed.records.push(record);
        } else {
            remarks.leave_out::<()>("it stands twice".to_owned());
        }
    }
    spell_dependencies(&mut composed, &places);
    twin::find(&mut composed.records);
    composed
}

/// What nodes are joined with.
struct Sources<'s> {
    policies: &'s Policies,
    lists: &'s EditionLists,
    overrides: &'s [Overrides],
}

impl Sources<'_> {
    /// The ADMX policy of a node where the DDF names a wrong one.
    fn right_policy(&self, place: &place::Place) -> Option<&str> {
        let file = file_name(place.home, &place.area);
        let own = self.overrides.iter().find(|own| own.file_name() == file)?;
        own.policy(&place.name)
    }
}

/// Gives the addresses of dependencies the case of the nodes they name; what names no node is told.
fn spell_dependencies(composed: &mut Composed, places: &[usize]) {
    let Composed { records, remarks } = composed;
    let spelled: HashMap<String, String> =
        records.iter().map(|record| (record.uri.to_ascii_lowercase(), record.uri.clone())).collect();
    for (record, index) in records.iter_mut().zip(places) {
        for dependency in record.dependencies.iter_mut().flat_map(|group| &mut group.on) {
            match spelled.get(&dependency.uri.to_ascii_lowercase()) {
                Some(right) => dependency.uri.clone_from(right),
                None => remarks.push(Remark {
                    index: *index,
                    message: format!("it depends on `{}`, which is not there", dependency.uri),
                    is_left_out: false,
                }),
            }
        }
    }
}

/// Remarks on one node.
struct Remarks<'r> {
    index: usize,
    remarks: &'r mut Vec<Remark>,
}

impl Remarks<'_> {
    fn add(&mut self, message: String) {
        self.remarks.push(Remark { index: self.index, message, is_left_out: false });
    }

    /// Tells why a node is left out.
    fn leave_out<T>(&mut self, message: String) -> Option<T> {
        self.remarks.push(Remark { index: self.index, message, is_left_out: true });
        None
    }
}
