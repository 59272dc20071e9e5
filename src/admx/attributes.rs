//! Attributes of ADMX and ADML elements, by what they hold.
//!
//! Names are compared letter for letter, as XML has it: the `Key` and `maxvalue` of some vendors mean nothing. Blanks around
//! numbers, truth values and classes mean nothing either (XML Schema collapses them); in names and texts they stay.

use std::str::FromStr;

use crate::text::xml::Element;

use super::problem::{Fault, Misread};

/// An attribute as it stands.
pub(super) fn text(element: &Element<'_>, name: &str) -> Option<String> {
    element.attribute(name).map(str::to_owned)
}

/// An attribute that must be there.
pub(super) fn required(element: &Element<'_>, name: &'static str) -> Result<String, Misread> {
    text(element, name).ok_or_else(|| missing(element, name))
}

/// `true` or `1`, `false` or `0`, in any case; absent is false, as in the schema for all of them.
pub(super) fn flag(element: &Element<'_>, name: &'static str) -> Result<bool, Misread> {
    let Some(value) = element.attribute(name).map(str::trim) else { return Ok(false) };
    if value == "1" || value.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if value == "0" || value.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(wrong(element, name, value, "`true` or `false`"))
    }
}

/// A number of 32 bits.
pub(super) fn number(element: &Element<'_>, name: &'static str) -> Result<Option<u32>, Misread> {
    parsed(element, name, "a whole number from 0 to 4294967295")
}

/// A number of 64 bits.
pub(super) fn long_number(element: &Element<'_>, name: &'static str) -> Result<Option<u64>, Misread> {
    parsed(element, name, "a whole number from 0 to 18446744073709551615")
}

/// The value of an attribute is none of those expected.
pub(super) fn wrong(element: &Element<'_>, attribute: &'static str, value: &str, expected: &'static str) -> Misread {
    // Shown to people: an attribute can be as long as the file.
    let value = value.chars().take(60).collect();
    Misread { offset: element.offset, fault: Fault::Value { attribute, value, expected } }
}

/// The element lacks something.
pub(super) fn missing(element: &Element<'_>, lacks: &'static str) -> Misread {
    Misread { offset: element.offset, fault: Fault::Missing { element: element.name.clone().into_owned(), lacks } }
}

fn parsed<T: FromStr>(element: &Element<'_>, name: &'static str, expected: &'static str) -> Result<Option<T>, Misread> {
    let Some(value) = element.attribute(name).map(str::trim) else { return Ok(None) };
    value.parse().map(Some).map_err(|_| wrong(element, name, value, expected))
}
