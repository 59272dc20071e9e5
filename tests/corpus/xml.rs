//! What the readers of ADMX and DDF share: XML as it stands in the files.

use std::path::Path;

use roxmltree::{Document, Node, ParsingOptions};

/// The elements right below a node that have a name, whatever their namespace.
pub fn children<'x>(node: Node<'x, 'x>, name: &str) -> Vec<Node<'x, 'x>> {
    node.children().filter(|child| child.is_element() && child.tag_name().name() == name).collect()
}

pub fn child<'x>(node: Node<'x, 'x>, name: &str) -> Option<Node<'x, 'x>> {
    children(node, name).into_iter().next()
}

/// All the text inside, as it stands.
pub fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

pub fn trimmed(node: Node<'_, '_>) -> String {
    text(node).trim().to_owned()
}

/// Parses a file after its own label of the encoding is out of the way: ADMX files say `utf-16` and are UTF-8.
pub fn with_document<T>(path: &Path, with: impl FnOnce(&Document<'_>) -> T) -> T {
    let bytes = std::fs::read(path).unwrap();
    let whole = std::str::from_utf8(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let body = whole.trim_start_matches('\u{FEFF}').trim_start();
    let body = if body.starts_with("<?xml") { body.split_once("?>").unwrap().1 } else { body };
    let options = ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = Document::parse_with_options(body, options);
    with(&document.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

pub fn files(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Vec<(String, std::path::PathBuf)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let mut files: Vec<_> = named.filter(|(name, _)| is_meant(name)).collect();
    files.sort();
    files
}

/// The one element of a name right below a node.
pub fn only<'x>(node: Node<'x, 'x>, name: &str) -> Option<Node<'x, 'x>> {
    let found = children(node, name);
    assert!(found.len() < 2, "{name} stands {} times", found.len());
    found.into_iter().next()
}

/// The names of the elements in a property.
pub fn words(properties: Node<'_, '_>, name: &str) -> Vec<String> {
    let inner = only(properties, name).unwrap().children().filter(Node::is_element);
    inner.map(|element| element.tag_name().name().to_owned()).collect()
}

pub fn attribute(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_else(|| panic!("{} without {name}", node.tag_name().name())).to_owned()
}
