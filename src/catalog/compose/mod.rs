//! Records out of Microsoft's own files: DDF nodes, joined with the ADMX policies behind them. Nothing is guessed: what does not
//! fit is told, and left out.

mod node;
mod policies;
mod policy;
mod value;

use crate::ddf;

use super::record::NodeRecord;

pub use policies::Policies;

/// What was found wrong on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The node's address, or the file.
    pub subject: String,
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

/// The records of all nodes below `…/Policy/Config`, with the facts of the policies behind them.
#[must_use]
pub fn compose<'n>(nodes: impl Iterator<Item = &'n ddf::Node>, policies: &Policies) -> Composed {
    let mut composed = Composed::default();
    for node in nodes.filter(|node| !node.is_interior) {
        let mut remarks = Remarks { subject: &node.uri, remarks: &mut composed.remarks };
        if let Some(record) = node::record(node, policies, &mut remarks) {
            composed.records.push(record);
        }
    }
    composed
}

/// Remarks on one node.
struct Remarks<'r> {
    subject: &'r str,
    remarks: &'r mut Vec<Remark>,
}

impl Remarks<'_> {
    fn add(&mut self, message: String) {
        self.remarks.push(Remark { subject: self.subject.to_owned(), message, is_left_out: false });
    }

    /// Tells why a node is left out.
    fn leave_out<T>(&mut self, message: String) -> Option<T> {
        self.remarks.push(Remark { subject: self.subject.to_owned(), message, is_left_out: true });
        None
    }
}
