//! The lists of builds and editions that real nodes have, from the program's catalog and from Microsoft's files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use roxmltree::Node;
use serde::Deserialize;

use super::program::{omauri, stdout};

/// The lists of a node in the words of `applicability.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    /// `-` for none.
    pub builds: String,
    /// `absent`, `empty`, or codes between commas or semicolons.
    pub editions: String,
}

#[derive(Deserialize)]
struct Catalog {
    nodes: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    area: Option<String>,
    csp: Option<String>,
    name: String,
    builds: Vec<String>,
    editions: Option<Vec<Edition>>,
}

#[derive(Deserialize)]
struct Edition {
    code: String,
}

/// The area or CSP and the name of every node of the shipped catalog, once for each scope, and its lists.
pub fn of_catalog() -> Vec<(String, Lists)> {
    let output = omauri(Path::new(env!("CARGO_MANIFEST_DIR")), &["catalog", "list", "--format", "json"]);
    let catalog: Catalog = serde_json::from_str(&stdout(&output)).unwrap();
    catalog.nodes.into_iter().map(of_listed).collect()
}

fn of_listed(node: Listed) -> (String, Lists) {
    let joined = |list: Vec<String>, empty: &str| if list.is_empty() { empty.to_owned() } else { list.join(", ") };
    let codes = |list: Vec<Edition>| list.into_iter().map(|edition| edition.code).collect();
    let editions = node.editions.map_or("absent".to_owned(), |list| joined(codes(list), "empty"));
    let home = node.area.or(node.csp).unwrap();
    (format!("{home}/{}", node.name), Lists { builds: joined(node.builds, "-"), editions })
}

/// The address of every node of Microsoft's DDF files, `*` for what has no fixed name, and its lists, its
/// parents' where it states none; none if there is no corpus on this machine.
pub fn of_files() -> Option<BTreeMap<String, Lists>> {
    let given = std::env::var_os("OMAURI_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut folder = [given, Some(beside)].into_iter().flatten().map(|corpus| corpus.join("ddf"));
    let files = folder.find_map(|folder| std::fs::read_dir(folder).ok())?;
    let mut found = BTreeMap::new();
    for path in files.map(|file| file.unwrap().path()) {
        if path.extension().is_some_and(|extension| extension == "xml") {
            of_file(&std::fs::read_to_string(&path).unwrap(), &mut found);
        }
    }
    Some(found)
}

fn of_file(xml: &str, found: &mut BTreeMap<String, Lists>) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(xml, options).unwrap();
    for outermost in named(document.root_element(), "Node") {
        let path = text(named(outermost, "Path").next().unwrap());
        let none = Lists { builds: "-".to_owned(), editions: "absent".to_owned() };
        of_node(outermost, path.trim_end_matches('/'), &none, found);
    }
}

fn of_node(node: Node<'_, '_>, above: &str, inherited: &Lists, found: &mut BTreeMap<String, Lists>) {
    let name = match text(named(node, "NodeName").next().unwrap()) {
        empty if empty.is_empty() => "*".to_owned(),
        name => name,
    };
    let stated = |field: &'static str| {
        let places = named(node, "DFProperties").flat_map(|own| named(own, "Applicability"));
        places.flat_map(|place| named(place, field)).next().map(text)
    };
    let or_empty = |list: String| if list.is_empty() { "empty".to_owned() } else { list };
    let lists = Lists {
        builds: stated("OsBuildVersion").unwrap_or_else(|| inherited.builds.clone()),
        editions: stated("EditionAllowList").map_or_else(|| inherited.editions.clone(), or_empty),
    };
    let address = format!("{above}/{name}");
    for inside in named(node, "Node") {
        of_node(inside, &address, &lists, found);
    }
    found.insert(address, lists);
}

fn named<'a, 'd>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> + use<'a, 'd> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn text(node: Node<'_, '_>) -> String {
    node.text().unwrap_or_default().trim().to_owned()
}
