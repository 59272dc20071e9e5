//! The releases and the long-term channels, from Microsoft's release information and lifecycle pages.

use super::product::Product::{self, Server, Windows10, Windows11};

/// One release. The build number stands first, because releases are ordered by it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ReleaseFacts {
    pub number: u32,
    pub product: Product,
    pub version: &'static str,
    /// The build number of the oldest member of the servicing family.
    pub family: u32,
    /// The revision with which the release first reached the public; absent where it was not looked up.
    pub first_revision: Option<u32>,
}

const fn release(
    product: Product,
    version: &'static str,
    number: u32,
    family: u32,
    first_revision: Option<u32>,
) -> ReleaseFacts {
    ReleaseFacts { number, product, version, family, first_revision }
}

/// All releases by build number, the client before the server of the same number.
///
/// A family has one code and one row of revision numbers: the newer members are enablement packages on the
/// oldest. \[D, M\]
///
/// First public revisions are \[C\]: one too low only costs a needless warning, one too high hides a needed
/// one. They are left out where they were not looked up.
#[rustfmt::skip]
pub(super) static RELEASES: &[ReleaseFacts] = &[
    release(Windows10, "1507", 10240, 10240, None),
    release(Windows10, "1511", 10586, 10586, None),
    release(Windows10, "1607", 14393, 14393, None),
    release(Server,    "2016", 14393, 14393, None),
    release(Windows10, "1703", 15063, 15063, None),
    release(Windows10, "1709", 16299, 16299, None),
    release(Windows10, "1803", 17134, 17134, None),
    release(Windows10, "1809", 17763, 17763, None),
    release(Server,    "2019", 17763, 17763, None),
    release(Windows10, "1903", 18362, 18362, None),
    release(Windows10, "1909", 18363, 18362, None),
    release(Windows10, "2004", 19041, 19041, Some(264)),
    release(Windows10, "20H2", 19042, 19041, Some(508)),
    release(Windows10, "21H1", 19043, 19041, Some(928)),
    release(Windows10, "21H2", 19044, 19041, Some(1288)),
    release(Windows10, "22H2", 19045, 19041, Some(2006)),
    release(Server,    "2022", 20348, 20348, None),
    release(Windows11, "21H2", 22000, 22000, Some(194)),
    release(Windows11, "22H2", 22621, 22621, Some(382)),
    release(Windows11, "23H2", 22631, 22621, Some(2361)),
    release(Server,    "23H2", 25398, 25398, None),
    release(Windows11, "24H2", 26100, 26100, Some(1742)),
    release(Server,    "2025", 26100, 26100, None),
    release(Windows11, "25H2", 26200, 26100, Some(6584)),
    // Sure C: an enablement package on 24H2 and 25H2, dated 2026-09-29.
    release(Windows11, "26H2", 26300, 26100, None),
    // Sure B: a branch of its own, for new silicon; it does not move to 26H2.
    release(Windows11, "26H1", 28000, 28000, None),
];

/// One long-term channel, as a person names it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ChannelFacts {
    pub number: u32,
    pub product: Product,
    pub name: &'static str,
    /// Whether the name means the IoT editions alone.
    pub iot_only: bool,
}

const fn channel(product: Product, name: &'static str, number: u32, iot_only: bool) -> ChannelFacts {
    ChannelFacts { number, product, name, iot_only }
}

/// All long-term channels; no other release has one. \[D\]
///
/// The IoT names of 2015 and 2016 (IoT Enterprise 2016 LTSB) are left out: those devices report the SKU of
/// Enterprise LTSB, not an IoT one (sure B).
#[rustfmt::skip]
pub(super) static CHANNELS: &[ChannelFacts] = &[
    channel(Windows10, "LTSB 2015",     10240, false),
    channel(Windows10, "LTSB 2016",     14393, false),
    channel(Windows10, "LTSC 2019",     17763, false),
    channel(Windows10, "IoT LTSC 2019", 17763, true),
    channel(Windows10, "LTSC 2021",     19044, false),
    channel(Windows10, "IoT LTSC 2021", 19044, true),
    channel(Windows11, "LTSC 2024",     26100, false),
    channel(Windows11, "IoT LTSC 2024", 26100, true),
];
