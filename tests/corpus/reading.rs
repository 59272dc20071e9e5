//! A second reading of Microsoft's DDF, ADMX and ADML files: what `omauri catalog list --format json` has to say of
//! each node.
//!
//! It shares nothing with omauri's own readers: another XML parser, other types, and every fact from the element it
//! stands in.

mod admx;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;

use roxmltree::Node;
use serde_json::{Value, json};

pub use admx::Windows;
use xml::{child, children, files, text, trimmed, with_document};

/// A node of the DDF as the program should list it, and the descriptions of its values.
pub struct Expected {
    pub node: Value,
    /// What the DDF says of each allowed value.
    pub descriptions: Vec<String>,
    /// The category path that the DDF states, where the node is backed by a policy.
    pub stated_path: Option<String>,
}

/// What came of one DDF node.
pub enum Read {
    Whole(Box<Expected>),
    /// The policy is not in the ADMX files.
    NoPolicy(String),
}

/// All values of the DDF's area files, by address.
pub fn ddf(folder: &Path, windows: &Windows) -> BTreeMap<String, Read> {
    let mut read = BTreeMap::new();
    for (_, path) in files(folder, |name| name.ends_with("_AreaDDF.xml")) {
        with_document(&path, |document| {
            for root in children(document.root_element(), "Node") {
                let above = child(root, "Path").map(trimmed).unwrap();
                below(root, &above, windows, &mut read);
            }
        });
    }
    read
}

fn below(node: Node<'_, '_>, above: &str, windows: &Windows, read: &mut BTreeMap<String, Read>) {
    let uri = format!("{above}/{}", child(node, "NodeName").map(trimmed).unwrap());
    let properties = child(node, "DFProperties").unwrap();
    if words(properties, "DFFormat") != ["node"] {
        let facts = ddf_node(&uri, properties, windows);
        assert!(read.insert(uri.clone(), facts).is_none(), "{uri} stands twice");
    }
    for inner in children(node, "Node") {
        below(inner, &uri, windows, read);
    }
}

/// The names of the elements in a property.
fn words(properties: Node<'_, '_>, name: &str) -> Vec<String> {
    let inner = child(properties, name).unwrap().children().filter(Node::is_element);
    inner.map(|element| element.tag_name().name().to_owned()).collect()
}

fn ddf_node(uri: &str, properties: Node<'_, '_>, windows: &Windows) -> Read {
    let parts: Vec<&str> = uri.split('/').collect();
    let (scope, area, name) = (parts[1], parts[6], parts[7..].join("/"));
    let applicability = child(properties, "Applicability").unwrap();
    let builds = child(applicability, "OsBuildVersion").map(trimmed).unwrap();
    let editions = child(applicability, "EditionAllowList").map(trimmed);
    let values = child(properties, "AllowedValues");
    let backed = values.and_then(|values| child(values, "AdmxBacked"));
    let admx = match backed {
        None => Value::Null,
        Some(backed) => {
            let (file, name) = (backed.attribute("File").unwrap(), backed.attribute("Name").unwrap());
            match windows.policy(file, name) {
                Some(policy) => policy,
                None => return Read::NoPolicy(format!("{file} {name}")),
            }
        }
    };
    let default = child(properties, "DefaultValue").map(text).filter(|_| backed.is_none());
    let (allowed, descriptions) = match values.filter(|_| backed.is_none()) {
        Some(values) => allowed(values),
        None => (Value::Null, Vec::new()),
    };
    let deprecated = child(properties, "Deprecated").map(|it| it.attribute("OsBuildDeprecated").unwrap_or(""));
    let node = json!({
        "uri": uri,
        "scope": scope.to_lowercase(),
        "area": area,
        "name": name,
        "format": words(properties, "DFFormat").join(","),
        "access": words(properties, "AccessType"),
        "builds": builds.split(',').map(str::trim).collect::<Vec<_>>(),
        "editions": editions.map(|codes| edition_codes(&codes)),
        "conflict": child(properties, "ConflictResolution").map(trimmed),
        "deprecated": deprecated,
        "default": default,
        "admx": admx,
        "allowed": allowed,
    });
    let stated_path = backed.map(|backed| backed.attribute("Area").unwrap().split_once("~AT~").unwrap().1.to_owned());
    Read::Whole(Box::new(Expected { node, descriptions, stated_path }))
}

/// `0x4;0x88*;` as the program lists them: in order, each once.
fn edition_codes(text: &str) -> Vec<String> {
    let codes = text.split(';').map(|code| code.trim().trim_end_matches('*')).filter(|code| !code.is_empty());
    let mut codes: Vec<u32> =
        codes.map(|code| u32::from_str_radix(code.trim_start_matches("0x"), 16).unwrap()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| format!("0x{code:X}")).collect()
}

fn allowed(values: Node<'_, '_>) -> (Value, Vec<String>) {
    let list = child(values, "List").map(|list| match list.attribute("Delimiter").unwrap() {
        "0xF000" | r"\xF000" => "\u{F000}".to_owned(),
        other => other.to_owned(),
    });
    let singly = || children(values, "Enum").into_iter();
    let plain: Vec<Value> = singly().map(|value| json!({ "value": child(value, "Value").map(trimmed) })).collect();
    let descriptions =
        singly().map(|value| child(value, "ValueDescription").map(trimmed).unwrap_or_default()).collect();
    match (values.attribute("ValueType").unwrap(), list) {
        ("None", Some(delimiter)) => (json!({ "kind": "list", "delimiter": delimiter }), Vec::new()),
        ("None", None) => (Value::Null, Vec::new()),
        ("ENUM", None) => (json!({ "kind": "enum", "values": plain }), descriptions),
        ("Flag", None) => (json!({ "kind": "flags", "values": plain }), descriptions),
        ("XSD", None) => (json!({ "kind": "xml" }), Vec::new()),
        ("Range", None) => (range(&child(values, "Value").map(trimmed).unwrap()), Vec::new()),
        (other, _) => panic!("values by {other}"),
    }
}

/// `[0-30]`, `[(-1)-30]`.
fn range(text: &str) -> Value {
    let (min, max) = text.trim_start_matches('[').trim_end_matches(']').rsplit_once('-').unwrap();
    let number = |text: &str| text.trim_matches(['(', ')']).parse::<i64>().unwrap();
    json!({ "kind": "range", "min": number(min), "max": number(max) })
}
