//! Definitions out of the text of an ADMX file.

use crate::admx::attributes::{missing, required, text, wrong};
use crate::admx::problem::{Lines, Misread};
use crate::admx::{ReadProblem, document};
use crate::text::xml::Element;

use super::value::{child_list, child_value};
use super::{Category, Class, Definitions, Policy, Using, element};

/// Reads an ADMX file, decoded already (see [`crate::text::encoding`]).
///
/// Taken as they come: any namespace or none, a wrong encoding label, children in any order, unknown elements and attributes,
/// stray text, missing `policyNamespaces`, `resources` and `supportedOn`. A category, policy or namespace that cannot be
/// understood is left out and told in [`Definitions::faults`]; the rest is read.
///
/// # Errors
/// When the text is not well-formed XML, has a document type declaration, nests deeper than 64 elements, or is not a
/// `policyDefinitions`.
pub fn read(text: &str) -> Result<Definitions, ReadProblem> {
    document::read(text, "policyDefinitions", definitions)
}

fn definitions(root: &Element<'_>, lines: &mut Lines<'_>) -> Definitions {
    let mut read = Definitions::default();
    for namespaces in root.elements().filter(|child| child.name == "policyNamespaces") {
        if let Some(target) = namespaces.child("target") {
            read.prefix = text(target, "prefix");
            read.namespace = text(target, "namespace");
        }
    }
    let faults = &mut read.faults;
    read.using = each(root, ["policyNamespaces", "using"], faults, lines, |element, _| using(element));
    read.categories = each(root, ["categories", "category"], faults, lines, |element, _| category(element));
    read.policies = each(root, ["policies", "policy"], faults, lines, policy);
    read
}

/// What stands in all elements of a kind, as far as it can be understood.
fn each<'x, T>(
    root: &Element<'x>,
    [block, name]: [&str; 2],
    faults: &mut Vec<ReadProblem>,
    lines: &mut Lines<'_>,
    read: impl Fn(&Element<'x>, u32) -> Result<T, Misread>,
) -> Vec<T> {
    let mut all = Vec::new();
    let blocks = root.elements().filter(|child| child.name == block);
    for element in blocks.flat_map(Element::elements).filter(|child| child.name == name) {
        match read(element, lines.at(element.offset)) {
            Ok(one) => all.push(one),
            Err(misread) => faults.push(lines.locate(misread)),
        }
    }
    all
}

fn using(element: &Element<'_>) -> Result<Using, Misread> {
    Ok(Using { prefix: required(element, "prefix")?, namespace: required(element, "namespace")? })
}

fn category(element: &Element<'_>) -> Result<Category, Misread> {
    Ok(Category {
        name: required(element, "name")?,
        display_name: text(element, "displayName"),
        parent: parent_of(element),
    })
}

fn parent_of(element: &Element<'_>) -> Option<String> {
    element.child("parentCategory").and_then(|parent| text(parent, "ref"))
}

fn policy(element: &Element<'_>, line: u32) -> Result<Policy, Misread> {
    Ok(Policy {
        name: required(element, "name")?,
        class: class(element)?,
        display_name: text(element, "displayName"),
        presentation: text(element, "presentation"),
        category: parent_of(element),
        key: required(element, "key")?,
        value_name: text(element, "valueName"),
        enabled_value: child_value(element, "enabledValue")?,
        disabled_value: child_value(element, "disabledValue")?,
        enabled_list: child_list(element, "enabledList")?,
        disabled_list: child_list(element, "disabledList")?,
        elements: element::read(element)?,
        line,
    })
}

fn class(element: &Element<'_>) -> Result<Class, Misread> {
    let written = element.attribute("class").map(str::trim).ok_or_else(|| missing(element, "class"))?;
    let classes = [("Machine", Class::Machine), ("User", Class::User), ("Both", Class::Both)];
    let known = classes.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(written));
    let class = known.map(|(_, class)| class);
    class.ok_or_else(|| wrong(element, "class", written, "`Machine`, `User` or `Both`"))
}
