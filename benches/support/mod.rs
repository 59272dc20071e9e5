//! Intents to measure on: the 37 nodes of WinRM, WinRS, credential delegation and the camera, each with a reason or values, in about 200 lines.

use std::fmt::Write;
use std::path::Path;

/// Policies without elements, with a state that passes every rule at error level.
const SWITCHES: [(&str, &str, &str); 16] = [
    ("RemoteManagement", "AllowBasicAuthentication_Client", "disabled"),
    ("RemoteManagement", "AllowBasicAuthentication_Service", "disabled"),
    ("RemoteManagement", "AllowCredSSPAuthenticationClient", "disabled"),
    ("RemoteManagement", "AllowCredSSPAuthenticationService", "disabled"),
    ("RemoteManagement", "AllowUnencryptedTraffic_Client", "disabled"),
    ("RemoteManagement", "AllowUnencryptedTraffic_Service", "disabled"),
    ("RemoteManagement", "DisallowDigestAuthentication", "enabled"),
    ("RemoteManagement", "DisallowNegotiateAuthenticationClient", "disabled"),
    ("RemoteManagement", "DisallowNegotiateAuthenticationService", "disabled"),
    ("RemoteManagement", "DisallowStoringOfRunAsCredentials", "enabled"),
    ("RemoteManagement", "TurnOnCompatibilityHTTPListener", "disabled"),
    ("RemoteManagement", "TurnOnCompatibilityHTTPSListener", "disabled"),
    ("RemoteShell", "AllowRemoteShellAccess", "disabled"),
    ("ADMX_WindowsRemoteManagement", "DisallowKerberos_1", "disabled"),
    ("ADMX_WindowsRemoteManagement", "DisallowKerberos_2", "disabled"),
    ("CredentialsDelegation", "RemoteHostAllowsDelegationOfNonExportableCredentials", "enabled"),
];

/// Delegation policies with the suffix of their second element.
const DELEGATIONS: [(&str, &str); 9] = [
    ("AllowDefaultCredentials", "ADC"),
    ("AllowDefCredentialsWhenNTLMOnly", "ADCN"),
    ("AllowFreshCredentials", "AFC"),
    ("AllowFreshCredentialsWhenNTLMOnly", "AFCN"),
    ("AllowSavedCredentials", "ASC"),
    ("AllowSavedCredentialsWhenNTLMOnly", "ASCN"),
    ("DenyDefaultCredentials", "DDC"),
    ("DenyFreshCredentials", "DFC"),
    ("DenySavedCredentials", "DSC"),
];

/// Limits of shells.
const LIMITS: [(&str, u32); 6] = [
    ("MaxConcurrentUsers", 10),
    ("SpecifyIdleTimeout", 900_000),
    ("SpecifyMaxMemory", 2048),
    ("SpecifyMaxProcesses", 25),
    ("SpecifyMaxRemoteShells", 30),
    ("SpecifyShellTimeout", 2_147_483_647),
];

/// An intent of all nodes; `number` makes names and values its own.
pub fn intent(number: usize) -> String {
    let mut text = format!(
        "apiVersion: omauri/v1\nname: bench-{number:04}\ntitle: Bench {number}\ndescription: Every node of the catalog.\n\
         targets:\n  - windows: {{ from: 11 22H2, to: 11 25H2 }}\n    editions: [Pro, Enterprise, Education]\nsettings:\n"
    );
    for area in ["RemoteManagement", "RemoteShell", "ADMX_WindowsRemoteManagement", "CredentialsDelegation"] {
        _ = writeln!(text, "  {area}:");
        for (_, node, state) in SWITCHES.iter().filter(|(of, ..)| *of == area) {
            _ = writeln!(
                text,
                "    {node}:\n      state: {state}\n      why: a reason for {node}\n      refs: [REF-{number:04}]"
            );
        }
        match area {
            "RemoteManagement" => management(&mut text, number),
            "RemoteShell" => {
                for (node, value) in LIMITS {
                    _ = writeln!(text, "    {node}: {{ enabled: {value} }}");
                }
            }
            _ => {}
        }
    }
    text.push_str("  ADMX_CredSsp:\n    AllowEncryptionOracle: { enabled: Force Updated Clients }\n");
    text.push_str("    RestrictedRemoteAdministration: { enabled: Require Remote Credential Guard }\n");
    for (policy, suffix) in DELEGATIONS {
        _ = writeln!(text, "    {policy}:\n      enabled:\n        {policy}_Name:");
        for host in 0..4 {
            _ = writeln!(text, "          - WSMAN/srv{number}-{host}.example.com");
        }
        _ = writeln!(text, "        ConcatenateDefaults_{suffix}: false");
    }
    text.push_str("  Camera:\n    AllowCamera: 0\n");
    text
}

fn management(text: &mut String, number: usize) {
    text.push_str("    TrustedHosts:\n      enabled:\n");
    for host in 0..10 {
        _ = writeln!(text, "        - srv{number}-{host}.example.com");
    }
    text.push_str(
        "    AllowRemoteServerManagement:\n      enabled:\n        AllowAutoConfig_IPv4Filter: [\"10.20.0.1-10.20.0.254\"]\n\
         \x20       AllowAutoConfig_IPv6Filter: [\"*\"]\n    SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }\n",
    );
}

/// An intent of about 200 lines over 30 areas, five nodes of each.
pub fn wide_intent() -> String {
    let catalog = omauri::catalog::Catalog::shipped();
    let mut areas: std::collections::BTreeMap<&str, Vec<&omauri::catalog::Node>> = std::collections::BTreeMap::new();
    let nodes = catalog.nodes();
    for node in nodes.into_iter().filter(|node| node.is_policy() && node.scope == omauri::catalog::Scope::Device) {
        areas.entry(&node.area).or_default().push(node);
    }
    areas.retain(|_, nodes| nodes.len() >= 5);
    let step = (areas.len() / 30).max(1);
    let mut text = "apiVersion: omauri/v1\nname: wide\ntargets:\n  - windows: { from: 11 22H2, to: 11 25H2 }\n    \
                    editions: [Enterprise, Education]\nsettings:\n"
        .to_owned();
    for (area, nodes) in areas.iter().step_by(step).take(30) {
        _ = writeln!(text, "  {area}:");
        for node in nodes.iter().take(5) {
            _ = writeln!(text, "    {}: {}", node.name, node.example());
        }
    }
    text
}

/// Writes `count` intents into a folder.
pub fn write_intents(folder: &Path, count: usize) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    (0..count).try_for_each(|number| std::fs::write(folder.join(format!("bench-{number:04}.yaml")), intent(number)))
}
