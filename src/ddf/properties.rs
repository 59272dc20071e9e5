//! What stands in a node's `DFProperties`.

use std::borrow::Cow;

use crate::text::xml::Element;

use super::element::{attribute, child_text, only, optional_attribute, required, text, word};
use super::node::{Deprecated, GroupPolicy, Naming};
use super::problem::{At, Fault};
use super::words::{AccessType, CaseSensitivity, Format, Occurrence};

pub(super) fn access(properties: &Element<'_>) -> Result<Vec<AccessType>, At> {
    let element = required(properties, "AccessType")?;
    let read =
        |child: &Element<'_>| AccessType::from_word(&child.name).ok_or_else(|| Fault::unknown(&child.name, element));
    element.elements().map(read).collect()
}

pub(super) fn format(properties: &Element<'_>) -> Result<Format, At> {
    let element = required(properties, "DFFormat")?;
    let word = word(element).ok_or_else(|| Fault::missing("format", element))?;
    Ok(Format::from_word(word))
}

pub(super) fn occurrence(properties: &Element<'_>) -> Result<Option<Occurrence>, At> {
    let element = only(properties, "Occurrence")?;
    let Some((element, child)) = element.and_then(|element| Some((element, element.elements().next()?))) else {
        return Ok(None);
    };
    let occurrence = Occurrence::from_word(&child.name, &text(child));
    occurrence.map(Some).ok_or_else(|| Fault::unknown(&child.name, element))
}

pub(super) fn case_sensitivity(properties: &Element<'_>) -> Result<Option<CaseSensitivity>, At> {
    let element = only(properties, "CaseSense")?;
    let Some((element, word)) = element.and_then(|element| Some((element, word(element)?))) else { return Ok(None) };
    CaseSensitivity::from_word(word).map(Some).ok_or_else(|| Fault::unknown(word, element))
}

pub(super) fn naming(properties: &Element<'_>) -> Result<Option<Naming>, At> {
    let element = only(properties, "DynamicNodeNaming")?;
    let child = element.and_then(|element| element.elements().next());
    Ok(child.map(|child| match child.name.as_ref() {
        "ServerGeneratedUniqueIdentifier" => Naming::ServerGeneratedUniqueIdentifier,
        "ClientInventory" => Naming::ClientInventory,
        "UniqueName" => Naming::UniqueName(text(child).into_owned()),
        other => Naming::Other(other.to_owned()),
    }))
}

pub(super) fn group_policy(properties: &Element<'_>) -> Result<Option<GroupPolicy>, At> {
    let Some(element) = only(properties, "GpMapping")? else { return Ok(None) };
    Ok(Some(GroupPolicy {
        name: attribute(element, "GpEnglishName")?,
        area_path: attribute(element, "GpAreaPath")?,
        element: optional_attribute(element, "GpElement"),
    }))
}

pub(super) fn deprecated(properties: &Element<'_>) -> Result<Option<Deprecated>, At> {
    let element = only(properties, "Deprecated")?;
    Ok(element.map(|element| Deprecated { build: optional_attribute(element, "OsBuildDeprecated") }))
}

/// The text of a property; none where the property is not there or says nothing.
pub(super) fn stated(properties: &Element<'_>, name: &'static str) -> Result<Option<String>, At> {
    let text = child_text(properties, name)?;
    Ok(text.filter(|text| !text.is_empty()).map(Cow::into_owned))
}
