//! Commands out of a SyncML document: a whole message, a bare `SyncBody`, or commands at the top.

use std::collections::HashSet;

use crate::text::xml::{self, Child, Element};

use super::{Command, Content, Verb};

const METINF: &str = "syncml:metinf";
/// Formats of nodes without a value.
const HOLD_NOTHING: [&str; 2] = ["node", "null"];

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
    let body = body_of(&root)?;
    // Commands at the top of a file may go without numbers: the server that takes them gives its own.
    let mut reader = Reader { seen: HashSet::new(), numbered: body.name == "SyncBody" };
    let mut steps = Vec::new();
    let mut children = only_elements(body)?.into_iter().peekable();
    while let Some(element) = children.next() {
        match element.name.as_ref() {
            "Final" if reader.numbered && children.peek().is_none() => drop(leaf(element)?),
            "Atomic" => steps.push(Step::Atomic(reader.atomic(element)?)),
            _ => steps.push(Step::Single(reader.command(element, &body.name)?)),
        }
    }
    Ok(steps)
}

/// Where the commands stand: in the one body of the one message, in the one body, or at the top.
fn body_of<'e, 'x>(root: &'e Element<'x>) -> Result<&'e Element<'x>, ReadProblem> {
    let top = only_elements(root)?;
    match top.as_slice() {
        [message] if message.name == "SyncML" => match only_elements(message)?.as_slice() {
            [header, body] if header.name == "SyncHdr" && body.name == "SyncBody" => Ok(body),
            children => {
                let extra = children.iter().find(|child| child.name != "SyncHdr" && child.name != "SyncBody");
                Err(unexpected(extra.map_or("SyncBody", |child| &child.name), "SyncML"))
            }
        },
        [body] if body.name == "SyncBody" => Ok(body),
        _ => match top.iter().find(|element| element.name == "SyncML" || element.name == "SyncBody") {
            Some(one_of_several) => Err(unexpected(&one_of_several.name, "")),
            None => Ok(root),
        },
    }
}

/// The text of an element that has nothing else.
fn leaf(element: &Element<'_>) -> Result<String, ReadProblem> {
    match element.elements().next() {
        Some(child) => Err(unexpected(&child.name, &element.name)),
        None => Ok(element.text()),
    }
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
        match id.map(leaf).transpose()? {
            None if self.numbered => Err(missing("CmdID", command)),
            None => Ok(()),
            Some(id) if id.trim().is_empty() => Err(missing("CmdID", command)),
            Some(id) if self.seen.insert(id.clone()) => Ok(()),
            Some(id) => Err(ReadProblem::DuplicateCmdId(id)),
        }
    }
}

/// `Target`, then `Meta`, then `Data`.
fn read_item(item: &Element<'_>) -> Result<(String, Option<Content>), ReadProblem> {
    let mut children = only_elements(item)?.into_iter().peekable();
    let target = children.next_if(|child| child.name == "Target").ok_or_else(|| missing("Target", item))?;
    let uri = match only_elements(target)?.as_slice() {
        [uri] if uri.name == "LocURI" => leaf(uri)?,
        [] => return Err(missing("LocURI", target)),
        [first, ..] => return Err(unexpected(&first.name, "Target")),
    };
    let meta = children.next_if(|child| child.name == "Meta");
    let data = children.next_if(|child| child.name == "Data");
    if let Some(extra) = children.next() {
        return Err(unexpected(&extra.name, "Item"));
    }
    let content = match (meta, data) {
        (None, None) => None,
        (Some(meta), Some(data)) => {
            let (format, media_type) = meta_of(meta)?;
            media_type.ok_or_else(|| missing("Type", meta))?;
            Some(Content { format, data: leaf(data)? })
        }
        (None, Some(_)) => return Err(missing("Meta", item)),
        // What holds others, or nothing, has no data and no type of data.
        (Some(meta), None) => match meta_of(meta)? {
            (format, None) if HOLD_NOTHING.contains(&format.as_str()) => Some(Content { format, data: String::new() }),
            _ => return Err(missing("Data", item)),
        },
    };
    Ok((uri, content))
}

/// `Format` and, where there is one, `Type`: each once and in their namespace.
fn meta_of(meta: &Element<'_>) -> Result<(String, Option<String>), ReadProblem> {
    let (mut format, mut media_type) = (None, None);
    for child in only_elements(meta)? {
        let place = match child.name.as_ref() {
            "Format" => &mut format,
            "Type" => &mut media_type,
            other => return Err(unexpected(other, "Meta")),
        };
        if child.attribute("xmlns") != Some(METINF) || place.replace(leaf(child)?).is_some() {
            return Err(unexpected(&child.name, "Meta"));
        }
    }
    Ok((format.ok_or_else(|| missing("Format", meta))?, media_type))
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

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &str = "<Delete><CmdID>1</CmdID><Item><Target><LocURI>./x</LocURI></Target></Item></Delete>";

    fn command() -> Step {
        Step::Single(Command { verb: Verb::Delete, uri: "./x".to_owned(), content: None })
    }

    #[test]
    fn reads_messages_bodies_and_bare_commands() {
        let header = "<SyncHdr/>";
        for text in [
            format!("<SyncML xmlns='SYNCML:SYNCML1.2'>{header}<SyncBody>{COMMAND}<Final/></SyncBody></SyncML>"),
            format!("<!-- x --><SyncBody>{COMMAND}</SyncBody>"),
            COMMAND.to_owned(),
            COMMAND.replace("<CmdID>1</CmdID>", ""),
        ] {
            assert_eq!(read(&text), Ok(vec![command()]), "{text}");
        }
    }

    #[test]
    fn what_a_device_would_read_otherwise_is_refused() {
        let body = format!("<SyncBody>{COMMAND}</SyncBody>");
        let set = "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./x</LocURI></Target><Meta>META</Meta><Data>1</Data></Item></Replace>";
        let format = "<Format xmlns='syncml:metinf'>int</Format>";
        let media_type = "<Type xmlns='syncml:metinf'>text/plain</Type>";
        for text in [
            format!("{body}{body}"),
            format!("{body}{COMMAND}"),
            format!("<SyncML><SyncHdr/>{body}{body}</SyncML>"),
            format!("<SyncML>{body}</SyncML>"),
            body.replace("</SyncBody>", "<Final/><Final/></SyncBody>"),
            body.replace("<CmdID>1</CmdID>", "<CmdID> </CmdID>"),
            body.replace("<CmdID>1</CmdID>", ""),
            body.replace("</Delete>", &format!("</Delete>{COMMAND}")),
            body.replace("<LocURI>./x</LocURI>", "<LocURI>./x</LocURI><LocURI>./y</LocURI>"),
            body.replace("./x", "<b>./x</b>"),
            set.replace("META", &format!("{format}{format}{media_type}")),
            set.replace("META", &format!("{media_type}<Format>int</Format>")),
            set.replace("META", format),
            set.replace("META", &format!("{format}{media_type}")).replace("<Data>1</Data>", "<Data><enabled/></Data>"),
            format!("<!DOCTYPE x>{body}"),
        ] {
            assert!(read(&text).is_err(), "{text}");
        }
        let right = set.replace("META", &format!("{format}{media_type}"));
        assert!(read(&right).is_ok(), "{right}");
    }

    #[test]
    fn only_what_holds_no_value_goes_without_data() {
        let added = "<Add><CmdID>1</CmdID><Item><Target><LocURI>./x</LocURI></Target><Meta>META</Meta></Item></Add>";
        let media_type = "<Type xmlns='syncml:metinf'>text/plain</Type>";
        for format in ["node", "null", "chr", "int"] {
            let meta = format!("<Format xmlns='syncml:metinf'>{format}</Format>");
            let content = Content { format: format.to_owned(), data: String::new() };
            let command = Command { verb: Verb::Add, uri: "./x".to_owned(), content: Some(content) };
            let found = read(&added.replace("META", &meta));
            if ["node", "null"].contains(&format) {
                assert_eq!(found, Ok(vec![Step::Single(command)]));
            } else {
                assert!(found.is_err(), "{format}");
            }
            assert!(read(&added.replace("META", &format!("{meta}{media_type}"))).is_err(), "{format}");
        }
        assert!(read(&added.replace("META", media_type)).is_err());
    }
}
