//! Payloads against a table written by hand: `payloads.tsv` has a node, what an intent says of it, and what must be sent.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;

use omauri::catalog::{Catalog, Scope};
use omauri::intent::load;
use omauri::plan::commands;
use omauri::syncml::Verb;
use omauri::text::{Source, SourceId};

const TABLE: &str = include_str!("payloads.tsv");

/// U+F000, as the table writes it.
const SEPARATOR: (&str, &str) = ("<F000>", "\u{F000}");

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [node, yaml, expected] = cells.as_slice() else { panic!("a row has three cells: {line}") };
        (*node, *yaml, *expected)
    })
}

fn sent(node: &str, yaml: &str) -> String {
    let (area, name) = node.split_once('/').unwrap();
    let text = format!(
        "apiVersion: omauri/v1\nname: row\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\nsettings:\n  {area}:\n    {name}: {yaml}\n"
    );
    let source = Source::new(SourceId(0), "row.yaml", text);
    let catalog = Catalog::shipped();
    let outcome = load(&source, &catalog);
    assert!(outcome.yaml_problems.is_empty() && outcome.problems.is_empty(), "{node}: {yaml}: {outcome:?}");
    let profile = outcome.profile.unwrap();
    let planned = commands(&profile, Verb::Replace);
    let [planned] = planned.as_slice() else { panic!("{node}: one command") };
    assert_eq!(planned.command.uri, format!("./Device/Vendor/MSFT/Policy/Config/{node}"));
    match &planned.command.content {
        None => planned.command.verb.as_str().to_owned(),
        Some(content) => format!("{} {}", content.format, content.data),
    }
}

#[test]
fn payloads_are_those_of_the_table() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (node, yaml, expected) in rows() {
        count += 1;
        let expected = expected.replace(SEPARATOR.0, SEPARATOR.1);
        let found = sent(node, yaml);
        if found != expected {
            wrong.push(format!("{node}: {yaml}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "the table has {count} rows");
}

#[test]
fn the_table_has_every_node_in_every_state() {
    let rows: BTreeSet<(&str, &str)> = rows()
        .map(|(node, _, expected)| {
            let state = ["Delete", "chr <disabled/>", "chr <enabled/>", "int "];
            (node, *state.iter().find(|state| expected.starts_with(**state)).unwrap())
        })
        .collect();
    let catalog = Catalog::shipped();
    let areas: BTreeSet<&str> = rows.iter().filter_map(|(node, _)| Some(node.split_once('/')?.0)).collect();
    assert_eq!(areas.len(), 6);
    for node in catalog.nodes().into_iter().filter(|node| areas.contains(node.area.as_str())) {
        assert_eq!(node.scope, Scope::Device);
        let name = node.short_name();
        let states: &[&str] =
            if node.admx.is_some() { &["Delete", "chr <disabled/>", "chr <enabled/>"] } else { &["Delete", "int "] };
        for state in states {
            assert!(rows.contains(&(name.as_str(), state)), "no row for {name} with {state}");
        }
    }
}
