//! The catalog against its sources: every field, by a second reading of the JSON and of Microsoft's DDF files.
//!
//! The corpus is found by `OMAURI_CORPUS`, then beside the checkout; without it these tests say so and pass.
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use omauri::windows::Edition;
use reading::Windows;
use serde_json::Value;

#[path = "corpus/reading.rs"]
mod reading;

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
    let nodes = list["nodes"].as_array().unwrap();
    let listed: BTreeMap<String, Value> =
        nodes.iter().map(|node| (node["uri"].as_str().unwrap().to_owned(), node.clone())).collect();
    assert_eq!(listed.len(), nodes.len(), "an address stands twice");
    listed
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
    let item = |item: &Value| serde_json::json!({ "title": item["display"], "value": data(item), "writes": [] });
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

/// What came of comparing two values.
#[derive(Default)]
struct Differences {
    facts: usize,
    meanings: usize,
    wrong: Vec<String>,
}

impl Differences {
    /// Compares all parts of two values.
    fn compare(&mut self, place: &str, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(expected), Value::Object(found)) => {
                for name in expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name))) {
                    let [left, right] = [expected, found].map(|object| object.get(name).unwrap_or(&Value::Null));
                    if name == "meaning" {
                        self.meaning(place, left.as_str().unwrap(), right.as_str().unwrap());
                    } else {
                        self.compare(&format!("{place}.{name}"), left, right);
                    }
                }
            }
            (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
                for (at, (left, right)) in expected.iter().zip(found).enumerate() {
                    self.compare(&format!("{place}[{at}]"), left, right);
                }
            }
            _ => {
                self.facts += 1;
                if expected != found {
                    self.wrong.push(format!("{place}: expected {expected}, found {found}"));
                }
            }
        }
    }

    /// The program has the beginning of a description as a value's name, or none.
    fn meaning(&mut self, place: &str, description: &str, meaning: &str) {
        self.meanings += usize::from(!meaning.is_empty());
        let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        // Some descriptions have the value in braces before its name.
        let description = description.split_once("} - ").map_or(description.as_str(), |(_, rest)| rest);
        if !description.starts_with(meaning) {
            self.wrong.push(format!("{place}: `{description}` is called `{meaning}`"));
        }
    }
}

/// Takes the names out of a listed node's editions: the sources have only the codes.
fn without_edition_names(found: &mut Value) {
    let codes: Option<Vec<Value>> =
        found["editions"].as_array().map(|all| all.iter().map(|edition| edition["code"].clone()).collect());
    found["editions"] = codes.into();
}

/// How many nodes were compared, and of them those that have something.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    nodes: usize,
    policies: usize,
    of_other_csps: usize,
    /// Those joined with an ADMX policy, with its elements and their items.
    backed: usize,
    elements: usize,
    items: usize,
    naming: usize,
    native: usize,
    dependencies: usize,
    group_policies: usize,
}

impl Counts {
    fn add(&mut self, node: &Value) {
        self.nodes += 1;
        self.policies += usize::from(node["area"].is_string());
        self.of_other_csps += usize::from(node["csp"].is_string());
        self.naming += usize::from(node["naming"].is_object());
        self.group_policies += usize::from(node["groupPolicy"].is_object());
        let [native, dependencies] = ["native", "dependencies"].map(|list| node[list].as_array().unwrap().is_empty());
        self.native += usize::from(!native);
        self.dependencies += usize::from(!dependencies);
        let Some(elements) = node["admx"]["elements"].as_array() else { return };
        self.backed += 1;
        self.elements += elements.len();
        self.items += elements.iter().filter_map(|element| element["items"].as_array()).map(Vec::len).sum::<usize>();
    }
}

#[test]
fn all_nodes_equal_a_second_reading_of_their_sources() {
    let Some(corpus) = corpus() else {
        println!("no corpus: set OMAURI_CORPUS to compare the catalog with Microsoft's files");
        return;
    };
    let windows = Windows::read(&corpus.join("admx/windows"));
    let reading = reading::read(&corpus.join("ddf"), &windows);
    let mut listed = listed();
    let mut counts = Counts::default();
    let mut differences = Differences { wrong: reading.wrong, ..Differences::default() };
    let mut stated_paths = BTreeSet::new();
    for (uri, expected) in &reading.nodes {
        let Some(mut found) = listed.remove(uri) else {
            differences.wrong.push(format!("{uri} is not in the catalog"));
            continue;
        };
        without_edition_names(&mut found);
        differences.compare(uri, &expected.node, &found);
        if let Some(stated) = &expected.stated_path {
            let names = found["admx"]["categories"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            if *stated != names.collect::<Vec<_>>().join("~") {
                stated_paths.insert(uri.as_str());
            }
        }
        counts.add(&found);
    }
    let Differences { facts, meanings, mut wrong } = differences;
    println!("{counts:#?}\n{} ADMX-backed nodes left out", reading.left_out.len());
    println!("{facts} facts and {meanings} names of values compared");
    for (uri, policy) in &reading.left_out {
        println!("not in the catalog: {uri} ({policy})");
    }
    wrong.extend(listed.into_keys().map(|uri| format!("{uri} is not in the DDF")));
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(stated_paths, reading::STATED_PATHS.into());
    // So that a corpus without files, or a reading that finds nothing, is no success.
    let expected = Counts {
        nodes: 5465,
        policies: 3607,
        of_other_csps: 1858,
        backed: 2493,
        elements: 1384,
        items: 2403,
        naming: 121,
        native: 36,
        dependencies: 116,
        group_policies: 842,
    };
    assert_eq!(counts, expected);
    assert_eq!(reading.left_out.len(), 8);
    assert!(facts > 100_000 && meanings > 500, "{facts} facts, {meanings} names of values");
}

/// Every file below a folder that the build writes, by its path there.
fn built_files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    for below in ["", "csp/"] {
        let entries = std::fs::read_dir(folder.join(below)).unwrap().map(|entry| entry.unwrap());
        let built =
            entries.filter(|entry| entry.file_type().unwrap().is_file() && entry.file_name() != "editions.yaml");
        files.extend(built.map(|entry| (format!("{below}{}", entry.file_name().to_str().unwrap()), entry.path())));
    }
    files
}

/// Their bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    built_files(folder).into_iter().map(|(name, path)| (name, std::fs::read(path).unwrap())).collect()
}

/// Packs the files of a folder, below a folder of the archive.
fn pack(folder: &Path, archive: &Path) {
    let mut writer = zip::ZipWriter::new(std::fs::File::create(archive).unwrap());
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let name = format!("DDFv2/{}", entry.file_name().to_str().unwrap());
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&std::fs::read(entry.path()).unwrap()).unwrap();
    }
    writer.finish().unwrap();
}

#[test]
fn a_rebuild_gives_the_committed_files() {
    let Some(corpus) = corpus() else {
        println!("no corpus: set OMAURI_CORPUS to build the catalog again");
        return;
    };
    let rebuild = |ddf: &Path, out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omauri"));
        command.args(["catalog", "build", "--ddf"]).arg(ddf);
        let output = command.arg("--admx").arg(corpus.join("admx/windows")).arg("--out").arg(out).output().unwrap();
        // The nodes that have no policy are told.
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
    let ddf = corpus.join("ddf");
    assert!(rebuild(&ddf, &one).contains("5465 nodes, 2493 of them ADMX-backed; 8 left out"));
    // The other one from an archive, as Microsoft publishes them.
    let archive = folder.path().join("DDFv2.zip");
    pack(&ddf, &archive);
    rebuild(&archive, &other);
    let committed = contents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog"));
    let built = contents(&one);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&built), names(&committed));
    let changed: Vec<&String> = built.keys().filter(|name| built[*name] != committed[*name]).collect();
    assert!(changed.is_empty(), "not as a build makes them: {changed:?}");
    assert_eq!(contents(&other), built, "two builds of the same files differ");
    // Files that are as they should be are left alone.
    let times = |folder: &Path| -> Vec<_> {
        let modified = |path: PathBuf| path.metadata().unwrap().modified().unwrap();
        built_files(folder).into_iter().map(|(name, path)| (name, modified(path))).collect()
    };
    let before = times(&one);
    assert!(rebuild(&ddf, &one).contains("(0 written)"));
    assert_eq!(times(&one), before);
}

#[test]
fn names_in_edition_lists_are_those_of_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/editions.yaml");
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| line.starts_with(' '));
    let pairs = lines.map(|line| line.trim().split_once(": 0x").unwrap());
    let names: BTreeMap<&str, u16> = pairs.map(|(name, code)| (name, u16::from_str_radix(code, 16).unwrap())).collect();
    for (name, code) in &names {
        assert_eq!(Edition::from_code(*code).map(Edition::name), Some(*name), "0x{code:X}");
    }
    let codes: BTreeSet<u16> = names.values().copied().collect();
    assert_eq!((names.len(), codes.len()), (37, 37));
}
