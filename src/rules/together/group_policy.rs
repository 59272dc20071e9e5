//! Profiles on devices that Group Policy reaches too.

use crate::catalog::Scope;
use crate::finding::Finding;
use crate::intent::{Profile, State};
use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it does
    ///
    /// Says that a profile sets nodes which a Group Policy drives too, and leaves open which of the two wins.
    ///
    /// ## Why it matters
    ///
    /// On a device that takes both, Group Policy and the management server race for the same value.
    /// `ControlPolicyConflict/MDMWinsOverGP: 1` lets the server win, for the Policy CSP only.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   Camera:
    ///     AllowCamera: 0
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Where Group Policy reaches the devices:
    ///
    /// ```yaml
    /// settings:
    ///   Camera:
    ///     AllowCamera: 0
    ///   ControlPolicyConflict:
    ///     MDMWinsOverGP: 1
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `GpMapping`; Microsoft, "Policy CSP - ControlPolicyConflict".
    GROUP_POLICY, "applies-group-policy", Info, "settings that Group Policy drives too"
}

/// Policies whose payload is that of an ADMX policy are Group Policies by their nature, and are not told one by one.
pub(super) fn judge(profile: &Profile<'_>) -> Option<Finding> {
    if profile.mentions("ControlPolicyConflict", "MDMWinsOverGP") {
        return None;
    }
    let is_driven = |setting: &&crate::intent::Setting<'_>| {
        setting.node.scope == Scope::Device
            && setting.node.is_policy()
            && setting.node.group_policy.is_some()
            && setting.state != State::NotConfigured
    };
    let mut driven = profile.settings.iter().filter(is_driven);
    let first = driven.next()?;
    let message = match driven.count() {
        0 => format!("`{}` has a Group Policy too", first.short_name()),
        rest => format!("`{}` and {rest} more have a Group Policy too", first.short_name()),
    };
    let help = "where Group Policy reaches these devices, set `ControlPolicyConflict/MDMWinsOverGP: 1` for this profile to win";
    Some(GROUP_POLICY.finding(first.name_span, message).help(help))
}
