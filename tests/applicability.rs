//! Whether a node works on a target: hand-written cases, and a second implementation on real build lists.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use omauri::windows::{Applicability, Applies, Build, Edition, NoReason, Release, Target, UnstatedReason, applies};
use proptest::prelude::*;
use support::naive;
use support::real_lists::{self, Lists};
use support::shapes::{shape_of_builds, shape_of_editions};

/// What stands for many codes in the table.
const SHARED: [(&str, &str); 3] = [
    (
        "rm",
        "0x4,0x1B,0x30,0x31,0x48,0x54,0x79,0x7A,0x7D,0x7E,0x81,0x82,0x8A,0x8B,\
         0xA1,0xA2,0xA4,0xA5,0xAB,0xAC,0xAF,0xBC,0xBF,0xCA,0xCB,0xCD,0xCF",
    ),
    ("enterprise", "0x4,0x1B,0x48,0x54,0x79,0x7A,0x7D,0x7E,0x81,0x82,0xAB,0xAC,0xBC,0xBF,0xCD,0xCF"),
    ("home", "0x62,0x63,0x64,0x65"),
];

/// The words of the table's column *expected*.
fn words(answer: Applies) -> String {
    match answer {
        Applies::Yes => "yes".to_owned(),
        Applies::No(NoReason::NoEditions) => "no:empty".to_owned(),
        Applies::No(NoReason::EditionNotListed) => "no:edition".to_owned(),
        Applies::No(NoReason::InsiderOnly) => "no:insider".to_owned(),
        Applies::No(NoReason::TooOld { earliest }) => format!("no:old:{earliest}"),
        Applies::No(NoReason::RevisionTooLow { needed }) => format!("no:revision:{needed}"),
        Applies::Depends { revision } => format!("depends:{revision}"),
        Applies::Unstated(UnstatedReason::NoEditionList) => "unstated:editions".to_owned(),
        Applies::Unstated(UnstatedReason::NoBuildList) => "unstated:builds".to_owned(),
        Applies::Unstated(UnstatedReason::BetweenEntries { .. }) => "unstated:between".to_owned(),
        Applies::Unstated(UnstatedReason::ServerBranch { .. }) => "unstated:server".to_owned(),
    }
}

fn builds(text: &str) -> Vec<Build> {
    let entries = text.split(',').map(str::trim).filter(|entry| !matches!(*entry, "" | "-"));
    entries.map(|entry| entry.parse().unwrap()).collect()
}

fn codes(text: &str) -> Option<BTreeSet<u16>> {
    let mut listed = BTreeSet::new();
    if text == "absent" {
        return None;
    }
    for word in text.split([',', ';']).map(str::trim).filter(|word| !matches!(*word, "" | "empty")) {
        let shared = SHARED.iter().find(|(name, _)| *name == word).and_then(|(_, list)| codes(list));
        match word.strip_prefix("not ") {
            Some(missing) => assert!(listed.remove(&code(missing)), "{text} has no {missing}"),
            None => listed.extend(shared.unwrap_or_else(|| BTreeSet::from([code(word)]))),
        }
    }
    Some(listed)
}

/// `0x88*` is Windows Holographic for Business, as 0x88 is: so the schema of the DDF files has it.
fn code(text: &str) -> u16 {
    u16::from_str_radix(text.trim_end_matches('*').strip_prefix("0x").unwrap(), 16).unwrap()
}

fn answer(list: &str, editions: &str, release: &str, edition: &str) -> String {
    let builds = builds(list);
    let editions = codes(editions).map(Vec::from_iter);
    let applicability = Applicability { builds: &builds, editions: editions.as_deref() };
    let target = Target::new(release.parse().unwrap(), Edition::from_name(edition).unwrap());
    words(applies(&applicability, &target))
}

/// Each way to answer, in the words of the table.
const KINDS: [&str; 11] = [
    "yes",
    "no:empty",
    "no:edition",
    "no:insider",
    "no:old:",
    "no:revision:",
    "depends:",
    "unstated:editions",
    "unstated:builds",
    "unstated:between",
    "unstated:server",
];

/// A row of the table.
#[derive(Debug)]
struct Row {
    lists: Lists,
    release: &'static str,
    edition: &'static str,
    expected: &'static str,
    why: &'static str,
    node: Option<&'static str>,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("applicability.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(row).collect()
}

fn row(line: &'static str) -> Row {
    let mut cells = line.split('\t');
    let mut cell = || cells.next().unwrap();
    let lists = Lists { builds: cell().to_owned(), editions: cell().to_owned() };
    let (release, edition, expected, why) = (cell(), cell(), cell(), cell());
    let node = cells.next();
    assert!(cells.next().is_none() && !why.is_empty(), "{line}");
    Row { lists, release, edition, expected, why, node }
}

#[test]
fn the_table_of_cases_holds() {
    let rows = rows();
    for row in &rows {
        assert_eq!(answer(&row.lists.builds, &row.lists.editions, row.release, row.edition), row.expected, "{row:?}");
    }
    for kind in KINDS {
        assert!(rows.iter().any(|row| row.expected.starts_with(kind)), "no case for {kind}");
    }
}

/// The entries as written, and the codes.
fn meant(lists: &Lists) -> (Vec<&str>, Option<BTreeSet<u16>>) {
    (lists.builds.split(',').map(str::trim).collect(), codes(&lists.editions))
}

#[test]
fn rows_of_real_nodes_have_the_lists_of_their_nodes() {
    let catalog = real_lists::of_catalog();
    let files = real_lists::of_files();
    for row in rows() {
        let Some(node) = row.node else {
            continue;
        };
        // Beyond the Policy CSP.
        let found: Vec<&Lists> = if node.starts_with("./") {
            let Some(files) = &files else {
                continue;
            };
            files.get(node).into_iter().collect()
        } else {
            catalog.iter().filter(|(name, _)| name == node).map(|(_, lists)| lists).collect()
        };
        assert!(!found.is_empty(), "there is no {node}");
        for lists in found {
            assert_eq!(meant(&row.lists), meant(lists), "{node}: {}", row.why);
        }
    }
}

/// Each shape of list with the number of its nodes, a line for each, and how many shapes there are. A shape that
/// no row of a real node has is a failure.
fn cover<'a>(nodes: impl Iterator<Item = &'a Lists>) -> (String, usize) {
    let rows = rows();
    let covered = rows.iter().filter(|row| row.node.is_some());
    let covered: BTreeSet<String> = covered.flat_map(|row| shapes(&row.lists)).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for shape in nodes.flat_map(shapes) {
        *counts.entry(shape).or_default() += 1;
    }
    let missing: Vec<&String> = counts.keys().filter(|shape| !covered.contains(*shape)).collect();
    assert!(missing.is_empty(), "no row of a real node has {missing:#?}");
    let lines: Vec<String> = counts.iter().map(|(shape, count)| format!("{count:>5} {shape}")).collect();
    (lines.join("\n"), counts.len())
}

fn shapes(lists: &Lists) -> [String; 2] {
    let editions = shape_of_editions(codes(&lists.editions).as_ref());
    [format!("builds: {}", shape_of_builds(&lists.builds)), format!("editions: {editions}")]
}

#[test]
fn every_shape_of_list_in_the_catalog_has_a_row() {
    let catalog = real_lists::of_catalog();
    let (counts, number) = cover(catalog.iter().map(|(_, lists)| lists));
    println!("{counts}");
    // Fewer would mean that the shapes are no longer told apart.
    assert!(number > 25, "{number} shapes");
}

#[test]
fn every_shape_of_list_in_the_files_has_a_row() {
    let Some(files) = real_lists::of_files() else {
        println!("no corpus: set OMAURI_CORPUS to see the shapes of Microsoft's own lists");
        return;
    };
    println!("{}", cover(files.values()).0);
}

/// No revision, 0, the first public one, and those around every revision in the list.
fn revisions(list: &[Build], release: Release) -> BTreeSet<Option<u32>> {
    let stated = list.iter().filter_map(|entry| entry.revision);
    let around = stated.flat_map(|revision| [revision.saturating_sub(1), revision, revision + 1]);
    around.chain([0]).chain(release.first_revision()).map(Some).chain([None]).collect()
}

/// Compares both implementations; gives the number of comparisons.
fn compare(list: &str, editions: &str) -> usize {
    let entries = builds(list);
    let mut compared = 0;
    for release in Release::all() {
        for revision in revisions(&entries, release) {
            let mut build = release.build().to_string();
            if let Some(revision) = revision {
                build = format!("{build}.{revision}");
            }
            let ours = answer(list, editions, &build, "Pro");
            let listed = codes(editions).map(|codes| (codes.is_empty(), codes.contains(&0x30)));
            assert_eq!(ours, naive(list, listed, &build), "[{list}] {editions} on {build}");
            compared += 1;
        }
    }
    compared
}

#[test]
fn a_second_implementation_agrees_on_all_real_build_lists() {
    let Some(files) = real_lists::of_files() else {
        println!("no corpus: set OMAURI_CORPUS to compare on Microsoft's own build lists");
        return;
    };
    let lists: BTreeSet<&str> = files.values().map(|lists| lists.builds.as_str()).filter(|list| *list != "-").collect();
    assert!(lists.len() > 50, "only {} build lists: is the corpus whole?", lists.len());
    let editions = ["rm", "absent", "empty", "0x4"];
    let compared: usize =
        lists.iter().map(|list| editions.map(|editions| compare(list, editions)).iter().sum::<usize>()).sum();
    println!("{} build lists, {compared} comparisons", lists.len());
}

/// Releases, neighbours of releases, and sentinels, with few revisions, so that they meet often.
fn entry() -> impl Strategy<Value = String> {
    let numbers: Vec<u32> = Release::all().map(|release| release.build().number).collect();
    let number = (prop::sample::select(numbers), 0..3_u32).prop_map(|(number, up)| number + up);
    let revision = prop::sample::select(vec!["", "", ".0", ".500", ".1202", ".2361", ".6584", ".9000"]);
    let build = (number, revision).prop_map(|(number, revision)| format!("10.0.{number}{revision}"));
    prop_oneof![8 => build, 1 => Just("99.9.99999".to_owned()), 1 => Just("88.8.88888".to_owned())]
}

proptest! {
    // A failure is kept as a row of the table, not in a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_implementation_agrees_on_any_build_list(list in prop::collection::vec(entry(), 0..6)) {
        compare(&list.join(", "), "rm");
    }

    /// A device that gets an update never loses a node.
    #[test]
    fn a_later_revision_never_loses_a_node(
        list in prop::collection::vec(entry(), 0..6),
        target in entry().prop_filter("a sentinel is no target", |build| build.starts_with("10.")),
        low in 0..10_000_u32,
        more in 0..10_000_u32,
    ) {
        let number = target.split('.').nth(2).unwrap();
        let list = list.join(", ");
        let at = |revision: u32| answer(&list, "rm", &format!("10.0.{number}.{revision}"), "Pro");
        prop_assert!(at(low) != "yes" || at(low + more) == "yes");
        prop_assert!(!at(low).starts_with("depends"), "a target with a revision depends on nothing");
        if let Some(needed) = answer(&list, "rm", &format!("10.0.{number}"), "Pro").strip_prefix("depends:") {
            let needed: u32 = needed.parse().unwrap();
            prop_assert_eq!(at(needed), "yes");
            prop_assert_eq!(at(needed - 1), format!("no:revision:{needed}"));
        }
    }
}
