//! Nodes whose change wants a restart.

use crate::catalog::Reboot;
use crate::finding::Finding;
use crate::intent::Profile;
use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it does
    ///
    /// Says that a setting takes effect with a restart of the device.
    ///
    /// ## Why it matters
    ///
    /// Some devices restart by themselves as soon as the value arrives, under the hands of the person who works there; with others
    /// nothing happens until the management server asks for it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Vendor/MSFT/AppLocker/ApplicationLaunchRestrictions/apps/EXE/Policy: "<RuleCollection/>"
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Nothing; plan the rollout for a time when a restart does no harm.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `RebootBehavior`.
    REBOOT, "applies-reboot", Info, "a setting that wants a restart"
}

pub(super) fn judge(profile: &Profile<'_>) -> Vec<Finding> {
    let judged = profile.settings.iter().filter_map(|setting| {
        let (message, help) = match setting.node.reboot? {
            Reboot::Automatic => {
                ("the device restarts by itself after a change of", "roll it out when a restart does no harm")
            }
            Reboot::Server => (
                "the device must be restarted after a change of",
                "let the management server ask for a restart, or wait for the next one",
            ),
        };
        Some(REBOOT.finding(setting.name_span, format!("{message} `{}`", setting.short_name())).help(help))
    });
    judged.collect()
}
