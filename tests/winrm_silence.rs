//! What the security rules of WinRM must keep silent about, and what they say once; what they find is in `rules.rs`.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use omauri::catalog::Catalog;
use omauri::finding::{Finding, Label};
use omauri::rules::winrm;
use omauri::text::{Source, SourceId};

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

fn slice<'t>(label: &Label, text: &'t str) -> &'t str {
    text.get(label.span.start as usize..label.span.end as usize).unwrap()
}
