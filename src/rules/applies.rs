//! Whether a profile's nodes work on its targets.

use crate::catalog::Node;
use crate::finding::Finding;
use crate::intent::{Problem, ProblemKind, Profile, ProfileTarget};
use crate::text::Span;
use crate::text::nearest::enumeration;
use crate::windows::{Applies, Build, Edition, NoReason, Release, UnstatedReason, applies};

use super::{Rule, declare::declare_rule};

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings whose node does not exist on a target: the edition is not listed, or the release is older than the node.
    ///
    /// ## Why it matters
    ///
    /// The device answers 404 or 405, and Intune shows *not applicable* or *remediation failed*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// targets:
    ///   - windows: 10 1703
    ///     editions: [Home]
    /// settings:
    ///   RemoteManagement:
    ///     AllowBasicAuthentication_Client: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Targets on which the node works; `omauri explain NODE` names them.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `OsBuildVersion` and `EditionAllowList` of the node.
    NO, "applies-no", Error, "a node that does not exist on a target"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings whose node came to the target's build by an update, where the target does not say which updates it has.
    ///
    /// ## Why it matters
    ///
    /// Devices with the update follow the policy, the others answer 404.
    ///
    /// ## Example
    ///
    /// `windows: 10 2004` for a node of `10.0.19041.1202`.
    ///
    /// ## What to write instead
    ///
    /// The build with the revision that all devices have:
    ///
    /// ```yaml
    /// windows: 10.0.19041.1202
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files; first revisions of releases from Microsoft's release information.
    DEPENDS, "applies-depends", Warning, "a node that depends on an update"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings for which Microsoft's files do not say whether the node exists on the target.
    ///
    /// ## Why it matters
    ///
    /// It may work or not: try it on one device first.
    ///
    /// ## Example
    ///
    /// A node that lists a build older than the target's release and one newer, but none of its servicing family.
    ///
    /// ## What to write instead
    ///
    /// A target for which the files speak, or a comment that says that it was tried.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files, which state builds and editions of most nodes and not of all.
    UNSTATED, "applies-unstated", Warning, "a node of which it is not stated whether it exists on a target"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds targets that no device can be: an edition on a release that never had it.
    ///
    /// ## Why it matters
    ///
    /// A typing error in a target makes every judgement about it worthless.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// - windows: 11 23H2
    ///   editions: [Enterprise LTSC]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// - windows: 11 LTSC 2024
    ///   editions: [Enterprise LTSC]
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's release information and lifecycle pages.
    IMPOSSIBLE, "applies-impossible-target", Error, "a target that cannot exist"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds targets that are a Windows Server.
    ///
    /// ## Why it matters
    ///
    /// No CSP lists a server edition: servers are not managed over MDM but take Group Policy.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// - windows: Server 2022
    ///   editions: [Server Datacenter]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Client releases; for servers a Group Policy object with the same policies (`omauri explain NODE` names them).
    ///
    /// ## Source
    ///
    /// Counted on Microsoft's DDF v2 files: none of 3,600 edition lists has a server edition.
    SERVER, "applies-server", Error, "a target that is a server"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings whose node Microsoft calls deprecated, on all releases or from the build of a target on.
    ///
    /// ## Why it matters
    ///
    /// Such a node may do nothing any more, and goes with some later release.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// targets:
    ///   - windows: 11 24H2
    ///     editions: [Enterprise]
    /// settings:
    ///   Defender:
    ///     AllowIntrusionPreventionSystem: 1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// What the documentation of the node names in its place; or nothing.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `Deprecated` and its `OsBuildDeprecated`.
    DEPRECATED, "applies-deprecated", Warning, "a node that is deprecated"
}

pub(super) const RULES: &[&Rule] = &[&NO, &DEPENDS, &UNSTATED, &DEPRECATED, &IMPOSSIBLE, &SERVER];

/// The finding of a problem with a target; none for the others.
pub(super) fn finding(problem: &Problem) -> Option<Finding> {
    let span = problem.span;
    Some(match &problem.kind {
        ProblemKind::ImpossibleTarget { target, message, help } => {
            IMPOSSIBLE.finding(span, format!("no device can be `{target}`: {message}")).help(help)
        }
        ProblemKind::NowhereInRange { edition, whereabouts } => IMPOSSIBLE
            .finding(span, format!("no release of the range has the edition `{edition}`"))
            .help(format!("remove the edition: it exists {whereabouts}")),
        ProblemKind::Server(target) => SERVER
            .finding(span, format!("`{target}` is a server, and no CSP node is for servers"))
            .help("remove the target; servers take the same policies by Group Policy"),
        _ => return None,
    })
}

/// Judges every setting for every target; a setting's failing targets make one finding.
pub(super) fn judge(profile: &Profile<'_>) -> Vec<Finding> {
    let set = profile.settings.iter().map(|setting| Place { node: setting.node, name_span: setting.name_span });
    let unresolved = profile.unresolved.iter().map(|of| Place { node: of.node, name_span: of.name_span });
    set.chain(unresolved).flat_map(|place| judge_node(place, &profile.targets)).collect()
}

/// A node and where the intent names it: whether it applies does not depend on its value.
#[derive(Clone, Copy)]
struct Place<'p> {
    node: &'p Node,
    name_span: Span,
}

fn judge_node(setting: Place<'_>, targets: &[ProfileTarget]) -> Vec<Finding> {
    let applicability = setting.node.applicability();
    let (mut no, mut depends, mut unstated) = (Vec::new(), Vec::new(), Vec::new());
    for target in targets {
        match applies(&applicability, &target.target) {
            Applies::Yes => {}
            Applies::No(reason) => no.push((target, reason)),
            Applies::Depends { revision } => depends.push((target, revision)),
            Applies::Unstated(reason) => unstated.push((target, reason)),
        }
    }
    let deprecated = found_deprecated(setting, targets);
    [found_no(setting, &no), found_depends(setting, &depends), found_unstated(setting, &unstated), deprecated]
        .into_iter()
        .flatten()
        .collect()
}

fn found_deprecated(setting: Place<'_>, targets: &[ProfileTarget]) -> Option<Finding> {
    let since = setting.node.deprecated.as_deref()?;
    let node = setting.node.short_name();
    let help = format!("leave `{node}` out, or see in its documentation what takes its place");
    let Ok(build) = since.parse::<Build>() else {
        return Some(DEPRECATED.finding(setting.name_span, format!("`{node}` is deprecated")).help(help));
    };
    let on: Vec<&ProfileTarget> = targets.iter().filter(|target| target.target.build >= build).collect();
    let first = on.first()?;
    let message = format!("`{node}` is deprecated from `{}` on", release_name(build));
    Some(DEPRECATED.finding(setting.name_span, message).other(first.span, "a target with that build").help(help))
}

/// How many targets a message names before it counts the rest.
const NAMED: usize = 3;

fn named<'t>(targets: impl ExactSizeIterator<Item = &'t ProfileTarget>) -> String {
    let rest = targets.len().saturating_sub(NAMED);
    let mut names: Vec<String> = targets.take(NAMED).map(|target| target.target.to_string()).collect();
    match (names.pop(), rest) {
        (last, 0) if names.is_empty() => last.unwrap_or_default(),
        (last, 0) => format!("{} and {}", names.join(", "), last.unwrap_or_default()),
        (last, rest) => {
            names.extend(last);
            format!("{} and {rest} more", names.join(", "))
        }
    }
}

fn with_places(finding: Finding, targets: impl Iterator<Item = Span>) -> Finding {
    let mut places: Vec<Span> = targets.collect();
    places.dedup();
    places.into_iter().take(NAMED).fold(finding, |finding, place| finding.other(place, "target"))
}

fn found_no(setting: Place<'_>, failing: &[(&ProfileTarget, NoReason)]) -> Option<Finding> {
    let node = setting.node.short_name();
    failing.first()?;
    let targets = named(failing.iter().map(|(target, _)| *target));
    let finding = NO.finding(setting.name_span, format!("`{node}` does not exist on {targets}"));
    let mut places: Vec<(Span, &str)> = failing.iter().map(|(target, reason)| place_of(target, *reason)).collect();
    places.dedup();
    let finding = places.into_iter().take(NAMED).fold(finding, |finding, (place, text)| finding.other(place, text));
    let mut reasons: Vec<String> = failing.iter().map(|(target, reason)| explain_no(*reason, target)).collect();
    reasons.sort();
    reasons.dedup();
    let finding = reasons.into_iter().take(NAMED).fold(finding, Finding::note);
    Some(finding.help(way_out(&node, failing)))
}

/// Where a target shows why the node is not there.
fn place_of(target: &ProfileTarget, reason: NoReason) -> (Span, &'static str) {
    match reason {
        NoReason::EditionNotListed => (target.edition_span, "edition without the node"),
        NoReason::TooOld { .. } | NoReason::RevisionTooLow { .. } => (target.span, "older than the node"),
        NoReason::NoEditions | NoReason::InsiderOnly => (target.span, "target"),
    }
}

/// What to do about all reasons together.
fn way_out(node: &str, failing: &[(&ProfileTarget, NoReason)]) -> String {
    let (mut editions, mut oldest, mut build) = (Vec::new(), None, None);
    for (target, reason) in failing {
        match reason {
            NoReason::NoEditions => return "remove the setting: its list of editions is empty".to_owned(),
            NoReason::InsiderOnly => return "wait until a release has the node".to_owned(),
            NoReason::EditionNotListed if !editions.contains(&target.target.edition.name()) => {
                editions.push(target.target.edition.name());
            }
            NoReason::EditionNotListed => {}
            NoReason::TooOld { earliest } => {
                oldest = oldest.max(Some(*earliest));
            }
            NoReason::RevisionTooLow { needed } => {
                let updated = target.target.build.with_revision(*needed);
                build = Some(format!("update the devices, and then write `windows: {updated}`"));
            }
        }
    }
    let without = (!editions.is_empty()).then(|| format!("remove {} from `targets`", enumeration(&editions)));
    let newer = oldest.map(|oldest| match oldest.revision {
        None => format!("begin `targets` at `{}`", release_name(oldest)),
        // A build with a revision is no bound of a range.
        Some(_) => format!("leave releases before `{}` out of `targets`", release_name(oldest.without_revision())),
    });
    let steps: Vec<String> = without.into_iter().chain(newer).chain(build).collect();
    format!("{}, or move `{node}` to another intent", steps.join(" and "))
}

fn explain_no(reason: NoReason, target: &ProfileTarget) -> String {
    let edition = target.target.edition;
    match reason {
        NoReason::NoEditions => "no edition is listed: the node is not applicable anywhere".to_owned(),
        NoReason::EditionNotListed => format!("{} is not among the node's editions", edition_name(edition)),
        NoReason::InsiderOnly => "only Windows Insider builds have the node".to_owned(),
        NoReason::TooOld { earliest } => match release_name(earliest) {
            name if name == earliest.to_string() => format!("the node came with `{name}`"),
            name => format!("the node came with `{name}` ({earliest})"),
        },
        NoReason::RevisionTooLow { needed } => format!("the node came to this build with revision {needed}"),
    }
}

/// `11 21H2` where the build is a release as it first shipped, the build otherwise.
fn release_name(build: Build) -> String {
    match Release::of_build(build) {
        Some(release) if build.revision.is_none() => release.name(),
        _ => build.to_string(),
    }
}

fn edition_name(edition: Edition) -> String {
    format!("`{edition}` (SKU 0x{:X})", edition.code())
}

fn found_depends(setting: Place<'_>, depending: &[(&ProfileTarget, u32)]) -> Option<Finding> {
    let (first, revision) = depending.first()?;
    let node = setting.node.short_name();
    let targets = named(depending.iter().map(|(target, _)| *target));
    let alike = depending.iter().all(|(_, other)| other == revision);
    let message = if alike {
        format!("`{node}` exists on {targets} only from revision {revision} on")
    } else {
        format!("`{node}` exists on {targets} only with an update")
    };
    let finding =
        with_places(DEPENDS.finding(setting.name_span, message), depending.iter().map(|(target, _)| target.span));
    let mut builds: Vec<Build> =
        depending.iter().map(|(target, revision)| target.target.build.with_revision(*revision)).collect();
    builds.sort_unstable();
    builds.dedup();
    let build = first.target.build.with_revision(*revision);
    Some(finding.help(match builds.as_slice() {
        [_] => format!("if all devices have that update, write `windows: {build}`"),
        _ => format!(
            "if all devices have that update, write a target for each build: {}",
            enumeration(&builds.iter().take(NAMED).map(|build| format!("windows: {build}")).collect::<Vec<_>>())
        ),
    }))
}

fn found_unstated(setting: Place<'_>, unclear: &[(&ProfileTarget, UnstatedReason)]) -> Option<Finding> {
    let (_, reason) = unclear.first()?;
    let node = setting.node.short_name();
    let targets = named(unclear.iter().map(|(target, _)| *target));
    let message = format!("it is not stated whether `{node}` exists on {targets}");
    let finding =
        with_places(UNSTATED.finding(setting.name_span, message), unclear.iter().map(|(target, _)| target.span));
    let why = match reason {
        UnstatedReason::NoEditionList => "Microsoft's files list no editions for it".to_owned(),
        UnstatedReason::NoBuildList => "Microsoft's files list no builds for it".to_owned(),
        UnstatedReason::BetweenEntries { below, above } => {
            let update = if below.revision.is_some() { " by an update" } else { "" };
            format!("the node came to `{below}`{update} and to `{above}`; this build lies between")
        }
        UnstatedReason::ServerBranch { below } => {
            format!("the node came to `{below}` by an update; nothing tells whether the server's branch got it")
        }
    };
    Some(finding.note(why).help("try it on one device, and say so in `# omauri: allow(applies-unstated) because …`"))
}
