//! Why a text is no release, and what to write instead.

use super::build::{Build, BuildError};
use super::channel::LongTermChannel;
use super::product::Product;
use super::release::Release;
use crate::text::nearest::{alternatives, nearest_named};

/// Why a text is no release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// No release has this name.
    #[error("`{given}` is no release of Windows")]
    Unknown {
        /// The text as it was given.
        given: String,
        /// Up to three names like it, nearest first.
        nearest: Vec<String>,
    },
    /// A version without its product (`22H2`), or a product without its version (`11`).
    #[error("`{given}` names a release only in part")]
    Incomplete {
        /// The text as it was given.
        given: String,
        /// The whole names it could stand for.
        candidates: Vec<String>,
    },
    /// A build without its first two numbers, such as `26100` or `26100.2033`.
    #[error("`{given}` is only the end of a build")]
    BareNumber {
        /// The text as it was given.
        given: String,
        /// The build it stands for.
        build: Build,
    },
    /// A sentinel, which stands for Windows Insider builds in general.
    #[error("`{build}` is no release: it stands for Windows Insider builds in general")]
    Insider {
        /// The sentinel.
        build: Build,
    },
    /// Meant as a build, and badly formed.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl ReleaseError {
    /// What to write instead, where that can be told.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { nearest, .. } if nearest.is_empty() => {
                Some("write a release such as `11 24H2`, or a build such as `10.0.26100`".to_owned())
            }
            Self::Unknown { nearest, .. } => Some(format!("did you mean {}?", alternatives(nearest))),
            Self::Incomplete { candidates, .. } => Some(format!("write {}", alternatives(candidates))),
            Self::BareNumber { build, .. } => Some(match Release::of_build(*build) {
                Some(release) if build.revision.is_none() => {
                    format!("write `{build}`, or the release `{}`", release.name())
                }
                _ => format!("write `{build}`"),
            }),
            Self::Insider { .. } | Self::Build(_) => None,
        }
    }
}

/// Finds the most helpful error for a text that is neither a name nor a build.
pub(super) fn explain(given: &str, text: &str, error: BuildError) -> ReleaseError {
    let given = given.to_owned();
    let candidates = completions(text);
    if !candidates.is_empty() {
        return ReleaseError::Incomplete { given, candidates };
    }
    if let Some(build) = bare_number(text) {
        return ReleaseError::BareNumber { given, build };
    }
    if text.contains('.') {
        return error.into();
    }
    ReleaseError::Unknown { given, nearest: similar(text) }
}

/// The names that end in a text like `22H2` or `LTSC 2021`; for a product alone, its newest three.
fn completions(text: &str) -> Vec<String> {
    let ending = names_of_version(text);
    if !ending.is_empty() {
        return ending;
    }
    let mut of_product: Vec<String> = Release::all()
        .filter(|release| release.product().word().eq_ignore_ascii_case(text))
        .map(Release::name)
        .collect();
    of_product.reverse();
    of_product.truncate(3);
    of_product
}

/// Every name whose version is this one. The IoT names are left to those who write them in full.
fn names_of_version(version: &str) -> Vec<String> {
    let releases = Release::all()
        .filter(|release| release.version().eq_ignore_ascii_case(version))
        // 23H2 is a client and a server: the client is meant, because no node works on a server.
        .filter(|release| release.product() != Product::Server || !is_client_version(version));
    let channels = LongTermChannel::all().filter(|channel| channel.version().eq_ignore_ascii_case(version));
    releases.map(Release::name).chain(channels.map(LongTermChannel::name)).collect()
}

fn is_client_version(version: &str) -> bool {
    Release::clients().any(|release| release.version().eq_ignore_ascii_case(version))
}

/// Reads `26100` and `26100.2033`, if that could be a build of Windows 10 or later (all have five digits).
fn bare_number(text: &str) -> Option<Build> {
    let number = text.split('.').next().unwrap_or_default();
    if number.len() < 5 { None } else { format!("10.0.{text}").parse().ok() }
}

/// Up to three names like this text, those of the same version first: `10 24H2` means `11 24H2` before
/// `10 22H2`.
fn similar(text: &str) -> Vec<String> {
    let version = text.split_once(' ').map_or(text, |(_, version)| version);
    let mut names = names_of_version(version);
    let all = Release::all().map(Release::name).chain(LongTermChannel::all().map(LongTermChannel::name));
    for name in nearest_named(text, all.map(|name| (name.clone(), name))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(3);
    names
}
