//! Records out of Microsoft's own files: DDF nodes, joined with the ADMX policies behind them. Nothing is guessed: what does not
//! fit is told, and left out.

mod node;
mod policies;
mod policy;
mod value;

use std::collections::{HashMap, HashSet};

use crate::ddf;

use super::file::EditionLists;
use super::record::NodeRecord;
use super::write::is_same;

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

/// The records of all nodes below `…/Policy/Config`, with the facts of the policies behind them. Each fits the catalog's
/// format: `lists` are the edition lists that it can name.
#[must_use]
pub fn compose<'n>(nodes: impl Iterator<Item = &'n ddf::Node>, policies: &Policies, lists: &EditionLists) -> Composed {
    let mut composed = Composed::default();
    let mut seen = Seen::default();
    for (index, node) in nodes.enumerate().filter(|(_, node)| !node.is_interior) {
        let mut remarks = Remarks { index, remarks: &mut composed.remarks };
        let record = node::record(node, policies, lists, &mut remarks);
        if let Some(record) = record.and_then(|record| seen.fitting(record, &composed.records, &mut remarks)) {
            composed.records.push(record);
        }
    }
    composed
}

/// Which record stands for an area's node.
#[derive(Default)]
struct Seen {
    addresses: HashSet<String>,
    by_name: HashMap<[String; 2], usize>,
}

impl Seen {
    /// The record, if it is the first at its address and says what that of the other tree says: a file has one entry
    /// for both.
    fn fitting(&mut self, record: NodeRecord, records: &[NodeRecord], remarks: &mut Remarks<'_>) -> Option<NodeRecord> {
        if !self.addresses.insert(record.uri.clone()) {
            return remarks.leave_out("it stands twice".to_owned());
        }
        let at = *self.by_name.entry([record.area.clone(), record.name.clone()]).or_insert(records.len());
        match records.get(at) {
            Some(other) if !is_same(other, &record) => {
                remarks.leave_out("the device's tree and the user's differ".to_owned())
            }
            _ => Some(record),
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
