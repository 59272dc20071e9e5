//! `omauri catalog build` through the program: what it makes of small files, and of files that are not what they say.

// Test code may stop at the first surprise.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets the unexpected must fail"
)]

use std::collections::BTreeMap;
use std::path::Path;

use program::{intent, omauri, stderr, stdout};

#[path = "catalog_build/archives.rs"]
mod archives;
#[path = "support/program.rs"]
mod program;

const DDF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE MgmtTree PUBLIC " -//OMA//DTD-DM-DDF 1.2//EN" "http://www.openmobilealliance.org/tech/DTD/DM_DDF-V1_2.dtd"
  [<?oma-dm-ddf-ver supported-versions="1.2"?>]>
<MgmtTree xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM">
  <VerDTD>1.2</VerDTD>
  <Node>
    <NodeName>ContosoDoors</NodeName>
    <Path>./Device/Vendor/MSFT/Policy/Config</Path>
    <DFProperties><AccessType><Get /></AccessType><DFFormat><node /></DFFormat></DFProperties>
    NODES
  </Node>
</MgmtTree>
"#;

const BELL: &str = r#"<Node>
      <NodeName>AllowBell</NodeName>
      <DFProperties>
        <AccessType><Add /><Delete /><Get /><Replace /></AccessType>
        <DefaultValue>1</DefaultValue>
        <DFFormat><int /></DFFormat>
        <MSFT:Applicability>
          <MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>
          <MSFT:EditionAllowList>0x4;0x88*;</MSFT:EditionAllowList>
        </MSFT:Applicability>
        <MSFT:AllowedValues ValueType="ENUM">
          <MSFT:Enum>
            <MSFT:Value>0</MSFT:Value>
            <MSFT:ValueDescription>Silent. Nobody hears.</MSFT:ValueDescription>
          </MSFT:Enum>
          <MSFT:Enum>
            <MSFT:Value>1</MSFT:Value>
            <MSFT:ValueDescription>Loud: "ding" #1</MSFT:ValueDescription>
          </MSFT:Enum>
        </MSFT:AllowedValues>
        <MSFT:ConflictResolution>LowestValueMostSecure</MSFT:ConflictResolution>
      </DFProperties>
    </Node>"#;

const LOCKS: &str = r#"<Node>
      <NodeName>Locks</NodeName>
      <DFProperties>
        <AccessType><Add /><Delete /><Get /><Replace /></AccessType>
        <DFFormat><chr /></DFFormat>
        <MSFT:Applicability>
          <MSFT:OsBuildVersion>10.0.22000, 10.0.19041.1202</MSFT:OsBuildVersion>
          <MSFT:EditionAllowList>0x4;0x88*;</MSFT:EditionAllowList>
        </MSFT:Applicability>
        <MSFT:AllowedValues ValueType="ADMX">
          <MSFT:AdmxBacked Area="Contoso~AT~Contoso~Doors" Name="Locks" File="Contoso.admx" />
        </MSFT:AllowedValues>
        <MSFT:ConflictResolution>LastWrite</MSFT:ConflictResolution>
      </DFProperties>
    </Node>"#;

/// Labelled as real files are: the encoding is another one.
const ADMX: &str = r#"<?xml version="1.0" encoding="utf-16"?>
<policyDefinitions revision="1.0" schemaVersion="1.0">
  <policyNamespaces><target prefix="contoso" namespace="Contoso.Policies" /></policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <categories>
    <category name="Contoso" displayName="$(string.Contoso)" />
    <category name="Doors" displayName="$(string.Doors)"><parentCategory ref="contoso:Contoso" /></category>
  </categories>
  <policies>
    <policy name="Locks" class="Machine" displayName="$(string.Locks)" explainText="$(string.Locks)"
        key="Software\Policies\Contoso" valueName="Locks" presentation="$(presentation.Locks)">
      <parentCategory ref="Doors" />
      <supportedOn ref="windows:SUPPORTED_Windows10" />
      <enabledValue><decimal value="1" /></enabledValue>
      <disabledValue><string>off</string></disabledValue>
      <elements>
        <text id="Smith" valueName="Smith" maxLength="40" required="true" />
        <decimal id="Count" valueName="Count" minValue="2" maxValue="8" />
        <boolean id="Oiled" key="Software\Policies\Contoso\Oil" valueName="Oiled">
          <trueValue><decimal value="1" /></trueValue>
          <falseValue><decimal value="0" /></falseValue>
        </boolean>
        <enum id="Kind" valueName="Kind">
          <item displayName="$(string.None)"><value><delete /></value></item>
          <item displayName="$(string.Bolt)"><value><decimal value="7" /></value></item>
          <item displayName="$(string.Chain)"><value><string>chain</string></value></item>
        </enum>
        <list id="Keys" key="Software\Policies\Contoso\Keys" valuePrefix="" additive="true" />
      </elements>
    </policy>
  </policies>
</policyDefinitions>
"#;

const ADML: &str = r#"<policyDefinitionResources revision="1.0" schemaVersion="1.0">
  <resources>
    <stringTable>
      <string id="Contoso">Contoso</string>
      <string id="Doors">Doors: "all" of them</string>
      <string id="Locks">Lock
        the doors</string>
      <string id="None">None</string>
      <string id="Bolt">Yes</string>
      <string id="Chain">- a chain</string>
    </stringTable>
    <presentationTable>
      <presentation id="Locks">
        <textBox refId="Smith"><label>Smith</label><defaultValue>Wieland</defaultValue></textBox>
        <decimalTextBox refId="Count" defaultValue="3">Count</decimalTextBox>
        <checkBox refId="Oiled" defaultChecked="true">Oiled</checkBox>
        <dropdownList refId="Kind" defaultItem="2" noSort="true">Kind</dropdownList>
        <listBox refId="Keys">Keys</listBox>
      </presentation>
    </presentationTable>
  </resources>
</policyDefinitionResources>
"#;

const CATALOG: &str = r#"# Sources: Microsoft's DDF v2 (ContosoDoors), and Contoso.admx.
area: ContosoDoors
defaults:
  scope: device
  access: [Add, Delete, Get, Replace]
  builds: [10.0.22000, 10.0.19041.1202]
  editions: Enterprise, Holographic for Business
categories:
  Contoso~Doors: 'Contoso > Doors: "all" of them'
nodes:
  AllowBell:
    format: int
    conflict: LowestValueMostSecure
    default: 1
    allowed: { 0: Silent, 1: 'Loud: "ding" #1' }
  Locks:
    format: chr
    conflict: LastWrite
    admx: Contoso.admx
    class: Machine
    policy: Locks
    title: Lock the doors
    category: Contoso~Doors
    key: Software\Policies\Contoso
    valueName: Locks
    enabledValue: 1
    disabledValue: 'off'
    elements:
      Smith: { type: text, valueName: Smith, maxLength: 40, default: Wieland }
      Count: { type: decimal, valueName: Count, min: 2, max: 8, default: 3 }
      Oiled: { type: boolean, key: Software\Policies\Contoso\Oil, valueName: Oiled, trueValue: 1, falseValue: 0, default: true }
      Kind: { type: enum, valueName: Kind, items: { 'Yes': 7, '- a chain': chain }, default: '- a chain' }
      Keys: { type: list, key: Software\Policies\Contoso\Keys, valuePrefix: '', additive: true }
"#;

fn ddf(nodes: &[&str]) -> String {
    DDF.replace("NODES", &nodes.join("\n    "))
}

/// A folder with the sound files: `ddf/Doors.xml`, `admx/Contoso.admx`, `admx/en-US/Contoso.adml`; and no corrections.
fn sound() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ddf", "admx/en-US", "none"] {
        std::fs::create_dir_all(folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("ddf/Doors.xml"), ddf(&[BELL, LOCKS])).unwrap();
    std::fs::write(folder.path().join("admx/Contoso.admx"), ADMX).unwrap();
    std::fs::write(folder.path().join("admx/en-US/Contoso.adml"), ADML).unwrap();
    folder
}

/// Builds, and gives the exit status with what was told.
fn build(here: &Path) -> (Option<i32>, String) {
    let arguments = ["catalog", "build", "--ddf", "ddf", "--admx", "admx", "--overrides", "none", "--out", "out"];
    let output = omauri(here, &arguments);
    assert_eq!(stdout(&output), "");
    (output.status.code(), stderr(&output))
}

/// The files of a folder with their contents.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let read = |entry: std::fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), std::fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

#[test]
fn a_small_catalog_is_written_as_people_would_and_used() {
    let folder = sound();
    let here = folder.path();
    let (status, told) = build(here);
    assert_eq!(status, Some(0), "{told}");
    let kind = "ddf/Doors.xml:33: ./Device/Vendor/MSFT/Policy/Config/ContosoDoors/Locks: an item of `Kind` deletes a value, and \
        cannot be sent\n";
    assert!(told.starts_with(kind), "{told}");
    assert!(
        told.ends_with("`out` holds 1 file (1 written) with 2 nodes, 1 of them ADMX-backed; 0 left out\n"),
        "{told}"
    );
    assert_eq!(contents(&here.join("out")), BTreeMap::from([("ContosoDoors.yaml".to_owned(), CATALOG.to_owned())]));

    let settings = "  ContosoDoors:\n    AllowBell: 0\n    Locks:\n      enabled:\n        Smith: Wieland\n        Count: 2\n        \
        Oiled: false\n        Kind: 'Yes'\n        Keys: [brass]\n";
    std::fs::write(here.join("good.yaml"), intent("good", settings)).unwrap();
    let check = ["check", "--catalog", "out", "good.yaml"];
    let output = omauri(here, &check);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    std::fs::write(here.join("good.yaml"), intent("good", &settings.replace("Count: 2", "Count: 9"))).unwrap();
    let output = omauri(here, &check);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("good.yaml:12:"), "{}{}", stdout(&output), stderr(&output));
    // It is not in the shipped catalog.
    assert_eq!(omauri(here, &["check", "good.yaml"]).status.code(), Some(1));

    let output = omauri(here, &["catalog", "list", "--catalog", "out", "--search", "AllowBell", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let allowed = list.pointer("/nodes/0/allowed").unwrap();
    let expected = serde_json::json!({
        "kind": "enum",
        "values": [{ "value": "0", "meaning": "Silent" }, { "value": "1", "meaning": "Loud: \"ding\" #1" }],
    });
    assert_eq!(*allowed, expected);
}

#[test]
fn a_node_that_stands_in_two_files_stays_in_its_tree() {
    let folder = sound();
    let here = folder.path();
    std::fs::copy(here.join("ddf/Doors.xml"), here.join("ddf/DoorsAgain.xml")).unwrap();
    let (status, told) = build(here);
    let written = contents(&here.join("out"));
    assert_eq!(written.get("ContosoDoors.yaml").map(String::as_str), Some(CATALOG));
    assert_eq!(status, Some(1));
    let locks =
        "ddf/DoorsAgain.xml:33: ./Device/Vendor/MSFT/Policy/Config/ContosoDoors/Locks: left out: it stands twice\n";
    assert!(told.contains(locks), "{told}");
}

/// What is told of a file: what stands behind its name.
type Hostile<'h> = (&'h str, Vec<u8>, &'h str);

fn deep(outer: &str) -> Vec<u8> {
    format!("<{outer}>{}{}</{outer}>", "<Node>".repeat(100_000), "</Node>".repeat(100_000)).into_bytes()
}

fn bomb(root: &str) -> Vec<u8> {
    let entity = |level: u32| format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(8));
    let entities: String = (1..30).map(entity).collect();
    format!(
        "<!DOCTYPE {root} [<!ENTITY a0 \"ha\">{entities}]>\n<{root}><Node><NodeName>&a29;</NodeName></Node></{root}>"
    )
    .into_bytes()
}

fn external(root: &str) -> Vec<u8> {
    format!("<!DOCTYPE {root} [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<{root}><Node>&x;</Node></{root}>").into()
}

fn cut(text: &str) -> Vec<u8> {
    let end = text.find("</Node>").or_else(|| text.find("</policy>")).or_else(|| text.find("</stringTable>")).unwrap();
    text.as_bytes().iter().take(end).copied().collect()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// One bad file beside the sound ones: it is named, with its line where that can be told, and the sound ones go on.
fn told_and_passed_over(files: &[Hostile<'_>], written: &str) {
    for (name, content, expected) in files {
        let folder = sound();
        let here = folder.path();
        std::fs::write(here.join(name), content).unwrap();
        let (status, told) = build(here);
        let beginning = told.chars().take(1000).collect::<String>();
        assert_eq!(status, Some(1), "{name}: {beginning}");
        let line = told.lines().find(|line| line.starts_with(&format!("{name}: ")));
        let line = line.unwrap_or_else(|| panic!("{name} is not named: {beginning}"));
        assert!(line.contains(expected), "{name}: expected `{expected}`, told `{line}`");
        assert!(told.len() < 2000, "{name}: {beginning}");
        let found = contents(&here.join("out"));
        assert_eq!(found.get("ContosoDoors.yaml").map(String::as_str), Some(written), "{name}");
        assert_eq!(found.len(), 1, "{name}");
    }
}

#[test]
fn bad_ddf_files_are_named_and_the_others_go_on() {
    let text = ddf(&[BELL, LOCKS]);
    let files: Vec<Hostile<'_>> = vec![
        ("ddf/Bad.xml", cut(&text), "line "),
        ("ddf/Bad.xml", b"area: ContosoDoors\n".to_vec(), "line 1: "),
        ("ddf/Bad.xml", Vec::new(), "line 1: "),
        ("ddf/Bad.xml", ADMX.into(), "line "),
        ("ddf/Bad.xml", utf_16(&text), "UTF-16 without a byte-order mark"),
        ("ddf/Bad.xml", b"<MgmtTree>\n\xFF</MgmtTree>".to_vec(), "not UTF-8: byte 11"),
        ("ddf/Bad.xml", deep("MgmtTree"), "line 1: not well-formed: more than 64 elements deep"),
        ("ddf/Bad.xml", bomb("MgmtTree"), "line "),
        ("ddf/Bad.xml", external("MgmtTree"), "line "),
        (
            "ddf/Bad.xml",
            text.replacen("<NodeName>Locks</NodeName>", "", 1).into(),
            "line 33: `Node` lacks its `NodeName`",
        ),
    ];
    told_and_passed_over(&files, CATALOG);
}

#[test]
fn bad_admx_files_are_named_and_the_others_go_on() {
    let files: Vec<Hostile<'_>> = vec![
        ("admx/Bad.admx", cut(ADMX), "line "),
        ("admx/Bad.admx", b"MZ\x90".to_vec(), "not UTF-8: byte 2"),
        ("admx/Bad.admx", b"no XML".to_vec(), "line 1: "),
        ("admx/Bad.admx", ADML.into(), "line 1: "),
        ("admx/Bad.admx", utf_16(ADMX), "UTF-16 without a byte-order mark"),
        ("admx/Bad.admx", deep("policyDefinitions"), "line 1: not well-formed: more than 64 elements deep"),
        ("admx/Bad.admx", bomb("policyDefinitions"), "line 1: "),
        ("admx/Bad.admx", external("policyDefinitions"), "line 1: "),
    ];
    told_and_passed_over(&files, CATALOG);
}

/// Titles are names then, choices values, and nothing is preset.
#[test]
fn an_admx_whose_adml_is_bad_goes_on_without_its_texts() {
    let without = CATALOG
        .replace("'Contoso > Doors: \"all\" of them'", "Contoso > Doors")
        .replace("title: Lock the doors", "title: Locks")
        .replace("{ 'Yes': 7, '- a chain': chain }, default: '- a chain' }", "{ '7': 7, chain: chain } }")
        .replace(", default: Wieland }", " }")
        .replace(", default: 3 }", " }")
        .replace(", default: true }", " }");
    let files: Vec<Hostile<'_>> = vec![
        ("admx/en-US/Contoso.adml", cut(ADML), "line "),
        ("admx/en-US/Contoso.adml", utf_16(ADML), "UTF-16 without a byte-order mark"),
        ("admx/en-US/Contoso.adml", deep("policyDefinitionResources"), "line 1: not well-formed: more than 64"),
        ("admx/en-US/Contoso.adml", bomb("policyDefinitionResources"), "line 1: "),
        ("admx/en-US/Contoso.adml", external("policyDefinitionResources"), "; `Contoso.admx` goes without its texts"),
    ];
    told_and_passed_over(&files, &without);
}

#[test]
fn files_over_the_limit_are_named_and_not_read() {
    for name in ["ddf/Huge.xml", "admx/Huge.admx"] {
        let folder = sound();
        let here = folder.path();
        // Sparse: it takes no room.
        std::fs::File::create(here.join(name)).unwrap().set_len((16 << 20) + 1).unwrap();
        let (status, told) = build(here);
        assert_eq!(status, Some(1), "{told}");
        assert!(told.contains(&format!("{name}: the file is larger than 16 MiB\n")), "{told}");
        assert!(here.join("out/ContosoDoors.yaml").is_file());
    }
}

#[test]
fn an_external_entity_is_never_opened() {
    let folder = sound();
    let here = folder.path();
    std::fs::write(here.join("secret"), "ContosoSecret").unwrap();
    let text = ddf(&[BELL]).replace("[<?oma", "[<!ENTITY x SYSTEM \"secret\"> <?oma").replace("AllowBell", "&x;");
    std::fs::write(here.join("ddf/External.xml"), text).unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("ddf/External.xml: line "), "{told}");
    let written: String = contents(&here.join("out")).into_values().collect();
    assert!(!told.contains("ContosoSecret") && !written.contains("ContosoSecret"));
}

#[test]
fn an_area_cannot_take_the_place_of_another_file() {
    for area in ["editions", "EDITIONS", ".", "..", r"a\b", "a:b", "con{trol"] {
        let folder = sound();
        let here = folder.path();
        let text = ddf(&[BELL]).replace("<NodeName>ContosoDoors<", &format!("<NodeName>{area}<"));
        std::fs::write(here.join("ddf/Odd.xml"), text).unwrap();
        let (status, told) = build(here);
        assert_eq!(status, Some(1), "{area}: {told}");
        let names: Vec<String> = contents(&here.join("out")).into_keys().collect();
        assert_eq!(names, ["ContosoDoors.yaml"], "{area}: {told}");
    }
}

/// On Windows and macOS the second would overwrite the first.
#[test]
fn areas_that_differ_in_case_only_are_one_file() {
    let folder = sound();
    let here = folder.path();
    let text = ddf(&[BELL, &BELL.replace("AllowBell", "AllowGong")]).replace("ContosoDoors", "CONTOSODoors");
    std::fs::write(here.join("ddf/Shout.xml"), text).unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(1), "{told}");
    for (line, name) in [(10, "AllowBell"), (33, "AllowGong")] {
        let expected = format!(
            "ddf/Shout.xml:{line}: ./Device/Vendor/MSFT/Policy/Config/CONTOSODoors/{name}: left out: on Windows and macOS \
            `CONTOSODoors.yaml` is the file of `ContosoDoors`\n"
        );
        assert!(told.contains(&expected), "{told}");
    }
    assert!(told.ends_with("with 2 nodes, 1 of them ADMX-backed; 2 left out\n"), "{told}");
    assert_eq!(contents(&here.join("out")), BTreeMap::from([("ContosoDoors.yaml".to_owned(), CATALOG.to_owned())]));
}

#[test]
fn paths_that_lead_nowhere_stop_the_build() {
    let folder = sound();
    let here = folder.path();
    std::fs::create_dir(here.join("empty")).unwrap();
    std::fs::write(here.join("bad.xml"), "no XML").unwrap();
    let bad = "error: no DDF file can be read: bad.xml: line 1: ";
    let cases: [(&[&str], &str); 6] = [
        (&["--ddf", "bad.xml", "--admx", "admx"], bad),
        (&["--ddf", "bad.xml", "bad.xml", "bad.xml"], " (and 2 more)\n"),
        (&["--ddf", "nowhere", "--admx", "admx"], "cannot read `nowhere`"),
        (&["--ddf", "ddf", "--admx", "nowhere"], "cannot read `nowhere`"),
        (&["--ddf", "empty", "--admx", "admx"], "no DDF file (`*.xml`) found below `empty`"),
        (&["--ddf", "ddf", "--overrides", "nowhere"], "nowhere"),
    ];
    for (arguments, expected) in cases {
        let output = omauri(here, &[&["catalog", "build", "--out", "out"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
        assert!(!here.join("out").exists(), "{arguments:?}");
    }
    // Usage.
    assert_eq!(omauri(here, &["catalog", "build", "--ddf", "ddf"]).status.code(), Some(2));
    assert_eq!(omauri(here, &["catalog", "build", "--out", "out"]).status.code(), Some(2));
}

#[test]
fn an_out_that_is_a_file_is_left_alone() {
    let folder = sound();
    let here = folder.path();
    std::fs::write(here.join("out"), "mine").unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("cannot write `out`"), "{told}");
    assert_eq!(std::fs::read_to_string(here.join("out")).unwrap(), "mine");
}

/// `--catalog` would read them: they may be of an area that is no more, or by hand.
#[test]
fn files_of_an_earlier_build_are_told_and_stay() {
    let folder = sound();
    let here = folder.path();
    std::fs::create_dir_all(here.join("out/overrides")).unwrap();
    std::fs::create_dir_all(here.join("out/folder.yaml")).unwrap();
    for name in ["ContosoGates.yaml", "ContosoYards.yaml", "editions.yaml", "overrides/ContosoDoors.yaml", "notes.md"] {
        std::fs::write(here.join("out").join(name), "mine\n").unwrap();
    }
    let (status, told) = build(here);
    assert_eq!(status, Some(0), "{told}");
    let expected = "`out/ContosoGates.yaml` is in the folder and was not made by this build\n\
        `out/ContosoYards.yaml` is in the folder and was not made by this build\n\
        `out` holds 1 file (1 written) ";
    assert!(told.contains(expected), "{told}");
    assert_eq!(told.matches("not made by").count(), 2, "{told}");
    let kept = std::fs::read_to_string(here.join("out/ContosoGates.yaml")).unwrap();
    assert_eq!(kept, "mine\n");
    // Nothing else to do: the next build says the same, and writes nothing.
    let (status, told) = build(here);
    assert_eq!((status, told.contains("`out` holds 1 file (0 written) ")), (Some(0), true), "{told}");
    assert_eq!(told.matches("not made by").count(), 2, "{told}");
}

/// A second area whose file cannot be written: a folder stands in its place. The first one stays as it was.
#[test]
fn a_catalog_is_left_whole_when_writing_fails() {
    let folder = sound();
    let here = folder.path();
    let windows = ddf(&[BELL]).replace("ContosoDoors", "ContosoWindows");
    std::fs::write(here.join("ddf/Windows.xml"), windows).unwrap();
    std::fs::create_dir_all(here.join("out/ContosoWindows.yaml")).unwrap();
    std::fs::write(here.join("out/ContosoDoors.yaml"), "area: ContosoDoors\nnodes: {}\n").unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(2), "{told}");
    assert!(told.contains("ContosoWindows.yaml`"), "{told}");
    let left: Vec<String> = std::fs::read_dir(here.join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    let kept = std::fs::read_to_string(here.join("out/ContosoDoors.yaml")).unwrap();
    assert_eq!(kept, "area: ContosoDoors\nnodes: {}\n");
    // Without the folder both are written.
    std::fs::remove_dir(here.join("out/ContosoWindows.yaml")).unwrap();
    assert_eq!(build(here).0, Some(0));
    assert_eq!(contents(&here.join("out")).len(), 2);
}

/// What the two trees say of one node may differ: then each has an entry of its own.
#[test]
fn trees_that_differ_have_an_entry_each() {
    let folder = sound();
    let here = folder.path();
    let user = ddf(&[BELL]).replace("./Device/", "./User/").replace("10.0.22000, ", "");
    std::fs::write(here.join("ddf/User.xml"), user).unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(0), "{told}");
    let text = contents(&here.join("out")).remove("ContosoDoors.yaml").unwrap();
    let (shared, own) = text.split_once("userNodes:\n").unwrap();
    assert_eq!(shared, CATALOG);
    assert!(own.starts_with("  AllowBell:\n") && !own.contains("scope:") && !own.contains("10.0.22000"), "{own}");
    let list = |uri: &str| omauri(here, &["--catalog", "out", "catalog", "list", "--search", uri]);
    let listed = String::from_utf8(list("ContosoDoors/AllowBell").stdout).unwrap();
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

/// What is written is read back: a node that a catalog cannot say is told and left out, and its neighbours go on.
#[test]
fn what_cannot_be_read_back_is_not_written() {
    let folder = sound();
    let here = folder.path();
    let twice = "<MSFT:AllowedValues ValueType=\"ENUM\"><MSFT:Enum><MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>one\
                 </MSFT:ValueDescription></MSFT:Enum><MSFT:Enum><MSFT:Value>1</MSFT:Value><MSFT:ValueDescription>uno\
                 </MSFT:ValueDescription></MSFT:Enum></MSFT:AllowedValues>";
    let bell = BELL.replace("AllowBell", "AllowGong");
    let (before, rest) = bell.split_once("<MSFT:AllowedValues").unwrap();
    let (_, behind) = rest.split_once("</MSFT:AllowedValues>").unwrap();
    let gong = format!("{before}{twice}{behind}");
    std::fs::write(here.join("ddf/Gong.xml"), ddf(&[&gong])).unwrap();
    let (status, told) = build(here);
    assert_eq!(status, Some(1), "{told}");
    let expected = "ContosoDoors/AllowGong: left out: a catalog cannot say it: the key `1` stands twice";
    assert!(told.contains(expected), "{told}");
    assert_eq!(contents(&here.join("out")), BTreeMap::from([("ContosoDoors.yaml".to_owned(), CATALOG.to_owned())]));
}

/// Facts that a catalog has no words for: the node is told and left out, and its neighbours go on.
#[test]
fn what_a_catalog_cannot_say_costs_its_node_only() {
    let windows = |text: String| text.replace("ContosoDoors", "ContosoWindows");
    let cases = [
        (
            windows(ddf(&[BELL]).replace("0x4;", "0x4;0x7777;")),
            "left out: no list of `editions.yaml` names its edition 0x7777",
        ),
        (windows(ddf(&[BELL]).replace("<int />", "<colour />")), "left out: its format is"),
        (
            windows(ddf(&[LOCKS]).replace("\"Locks\"", "\"Latches\"")),
            "left out: `Contoso.admx` has no policy `Latches`",
        ),
        (windows(ddf(&[LOCKS]).replace("Contoso.admx", "Fabrikam.admx")), "left out: there is no `Fabrikam.admx`"),
    ];
    for (text, expected) in cases {
        let folder = sound();
        let here = folder.path();
        std::fs::write(here.join("ddf/Windows.xml"), text).unwrap();
        let (status, told) = build(here);
        assert_eq!(status, Some(1), "{told}");
        assert!(told.contains(expected), "expected `{expected}`, told {told}");
        assert_eq!(contents(&here.join("out")), BTreeMap::from([("ContosoDoors.yaml".to_owned(), CATALOG.to_owned())]));
    }
}

#[test]
fn a_node_of_both_trees_has_one_entry() {
    let folder = sound();
    let here = folder.path();
    let user = ddf(&[BELL, LOCKS]).replace("./Device/", "./User/");
    std::fs::write(here.join("ddf/User.xml"), user).unwrap();
    assert_eq!(build(here).0, Some(0));
    let both = CATALOG.replace("scope: device", "scope: both");
    assert_eq!(contents(&here.join("out")).get("ContosoDoors.yaml"), Some(&both));
}

/// What the user's tree leaves unsaid is not what most nodes of the device's tree say.
#[test]
fn a_node_of_the_users_tree_may_lack_what_the_devices_have() {
    let folder = sound();
    let here = folder.path();
    let (before, rest) = BELL.split_once("<MSFT:Applicability>").unwrap();
    let (_, after) = rest.split_once("</MSFT:Applicability>").unwrap();
    let bell = format!("{before}{after}")
        .replace("<MSFT:ConflictResolution>LowestValueMostSecure</MSFT:ConflictResolution>", "");
    let latch = BELL.replace("AllowBell", "AllowLatch");
    std::fs::write(here.join("ddf/Doors.xml"), ddf(&[BELL, &latch])).unwrap();
    std::fs::write(here.join("ddf/User.xml"), ddf(&[&bell]).replace("./Device/", "./User/")).unwrap();
    assert_eq!(build(here).0, Some(0));
    let output = omauri(here, &["catalog", "list", "--catalog", "out", "--search", "AllowBell", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let nodes = list["nodes"].as_array().unwrap();
    let stated: Vec<_> =
        nodes.iter().map(|node| (&node["scope"], &node["editions"], &node["builds"], &node["conflict"])).collect();
    let nothing = serde_json::json!([]);
    let null = serde_json::Value::Null;
    assert_eq!(stated.len(), 2);
    assert!(stated.contains(&(&"user".into(), &null, &nothing, &null)), "{stated:?}");
}

/// Whatever a title holds, the catalog that is written gives it back.
#[test]
fn odd_texts_come_back_as_they_were() {
    let texts = [
        "no",
        "null",
        "~",
        "12",
        "0x1F",
        "1.5",
        "true",
        "- a",
        "a: b",
        "a #b",
        "#",
        "'",
        "\"",
        "{}",
        "[a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`",
        "a, b",
        "|",
        ">",
        "?",
        "---",
        "...",
        "<<",
        "=",
        r"\\server\n",
        "ö \u{FFFD} \u{1F512} \u{2028}x",
        "a\u{85}b",
        "a }",
        "2020-01-01",
    ];
    for text in texts {
        let folder = sound();
        let here = folder.path();
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let adml = ADML.replace(">Lock\n        the doors<", &format!(">{escaped}<"));
        let adml = adml.replace(">- a chain<", &format!(">{escaped}<")).replace(">Wieland<", &format!(">{escaped}<"));
        std::fs::write(here.join("admx/en-US/Contoso.adml"), adml).unwrap();
        let (status, told) = build(here);
        assert_eq!(status, Some(0), "{text}: {told}");
        let output =
            omauri(here, &["catalog", "list", "--catalog", "out", "--search", "ContosoDoors", "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{text}: {}", stderr(&output));
        let list: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut nodes = list.get("nodes").and_then(serde_json::Value::as_array).unwrap().iter();
        let policy = nodes
            .find(|node| node.pointer("/area").unwrap() == "ContosoDoors" && node.pointer("/name").unwrap() == "Locks");
        let policy = policy.and_then(|node| node.get("admx")).unwrap();
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(policy.pointer("/title").unwrap(), &one_line, "{text}");
        assert_eq!(policy.pointer("/elements/3/items/1/title").unwrap(), &one_line, "{text}");
        assert_eq!(policy.pointer("/elements/3/default").unwrap(), &one_line, "{text}");
        assert_eq!(policy.pointer("/elements/0/default").unwrap(), text, "{text}");
    }
}
