//! The files of a catalog, one for each area.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{EditionLists, NodeRecord, Overrides, write};

use super::BuildError;
use super::remarks::Remarks;

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
