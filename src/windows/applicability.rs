//! Whether a node works on a target.

use super::build::Build;
use super::edition::Edition;
use super::release::{Family, Release, is_server_branch};
use super::target::Target;

/// The editions and builds on which a node works, its parents' included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applicability<'a> {
    /// The entries of `OsBuildVersion`, in any order; empty if it is stated nowhere.
    pub builds: &'a [Build],
    /// The SKU codes of `EditionAllowList`; none if it is stated nowhere.
    pub editions: Option<&'a [u16]>,
}

/// Whether a node works on a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// It does.
    Yes,
    /// It does not.
    No(NoReason),
    /// It does if the device has this revision of the target's build, or a later one.
    Depends {
        /// The lowest revision that is enough.
        revision: u32,
    },
    /// Microsoft's files do not say.
    Unstated(UnstatedReason),
}

/// Why a node does not work on a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReason {
    /// The list of editions is there, and empty: the documentation calls that *not applicable*.
    NoEditions,
    /// The list of editions does not have the target's.
    EditionNotListed,
    /// Only Windows Insider builds have the node.
    InsiderOnly,
    /// The node came later.
    TooOld {
        /// The oldest entry that is newer than the target: of its servicing family, if that has entries.
        earliest: Build,
    },
    /// The target's build has the node from a later revision on.
    RevisionTooLow {
        /// The lowest revision that is enough.
        needed: u32,
    },
}

/// What is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnstatedReason {
    /// No list of editions.
    NoEditionList,
    /// No list of builds.
    NoBuildList,
    /// The target's family has no entry, but an older and a newer one have.
    BetweenEntries {
        /// The newest entry older than the target.
        below: Build,
        /// The oldest entry newer than the target.
        above: Build,
    },
    /// The node came to an older release by an update; nothing tells whether the server's branch got it.
    ServerBranch {
        /// The newest such entry older than the target.
        below: Build,
    },
}

/// Whether a node works on a target.
///
/// 1. Sentinels are dropped; if nothing is left, the node is for Windows Insider builds only: no.
/// 2. An entry is reached if the target is not below it in build nor in revision. An entry without revision
///    counts as 0.
/// 3. If entries of the target's own servicing family exist: yes if one is reached; *depends* if the target
///    has no revision and could reach one (yes if the first public revision already does); else no.
/// 4. If not: no, if the target is older than every entry; yes, if newer; *unstated*, if between, or if it
///    is a server branch above an entry with a revision.
/// 5. An edition must be listed: an empty list is no, a missing one *unstated*.
///
/// Where builds and editions differ: *no* wins, the edition's reason first, as it holds whatever the
/// release. *Depends* wins over *unstated*, because an author can settle it by giving the revision, and then
/// hears of the other; an *unstated* that came first could not be settled, and would hide it for good.
///
/// Rules 3 and 4 are inferred from how `OsBuildVersion` is used in Microsoft's files \[M, I\]: an entry
/// without revision is the first major release, the others are servicing updates of older ones.
#[must_use]
pub fn applies(applicability: &Applicability<'_>, target: &Target) -> Applies {
    let edition = by_edition(applicability.editions, target.edition);
    let build = by_build(applicability.builds, target.build);
    match (edition, build) {
        (no @ Applies::No(_), _) | (_, no @ Applies::No(_)) => no,
        (_, depends @ Applies::Depends { .. }) => depends,
        (unstated @ Applies::Unstated(_), _) => unstated,
        (_, build) => build,
    }
}

fn by_edition(listed: Option<&[u16]>, edition: Edition) -> Applies {
    match listed {
        None => Applies::Unstated(UnstatedReason::NoEditionList),
        Some([]) => Applies::No(NoReason::NoEditions),
        Some(codes) if codes.contains(&edition.code()) => Applies::Yes,
        Some(_) => Applies::No(NoReason::EditionNotListed),
    }
}

fn by_build(builds: &[Build], target: Build) -> Applies {
    if builds.is_empty() {
        return Applies::Unstated(UnstatedReason::NoBuildList);
    }
    let entries = builds.iter().copied().filter(|entry| !entry.is_insider());
    let family = Family::of_build(target);
    let own = entries.clone().filter(|entry| Family::of_build(*entry) == family);
    by_own_family(own, target)
        .or_else(|| by_other_families(entries, target))
        .unwrap_or(Applies::No(NoReason::InsiderOnly))
}

/// Rule 3, of the entries of the target's own servicing family; no answer if there are none.
fn by_own_family(own: impl Iterator<Item = Build> + Clone, target: Build) -> Option<Applies> {
    let within = own.clone().filter(|entry| entry.number <= target.number);
    let needed = within.map(|entry| entry.revision.unwrap_or(0)).min();
    let earliest = own.min()?;
    Some(match needed {
        Some(needed) => by_revision(needed, target),
        None => Applies::No(NoReason::TooOld { earliest }),
    })
}

fn by_revision(needed: u32, target: Build) -> Applies {
    // Without a revision, the device has at least the one with which its release came out.
    let at_least = || Release::of_build(target).and_then(Release::first_revision).unwrap_or(0);
    match target.revision {
        Some(revision) if revision < needed => Applies::No(NoReason::RevisionTooLow { needed }),
        None if at_least() < needed => Applies::Depends { revision: needed },
        _ => Applies::Yes,
    }
}

/// Rule 4, of entries none of which is of the target's own family; no answer if there are none.
fn by_other_families(entries: impl Iterator<Item = Build> + Clone, target: Build) -> Option<Applies> {
    let older = entries.clone().filter(|entry| entry.number < target.number);
    let above = entries.filter(|entry| entry.number > target.number).min();
    let serviced = older.clone().filter(|entry| entry.revision.is_some()).max();
    Some(match (older.max(), above) {
        (None, above) => Applies::No(NoReason::TooOld { earliest: above? }),
        (Some(below), Some(above)) => Applies::Unstated(UnstatedReason::BetweenEntries { below, above }),
        (Some(_), None) => match serviced.filter(|_| is_server_branch(target)) {
            Some(below) => Applies::Unstated(UnstatedReason::ServerBranch { below }),
            None => Applies::Yes,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(builds: &str, editions: Option<&[u16]>, release: &str) -> Applies {
        let builds: Vec<Build> = builds.split_terminator(", ").map(|build| build.parse().unwrap()).collect();
        let target = Target::new(release.parse().unwrap(), Edition::from_name("Enterprise").unwrap());
        applies(&Applicability { builds: &builds, editions }, &target)
    }

    /// The table of cases is `tests/applicability.tsv`; here is only which reason wins.
    #[test]
    fn the_edition_comes_first_and_no_wins() {
        let no = |reason| Applies::No(reason);
        assert_eq!(answer("10.0.22000", Some(&[]), "10 22H2"), no(NoReason::NoEditions));
        assert_eq!(answer("", Some(&[0x30]), "10 22H2"), no(NoReason::EditionNotListed));
        let earliest = Build::of_number(22000);
        assert_eq!(answer("10.0.22000", None, "10 22H2"), no(NoReason::TooOld { earliest }));
    }

    #[test]
    fn what_an_author_can_settle_comes_before_what_is_unstated() {
        let depends = Applies::Depends { revision: 9000 };
        assert_eq!(answer("10.0.22621.9000", None, "11 23H2"), depends);
        let unstated = Applies::Unstated(UnstatedReason::NoEditionList);
        assert_eq!(answer("10.0.22621.9000", None, "10.0.22631.9000"), unstated);
        assert_eq!(answer("", None, "11 23H2"), unstated);
    }
}
