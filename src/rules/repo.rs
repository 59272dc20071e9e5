//! What only several files together can get wrong.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::finding::Finding;
use crate::text::Spanned;

use super::{Rule, declare::declare_rule};

declare_rule! {
    /// ## What it does
    ///
    /// Finds intents of one run that have the same name, whatever the case of its letters.
    ///
    /// ## Why it matters
    ///
    /// The name names the artifacts: one would overwrite the other.
    ///
    /// ## Example
    ///
    /// Two files with `name: winrm`.
    ///
    /// ## What to write instead
    ///
    /// Two names.
    DUPLICATE_NAME, "repo-duplicate-name", Error, "two intents of one name"
}

pub(super) const RULES: &[&Rule] = &[&DUPLICATE_NAME];

/// Judges the names of all profiles of a run.
#[must_use]
pub fn judge_names<'n>(names: impl Iterator<Item = &'n Spanned<String>>) -> Vec<Finding> {
    let mut first: HashMap<String, &Spanned<String>> = HashMap::new();
    let mut findings = Vec::new();
    for name in names.filter(|name| !name.value.is_empty()) {
        match first.entry(name.value.to_lowercase()) {
            Entry::Occupied(other) => findings.push(duplicate(name, other.get())),
            Entry::Vacant(place) => _ = place.insert(name),
        }
    }
    findings
}

fn duplicate(name: &Spanned<String>, other: &Spanned<String>) -> Finding {
    let finding = DUPLICATE_NAME
        .finding(name.span, format!("another intent of this run is named `{}` too", other.value))
        .other(other.span, "the other")
        .help("choose another name: it names the artifacts");
    if name.value == other.value {
        return finding;
    }
    finding.note("to the file systems of Windows and macOS small and capital letters are the same")
}
