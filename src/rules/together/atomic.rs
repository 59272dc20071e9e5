//! Nodes that are taken in one Atomic only.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::intent::{Profile, Setting, State};
use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings that a device takes only together, in one Atomic.
    ///
    /// ## Why it matters
    ///
    /// Sent one by one they are refused, or leave half a configuration: of a VPN profile, of a firewall rule.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// csp:
    ///   ./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory: 1
    ///   ./Device/Vendor/MSFT/LAPS/Policies/PasswordAgeDays: 14
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The same, rendered with `--atomic`. `render` to SyncML without it warns. One Atomic holds the whole intent, and one
    /// setting that fails undoes all: keep what belongs together in an intent of its own. Formats of rows have no Atomic: try
    /// those on one device.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `AtomicRequired` of the node or of one above it.
    ATOMIC, "applies-atomic", Info, "settings that are taken in one Atomic only"
}

/// Makes warnings of the findings that rendering into one Atomic would settle.
pub fn warn_of_atomic(findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| finding.rule == ATOMIC.id) {
        finding.severity = Severity::Warning;
    }
}

pub(super) fn judge(profile: &Profile<'_>, catalog: &Catalog) -> Vec<Finding> {
    let mut groups: BTreeMap<String, Vec<&Setting<'_>>> = BTreeMap::new();
    let set = profile.settings.iter().filter(|setting| setting.state != State::NotConfigured);
    for setting in set.filter(|setting| !setting.node.is_policy()) {
        if let Some(root) = root(setting, catalog) {
            groups.entry(root).or_default().push(setting);
        }
    }
    groups.into_iter().filter_map(|(root, settings)| finding(&root, &settings)).collect()
}

/// The outermost node at or above a setting that wants an Atomic, with the names of the setting's own address.
fn root(setting: &Setting<'_>, catalog: &Catalog) -> Option<String> {
    let (mut stated, mut given) = (String::new(), String::new());
    for (of_node, of_setting) in setting.node.uri.split('/').zip(setting.uri.split('/')) {
        for (path, name) in [(&mut stated, of_node), (&mut given, of_setting)] {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(name);
        }
        if catalog.node_at(&stated).is_some_and(|node| node.is_atomic) {
            return Some(given);
        }
    }
    None
}

fn finding(root: &str, settings: &[&Setting<'_>]) -> Option<Finding> {
    let first = settings.iter().min_by_key(|setting| setting.name_span)?;
    let message = match settings.len() {
        1 => format!("a device takes `{}` in an Atomic only", first.short_name()),
        count => format!("a device takes the {count} settings below `{root}` only together, in one Atomic"),
    };
    let finding = ATOMIC.finding(first.name_span, message);
    Some(finding.help("render SyncML with `--atomic`; rows cannot say it: try those on one device"))
}
