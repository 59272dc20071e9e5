//! The catalog against its sources: every field, by a second reading of the JSON and of Microsoft's DDF files.
//!
//! The corpus is found by `OMAURI_CORPUS`, then beside the checkout; without it these tests say so and pass.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use omauri::windows::Edition;
use serde_json::Value;

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("OMAURI_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    given.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// What the program says of all nodes, by address.
fn listed() -> BTreeMap<String, Value> {
    let output =
        Command::new(env!("CARGO_BIN_EXE_omauri")).args(["catalog", "list", "--format", "json"]).output().unwrap();
    assert!(output.status.success());
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list["version"], 1);
    let nodes = list["nodes"].as_array().unwrap().iter();
    nodes.map(|node| (node["uri"].as_str().unwrap().to_owned(), node.clone())).collect()
}

fn codes(text: &str) -> BTreeSet<u64> {
    let codes = text.split(';').map(str::trim).filter(|code| !code.is_empty());
    codes.map(|code| u64::from_str_radix(code.trim_start_matches("0x"), 16).unwrap()).collect()
}

fn listed_codes(node: &Value) -> BTreeSet<u64> {
    let editions = node["editions"].as_array().unwrap().iter();
    let code =
        |edition: &Value| u64::from_str_radix(edition["code"].as_str().unwrap().trim_start_matches("0x"), 16).unwrap();
    editions.map(code).collect()
}

fn builds(text: &str) -> Vec<String> {
    text.split(',').map(|build| build.trim().to_owned()).collect()
}

/// `{"type": "decimal", "value": "1"}` of the source as the program writes it.
fn data(source: &Value) -> Value {
    if source.is_null() {
        return Value::Null;
    }
    let text = source["value"].as_str().unwrap();
    if source["type"] == "decimal" { text.parse::<u64>().unwrap().into() } else { text.into() }
}

fn number(source: &Value) -> Value {
    source.as_str().map_or(Value::Null, |text| text.parse::<u64>().unwrap().into())
}

struct Comparison {
    place: String,
    fields: usize,
    wrong: Vec<String>,
}

impl Comparison {
    fn field(&mut self, name: &str, expected: impl Into<Value>, found: &Value) {
        self.fields += 1;
        let expected = expected.into();
        if expected != *found {
            self.wrong.push(format!("{} {name}: expected {expected}, found {found}", self.place));
        }
    }
}

#[test]
fn policies_equal_the_extracted_facts() {
    let Some(corpus) = corpus() else {
        println!("no corpus: set OMAURI_CORPUS to compare the catalog with its sources");
        return;
    };
    let policies: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(corpus.join("winrm/policies.json")).unwrap()).unwrap();
    let listed = listed();
    let mut compare = Comparison { place: String::new(), fields: 0, wrong: Vec::new() };
    let mut nodes = 0;
    for policy in &policies {
        for csp in policy["csp"].as_array().unwrap() {
            nodes += 1;
            let uri = csp["uri"].as_str().unwrap();
            let node = listed.get(uri).unwrap_or_else(|| panic!("{uri} is not in the catalog"));
            uri.clone_into(&mut compare.place);
            compare_node(&mut compare, csp, node);
            compare_policy(&mut compare, policy, &node["admx"]);
        }
    }
    println!("{nodes} nodes of {} policies, {} fields compared", policies.len(), compare.fields);
    assert!(compare.wrong.is_empty(), "{}", compare.wrong.join("\n"));
    assert_eq!((policies.len(), nodes), (36, 36));
}

fn compare_node(compare: &mut Comparison, csp: &Value, node: &Value) {
    let uri = csp["uri"].as_str().unwrap();
    let mut parts = uri.rsplit('/');
    compare.field("name", parts.next().unwrap(), &node["name"]);
    compare.field("area", parts.next().unwrap(), &node["area"]);
    compare.field("scope", "device", &node["scope"]);
    compare.field("builds", builds(csp["os"].as_str().unwrap()), &node["builds"]);
    compare.field("conflict", csp["conflict"].clone(), &node["conflict"]);
    let expected = codes(csp["editions"].as_str().unwrap());
    compare.fields += 1;
    if expected != listed_codes(node) {
        compare.wrong.push(format!("{uri} editions"));
    }
}

fn compare_policy(compare: &mut Comparison, policy: &Value, found: &Value) {
    compare.field("file", policy["admx"].clone(), &found["file"]);
    compare.field("policy", policy["policy"].clone(), &found["policy"]);
    compare.field("class", policy["class"].clone(), &found["class"]);
    compare.field("title", policy["display"].clone(), &found["title"]);
    compare.field("category title", policy["path"].clone(), &found["categoryTitle"]);
    let last = found["categories"].as_array().unwrap().last().unwrap();
    compare.field("category", policy["category"].clone(), last);
    compare.field("key", policy["key"].clone(), &found["key"]);
    compare.field("valueName", policy["valueName"].clone(), &found["valueName"]);
    compare.field("enabledValue", data(&policy["enabledValue"]), &found["enabledValue"]);
    compare.field("disabledValue", data(&policy["disabledValue"]), &found["disabledValue"]);
    let (expected, found) = (policy["elements"].as_array().unwrap(), found["elements"].as_array().unwrap());
    compare.field("number of elements", expected.len(), &found.len().into());
    for (expected, found) in expected.iter().zip(found) {
        compare_element(compare, expected, found);
    }
}

fn compare_element(compare: &mut Comparison, expected: &Value, found: &Value) {
    compare.field("id", expected["id"].clone(), &found["id"]);
    compare.field("type", expected["kind"].clone(), &found["type"]);
    compare.field("key", expected["key"].clone(), &found["key"]);
    compare.field("valueName", expected["valueName"].clone(), &found["valueName"]);
    compare.field("maxLength", number(&expected["maxLength"]), &found["maxLength"]);
    compare.field("min", number(&expected["minValue"]), &found["min"]);
    compare.field("max", number(&expected["maxValue"]), &found["max"]);
    compare.field("trueValue", data(&expected["trueValue"]), &found["trueValue"]);
    compare.field("falseValue", data(&expected["falseValue"]), &found["falseValue"]);
    compare.field("valuePrefix", expected["valuePrefix"].clone(), &found["valuePrefix"]);
    let is_list = expected["kind"] == "list";
    let additive = if is_list { Value::Bool(expected["additive"] == "true") } else { Value::Null };
    compare.field("additive", additive, &found["additive"]);
    let item = |item: &Value| serde_json::json!({ "title": item["display"], "value": data(item) });
    let items = expected["items"].as_array().map_or(Value::Null, |items| items.iter().map(item).collect());
    compare.field("items", items, &found["items"]);
    compare.field("default", preset(expected), &found["default"]);
}

/// What gpedit puts there: the default of the presentation, a choice's by the item's title.
fn preset(element: &Value) -> Value {
    let presentation = &element["presentation"];
    for key in ["defaultValue", "defaultChecked"] {
        if !presentation[key].is_null() {
            return presentation[key].clone();
        }
    }
    match presentation["defaultItem"].as_str() {
        Some(index) => element["items"][index.parse::<usize>().unwrap()]["display"].clone(),
        None => Value::Null,
    }
}

const AREAS: [&str; 6] = [
    "RemoteManagement",
    "RemoteShell",
    "ADMX_WindowsRemoteManagement",
    "ADMX_CredSsp",
    "CredentialsDelegation",
    "Camera",
];

/// The DDF gives this node a category path that the ADMX does not have.
const SLIP: &str = "AllowCredSSPAuthenticationClient";

#[test]
fn nodes_equal_the_ddf() {
    let Some(corpus) = corpus() else {
        println!("no corpus: set OMAURI_CORPUS to compare the catalog with Microsoft's DDF");
        return;
    };
    let listed = listed();
    let mut compare = Comparison { place: String::new(), fields: 0, wrong: Vec::new() };
    let mut seen = BTreeSet::new();
    for area in AREAS {
        let text = std::fs::read_to_string(corpus.join(format!("ddf/{area}_AreaDDF.xml"))).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text.trim_start_matches('\u{FEFF}'), options).unwrap();
        for root in document.root_element().children().filter(|child| child.has_tag_name("Node")) {
            let path = format!("{}/{}", text_of(root, "Path"), text_of(root, "NodeName"));
            for node in root.children().filter(|child| child.has_tag_name("Node")) {
                let uri = format!("{path}/{}", text_of(node, "NodeName"));
                let found = listed.get(&uri).unwrap_or_else(|| panic!("{uri} is not in the catalog"));
                uri.clone_into(&mut compare.place);
                compare_ddf(&mut compare, node, found);
                seen.insert(uri);
            }
        }
    }
    println!("{} nodes, {} fields compared", seen.len(), compare.fields);
    assert!(compare.wrong.is_empty(), "{}", compare.wrong.join("\n"));
    assert_eq!(seen, listed.into_keys().collect::<BTreeSet<_>>());
}

/// A child by its local name: DDF elements are in no namespace, Microsoft's own in theirs.
fn child<'x>(node: roxmltree::Node<'x, 'x>, name: &str) -> Option<roxmltree::Node<'x, 'x>> {
    node.children().find(|child| child.tag_name().name() == name)
}

fn text_of<'x>(node: roxmltree::Node<'x, 'x>, name: &str) -> &'x str {
    child(node, name).and_then(|child| child.text()).unwrap_or("").trim()
}

fn compare_ddf(compare: &mut Comparison, node: roxmltree::Node<'_, '_>, found: &Value) {
    let properties = child(node, "DFProperties").unwrap();
    let words = |name: &str| -> Vec<String> {
        let elements = child(properties, name).unwrap().children().filter(roxmltree::Node::is_element);
        elements.map(|element| element.tag_name().name().to_owned()).collect()
    };
    compare.field("access", words("AccessType"), &found["access"]);
    compare.field("format", words("DFFormat").join(","), &found["format"]);
    let applicability = child(properties, "Applicability").unwrap();
    compare.field("builds", builds(text_of(applicability, "OsBuildVersion")), &found["builds"]);
    compare.fields += 1;
    if codes(text_of(applicability, "EditionAllowList")) != listed_codes(found) {
        compare.wrong.push(format!("{} editions", compare.place));
    }
    compare.field("conflict", text_of(properties, "ConflictResolution"), &found["conflict"]);
    let default = child(properties, "DefaultValue").and_then(|default| default.text());
    compare.field("default", default.map_or(Value::Null, Value::from), &found["default"]);
    let allowed = child(properties, "AllowedValues").unwrap();
    if let Some(backed) = child(allowed, "AdmxBacked") {
        compare.field("file", backed.attribute("File").unwrap(), &found["admx"]["file"]);
        compare.field("policy", backed.attribute("Name").unwrap(), &found["admx"]["policy"]);
        let categories: Vec<&str> =
            found["admx"]["categories"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let file = backed.attribute("File").unwrap().trim_end_matches(".admx");
        let area = Value::from(format!("{file}~AT~{}", categories.join("~")));
        if !compare.place.ends_with(SLIP) {
            compare.field("area path", backed.attribute("Area").unwrap(), &area);
        }
        compare.field("allowed", Value::Null, &found["allowed"]);
    } else {
        assert_eq!(allowed.attribute("ValueType"), Some("ENUM"));
        let values: Vec<Value> = allowed
            .children()
            .filter(|child| child.tag_name().name() == "Enum")
            .map(|value| text_of(value, "Value").into())
            .collect();
        let listed: Vec<Value> =
            found["allowed"]["values"].as_array().unwrap().iter().map(|value| value["value"].clone()).collect();
        compare.field("allowed kind", "enum", &found["allowed"]["kind"]);
        compare.field("allowed values", values, &listed.into());
        compare.field("admx", Value::Null, &found["admx"]);
    }
}

#[test]
fn names_in_edition_lists_are_those_of_the_table() {
    let mut names = BTreeMap::new();
    for file in ["editions"] {
        let text = std::fs::read_to_string(format!("{}/catalog/{file}.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for line in text.lines() {
            if let Some((name, code)) = line.trim().split_once(": 0x") {
                names.insert(name.to_owned(), u16::from_str_radix(code, 16).unwrap());
            }
        }
    }
    assert_eq!(names.len(), 37);
    for (name, code) in names {
        assert_eq!(Edition::from_code(code).map(Edition::name), Some(name.as_str()), "0x{code:X}");
    }
}
