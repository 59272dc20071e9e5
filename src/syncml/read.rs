//! Commands out of a SyncML document: a whole message, a bare `SyncBody`, or commands at the top.

use std::collections::HashSet;

use crate::text::xml::{self, Child, Element};

use super::{Command, Content, Verb};

const METINF: &str = "syncml:metinf";

/// What stands in a body: a command, or several that succeed or fail together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A command by itself.
    Single(Command),
    /// All or nothing.
    Atomic(Vec<Command>),
}

/// Why a document is not SyncML as a device wants it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblem {
    /// Not XML.
    #[error("not well-formed: {0}")]
    NotXml(#[from] xml::ParseProblem),
    /// An element where it cannot stand, or in the wrong order.
    #[error("`{child}` cannot stand there in `{parent}`")]
    Unexpected {
        /// The element.
        child: String,
        /// What it stands in.
        parent: String,
    },
    /// An element that must be there.
    #[error("`{parent}` lacks its `{child}`")]
    Missing {
        /// The element.
        child: &'static str,
        /// Where it should stand.
        parent: String,
    },
    /// Two commands with one number.
    #[error("two commands have the CmdID `{0}`")]
    DuplicateCmdId(String),
}

/// Reads all commands, and proves the form on the way: known elements in the order of the DTD, `CmdID`s unique, children of
/// `Meta` in their namespace.
///
/// # Errors
/// At the first fault.
pub fn read(text: &str) -> Result<Vec<Step>, ReadProblem> {
    let root = xml::parse(text)?;
    let body = root.child("SyncML").unwrap_or(&root);
    let body = body.child("SyncBody").unwrap_or(body);
    // Commands at the top of a file may go without numbers: the server that takes them gives its own.
    let mut reader = Reader { seen: HashSet::new(), numbered: body.name == "SyncBody" };
    let mut steps = Vec::new();
    for element in only_elements(body)? {
        match element.name.as_ref() {
            "Final" => {}
            "Atomic" => steps.push(Step::Atomic(reader.atomic(element)?)),
            _ => steps.push(Step::Single(reader.command(element, &body.name)?)),
        }
    }
    Ok(steps)
}

struct Reader {
    seen: HashSet<String>,
    numbered: bool,
}

impl Reader {
    fn atomic(&mut self, atomic: &Element<'_>) -> Result<Vec<Command>, ReadProblem> {
        let mut children = only_elements(atomic)?.into_iter().peekable();
        self.number(atomic, children.next_if(|child| child.name == "CmdID"))?;
        children.map(|child| self.command(child, "Atomic")).collect()
    }

    fn command(&mut self, element: &Element<'_>, parent: &str) -> Result<Command, ReadProblem> {
        let verb = match element.name.as_ref() {
            "Add" => Verb::Add,
            "Replace" => Verb::Replace,
            "Delete" => Verb::Delete,
            other => return Err(unexpected(other, parent)),
        };
        let mut children = only_elements(element)?.into_iter().peekable();
        self.number(element, children.next_if(|child| child.name == "CmdID"))?;
        let item = children.next().filter(|child| child.name == "Item").ok_or_else(|| missing("Item", element))?;
        match children.next() {
            Some(extra) => Err(unexpected(&extra.name, &element.name)),
            None => read_item(item).map(|(uri, content)| Command { verb, uri, content }),
        }
    }

    fn number(&mut self, command: &Element<'_>, id: Option<&Element<'_>>) -> Result<(), ReadProblem> {
        match id.map(Element::text) {
            None if self.numbered => Err(missing("CmdID", command)),
            None => Ok(()),
            Some(id) if self.seen.insert(id.clone()) => Ok(()),
            Some(id) => Err(ReadProblem::DuplicateCmdId(id)),
        }
    }
}

/// `Target`, then `Meta`, then `Data`.
fn read_item(item: &Element<'_>) -> Result<(String, Option<Content>), ReadProblem> {
    let mut children = only_elements(item)?.into_iter().peekable();
    let target = children.next_if(|child| child.name == "Target").ok_or_else(|| missing("Target", item))?;
    let uri = target.child("LocURI").ok_or_else(|| missing("LocURI", target))?.text();
    let meta = children.next_if(|child| child.name == "Meta");
    let data = children.next_if(|child| child.name == "Data");
    if let Some(extra) = children.next() {
        return Err(unexpected(&extra.name, "Item"));
    }
    let content = match (meta, data) {
        (None, None) => None,
        (Some(meta), Some(data)) => {
            if let Some(child) = data.elements().next() {
                return Err(unexpected(&child.name, "Data"));
            }
            Some(Content { format: format(meta)?, data: data.text() })
        }
        (None, Some(_)) => return Err(missing("Meta", item)),
        (Some(_), None) => return Err(missing("Data", item)),
    };
    Ok((uri, content))
}

fn format(meta: &Element<'_>) -> Result<String, ReadProblem> {
    let child = |name: &'static str| {
        let named = meta.elements().find(|child| child.name == name && child.attribute("xmlns") == Some(METINF));
        named.ok_or_else(|| missing(name, meta))
    };
    child("Type")?;
    Ok(child("Format")?.text())
}

/// The child elements, where nothing but blanks may stand between them.
fn only_elements<'e, 'x>(parent: &'e Element<'x>) -> Result<Vec<&'e Element<'x>>, ReadProblem> {
    let text = parent.children.iter().find_map(|child| match child {
        Child::Text(text) if !text.trim().is_empty() => Some(text.trim()),
        _ => None,
    });
    match text {
        Some(text) => Err(unexpected(text, &parent.name)),
        None => Ok(parent.elements().collect()),
    }
}

fn unexpected(child: &str, parent: &str) -> ReadProblem {
    let parent = if parent.is_empty() { "the document" } else { parent };
    ReadProblem::Unexpected { child: child.to_owned(), parent: parent.to_owned() }
}

fn missing(child: &'static str, parent: &Element<'_>) -> ReadProblem {
    ReadProblem::Missing { child, parent: parent.name.clone().into_owned() }
}
