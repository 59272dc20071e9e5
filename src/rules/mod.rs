//! The registry of all rules: their ids, severities and pages; and the judgement of files and profiles.
//!
//! A rule is declared beside the code that words its findings. The doc comment of the declaration is its page: `omauri explain
//! RULE` prints it and `docs/rules.md` is generated from it.

mod applies;
mod declare;
mod intent;
pub mod render;
mod repo;
mod together;
mod value;
pub mod winrm;
pub mod yaml;

pub use declare::Rule;
pub use repo::judge_names;
pub use together::warn_of_atomic;

use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::intent::{Outcome, Problem};
use crate::text::Source;

/// Every rule, by family.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let families =
        [yaml::RULES, intent::RULES, value::RULES, applies::RULES, together::RULES, repo::RULES, render::RULES];
    families.into_iter().flatten().copied().chain(winrm::rules()).collect()
}

/// A rule by its id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.id == id)
}

/// Whether a finding is an error that is no matter of judgement: something could not be read as it was meant.
#[must_use]
pub fn is_plain_fault(finding: &Finding) -> bool {
    finding.severity == Severity::Error && find(finding.rule).is_some_and(|rule| !rule.can_be_allowed())
}

/// What there is to say of one file.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The findings, sorted by place.
    pub findings: Vec<Finding>,
    /// How many more a comment silenced.
    pub silenced: usize,
}

/// Everything that can be said of one file.
#[must_use]
pub fn judge(source: &Source, outcome: &Outcome<'_>, catalog: &Catalog) -> Judgement {
    let mut findings: Vec<Finding> = outcome.yaml_problems.iter().map(yaml::finding).collect();
    findings.extend(outcome.problems.iter().filter_map(of_problem));
    if let Some(profile) = &outcome.profile {
        findings.extend(applies::judge(profile));
        findings.extend(together::judge(profile, catalog));
        findings.extend(winrm::judge(profile));
    }
    let (mut remarks, mut silenced) = (Vec::new(), 0);
    if outcome.comments.iter().any(|comment| intent::order(&comment.value).is_some()) {
        let allows = intent::Allow::read(source, &outcome.comments, &all(), &mut remarks);
        // What could not be read to its end was not judged: nothing can be called unused.
        if let Some(profile) = &outcome.profile {
            let before = findings.len();
            let unused;
            (findings, unused) = intent::silence(source, &allows, profile, findings);
            silenced = before - findings.len();
            // Beside a plain fault a rule may be silent only because of it.
            if !findings.iter().any(is_plain_fault) {
                remarks.extend(unused);
            }
        }
    }
    findings.extend(remarks);
    findings.sort_by(|left, right| (left.place.span, left.rule).cmp(&(right.place.span, right.rule)));
    Judgement { findings, silenced }
}

fn of_problem(problem: &Problem) -> Option<Finding> {
    intent::finding(problem).or_else(|| value::finding(problem)).or_else(|| applies::finding(problem))
}
