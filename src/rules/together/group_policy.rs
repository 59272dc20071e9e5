//! Profiles on devices that Group Policy reaches too.

use crate::catalog::Scope;
use crate::finding::Finding;
use crate::intent::{Profile, Setting, State};
use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it does
    ///
    /// Says that a profile sets nodes which a Group Policy drives too, and leaves open which of the two wins.
    ///
    /// ## Why it matters
    ///
    /// On a device that takes both, Group Policy and the management server race for the same value.
    /// `ControlPolicyConflict/MDMWinsOverGP: 1` lets the server win, for the Policy CSP only, and maybe not for its area `Update`:
    /// Microsoft's page said so for years.
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
pub(super) fn judge(profile: &Profile<'_>) -> Vec<Finding> {
    if profile.mentions("ControlPolicyConflict", "MDMWinsOverGP") {
        return Vec::new();
    }
    let is_driven = |setting: &&Setting<'_>| {
        setting.node.scope == Scope::Device
            && setting.node.is_policy()
            && setting.node.group_policy.is_some()
            && setting.state != State::NotConfigured
    };
    let driven = profile.settings.iter().filter(is_driven);
    let (of_update, others): (Vec<_>, Vec<_>) = driven.partition(|setting| setting.node.area == WINDOWS_UPDATE);
    let wins = "where Group Policy reaches these devices, write `ControlPolicyConflict: { MDMWinsOverGP: 1 }` below `settings:` for this profile to win";
    let elsewhere = "where Group Policy reaches these devices, remove the setting there: `ControlPolicyConflict/MDMWinsOverGP` may not decide for Windows Update";
    [finding(&others, wins), finding(&of_update, elsewhere)].into_iter().flatten().collect()
}

/// Microsoft's page of `MDMWinsOverGP` said for years that it does not apply to this area, and says nothing of it now.
const WINDOWS_UPDATE: &str = "Update";

fn finding(driven: &[&Setting<'_>], help: &str) -> Option<Finding> {
    let (first, rest) = driven.split_first()?;
    let message = match rest.len() {
        0 => format!("`{}` has a Group Policy too", first.short_name()),
        rest => format!("`{}` and {rest} more have a Group Policy too", first.short_name()),
    };
    Some(GROUP_POLICY.finding(first.name_span, message).help(help))
}
