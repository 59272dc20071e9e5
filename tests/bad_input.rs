//! Bad input through the program itself: the exit status, the rule with its line and column, the way out; and that nothing is
//! written.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longer than any of these may take, even without optimisation.
const BOUND: Duration = Duration::from_secs(10);

const GOOD: &str = "apiVersion: omauri/v1\nname: good\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\n\
    settings:\n  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n";

/// An error: its rule, line and column, and a part of its help.
type Expected<'e> = (&'e str, u64, u64, &'e str);

fn omauri(folder: &Path, arguments: &[&str]) -> Output {
    omauri_within(BOUND, folder, arguments)
}

fn omauri_within(bound: Duration, folder: &Path, arguments: &[&str]) -> Output {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_omauri")).args(arguments).current_dir(folder).output().unwrap();
    assert!(begun.elapsed() < bound, "{arguments:?} took {:?}", begun.elapsed());
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The errors of `check --format json`.
fn errors(report: &[u8]) -> Vec<(String, u64, u64, String)> {
    let report: Value = serde_json::from_slice(report).unwrap();
    let findings = report.get("findings").and_then(Value::as_array).unwrap().iter();
    let word = |finding: &Value, key| finding.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |finding: &Value, key| finding.get(key).and_then(Value::as_u64).unwrap_or_default();
    findings
        .filter(|finding| word(finding, "severity") == "error")
        .map(|finding| {
            (word(finding, "rule"), number(finding, "line"), number(finding, "column"), word(finding, "help"))
        })
        .collect()
}

/// Every file of a folder with its content.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (text(entry.file_name().as_encoded_bytes()), std::fs::read(entry.path()).unwrap())).collect()
}

/// Checks files, expects their errors and no others, and that rendering them writes nothing.
fn refused_files(files: &[(&str, &[u8])], expected: &[Expected<'_>]) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("good.yaml"), GOOD).unwrap();
    assert!(omauri(here, &["render", "--to", "syncml", "--out", "old", "good.yaml"]).status.success());
    let old = contents(&here.join("old"));
    let mut names = Vec::new();
    for (name, content) in files {
        std::fs::write(here.join(name), content).unwrap();
        names.push(*name);
    }

    let checked = omauri(here, &[&["check", "--format", "json"], names.as_slice()].concat());
    let found = errors(&checked.stdout);
    let places: Vec<_> = found.iter().map(|(rule, line, column, _)| (rule.as_str(), *line, *column)).collect();
    let wanted: Vec<_> = expected.iter().map(|(rule, line, column, _)| (*rule, *line, *column)).collect();
    assert_eq!(places, wanted, "{}", text(&checked.stdout));
    for ((rule, _, _, help), (.., part)) in found.iter().zip(expected) {
        assert!(help.contains(part), "{rule}: `{help}` has no `{part}`");
    }
    assert_eq!(checked.status.code(), Some(1));

    for out in ["new", "old"] {
        let rendered = omauri(here, &[&["render", "--to", "syncml", "--out", out], names.as_slice()].concat());
        assert_eq!(rendered.status.code(), Some(1), "{}", text(&rendered.stderr));
        assert!(rendered.stdout.is_empty());
        assert!(text(&rendered.stderr).ends_with("nothing was rendered\n"), "{}", text(&rendered.stderr));
    }
    assert!(!here.join("new").exists());
    assert_eq!(contents(&here.join("old")), old);
}

fn refused(content: impl AsRef<[u8]>, expected: &[Expected<'_>]) {
    refused_files(&[("bad.yaml", content.as_ref())], expected);
}

/// An intent whose settings begin in line 7, two blanks in.
fn set(settings: &str) -> String {
    format!(
        "apiVersion: omauri/v1\nname: bad\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\nsettings:\n  {settings}\n"
    )
}

/// One of WinRM's settings: its key in line 8 and column 5.
fn winrm(setting: &str) -> String {
    set(&format!("RemoteManagement:\n    {setting}"))
}

/// A target: `windows:` in line 4 with its value in column 14, editions in line 5 and column 16.
fn target(windows: &str, editions: &str) -> String {
    winrm("AllowBasicAuthentication_Client: disabled").replace("11 24H2", windows).replace("[Enterprise]", editions)
}

#[test]
fn unknown_names_get_their_neighbours() {
    refused(
        set("RemoteManagment: { TrustedHosts: disabled }"),
        &[("intent-unknown-area", 7, 3, "did you mean `RemoteManagement`")],
    );
    refused(winrm("TrustedHost: disabled"), &[("intent-unknown-node", 8, 5, "did you mean `TrustedHosts`?")]);
    refused(winrm("AllowRemoteShellAccess: disabled"), &[("intent-wrong-area", 8, 5, "write it below `RemoteShell:`")]);
    refused(target("11 24H3", "[Enterprise]"), &[("intent-release", 4, 14, "did you mean `11 24H2`")]);
    refused(target("24H2", "[Enterprise]"), &[("intent-release", 4, 14, "write `11 24H2`")]);
    refused(target("11 24H2", "[Pro, Entreprise]"), &[("intent-edition", 5, 21, "did you mean `Enterprise`")]);
}

#[test]
fn elements_are_those_of_the_policy() {
    let both = "AllowAutoConfig_IPv4Filter: \"*\", AllowAutoConfig_IPv6Filter: \"*\"";
    refused(
        winrm(&format!("AllowRemoteServerManagement: {{ enabled: {{ {both}, TrustedHosts_List: \"*\" }} }}")),
        &[("value-unknown-element", 8, 113, "its elements are `AllowAutoConfig_IPv4Filter`")],
    );
    refused(
        winrm("AllowRemoteServerManagement: { enabled: { AllowAutoConfig_IPv4Filter: \"*\" } }"),
        &[("value-missing-element", 8, 36, "AllowAutoConfig_IPv6Filter: \"*\"")],
    );
    refused(
        winrm("AllowRemoteServerManagement: enabled"),
        &[(
            "value-missing-element",
            8,
            34,
            "{ enabled: { AllowAutoConfig_IPv4Filter: \"*\", AllowAutoConfig_IPv6Filter: \"*\" } }",
        )],
    );
    refused(
        winrm("TrustedHosts: { disabled: { TrustedHosts_List: [a] } }"),
        &[("value-element-place", 8, 21, "write `disabled` alone")],
    );
}

#[test]
fn values_are_those_of_the_element() {
    let level = |level: &str| winrm(&format!("SpecifyChannelBindingTokenHardeningLevel: {{ enabled: {level} }}"));
    refused(level("Stirct"), &[("value-enum", 8, 58, "did you mean `Strict`?")]);
    refused(level("High"), &[("value-enum", 8, 58, "`None`, `Relaxed`, `Strict`")]);
    let users = |users: &str| set(&format!("RemoteShell:\n    MaxConcurrentUsers: {{ enabled: {users} }}"));
    refused(users("101"), &[("value-range", 8, 36, "from 1 to 100")]);
    refused(users("-1"), &[("value-range", 8, 36, "from 1 to 100")]);
    refused(users("\"10\""), &[("value-type", 8, 36, "write `10`")]);
    refused(users("0x10"), &[("value-type", 8, 36, "from 1 to 100")]);
    let hosts: Vec<String> = (0..60).map(|host| format!("server{host:02}.example.com")).collect();
    let hosts = hosts.join(", ");
    refused(winrm(&format!("TrustedHosts: {{ enabled: [{hosts}] }}")), &[("value-length", 8, 30, "shorten it by 235")]);
    refused(
        winrm(&format!("TrustedHosts: {{ enabled: \"{hosts}\" }}")),
        &[("value-length", 8, 30, "shorten it by 235")],
    );
}

#[test]
fn characters_that_a_payload_cannot_carry_are_refused_inside_values() {
    let host = |host: &str| winrm(&format!("TrustedHosts: {{ enabled: [\"{host}\"] }}"));
    refused(host("a\\x01"), &[("value-trusted-hosts", 8, 31, "write only letters")]);
    refused(host("a\\r"), &[("value-trusted-hosts", 8, 31, "write `a`")]);
    refused(host("a\\uF000b"), &[("value-trusted-hosts", 8, 31, "write only letters")]);
    // U+F000 itself, one scalar in one column.
    refused(host("a\u{F000}b"), &[("value-trusted-hosts", 8, 33, "write only letters")]);
    refused(host("a\u{1}b"), &[("yaml-control-character", 8, 33, "remove it")]);
    let spn = |spn: &str| {
        set(&format!(
            "ADMX_CredSsp:\n    AllowFreshCredentials: {{ enabled: {{ AllowFreshCredentials_Name: [\"{spn}\"], \
             ConcatenateDefaults_AFC: false }} }}"
        ))
    };
    refused(spn("WSMAN/a\\uF000b"), &[("value-spn", 8, 70, "write only letters")]);
    refused(spn("WSMAN/a\\r"), &[("value-spn", 8, 70, "write `WSMAN/a`")]);
    let why = |why: &str| winrm(&format!("TrustedHosts: {{ state: disabled, why: \"{why}\" }}"));
    refused(why("a\\x01"), &[("value-character", 8, 43, "remove it")]);
}

#[test]
fn states_belong_to_policies_and_numbers_to_other_nodes() {
    refused(
        set("Camera:\n    AllowCamera: disabled"),
        &[("value-state-on-value", 8, 18, "write `0` (Not allowed) or `1`")],
    );
    let basic = |state: &str| winrm(&format!("AllowBasicAuthentication_Client: {state}"));
    refused(basic("0"), &[("value-state", 8, 38, "write `disabled`")]);
    refused(basic("yes"), &[("value-state", 8, 38, "write `enabled`")]);
    refused(basic("true"), &[("value-state", 8, 38, "write `enabled`")]);
    refused(basic("{ state: no }"), &[("value-state", 8, 47, "write `disabled`")]);
}

#[test]
fn every_duplicate_key_is_told() {
    let text = "apiVersion: omauri/v1\nname: bad\nname: worse\ntargets:\n  - windows: 11 24H2\n    windows: 11 23H2\n    \
        editions: [Pro]\nsettings:\n  RemoteShell: {}\n  RemoteManagement:\n    TrustedHosts: disabled\n    TrustedHosts: disabled\n    \
        TrustedHosts: { state: disabled, state: enabled }\n  RemoteShell: {}\n";
    let keep = "keep one of them";
    refused(
        text,
        &[
            ("yaml-duplicate-key", 3, 1, keep),
            ("yaml-duplicate-key", 6, 5, keep),
            ("yaml-duplicate-key", 12, 5, keep),
            ("yaml-duplicate-key", 13, 5, keep),
            ("yaml-duplicate-key", 13, 38, keep),
            ("yaml-duplicate-key", 14, 3, keep),
        ],
    );
}

#[test]
fn what_is_no_single_text_document_is_refused() {
    refused(set("RemoteManagement:\n\tTrustedHosts: disabled"), &[("yaml-tab", 8, 1, "indent with two blanks")]);
    refused("", &[("yaml-empty", 1, 1, "begin with `apiVersion: omauri/v1`")]);
    refused("# nothing\n\n", &[("yaml-empty", 1, 1, "begin with `apiVersion: omauri/v1`")]);
    refused(format!("{GOOD}---\n{GOOD}"), &[("yaml-documents", 9, 1, "move it to a file of its own")]);
    refused(b"apiVersion: omauri/v1\nname: b\xFCro\n", &[("yaml-encoding", 2, 8, "save the file as UTF-8")]);
    refused(b"\xFF\xFEa", &[("yaml-encoding", 1, 1, "save the file as UTF-8")]);
}

#[test]
fn utf_16_with_a_byte_order_mark_is_read() {
    let good = GOOD.replace("name: good", "name: good\ntitle: Büro 🏢");
    let little: Vec<u8> = "\u{FEFF}".encode_utf16().chain(good.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{FEFF}".encode_utf16().chain(good.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut artifacts = Vec::new();
    for (name, content) in [("little.yaml", little), ("big.yaml", big), ("utf8.yaml", good.into_bytes())] {
        std::fs::write(folder.path().join(name), content).unwrap();
        let rendered = omauri(folder.path(), &["render", "--to", "intune", name]);
        assert!(rendered.status.success(), "{}", text(&rendered.stderr));
        artifacts.push(text(&rendered.stdout));
    }
    artifacts.dedup();
    assert_eq!(artifacts.len(), 1);
    assert!(artifacts.first().unwrap().contains("Büro 🏢"));
    // Columns count scalars there too.
    let bad = "\u{FEFF}apiVersion: omauri/v1\n{🏢: 1}";
    let bad: Vec<u8> = bad.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(bad, &[("yaml-syntax", 2, 1, "")]);
}

#[test]
fn large_and_deep_files_end_quickly() {
    let large = format!("{GOOD}{}", "#".repeat(10 << 20));
    refused(large, &[("yaml-size", 1, 1, "split it into several intents")]);
    let deep = "check the brackets and dashes";
    refused(set(&"[".repeat(100_000)), &[("yaml-depth", 7, 35, deep)]);
    refused(set(&"{ a: ".repeat(100_000)), &[("yaml-depth", 7, 163, deep)]);
    refused(set(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))), &[("yaml-depth", 7, 35, deep)]);
    refused("- ".repeat(100_000), &[("yaml-depth", 1, 65, deep)]);
    refused("? ".repeat(100_000), &[("yaml-depth", 1, 65, deep)]);
    // A dash a line, each one further in: as many as a file of the largest size can have.
    let stairs: Vec<String> = (0..1_000).map(|level| format!("{}-\n", " ".repeat(level))).collect();
    refused(stairs.concat(), &[("yaml-depth", 33, 33, deep)]);
}

/// Files with as many faults as they can hold: the first thousand are told.
#[test]
fn files_full_of_faults_end_quickly() {
    let keys: Vec<String> = (0..50_000).map(|at| format!("    Node{at}: on\n")).collect();
    let keys = keys.concat();
    let unknown: Vec<String> = (0..90_000).map(|at| format!("{at}: 0\n")).collect();
    let hosts = vec!["a b"; 200_000].join(",");
    let editions = vec!["Pro"; 100_000].join(", ");
    let again = "    TrustedHosts: disabled\n".repeat(35_000);
    let allows = "# omauri: allow(winrm-basic) because of it\n".repeat(24_000);
    for (intent, status, count) in [
        (format!("{GOOD}{keys}"), 1, 1_000),
        (winrm(&format!("TrustedHosts: {{ enabled: [{hosts}] }}")), 1, 1_000),
        (winrm(&format!("TrustedHosts: {{ enabled: \"{hosts}\" }}")), 1, 100),
        (winrm(&format!("TrustedHosts: {{ enabled: \"{}\" }}", ",".repeat(1_000_000))), 1, 100),
        (format!("{GOOD}{again}"), 1, 1_000),
        (format!("{GOOD}{allows}"), 0, 1_000),
        (GOOD.replace("good", &format!("\"{}\"", "##vso[".repeat(150_000))), 1, 1),
        (format!("apiVersion: omauri/v1\n{}", unknown.concat()), 1, 1_000),
        (
            set(&format!(
                "  ADMX_CredSsp:\n    AllowFreshCredentials: {{ enabled: {{ AllowFreshCredentials_Name: [{}], ConcatenateDefaults_AFC: false }} }}\n",
                (0..35_000).map(|at| format!("\"WSMAN/*:{at}\"")).collect::<Vec<_>>().join(", ")
            )),
            1,
            1,
        ),
        (target("{ from: 10 1709 }", &format!("[{editions}]")), 0, 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("bad.yaml"), intent).unwrap();
        for format in ["json", "human", "sarif"] {
            // Half a second to one and a half here: the bound is not to fail on a busy machine.
            let checked = omauri_within(5 * BOUND, folder.path(), &["check", "--format", format, "bad.yaml"]);
            assert_eq!(checked.status.code(), Some(status), "{}", text(&checked.stderr));
            if format == "json" {
                let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
                assert_eq!(report.get("findings").and_then(Value::as_array).unwrap().len(), count);
            }
            if format == "human" && count == 1_000 {
                assert!(text(&checked.stdout).contains("more findings of this file are not shown"));
            }
        }
    }
}

#[test]
fn alias_bombs_are_not_followed() {
    let lists: Vec<String> = (1..10)
        .map(|level| format!("x{level}: &l{level} [{}]\n", vec![format!("*l{}", level - 1); 10].join(", ")))
        .collect();
    let bomb = format!("apiVersion: omauri/v1\nname: &l0 bad\n{}", lists.concat());
    refused(bomb, &[("yaml-alias-limit", 6, 45, "write the values out")]);
    let many = format!("apiVersion: omauri/v1\nname: &n bad\nx: [{}]\n", vec!["*n"; 100_000].join(","));
    refused(many, &[("yaml-alias-limit", 3, 197, "write the values out")]);
    refused(winrm("TrustedHosts: { enabled: &a [*a] }"), &[("yaml-alias", 8, 34, "write the value out")]);
}

#[test]
fn targets_must_have_the_node() {
    refused(target("11 24H2", "[Home]"), &[("applies-no", 8, 5, "remove `Home` from `targets`")]);
    refused(target("10 1703", "[Pro]"), &[("applies-no", 8, 5, "begin `targets` at `10 1709`")]);
    let both = target("10 1703", "[Home, Pro]");
    refused(both, &[("applies-no", 8, 5, "remove `Home` from `targets` and begin `targets` at `10 1709`")]);
    let user = GOOD.replace("settings:", "userSettings:");
    refused(user, &[("intent-wrong-scope", 7, 3, "move it below `settings:`")]);
}

#[test]
fn keys_that_must_be_there() {
    let without = |line: &str| GOOD.replace(line, "");
    refused(
        without("targets:\n  - windows: 11 24H2\n    editions: [Enterprise]\n"),
        &[("intent-missing-key", 1, 1, "add\ntargets:\n  - windows: 11 24H2")],
    );
    refused(without("apiVersion: omauri/v1\n"), &[("intent-missing-key", 1, 1, "add\napiVersion: omauri/v1")]);
    let future = GOOD.replace("omauri/v1", "omauri/v2");
    refused(future, &[("intent-api-version", 1, 13, "or use a newer `omauri`")]);
}

#[test]
fn two_profiles_of_one_name_are_refused() {
    let duplicate = [("repo-duplicate-name", 2, 7, "choose another name")];
    refused_files(&[("a.yaml", GOOD.as_bytes()), ("b.yaml", GOOD.as_bytes())], &duplicate);
    let capitals = GOOD.replace("name: good", "name: Good");
    refused_files(&[("a.yaml", GOOD.as_bytes()), ("b.yaml", capitals.as_bytes())], &duplicate);
    // In a folder as well, and each of them after the first.
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("policies")).unwrap();
    for name in ["a.yaml", "b.yaml", "c.yaml"] {
        std::fs::write(folder.path().join("policies").join(name), GOOD).unwrap();
    }
    let checked = omauri(folder.path(), &["check", "--format", "json"]);
    let rules: Vec<String> = errors(&checked.stdout).into_iter().map(|error| error.0).collect();
    assert_eq!(rules, ["repo-duplicate-name", "repo-duplicate-name"]);
}

#[test]
fn input_that_cannot_be_read_is_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("other.yaml"), "kind: Pod\n").unwrap();
    for arguments in [&["check", "absent.yaml"][..], &["check"], &["check", "."], &["check", "--format", "xml", "."]] {
        let checked = omauri(here, arguments);
        assert_eq!(checked.status.code(), Some(2), "{arguments:?}");
        assert!(checked.stdout.is_empty(), "{arguments:?}");
        assert!(!checked.stderr.is_empty(), "{arguments:?}");
    }
}

/// A folder with an intent, and the artifacts of an older version of it in `out`.
fn with_old_artifacts() -> (tempfile::TempDir, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("good.yaml"), GOOD).unwrap();
    assert!(omauri(here, &["render", "--to", "syncml,rows", "--out", "out", "good.yaml"]).status.success());
    std::fs::write(here.join("good.yaml"), GOOD.replace("disabled", "notConfigured")).unwrap();
    let old = contents(&here.join("out"));
    assert_eq!(
        old.keys().map(String::as_str).collect::<Vec<_>>(),
        ["good.rows.csv", "good.syncml.xml", "manifest.json"]
    );
    (folder, old)
}

fn cannot_write(here: &Path, out: &str) {
    let rendered = omauri(here, &["render", "--to", "syncml,intune,rows", "--out", out, "good.yaml"]);
    let message = text(&rendered.stderr);
    assert_eq!(rendered.status.code(), Some(2), "{message}");
    assert!(message.contains("error: cannot ") && message.contains(out), "{message}");
    assert!(rendered.stdout.is_empty());
}

#[test]
fn an_output_folder_that_is_a_file_is_left_alone() {
    let (folder, _) = with_old_artifacts();
    let here = folder.path();
    std::fs::write(here.join("file"), "mine").unwrap();
    cannot_write(here, "file");
    cannot_write(here, "file/below");
    assert_eq!(std::fs::read_to_string(here.join("file")).unwrap(), "mine");
}

#[test]
fn a_folder_in_the_place_of_an_artifact_leaves_the_others_whole() {
    let (folder, mut old) = with_old_artifacts();
    let out = folder.path().join("out");
    std::fs::remove_file(out.join("good.syncml.xml")).unwrap();
    old.remove("good.syncml.xml");
    std::fs::create_dir(out.join("good.syncml.xml")).unwrap();
    cannot_write(folder.path(), "out");
    std::fs::remove_dir(out.join("good.syncml.xml")).unwrap();
    assert_eq!(contents(&out), old);
}

#[test]
fn another_programs_manifest_is_left_alone() {
    let (folder, mut old) = with_old_artifacts();
    let manifests: [&[u8]; 4] = [
        b"{}",
        b"\xFF",
        br#"{"version": 2, "artifacts": []}"#,
        br#"{"version": 1, "artifacts": [{"file": "../good.yaml", "intent": "a", "format": "syncml", "sha256": ""}]}"#,
    ];
    for foreign in manifests {
        std::fs::write(folder.path().join("out/manifest.json"), foreign).unwrap();
        old.insert("manifest.json".into(), foreign.into());
        let rendered = omauri(folder.path(), &["render", "--to", "syncml", "--out", "out", "good.yaml"]);
        assert_eq!(rendered.status.code(), Some(2), "{}", text(&rendered.stderr));
        assert!(text(&rendered.stderr).contains("choose another folder"), "{}", text(&rendered.stderr));
        assert_eq!(contents(&folder.path().join("out")), old);
        assert!(folder.path().join("good.yaml").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_keeps_its_artifacts() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, old) = with_old_artifacts();
    let out = folder.path().join("out");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(out.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write anywhere");
    } else {
        cannot_write(folder.path(), "out");
        assert_eq!(contents(&out), old);
    }
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A disk of its own that is full: a tmpfs of a few pages, in a mount namespace that ends with the test.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_its_artifacts() {
    let (folder, _) = with_old_artifacts();
    let script = r#"
        set -e
        mkdir disk
        mount -t tmpfs -o size=32k tmpfs disk 2>/dev/null || exit 77
        cp -r out disk/out
        cp -r out before
        dd if=/dev/zero of=disk/filler bs=4k 2>/dev/null || true
        status=0
        "$OMAURI" render --to syncml,intune,rows --out disk/out good.yaml 2>message || status=$?
        cat message
        diff -r before disk/out
        exit $status
    "#;
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .env("OMAURI", env!("CARGO_BIN_EXE_omauri"))
        .current_dir(folder.path())
        .output();
    let Ok(output) = output else { return eprintln!("skipped: no `unshare` here") };
    let said = text(&output.stdout) + &text(&output.stderr);
    match output.status.code() {
        Some(77) => eprintln!("skipped: no disk can be mounted here"),
        Some(1) if said.contains("unshare") => eprintln!("skipped: no namespace can be made here: {said}"),
        code => {
            assert_eq!(code, Some(2), "{said}");
            assert!(said.contains("error: cannot write `disk/out/"), "{said}");
        }
    }
}
