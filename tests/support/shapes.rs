//! Kinds of lists of builds and of editions, told from their texts.

use std::collections::BTreeSet;

use super::related;

const RELEASES: &str = "10240 10586 14393 15063 16299 17134 17763 18362 18363 19041 19042 19043 19044 19045 20348 \
    22000 22621 22631 25398 26100 26200 26300 28000";

const SERVERS: [u64; 2] = [20348, 25398];

/// The shape of a list of builds, `-` for none: what it has of sentinels, how many families, which entries
/// have a revision, server branches, builds of no release, and the order.
pub fn shape_of_builds(list: &str) -> String {
    let written: Vec<&str> = list.split(',').map(str::trim).filter(|entry| !matches!(*entry, "" | "-")).collect();
    let real: Vec<&str> = written.iter().copied().filter(|entry| !is_sentinel(entry)).collect();
    if real.is_empty() {
        return if written.is_empty() { "no list" } else { "Insider only" }.to_owned();
    }
    let numbers: Vec<u64> = real.iter().map(|entry| entry.split('.').nth(2).unwrap().parse().unwrap()).collect();
    let newest = *numbers.iter().max().unwrap();
    let mut words = vec![
        sentinels(&written),
        families(&numbers),
        revisions(&real, newest),
        servers(&numbers, newest),
        if numbers.iter().all(|number| is_release(*number)) { "" } else { "a build of no release" },
        order(&numbers),
    ];
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

fn is_sentinel(entry: &str) -> bool {
    entry.starts_with("99.") || entry.starts_with("88.")
}

fn is_release(number: u64) -> bool {
    RELEASES.split(' ').any(|release| release == number.to_string())
}

fn sentinels(written: &[&str]) -> &'static str {
    match written {
        [first, ..] if is_sentinel(first) => "Insider first",
        [.., last] if is_sentinel(last) => "Insider last",
        entries if entries.iter().any(|entry| is_sentinel(entry)) => "Insider amid",
        _ => "",
    }
}

fn families(numbers: &[u64]) -> &'static str {
    match numbers {
        [_] => "one build",
        [first, rest @ ..] if rest.iter().all(|number| related(*first, *number)) => "one family",
        _ => "several families",
    }
}

fn revisions(real: &[&str], newest: u64) -> &'static str {
    let mut plain = real.iter().filter(|entry| entry.split('.').count() == 3);
    match (plain.next(), plain.next()) {
        (None, _) => "all with revision",
        _ if real.iter().all(|entry| entry.split('.').count() == 3) => "none with revision",
        (Some(only), None) if only.ends_with(&format!(".{newest}")) => "the newest without revision",
        _ => "others than the newest without revision",
    }
}

fn servers(numbers: &[u64], newest: u64) -> &'static str {
    if SERVERS.contains(&newest) {
        return "the newest of a server branch";
    }
    if numbers.iter().any(|number| SERVERS.contains(number)) { "a server branch" } else { "" }
}

fn order(numbers: &[u64]) -> &'static str {
    if numbers.len() == 1 {
        ""
    } else if numbers.is_sorted() {
        "rising"
    } else if numbers.iter().rev().is_sorted() {
        "falling"
    } else {
        "in no order"
    }
}

/// The shape of a list of editions: its one kind, or which kinds it has of those that most often differ.
pub fn shape_of_editions(codes: Option<&BTreeSet<u16>>) -> String {
    const KINDS: [(&str, &[u16]); 3] =
        [("headsets only", &[0x87, 0x88]), ("Windows SE only", &[0xCA, 0xCB]), ("multi-session only", &[0xAF])];
    let Some(codes) = codes else {
        return "no list".to_owned();
    };
    if codes.is_empty() {
        return "empty".to_owned();
    }
    if let Some((kind, _)) = KINDS.iter().find(|(_, kind)| codes.iter().all(|code| kind.contains(code))) {
        return (*kind).to_owned();
    }
    let has = |code: u16, name: &str| format!("{} {name}", if codes.contains(&code) { "with" } else { "without" });
    [has(0x30, "Pro"), has(0x65, "Home"), has(0x88, "HoloLens 2"), has(0xAF, "multi-session")].join(", ")
}
