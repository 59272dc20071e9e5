//! Nodes that are taken in one Atomic only.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::finding::Finding;
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
    /// The same, rendered with `--atomic`, which says so no more. Formats of rows have no Atomic: try those on one device.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `AtomicRequired` of the node or of one above it.
    ATOMIC, "applies-atomic", Warning, "settings that are taken in one Atomic only"
}

/// Whether a finding is settled by rendering into one Atomic.
#[must_use]
pub fn is_about_atomic(finding: &Finding) -> bool {
    finding.rule == ATOMIC.id
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
    let first = settings.first()?;
    let message = match settings.len() {
        1 => format!("`{}` is taken in an Atomic only", first.short_name()),
        count => format!("the {count} settings below `{root}` are taken in one Atomic only"),
    };
    let finding = ATOMIC.finding(first.name_span, message);
    Some(finding.help("render with `--atomic`, and keep what belongs to it in this intent"))
}
