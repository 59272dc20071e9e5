//! Laws that hold for whatever is in a file: nothing panics or hangs, places are places, and the order of keys means nothing.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use std::time::{Duration, Instant};

use omauri::catalog::{Catalog, Node, Scope};
use omauri::finding::Finding;
use omauri::intent::{Outcome, load};
use omauri::render::{Engine, Format, Options, render};
use omauri::report::{ReportFormat, Style, report};
use omauri::rules::judge;
use omauri::text::{Source, SourceId, Sources, encoding::decode};
use omauri::workspace::check;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Longer than any file of a few KiB may take, even without optimisation and beside other tests.
const BOUND: Duration = Duration::from_secs(10);

/// An intent with something of everything, for mutations to begin at.
const INTENT: &str = r#"# yaml-language-server: $schema=../schema/intent.schema.json
apiVersion: omauri/v1
name: hostile
title: "Büro: 🏢 \u00e9"
description: |
  Two lines
  of text.
targets:
  - windows: 11 24H2
    editions: &fleet [Pro, Enterprise]
  - windows: { from: 10 22H2, to: 11 23H2 }
    editions: *fleet
  - { windows: 10.0.26100.2033, editions: [Enterprise LTSC] }
settings:
  RemoteManagement:
    AllowBasicAuthentication_Client: disabled
    DisallowDigestAuthentication: { state: enabled, why: 'replay of hashes', refs: [WN11-CC-000360] }
    TurnOnCompatibilityHTTPListener: notConfigured
    TrustedHosts: { enabled: ["*.corp.example.com", "2001:db8::10", "<local>"] }   # omauri: allow(winrm-trusted-hosts-any) because
    AllowRemoteServerManagement:
      enabled:
        AllowAutoConfig_IPv4Filter: "10.20.0.1-10.20.0.254, 10.0.0.1"
        AllowAutoConfig_IPv6Filter: []
    SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }
  ADMX_CredSsp:
    AllowFreshCredentials:
      enabled: { AllowFreshCredentials_Name: [WSMAN/*.corp.example.com], ConcatenateDefaults_AFC: false }
  RemoteShell: { MaxConcurrentUsers: { enabled: 10 } }
  Camera:
    AllowCamera: 0
userSettings: {}
"#;

/// Pieces that mean something to YAML, to the file format or to the grammars of values.
const PIECES: [&str; 56] = [
    "\n",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "|",
    ">",
    "\"",
    "'",
    "\\",
    "#",
    " # ",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\\x",
    "\\u",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{f000}",
    "\u{fffe}",
    "é",
    "🏢",
    "\r",
    "\r\n",
    "*",
    "/",
    "::",
    "-",
    ".",
    "%",
    "yes",
    "~",
    "0123",
    "99999999999999999999",
    "enabled",
    "disabled",
    "omauri: allow(",
    "WSMAN/",
    "10.0.",
];

/// What addresses are made of, and what they must not hold.
const ADDRESS_PIECES: [&str; 24] = [
    "./",
    "/",
    "Device",
    "User",
    "Vendor",
    "/MSFT",
    "VPNv2",
    "{ProfileName}",
    "Policy/Config",
    "LAPS/Policies/",
    "\\",
    " ",
    "%",
    "%20",
    "%zz",
    "%ff",
    "..",
    "*",
    "{",
    "}",
    "é",
    "\u{1}",
    "BackupDirectory",
    "RouteList/0/Address",
];

fn device_nodes(catalog: &Catalog) -> Vec<&Node> {
    catalog.nodes().into_iter().filter(|node| node.is_policy() && node.scope == Scope::Device).collect()
}

fn catalog() -> Catalog {
    Catalog::shipped()
}

/// Judges a text, reports it in every form, and proves that every place is one.
fn judged(text: &str) -> Vec<Finding> {
    let begun = Instant::now();
    let catalog = catalog();
    let source = Source::new(SourceId(0), "hostile.yaml", text);
    let outcome = load(&source, &catalog);
    let findings = judge(&source, &outcome, &catalog).findings;
    let sources = Sources::new(vec![source]);
    for finding in &findings {
        for label in std::iter::once(&finding.place).chain(&finding.others) {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(start <= end && text.get(start..end).is_some(), "{finding:?} is no place of {text:?}");
            assert_eq!(label.span.source, SourceId(0), "{finding:?}");
        }
        assert!(!finding.message.is_empty() && finding.help.is_some(), "{finding:?}");
    }
    let forms =
        [ReportFormat::Human, ReportFormat::Json, ReportFormat::Sarif, ReportFormat::Github, ReportFormat::Azure];
    for form in forms {
        report(form, &findings, &sources, Style::default()).unwrap();
    }
    if outcome.profile.is_none() {
        assert!(!findings.is_empty(), "nothing is said of {text:?}");
    }
    if findings.iter().all(|finding| finding.severity < omauri::finding::Severity::Error) {
        renders(&outcome);
    }
    assert!(begun.elapsed() < BOUND, "{:?} for {text:?}", begun.elapsed());
    findings
}

/// What passes the rules can be rendered to every format.
fn renders(outcome: &Outcome<'_>) {
    let engine = Engine::new().unwrap();
    for format in Format::ALL {
        render(&engine, outcome.profile.as_ref().unwrap(), format, Options::default()).unwrap();
    }
}

#[derive(Debug, Clone)]
enum Mutation {
    Insert(Index, &'static str),
    Delete(Index, usize),
    Copy(Index, Index, usize),
    Repeat(Index, &'static str, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let piece = || select(&PIECES[..]);
    prop_oneof![
        4 => (any::<Index>(), piece()).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        3 => (any::<Index>(), 1..20_usize).prop_map(|(at, count)| Mutation::Delete(at, count)),
        2 => (any::<Index>(), any::<Index>(), 1..60_usize).prop_map(|(from, to, count)| Mutation::Copy(from, to, count)),
        1 => (any::<Index>(), piece(), 1..3_000_usize).prop_map(|(at, piece, count)| Mutation::Repeat(at, piece, count)),
    ]
}

fn mutated(mutations: &[Mutation]) -> String {
    let mut text: Vec<char> = INTENT.chars().collect();
    for mutation in mutations {
        let length = text.len();
        match mutation {
            _ if text.is_empty() => {}
            Mutation::Insert(at, piece) => _ = text.splice(at.index(length)..at.index(length), piece.chars()),
            Mutation::Delete(at, count) => _ = text.drain(at.index(length)..length.min(at.index(length) + count)),
            Mutation::Copy(from, to, count) => {
                let from = from.index(length);
                let copied: Vec<char> = text.iter().skip(from).take(*count).copied().collect();
                text.splice(to.index(length)..to.index(length), copied);
            }
            Mutation::Repeat(at, piece, count) => {
                let at = at.index(length);
                text.splice(at..at, piece.repeat(*count).chars());
            }
        }
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_judged(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = decode(bytes) {
            judged(&text);
        }
    }

    #[test]
    fn any_pieces_are_judged(pieces in proptest::collection::vec(select(&PIECES[..]), 0..200)) {
        judged(&pieces.concat());
    }

    #[test]
    fn mutated_intents_are_judged(mutations in proptest::collection::vec(mutation(), 1..8)) {
        judged(&mutated(&mutations));
    }

    #[test]
    fn any_value_of_a_setting_is_judged(
        node in any::<Index>(),
        value in prop_oneof!["[ -~]{0,40}", "\\PC{0,20}", Just("|\n  x".to_owned())],
        form in select(&["VALUE", "'VALUE'", "\"VALUE\"", "[VALUE]", "['VALUE', 'VALUE']", "{ enabled: VALUE }", "{ enabled: ['VALUE'] }",
            "{ enabled: 'VALUE' }", "{ state: VALUE }", "{ value: 'VALUE' }"][..]),
    ) {
        let catalog = catalog();
        let nodes = catalog.nodes();
        let node = node.get(&nodes);
        let value = form.replace("VALUE", &value);
        let (key, setting) = match (node.is_policy(), node.scope) {
            (false, _) => ("csp", format!("  {:?}: {value}\n", node.uri)),
            (true, Scope::User) => ("userSettings", format!("  {}:\n    {}: {value}\n", node.area, node.name)),
            (true, Scope::Device) => ("settings", format!("  {}:\n    {}: {value}\n", node.area, node.name)),
        };
        judged(&intent(&setting).replace("settings:", &format!("{key}:")));
    }

    /// Whatever stands in the place of an address.
    #[test]
    fn any_address_is_judged(pieces in proptest::collection::vec(select(&ADDRESS_PIECES[..]), 0..24)) {
        judged(&intent(&format!("  {:?}: 1\n", pieces.concat())).replace("settings:", "csp:"));
    }

    /// Settings, areas, elements and top-level keys may stand in any order.
    #[test]
    fn the_order_of_keys_means_nothing(
        chosen in proptest::sample::subsequence((0..device_nodes(&catalog()).len()).collect::<Vec<_>>(), 1..20),
        orders in (any::<u64>(), any::<u64>()),
    ) {
        let catalog = catalog();
        let nodes = device_nodes(&catalog);
        let settings: Vec<&Node> = chosen.iter().filter_map(|at| nodes.get(*at).copied()).collect();
        let [first, second] = [orders.0, orders.1].map(|order| rendered(&shuffled(&settings, order), &catalog));
        prop_assert_eq!(first, second);
    }
}

/// The intents of the corpus of mutations are right to begin with.
#[test]
fn the_intent_itself_has_no_error() {
    let errors: Vec<Finding> =
        judged(INTENT).into_iter().filter(|finding| finding.severity == omauri::finding::Severity::Error).collect();
    assert_eq!(errors, []);
}

/// The same through files, where bytes are no text yet.
#[test]
fn files_of_any_bytes_are_judged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bytes.yaml");
    let (mut state, catalog) = (1_u32, catalog());
    for length in [0, 1, 2, 3, 7, 64, 1_000, 1 << 20, (1 << 20) + 1] {
        let bytes: Vec<u8> = (0..length).map(|_| next(&mut state)).collect();
        for mark in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"] {
            std::fs::write(&path, [mark, &bytes].concat()).unwrap();
            let begun = Instant::now();
            let run = check(std::slice::from_ref(&path), &catalog).unwrap();
            assert!(!run.findings.is_empty());
            for form in [ReportFormat::Human, ReportFormat::Sarif] {
                report(form, &run.findings, &run.sources, Style::default()).unwrap();
            }
            assert!(begun.elapsed() < BOUND, "{length} bytes: {:?}", begun.elapsed());
        }
    }
}

fn next(state: &mut u32) -> u8 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    state.to_le_bytes()[1]
}

/// As many findings as a file of the largest size can have.
#[test]
fn a_file_full_of_faults_ends_quickly() {
    let keys: Vec<String> = (0..50_000).map(|at| format!("    Node{at}: on\n")).collect();
    let values: Vec<String> = (0..40_000).map(|at| format!("          - \"a b{at}\"\n")).collect();
    let (keys, values) = (keys.concat(), values.concat());
    let unknown = intent(&format!("  RemoteManagement:\n{keys}"));
    let hosts = intent(&format!("  RemoteManagement:\n    TrustedHosts:\n      enabled:\n{values}"));
    for text in [unknown, hosts] {
        assert!(text.len() < 1 << 20);
        let begun = Instant::now();
        let catalog = catalog();
        let source = Source::new(SourceId(0), "faults.yaml", text);
        let findings = judge(&source, &load(&source, &catalog), &catalog).findings;
        assert!(findings.len() >= 40_000);
        // Without optimisation, beside other tests.
        assert!(begun.elapsed() < 10 * BOUND, "{:?}", begun.elapsed());
    }
}

fn intent(settings: &str) -> String {
    format!(
        "apiVersion: omauri/v1\nname: hostile\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\nsettings:\n{settings}"
    )
}

/// An intent of settings, with everything that is a mapping in an order of its own.
fn shuffled(nodes: &[&Node], order: u64) -> String {
    let mut state = u32::try_from(order % 0xFFFF_FFFF).unwrap() | 1;
    let mut areas: std::collections::BTreeMap<&str, Vec<String>> = std::collections::BTreeMap::new();
    for node in nodes {
        let setting = format!("    {}: {}\n", node.name, value(node, &mut state));
        areas.entry(node.area.as_str()).or_default().push(setting);
    }
    let mut areas: Vec<String> = areas
        .into_iter()
        .map(|(area, mut settings)| {
            shuffle(&mut settings, &mut state);
            format!("  {area}:\n{}", settings.concat())
        })
        .collect();
    shuffle(&mut areas, &mut state);
    let mut top = vec![
        "apiVersion: omauri/v1\n".to_owned(),
        "name: shuffled\n".to_owned(),
        "title: Shuffled\n".to_owned(),
        "targets: [{ windows: 11 24H2, editions: [Enterprise] }]\n".to_owned(),
        format!("settings:\n{}", areas.concat()),
    ];
    shuffle(&mut top, &mut state);
    top.concat()
}

/// A right value of a node, always the same but for the order of its keys.
fn value(node: &Node, state: &mut u32) -> String {
    if node.admx.is_none() {
        return format!("{{ value: {} }}", node.example());
    }
    let mut elements: Vec<String> =
        node.elements().iter().map(|element| format!("{}: {}", element.id, element.example())).collect();
    shuffle(elements.as_mut_slice(), state);
    let mut keys = match elements.as_slice() {
        [] => vec!["state: enabled".to_owned()],
        elements => vec![format!("enabled: {{ {} }}", elements.join(", "))],
    };
    keys.extend(["why: reasons".to_owned(), "refs: [b, a]".to_owned()]);
    shuffle(&mut keys, state);
    format!("{{ {} }}", keys.join(", "))
}

fn shuffle<T>(items: &mut [T], state: &mut u32) {
    for at in (1..items.len()).rev() {
        items.swap(at, usize::from(next(state)) % (at + 1));
    }
}

/// Every format's artifact of an intent.
fn rendered(text: &str, catalog: &Catalog) -> Vec<Option<String>> {
    let source = Source::new(SourceId(0), "shuffled.yaml", text);
    let outcome = load(&source, catalog);
    assert!(outcome.yaml_problems.is_empty() && outcome.problems.is_empty(), "{text}\n{:?}", outcome.problems);
    let (engine, profile) = (Engine::new().unwrap(), outcome.profile.unwrap());
    let one = |format| render(&engine, &profile, format, Options::default()).unwrap().text;
    Format::ALL.into_iter().map(one).collect()
}
