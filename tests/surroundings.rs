//! What stands around a run and wishes it ill: links and pipes in the output folder, manifests that lie, readers that go away,
//! terminals and logs that obey, folders with intents in odd forms.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::process::{Command, Stdio};

#[path = "support/program.rs"]
mod program;

use program::{intent, omauri, stderr, stdout};

const BASIC_OFF: &str = "  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n";
const BASIC_ON: &str = "  RemoteManagement:\n    AllowBasicAuthentication_Client: enabled\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

// --- the output folder ---

#[test]
fn a_manifest_has_nothing_removed_but_artifacts() {
    let here = folder(&[("a.yaml", &intent("a", BASIC_OFF)), ("b.yaml", &intent("b", BASIC_OFF))]);
    let out = here.path().join("out");
    assert!(omauri(here.path(), &["render", ".", "--to", "rows", "--out", "out"]).status.success());
    // The manifest still lists it, but somebody has written it anew.
    fs::write(out.join("b.rows.csv"), "precious").unwrap();
    let rendered = omauri(here.path(), &["render", "a.yaml", "--to", "rows", "--out", "out"]);
    assert!(rendered.status.success());
    let told = "left what is no longer made but was changed by others: `b.rows.csv`";
    assert!(stderr(&rendered).contains(told), "{}", stderr(&rendered));
    assert_eq!(fs::read_to_string(out.join("b.rows.csv")).unwrap(), "precious");
    let stale = omauri(here.path(), &["render", "a.yaml", "--to", "rows", "--out", "out", "--check"]);
    assert!(stale.status.success(), "what would stay makes nothing stale: {}", stderr(&stale));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_output_folder_are_never_opened() {
    let here = folder(&[("a.yaml", &intent("a", BASIC_OFF)), ("secret", "a secret\n")]);
    let out = here.path().join("out");
    fs::create_dir(&out).unwrap();
    let artifact = out.join("a.rows.csv");
    let arguments = ["render", "a.yaml", "--to", "rows", "--out", "out"];
    let check = [&arguments[..], &["--check"]].concat();

    std::os::unix::fs::symlink(here.path().join("secret"), &artifact).unwrap();
    let stale = omauri(here.path(), &check);
    assert_eq!(stale.status.code(), Some(1));
    assert!(stderr(&stale).contains("it is no plain file"), "{}", stderr(&stale));
    assert!(!stderr(&stale).contains("a secret"), "{}", stderr(&stale));
    // Writing puts a file in the place of the link, and leaves alone what it pointed to.
    assert!(omauri(here.path(), &arguments).status.success());
    assert!(fs::symlink_metadata(&artifact).unwrap().is_file());
    assert_eq!(fs::read_to_string(here.path().join("secret")).unwrap(), "a secret\n");

    // Opening a pipe for reading waits for somebody who writes.
    for name in ["a.rows.csv", "manifest.json"] {
        fs::remove_file(out.join(name)).unwrap();
        assert!(Command::new("mkfifo").arg(out.join(name)).status().unwrap().success());
        let stale = omauri(here.path(), &check);
        assert_ne!(stale.status.code(), Some(0), "{name}: {}", stderr(&stale));
        assert!(stderr(&stale).contains("no plain file"), "{name}: {}", stderr(&stale));
        fs::remove_file(out.join(name)).unwrap();
        omauri(here.path(), &arguments);
    }
}

/// A run may make more artifacts than a process may have files open.
#[cfg(unix)]
#[test]
fn more_artifacts_than_open_files() {
    let here = tempfile::tempdir().unwrap();
    fs::create_dir(here.path().join("policies")).unwrap();
    for number in 0..100 {
        let name = format!("p{number:03}");
        fs::write(here.path().join(format!("policies/{name}.yaml")), intent(&name, BASIC_OFF)).unwrap();
    }
    let script = r#"ulimit -n 40 && exec "$OMAURI" render --to syncml,rows --out out"#;
    let mut command = Command::new("sh");
    let output = command
        .args(["-c", script])
        .env("OMAURI", env!("CARGO_BIN_EXE_omauri"))
        .env("RAYON_NUM_THREADS", "2")
        .current_dir(here.path());
    let output = output.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(fs::read_dir(here.path().join("out")).unwrap().count(), 201);
}

// --- which files a folder's run reads ---

#[test]
fn intents_are_found_in_every_form_of_yaml() {
    let flow = "{apiVersion: omauri/v1, name: flow, targets: [{windows: 11 24H2, editions: [Enterprise]}], \
                settings: {RemoteManagement: {AllowBasicAuthentication_Client: enabled}}}\n";
    let plain = intent("upper", BASIC_ON);
    let quoted = intent("quoted", BASIC_ON).replace("apiVersion: omauri/v1", "\"apiVersion\":   'omauri/v1'");
    let here = folder(&[("flow.yaml", flow), ("UPPER.YAML", &plain), ("quoted.yml", &quoted)]);
    let wide: Vec<u8> = [0xFEFF_u16]
        .into_iter()
        .chain(intent("wide", BASIC_ON).encode_utf16().collect::<Vec<_>>())
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(here.path().join("wide.yaml"), wide).unwrap();
    let mut expected = 4;
    #[cfg(unix)]
    {
        let aside = here.path().join("aside.txt");
        fs::write(&aside, intent("linked", BASIC_ON)).unwrap();
        std::os::unix::fs::symlink(aside, here.path().join("linked.yaml")).unwrap();
        expected += 1;
    }
    let checked = omauri(here.path(), &["check", "."]);
    let told = format!("checked {expected} intents: {expected} errors");
    assert!(stderr(&checked).contains(&told), "{}{}", stdout(&checked), stderr(&checked));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_ends() {
    let here = folder(&[("a.yaml", &intent("a", BASIC_OFF))]);
    std::os::unix::fs::symlink(here.path(), here.path().join("again")).unwrap();
    std::os::unix::fs::symlink(here.path().join("loop.yaml"), here.path().join("loop.yaml")).unwrap();
    let checked = omauri(here.path(), &["check", "."]);
    assert!(stderr(&checked).contains("checked 1 intent: no findings"), "{}", stderr(&checked));
}

// --- who reads what is printed ---

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_changes_no_answer() {
    let many: Vec<String> = (0..2_000).map(|at| format!("    Node{at}: enabled\n")).collect();
    let many = many.concat();
    let bad = intent("bad", &format!("  RemoteManagement:\n{many}"));
    let here = folder(&[("bad.yaml", &bad), ("good.yaml", &intent("good", BASIC_OFF))]);
    for (arguments, expected) in
        [(&["check", "bad.yaml"][..], 1), (&["render", "good.yaml", "--to", "syncml"], 0), (&["catalog", "list"], 0)]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_omauri"))
            .args(arguments)
            .current_dir(here.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("roken pipe"), "{}", stderr(&output));
    }
}

#[test]
fn artifacts_are_printed_byte_for_byte() {
    let settings = "  ADMX_CredSsp:\n    AllowFreshCredentials:\n      enabled:\n        \
                    AllowFreshCredentials_Name: [WSMAN/srv.example.com]\n        ConcatenateDefaults_AFC: true\n";
    let text = intent("a", settings).replace("name: a\n", "name: a\ntitle: \"##vso[x] \\x7F \\u202E \\x9B\"\n");
    let here = folder(&[("a.yaml", &text)]);
    let printed = omauri(here.path(), &["render", "a.yaml", "--to", "intune"]);
    assert!(printed.status.success(), "{}", stderr(&printed));
    let written = omauri(here.path(), &["render", "a.yaml", "--to", "intune", "--out", "out"]);
    assert!(written.status.success(), "{}", stderr(&written));
    assert_eq!(printed.stdout, fs::read(here.path().join("out/a.intune.json")).unwrap());
    assert!(stdout(&printed).contains("##vso[x] \u{7f} \u{202e} \u{9b}"), "{}", stdout(&printed));
}

#[test]
fn nothing_in_a_file_gives_orders_to_a_log_or_a_terminal() {
    let order = "##vso[task.setvariable variable=x]y";
    let key = format!("  RemoteManagement:\n    \"{order}\\e[2J\": enabled # {order}\n");
    let not_yaml = format!("  RemoteManagement: # {order}\n    {order} \u{9b}2J: \u{9b}2J\n");
    for settings in [key, not_yaml] {
        let here = folder(&[("a.yaml", &intent("a", &settings))]);
        for format in ["human", "github", "azure"] {
            let checked = omauri(here.path(), &["check", "a.yaml", "--format", format]);
            assert_eq!(checked.status.code(), Some(1), "{format}: {}", stdout(&checked));
            let text = stdout(&checked);
            assert!(text.contains("a.yaml"), "{format}: {text}");
            assert!(!text.contains("##vso[task.setvariable"), "{format}: {text}");
            assert!(!text.contains(['\u{1b}', '\u{9b}']), "{format}: {text}");
            assert!(!text.lines().any(|line| line.starts_with("##[")), "{format}: {text}");
        }
    }
}

// --- comments that silence ---

#[test]
fn a_comment_covers_its_own_line_however_lines_end() {
    let set = "  RemoteManagement:\n    DisallowDigestAuthentication: disabled # omauri: allow(winrm-digest-allowed) because of it\n    \
               TrustedHosts: { enabled: [\"*\"] }\n";
    for end in ["\n", "\r\n", "\r"] {
        let here = folder(&[("a.yaml", &intent("a", set).replace('\n', end))]);
        let checked = omauri(here.path(), &["check", "a.yaml"]);
        let told = "checked 1 intent: 1 warning (1 silenced)";
        assert!(stderr(&checked).contains(told), "{end:?}: {}{}", stdout(&checked), stderr(&checked));
    }
}

#[test]
fn what_an_alias_stands_for_is_found_where_the_alias_is() {
    let set = "  RemoteManagement:\n    AllowBasicAuthentication_Client: &off disabled\n    \
               DisallowDigestAuthentication: *off # omauri: allow(winrm-digest-allowed) because of it\n";
    let here = folder(&[("a.yaml", &intent("a", set))]);
    let checked = omauri(here.path(), &["check", "a.yaml"]);
    assert!(stderr(&checked).contains("no findings (1 silenced)"), "{}{}", stdout(&checked), stderr(&checked));
}

#[test]
fn an_alias_to_a_long_text_is_a_bomb_too() {
    let long = "x".repeat(400_000);
    let list = |anchor: &str, alias: &str| format!("{anchor} [{}]", vec![alias; 60].join(", "));
    let text =
        intent("a", BASIC_OFF) + &format!("x0: &l0 {long}\nx1: {}\nx2: {}\n", list("&l1", "*l0"), list("&l2", "*l1"));
    let here = folder(&[("a.yaml", &text)]);
    let checked = omauri(here.path(), &["check", "a.yaml"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(stdout(&checked).contains("error[yaml-alias-limit]"), "{}", stderr(&checked));
}

// --- templates ---

#[test]
fn templates_that_would_harm_are_refused() {
    let here = folder(&[("a.yaml", &intent("a", BASIC_OFF))]);
    let deep = "{% if name %}".repeat(60) + &"{% endif %}".repeat(60);
    let long = format!("{{{{ {}1 }}}}", "1 + ".repeat(1_000));
    let branches = format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(50_000));
    let sheltered = format!("{{{{ \"}}}}\" ~ {}1{} }}}}", "(".repeat(50_000), ")".repeat(50_000));
    let fine = "{% if name %}a{% elif title %}b{% elif name %}c{% endif %}".repeat(100);
    fs::write(here.path().join("fine.txt.j2"), fine).unwrap();
    assert!(omauri(here.path(), &["render", "a.yaml", "--template", "fine.txt.j2"]).status.success());
    let nested = format!("{{{{ {}1{} }}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (name, text, message) in [
        ("deep.txt.j2", deep.as_str(), "more than 50 blocks"),
        ("long.txt.j2", &long, "a tag is longer than 2,000 bytes"),
        ("branches.txt.j2", &branches, "more than 50 blocks"),
        ("sheltered.txt.j2", &sheltered, "a tag is longer than 2,000 bytes"),
        ("nested.txt.j2", &nested, "a tag is longer than 2,000 bytes"),
        (
            "endless.txt.j2",
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "out of fuel",
        ),
        ("indent.txt.j2", "{{ name|indent(999999999) }}", "indent"),
        ("absent.txt.j2", "{{ nme }}", "undefined"),
        ("a b.txt.j2", "{{ name }}", "cannot name artifacts"),
        ("import.txt.j2", "{% include '/etc/hostname' %}", "template"),
    ] {
        fs::write(here.path().join(name), text).unwrap();
        let rendered = omauri(here.path(), &["render", "a.yaml", "--template", name, "--out", "out"]);
        assert_eq!(rendered.status.code(), Some(2), "{name}: {}", stderr(&rendered));
        assert!(stderr(&rendered).contains(message), "{name}: {}", stderr(&rendered));
        assert!(!here.path().join("out").exists(), "{name}");
    }
}

// --- catalogs ---

#[test]
fn catalog_files_say_what_is_wrong_with_them() {
    let here = folder(&[("a.yaml", &intent("a", BASIC_OFF))]);
    let catalog = here.path().join("catalog");
    fs::create_dir(&catalog).unwrap();
    let deep = format!("area: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    for (name, text) in [
        ("empty", ""),
        ("not_a_catalog", "replicas: 2\n"),
        ("list", "- 1\n"),
        ("deep", &deep),
        ("binary", "\u{0}\u{1}"),
        ("tab", "area:\n\tRemoteManagement\n"),
    ] {
        let path = catalog.join(format!("{name}.yaml"));
        fs::write(&path, text).unwrap();
        let checked = omauri(here.path(), &["check", "a.yaml", "--catalog", "catalog"]);
        assert_eq!(checked.status.code(), Some(2), "{name}: {}", stderr(&checked));
        assert!(stderr(&checked).contains(&format!("{name}.yaml")), "{name}: {}", stderr(&checked));
        assert!(stderr(&checked).len() < 2_000, "{name}");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn ranges_of_catalog_files_may_begin_below_zero() {
    let area = "area: Contoso\nnodes:\n  Level:\n    format: int\n    access: [Add, Delete, Get, Replace]\n    \
                builds: [10.0.16299]\n    editions: business\n    allowed: { min: -1, max: 5 }\n";
    let set = |value: i32| intent("a", &format!("  Contoso:\n    Level: {value}\n"));
    let here = folder(&[("low.yaml", &set(-2)), ("fine.yaml", &set(-1))]);
    fs::create_dir(here.path().join("catalog")).unwrap();
    fs::write(here.path().join("catalog/Contoso.yaml"), area).unwrap();
    let fine = omauri(here.path(), &["check", "fine.yaml", "--catalog", "catalog"]);
    assert!(fine.status.success(), "{}{}", stdout(&fine), stderr(&fine));
    let low = omauri(here.path(), &["check", "low.yaml", "--catalog", "catalog"]);
    assert!(stdout(&low).contains("error[value-range]"), "{}{}", stdout(&low), stderr(&low));
}
