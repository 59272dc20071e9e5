//! The files of a catalog, one for each area and CSP.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::catalog::{EditionLists, NodeRecord, Overrides, file_name, read_back, write};
use crate::text::terminal::short;

use super::nodes::Placed;
use super::remarks::Remarks;

/// Leaves out the areas whose file another area has under a name that differs only in the case of letters: Windows and macOS
/// have one file for both. The first one stays, in the order of the files.
pub(super) fn without_clashes(
    records: Vec<NodeRecord>,
    nodes: &[Placed<'_>],
    remarks: &mut Remarks,
) -> Vec<NodeRecord> {
    // Backwards, so that of two nodes at one address the first stays.
    let by_address = LazyCell::new(|| -> HashMap<&str, &Placed<'_>> {
        nodes.iter().rev().map(|placed| (placed.node.uri.as_str(), placed)).collect()
    });
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut kept = Vec::with_capacity(records.len());
    for record in records {
        let file = file_name(record.home, &record.area);
        let owner = owners.entry(file.to_ascii_lowercase()).or_insert_with(|| record.area.clone());
        if *owner == record.area {
            kept.push(record);
            continue;
        }
        let subject = by_address.get(record.uri.as_str()).map(|placed| placed.subject()).unwrap_or_default();
        remarks.leave_out(format!("{subject}: left out: on Windows and macOS `{file}` is the file of `{owner}`"));
    }
    kept
}

/// The texts of the files by name, one for each area and CSP, with its corrections.
pub(super) fn area_files(
    records: Vec<NodeRecord>,
    overrides: &[Overrides],
    lists: &EditionLists,
    remarks: &mut Remarks,
    count: &mut usize,
) -> BTreeMap<String, String> {
    let mut by_file: BTreeMap<String, Vec<NodeRecord>> = BTreeMap::new();
    for record in records {
        by_file.entry(file_name(record.home, &record.area)).or_default().push(record);
    }
    let made: Vec<(String, Made)> = by_file
        .into_par_iter()
        .map(|(name, records)| {
            let own = overrides.iter().find(|overrides| overrides.file_name() == name);
            let made = Made::of(records, own, lists);
            (name, made)
        })
        .collect();
    let mut files = BTreeMap::new();
    for (name, Made { text, nodes, corrections, unfaithful }) in made {
        for remark in corrections {
            remarks.add(remark);
        }
        for remark in unfaithful {
            remarks.leave_out(remark);
        }
        *count += nodes;
        if let Some(text) = text {
            files.insert(name, text);
        }
    }
    let absent = overrides.iter().filter(|own| own.is_expected).map(Overrides::file_name);
    for own in absent.filter(|own| !files.contains_key(own)) {
        remarks.add(format!("there is a correction of `{own}`, and this build makes no such file"));
    }
    files
}

/// The file of an area or CSP, proved to say what it was made of.
struct Made {
    /// None where nothing is left of it.
    text: Option<String>,
    nodes: usize,
    corrections: Vec<String>,
    /// Nodes that the format cannot say, with the reason.
    unfaithful: Vec<String>,
}

impl Made {
    fn of(mut records: Vec<NodeRecord>, own: Option<&Overrides>, lists: &EditionLists) -> Self {
        let corrections = own.map(|own| own.apply(&mut records)).unwrap_or_default();
        let comment = own.and_then(|own| own.comment.clone()).unwrap_or_else(|| sources_of(&records));
        let mut unfaithful = Vec::new();
        let mut text = proved(&comment, &records, lists);
        if text.is_err() {
            // One node must not cost the others.
            records.retain(|record| match proved(&[], std::slice::from_ref(record), lists) {
                Ok(_) => true,
                Err(why) => {
                    unfaithful.push(format!("{}: left out: a catalog cannot say it: {}", record.uri, short(&why)));
                    false
                }
            });
            text = proved(&comment, &records, lists);
        }
        if let Err(why) = &text
            && !records.is_empty()
        {
            let area = records.first().map(|record| record.area.clone()).unwrap_or_default();
            unfaithful.push(format!("`{area}`: left out: a catalog cannot say it: {}", short(why)));
        }
        let text = text.ok().filter(|_| !records.is_empty());
        let nodes = if text.is_some() { records.len() } else { 0 };
        Self { text, nodes, corrections, unfaithful }
    }
}

/// The text of a file, once it was read back and is what it was made of.
fn proved(comment: &[String], records: &[NodeRecord], lists: &EditionLists) -> Result<String, String> {
    let text = write(comment, records, lists).map_err(|problem| problem.to_string())?;
    let found = read_back(&text, lists)?;
    let by_address = |records: &mut Vec<&NodeRecord>| records.sort_by(|left, right| left.uri.cmp(&right.uri));
    let (mut found, mut meant): (Vec<_>, Vec<_>) = (found.iter().collect(), records.iter().collect());
    by_address(&mut found);
    by_address(&mut meant);
    if found == meant { Ok(text) } else { Err("it reads as something else".to_owned()) }
}

/// The head of a file that has none of its own.
fn sources_of(records: &[NodeRecord]) -> Vec<String> {
    let area = records.first().map(|record| record.area.as_str()).unwrap_or_default();
    let files: BTreeSet<&str> = records.iter().filter_map(|record| Some(record.admx.as_ref()?.file.as_str())).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let dot = if files.is_empty() { String::new() } else { format!(", and {}", files.join(", ")) };
    vec![format!("Sources: Microsoft's DDF v2 ({area}){dot}.")]
}
