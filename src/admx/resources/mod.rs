//! Resources of one language (ADML files): the texts of policies, and their input forms with the values that are offered.

mod presentation;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::admx::attributes::text;
use crate::admx::{ReadProblem, document};
use crate::text::xml::Element;

pub use presentation::{Control, ControlKind, Presentation};

/// A file of resources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resources {
    /// The revision, as written: `1.0`.
    pub revision: Option<String>,
    strings: HashMap<String, String>,
    presentations: HashMap<String, Presentation>,
}

/// Reads an ADML file, decoded already (see [`crate::text::encoding`]). Bears what [`super::definitions::read`] bears.
///
/// Of two strings or presentations with one id, the first counts. Strings, presentations and inputs without an id are left out:
/// nothing can refer to them.
///
/// # Errors
/// When the text is not well-formed XML, has a document type declaration, nests deeper than 64 elements, or is not a
/// `policyDefinitionResources`.
pub fn read(text: &str) -> Result<Resources, ReadProblem> {
    document::read(text, "policyDefinitionResources", |root, _| resources(root))
}

fn resources(root: &Element<'_>) -> Resources {
    let mut read = Resources { revision: text(root, "revision"), ..Resources::default() };
    let blocks = root.elements().filter(|child| child.name == "resources");
    for table in blocks.flat_map(Element::elements) {
        match table.name.as_ref() {
            "stringTable" => gather(table, "string", &mut read.strings, Element::text),
            "presentationTable" => gather(table, "presentation", &mut read.presentations, presentation::read),
            _ => {}
        }
    }
    read
}

fn gather<'x, T>(table: &Element<'x>, name: &str, known: &mut HashMap<String, T>, read: impl Fn(&Element<'x>) -> T) {
    for element in table.elements().filter(|child| child.name == name) {
        if let Some(id) = text(element, "id") {
            known.entry(id).or_insert_with(|| read(element));
        }
    }
}

impl Resources {
    /// The text that a definition refers to as `$(string.ID)`, with its blanks and line ends as in the file. A text that is no such
    /// reference stands for itself. `None` when the file lacks the string.
    ///
    /// Ids are compared letter for letter: so does Windows, and all references in the files of Windows and of vendors agree.
    #[must_use]
    pub fn string<'s>(&'s self, reference: &'s str) -> Option<&'s str> {
        match id_in(reference, "string") {
            Some(id) => self.strings.get(id).map(String::as_str),
            None => Some(reference),
        }
    }

    /// The input form that a policy refers to as `$(presentation.ID)`.
    #[must_use]
    pub fn presentation(&self, reference: &str) -> Option<&Presentation> {
        id_in(reference, "presentation").and_then(|id| self.presentations.get(id))
    }
}

/// The id in `$(table.id)`.
fn id_in<'r>(reference: &'r str, table: &str) -> Option<&'r str> {
    let inner = reference.trim().strip_prefix("$(")?.strip_suffix(')')?;
    inner.strip_prefix(table)?.strip_prefix('.').map(str::trim)
}
