//! What only several files together can get wrong.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::text::{Span, Spanned};

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
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut findings = Vec::new();
    for name in names.filter(|name| !name.value.is_empty()) {
        match first.get(&name.value.to_lowercase()) {
            Some(place) => findings.push(
                DUPLICATE_NAME
                    .finding(name.span, format!("another intent of this run is named `{}` too", name.value))
                    .other(*place, "the other")
                    .help("choose another name: it names the artifacts"),
            ),
            None => {
                first.insert(name.value.to_lowercase(), name.span);
            }
        }
    }
    findings
}
