//! Releases of Windows and their servicing families.

use std::fmt;

use super::build::Build;
use super::product::Product;
use super::release_table::{RELEASES, ReleaseFacts};

/// One release of Windows, such as Windows 11 24H2. Ordered by build number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(&'static ReleaseFacts);

impl Release {
    /// All known releases by build number, clients and servers.
    pub fn all() -> impl Iterator<Item = Self> {
        RELEASES.iter().map(Self)
    }

    /// All known releases but the servers, by build number.
    ///
    /// That is not quite the order of time: Windows 11 26H1 (28000) stands after 26H2 (26300).
    pub fn clients() -> impl Iterator<Item = Self> {
        Self::all().filter(|release| !release.is_server())
    }

    /// The release to which a build belongs, whatever its revision; none for a build that is no known
    /// release (a preview, or one newer than this table).
    ///
    /// Where a client and a server share a build number, such as 26100, this is the client.
    #[must_use]
    pub fn of_build(build: Build) -> Option<Self> {
        let first = RELEASES.partition_point(|facts| facts.number < build.number);
        RELEASES.get(first).map(Self).filter(|release| release.build() == build.without_revision())
    }

    /// The release named by a product word and a version in any case, such as `11` and `24h2`.
    pub(super) fn of_words(product: &str, version: &str) -> Option<Self> {
        Self::all().find(|release| {
            release.product().word().eq_ignore_ascii_case(product) && release.version().eq_ignore_ascii_case(version)
        })
    }

    /// Its build, without revision.
    #[must_use]
    pub fn build(self) -> Build {
        Build::of_number(self.0.number)
    }

    /// Its product line.
    #[must_use]
    pub fn product(self) -> Product {
        self.0.product
    }

    /// Its version within the product line, such as `24H2`.
    #[must_use]
    pub fn version(self) -> &'static str {
        self.0.version
    }

    /// Its name as a person writes it in an intent, such as `11 24H2` or `Server 2022`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.product().word(), self.version())
    }

    /// Its servicing family.
    #[must_use]
    pub fn family(self) -> Family {
        Family(self.0.family)
    }

    /// The revision with which it first reached the public; none where that is not known. \[C\]
    #[must_use]
    pub fn first_revision(self) -> Option<u32> {
        self.0.first_revision
    }

    /// Whether it is a Windows Server.
    #[must_use]
    pub fn is_server(self) -> bool {
        self.product() == Product::Server
    }
}

impl fmt::Display for Release {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Windows {} {}", self.product().word(), self.version())
    }
}

/// Whether a build number was released as a server and never as a client (20348, 25398).
pub(super) fn is_server_branch(build: Build) -> bool {
    Release::of_build(build).is_some_and(Release::is_server)
}

/// Releases with one code and one row of revision numbers, told by the build number of the oldest. A
/// build of no known release is a family of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Family(u32);

impl Family {
    /// The family of a build.
    #[must_use]
    pub fn of_build(build: Build) -> Self {
        Release::of_build(build).map_or(Self(build.number), Release::family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family_of(number: u32) -> Family {
        Family::of_build(Build::of_number(number))
    }

    #[test]
    fn families_are_those_of_the_release_information() {
        let families: [&[u32]; 4] =
            [&[18362, 18363], &[19041, 19042, 19043, 19044, 19045], &[22621, 22631], &[26100, 26200, 26300]];
        for left in Release::all() {
            for right in Release::all() {
                let together = |family: &&[u32]| family.contains(&left.0.number) && family.contains(&right.0.number);
                let expected = left.0.number == right.0.number || families.iter().any(together);
                assert_eq!(left.family() == right.family(), expected, "{left} and {right}");
            }
        }
        assert_eq!(family_of(12345), family_of(12345));
        assert_ne!(family_of(12345), family_of(12346));
        assert_ne!(family_of(19046), family_of(19045));
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(RELEASES.is_sorted());
        assert!(Release::all().all(|release| release.0.family <= release.0.number));
    }

    #[test]
    fn a_build_gives_the_client_before_the_server() {
        let name = |text: &str| Release::of_build(text.parse().unwrap()).map(Release::name);
        assert_eq!(name("10.0.26100.2033").as_deref(), Some("11 24H2"));
        assert_eq!(name("10.0.14393").as_deref(), Some("10 1607"));
        assert_eq!(name("10.0.20348").as_deref(), Some("Server 2022"));
        assert_eq!(name("10.0.12345"), None);
        assert_eq!(name("99.9.26100"), None);
    }

    #[test]
    fn server_branches_have_no_client() {
        let branches: Vec<u32> = Release::all()
            .filter(|release| is_server_branch(release.build()))
            .map(|release| release.0.number)
            .collect();
        assert_eq!(branches, [20348, 25398]);
    }

    #[test]
    fn first_revisions_rise_within_a_family() {
        for left in Release::all() {
            for right in Release::all().filter(|right| *right > left) {
                let known = left.first_revision().zip(right.first_revision());
                if let (true, Some((older, newer))) = (left.family() == right.family(), known) {
                    assert!(older < newer, "{left} and {right}");
                }
            }
        }
    }
}
