//! Targets: a release and an edition that an intent is meant for.

use std::fmt;

use super::build::Build;
use super::channel::LongTermChannel;
use super::edition::Edition;
use super::release::{Release, is_server_branch};
use super::specification::ReleaseSpec;
use crate::text::nearest::enumeration;

/// A release and an edition that an intent is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The build; it has a revision only where the author wrote one.
    pub build: Build,
    /// The edition.
    pub edition: Edition,
    /// How the author named the release.
    named: ReleaseSpec,
}

impl Target {
    /// The target of a release as written and an edition. It may be one that cannot exist: see
    /// [`Target::impossible`].
    #[must_use]
    pub fn new(named: ReleaseSpec, edition: Edition) -> Self {
        Self { build: named.build(), edition, named }
    }

    /// How the author named the release.
    #[must_use]
    pub fn named(&self) -> ReleaseSpec {
        self.named
    }

    /// The release; none for a build that is no known release (a typing error, a preview, or one newer
    /// than this program). Such a target is still judged, by its numbers.
    #[must_use]
    pub fn release(&self) -> Option<Release> {
        self.named.release()
    }

    /// Whether it is a Windows Server, by its release or by its edition. No CSP lists a server edition:
    /// servers take Group Policy. \[M\]
    ///
    /// A build that was released as a server only is one, unless the edition is of the headsets that run
    /// the same build. Ask this before [`Target::impossible`], which may be true of the same target.
    #[must_use]
    pub fn is_server(&self) -> bool {
        self.edition.is_server()
            || match self.named {
                ReleaseSpec::Release(release) => release.is_server(),
                ReleaseSpec::LongTermChannel(_) => false,
                ReleaseSpec::Build(build) => is_server_branch(build) && !self.edition.exists_on(build),
            }
    }

    /// Why no device can be this target; none if one can be, or if nobody knows (a build of no known
    /// release).
    #[must_use]
    pub fn impossible(&self) -> Option<Impossible> {
        let edition = self.edition;
        if edition.is_unreleased() {
            return Some(Impossible::NeverReleased { edition });
        }
        match self.named {
            ReleaseSpec::LongTermChannel(channel) if !edition.belongs_to(channel) => {
                Some(Impossible::NotInChannel { edition, channel })
            }
            ReleaseSpec::Release(release) if release.is_server() != edition.is_server() => {
                Some(Impossible::NotOnRelease { edition, named: self.named })
            }
            _ if !edition.exists_on(self.build) => Some(Impossible::NotOnRelease { edition, named: self.named }),
            _ => None,
        }
    }
}

impl fmt::Display for Target {
    /// `Windows 11 23H2 Pro`, `Windows 10.0.26100.2033 Enterprise LTSC`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edition = self.edition.name();
        // Not `Windows 11 23H2 Windows SE`.
        let edition = edition.strip_prefix("Windows ").unwrap_or(edition);
        write!(out, "{} {edition}", self.named)
    }
}

/// Why a target cannot exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// The edition was announced and given up.
    #[error("`{edition}` was never released")]
    NeverReleased {
        /// The edition.
        edition: Edition,
    },
    /// A long-term channel has the long-term editions only.
    #[error("`{}` has no edition `{edition}`", channel.name())]
    NotInChannel {
        /// The edition.
        edition: Edition,
        /// The channel without it.
        channel: LongTermChannel,
    },
    /// The edition did not exist yet, does not exist any more, or skipped this release.
    #[error("`{}` has no edition `{edition}`", named.name())]
    NotOnRelease {
        /// The edition.
        edition: Edition,
        /// The release without it.
        named: ReleaseSpec,
    },
}

impl Impossible {
    /// Where the edition exists, or which editions the channel has.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NeverReleased { .. } => "remove this edition".to_owned(),
            Self::NotInChannel { channel, .. } => {
                let editions = Edition::all().filter(|edition| edition.belongs_to(*channel));
                let editions: Vec<&str> = editions.map(Edition::name).collect();
                format!("its editions are {}", enumeration(&editions))
            }
            Self::NotOnRelease { edition, .. } => {
                format!("`{edition}` exists {}", edition.whereabouts())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(release: &str, edition: &str) -> Target {
        Target::new(release.parse().unwrap(), Edition::from_name(edition).unwrap())
    }

    fn why_not(release: &str, edition: &str) -> Option<(String, String)> {
        target(release, edition).impossible().map(|why| (why.to_string(), why.help()))
    }

    #[test]
    fn is_shown_as_people_say_it() {
        assert_eq!(target("11 23h2", "pro").to_string(), "Windows 11 23H2 Pro");
        assert_eq!(target("11 23H2", "Windows SE").to_string(), "Windows 11 23H2 SE");
        let build = target("10.0.26100.2033", "Enterprise LTSC").to_string();
        assert_eq!(build, "Windows 10.0.26100.2033 Enterprise LTSC");
    }

    #[test]
    fn tells_where_an_edition_exists() {
        let (why, help) = why_not("11 23H2", "Enterprise LTSC").unwrap();
        assert_eq!(why, "`11 23H2` has no edition `Enterprise LTSC`");
        assert!(help.starts_with("`Enterprise LTSC` exists in `10 LTSB 2015`, "), "{help}");
        assert!(why_not("11 25H2", "Windows SE").is_some());
        assert!(why_not("10.0.26200.6584", "Windows SE").is_some());
        assert_eq!(why_not("11 24H2", "10X").unwrap().0, "`Windows 10X` was never released");
        assert_eq!(why_not("11 24H2", "Enterprise LTSC"), None);
        assert_eq!(why_not("10.0.12345", "Pro"), None);
    }

    #[test]
    fn a_long_term_channel_has_its_own_editions_only() {
        let (why, help) = why_not("10 LTSB 2016", "Pro").unwrap();
        assert_eq!(why, "`10 LTSB 2016` has no edition `Pro`");
        assert!(help.starts_with("its editions are `Enterprise LTSC`, "), "{help}");
        assert!(help.ends_with(" and `Enterprise LTSC N Evaluation`"), "{help}");
        assert_eq!(why_not("10 LTSC 2021", "Enterprise LTSC"), None);
        assert!(why_not("10 IoT LTSC 2021", "Enterprise LTSC").is_some());
        assert_eq!(why_not("10 21H2", "Enterprise LTSC"), None);
    }

    #[test]
    fn servers_are_told_by_release_or_edition() {
        for (release, edition, server) in [
            ("Server 2016", "Server Standard", true),
            ("Server 2016", "Pro", true),
            ("Server 2022", "HoloLens 2", true),
            ("10.0.20348", "Pro", true),
            ("10.0.20348", "HoloLens 2", false),
            ("10.0.26100", "Server Datacenter", true),
            ("10.0.26100", "Pro", false),
            ("10 1607", "Pro", false),
            ("10 LTSB 2016", "Pro", false),
            ("11 24H2", "Server Standard", true),
        ] {
            assert_eq!(target(release, edition).is_server(), server, "{release} {edition}");
        }
        assert_eq!(why_not("Server 2016", "Server Standard"), None);
        assert!(why_not("Server 2016", "Pro").is_some());
        assert!(why_not("10 1607", "Server Standard").is_some());
    }

    #[test]
    fn an_unknown_build_is_no_release() {
        assert_eq!(target("10.0.12345", "Pro").release(), None);
        let known = target("10.0.26100.2033", "Pro").release().map(Release::name);
        assert_eq!(known.as_deref(), Some("11 24H2"));
    }
}
