//! The security rules of WinRM against their fixtures, and what they must keep silent about.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected must fail")]

use omauri::catalog::Catalog;
use omauri::finding::{Finding, Label};
use omauri::rules::winrm;
use omauri::text::{Source, SourceId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A condition of a rule: the two files that differ in one value.
struct Pair {
    rule: String,
    condition: String,
    bad: String,
    good: String,
}

#[test]
fn rules_and_fixtures_agree() {
    let rules: BTreeSet<String> = winrm::rules().map(|rule| rule.id.to_owned()).collect();
    let folders: BTreeSet<String> = pairs().into_iter().map(|pair| pair.rule).collect();
    assert_eq!(rules, folders);
    assert_eq!(rules.len(), winrm::rules().count(), "an id is declared twice");
}

#[test]
fn pages_have_their_five_parts() {
    let parts = ["What it does", "Why it matters", "Example", "What to write instead", "Source"];
    for rule in winrm::rules() {
        let headings = rule.page.lines().filter_map(|line| line.trim().strip_prefix("## "));
        assert_eq!(headings.collect::<Vec<_>>(), parts, "{}", rule.id);
    }
}

#[test]
fn bad_fixtures_fire_their_rule_once_and_good_ones_do_not() {
    for Pair { rule, condition, bad, good } in pairs() {
        let place = format!("{rule}/{condition}");
        let count = |text| judged(&place, text).iter().filter(|finding| finding.rule == rule).count();
        assert_eq!(count(&bad), 1, "{place}.bad.yaml");
        assert_eq!(count(&good), 0, "{place}.good.yaml");
    }
}

#[test]
fn the_fixtures_of_a_pair_differ_in_one_line() {
    for Pair { rule, condition, bad, good } in pairs() {
        assert_eq!(bad.lines().count(), good.lines().count(), "{rule}/{condition}");
        let differing = bad.lines().zip(good.lines()).filter(|(bad, good)| bad != good);
        assert_eq!(differing.count(), 1, "{rule}/{condition}");
    }
}

#[test]
fn good_fixtures_have_no_other_error() {
    for Pair { rule, condition, good, .. } in pairs() {
        let place = format!("{rule}/{condition}");
        let findings = judged(&place, &good);
        let errors = findings.iter().filter(|finding| finding.severity == omauri::finding::Severity::Error);
        assert_eq!(errors.map(|finding| finding.rule).collect::<Vec<_>>(), Vec::<&str>::new(), "{place}");
    }
}

#[test]
fn messages_keep_the_voice() {
    for Pair { rule, bad, .. } in pairs() {
        for finding in judged(&rule, &bad).iter().filter(|finding| finding.rule == rule) {
            let help = finding.help.as_deref().unwrap_or_default();
            assert!(help.contains('`'), "{rule}: the help has no text to write");
            for text in [finding.message.as_str(), help, &finding.place.text] {
                assert!(!text.is_empty() && !text.ends_with('.') && !text.contains("  "), "{rule}: {text}");
            }
        }
    }
}

/// Whole findings, as one would read them.
#[test]
fn findings_read_as_they_should() {
    let mut listing = String::new();
    for Pair { rule, condition, bad, .. } in pairs() {
        for finding in judged(&rule, &bad).iter().filter(|finding| finding.rule == rule) {
            writeln!(listing, "{rule} ({condition})\n{}", shown(finding, &bad)).unwrap();
        }
    }
    insta::assert_snapshot!(listing);
}

#[test]
fn defaults_alone_fire_nothing() {
    assert_eq!(fired("RemoteShell: { MaxConcurrentUsers: { enabled: 10 }, SpecifyMaxProcesses: disabled }"), [""; 0]);
    let none = "RemoteManagement: { AllowBasicAuthentication_Client: notConfigured, TrustedHosts: notConfigured, \
        DisallowDigestAuthentication: notConfigured, AllowRemoteServerManagement: notConfigured }";
    assert_eq!(fired(none), [""; 0]);
}

#[test]
fn a_wildcard_in_a_deny_list_is_fine() {
    let deny = "ADMX_CredSsp: { DenyFreshCredentials: \
        { enabled: { DenyFreshCredentials_Name: [\"*\"], ConcatenateDefaults_DFC: false } } }";
    assert_eq!(fired(deny), [""; 0]);
}

#[test]
fn a_wildcard_for_another_service_is_not_judged() {
    let remote_desktop = "ADMX_CredSsp: { AllowDefaultCredentials: \
        { enabled: { AllowDefaultCredentials_Name: [\"TERMSRV/*\"], ConcatenateDefaults_ADC: false } } }";
    assert_eq!(fired(remote_desktop), [""; 0]);
}

#[test]
fn all_wide_entries_of_a_list_are_one_finding() {
    let list = "ADMX_CredSsp: { AllowSavedCredentials: { enabled: { AllowSavedCredentials_Name: \
        [WSMAN/server01.example.com, \"WSMAN/*\", \"*\", \"wsman/*:5985\"], ConcatenateDefaults_ASC: false } } }";
    let text = intent(list);
    let findings = judged("wide", &text);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    let places = [&finding.place].into_iter().chain(&finding.others).map(|label| slice(label, &text));
    assert_eq!(places.collect::<Vec<_>>(), ["\"WSMAN/*\"", "\"*\"", "\"wsman/*:5985\""]);
}

#[test]
fn all_suspicious_entries_of_a_filter_are_one_finding() {
    let text = intent(&listener("[10.20.0.5, 10.20.0.1-10.20.0.9, 203.0.113.7-203.0.113.9, 127.0.0.1]", "[\"*\"]"));
    let findings = judged("filter", &text);
    let finding = findings.iter().find(|finding| finding.rule == "winrm-filter-client-list").unwrap();
    let places = [&finding.place].into_iter().chain(&finding.others).map(|label| slice(label, &text));
    assert_eq!(places.collect::<Vec<_>>(), ["10.20.0.5", "203.0.113.7-203.0.113.9"]);
}

#[test]
fn a_filter_written_as_one_text_is_labelled_once() {
    let text = intent(&listener("10.20.0.5, 10.20.0.6", "\"*\""));
    let findings = judged("filter", &text);
    let finding = findings.iter().find(|finding| finding.rule == "winrm-filter-client-list").unwrap();
    assert_eq!((slice(&finding.place, &text), finding.others.len()), ("10.20.0.5, 10.20.0.6", 0));
}

#[test]
fn the_range_of_all_addresses_names_no_clients() {
    assert!(!fired(&listener("[0.0.0.0-255.255.255.255]", "[\"*\"]")).contains(&"winrm-filter-client-list"));
    assert!(fired(&listener("[0.0.0.0-255.255.255.254]", "[\"*\"]")).contains(&"winrm-filter-client-list"));
}

#[test]
fn only_addresses_need_ntlm() {
    let hosts = |hosts: &str, credssp: &str| {
        fired(&format!(
            "RemoteManagement: {{ AllowBasicAuthentication_Client: disabled, AllowCredSSPAuthenticationClient: {credssp}, \
            DisallowNegotiateAuthenticationClient: enabled, TrustedHosts: {{ enabled: {hosts} }} }}"
        ))
    };
    let rule = "winrm-trusted-ip-without-ntlm";
    assert!(hosts("[192.0.2.10]", "disabled").contains(&rule));
    assert!(!hosts("[192.0.2.10]", "enabled").contains(&rule), "CredSSP may do NTLM of its own");
    assert!(!hosts("[\"192.0.2.*\", \"<local>\"]", "disabled").contains(&rule));
    assert!(!hosts("[]", "disabled").contains(&rule));
}

#[test]
fn any_way_in_is_authentication() {
    let service = |more: &str| {
        fired(&format!(
            "{{ ADMX_WindowsRemoteManagement: {{ DisallowKerberos_1: enabled }}, \
            RemoteManagement: {{ DisallowNegotiateAuthenticationService: enabled, {more} }} }}"
        ))
    };
    let rule = "winrm-no-authentication";
    assert!(service("AllowBasicAuthentication_Service: disabled").contains(&rule));
    assert!(!service("AllowBasicAuthentication_Service: enabled").contains(&rule));
    assert!(!service("AllowCredSSPAuthenticationService: enabled").contains(&rule));
    let client = |more: &str| {
        fired(&format!(
            "{{ ADMX_WindowsRemoteManagement: {{ DisallowKerberos_2: enabled }}, \
            RemoteManagement: {{ DisallowNegotiateAuthenticationClient: enabled, {more} }} }}"
        ))
    };
    let rest = "AllowBasicAuthentication_Client: disabled, DisallowDigestAuthentication: enabled";
    assert!(client(rest).contains(&rule));
    assert!(!client(&format!("{rest}, AllowCredSSPAuthenticationClient: enabled")).contains(&rule));
    assert!(!client("AllowBasicAuthentication_Client: disabled").contains(&rule), "Digest is on by default");
    assert!(!client("DisallowDigestAuthentication: enabled").contains(&rule), "Basic may be on by default");
}

/// A setting that is named but wrong is neither set nor absent.
#[test]
fn what_could_not_be_read_is_not_taken_for_unset() {
    let unread = |settings: &str| {
        let source = Source::new(SourceId(0), "unread.yaml", intent(settings));
        let catalog = Catalog::shipped();
        let outcome = omauri::intent::load(&source, &catalog);
        assert!(!outcome.problems.is_empty(), "{settings}");
        winrm::judge(&outcome.profile.unwrap()).into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    for list in ["AllowFreshCredentials", "AllowFreshCredentialsWhenNTLMOnly"] {
        let credssp = format!(
            "{{ RemoteManagement: {{ AllowCredSSPAuthenticationClient: enabled }}, ADMX_CredSsp: {{ {list}: yes }} }}"
        );
        assert_eq!(unread(&credssp), [""; 0]);
    }
    for way in ["AllowBasicAuthentication_Service", "AllowCredSSPAuthenticationService"] {
        let service = format!(
            "{{ ADMX_WindowsRemoteManagement: {{ DisallowKerberos_1: enabled }}, \
            RemoteManagement: {{ DisallowNegotiateAuthenticationService: enabled, {way}: yes }} }}"
        );
        assert_eq!(unread(&service), ["winrm-negotiate-refused"]);
    }
    let client = "{ ADMX_WindowsRemoteManagement: { DisallowKerberos_2: enabled }, RemoteManagement: \
        { AllowBasicAuthentication_Client: disabled, DisallowDigestAuthentication: enabled, \
        DisallowNegotiateAuthenticationClient: enabled, AllowCredSSPAuthenticationClient: yes, \
        TrustedHosts: { enabled: [192.0.2.10] } } }";
    assert_eq!(unread(client), ["winrm-negotiate-refused"]);
}

fn listener(ipv4: &str, ipv6: &str) -> String {
    format!(
        "RemoteManagement:\n    AllowRemoteServerManagement:\n      enabled:\n        \
        AllowAutoConfig_IPv4Filter: {ipv4}\n        AllowAutoConfig_IPv6Filter: {ipv6}"
    )
}

/// The rules that fire for settings.
fn fired(settings: &str) -> Vec<&'static str> {
    judged(settings, &intent(settings)).into_iter().map(|finding| finding.rule).collect()
}

fn intent(settings: &str) -> String {
    format!(
        "apiVersion: omauri/v1\nname: silent\ntargets: [{{ windows: 11 24H2, editions: [Enterprise] }}]\n\
        settings:\n  {settings}\n"
    )
}

/// What the rules say of an intent in which nothing else is wrong.
fn judged(name: &str, text: &str) -> Vec<Finding> {
    let source = Source::new(SourceId(0), name, text);
    let catalog = Catalog::shipped();
    let outcome = omauri::intent::load(&source, &catalog);
    assert!(outcome.yaml_problems.is_empty(), "{name}: {:?}", outcome.yaml_problems);
    assert!(outcome.problems.is_empty(), "{name}: {:?}", outcome.problems);
    winrm::judge(&outcome.profile.unwrap())
}

fn shown(finding: &Finding, text: &str) -> String {
    let mut shown = format!("  {}: {}\n", finding.severity.as_str(), finding.message);
    for label in [&finding.place].into_iter().chain(&finding.others) {
        let line = text.get(..label.span.start as usize).unwrap().lines().count().max(1);
        writeln!(shown, "  {line}: `{}` {}", slice(label, text), label.text).unwrap();
    }
    for note in &finding.notes {
        writeln!(shown, "  note: {note}").unwrap();
    }
    writeln!(shown, "  help: {}", finding.help.as_deref().unwrap_or_default()).unwrap();
    shown
}

fn slice<'t>(label: &Label, text: &'t str) -> &'t str {
    text.get(label.span.start as usize..label.span.end as usize).unwrap()
}

/// All pairs, by rule and condition.
fn pairs() -> Vec<Pair> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = names(&root).into_iter().filter(|name| name.starts_with("winrm-"));
    folders.flat_map(|rule| pairs_of(&root.join(&rule), &rule)).collect()
}

fn pairs_of(folder: &Path, rule: &str) -> Vec<Pair> {
    let mut conditions: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for name in names(folder) {
        let stem = name.strip_suffix(".yaml").unwrap();
        let (condition, kind) = stem.rsplit_once('.').unwrap();
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        conditions.entry(condition.to_owned()).or_default().insert(kind.to_owned(), text);
    }
    let pair = |(condition, mut files): (String, BTreeMap<String, String>)| {
        let (bad, good) = (files.remove("bad").unwrap(), files.remove("good").unwrap());
        assert!(files.is_empty(), "{rule}/{condition}");
        Pair { rule: rule.to_owned(), condition, bad, good }
    };
    conditions.into_iter().map(pair).collect()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
