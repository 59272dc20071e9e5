//! Ranges of releases: `{ from: 10 22H2, to: 11 23H2 }`.

use super::edition::Edition;
use super::release::Release;
use super::specification::ReleaseSpec;
use super::target::Target;

/// Every client release between two, both included; or from one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReleaseRange {
    from: Release,
    to: Option<Release>,
}

impl ReleaseRange {
    /// The range between two releases as written; without `to`, all later releases known to this program.
    ///
    /// A bound is a release of Windows 10 or Windows 11. A build, which may be any revision of no known
    /// release, and a long-term channel, which is an edition as much as a release, are refused: the name of
    /// the release says the same. The order is that of the builds, so 26H1 (28000) comes after 26H2 (26300).
    ///
    /// # Errors
    ///
    /// [`RangeError`], if a bound is no client release, or the range runs backwards.
    pub fn new(from: ReleaseSpec, to: Option<ReleaseSpec>) -> Result<Self, RangeError> {
        let from = bound(from)?;
        let to = to.map(bound).transpose()?;
        match to {
            Some(to) if to < from => Err(RangeError::Backwards { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// Its releases by build number, without servers.
    pub fn releases(self) -> impl Iterator<Item = Release> {
        Release::clients().filter(move |release| *release >= self.from && self.to.is_none_or(|to| *release <= to))
    }

    /// The targets of the range: each of its releases with each of the editions that exist on it. So a
    /// range with Enterprise LTSC means the releases that have one.
    #[must_use]
    pub fn expand(self, editions: &[Edition]) -> Expansion {
        let mut targets = Vec::new();
        for release in self.releases() {
            let of_release = editions.iter().map(|edition| Target::new(ReleaseSpec::Release(release), *edition));
            targets.extend(of_release.filter(|target| target.impossible().is_none()));
        }
        let exists = |edition: &Edition| targets.iter().any(|target| target.edition == *edition);
        let nowhere = editions.iter().copied().filter(|edition| !exists(edition)).collect();
        Expansion { targets, nowhere }
    }
}

fn bound(spec: ReleaseSpec) -> Result<Release, RangeError> {
    match spec {
        ReleaseSpec::Release(release) if release.is_server() => Err(RangeError::Server { release }),
        ReleaseSpec::Release(release) => Ok(release),
        ReleaseSpec::LongTermChannel(_) | ReleaseSpec::Build(_) => Err(RangeError::NotARelease { spec }),
    }
}

/// What a range and a list of editions come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The targets that can exist, by release, then in the order of the editions as given.
    pub targets: Vec<Target>,
    /// The editions that exist on no release of the range: an impossible target each, or a server.
    pub nowhere: Vec<Edition>,
}

/// Why two releases make no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// The first is newer than the last.
    #[error("the range runs backwards: `{}` is newer than `{}`", from.name(), to.name())]
    Backwards {
        /// The first release.
        from: Release,
        /// The last release.
        to: Release,
    },
    /// A bound is a Windows Server.
    #[error("`{}` cannot bound a range: it is a server", release.name())]
    Server {
        /// The server.
        release: Release,
    },
    /// A bound is a build or a long-term channel.
    #[error("`{}` cannot bound a range: it is no release by name", spec.name())]
    NotARelease {
        /// The bound as written.
        spec: ReleaseSpec,
    },
}

impl RangeError {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Backwards { from, to } => {
                format!("write `{{ from: {}, to: {} }}`", to.name(), from.name())
            }
            Self::Server { .. } => "name releases of Windows 10 or Windows 11; servers take Group Policy".to_owned(),
            Self::NotARelease { spec } => match spec.release().filter(|release| !release.is_server()) {
                Some(release) => {
                    format!("write the release of that build, `{}`", release.name())
                }
                None => "name releases of Windows 10 or Windows 11".to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> Result<ReleaseRange, RangeError> {
        let to = (!to.is_empty()).then(|| to.parse().unwrap());
        ReleaseRange::new(from.parse().unwrap(), to)
    }

    fn names(from: &str, to: &str) -> Vec<String> {
        range(from, to).unwrap().releases().map(Release::name).collect()
    }

    #[test]
    fn both_ends_are_included_and_servers_are_not() {
        assert_eq!(names("10 22H2", "11 23H2"), ["10 22H2", "11 21H2", "11 22H2", "11 23H2"]);
        assert_eq!(names("10 1607", "10 1703"), ["10 1607", "10 1703"]);
        assert_eq!(names("11 24H2", "11 24H2"), ["11 24H2"]);
        assert_eq!(names("11 24H2", ""), ["11 24H2", "11 25H2", "11 26H2", "11 26H1"]);
    }

    #[test]
    fn what_cannot_exist_is_dropped_and_what_never_exists_is_told() {
        let of = |name| Edition::from_name(name).unwrap();
        let (long_term, pro, se) = (of("Enterprise LTSC"), of("Pro"), of("Windows SE"));
        let shown = |from, to, editions: &[Edition]| {
            let expansion = range(from, to).unwrap().expand(editions);
            let targets: Vec<String> = expansion.targets.iter().map(ToString::to_string).collect();
            (targets.join(", "), expansion.nowhere)
        };
        let (targets, nowhere) = shown("10 22H2", "11 24H2", &[long_term]);
        assert_eq!(targets, "Windows 11 24H2 Enterprise LTSC");
        assert_eq!(nowhere, []);
        let (targets, nowhere) = shown("10 22H2", "11 21H2", &[pro, long_term, se]);
        assert_eq!(targets, "Windows 10 22H2 Pro, Windows 11 21H2 Pro, Windows 11 21H2 SE");
        assert_eq!(nowhere, [long_term]);
    }

    #[test]
    fn other_bounds_are_refused_with_a_way_out() {
        for (from, to, help) in [
            ("11 23H2", "10 22H2", "write `{ from: 10 22H2, to: 11 23H2 }`"),
            ("10.0.22631.2361", "", "write the release of that build, `11 23H2`"),
            ("10 LTSC 2021", "11 LTSC 2024", "write the release of that build, `10 21H2`"),
            ("11 23H2", "10.0.99999", "name releases of Windows 10 or Windows 11"),
            ("11 23H2", "10.0.20348", "name releases of Windows 10 or Windows 11"),
            ("Server 2022", "", "name releases of Windows 10 or Windows 11; servers take Group Policy"),
        ] {
            assert_eq!(range(from, to).unwrap_err().help(), help, "{from} to {to}");
        }
    }
}
