//! `omauri catalog diff`: what it tells, of which intents, and what it refuses. The command's cases are in `tests/catalog-diff/`;
//! `TRYCMD=overwrite cargo test --test catalog_diff` writes their output.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use omauri::workspace::{CatalogSource, DiffRun, diff_catalogs};

#[path = "support/program.rs"]
mod program;

use program::{intent, omauri, stderr, stdout};

const HEAD: &str = "area: Contoso\ndefaults: { format: chr, access: [Get], admx: Contoso.admx, class: Both, category: C, key: K }\n\
                    categories: { C: C }\nnodes:\n";

/// A folder with a catalog `old` and one `new`, each of one area with these nodes.
fn catalogs(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, nodes) in [("old", old), ("new", new)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("Contoso.yaml"), format!("{HEAD}{nodes}")).unwrap();
    }
    folder
}

fn compared(old: &str, new: &str) -> DiffRun {
    let folder = catalogs(old, new);
    let source = |name: &str| CatalogSource::Folder(folder.path().join(name));
    diff_catalogs(&source("old"), &source("new"), &[], &folder.path().join("policies")).unwrap()
}

#[test]
fn cases() {
    trycmd::TestCases::new()
        .register_bin("omauri", trycmd::cargo::cargo_bin!("omauri"))
        .env("NO_COLOR", "1")
        .case("tests/catalog-diff/*.trycmd");
}

#[test]
fn a_copy_of_the_catalog_is_the_shipped_one() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    for below in ["", "csp"] {
        fs::create_dir(copy.join(below)).unwrap();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, copy.join(below).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    for sides in [["shipped", "copy"], ["copy", "shipped"]] {
        let output = omauri(folder.path(), &[&["catalog", "diff", "--exit-code"], &sides[..]].concat());
        assert_eq!(stdout(&output), "the catalogs do not differ\n", "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(0));
    }
    // One fact less, and it is told.
    let area = copy.join("Camera.yaml");
    let text = fs::read_to_string(&area).unwrap();
    fs::write(&area, text.replacen("  AllowCamera:", "  AllowCameras:", 1)).unwrap();
    let output = omauri(folder.path(), &["catalog", "diff", "shipped", "copy", "--exit-code"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        "Camera\n- AllowCamera (device)\n+ AllowCameras (device)\n\n1 node came, 1 went, 0 changed\n"
    );
}

#[test]
fn a_folder_may_be_called_shipped() {
    let folder = catalogs("  A: {}\n", "  A: {}\n");
    fs::rename(folder.path().join("new"), folder.path().join("shipped")).unwrap();
    let output = omauri(folder.path(), &["catalog", "diff", "old", "./shipped"]);
    assert_eq!(stdout(&output), "the catalogs do not differ\n", "{}", stderr(&output));
    assert_eq!(CatalogSource::from(PathBuf::from("shipped")), CatalogSource::Shipped);
}

#[test]
fn what_is_broken_is_told_and_the_others_go_on() {
    let folder = catalogs("  A: { format: int }\n  B: {}\n", "  A: { format: bool }\n");
    let policies = folder.path().join("policies");
    fs::create_dir(&policies).unwrap();
    // For the new catalog already: `true` is no number.
    fs::write(policies.join("early.yaml"), intent("early", "  Contoso: { A: true, Later: 1 }\n")).unwrap();
    fs::write(policies.join("sound.yaml"), intent("sound", "  Contoso:\n    B: x\n")).unwrap();
    fs::write(policies.join("tab.yaml"), intent("tab", "  Contoso:\n\tB: x\n")).unwrap();
    fs::write(policies.join("twice.yaml"), intent("twice", "  Contoso: { B: x, B: y }\nsetings: {}\n")).unwrap();
    fs::write(policies.join("wide.yaml"), b"apiVersion: omauri/v1\nname: \xFF\n").unwrap();
    // The default folder.
    let output = omauri(folder.path(), &["catalog", "diff", "old", "new"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    let set: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("    set in ")).collect();
    assert_eq!(set, ["policies/early.yaml:7:14", "policies/sound.yaml:8:5", "policies/twice.yaml:7:14"], "{text}");
    assert!(text.ends_with("0 nodes came, 1 went, 1 changed; 3 intents are touched\n"), "{text}");
    let told = stderr(&output);
    let files: Vec<&str> = told.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(files, ["policies/tab.yaml:8:1", "policies/twice.yaml:7:20", "policies/wide.yaml:2:7"], "{told}");
    assert!(told.lines().all(|line| line.ends_with("; what this intent sets may be missing here")), "{told}");
}

#[test]
fn a_default_folder_without_intents_is_none() {
    let folder = catalogs("  A: {}\n", "  B: {}\n");
    let summary = |arguments: &[&str]| {
        let output = omauri(folder.path(), &[&["catalog", "diff", "old", "new"], arguments].concat());
        (output.status.code(), stdout(&output).lines().last().unwrap_or_default().to_owned())
    };
    let without = (Some(0), "1 node came, 1 went, 0 changed".to_owned());
    assert_eq!(summary(&[]), without);
    fs::create_dir(folder.path().join("policies")).unwrap();
    assert_eq!(summary(&[]), without);
    assert_eq!(summary(&["policies"]).0, Some(2), "what is named must be there");
    fs::write(folder.path().join("policies/a.yaml"), intent("a", "  Camera: { AllowCamera: 0 }\n")).unwrap();
    assert_eq!(summary(&[]), (Some(0), "1 node came, 1 went, 0 changed; no intent is touched".to_owned()));
}

/// Only one node on each side leaves no doubt which became which.
#[test]
fn nodes_that_moved_are_paired_without_doubt() {
    let moved = |old: &str, new: &str| {
        let short = |uri: String| uri.replace("/Vendor/MSFT/Policy/Config/Contoso", "");
        let moved = compared(old, new).diff.moved.into_iter();
        moved.map(|moved| (short(moved.from), short(moved.to))).collect::<Vec<_>>()
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let [a, b, c] = ["A", "B", "C"].map(|name| format!("  {name}: {{ policy: P, title: T }}\n"));
    assert_eq!(moved(&a, &b), [pair("./Device/A", "./Device/B")]);
    assert_eq!(moved(&a, &format!("{b}{c}")), []);
    assert_eq!(moved(&format!("{a}{b}"), &c), []);
    assert_eq!(moved(&a, &b.replace("policy: P", "policy: Q")), []);
    assert_eq!(moved(&a, &b.replace("policy: P", "policy: P, admx: contoso.ADMX")).len(), 1);
    // A policy of both trees keeps to its tree.
    let both = [&a, &b].map(|node| node.replace("policy", "scope: both, policy"));
    assert_eq!(moved(&both[0], &both[1]), [pair("./Device/A", "./Device/B"), pair("./User/A", "./User/B")]);
    // Without a policy the same name in the other tree is enough.
    assert_eq!(moved("  A: {}\n", "  A: { scope: user }\n"), [pair("./Device/A", "./User/A")]);
    assert_eq!(moved("  A: {}\n", "  B: {}\n"), []);
    assert_eq!(moved("  A: {}\n", "  A: { scope: both }\n"), []);
    assert_eq!(moved(&a, &b.replace("policy", "scope: user, policy")), [pair("./Device/A", "./User/B")]);
}

/// Facts that are not listed are no difference that could be shown.
#[test]
fn what_is_not_listed_is_not_compared() {
    let old = "  A: { policy: P, title: T }\n";
    assert!(compared(old, &old.replace("title: T", "title: T, example: enabled")).diff.is_empty());
}

#[test]
fn the_last_of_two_files_counts() {
    let folder = catalogs("  A: {}\n", "  A: { format: int }\n");
    fs::copy(folder.path().join("new/Contoso.yaml"), folder.path().join("old/Contoso2.yaml")).unwrap();
    let output = omauri(folder.path(), &["catalog", "diff", "old", "new"]);
    assert_eq!(stdout(&output), "the catalogs do not differ\n", "{}", stderr(&output));
}

/// Long lists are compared by key, and what foreign text says stays on its line.
#[test]
fn hostile_catalogs_are_told_shortly() {
    let values = |from: u32| {
        (from..from + 50_000).fold(String::new(), |mut text, value| {
            write!(text, "{value}: m, ").unwrap();
            text
        })
    };
    let titled = "title: \"x\\n::error::\\e[2J ##vso[task.complete]\"";
    let node = |from: u32, title: &str| {
        format!("  A: {{ format: int, allowed: {{ {} }} }}\n  B: {{ policy: P, {title} }}\n", values(from))
    };
    let folder = catalogs(&node(0, "title: T"), &node(25_000, titled));
    let output = omauri(folder.path(), &["catalog", "diff", "old", "new"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert_eq!(text.lines().count(), 7, "{} lines", text.lines().count());
    let title = text.lines().find(|line| line.contains("admx.title")).unwrap();
    assert_eq!(title, r"    admx.title: `T` -> `x\n::error::\u{1b}[2J ##vso(task.complete]`");
}

#[test]
fn the_schema_describes_what_is_printed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let json =
        |arguments: &[&str]| -> serde_json::Value { serde_json::from_slice(&omauri(here, arguments).stdout).unwrap() };
    let validator = jsonschema::validator_for(&json(&["schema", "--of", "catalog-diff"])).unwrap();
    let folders = ["tests/catalog-diff/old", "tests/catalog-diff/new", "tests/catalog-diff/policies"];
    let printed = json(&[&["catalog", "diff", "--format", "json"], &folders[..]].concat());
    let faults: Vec<String> = validator.iter_errors(&printed).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let keys: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["version", "came", "went", "changed", "moved", "intents"]);
    let names = |key: &str| {
        let nodes = printed.get(key).and_then(serde_json::Value::as_array).unwrap().iter();
        nodes.map(|node| node.pointer("/name").and_then(serde_json::Value::as_str).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(names("came"), ["LockDoors", "Window", "Greeting"]);
    assert_eq!(names("went"), ["Knocker", "Lock", "Greeting"]);
}
