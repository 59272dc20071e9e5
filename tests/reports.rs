//! The forms of reports, on findings made by hand: what each format escapes, counts and promises.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use std::path::Path;
use std::process::Command;

use omauri::finding::{Finding, Severity};
use omauri::report::{ReportFormat, Style, report};
use omauri::text::{Source, SourceId, Sources, Span};
use serde_json::{Value, json};

/// The second line has a letter of two bytes and a sign of four before the place `here`.
const TEXT: &str = "first\nž🏢 here\nlast";
const NAME: &str = "po:li,cies/50%;a]b #1 č.yaml";

fn sources(name: &str) -> Sources {
    Sources::new(vec![Source::new(SourceId(0), name, TEXT), Source::new(SourceId(1), "other.yaml", "a\nbc\n")])
}

fn span(source: u32, start: usize, end: usize) -> Span {
    Span { source: SourceId(source), start: u32::try_from(start).unwrap(), end: u32::try_from(end).unwrap() }
}

fn here() -> Span {
    let start = TEXT.find("here").unwrap();
    span(0, start, start + "here".len())
}

fn finding(severity: Severity) -> Finding {
    Finding::new("winrm-basic", severity, here(), "100% `a`: b, c; d] e\r\nf")
}

fn shown(format: ReportFormat, findings: &[Finding]) -> String {
    report(format, findings, &sources(NAME), Style::default()).unwrap()
}

#[test]
fn github_annotations_are_escaped() {
    let file = "po%3Ali%2Ccies/50%25;a]b #1 č.yaml";
    let place = format!("file={file},line=2,col=4,endColumn=8,title=winrm-basic");
    let message = "100%25 `a`: b, c; d] e%0D%0Af";
    for (severity, command) in [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")]
    {
        let expected = format!("::{command} {place}::{message}\n");
        assert_eq!(shown(ReportFormat::Github, &[finding(severity)]), expected);
    }
    let helped = finding(Severity::Error).help("add\na: 1");
    assert!(shown(ReportFormat::Github, &[helped]).ends_with("%0Af; help: add%0Aa: 1\n"));
}

#[test]
fn github_gets_no_columns_for_several_lines() {
    let long = Finding::new("winrm-basic", Severity::Error, span(0, 0, TEXT.len()), "all");
    let expected = "::error file=other.yaml,line=1,title=winrm-basic::all\n";
    let only = Sources::new(vec![Source::new(SourceId(0), "other.yaml", TEXT)]);
    assert_eq!(report(ReportFormat::Github, &[long], &only, Style::default()).unwrap(), expected);
}

#[test]
fn azure_commands_are_escaped() {
    let file = "po:li,cies/50%AZP25%3Ba%5Db #1 č.yaml";
    let message = "100%AZP25 `a`: b, c; d] e%0D%0Af";
    for (severity, kind) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
        let expected = format!(
            "##vso[task.logissue type={kind};sourcepath={file};linenumber=2;columnnumber=4;code=winrm-basic;]{message}\n"
        );
        assert_eq!(shown(ReportFormat::Azure, &[finding(severity)]), expected);
    }
    let expected = format!("{NAME}(2,4): info winrm-basic: 100% `a`: b, c; d] e  f\n");
    assert_eq!(shown(ReportFormat::Azure, &[finding(Severity::Info)]), expected);
}

#[test]
fn the_name_of_a_file_gives_azure_no_orders() {
    let info = Finding::new("winrm-basic", Severity::Info, here(), "a ##[error]b");
    let name = "##vso[task.setvariable variable=PATH]x.yaml";
    let text = report(ReportFormat::Azure, &[info], &sources(name), Style::default()).unwrap();
    assert!(!text.contains("##"), "{text}");
    assert!(text.contains("# #vso[task.setvariable variable=PATH]x.yaml(2,4): info"), "{text}");
}

#[test]
fn every_line_of_github_and_azure_is_one_finding() {
    let findings: Vec<Finding> =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| finding(severity).help("a\r\nb")).into();
    for format in [ReportFormat::Github, ReportFormat::Azure] {
        assert_eq!(shown(format, &findings).lines().count(), 3);
        assert_eq!(shown(format, &[]), "");
    }
}

#[test]
fn json_says_all_that_is_promised() {
    let findings = [finding(Severity::Error).help("do"), finding(Severity::Warning), finding(Severity::Info)];
    let found: Value = serde_json::from_str(&shown(ReportFormat::Json, &findings)).unwrap();
    let one = |severity: &str, help: Value| {
        json!({ "rule": "winrm-basic", "severity": severity, "message": "100% `a`: b, c; d] e\r\nf", "file": NAME,
            "line": 2, "column": 4, "help": help })
    };
    let expected = json!({ "version": 1, "findings": [
        one("error", json!("do")), one("warning", Value::Null), one("info", Value::Null)
    ]});
    assert_eq!(found, expected);
    assert_eq!(shown(ReportFormat::Json, &[]), "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
}

fn omauri(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_omauri")).args(arguments).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&omauri(root, &["schema", "--of", "check"])).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let valid = |text: &str| validator.is_valid(&serde_json::from_str(text).unwrap());
    let findings = [finding(Severity::Error).help("do"), finding(Severity::Warning), finding(Severity::Info)];
    assert!(valid(&shown(ReportFormat::Json, &findings)));
    assert!(valid(&shown(ReportFormat::Json, &[])));
    assert!(valid(&omauri(root, &["check", "--format", "json", "tests/fixtures/value-state/yes.bad.yaml"])));
    // It does say something.
    for wrong in ["{}", "[]", r#"{"version": "1", "findings": []}"#, r#"{"version": 1, "findings": [{}]}"#] {
        assert!(!valid(wrong), "{wrong}");
    }
    assert!(!valid(&shown(ReportFormat::Json, &findings).replace("\"error\"", "\"fatal\"")));
}

/// The members that SARIF 2.1.0 requires (sections 3.13, 3.14, 3.19, 3.27, 3.28, 3.29, 3.30), by hand.
#[test]
fn sarif_has_what_it_must() {
    let related = finding(Severity::Error).other(span(1, 2, 4), "the other").note("a note").help("do");
    let findings =
        [related, Finding::new("value-state", Severity::Warning, span(1, 0, 1), "b"), finding(Severity::Info)];
    let log: Value = serde_json::from_str(&shown(ReportFormat::Sarif, &findings)).unwrap();
    let at = |path: &str| log.pointer(path).unwrap_or_else(|| panic!("{path} is missing in {log:#}"));
    assert_eq!(at("/version"), "2.1.0");
    assert!(at("/$schema").as_str().unwrap().contains("sarif-2.1.0"));
    assert_eq!(at("/runs").as_array().unwrap().len(), 1);
    assert_eq!(at("/runs/0/tool/driver/name"), "omauri");
    assert_eq!(at("/runs/0/tool/driver/semanticVersion"), env!("CARGO_PKG_VERSION"));
    assert_eq!(at("/runs/0/columnKind"), "unicodeCodePoints");
    let rules: Vec<&str> = at("/runs/0/tool/driver/rules").as_array().unwrap().iter().map(id).collect();
    assert_eq!(rules, ["value-state", "winrm-basic"]);
    assert_eq!(at("/runs/0/tool/driver/rules/1/defaultConfiguration/level"), "error");
    assert!(at("/runs/0/tool/driver/rules/1/help/markdown").as_str().unwrap().starts_with("## What it does\n\n"));
    assert!(!at("/runs/0/tool/driver/rules/1/shortDescription/text").as_str().unwrap().is_empty());

    let results = at("/runs/0/results").as_array().unwrap();
    let levels: Vec<&Value> = results.iter().map(|result| result.get("level").unwrap()).collect();
    assert_eq!(levels, ["error", "warning", "note"]);
    for result in results {
        let index = usize::try_from(result.get("ruleIndex").unwrap().as_u64().unwrap()).unwrap();
        assert_eq!(result.get("ruleId").unwrap(), rules.get(index).unwrap());
    }
    assert_eq!(at("/runs/0/results/0/message/text"), "100% `a`: b, c; d] e\r\nf\n\na note\n\ndo");
    let place = "/runs/0/results/0/locations/0/physicalLocation";
    let uri = "po%3Ali,cies/50%25;a%5Db%20%231%20%C4%8D.yaml";
    assert_eq!(at(&format!("{place}/artifactLocation/uri")), uri);
    let region = json!({ "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 8 });
    assert_eq!(at(&format!("{place}/region")), &region);
    let other = "/runs/0/results/0/relatedLocations/0";
    assert_eq!(at(&format!("{other}/message/text")), "the other");
    assert_eq!(at(&format!("{other}/physicalLocation/artifactLocation/uri")), "other.yaml");
    assert_eq!(at(&format!("{other}/physicalLocation/region/startLine")), 2);
    assert!(log.pointer("/runs/0/results/1/relatedLocations").is_none());

    let empty: Value = serde_json::from_str(&shown(ReportFormat::Sarif, &[])).unwrap();
    assert_eq!(empty.pointer("/runs/0/results"), Some(&json!([])));
}

fn id(rule: &Value) -> &str {
    rule.get("id").and_then(Value::as_str).unwrap()
}

#[test]
fn columns_count_scalars_and_places_may_be_empty() {
    for (at, line, column) in [(0, 1, 1), (5, 1, 6), (6, 2, 1), (8, 2, 2), (12, 2, 3), (TEXT.len(), 3, 5)] {
        let empty = Finding::new("winrm-basic", Severity::Error, span(0, at, at), "here");
        let report: Value = serde_json::from_str(&shown(ReportFormat::Json, std::slice::from_ref(&empty))).unwrap();
        assert_eq!(report.pointer("/findings/0/line"), Some(&json!(line)), "byte {at}");
        assert_eq!(report.pointer("/findings/0/column"), Some(&json!(column)), "byte {at}");
        let place = format!("{NAME}:{line}:{column}\n");
        let human = shown(ReportFormat::Human, &[empty]);
        assert!(human.contains(&place), "{human}");
    }
}

/// A terminal obeys what is between `ESC` and a letter.
#[test]
fn nothing_in_a_finding_gives_a_terminal_orders() {
    let text = "a\u{1b}]0;x\u{7}: \u{202e}\u{9b}1\n";
    let name = "\u{1b}[31mred\u{7}\nnew.yaml";
    let hostile = "\u{1b}[2J\u{9b}1m\u{202e}";
    let bad = Finding::new("winrm-basic", Severity::Error, span(0, 0, 5), hostile);
    let bad = bad.label(hostile).other(span(0, 9, 10), hostile).note(hostile).help(format!("{hostile}\n{hostile}"));
    let sources = Sources::new(vec![Source::new(SourceId(0), name, text)]);
    let human = report(ReportFormat::Human, &[bad], &sources, Style::default()).unwrap();
    let obeyed = human.chars().find(|found| (found.is_control() && *found != '\n') || *found == '\u{202e}');
    assert_eq!(obeyed, None, "{human:?}");
    assert!(!human.contains("\nnew.yaml"), "{human}");
}

#[test]
fn paths_are_relative_to_where_the_program_was_started() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("repository");
    std::fs::create_dir_all(here.join("policies/team a")).unwrap();
    let bad = "apiVersion: omauri/v2\nname: bad\ntargets: [{ windows: 11 24H2, editions: [Pro] }]\nsettings: {}\n";
    std::fs::write(here.join("policies/team a/bad.yaml"), bad).unwrap();
    std::fs::write(folder.path().join("outside.yaml"), bad).unwrap();
    let absolute = here.join("policies/team a/bad.yaml");
    for (path, expected) in [
        ("policies", "policies/team a/bad.yaml"),
        ("./policies/team a/bad.yaml", "policies/team a/bad.yaml"),
        (".", "policies/team a/bad.yaml"),
        (absolute.to_str().unwrap(), "policies/team a/bad.yaml"),
        ("../outside.yaml", "../outside.yaml"),
    ] {
        let report: Value = serde_json::from_str(&omauri(&here, &["check", "--format", "json", path])).unwrap();
        assert_eq!(report.pointer("/findings/0/file"), Some(&json!(expected)), "{path}");
    }
    let both = omauri(&here, &["check", "--format", "github", ".", "policies", "policies/team a/bad.yaml"]);
    assert_eq!(both.lines().count(), 1, "a file that is named twice is read once: {both}");
}
