//! Nodes that drive one policy.

use crate::catalog::{Catalog, Node};
use crate::finding::Finding;
use crate::intent::{Profile, Setting, State};
use crate::rules::declare::declare_rule;
use crate::windows::{Applies, applies};

declare_rule! {
    /// ## What it does
    ///
    /// Finds two settings of a profile that drive the same Group Policy: one of an `ADMX_` area, and its twin of another area.
    ///
    /// ## Why it matters
    ///
    /// Both write the same registry values: which of them lasts depends on the order of arrival.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   ADMX_MicrosoftDefenderAntivirus:
    ///     Scan_DisableArchiveScanning: disabled
    ///   Defender:
    ///     AllowArchiveScanning: 1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// settings:
    ///   Defender:
    ///     AllowArchiveScanning: 1
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `GpMapping` of the one and the ADMX mapping of the other.
    TWIN, "applies-twin", Warning, "two settings that drive one policy"
}

declare_rule! {
    /// ## What it does
    ///
    /// Says that a policy of an `ADMX_` area has a twin in another area that exists on every target.
    ///
    /// ## Why it matters
    ///
    /// The twin has plain values in the place of ADMX payloads, is there on older releases, and is what reports of management servers
    /// show.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   ADMX_MicrosoftDefenderAntivirus:
    ///     Scan_DisableArchiveScanning: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// settings:
    ///   Defender:
    ///     AllowArchiveScanning: 1
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: `GpMapping` of the one and the ADMX mapping of the other.
    NATIVE, "applies-native", Info, "a policy with a simpler twin"
}

pub(super) fn judge(profile: &Profile<'_>, catalog: &Catalog) -> Vec<Finding> {
    let set = profile.settings.iter().filter(|setting| setting.state != State::NotConfigured);
    set.filter(|setting| !setting.node.native.is_empty())
        .filter_map(|setting| finding(profile, catalog, setting))
        .collect()
}

fn finding(profile: &Profile<'_>, catalog: &Catalog, setting: &Setting<'_>) -> Option<Finding> {
    let native = &setting.node.native;
    let name = setting.short_name();
    let in_profile = |other: &&Setting<'_>| native.iter().any(|uri| *uri == other.uri);
    if let Some(other) = profile.settings.iter().find(in_profile) {
        let twin = other.short_name();
        let message = format!("`{name}` and `{twin}` drive the same policy");
        let finding = TWIN.finding(setting.name_span, message).other(other.name_span, "its twin");
        return Some(finding.help(format!("keep one of them: `{twin}` is the simpler one")));
    }
    let applies_everywhere = |node: &&Node| {
        let applicability = node.applicability();
        profile.targets.iter().all(|target| applies(&applicability, &target.target) == Applies::Yes)
    };
    let mut nodes = native.iter().filter_map(|uri| catalog.node_at(uri)).filter(|node| node.deprecated.is_none());
    let twin = nodes.find(applies_everywhere).filter(|_| !profile.targets.is_empty())?.short_name();
    let message = format!("`{name}` has a twin, `{twin}`, that drives the same policy with a plain value");
    Some(NATIVE.finding(setting.name_span, message).help(format!("`omauri explain {twin}` shows how to set it")))
}
