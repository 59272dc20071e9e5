//! What the settings of a profile mean to one another, and to the device: conditions that Microsoft's files state of nodes.

mod atomic;
mod dependency;
mod group_policy;
mod reboot;
mod twin;

use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::intent::Profile;

use super::Rule;

pub use atomic::warn_of_atomic;

pub(super) const RULES: &[&Rule] = &[
    &dependency::DEPENDENCY,
    &atomic::ATOMIC,
    &reboot::REBOOT,
    &twin::TWIN,
    &twin::NATIVE,
    &group_policy::GROUP_POLICY,
];

/// Judges a profile by what the catalog says of its nodes.
pub(super) fn judge(profile: &Profile<'_>, catalog: &Catalog) -> Vec<Finding> {
    let mut findings = dependency::judge(profile, catalog);
    findings.extend(atomic::judge(profile, catalog));
    findings.extend(reboot::judge(profile));
    findings.extend(twin::judge(profile, catalog));
    findings.extend(group_policy::judge(profile));
    findings
}
