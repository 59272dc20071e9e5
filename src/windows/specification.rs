//! What a person writes after `windows:`: a release, a long-term channel or a build.

use std::fmt;
use std::str::FromStr;

use super::build::Build;
use super::channel::LongTermChannel;
use super::release::Release;
use super::release_error::{ReleaseError, explain};

/// A release as a person specifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseSpec {
    /// `11 24H2`, `Server 2022`: the release at whatever revision.
    Release(Release),
    /// `10 LTSC 2021`: the long-term editions of a release.
    LongTermChannel(LongTermChannel),
    /// `10.0.26100` or `10.0.26100.2033`: this build, known or not.
    Build(Build),
}

impl ReleaseSpec {
    /// The build meant; it has a revision only where one was written.
    #[must_use]
    pub fn build(self) -> Build {
        match self {
            Self::Release(release) => release.build(),
            Self::LongTermChannel(channel) => channel.build(),
            Self::Build(build) => build,
        }
    }

    /// The release meant; none for a build that is no known release. Such a build is judged by its
    /// numbers alone.
    #[must_use]
    pub fn release(self) -> Option<Release> {
        match self {
            Self::Release(release) => Some(release),
            Self::LongTermChannel(_) | Self::Build(_) => Release::of_build(self.build()),
        }
    }

    /// The text a person writes for it, in its usual case and without `Windows`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Release(release) => release.name(),
            Self::LongTermChannel(channel) => channel.name(),
            Self::Build(build) => build.to_string(),
        }
    }
}

impl fmt::Display for ReleaseSpec {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Windows {}", self.name())
    }
}

impl FromStr for ReleaseSpec {
    type Err = ReleaseError;

    /// Reads `11 24H2`, `10 1709`, `10 LTSB 2016`, `11 IoT LTSC 2024`, `Server 2022`, `10.0.26100`,
    /// `10.0.26100.2033`; each with or without `Windows ` in front, in any case, with single blanks.
    ///
    /// # Errors
    ///
    /// [`ReleaseError`], which knows what to write instead where that can be told.
    fn from_str(given: &str) -> Result<Self, ReleaseError> {
        let text = without_windows(given);
        if let Some((product, version)) = text.split_once(' ') {
            if let Some(release) = Release::of_words(product, version) {
                return Ok(Self::Release(release));
            }
            if let Some(channel) = LongTermChannel::of_words(product, version) {
                return Ok(Self::LongTermChannel(channel));
            }
        }
        let build = match text.parse::<Build>() {
            Ok(build) => build,
            Err(error) => return Err(explain(given, text, error)),
        };
        if build.is_insider() { Err(ReleaseError::Insider { build }) } else { Ok(Self::Build(build)) }
    }
}

fn without_windows(given: &str) -> &str {
    match given.split_once(' ') {
        Some((word, rest)) if word.eq_ignore_ascii_case("windows") => rest,
        _ => given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> ReleaseSpec {
        text.parse().unwrap()
    }

    fn refused(text: &str) -> (String, String) {
        let error = text.parse::<ReleaseSpec>().unwrap_err();
        (error.to_string(), error.help().unwrap_or_default())
    }

    #[test]
    fn every_name_reads_back_with_and_without_windows() {
        let releases = Release::all().map(ReleaseSpec::Release);
        let channels = LongTermChannel::all().map(ReleaseSpec::LongTermChannel);
        for spec in releases.chain(channels) {
            assert_eq!(read(&spec.name()), spec);
            assert_eq!(read(&spec.to_string()), spec);
            assert_eq!(read(&spec.to_string().to_lowercase()), spec);
            assert_eq!(read(&spec.name()).build(), spec.build());
        }
    }

    #[test]
    fn a_build_keeps_its_revision_and_a_name_has_none() {
        assert_eq!(read("10.0.26100.2033").build().revision, Some(2033));
        assert_eq!(read("Windows 10.0.26100.2033").to_string(), "Windows 10.0.26100.2033");
        assert_eq!(read("11 24H2").build(), Build::of_number(26100));
        assert_eq!(read("10 LTSC 2021").build(), Build::of_number(19044));
        assert_eq!(read("Server 2016").build(), Build::of_number(14393));
    }

    #[test]
    fn the_release_is_the_one_named() {
        let name = |text| read(text).release().map(Release::name);
        assert_eq!(name("Server 2016").as_deref(), Some("Server 2016"));
        assert_eq!(name("10.0.14393").as_deref(), Some("10 1607"));
        assert_eq!(name("10 LTSB 2016").as_deref(), Some("10 1607"));
        assert_eq!(name("10.0.12345"), None);
    }

    #[test]
    fn part_of_a_name_is_completed() {
        let help = |text| refused(text).1;
        assert_eq!(refused("22H2").0, "`22H2` names a release only in part");
        assert_eq!(help("22H2"), "write `10 22H2` or `11 22H2`");
        assert_eq!(help("windows 22h2"), "write `10 22H2` or `11 22H2`");
        assert_eq!(help("23H2"), "write `11 23H2`");
        assert_eq!(help("1709"), "write `10 1709`");
        assert_eq!(help("2022"), "write `Server 2022`");
        assert_eq!(help("LTSC 2021"), "write `10 LTSC 2021`");
        assert_eq!(help("11"), "write `11 26H1`, `11 26H2` or `11 25H2`");
        assert_eq!(help("Windows Server"), "write `Server 2025`, `Server 23H2` or `Server 2022`");
    }

    #[test]
    fn the_end_of_a_build_is_completed() {
        assert_eq!(refused("26100").0, "`26100` is only the end of a build");
        assert_eq!(refused("26100").1, "write `10.0.26100`, or the release `11 24H2`");
        assert_eq!(refused("26100.2033").1, "write `10.0.26100.2033`");
        assert_eq!(refused("12345").1, "write `10.0.12345`");
    }

    #[test]
    fn an_unknown_name_gets_its_neighbours() {
        let help = |text| refused(text).1;
        assert_eq!(refused("10 24H2").0, "`10 24H2` is no release of Windows");
        assert_eq!(help("10 24H2"), "did you mean `11 24H2`, `10 20H2` or `10 21H2`?");
        assert_eq!(help("11 1709").matches("`10 1709`").count(), 1);
        assert!(help("10 LTSC 2016").starts_with("did you mean `10 LTSB 2016`"));
        assert!(help("11  24H2").starts_with("did you mean `11 24H2`"));
        assert!(help("11 24H2 ").starts_with("did you mean `11 24H2`"));
        let example = "write a release such as `11 24H2`, or a build such as `10.0.26100`";
        for text in ["", "Windows", "Ubuntu Noble Numbat", "7777"] {
            assert_eq!(help(text), example, "{text}");
        }
    }

    #[test]
    fn bad_builds_and_sentinels_are_refused() {
        let insider = "`99.9.99999` is no release: it stands for Windows Insider builds in general";
        assert_eq!(refused("99.9.99999"), (insider.to_owned(), String::new()));
        assert!(refused("10.0.26x00").0.contains("`26x00` is no plain number"));
        assert!(refused("6.1.7601").0.contains("start with `10.0.`"));
    }
}
