//! Nodes that drive one policy: those of `ADMX_` areas, which Microsoft made of every policy there was, and the ones that were there
//! before or have simpler values.

use std::collections::HashMap;

use crate::catalog::record::{NodeRecord, Scope};

/// So many twins of a policy are kept: Windows has three at most, and a hostile file could have thousands of each.
const MOST_TWINS: usize = 8;

/// Tree, ADMX file without its ending, policy; in small letters.
type Key = (Scope, String, String);

pub(super) fn find(records: &mut [NodeRecord]) {
    let mut native: HashMap<Key, Vec<String>> = HashMap::new();
    for record in records.iter().filter(|record| !is_generated(record)) {
        let key = driven(record).or_else(|| backing(record));
        if let Some(key) = key {
            let twins = native.entry(key).or_default();
            if twins.len() < MOST_TWINS {
                twins.push(record.uri.clone());
            }
        }
    }
    for record in records.iter_mut().filter(|record| is_generated(record)) {
        if let Some(found) = backing(record).and_then(|key| native.get(&key)) {
            record.native.clone_from(found);
        }
    }
}

fn is_generated(record: &NodeRecord) -> bool {
    record.area.starts_with("ADMX_")
}

/// The policy that a node drives without taking its payload.
fn driven(record: &NodeRecord) -> Option<Key> {
    let policy = record.group_policy.as_ref()?;
    let (file, _) = policy.area.split_once("~AT~")?;
    Some((record.scope, file.to_lowercase(), policy.name.to_lowercase()))
}

fn backing(record: &NodeRecord) -> Option<Key> {
    let policy = record.admx.as_ref()?;
    let file = policy.file.to_lowercase();
    let file = file.strip_suffix(".admx").unwrap_or(&file).to_owned();
    Some((record.scope, file, policy.name.to_lowercase()))
}
