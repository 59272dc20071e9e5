//! Hand-written corrections: facts that Microsoft's files lack, or have wrong, each with its source. Applied last.

use serde::Deserialize;

use super::file::Map;
use super::file_name;
use super::record::{Allowed, Grammar, Home, NodeRecord};

/// The corrections of an area, or of another CSP.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    /// The area.
    area: Option<String>,
    /// The CSP, in the place of an area.
    csp: Option<String>,
    /// What stands at the head of the file: what it is about, and its sources. None where the usual words will do.
    pub comment: Option<Vec<String>>,
    /// What is corrected, by node.
    #[serde(default)]
    nodes: Map<NodeOverride>,
    /// Whether the file is expected to be made: a folder of corrections that somebody gives belongs to the build, the shipped
    /// ones to the catalog of all of Windows.
    #[serde(skip)]
    pub is_expected: bool,
}

/// What is corrected of a node.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NodeOverride {
    /// A state that can be recommended.
    example: Option<String>,
    /// The policy of the ADMX file, where the DDF names another one of it.
    policy: Option<String>,
    /// What the whole name of a node in braces matches.
    name_pattern: Option<String>,
    /// What its values match, in the place of what the sources say.
    regex: Option<String>,
    /// What its values mean, in a word or two, where the sources tell it in sentences only.
    #[serde(default)]
    meanings: Map<String>,
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
    /// What is corrected: the name of a file in a catalog.
    #[must_use]
    pub fn file_name(&self) -> String {
        match (&self.area, &self.csp) {
            (Some(area), _) => file_name(Home::Area, area),
            (None, csp) => file_name(Home::Csp, csp.as_deref().unwrap_or_default()),
        }
    }

    /// The right policy of a node.
    #[must_use]
    pub fn policy(&self, node: &str) -> Option<&str> {
        let (_, own) = self.nodes.0.iter().find(|(name, _)| name == node)?;
        own.policy.as_deref()
    }

    /// Corrects the records of the file. What is not there any more is told: a correction of nothing is a mistake.
    pub fn apply(&self, records: &mut [NodeRecord]) -> Vec<String> {
        let mut unknown = Vec::new();
        for (name, own) in &self.nodes.0 {
            let mut found = false;
            for record in records.iter_mut().filter(|record| record.name == *name) {
                found = true;
                unknown.extend(own.apply(record));
            }
            if !found {
                unknown.push(format!(
                    "`{}`: `{name}` has a correction, and this build has no such node",
                    self.file_name()
                ));
            }
        }
        unknown
    }
}

impl NodeOverride {
    fn apply(&self, record: &mut NodeRecord) -> Vec<String> {
        record.example.clone_from(&self.example);
        if let Some(pattern) = &self.regex {
            record.allowed = Some(Allowed::Regex(pattern.clone()));
        }
        let mut unknown = Vec::new();
        for (value, meaning) in &self.meanings.0 {
            let values = match &mut record.allowed {
                Some(Allowed::Enum(values) | Allowed::Flags(values)) => values.as_mut_slice(),
                _ => &mut [],
            };
            match values.iter_mut().find(|allowed| allowed.value == *value) {
                Some(allowed) => allowed.meaning.clone_from(meaning),
                None => unknown.push(format!("`{}/{}` has no value `{value}` to be named", record.area, record.name)),
            }
        }
        match (&self.name_pattern, &mut record.naming) {
            (None, _) => {}
            (Some(pattern), Some(naming)) => naming.pattern = Some(pattern.clone()),
            (Some(_), None) => unknown.push(format!("`{}/{}` has a name of its own", record.area, record.name)),
        }
        let elements = record.admx.as_mut().map(|policy| policy.elements.as_mut_slice()).unwrap_or_default();
        for (id, own) in &self.elements.0 {
            let Some(element) = elements.iter_mut().find(|element| element.id == *id) else {
                unknown.push(format!("`{}/{}` has no element `{id}` to be corrected", record.area, record.name));
                continue;
            };
            element.grammar = own.grammar;
            element.example.clone_from(&own.example);
        }
        unknown
    }
}
