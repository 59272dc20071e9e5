//! The catalog against its sources: every field, by a second reading of the JSON and of Microsoft's DDF files.
//!
//! The corpus is found by `OMAURI_CORPUS`, then beside the checkout; without it these tests say so and pass.
#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use omauri::windows::Edition;
use reading::{Read, Windows};
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

/// Nodes of the DDF that the catalog cannot have, and why. Those of a policy stand as `FILE POLICY`.
const NOT_IN_THE_CATALOG: [(&str, &str); 8] = [
    // LAPS before Windows had it: AdmPwd.admx came with a download, not with Windows.
    ("./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd", "AdmPwd.admx POL_AdmPwd"),
    ("./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_AdminName", "AdmPwd.admx POL_AdmPwd_AdminName"),
    (
        "./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_DontAllowPwdExpirationBehindPolicy",
        "AdmPwd.admx POL_AdmPwd_DontAllowPwdExpirationBehindPolicy",
    ),
    ("./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_Enabled", "AdmPwd.admx POL_AdmPwd_Enabled"),
    // The EAIME.admx at hand does not have these two.
    ("./User/Vendor/MSFT/Policy/Config/ADMX_EAIME/L_TurnOnLexiconUpdate", "EAIME.admx L_TurnOnLexiconUpdate"),
    ("./User/Vendor/MSFT/Policy/Config/ADMX_EAIME/L_TurnOnLiveStickers", "EAIME.admx L_TurnOnLiveStickers"),
    // Gone from the WindowsDefender.admx at hand.
    (
        "./Device/Vendor/MSFT/Policy/Config/ADMX_MicrosoftDefenderAntivirus/UX_Configuration_CustomDefaultActionToastString",
        "WindowsDefender.admx UX_Configuration_CustomDefaultActionToastString",
    ),
    // Not in the SettingSync.admx at hand.
    ("./Device/Vendor/MSFT/Policy/Config/SettingsSync/EnableWindowsbackup", "SettingSync.admx EnableWindowsbackup"),
];

/// The DDF gives these nodes a category path that their ADMX does not have.
const SLIPS: [&str; 6] = [
    "DeviceInstallation/PreventDeviceMetadataFromNetwork",
    "ErrorReporting/CustomizeConsentSettings",
    "FileExplorer/TurnOffDataExecutionPreventionForExplorer",
    "FileExplorer/TurnOffHeapTerminationOnCorruption",
    "Printers/PointAndPrintRestrictions",
    "RemoteManagement/AllowCredSSPAuthenticationClient",
];

/// The parts of two values that differ, with their places.
fn differences(place: &str, expected: &Value, found: &Value, wrong: &mut Vec<String>, leaves: &mut usize) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for name in expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name))) {
                let [left, right] = [expected, found].map(|object| object.get(name).unwrap_or(&Value::Null));
                differences(&format!("{place}.{name}"), left, right, wrong, leaves);
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (left, right)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{place}[{at}]"), left, right, wrong, leaves);
            }
        }
        _ => {
            *leaves += 1;
            if expected != found {
                wrong.push(format!("{place}: expected {expected}, found {found}"));
            }
        }
    }
}

/// Takes the meanings out of a listed node and the names out of its editions, which the sources have in other words.
fn without_words(found: &mut Value) -> Vec<String> {
    let codes: Option<Vec<Value>> =
        found["editions"].as_array().map(|all| all.iter().map(|edition| edition["code"].clone()).collect());
    found["editions"] = codes.into();
    let mut meanings = Vec::new();
    if let Some(values) = found.pointer_mut("/allowed/values").and_then(Value::as_array_mut) {
        for value in values {
            let meaning = value.as_object_mut().unwrap().remove("meaning").unwrap();
            meanings.push(meaning.as_str().unwrap().to_owned());
        }
    }
    meanings
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    nodes: usize,
    backed: usize,
    elements: usize,
    items: usize,
    meanings: usize,
}

impl Counts {
    fn add(&mut self, node: &Value) {
        self.nodes += 1;
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
    let mut listed = listed();
    let (mut counts, mut wrong, mut leaves) = (Counts::default(), Vec::new(), 0);
    let (mut left_out, mut slips) = (BTreeMap::new(), BTreeSet::new());
    for (uri, read) in reading::ddf(&corpus.join("ddf"), &windows) {
        let mut found = listed.remove(&uri);
        let expected = match (read, &mut found) {
            (Read::Whole(expected), Some(_)) => expected,
            (Read::Whole(_), None) => {
                wrong.push(format!("{uri} is not in the catalog"));
                continue;
            }
            (Read::NoPolicy(policy), _) => {
                left_out.insert(uri, policy);
                continue;
            }
        };
        let mut found = found.unwrap();
        let meanings = without_words(&mut found);
        differences(&uri, &expected.node, &found, &mut wrong, &mut leaves);
        for (meaning, description) in meanings.iter().zip(&expected.descriptions) {
            counts.meanings += usize::from(!meaning.is_empty());
            let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
            // Some descriptions have the value in braces before its name.
            let description = description.split_once("} - ").map_or(description.as_str(), |(_, rest)| rest);
            if !description.starts_with(meaning.as_str()) {
                wrong.push(format!("{uri}: `{description}` is called `{meaning}`"));
            }
        }
        if let Some(stated) = &expected.stated_path {
            let names = found["admx"]["categories"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            if *stated != names.collect::<Vec<_>>().join("~") {
                slips.insert(uri.split_once("/Config/").unwrap().1.to_owned());
            }
        }
        counts.add(&found);
    }
    println!("{counts:?}, {leaves} facts compared");
    for (uri, policy) in &left_out {
        println!("not in the catalog: {uri} ({policy})");
    }
    wrong.extend(listed.into_keys().map(|uri| format!("{uri} is not in the DDF")));
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(left_out, NOT_IN_THE_CATALOG.map(|(uri, policy)| (uri.to_owned(), policy.to_owned())).into());
    assert_eq!(slips, SLIPS.map(str::to_owned).into());
    // So that a corpus without files, or a reading that finds nothing, is no success.
    assert_eq!((counts.nodes, counts.backed), (3607, 2476));
    assert!(counts.elements > 1000 && counts.items > 1000 && counts.meanings > 500, "{counts:?}");
}

/// Every file below a folder that the build writes, with its bytes.
fn area_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file() && entry.file_name() != "editions.yaml");
    files.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
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
    assert!(rebuild(&ddf, &one).contains("3607 nodes, 2476 of them ADMX-backed; 8 left out"));
    // The other one from an archive, as Microsoft publishes them.
    let archive = folder.path().join("DDFv2.zip");
    pack(&ddf, &archive);
    rebuild(&archive, &other);
    let committed = area_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog"));
    let built = area_files(&one);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&built), names(&committed));
    let changed: Vec<&String> = built.keys().filter(|name| built[*name] != committed[*name]).collect();
    assert!(changed.is_empty(), "not as a build makes them: {changed:?}");
    assert_eq!(area_files(&other), built, "two builds of the same files differ");
    // Files that are as they should be are left alone.
    let times = |folder: &Path| -> Vec<_> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let mut times: Vec<_> =
            entries.map(|entry| (entry.file_name(), entry.metadata().unwrap().modified().unwrap())).collect();
        times.sort();
        times
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
