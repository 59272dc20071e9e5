//! Real ADMX and ADML files: all of them are read, and a second XML reader finds the same in them.
//!
//! The corpus is found by `OMAURI_CORPUS`, then beside the checkout; without it these tests say so and pass.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a test may fail by panicking, and says what it skips")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use omauri::admx::definitions::{self, Class, Definitions, Kind, RegistryValue};
use omauri::admx::resources;
use omauri::text::encoding;
use roxmltree::Node;

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("OMAURI_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = given.into_iter().chain([beside]).find(|folder| folder.join("admx").is_dir());
    if found.is_none() {
        println!("no corpus: set OMAURI_CORPUS to read real ADMX files");
    }
    found
}

/// The files below the folders whose names end so, decoded.
fn files(corpus: &Path, folders: &[&str], extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|known| known.eq_ignore_ascii_case(extension)) {
                let name = format!("{folder}/{}", path.file_name().unwrap().display());
                found.push((name, encoding::decode(std::fs::read(&path).unwrap()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The document as the second reader has it. It takes a declaration at the very start only; the label does not concern it.
fn second_reading(text: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(text.trim_start_matches('\u{FEFF}').trim_start()).unwrap()
}

fn children<'n>(node: Node<'n, 'n>, name: &'static str) -> impl Iterator<Item = Node<'n, 'n>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or("-").to_owned()
}

#[test]
fn all_files_of_the_corpus_are_read() {
    let Some(corpus) = corpus() else { return };
    let mut unread = Vec::new();
    let definitions = files(&corpus, &["admx/windows", "admx/vendor", "firefox"], "admx");
    for (name, text) in &definitions {
        match definitions::read(text) {
            Ok(read) => unread.extend(read.faults.iter().map(|fault| format!("{name}: {fault}"))),
            Err(problem) => unread.push(format!("{name}: {problem}")),
        }
    }
    let resources = files(&corpus, &["admx/windows/en-US", "admx/vendor/en-US", "firefox/en-US"], "adml");
    for (name, text) in &resources {
        unread.extend(resources::read(text).err().map(|problem| format!("{name}: {problem}")));
    }
    println!("{} ADMX and {} ADML files", definitions.len(), resources.len());
    assert!(definitions.len() > 300 && resources.len() > 300);
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn a_second_reader_finds_the_same_policies() {
    let Some(corpus) = corpus() else { return };
    for (name, text) in files(&corpus, &["admx/windows", "admx/vendor", "firefox"], "admx") {
        let read = definitions::read(&text).unwrap();
        let document = second_reading(&text);
        let root = document.root_element();
        assert_eq!(policies_told(&read), policies_seen(root), "{name}");
        assert_eq!(categories_told(&read), categories_seen(root), "{name}");
        assert_eq!(elements_told(&read), elements_seen(root), "{name}");
        assert_eq!(values_told(&read), values_seen(root), "{name}");
    }
}

fn policies_told(read: &Definitions) -> Vec<[String; 6]> {
    let or_dash = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
    let told = read.policies.iter().map(|policy| {
        let class = match policy.class {
            Class::Machine => "Machine",
            Class::User => "User",
            Class::Both => "Both",
        };
        let (key, value_name) = (policy.key.clone(), or_dash(&policy.value_name));
        [
            policy.name.clone(),
            class.to_owned(),
            key,
            value_name,
            or_dash(&policy.category),
            or_dash(&policy.presentation),
        ]
    });
    told.collect()
}

fn policy_nodes<'n>(root: Node<'n, 'n>) -> impl Iterator<Item = Node<'n, 'n>> {
    root.descendants().filter(|node| node.tag_name().name() == "policy")
}

fn policies_seen(root: Node<'_, '_>) -> Vec<[String; 6]> {
    let seen = policy_nodes(root).map(|policy| {
        let category = children(policy, "parentCategory").next().unwrap();
        let [name, class, key, value_name, presentation] =
            ["name", "class", "key", "valueName", "presentation"].map(|name| attribute(policy, name));
        [name, class, key, value_name, attribute(category, "ref"), presentation]
    });
    seen.collect()
}

fn categories_told(read: &Definitions) -> Vec<[String; 2]> {
    let told = read.categories.iter();
    told.map(|category| [category.name.clone(), category.parent.clone().unwrap_or("-".to_owned())]).collect()
}

fn categories_seen(root: Node<'_, '_>) -> Vec<[String; 2]> {
    let seen = root.descendants().filter(|node| node.tag_name().name() == "category").map(|category| {
        let parent = children(category, "parentCategory").next();
        [attribute(category, "name"), parent.map_or("-".to_owned(), |parent| attribute(parent, "ref"))]
    });
    seen.collect()
}

/// Policy, kind, id, key, value name, number of choices of each element.
type Input = (String, &'static str, String, String, String, usize);

fn elements_told(read: &Definitions) -> Vec<Input> {
    let mut told = Vec::new();
    for policy in &read.policies {
        for element in &policy.elements {
            let (kind, items) = match &element.kind {
                Kind::Text { .. } => ("text", 0),
                Kind::MultiText { .. } => ("multiText", 0),
                Kind::Boolean { .. } => ("boolean", 0),
                Kind::Enum { items } => ("enum", items.len()),
                Kind::Decimal { .. } => ("decimal", 0),
                Kind::LongDecimal { .. } => ("longDecimal", 0),
                Kind::List { .. } => ("list", 0),
            };
            let [key, value_name] = [&element.key, &element.value_name].map(|text| text.clone().unwrap_or("-".into()));
            told.push((policy.name.clone(), kind, element.id.clone(), key, value_name, items));
        }
    }
    told
}

fn elements_seen(root: Node<'_, '_>) -> Vec<Input> {
    let kinds = ["text", "multiText", "boolean", "enum", "decimal", "longDecimal", "list"];
    let mut seen = Vec::new();
    for policy in policy_nodes(root) {
        for element in children(policy, "elements").flat_map(|all| all.children()).filter(Node::is_element) {
            let kind = kinds.into_iter().find(|kind| *kind == element.tag_name().name()).unwrap();
            let [id, key, value_name] = ["id", "key", "valueName"].map(|name| attribute(element, name));
            // Lists have no value name in the schema; three of Windows carry one all the same.
            let value_name = if kind == "list" { "-".to_owned() } else { value_name };
            let items = children(element, "item").count();
            seen.push((attribute(policy, "name"), kind, id, key, value_name, items));
        }
    }
    seen
}

/// How often each registry value occurs anywhere in policies.
fn values_told(read: &Definitions) -> BTreeMap<String, usize> {
    let mut all: Vec<&RegistryValue> = Vec::new();
    for policy in &read.policies {
        all.extend(policy.enabled_value.iter().chain(&policy.disabled_value));
        all.extend(policy.enabled_list.iter().chain(&policy.disabled_list).map(|write| &write.value));
        for element in &policy.elements {
            match &element.kind {
                Kind::Boolean { true_value, false_value, true_list, false_list } => {
                    all.extend(true_value.iter().chain(false_value));
                    all.extend(true_list.iter().chain(false_list).map(|write| &write.value));
                }
                Kind::Enum { items } => {
                    all.extend(items.iter().map(|item| &item.value));
                    all.extend(items.iter().flat_map(|item| &item.writes).map(|write| &write.value));
                }
                _ => {}
            }
        }
    }
    counted(all.into_iter().map(|value| match value {
        RegistryValue::Decimal(number) => format!("decimal {number}"),
        RegistryValue::LongDecimal(number) => format!("longDecimal {number}"),
        RegistryValue::Text(text) => format!("string {text}"),
        RegistryValue::Delete => "delete".to_owned(),
    }))
}

fn values_seen(root: Node<'_, '_>) -> BTreeMap<String, usize> {
    let inner = policy_nodes(root).flat_map(|policy| policy.descendants());
    counted(inner.filter_map(|node| match node.tag_name().name() {
        "decimal" if node.has_attribute("value") => {
            Some(format!("decimal {}", attribute(node, "value").parse::<u32>().unwrap()))
        }
        "string" => Some(format!("string {}", node.text().unwrap_or_default())),
        "delete" => Some("delete".to_owned()),
        _ => None,
    }))
}

fn counted(values: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

#[test]
fn a_second_reader_finds_the_same_strings_and_forms() {
    let Some(corpus) = corpus() else { return };
    for (name, text) in files(&corpus, &["admx/windows/en-US", "admx/vendor/en-US", "firefox/en-US"], "adml") {
        let read = resources::read(&text).unwrap();
        let document = second_reading(&text);
        for node in document.descendants() {
            let id = attribute(node, "id");
            match node.tag_name().name() {
                "string" => {
                    let text: String =
                        node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
                    assert_eq!(read.string(&format!("$(string.{id})")), Some(text.as_str()), "{name} {id}");
                }
                "presentation" => {
                    let form = read.presentation(&format!("$(presentation.{id})")).unwrap();
                    let told: Vec<&str> = form.controls.iter().map(|control| control.element.as_str()).collect();
                    let seen: Vec<&str> = node.children().filter_map(|child| child.attribute("refId")).collect();
                    assert_eq!(told, seen, "{name} {id}");
                }
                _ => {}
            }
        }
    }
}
