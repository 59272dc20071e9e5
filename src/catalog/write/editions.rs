//! Lists of editions in words: `business, Windows CPC, not Enterprise multi-session`.

use std::collections::BTreeSet;

use super::super::file::EditionLists;
use super::WriteProblem;

/// The words for some editions: one list that is nearest, what comes to it (whole lists first), and what it has too much.
pub(super) fn words(codes: &[u16], lists: &EditionLists) -> Result<String, WriteProblem> {
    let wanted: BTreeSet<u16> = codes.iter().copied().collect();
    if wanted.is_empty() {
        return Ok("none".to_owned());
    }
    let codes = |name: &String| -> BTreeSet<u16> {
        lists.get(name).map(|list| list.values().map(|sku| sku.code()).collect()).unwrap_or_default()
    };
    let sets: Vec<(&String, BTreeSet<u16>)> = lists.keys().map(|name| (name, codes(name))).collect();
    let base = sets.iter().filter(|(_, list)| list.intersection(&wanted).count() > list.len() / 2);
    let base = base.min_by_key(|(name, list)| (list.symmetric_difference(&wanted).count(), *name));
    let (mut words, has) = match base {
        Some((name, list)) => (vec![(*name).clone()], list.clone()),
        None => (Vec::new(), BTreeSet::new()),
    };
    let mut missing: BTreeSet<u16> = wanted.difference(&has).copied().collect();
    for (name, list) in sets {
        if list.len() > 1 && list.is_subset(&missing) {
            words.push(name.clone());
            missing.retain(|code| !list.contains(code));
        }
    }
    for code in missing {
        words.push(named(code, lists)?);
    }
    for code in has.difference(&wanted) {
        words.push(format!("not {}", named(*code, lists)?));
    }
    Ok(words.join(", "))
}

fn named(code: u16, lists: &EditionLists) -> Result<String, WriteProblem> {
    let mut names = lists.values().flat_map(|list| list.iter());
    let name = names.find(|(_, sku)| sku.code() == code).map(|(name, _)| name.clone());
    name.ok_or(WriteProblem::UnnamedEdition(code))
}
