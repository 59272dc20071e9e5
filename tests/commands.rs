//! What commands do over folders, and what they tell: through the program itself.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use rayon::prelude::*;
use std::fs;
use std::path::Path;

#[path = "support/program.rs"]
mod program;

use program::{intent, omauri, stderr, stdout};

const BASIC_OFF: &str = "  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n";

#[test]
fn a_misspelt_version_does_not_make_a_file_vanish() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.yaml"), intent("good", BASIC_OFF)).unwrap();
    fs::write(folder.path().join("values.yaml"), "replicas: 2\nsettings: none\n").unwrap();
    for wrong in ["apiversion: omauri/v1", "apiVersion: omaui/v1", "apiVersion: v1", ""] {
        let text = intent("bad", BASIC_OFF).replace("apiVersion: omauri/v1", wrong);
        fs::write(folder.path().join("bad.yaml"), text).unwrap();
        let output = omauri(folder.path(), &["check", "."]);
        assert_eq!(output.status.code(), Some(1), "{wrong}: {}", stdout(&output));
        assert!(stdout(&output).contains("bad.yaml"), "{wrong}: {}", stdout(&output));
        assert!(stderr(&output).contains("checked 2 intents: 1 error"), "{wrong}: {}", stderr(&output));
    }
}

#[test]
fn a_later_version_is_the_only_finding() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("later.yaml"), "apiVersion: omauri/v7\nlayers: []\n").unwrap();
    let output = omauri(folder.path(), &["check", "later.yaml"]);
    assert!(stdout(&output).contains("error[intent-api-version]"), "{}", stdout(&output));
    assert!(stderr(&output).contains("checked 1 intent: 1 error\n"), "{}", stderr(&output));
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let text = intent("a", BASIC_OFF).replace("\nsettings:", "\nsetings:").replace("targets:", "target:");
    fs::write(folder.path().join("a.yaml"), text).unwrap();
    let output = omauri(folder.path(), &["check", "a.yaml"]);
    assert_eq!(stdout(&output).matches("error[").count(), 2, "{}", stdout(&output));
    assert_eq!(stdout(&output).matches("error[intent-unknown-key]").count(), 2, "{}", stdout(&output));
}

#[test]
fn artifacts_that_go_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b"] {
        fs::write(folder.path().join(format!("{name}.yaml")), intent(name, BASIC_OFF)).unwrap();
    }
    let first = omauri(folder.path(), &["render", ".", "--to", "rows", "--out", "out"]);
    assert!(stderr(&first).contains("`out` holds 2 artifacts and the manifest"), "{}", stderr(&first));
    let times = |file: &str| fs::metadata(folder.path().join(file)).unwrap().modified().unwrap();
    let before = times("out/a.rows.csv");
    let second = omauri(folder.path(), &["render", "a.yaml", "--to", "rows", "--out", "out"]);
    assert!(stderr(&second).contains("`out` holds 1 artifact (1 unchanged) and the manifest"), "{}", stderr(&second));
    assert!(stderr(&second).contains("removed what is no longer made: `b.rows.csv`"), "{}", stderr(&second));
    assert_eq!(times("out/a.rows.csv"), before, "what has not changed keeps its time");
    assert!(!folder.path().join("out/b.rows.csv").exists());
}

#[test]
fn comments_are_counted_and_not_called_unused_beside_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let allowed = "  RemoteManagement:\n    # omauri: allow(winrm-digest-allowed) because of the printers\n    \
                   DisallowDigestAuthentication: disabled\n";
    let path = folder.path().join("a.yaml");
    fs::write(&path, intent("a", allowed)).unwrap();
    let output = omauri(folder.path(), &["check", "a.yaml", "--deny", "warnings"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stderr(&output).contains("checked 1 intent: no findings (1 silenced)"), "{}", stderr(&output));
    fs::write(&path, intent("a", &allowed.replace(": disabled", ": disable"))).unwrap();
    let output = omauri(folder.path(), &["check", "a.yaml"]);
    assert!(stderr(&output).contains("checked 1 intent: 1 error\n"), "{}{}", stdout(&output), stderr(&output));
}

#[test]
fn nodes_without_their_area_are_told_it() {
    let folder = tempfile::tempdir().unwrap();
    let uri = "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/DisallowDigestAuthentication";
    for (settings, help) in [
        ("  DisallowDigestAuthentication: enabled\n".to_owned(), "write it below its area `RemoteManagement:`"),
        ("  RemoteManagement/TrustedHosts: disabled\n".to_owned(), "write `TrustedHosts:` below its area"),
        (
            format!("  RemoteShell:\n    {uri}: enabled\n"),
            "write `DisallowDigestAuthentication:` below `RemoteManagement:`",
        ),
    ] {
        fs::write(folder.path().join("a.yaml"), intent("a", &settings)).unwrap();
        let output = omauri(folder.path(), &["check", "a.yaml"]);
        assert!(stdout(&output).contains(help), "{}", stdout(&output));
    }
}

#[test]
fn registry_paths_are_read_as_every_tool_writes_them() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rest = r"Software\Policies\Microsoft\Windows\WinRM\Service\AllowAutoConfig";
    for hive in [r"HKLM\", r"HKLM:\", r"HKEY_LOCAL_MACHINE\", r"Computer\HKEY_LOCAL_MACHINE\", r"hklm\", ""] {
        let output = omauri(here, &["explain", &format!("{hive}{rest}")]);
        let text = stdout(&output);
        assert!(text.contains("RemoteManagement/AllowRemoteServerManagement"), "{hive}: {text}");
        assert!(text.contains("enabled writes AllowAutoConfig = 1 (REG_DWORD)"), "{hive}: {text}");
    }
    let slashes = omauri(here, &["explain", &rest.replace('\\', "/")]);
    assert!(stdout(&slashes).contains("AllowRemoteServerManagement"), "{}", stderr(&slashes));
    let user = omauri(here, &["explain", &format!(r"HKCU\{rest}")]);
    assert_eq!(user.status.code(), Some(2));
}

#[test]
fn nodes_are_found_by_every_name_they_have() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for term in [
        "RemoteManagement/TrustedHosts",
        "trustedhosts",
        "./Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts",
        "Trusted Hosts",
        "TrustedHostsList",
        "TrustedHosts_List",
    ] {
        let output = omauri(here, &["explain", term]);
        assert!(stdout(&output).starts_with("RemoteManagement/TrustedHosts\n"), "{term}: {}", stdout(&output));
    }
    let unknown = omauri(here, &["explain", "TrustedHost5"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean"), "{}", stderr(&unknown));
}

/// Lines of `winrm get winrm/config` that follow from the settings and from WinRM's documented defaults, by hand.
#[test]
fn the_effective_configuration_is_over_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "  RemoteManagement:\n    AllowBasicAuthentication_Client: disabled\n    \
        DisallowDigestAuthentication: enabled\n    DisallowNegotiateAuthenticationService: notConfigured\n    \
        TrustedHosts: { enabled: [b.example.com, 2001:db8::1] }\n    AllowRemoteServerManagement:\n      enabled:\n        \
        AllowAutoConfig_IPv4Filter: [10.0.0.1-10.0.0.9]\n        AllowAutoConfig_IPv6Filter: []\n    \
        SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }\n  RemoteShell:\n    MaxConcurrentUsers: { enabled: 3 }\n    \
        SpecifyMaxProcesses: disabled\n";
    fs::write(folder.path().join("a.yaml"), intent("a", settings)).unwrap();
    let output = omauri(folder.path(), &["explain", "a.yaml", "--effective"]);
    let text = stdout(&output);
    let lines: Vec<&str> = text.lines().map(|line| line.split(" # ").next().unwrap().trim_end()).collect();
    for expected in [
        "Config",
        "    Client",
        "        Auth",
        "            Basic = false [Source=\"GPO\"]",
        "            Digest = false [Source=\"GPO\"]",
        "            Kerberos = true",
        "            CredSSP = false",
        "        TrustedHosts = b.example.com,[2001:db8::1] [Source=\"GPO\"]",
        "    Service",
        "            Negotiate = true",
        "            CbtHardeningLevel = Strict [Source=\"GPO\"]",
        "        IPv4Filter = 10.0.0.1-10.0.0.9 [Source=\"GPO\"]",
        "        IPv6Filter [Source=\"GPO\"]",
        "        EnableCompatibilityHttpListener = false",
        "        AllowRemoteAccess = true [Source=\"GPO\"]",
        "    Winrs",
        "        AllowRemoteShellAccess = true",
        "        MaxConcurrentUsers = 3 [Source=\"GPO\"]",
        "        MaxProcessesPerShell = 25",
    ] {
        assert!(lines.contains(&expected), "`{expected}` is not in\n{text}");
    }
    assert!(text.contains("# RemoteManagement/TrustedHosts, a.yaml:11\n"), "{text}");
    assert!(text.contains("disputed: other pages say false") == text.contains("Basic = true "), "{text}");
}

/// What `explain` offers to paste is right, of every node, and no rule warns of it; where the node works is another matter.
#[test]
fn examples_can_be_pasted() {
    let catalog = omauri::catalog::Catalog::shipped();
    let pasted = std::sync::atomic::AtomicUsize::new(0);
    catalog.nodes().into_par_iter().for_each(|node| {
        let explained = omauri::workspace::explain(&catalog, &node.uri).unwrap();
        let key = match (node.is_policy(), node.scope) {
            (false, _) => "csp",
            (true, omauri::catalog::Scope::User) => "userSettings",
            (true, omauri::catalog::Scope::Device) => "settings",
        };
        let can_be_set =
            ["Add", "Replace"].iter().any(|verb| node.access.iter().any(|own| format!("{own:?}") == **verb));
        let Some((_, snippet)) = explained.split_once(&format!("    {key}:\n")) else {
            assert!(!can_be_set, "{}", node.uri);
            return;
        };
        assert!(can_be_set, "{}", node.uri);
        pasted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let lines = snippet.lines().take_while(|line| !line.trim().is_empty());
        let lines: String =
            lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).flat_map(|line| [line, "\n"]).collect();
        let text = intent("a", &lines).replace("\nsettings:", &format!("\n{key}:"));
        let source = omauri::text::Source::new(omauri::text::SourceId(0), "a.yaml", text);
        let outcome = omauri::intent::load(&source, &catalog);
        let mut findings = omauri::rules::judge(&source, &outcome, &catalog).findings;
        // The variants for NTLM are themselves what the rule warns of; a node by itself may need another one.
        let mut expected = vec![
            "applies-no",
            "applies-depends",
            "applies-unstated",
            "applies-deprecated",
            "applies-dependency",
            "applies-atomic",
            "winrm-delegation-ntlm-only",
        ];
        // The words in braces are for the author to fill in.
        if node.uri.contains('{') {
            expected.push("intent-address-name");
        }
        findings
            .retain(|finding| finding.severity > omauri::finding::Severity::Info && !expected.contains(&finding.rule));
        assert_eq!(findings, [], "{lines}");
    });
    let pasted = pasted.into_inner();
    assert!(pasted > 4000, "{pasted}");
}

#[test]
fn what_cannot_be_read_is_not_shown_as_a_default() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "  RemoteManagement:\n    TrustedHosts: { enabled: [\"a b\"] }\n";
    fs::write(folder.path().join("a.yaml"), intent("a", settings)).unwrap();
    let output = omauri(folder.path(), &["explain", "a.yaml", "--effective"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty(), "{}", stdout(&output));
    assert!(stderr(&output).contains("value-trusted-hosts"), "{}", stderr(&output));
    // What is only unwise is shown.
    fs::write(
        folder.path().join("a.yaml"),
        intent("a", "  RemoteManagement:\n    AllowBasicAuthentication_Client: enabled\n"),
    )
    .unwrap();
    let output = omauri(folder.path(), &["explain", "a.yaml", "--effective"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("Basic = true [Source=\"GPO\"]"), "{}", stdout(&output));
}

#[test]
fn what_winrm_does_not_show_stands_below() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = omauri(here, &["explain", "policies/credssp-multi-hop.yaml", "--effective"]);
    let text = stdout(&output);
    assert!(text.contains("# Fresh credentials go to: WSMAN/"), "{text}");
}

#[test]
fn nodes_are_listed_by_where_they_work() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = |arguments: &[&str]| {
        let output = omauri(here, &[&["catalog", "list"], arguments].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output).lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let search = ["--search", "AllowRemoteShellAccess"];
    assert_eq!(names(&search), ["RemoteShell/AllowRemoteShellAccess"]);
    assert_eq!(names(&[&search[..], &["--edition", "Pro", "--windows", "11 23H2"]].concat()).len(), 1);
    assert!(names(&[&search[..], &["--edition", "Home"]].concat()).is_empty());
    assert!(names(&[&search[..], &["--windows", "10 1703"]].concat()).is_empty());
    assert_eq!(names(&[&search[..], &["--windows", "10.0.26100.2033"]].concat()).len(), 1);
    let wrong = omauri(here, &["catalog", "list", "--edition", "Proo"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("did you mean `Pro`"), "{}", stderr(&wrong));
}

#[test]
fn what_fleet_refuses_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), intent("a", "  Update:\n    ActiveHoursStart: 8\n")).unwrap();
    let output = omauri(folder.path(), &["render", "a.yaml", "--to", "fleet,rows", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[render-refused]"), "{}", stderr(&output));
    assert!(stderr(&output).contains("nothing was written"), "{}", stderr(&output));
    assert!(!folder.path().join("out").exists());
}
