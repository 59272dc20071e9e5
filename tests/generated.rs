//! Files that are generated, and what a public change must show in a diff: help, schemas, the list of rules.
//!
//! `OMAURI_UPDATE=1 cargo test --test generated` writes the files; without it a stale one fails.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

fn omauri(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_omauri")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn is_current(path: &str, content: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("OMAURI_UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, content).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == content, "`{path}` is stale: run `OMAURI_UPDATE=1 cargo test --test generated`");
}

#[test]
fn the_schema_of_intents_is_current() {
    is_current("schema/intent.schema.json", &omauri(&["schema"]));
}

/// An editor reads the whole file anew for each window.
#[test]
fn the_schema_of_intents_is_small_and_has_a_line_for_each_node() {
    let text = omauri(&["schema"]);
    assert!(text.len() < 1_850_000, "{} bytes", text.len());
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut lines = text.lines();
    for key in ["settings", "userSettings"] {
        for area in schema["properties"][key]["properties"].as_object().unwrap().values() {
            for (name, node) in area["properties"].as_object().unwrap() {
                let line = format!("\"{name}\":{node}");
                assert!(lines.any(|found| found.trim_end_matches(',') == line), "{name}");
            }
        }
    }
    // serde takes a key `0` for the first field of a struct: the values of a choice were once read as something else.
    let camera = &schema["properties"]["settings"]["properties"]["Camera"]["properties"]["AllowCamera"];
    let shape = schema.pointer(camera["$ref"].as_str().unwrap().trim_start_matches('#')).unwrap();
    let value = schema.pointer(shape["properties"]["value"]["$ref"].as_str().unwrap().trim_start_matches('#')).unwrap();
    assert_eq!(value["enum"], serde_json::json!([0, 1, "notConfigured"]));
}

#[test]
fn the_schema_of_some_areas_has_no_others() {
    let schema: serde_json::Value = serde_json::from_str(&omauri(&["schema", "--area", "RemoteShell,Camera"])).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let areas = schema["properties"]["settings"]["properties"].as_object().unwrap();
    assert_eq!(areas.keys().collect::<Vec<_>>(), ["Camera", "RemoteShell"]);
    let failing = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_omauri")).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let unknown = failing(&["schema", "--area", "RemoteShell,Camra"]);
    assert_eq!(unknown, "error: there is no area `Camra`: did you mean `Camera`?\n");
    assert!(failing(&["schema", "--of", "check", "--area", "Camera"]).contains("for the schema of intents"));
}

#[test]
fn the_rule_pages_are_current() {
    is_current("docs/rules.md", &omauri::workspace::rule_pages());
}

#[test]
fn the_manual_is_current() {
    is_current("docs/man/omauri.1", &omauri(&["man"]));
}

#[test]
fn schemas_are_valid_and_describe_what_is_printed() {
    for name in omauri::workspace::SCHEMAS {
        let schema: serde_json::Value = serde_json::from_str(&omauri(&["schema", "--of", name])).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{name}");
        jsonschema::meta::validate(&schema).unwrap();
    }
    let describes = |name: &str, output: &str| {
        let schema = serde_json::from_str(&omauri(&["schema", "--of", name])).unwrap();
        let output = serde_json::from_str(output).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator.iter_errors(&output).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    };
    describes("catalog-list", &omauri(&["catalog", "list", "--format", "json"]));
    describes("check", &omauri(&["check", "policies", "--format", "json"]));
}

#[test]
fn public_changes_show() {
    for command in ["", "check", "render", "explain", "catalog", "schema", "completions", "man"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let name = if command.is_empty() { "help" } else { command };
        insta::assert_snapshot!(format!("help_{name}"), omauri(&arguments));
    }
    for command in ["list", "build", "diff"] {
        insta::assert_snapshot!(format!("help_catalog_{command}"), omauri(&["catalog", command, "--help"]));
    }
    for name in ["check", "catalog-list", "catalog-diff", "manifest"] {
        insta::assert_snapshot!(format!("schema_{name}"), omauri(&["schema", "--of", name]));
    }
    let rule = |rule: &omauri::rules::Rule| format!("{} {}: {}\n", rule.severity.as_str(), rule.id, rule.summary);
    insta::assert_snapshot!("rules", omauri::rules::all().into_iter().map(rule).collect::<String>());
}

#[test]
fn scripts_of_shells_are_printed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(omauri(&["completions", shell]).contains("omauri"), "{shell}");
    }
    assert!(omauri(&["man", "check"]).starts_with(".ie"));
}
