//! What an editor shows of a node.

use crate::catalog::{Allowed, Node};
use crate::text::nearest::enumeration;
use crate::windows::{Build, Release};

use super::super::facts;
use super::super::facts::edition_name;

/// The facts of a node, as short as can be: a schema has thousands. `omauri explain` tells them all.
pub(super) fn hover(node: &Node, is_twin: bool) -> String {
    let mut lines = Vec::new();
    if let Some(policy) = &node.admx {
        let category = policy.category_title.rsplit(" > ").next().filter(|_| is_twin);
        let category = category.map(|category| format!(" ({category})")).unwrap_or_default();
        lines.push(format!("**{}**{category}", policy.title));
    }
    // Of other CSPs the key itself is the address.
    if node.is_policy() {
        lines.push(format!("`{}`", node.uri));
    }
    match node.deprecated.as_deref() {
        None => {}
        Some("") => lines.push("**Deprecated.**".to_owned()),
        Some(build) => lines.push(format!("**Deprecated** since {build}.")),
    }
    lines.push(format!("Builds: {}. Editions: {}.", builds(node), editions(node)));
    // An editor lists the values of a choice itself, with their meanings.
    if node.admx.is_none() && !matches!(node.allowed, Some(Allowed::Enum(_))) {
        lines.push(format!("Values: {}.", facts::allowed(node)));
    }
    if !node.elements().is_empty() {
        let elements: Vec<&str> = node.elements().iter().map(|element| element.id.as_str()).collect();
        lines.push(format!("`enabled` takes {}.", enumeration(&elements)));
    }
    lines.join("\n\n")
}

/// `10.0.22000 (11 21H2), by update 10.0.19041-19043.1202`.
fn builds(node: &Node) -> String {
    let named = |build: &Build| match Release::of_build(*build) {
        Some(release) => format!("{build} ({})", release.name()),
        None => build.to_string(),
    };
    let builds = node.applicability().builds;
    let first: Vec<String> = builds.iter().filter(|build| build.revision.is_none()).map(named).collect();
    let mut updates: Vec<Build> = builds.iter().filter(|build| build.revision.is_some()).copied().collect();
    updates.sort();
    match (first.is_empty(), updates.is_empty()) {
        (true, true) => "not stated".to_owned(),
        (false, true) => first.join(", "),
        (true, false) => runs(&updates).join(", "),
        (false, false) => format!("{}, by update {}", first.join(", "), runs(&updates).join(", ")),
    }
}

/// Builds in rising order; neighbours with the same revision as one run.
fn runs(builds: &[Build]) -> Vec<String> {
    let mut runs: Vec<(Build, Build)> = Vec::new();
    for build in builds {
        match runs.last_mut() {
            Some((_, last)) if last.number + 1 == build.number && last.revision == build.revision => *last = *build,
            _ => runs.push((*build, *build)),
        }
    }
    let shown = |(first, last): &(Build, Build)| {
        let last = if first == last { String::new() } else { format!("-{}", last.number) };
        let Build { major, minor, number, revision } = first;
        format!("{major}.{minor}.{number}{last}{}", revision.map(|revision| format!(".{revision}")).unwrap_or_default())
    };
    runs.iter().map(shown).collect()
}

/// An edition that people name by a short word, with all the codes that the word stands for.
type Word = (&'static [u16], &'static str);

const WORDS: [Word; 8] = [
    (&[0x65], "Home"),
    (&[0x30], "Pro"),
    (&[0x4], "Enterprise"),
    (&[0x79], "Education"),
    (&[0x7D, 0xBF], "LTSC"),
    (&[0xBC], "IoT"),
    (&[0xAF], "multi-session"),
    (&[0xCB], "SE"),
];

/// `all but Home`, or `Pro, Enterprise and 20 more`.
fn editions(node: &Node) -> String {
    let Some(codes) = &node.editions else { return "not stated".to_owned() };
    let (with, without): (Vec<Word>, Vec<Word>) =
        WORDS.iter().partition(|(of, _)| of.iter().all(|code| codes.contains(code)));
    let rest = codes.len().saturating_sub(with.iter().map(|(of, _)| of.len()).sum());
    match (with.len(), without.len(), rest) {
        (0, _, 0) => "none".to_owned(),
        (0, ..) => codes.iter().map(|code| edition_name(*code)).collect::<Vec<_>>().join(", "),
        (_, 0, _) => "all".to_owned(),
        (_, 1 | 2, _) => format!("all but {}", words(&without).join(" and ")),
        (_, _, 0) => words(&with).join(", "),
        (_, _, rest) => format!("{} and {rest} more", words(&with).join(", ")),
    }
}

fn words(of: &[Word]) -> Vec<&'static str> {
    of.iter().map(|(_, word)| *word).collect()
}
