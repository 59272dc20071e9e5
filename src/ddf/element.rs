//! Looking into elements: children by name, texts and attributes without the blanks around them.

use std::borrow::Cow;

use crate::text::xml::{Child, Element};

use super::problem::{At, Fault, quoted};

/// The one child of a name, if it is there.
pub(super) fn only<'e, 'x>(parent: &'e Element<'x>, name: &'static str) -> Result<Option<&'e Element<'x>>, At> {
    let mut found = parent.elements().filter(|child| child.name == name);
    let first = found.next();
    match found.next() {
        Some(second) => Err(Fault::Repeated { child: name, parent: quoted(&parent.name) }.at(second)),
        None => Ok(first),
    }
}

/// The one child of a name.
pub(super) fn required<'e, 'x>(parent: &'e Element<'x>, name: &'static str) -> Result<&'e Element<'x>, At> {
    only(parent, name)?.ok_or_else(|| Fault::missing(name, parent))
}

/// The name of the one element inside: how DDF writes most of its words.
pub(super) fn word<'e>(element: &'e Element<'_>) -> Option<&'e str> {
    element.elements().next().map(|child| child.name.as_ref())
}

/// The text of an element.
pub(super) fn text<'e>(element: &'e Element<'_>) -> Cow<'e, str> {
    match element.children.as_slice() {
        [] => Cow::Borrowed(""),
        [Child::Text(text)] => Cow::Borrowed(text.trim()),
        _ => Cow::Owned(element.text().trim().to_owned()),
    }
}

/// The text of the one child of a name, if the child is there; it may be empty.
pub(super) fn child_text<'e>(parent: &'e Element<'_>, name: &'static str) -> Result<Option<Cow<'e, str>>, At> {
    Ok(only(parent, name)?.map(text))
}

/// An attribute that must be there, and say something.
pub(super) fn attribute(element: &Element<'_>, name: &'static str) -> Result<String, At> {
    optional_attribute(element, name).ok_or_else(|| Fault::missing(name, element))
}

/// An attribute, if it is there and says something.
pub(super) fn optional_attribute(element: &Element<'_>, name: &str) -> Option<String> {
    let value = element.attribute(name)?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
