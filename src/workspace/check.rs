//! Judging many files.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::intent::{Profile, load};
use crate::report::Counts;
use crate::rules::{Judgement, is_plain_fault, judge, judge_names};
use crate::text::{Source, Sources};

use super::discover::{Input, InputError, read_all};

/// Files that were read and judged.
#[derive(Debug)]
pub struct Run<'c> {
    /// The files.
    pub sources: Sources,
    /// Everything there is to say, by file and place.
    pub findings: Vec<Finding>,
    /// How many findings comments silenced.
    pub silenced: usize,
    /// The profiles of those files that could be resolved, in the order of the files.
    pub profiles: Vec<Profile<'c>>,
}

impl Run<'_> {
    /// Whether something is wrong at error level; warnings count where they are denied.
    #[must_use]
    pub fn failed(&self, deny_warnings: bool) -> bool {
        let counts = Counts::of(&self.findings);
        counts.errors > 0 || (deny_warnings && counts.warnings > 0)
    }

    /// Whether something could not be read as it was meant: more than a matter of judgement.
    #[must_use]
    pub fn has_plain_fault(&self) -> bool {
        self.findings.iter().any(is_plain_fault)
    }
}

/// Reads and judges all intents that `paths` mean.
///
/// # Errors
/// When a path cannot be read, or there is no intent.
pub fn check<'c>(paths: &[PathBuf], catalog: &'c Catalog) -> Result<Run<'c>, InputError> {
    let inputs = read_all(paths)?;
    let judged: Vec<_> = if inputs.len() < 2 {
        inputs.into_iter().map(|input| judge_input(input, catalog)).collect()
    } else {
        inputs.into_par_iter().map(|input| judge_input(input, catalog)).collect()
    };
    let (mut sources, mut findings, mut profiles) = (Vec::new(), Vec::new(), Vec::new());
    let mut silenced = 0;
    for (source, judged, profile) in judged {
        sources.push(source);
        findings.extend(judged.findings);
        silenced += judged.silenced;
        profiles.extend(profile);
    }
    findings.extend(judge_names(profiles.iter().map(|profile| &profile.name)));
    findings.sort_by_key(|finding| finding.place.span.source);
    Ok(Run { sources: Sources::new(sources), findings, silenced, profiles })
}

/// The most findings of one file that are told. Nobody reads more, and a hostile file of a mebibyte can have 200,000.
const MOST_FINDINGS: usize = 1_000;

/// The first findings of a file, errors before all others; the last says how many are left out.
fn first(findings: Vec<Finding>) -> Vec<Finding> {
    let rest = findings.len().saturating_sub(MOST_FINDINGS);
    if rest == 0 {
        return findings;
    }
    let (errors, others): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Error);
    let mut kept: Vec<Finding> = errors.into_iter().chain(others).take(MOST_FINDINGS).collect();
    kept.sort_by_key(|finding| finding.place.span);
    if let Some(last) = kept.pop() {
        kept.push(last.note(format!("{rest} more findings of this file are not shown")));
    }
    kept
}

fn judge_input(input: Input, catalog: &Catalog) -> (Source, Judgement, Option<Profile<'_>>) {
    let Input { source, mut findings } = input;
    // A file that is not text, or too much of it, is not read any further.
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return (source, Judgement { findings, silenced: 0 }, None);
    }
    let outcome = load(&source, catalog);
    let judged = judge(&source, &outcome, catalog);
    findings.extend(first(judged.findings));
    (source, Judgement { findings, silenced: judged.silenced }, outcome.profile)
}
