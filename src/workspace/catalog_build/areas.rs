//! The files of a catalog, one for each area and CSP.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::{EditionLists, NodeRecord, Overrides, file_name, write};

use super::BuildError;
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
) -> Result<BTreeMap<String, String>, BuildError> {
    let mut by_file: BTreeMap<String, Vec<NodeRecord>> = BTreeMap::new();
    for record in records {
        by_file.entry(file_name(record.home, &record.area)).or_default().push(record);
    }
    let mut files = BTreeMap::new();
    for (name, mut records) in by_file {
        let own = overrides.iter().find(|overrides| overrides.file_name() == name);
        for remark in own.map(|own| own.apply(&mut records)).unwrap_or_default() {
            remarks.add(remark);
        }
        let comment = own.and_then(|own| own.comment.clone()).unwrap_or_else(|| sources_of(&records));
        let text = write(&comment, &records, lists)?;
        files.insert(name, text);
    }
    let absent = overrides.iter().filter(|own| own.is_expected).map(Overrides::file_name);
    for own in absent.filter(|own| !files.contains_key(own)) {
        remarks.add(format!("there is a correction of `{own}`, and this build makes no such file"));
    }
    Ok(files)
}

/// The head of a file that has none of its own.
fn sources_of(records: &[NodeRecord]) -> Vec<String> {
    let area = records.first().map(|record| record.area.as_str()).unwrap_or_default();
    let files: BTreeSet<&str> = records.iter().filter_map(|record| Some(record.admx.as_ref()?.file.as_str())).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let dot = if files.is_empty() { String::new() } else { format!(", and {}", files.join(", ")) };
    vec![format!("Sources: Microsoft's DDF v2 ({area}){dot}.")]
}
