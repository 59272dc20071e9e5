//! Security of WinRM, WinRS and credential delegation. These rules judge what a profile *sets*; a default alone never fires
//! one.

mod basic;

use crate::finding::Finding;
use crate::intent::Profile;
use crate::winrm::Model;

use super::Rule;

/// A rule and how it judges.
pub(super) type Check = fn(&Context<'_>) -> Vec<Finding>;

/// All rules of this family.
pub(super) const RULES: &[(&Rule, Check)] = &[(&basic::BASIC, basic::check)];

/// What a check sees.
#[derive(Debug)]
pub struct Context<'p> {
    /// The profile.
    pub profile: &'p Profile<'p>,
    /// What it makes of WinRM.
    pub model: Model<'p>,
}

/// The rules of this family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| *rule)
}

/// Judges a profile.
#[must_use]
pub fn judge(profile: &Profile<'_>) -> Vec<Finding> {
    let context = Context { profile, model: Model::of(profile) };
    RULES.iter().flat_map(|(_, check)| check(&context)).collect()
}
