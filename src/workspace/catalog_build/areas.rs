//! The files of a catalog, one for each area.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::{EditionLists, NodeRecord, Overrides, write};

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
        let owner = owners.entry(record.area.to_ascii_lowercase()).or_insert_with(|| record.area.clone());
        if *owner == record.area {
            kept.push(record);
            continue;
        }
        let subject = by_address.get(record.uri.as_str()).map(|placed| placed.subject()).unwrap_or_default();
        remarks.leave_out(format!(
            "{subject}: left out: on Windows and macOS `{}.yaml` is the file of the area `{owner}`",
            record.area
        ));
    }
    kept
}

/// The texts of the files by name, one for each area, with its corrections.
pub(super) fn area_files(
    records: Vec<NodeRecord>,
    overrides: &[Overrides],
    lists: &EditionLists,
    remarks: &mut Remarks,
) -> Result<BTreeMap<String, String>, BuildError> {
    let mut areas: BTreeMap<String, Vec<NodeRecord>> = BTreeMap::new();
    for record in records {
        areas.entry(record.area.clone()).or_default().push(record);
    }
    let mut files = BTreeMap::new();
    for (area, mut records) in areas {
        let own = overrides.iter().find(|overrides| overrides.area == area);
        for remark in own.map(|own| own.apply(&mut records)).unwrap_or_default() {
            remarks.add(remark);
        }
        let comment = own.map_or_else(|| sources_of(&area, &records), |own| own.comment.clone());
        files.insert(format!("{area}.yaml"), write(&area, &comment, &records, lists)?);
    }
    for own in overrides.iter().filter(|own| !files.contains_key(&format!("{}.yaml", own.area))) {
        remarks.add(format!("`{}` is corrected and is not there", own.area));
    }
    Ok(files)
}

/// The head of an area's file that has none of its own.
fn sources_of(area: &str, records: &[NodeRecord]) -> Vec<String> {
    let files: BTreeSet<&str> = records.iter().filter_map(|record| Some(record.admx.as_ref()?.file.as_str())).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let dot = if files.is_empty() { String::new() } else { format!(", and {}", files.join(", ")) };
    vec![format!("Sources: Microsoft's DDF v2 ({area}){dot}.")]
}
