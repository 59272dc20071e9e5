//! The editions: SKU codes of `EditionAllowList` and their neighbours.

use super::existence::Existence::{self, Client, Headset, LongTerm, Nowhere, Server};

/// One edition. The code stands first, because editions are ordered by it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EditionFacts {
    pub code: u16,
    /// The name in winnt.h, without `PRODUCT_`.
    pub constant: &'static str,
    /// As people write it.
    pub name: &'static str,
    /// The registry's EditionID where it differs, and other names in use.
    pub aliases: &'static [&'static str],
    /// The edition of which it is the N variant (without media features, for Europe).
    pub base_of_n: Option<u16>,
    pub existence: Existence,
}

type Aliases = &'static [&'static str];

const fn edition(
    code: u16,
    constant: &'static str,
    name: &'static str,
    aliases: Aliases,
    base_of_n: Option<u16>,
    existence: Existence,
) -> EditionFacts {
    EditionFacts { code, constant, name, aliases, base_of_n, existence }
}

const OPEN: u32 = u32::MAX;

/// Also where the first release is not known: too wide only costs a missing warning.
const EVERY_CLIENT: Existence = Client(10240, OPEN);

/// All editions by code.
///
/// Codes and constants are Microsoft's (winnt.h, the GetProductInfo page) \[D\]; the names are those of the
/// product pages. Existence is \[D\] for the long-term channels, multi-session and Pro for Workstations
/// (since 1709), \[C\] for Windows SE (21H2 to 24H2), sure C where a comment says so.
#[rustfmt::skip]
pub(super) static EDITIONS: &[EditionFacts] = &[
    edition(0x04, "ENTERPRISE", "Enterprise", &[], None, EVERY_CLIENT),
    // No CSP lists a server edition. [M]
    edition(0x07, "STANDARD_SERVER", "Server Standard", &["ServerStandard"], None, Server),
    edition(0x08, "DATACENTER_SERVER", "Server Datacenter", &["ServerDatacenter"], None, Server),
    edition(0x1B, "ENTERPRISE_N", "Enterprise N", &["EnterpriseN"], Some(0x04), EVERY_CLIENT),
    edition(0x30, "PROFESSIONAL", "Pro", &[], None, EVERY_CLIENT),
    edition(0x31, "PROFESSIONAL_N", "Pro N", &["ProfessionalN", "Professional N"], Some(0x30), EVERY_CLIENT),
    edition(0x48, "ENTERPRISE_EVALUATION", "Enterprise Evaluation", &["EnterpriseEval"], None, EVERY_CLIENT),
    edition(0x4F, "STANDARD_EVALUATION_SERVER", "Server Standard Evaluation", &["ServerStandardEval"], None, Server),
    edition(0x50, "DATACENTER_EVALUATION_SERVER", "Server Datacenter Evaluation", &["ServerDatacenterEval"], None, Server),
    edition(0x54, "ENTERPRISE_N_EVALUATION", "Enterprise N Evaluation", &["EnterpriseNEval"], Some(0x48), EVERY_CLIENT),
    edition(0x62, "CORE_N", "Home N", &["CoreN", "Core N"], Some(0x65), EVERY_CLIENT),
    edition(0x63, "CORE_COUNTRYSPECIFIC", "Home China", &["CoreCountrySpecific"], None, EVERY_CLIENT),
    edition(0x64, "CORE_SINGLELANGUAGE", "Home Single Language", &["CoreSingleLanguage"], None, EVERY_CLIENT),
    edition(0x65, "CORE", "Home", &[], None, EVERY_CLIENT),
    // Surface Hub, whose last release of its own is Windows 10 Team 22H2. Sure C.
    edition(0x77, "PPI_PRO", "Team", &["PPIPro", "Windows 10 Team", "Surface Hub"], None, Client(10240, 19045)),
    edition(0x79, "EDUCATION", "Education", &[], None, EVERY_CLIENT),
    edition(0x7A, "EDUCATION_N", "Education N", &["EducationN"], Some(0x79), EVERY_CLIENT),
    edition(0x7D, "ENTERPRISE_S", "Enterprise LTSC", &["EnterpriseS", "Enterprise LTSB"], None, LongTerm(10240)),
    edition(0x7E, "ENTERPRISE_S_N", "Enterprise LTSC N", &["EnterpriseSN", "Enterprise N LTSC", "Enterprise LTSB N", "Enterprise N LTSB"], Some(0x7D), LongTerm(10240)),
    edition(0x81, "ENTERPRISE_S_EVALUATION", "Enterprise LTSC Evaluation", &["EnterpriseSEval", "Enterprise LTSB Evaluation"], None, LongTerm(10240)),
    edition(0x82, "ENTERPRISE_S_N_EVALUATION", "Enterprise LTSC N Evaluation", &["EnterpriseSNEval", "Enterprise LTSB N Evaluation"], Some(0x81), LongTerm(10240)),
    // HoloLens (1st gen): 1607 to 1809. Sure C.
    edition(0x87, "HOLOGRAPHIC", "Holographic", &["HoloLens"], None, Headset(14393, 17763)),
    // HoloLens 2 runs 20348 as Holographic 21H2 to 23H1 (Microsoft's emulator packages have that build);
    // first and last release sure C.
    edition(0x88, "HOLOGRAPHIC_BUSINESS", "Holographic for Business", &["HolographicBusiness", "Windows Holographic for Business", "HoloLens 2"], None, Headset(14393, OPEN)),
    edition(0x8A, "PRO_SINGLE_LANGUAGE", "Pro Single Language", &["ProfessionalSingleLanguage"], None, EVERY_CLIENT),
    edition(0x8B, "PRO_CHINA", "Pro China", &["ProfessionalCountrySpecific"], None, EVERY_CLIENT),
    // What a subscription turns Pro into; in no EditionAllowList. [M]
    edition(0x8C, "ENTERPRISE_SUBSCRIPTION", "Enterprise subscription", &["EnterpriseSubscription"], None, EVERY_CLIENT),
    edition(0x8D, "ENTERPRISE_SUBSCRIPTION_N", "Enterprise subscription N", &["EnterpriseSubscriptionN"], Some(0x8C), EVERY_CLIENT),
    edition(0xA1, "PRO_WORKSTATION", "Pro for Workstations", &["ProfessionalWorkstation"], None, Client(16299, OPEN)),
    edition(0xA2, "PRO_WORKSTATION_N", "Pro N for Workstations", &["ProfessionalWorkstationN", "Pro for Workstations N"], Some(0xA1), Client(16299, OPEN)),
    // Since 1607: sure B.
    edition(0xA4, "PRO_FOR_EDUCATION", "Pro Education", &["ProfessionalEducation"], None, Client(14393, OPEN)),
    edition(0xA5, "PRO_FOR_EDUCATION_N", "Pro Education N", &["ProfessionalEducationN"], Some(0xA4), Client(14393, OPEN)),
    edition(0xAB, "ENTERPRISEG", "Enterprise G", &[], None, EVERY_CLIENT),
    edition(0xAC, "ENTERPRISEGN", "Enterprise G N", &["EnterpriseG N"], Some(0xAB), EVERY_CLIENT),
    // Azure Virtual Desktop only. The win32 pages call it PRODUCT_ENTERPRISE_FOR_VIRTUAL_DESKTOPS. [D]
    edition(0xAF, "SERVERRDSH", "Enterprise multi-session", &["Enterprise for Virtual Desktops", "ENTERPRISE_FOR_VIRTUAL_DESKTOPS"], None, Client(18362, OPEN)),
    // Windows 10 S; in no EditionAllowList [M]. Since 1703: sure B.
    edition(0xB2, "CLOUD", "S", &["S mode", "Windows 10 S"], None, Client(15063, OPEN)),
    edition(0xB3, "CLOUDN", "S N", &["S mode N", "Windows 10 S N"], Some(0xB2), Client(15063, OPEN)),
    // Surface Hub 2. Sure C.
    edition(0xB4, "HUBOS", "Team 2", &["Surface Hub 2"], None, Client(10240, 19045)),
    edition(0xBC, "IOTENTERPRISE", "IoT Enterprise", &[], None, EVERY_CLIENT),
    // Windows 10X, given up in 2021. Sure C.
    edition(0xBD, "LITE", "Windows 10X", &["10X"], None, Nowhere),
    edition(0xBF, "IOTENTERPRISES", "IoT Enterprise LTSC", &[], None, LongTerm(17763)),
    edition(0xCA, "CLOUDEDITIONN", "Windows SE N", &["SE N"], Some(0xCB), Client(22000, 26100)),
    edition(0xCB, "CLOUDEDITION", "Windows SE", &["SE", "Windows 11 SE"], None, Client(22000, 26100)),
    edition(0xCD, "IOTENTERPRISESK", "IoT Enterprise LTSC SK", &[], None, LongTerm(17763)),
    // In no EditionAllowList. [M]
    edition(0xCE, "IOTENTERPRISEK", "IoT Enterprise K", &[], None, EVERY_CLIENT),
    edition(0xCF, "IOTENTERPRISESEVAL", "IoT Enterprise LTSC Evaluation", &["IoT Enterprise LTSC Eval"], None, LongTerm(17763)),
    // Windows 365 Link, first sold with 24H2. Sure C.
    edition(0xD2, "WNC", "Windows CPC", &["CPC", "Windows 365 Link"], None, Client(26100, OPEN)),
];
