//! From a document to its nodes.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::text::xml::{self, Element};

use super::address::{Scope, canonical, is_segment};
use super::allowed::Allowed;
use super::applicability::Applicability;
use super::element::{child_text, only, required, text};
use super::lines::Lines;
use super::node::Node;
use super::problem::{At, Fault, ReadProblem, quoted};
use super::words::Format;
use super::{dependency, properties};

/// No address is longer: Microsoft's longest has 157 bytes. Nested names would otherwise make much memory of a small file.
const LONGEST_ADDRESS: usize = 1024;

/// Reads every node of a DDF in the order of the document, interior nodes too. The text may begin with a byte-order mark, its
/// XML declaration may name any encoding, and its document type declaration is skipped.
///
/// # Errors
/// At the first fault, with its line.
pub fn read(text: &str) -> Result<Vec<Node>, ReadProblem> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader { lines: Lines::new(text), nodes: Vec::new() };
    let place = |At { offset, fault }| ReadProblem { line: Lines::new(text).at(offset), fault };
    reader.document(text).map_err(place)?;
    addresses_differ(&reader.nodes)?;
    Ok(reader.nodes)
}

struct Reader<'x> {
    lines: Lines<'x>,
    nodes: Vec<Node>,
}

/// What a node has of the one around it.
struct Parent<'p> {
    uri: &'p str,
    scope: Scope,
    is_short: bool,
    applicability: Option<&'p Applicability>,
}

impl Reader<'_> {
    fn document(&mut self, text: &str) -> Result<(), At> {
        let document = xml::parse_past_document_type(text)
            .map_err(|problem| At { offset: problem.offset, fault: Fault::NotXml(quoted(&problem.message)) })?;
        let mut top = document.elements();
        let tree = match (top.next(), top.next()) {
            (Some(tree), None) if tree.name == "MgmtTree" => tree,
            (first, _) => return Err(Fault::NotDdf.at(first.unwrap_or(&document))),
        };
        for node in tree.elements().filter(|child| child.name == "Node") {
            self.outermost(node)?;
        }
        Ok(())
    }

    fn outermost(&mut self, element: &Element<'_>) -> Result<(), At> {
        let path = child_text(element, "Path")?.filter(|path| !path.is_empty());
        let path = path.ok_or_else(|| Fault::missing("Path", element))?;
        let (scope, uri) = canonical(&path).ok_or_else(|| Fault::BadPath(quoted(&path)).at(element))?;
        let is_short = path.starts_with("./Vendor");
        self.node(element, &Parent { uri: &uri, scope, is_short, applicability: None })
    }

    /// Reads a node and those in it. The depth is bounded: the XML reader refuses documents deeper than 64 elements.
    fn node(&mut self, element: &Element<'_>, parent: &Parent<'_>) -> Result<(), At> {
        let node = self.describe(element, parent)?;
        let (uri, applicability) = (node.uri.clone(), node.applicability.clone());
        self.nodes.push(node);
        let (scope, is_short) = (parent.scope, parent.is_short);
        let parent = Parent { uri: &uri, scope, is_short, applicability: applicability.as_ref() };
        for child in element.elements().filter(|child| child.name == "Node") {
            same_place(child, &parent)?;
            self.node(child, &parent)?;
        }
        Ok(())
    }

    fn describe(&mut self, element: &Element<'_>, parent: &Parent<'_>) -> Result<Node, At> {
        let own = required(element, "DFProperties")?;
        let written = text(required(element, "NodeName")?);
        let is_dynamic = written.is_empty();
        let name = if is_dynamic { placeholder(own)? } else { written };
        let format = properties::format(own)?;
        Ok(Node {
            uri: address(parent.uri, &name, is_dynamic).map_err(|fault| fault.at(element))?,
            scope: parent.scope,
            is_short: parent.is_short,
            name: name.into_owned(),
            is_interior: format == Format::Node || element.child("Node").is_some(),
            access: properties::access(own)?,
            format,
            default_value: child_text(own, "DefaultValue")?.map(Cow::into_owned),
            occurrence: properties::occurrence(own)?,
            is_dynamic,
            naming: properties::naming(own)?,
            case_sensitivity: properties::case_sensitivity(own)?,
            applicability: Applicability::read(own, parent.applicability)?,
            allowed: only(own, "AllowedValues")?.map(Allowed::read).transpose()?,
            group_policy: properties::group_policy(own)?,
            conflict: properties::stated(own, "ConflictResolution")?,
            dependencies: dependency::groups(own)?,
            deprecated: properties::deprecated(own)?,
            replace: properties::stated(own, "ReplaceBehavior")?,
            reboot: properties::stated(own, "RebootBehavior")?,
            is_atomic_required: only(own, "AtomicRequired")?.is_some(),
            line: self.lines.at(element.offset),
        })
    }
}

/// Two nodes of one address could not be told apart by whoever looks one up.
fn addresses_differ(nodes: &[Node]) -> Result<(), ReadProblem> {
    let mut seen = HashSet::with_capacity(nodes.len());
    match nodes.iter().find(|node| !seen.insert(node.uri.as_str())) {
        None => Ok(()),
        Some(node) => Err(ReadProblem { line: node.line, fault: Fault::RepeatedAddress(node.uri.clone()) }),
    }
}

/// What a dynamic node is called for want of a name: its `DFTitle`, else its `DDFName`, else `Name`. In Microsoft's files
/// every dynamic node has a title, and every `DDFName` is empty.
fn placeholder<'e>(own: &'e Element<'_>) -> Result<Cow<'e, str>, At> {
    let title = child_text(own, "DFTitle")?;
    let format_name = match only(own, "DFType")? {
        Some(kind) => child_text(kind, "DDFName")?,
        None => None,
    };
    let usable = [title, format_name].into_iter().flatten().find(|name| is_segment(name));
    Ok(usable.unwrap_or(Cow::Borrowed("Name")))
}

fn address(parent: &str, name: &str, is_dynamic: bool) -> Result<String, Fault> {
    if !is_segment(name) {
        return Err(Fault::BadName(quoted(name)));
    }
    if parent.len() + name.len() + "/{}".len() > LONGEST_ADDRESS {
        return Err(Fault::LongAddress(LONGEST_ADDRESS));
    }
    Ok(if is_dynamic { format!("{parent}/{{{name}}}") } else { format!("{parent}/{name}") })
}

/// A node inside another stands below that one, whatever a `Path` of its own may say; one that says so is no fault.
fn same_place(element: &Element<'_>, parent: &Parent<'_>) -> Result<(), At> {
    let Some(path) = child_text(element, "Path")?.filter(|path| !path.is_empty()) else { return Ok(()) };
    match canonical(&path) {
        Some((_, uri)) if uri == parent.uri => Ok(()),
        _ => Err(Fault::BadPath(quoted(&path)).at(element)),
    }
}
