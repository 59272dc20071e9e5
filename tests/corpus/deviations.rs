//! Where the catalog says otherwise than Microsoft's files, and why.

use std::mem::replace;

use serde_json::{Value, json};

use super::{Expected, Reading, Windows};

/// Nodes that the catalog has otherwise.
struct Deviation {
    why: &'static str,
    instead: Instead,
    nodes: &'static [&'static str],
}

/// What the catalog has instead.
enum Instead {
    /// No node: the policy, `FILE POLICY`, is in no file of Windows.
    Nothing(&'static str),
    /// Another policy of the same ADMX file.
    Policy(&'static str),
    /// A regular expression for the name.
    Name(&'static str),
    /// A regular expression for the value.
    Value(&'static str),
    /// Any value.
    AnyValue,
    /// Names for values, where the description is a sentence.
    Meanings(&'static [(&'static str, &'static str)]),
}

use Instead::{AnyValue, Meanings, Name, Nothing, Policy};

const LEGACY_LAPS: &str = "LAPS before Windows had it: AdmPwd.admx came with a download, not with Windows";

const SHA1: &str = "[0-9A-Fa-f]{40}";
const GUID: &str = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
const NUMBER: &str = "0|[1-9][0-9]*";

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        why: LEGACY_LAPS,
        instead: Nothing("AdmPwd.admx POL_AdmPwd"),
        nodes: &["./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd"],
    },
    Deviation {
        why: LEGACY_LAPS,
        instead: Nothing("AdmPwd.admx POL_AdmPwd_AdminName"),
        nodes: &["./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_AdminName"],
    },
    Deviation {
        why: LEGACY_LAPS,
        instead: Nothing("AdmPwd.admx POL_AdmPwd_DontAllowPwdExpirationBehindPolicy"),
        nodes: &["./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_DontAllowPwdExpirationBehindPolicy"],
    },
    Deviation {
        why: LEGACY_LAPS,
        instead: Nothing("AdmPwd.admx POL_AdmPwd_Enabled"),
        nodes: &["./Device/Vendor/MSFT/Policy/Config/ADMX_AdmPwd/POL_AdmPwd_Enabled"],
    },
    Deviation {
        why: "the EAIME.admx at hand does not have it",
        instead: Nothing("EAIME.admx L_TurnOnLexiconUpdate"),
        nodes: &["./User/Vendor/MSFT/Policy/Config/ADMX_EAIME/L_TurnOnLexiconUpdate"],
    },
    Deviation {
        why: "the EAIME.admx at hand does not have it",
        instead: Nothing("EAIME.admx L_TurnOnLiveStickers"),
        nodes: &["./User/Vendor/MSFT/Policy/Config/ADMX_EAIME/L_TurnOnLiveStickers"],
    },
    Deviation {
        why: "gone from the WindowsDefender.admx at hand",
        instead: Nothing("WindowsDefender.admx UX_Configuration_CustomDefaultActionToastString"),
        nodes: &[
            "./Device/Vendor/MSFT/Policy/Config/ADMX_MicrosoftDefenderAntivirus/UX_Configuration_CustomDefaultActionToastString",
        ],
    },
    Deviation {
        why: "the SettingSync.admx at hand does not have it",
        instead: Nothing("SettingSync.admx EnableWindowsbackup"),
        nodes: &["./Device/Vendor/MSFT/Policy/Config/SettingsSync/EnableWindowsbackup"],
    },
    Deviation {
        why: "its own description names this policy with its elements; the mapping has that of another node",
        instead: Policy("EncryptionMethodWithXts_Name"),
        nodes: &["./Device/Vendor/MSFT/BitLocker/EncryptionMethodByDriveType"],
    },
    Deviation {
        why: "the DDF describes the name in words: the SHA-1 of the certificate in hexadecimal",
        instead: Name(SHA1),
        nodes: &[
            "./Device/Vendor/MSFT/CertificateStore/CA/{CertHash}",
            "./Device/Vendor/MSFT/CertificateStore/CA/System/{CertHash}",
            "./Device/Vendor/MSFT/CertificateStore/MY/User/{CertHash}",
            "./Device/Vendor/MSFT/CertificateStore/ROOT/{CertHash}",
            "./Device/Vendor/MSFT/CertificateStore/ROOT/System/{CertHash}",
            "./Device/Vendor/MSFT/RootCATrustedCertificates/CA/{CertHash}",
            "./Device/Vendor/MSFT/RootCATrustedCertificates/OemEsim/{CertHash}",
            // Its words stand in the node below it.
            "./Device/Vendor/MSFT/RootCATrustedCertificates/Root/{CertHash}",
            "./Device/Vendor/MSFT/RootCATrustedCertificates/TrustedPeople/{CertHash}",
            "./Device/Vendor/MSFT/RootCATrustedCertificates/TrustedPublisher/{CertHash}",
            "./Device/Vendor/MSFT/RootCATrustedCertificates/UntrustedCertificates/{CertHash}",
            "./User/Vendor/MSFT/RootCATrustedCertificates/CA/{CertHash}",
            "./User/Vendor/MSFT/RootCATrustedCertificates/OemEsim/{CertHash}",
            "./User/Vendor/MSFT/RootCATrustedCertificates/TrustedPeople/{CertHash}",
            "./User/Vendor/MSFT/RootCATrustedCertificates/TrustedPublisher/{CertHash}",
            "./User/Vendor/MSFT/RootCATrustedCertificates/UntrustedCertificates/{CertHash}",
        ],
    },
    Deviation {
        why: "the DDF describes the name in words: the tenant's GUID without braces",
        instead: Name(GUID),
        nodes: &["./Device/Vendor/MSFT/PassportForWork/{TenantId}", "./User/Vendor/MSFT/PassportForWork/{TenantId}"],
    },
    Deviation {
        why: "the DDF describes the name in words: a product code, which is a GUID in braces",
        instead: Name(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"),
        nodes: &[
            "./Device/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}",
            "./User/Vendor/MSFT/EnterpriseDesktopAppManagement/MSI/{ProductID}",
        ],
    },
    Deviation {
        why: "the DDF describes the name in words: a provider's GUID",
        instead: Name(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"),
        nodes: &["./Device/Vendor/MSFT/DiagnosticLog/EtwLog/Collectors/{CollectorName}/Providers/{ProviderGuid}"],
    },
    Deviation {
        why: "the DDF describes the name in words: the GUID of a kind of content, of which there are four",
        instead: Name(concat!(
            r"\{(?i:c6d47067-6e92-480e-b0fc-4ba82182fac7|0dd8685c-e272-4fcb-9ecf-2ead7ea2497b",
            r"|4a5d9fe0-f139-4a63-a5a4-4f31ceea02ad|783ae4f6-4c12-4423-8270-66361260d4f1)\}"
        )),
        nodes: &["./User/Vendor/MSFT/ActiveSync/Accounts/{Account GUID}/Options/ContentTypes/{Content Type GUID}"],
    },
    Deviation {
        why: "the DDF describes the name in words: policy or preference",
        instead: Name("Policy|Preference"),
        nodes: &[
            "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/{AppName}/{SettingsType}",
            "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/{AppName}/Properties/{SettingsType}",
        ],
    },
    Deviation {
        why: "the DDF describes the name in words: numbers that count from 0",
        instead: Name(NUMBER),
        nodes: &[
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/AppTriggerList/{appTriggerRowId}",
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/DomainNameInformationList/{dniRowId}",
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/RouteList/{routeRowId}",
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/AppTriggerList/{appTriggerRowId}",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/DomainNameInformationList/{dniRowId}",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/RouteList/{routeRowId}",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}",
        ],
    },
    Deviation {
        why: "the DDF's pattern takes one number, its description several and ranges",
        instead: Instead::Value(" *[0-9]+( *- *[0-9]+)?( *, *[0-9]+( *- *[0-9]+)?)* *"),
        nodes: &[
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}/LocalPortRanges",
            "./Device/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}/RemotePortRanges",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}/LocalPortRanges",
            "./User/Vendor/MSFT/VPNv2/{ProfileName}/TrafficFilterList/{trafficFilterId}/RemotePortRanges",
        ],
    },
    Deviation {
        why: "the pattern begins with a brace that is not escaped, as if something were to be repeated",
        instead: AnyValue,
        nodes: &[
            "./Device/Vendor/MSFT/PassportForWork/DeviceUnlock/GroupA",
            "./Device/Vendor/MSFT/PassportForWork/DeviceUnlock/GroupB",
        ],
    },
    Deviation {
        why: "the DDF describes the profiles by the constants of the programming interface",
        instead: Meanings(&[("1", "Domain"), ("2", "Private"), ("4", "Public")]),
        nodes: &[
            "./Device/Vendor/MSFT/Firewall/MdmStore/FirewallRules/{FirewallRuleName}/Profiles",
            "./Device/Vendor/MSFT/Firewall/MdmStore/HyperVFirewallRules/{FirewallRuleName}/Profiles",
        ],
    },
    Deviation {
        why: "the DDF describes the values in sentences",
        instead: Meanings(&[("0", "none"), ("1", "Microsoft Entra ID"), ("2", "Active Directory")]),
        nodes: &["./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory"],
    },
    Deviation {
        why: "the DDF describes the values in long words",
        instead: Meanings(&[("5", "the same, without letters that look alike")]),
        nodes: &["./Device/Vendor/MSFT/LAPS/Policies/PasswordComplexity"],
    },
    Deviation {
        why: "the DDF describes the values in sentences",
        instead: Meanings(&[
            ("1", "reset the password"),
            ("3", "reset the password and sign out"),
            ("5", "reset the password and restart"),
            ("11", "reset the password, sign out and end remaining processes"),
        ]),
        nodes: &["./Device/Vendor/MSFT/LAPS/Policies/PostAuthenticationActions"],
    },
    Deviation {
        why: "the pattern stands between slashes as in JavaScript, and matches nothing",
        instead: AnyValue,
        nodes: &["./Device/Vendor/MSFT/SecureAssessment/LaunchURI"],
    },
];

/// The DDF gives these nodes a category path that their ADMX does not have.
pub const STATED_PATHS: [&str; 6] = [
    "./Device/Vendor/MSFT/Policy/Config/DeviceInstallation/PreventDeviceMetadataFromNetwork",
    "./Device/Vendor/MSFT/Policy/Config/ErrorReporting/CustomizeConsentSettings",
    "./Device/Vendor/MSFT/Policy/Config/FileExplorer/TurnOffDataExecutionPreventionForExplorer",
    "./Device/Vendor/MSFT/Policy/Config/FileExplorer/TurnOffHeapTerminationOnCorruption",
    "./Device/Vendor/MSFT/Policy/Config/Printers/PointAndPrintRestrictions",
    "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/AllowCredSSPAuthenticationClient",
];

/// Puts the deviations in the place of what the files say. One that changes nothing is wrong, and so is a policy that is
/// not there and is not listed.
pub fn apply(reading: &mut Reading, windows: &Windows) {
    for deviation in DEVIATIONS {
        for uri in deviation.nodes {
            let Some(expected) = reading.nodes.get_mut(*uri) else {
                reading.wrong.push(format!("{uri} deviates ({}) and is not in the DDF", deviation.why));
                continue;
            };
            if !deviation.instead.replaces(expected, windows) {
                reading.wrong.push(format!("{uri} need not deviate ({})", deviation.why));
            }
            if let Nothing(policy) = deviation.instead {
                reading.nodes.remove(*uri);
                reading.left_out.insert((*uri).to_owned(), policy.to_owned());
            }
        }
    }
    let lost = reading.nodes.iter().filter_map(|(uri, expected)| Some((uri, expected.lost.as_ref()?)));
    reading.wrong.extend(lost.map(|(uri, policy)| format!("{uri} is backed by {policy}, which is not there")));
}

impl Instead {
    /// Whether this is something else than what the files say.
    fn replaces(&self, expected: &mut Expected, windows: &Windows) -> bool {
        let (pointer, value) = match self {
            Meanings(meanings) => {
                let values = expected.node["allowed"]["values"].as_array_mut().unwrap();
                return meanings.iter().all(|(value, meaning)| {
                    let one = values.iter_mut().find(|one| one["value"] == *value).unwrap();
                    replace(&mut one["meaning"], (*meaning).into()) != *meaning
                });
            }
            Nothing(policy) => return expected.lost.as_deref() == Some(*policy),
            Policy(name) => {
                expected.stated_path = None;
                let file = expected.node["admx"]["file"].as_str().unwrap();
                ("/admx", windows.policy(file, name).unwrap())
            }
            Name(pattern) => ("/naming/pattern", (*pattern).into()),
            Self::Value(pattern) => ("/allowed", json!({ "kind": "regex", "pattern": pattern })),
            AnyValue => ("/allowed", Value::Null),
        };
        let stated = replace(expected.node.pointer_mut(pointer).unwrap(), value.clone());
        stated != value
    }
}
