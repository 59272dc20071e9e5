//! The one element that an ADMX or ADML file consists of.

use crate::text::xml::{self, Child, Element};

use super::problem::{Fault, Lines, Misread, ReadProblem};

/// Parses a file and hands its root to `with`, which gets a counter of lines too.
///
/// What the XML declaration says of the encoding is not looked at: the text is decoded already, and real files are labelled
/// `utf-16` or `unicode` while they are UTF-8. Namespaces are not looked at either: real files have none, or any.
pub(super) fn read<T>(
    text: &str,
    root: &'static str,
    with: impl FnOnce(&Element<'_>, &mut Lines<'_>) -> T,
) -> Result<T, ReadProblem> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines = Lines::of(text);
    let parsed = xml::parse(text);
    let document =
        parsed.map_err(|problem| Misread { offset: problem.offset, fault: Fault::NotXml(shortened(&problem.message)) });
    match document.and_then(|document| only_root(document, root)) {
        Ok(element) => Ok(with(&element, &mut lines)),
        Err(misread) => Err(lines.locate(misread)),
    }
}

fn only_root<'x>(document: Element<'x>, expected: &'static str) -> Result<Element<'x>, Misread> {
    let mut offset = 0;
    let mut root = None;
    for child in document.children {
        let found = match child {
            Child::Text(text) if text.trim().is_empty() => continue,
            Child::Text(text) => shortened(text.trim()),
            Child::Element(element) => {
                offset = element.offset;
                if root.is_none() && element.name == expected {
                    root = Some(element);
                    continue;
                }
                shortened(&element.name)
            }
        };
        return Err(Misread { offset, fault: Fault::OtherRoot { expected, found } });
    }
    root.ok_or_else(|| Misread { offset, fault: Fault::OtherRoot { expected, found: "nothing".to_owned() } })
}

/// Shown to people: a name or a run of text can be as long as the file.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}
