//! A node as the program works with it.

use std::ops::Deref;

use crate::windows::{Applicability, Build};

use super::record::{Access, BuildRecord, Element, Home, NodeRecord, Scope};

/// A node: its record, and its builds in the form that applicability wants.
#[derive(Debug, PartialEq, Eq)]
pub struct Node {
    record: NodeRecord,
    builds: Vec<Build>,
}

impl Node {
    pub(super) fn new(record: NodeRecord) -> Self {
        let builds = record.builds.iter().map(build).collect();
        Self { record, builds }
    }

    /// Where the node works.
    #[must_use]
    pub fn applicability(&self) -> Applicability<'_> {
        Applicability { builds: &self.builds, editions: self.record.editions.as_deref() }
    }

    /// The inputs of the policy behind it; none for other nodes.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        self.record.admx.as_ref().map_or(&[], |policy| &policy.elements)
    }

    /// An element by its id.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements().iter().find(|element| element.id == id)
    }

    /// What nodes are sorted by.
    #[must_use]
    pub fn order(&self) -> (Home, Scope, &str, &str) {
        (self.record.home, self.record.scope, &self.record.area, &self.record.name)
    }

    /// Whether it is a policy, which an intent sets below `settings:` or `userSettings:`.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        self.record.home == Home::Area
    }

    /// Whether a server may do something with it.
    #[must_use]
    pub fn allows(&self, access: Access) -> bool {
        self.record.access.contains(&access)
    }

    /// `RemoteManagement/TrustedHosts`, `LAPS/Policies/BackupDirectory`.
    #[must_use]
    pub fn short_name(&self) -> String {
        match self.record.name.as_str() {
            "." => self.record.area.clone(),
            name => format!("{}/{name}", self.record.area),
        }
    }
}

impl Deref for Node {
    type Target = NodeRecord;

    fn deref(&self) -> &NodeRecord {
        &self.record
    }
}

fn build(record: &BuildRecord) -> Build {
    // One DDF writes 11.0.26200.7019; Windows 11 reports itself as 10.0.
    let major = if record.major == 11 { 10 } else { record.major };
    Build { major, minor: record.minor, number: record.number, revision: record.revision }
}
