//! Small XML documents as trees: for reading back what was rendered, and what others wrote.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};

use super::is_xml_char;

/// Deeper documents are refused. SyncML needs 8.
const DEEPEST: usize = 64;
/// More elements are refused: each takes a hundred bytes and more, of which a small archive can hold millions. The largest file
/// of Windows has 22,000.
const MOST_ELEMENTS: usize = 300_000;

/// An element with its children. Borrows from the document what stands there letter for letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<'x> {
    /// The name without its prefix.
    pub name: Cow<'x, str>,
    /// The attributes, namespace declarations included.
    pub attributes: Vec<(Cow<'x, str>, Cow<'x, str>)>,
    /// Elements and text, in order. Comments are left out.
    pub children: Vec<Child<'x>>,
    /// The byte of the document at which the element begins.
    pub offset: u64,
}

/// Content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Child<'x> {
    /// An element.
    Element(Element<'x>),
    /// Text with its entities resolved; neighbours are joined, CDATA included.
    Text(Cow<'x, str>),
}

/// Why a text is not well-formed XML (or uses what the product's formats never need).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}: {message}")]
pub struct ParseProblem {
    /// How far the reader came.
    pub offset: u64,
    /// What it did not like.
    pub message: String,
}

impl<'x> Element<'x> {
    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first child element of a name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The text directly inside.
    #[must_use]
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Child::Text(text) => Some(text.as_ref()),
            Child::Element(_) => None,
        });
        texts.collect()
    }

    /// An attribute's value.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }

    fn open(text: &'x str, start: &BytesStart<'x>, offset: u64) -> Result<Self, String> {
        // The event lends its letters for its own life only; the document has the same behind the `<`.
        let begin = usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(1);
        let tag = text.get(begin..begin.saturating_add(start.len())).filter(|tag| **tag == **start);
        let tag = tag.ok_or_else(|| "the reader has lost its place".to_owned())?;
        let name = tag.get(..start.name().0.len()).unwrap_or_default();
        let mut attributes = Vec::new();
        for attribute in Attributes::new(tag, name.len()) {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            forbidden(&value)?;
            attributes.push((Cow::Borrowed(attribute.key.0), value));
        }
        let name = name.split_once(':').map_or(name, |(_, local)| local);
        Ok(Self { name: Cow::Borrowed(name), attributes, children: Vec::new(), offset })
    }
}

/// What is done with a document type declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DocumentType {
    Refused,
    Skipped,
}

/// Reads a document or a sequence of elements: what stands at the top, as the children of a nameless element.
///
/// # Errors
/// Where the text is not well-formed, nests too deep, holds a document type declaration or a character that XML forbids.
pub fn parse(text: &str) -> Result<Element<'_>, ParseProblem> {
    read(text, DocumentType::Refused)
}

/// Reads as [`parse`] does, and skips a document type declaration in front of the first element. Nothing of it is used:
/// no file is opened, no attribute gets a default.
///
/// # Errors
/// Where [`parse`] has one, and where the declaration declares an entity: without it the document would say something else.
pub fn parse_past_document_type(text: &str) -> Result<Element<'_>, ParseProblem> {
    read(text, DocumentType::Skipped)
}

fn read(text: &str, document_type: DocumentType) -> Result<Element<'_>, ParseProblem> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    // The reader passes over a byte-order mark without counting it.
    let mark = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut stack = vec![Element { name: Cow::Borrowed(""), attributes: Vec::new(), children: Vec::new(), offset: 0 }];
    let mut elements = 0;
    loop {
        let offset = reader.buffer_position() + mark;
        let problem = |message: String| ParseProblem { offset, message };
        match reader.read_event().map_err(|error| problem(error.to_string()))? {
            Event::Start(_) | Event::Empty(_) if elements >= MOST_ELEMENTS => {
                return Err(problem(format!("more than {MOST_ELEMENTS} elements")));
            }
            Event::Start(start) => {
                elements += 1;
                if stack.len() >= DEEPEST {
                    return Err(problem(format!("more than {DEEPEST} elements deep")));
                }
                stack.push(Element::open(text, &start, offset).map_err(problem)?);
            }
            Event::Empty(start) => {
                elements += 1;
                let element = Element::open(text, &start, offset).map_err(problem)?;
                push(&mut stack, Child::Element(element));
            }
            Event::End(_) => {
                if let Some(done) = stack.pop() {
                    push(&mut stack, Child::Element(done));
                }
            }
            Event::Text(text) => push_text(&mut stack, text.xml10_content()).map_err(problem)?,
            Event::CData(text) => push_text(&mut stack, text.xml10_content()).map_err(problem)?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content().into_owned();
                let character = reference.resolve_char_ref().map_err(|error| problem(error.to_string()))?;
                let resolved = character.map(String::from).or_else(|| entity(&name));
                let resolved = resolved.ok_or_else(|| problem(format!("unknown entity `&{name};`")))?;
                push_text(&mut stack, Cow::Owned(resolved)).map_err(problem)?;
            }
            Event::DocType(_) if document_type == DocumentType::Refused => {
                return Err(problem("a document type declaration is not read".to_owned()));
            }
            Event::DocType(declaration) => skippable(&stack, &declaration.xml10_content()).map_err(problem)?,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if stack.len() > 1 => return Err(problem("an element is not closed".to_owned())),
            Event::Eof => return stack.pop().ok_or_else(|| problem("nothing is open".to_owned())),
        }
    }
}

/// Whether a document type declaration stands in its place and can be left out of account.
fn skippable(stack: &[Element<'_>], declaration: &str) -> Result<(), String> {
    if !matches!(stack, [top] if top.elements().next().is_none()) {
        return Err("a document type declaration can only stand in front of the first element".to_owned());
    }
    if declaration.contains("<!ENTITY") {
        return Err("a document type declaration with entities is not read".to_owned());
    }
    Ok(())
}

fn entity(name: &str) -> Option<String> {
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

fn push<'x>(stack: &mut [Element<'x>], child: Child<'x>) {
    if let Some(parent) = stack.last_mut() {
        parent.children.push(child);
    }
}

/// quick-xml lets characters through that XML forbids.
fn forbidden(text: &str) -> Result<(), String> {
    match text.chars().find(|character| !is_xml_char(*character)) {
        Some(bad) => Err(format!("U+{:04X} cannot stand in XML", u32::from(bad))),
        None => Ok(()),
    }
}

fn push_text<'x>(stack: &mut [Element<'x>], text: Cow<'x, str>) -> Result<(), String> {
    forbidden(&text)?;
    let Some(parent) = stack.last_mut() else { return Ok(()) };
    if let Some(Child::Text(before)) = parent.children.last_mut() {
        before.to_mut().push_str(&text);
    } else {
        parent.children.push(Child::Text(text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_text_entities_and_cdata() -> Result<(), ParseProblem> {
        let root = parse("<a x='1 &amp; 2'>b &lt;&#xF000;<![CDATA[<c>]]></a><d/>")?;
        let first = root.child("a");
        assert_eq!(first.map(Element::text).as_deref(), Some("b <\u{F000}<c>"));
        assert_eq!(first.and_then(|element| element.attribute("x")), Some("1 & 2"));
        assert_eq!(root.child("d").map(|element| element.offset), Some(50));
        Ok(())
    }

    #[test]
    fn elements_keep_their_place_behind_what_is_not_ascii() -> Result<(), ParseProblem> {
        let root = parse("\u{FEFF}<?xml version='1.0' encoding='utf-16'?><!-- ž😀 -->\r\n<p:ä b:c='é'\n/>")?;
        let places: Vec<_> = root.elements().map(|element| (element.name.as_ref(), element.offset)).collect();
        assert_eq!(places, [("ä", 59)]);
        assert_eq!(root.child("ä").and_then(|element| element.attribute("b:c")), Some("é"));
        Ok(())
    }

    #[test]
    fn refuses_what_is_not_xml() {
        for text in [
            "<a>",
            "<a></b>",
            "<a>&nope;</a>",
            "<a>\u{1}</a>",
            "<!DOCTYPE a><a/>",
            "<a x='1' x='2'/>",
            "</a>",
            "<a x='\u{1}'/>",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"<a>".repeat(100_000)).is_err());
    }

    #[test]
    fn skips_a_document_type_where_that_is_asked_for() -> Result<(), ParseProblem> {
        let text = "<!DOCTYPE a PUBLIC '>' \"[\" [<?b c=']>'?><!-- ]> -->]>\n<a>\n <b/></a>";
        let root = parse_past_document_type(text)?;
        let place = |element: &Element<'_>| usize::try_from(element.offset).ok();
        assert_eq!(root.child("a").and_then(place), text.find("<a>"));
        assert_eq!(root.child("a").and_then(|first| first.child("b")).and_then(place), text.find("<b/>"));
        for text in ["<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<!DOCTYPE a [", "<a/><!DOCTYPE a>", "<a><!DOCTYPE a></a>"] {
            assert!(parse_past_document_type(text).is_err(), "{text}");
        }
        Ok(())
    }
}
