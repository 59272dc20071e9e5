//! Hand-written corrections: facts that Microsoft's files lack, or have wrong, each with its source. Applied last.

use serde::Deserialize;

use super::file::Map;
use super::record::{Grammar, NodeRecord};

/// The corrections of an area.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// The area.
    pub area: String,
    /// What stands at the head of the area's file: what it is about, and its sources.
    pub comment: Vec<String>,
    /// What is corrected, by node.
    #[serde(default)]
    pub nodes: Map<NodeOverride>,
}

/// What is corrected of a node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeOverride {
    /// A state that can be recommended.
    example: Option<String>,
    /// By element.
    #[serde(default)]
    elements: Map<ElementOverride>,
}

/// What is corrected of an element.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementOverride {
    /// What its text must look like.
    grammar: Option<Grammar>,
    /// A value that can be recommended.
    example: Option<String>,
}

impl Overrides {
    /// Corrects the records of the area. What is not there any more is told: a correction of nothing is a mistake.
    pub fn apply(&self, records: &mut [NodeRecord]) -> Vec<String> {
        let mut unknown = Vec::new();
        for (name, own) in &self.nodes.0 {
            let mut found = false;
            for record in records.iter_mut().filter(|record| record.area == self.area && record.name == *name) {
                found = true;
                record.example.clone_from(&own.example);
                unknown.extend(own.apply_elements(record));
            }
            if !found {
                unknown.push(format!("`{}/{name}` is corrected and is not there", self.area));
            }
        }
        unknown
    }
}

impl NodeOverride {
    fn apply_elements(&self, record: &mut NodeRecord) -> Vec<String> {
        let mut unknown = Vec::new();
        let elements = record.admx.as_mut().map(|policy| policy.elements.as_mut_slice()).unwrap_or_default();
        for (id, own) in &self.elements.0 {
            match elements.iter_mut().find(|element| element.id == *id) {
                Some(element) => {
                    element.grammar = own.grammar;
                    element.example.clone_from(&own.example);
                }
                None => {
                    unknown.push(format!("`{}/{}` has no element `{id}` to be corrected", record.area, record.name));
                }
            }
        }
        unknown
    }
}
