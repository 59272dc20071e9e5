//! The second opinion: rules told again over texts and sets, by trying revisions out; the real lists and their shapes.

use std::collections::BTreeSet;

#[expect(dead_code, reason = "this test needs no intents")]
mod program;
pub mod real_lists;
pub mod shapes;

/// A build number and a revision, 0 for none; and whether one was written.
type Entry = (u64, u64, bool);

const FAMILIES: [&str; 4] = ["18362 18363", "19041 19042 19043 19044 19045", "22621 22631", "26100 26200 26300"];

const FIRST_PUBLIC: &str = "19041.264 19042.508 19043.928 19044.1288 19045.2006 22000.194 22621.382 \
    22631.2361 26100.1742 26200.6584";

/// Above every revision that a list names: 18818 is the highest. Devices on 10240 may be above it.
const HIGHEST_TRIED: u64 = 20_000;

/// The answer in the words of `applicability.tsv`. `editions`: none if the list is missing, else whether it
/// is empty and whether it has the target's edition.
pub fn naive(list: &str, editions: Option<(bool, bool)>, target: &str) -> String {
    let edition = match editions {
        Some((true, _)) => return "no:empty".into(),
        Some((false, false)) => return "no:edition".into(),
        Some((false, true)) => "yes",
        None => "unstated:editions",
    };
    let build = naive_build(list, target);
    if build.starts_with("no") || build.starts_with("depends") || edition == "yes" { build } else { edition.into() }
}

fn naive_build(list: &str, target: &str) -> String {
    if list.is_empty() {
        return "unstated:builds".into();
    }
    // Rule 1.
    let entries: BTreeSet<Entry> = list.split(", ").filter(|text| text.starts_with("10.0.")).map(entry).collect();
    if entries.is_empty() {
        return "no:insider".into();
    }
    let (number, revision, written) = entry(target);
    let related: Vec<Entry> = entries.iter().copied().filter(|it| related(it.0, number)).collect();
    if related.is_empty() {
        return naive_strangers(&entries, number);
    }
    // Rule 2, told of any revision.
    let reached = |revision: u64| related.iter().any(|it| number >= it.0 && revision >= it.1);
    // Rule 3.
    let has = if written { revision } else { first_public(number) };
    if reached(has) {
        return "yes".into();
    }
    match (0..HIGHEST_TRIED).find(|tried| reached(*tried)) {
        Some(enough) if written => format!("no:revision:{enough}"),
        Some(enough) => format!("depends:{enough}"),
        None => format!("no:old:{}", shown(related.first())),
    }
}

/// Rule 4.
fn naive_strangers(entries: &BTreeSet<Entry>, number: u64) -> String {
    let newer = entries.iter().filter(|it| it.0 > number).count();
    let serviced_before = entries.iter().any(|it| it.0 < number && it.2);
    let server = number == 20348 || number == 25398;
    if newer == entries.len() {
        format!("no:old:{}", shown(entries.first()))
    } else if newer > 0 {
        "unstated:between".into()
    } else if server && serviced_before {
        "unstated:server".into()
    } else {
        "yes".into()
    }
}

fn entry(text: &str) -> Entry {
    let mut parts = text.split('.').skip(2).map(|part| part.parse().unwrap());
    let (number, revision) = (parts.next().unwrap(), parts.next());
    (number, revision.unwrap_or(0), revision.is_some())
}

fn shown(entry: Option<&Entry>) -> String {
    let (number, revision, written) = entry.unwrap();
    if *written { format!("10.0.{number}.{revision}") } else { format!("10.0.{number}") }
}

fn related(left: u64, right: u64) -> bool {
    let both = |family: &&str| family.contains(&left.to_string()) && family.contains(&right.to_string());
    left == right || FAMILIES.iter().any(both)
}

fn first_public(number: u64) -> u64 {
    let start = format!("{number}.");
    let found = FIRST_PUBLIC.split(' ').find_map(|text| text.strip_prefix(&start));
    found.map_or(0, |revision| revision.parse().unwrap())
}
