//! What artifacts say of nodes below `csp:`. The expectations are written by hand, from OMA DM's SyncML and Microsoft Graph's
//! description of `omaSetting` and its kinds.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use std::path::Path;

use omauri::catalog::{Catalog, load_folder};
use omauri::intent::load;
use omauri::render::{Engine, Format, Options, render};
use omauri::syncml::Verb;
use omauri::text::{Source, SourceId};
use serde_json::{Value, json};

/// One node for each way in which nodes differ, in the order in which they are sent.
const INTENT: &str = r#"
  # No Replace.
  ./Device/Vendor/MSFT/Contoso/Painted: 3
  # No Add, no Delete.
  ./Device/Vendor/MSFT/Contoso/Clock: { value: 9, why: The trams leave early, refs: [T-1] }
  ./Vendor/MSFT/Contoso/Flag: {}
  ./Device/Vendor/MSFT/Contoso/Halls/East%2fWest: {}
  ./Device/Vendor/MSFT/Contoso/Halls/caf%c3%a9%20Süd/Lights: true
  ./Device/Vendor/MSFT/Contoso/Opened: "2030-01-31T08:00:00Z"
  ./Device/Vendor/MSFT/Contoso/Plan: <plan a="1">é</plan>
  ./Device/Vendor/MSFT/Contoso/Tram: notConfigured
  ./Device/Vendor/MSFT/RootCATrustedCertificates/Root/0123456789ABCDEF0123456789ABCDEF01234567/EncodedCertificate: MIIB
  ./Device/Vendor/MSFT/Contoso/Yard: { raw: "<a & b>", format: chr, why: It is new }
"#;

/// The artifact of an intent with these lines below `csp:`.
fn artifact(csp: &str, format: Format, options: Options) -> Option<String> {
    let text = format!(
        "apiVersion: omauri/v1\nname: nodes\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\ncsp:\n{csp}"
    );
    let source = Source::new(SourceId(0), "nodes.yaml", text);
    let catalog = Catalog::shipped().merged_with(load_folder(Path::new("tests/catalog")).unwrap());
    let outcome = load(&source, &catalog);
    assert!(outcome.yaml_problems.is_empty(), "{outcome:?}");
    let profile = outcome.profile.unwrap();
    assert!(profile.unresolved.is_empty(), "{:?}", outcome.problems);
    render(&Engine::new().unwrap(), &profile, format, options).unwrap().text
}

fn with_verb(verb: Verb) -> Options {
    Options { verb, ..Options::default() }
}

/// A command as artifacts have it, without its indent.
fn command(verb: &str, id: usize, uri: &str, content: Option<(&str, Option<&str>)>) -> String {
    let mut lines = vec![
        format!("<{verb}>"),
        format!("<CmdID>{id}</CmdID>"),
        "<Item>".to_owned(),
        "<Target>".to_owned(),
        format!("<LocURI>{uri}</LocURI>"),
        "</Target>".to_owned(),
    ];
    if let Some((format, data)) = content {
        lines.push("<Meta>".to_owned());
        lines.push(format!("<Format xmlns=\"syncml:metinf\">{format}</Format>"));
        lines.extend(data.map(|_| "<Type xmlns=\"syncml:metinf\">text/plain</Type>".to_owned()));
        lines.push("</Meta>".to_owned());
        lines.extend(data.map(|data| format!("<Data>{data}</Data>")));
    }
    lines.extend(["</Item>".to_owned(), format!("</{verb}>")]);
    lines.join("\n")
}

/// The lines without their indent, and without empty ones.
fn flat(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

const CONTOSO: &str = "./Device/Vendor/MSFT/Contoso";
const CERTIFICATE: &str =
    "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/0123456789ABCDEF0123456789ABCDEF01234567/EncodedCertificate";

/// Whether the node has a value, and which.
type Sent = (&'static str, String, &'static str, Option<&'static str>);

/// What is set, in order, under `--verb replace`.
fn set() -> Vec<Sent> {
    let contoso = |name: &str| format!("{CONTOSO}/{name}");
    vec![
        ("Replace", contoso("Clock"), "int", Some("9")),
        ("Replace", contoso("Flag"), "null", None),
        ("Add", contoso("Halls/East%2FWest"), "node", None),
        ("Replace", contoso("Halls/caf%C3%A9%20S%C3%BCd/Lights"), "bool", Some("true")),
        ("Replace", contoso("Opened"), "time", Some("2030-01-31T08:00:00Z")),
        ("Add", contoso("Painted"), "int", Some("3")),
        ("Replace", contoso("Plan"), "xml", Some("&lt;plan a=\"1\"&gt;é&lt;/plan&gt;")),
        ("Delete", contoso("Tram"), "", None),
        ("Replace", CERTIFICATE.to_owned(), "b64", Some("MIIB")),
        ("Replace", contoso("Yard"), "chr", Some("&lt;a &amp; b&gt;")),
    ]
}

fn numbered<'s>(sent: impl Iterator<Item = &'s Sent>, from: usize) -> Vec<String> {
    let one = |(at, (verb, uri, format, data)): (usize, &Sent)| {
        let content = (*verb != "Delete").then_some((*format, *data));
        command(verb, from + at, uri, content)
    };
    sent.enumerate().map(one).collect()
}

#[test]
fn each_node_gets_a_verb_that_it_takes() {
    let body = |commands: Vec<String>| format!("<SyncBody>\n{}\n</SyncBody>", commands.join("\n"));
    let found = artifact(INTENT, Format::Syncbody, Options::default()).unwrap();
    assert_eq!(flat(&found), body(numbered(set().iter(), 1)));

    // Add in the place of Replace, but for the node that takes none.
    let added: Vec<Sent> = set()
        .into_iter()
        .map(|(verb, uri, format, data)| match (verb, uri.ends_with("Clock")) {
            ("Replace", false) => ("Add", uri, format, data),
            _ => (verb, uri, format, data),
        })
        .collect();
    let found = artifact(INTENT, Format::Syncbody, with_verb(Verb::Add)).unwrap();
    assert_eq!(flat(&found), body(numbered(added.iter(), 1)));

    // These take no Delete.
    let kept = ["Clock", "Painted", "EncodedCertificate"];
    let removed = set().into_iter().filter(|(_, uri, ..)| !kept.iter().any(|name| uri.ends_with(name)));
    let mut removed: Vec<Sent> = removed.map(|(_, uri, ..)| ("Delete", uri, "", None)).collect();
    // What is below a node goes before it.
    removed.sort_by_key(|(_, uri, ..)| std::cmp::Reverse(uri.split('/').count()));
    let found = artifact(INTENT, Format::Syncbody, with_verb(Verb::Delete)).unwrap();
    assert_eq!(flat(&found), body(numbered(removed.iter(), 1)));
}

#[test]
fn a_message_holds_the_same_commands() {
    let found = flat(&artifact(INTENT, Format::Syncml, Options::default()).unwrap());
    let commands = numbered(set().iter(), 1).join("\n");
    assert!(found.contains(&format!("<SyncBody>\n{commands}\n<Final/>\n</SyncBody>")), "{found}");
}

#[test]
fn an_atomic_holds_what_is_set() {
    let options = Options { atomic: true, ..Options::default() };
    let removed: Vec<Sent> = set().into_iter().filter(|(verb, ..)| *verb == "Delete").collect();
    let given: Vec<Sent> = set().into_iter().filter(|(verb, ..)| *verb != "Delete").collect();
    let outside = numbered(removed.iter(), 1).join("\n");
    let inside = numbered(given.iter(), 3).join("\n");
    let found = artifact(INTENT, Format::Syncbody, options).unwrap();
    assert_eq!(
        flat(&found),
        format!("<SyncBody>\n{outside}\n<Atomic>\n<CmdID>2</CmdID>\n{inside}\n</Atomic>\n</SyncBody>")
    );

    // Fleet numbers the Atomic itself, and takes no Delete.
    let inside = numbered(given.iter(), 2).join("\n");
    let found = artifact(INTENT, Format::Fleet, options).unwrap();
    assert_eq!(flat(&found), format!("<Atomic>\n{inside}\n</Atomic>"));
}

#[test]
fn cdata_carries_the_same_data() {
    let options = Options { cdata: true, ..Options::default() };
    let found = flat(&artifact(INTENT, Format::Syncbody, options).unwrap());
    assert!(found.contains("<Data><![CDATA[<plan a=\"1\">é</plan>]]></Data>"), "{found}");
    assert!(found.contains("<Data><![CDATA[<a & b>]]></Data>"), "{found}");
    assert_eq!(found.matches("<Data>").count(), 7);
}

#[test]
fn nothing_is_made_of_what_cannot_be_removed() {
    let clock = "  ./Device/Vendor/MSFT/Contoso/Clock: 9\n";
    assert_eq!(artifact(clock, Format::Syncml, with_verb(Verb::Delete)), None);
}

/// What rows can carry of [`INTENT`]: no node without a value.
fn rows_only() -> String {
    INTENT.lines().filter(|line| !line.ends_with("{}")).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_custom_profile_has_a_row_for_each_kind_of_value() {
    let found: Value =
        serde_json::from_str(&artifact(&rows_only(), Format::Intune, Options::default()).unwrap()).unwrap();
    let row = |kind: &str, name: &str, note: &str, uri: &str, value: Value| {
        json!({
            "@odata.type": format!("#microsoft.graph.omaSetting{kind}"),
            "displayName": name,
            "description": note,
            "omaUri": uri,
            "value": value,
        })
    };
    let mut plan = row(
        "StringXml",
        "Contoso/Plan",
        "",
        &format!("{CONTOSO}/Plan"),
        // `<plan a="1">é</plan>` in UTF-8.
        json!("PHBsYW4gYT0iMSI+w6k8L3BsYW4+"),
    );
    plan["fileName"] = json!("Plan.xml");
    let certificate_name = CERTIFICATE.strip_prefix("./Device/Vendor/MSFT/").unwrap();
    let mut certificate = row("Base64", certificate_name, "", CERTIFICATE, json!("MIIB"));
    certificate["fileName"] = json!("EncodedCertificate.bin");
    let lights = "Halls/caf%C3%A9%20S%C3%BCd/Lights";
    assert_eq!(
        found["omaSettings"],
        json!([
            row("Integer", "Contoso/Clock", "The trams leave early (T-1)", &format!("{CONTOSO}/Clock"), json!(9)),
            row("Boolean", &format!("Contoso/{lights}"), "", &format!("{CONTOSO}/{lights}"), json!(true)),
            row("DateTime", "Contoso/Opened", "", &format!("{CONTOSO}/Opened"), json!("2030-01-31T08:00:00Z")),
            row("Integer", "Contoso/Painted", "", &format!("{CONTOSO}/Painted"), json!(3)),
            plan,
            certificate,
            row("String", "Contoso/Yard", "It is new", &format!("{CONTOSO}/Yard"), json!("<a & b>")),
        ])
    );
}

#[test]
fn rows_name_the_types_of_the_admin_centre() {
    let found = artifact(&rows_only(), Format::Rows, Options::default()).unwrap();
    let expected = format!(
        "OMA-URI,Type,Value\n\
         {CONTOSO}/Clock,Integer,9\n\
         {CONTOSO}/Halls/caf%C3%A9%20S%C3%BCd/Lights,Boolean,true\n\
         {CONTOSO}/Opened,Date and time,2030-01-31T08:00:00Z\n\
         {CONTOSO}/Painted,Integer,3\n\
         {CONTOSO}/Plan,String (XML file),\"<plan a=\"\"1\"\">é</plan>\"\n\
         {CERTIFICATE},Base64,MIIB\n\
         {CONTOSO}/Yard,String,<a & b>\n"
    );
    assert_eq!(found.replace("\r\n", "\n"), expected);
}

#[test]
fn the_settings_catalog_has_ids_for_nodes_with_names_of_their_own() {
    let csp = "  ./Device/Vendor/MSFT/LAPS/Policies/PasswordAgeDays: 14\n  ./Vendor/MSFT/Firewall/MdmStore/Global/EnablePacketQueue: 0\n";
    let found: Value =
        serde_json::from_str(&artifact(csp, Format::SettingsCatalog, Options::default()).unwrap()).unwrap();
    let instance = |at: usize| found["settings"][at]["settingInstance"].clone();
    // Microsoft's file of the one CSP has `./Device` in its addresses, that of the other has not.
    assert_eq!(instance(0)["settingDefinitionId"], "vendor_msft_firewall_mdmstore_global_enablepacketqueue");
    assert_eq!(instance(1)["settingDefinitionId"], "device_vendor_msft_laps_policies_passwordagedays");
    assert_eq!(instance(1)["simpleSettingValue"]["value"], 14);
}

/// As a public export has it.
#[test]
fn the_age_of_laps_passwords_is_a_child_of_their_directory() {
    let csp = "  ./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory: 1\n  ./Device/Vendor/MSFT/LAPS/Policies/PasswordAgeDays: 14\n";
    let found: Value =
        serde_json::from_str(&artifact(csp, Format::SettingsCatalog, Options::default()).unwrap()).unwrap();
    assert_eq!(found["settings"].as_array().map(Vec::len), Some(1));
    let directory = &found["settings"][0]["settingInstance"];
    assert_eq!(directory["settingDefinitionId"], "device_vendor_msft_laps_policies_backupdirectory");
    assert_eq!(directory["choiceSettingValue"]["value"], "device_vendor_msft_laps_policies_backupdirectory_1");
    let child = &directory["choiceSettingValue"]["children"][0];
    assert_eq!(child["settingDefinitionId"], "device_vendor_msft_laps_policies_passwordagedays_aad");
    assert_eq!(child["simpleSettingValue"]["value"], 14);
}
