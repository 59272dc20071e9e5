//! One node.

use crate::catalog::file::build_record;
use crate::catalog::record::{Access, BuildRecord, Conflict, Format, GroupPolicy, NodeRecord, Reboot};
use crate::ddf::{self, AccessType};

use super::place::Place;
use super::policies::Policies;
use super::{Remarks, Sources, dependency, policy, value};

pub(super) fn record(node: &ddf::Node, sources: &Sources<'_>, remarks: &mut Remarks<'_>) -> Option<NodeRecord> {
    let place = Place::of(node, remarks)?;
    let Some(format) = Format::from_word(node.format.as_str()) else {
        return remarks.leave_out(format!("its format is {:?}", node.format));
    };
    let applicability = node.applicability.as_ref();
    let admx = match node.admx() {
        Some(backed) => {
            let right = sources.right_policy(&place).map(|name| policy::renamed(backed, name));
            Some(policy::record(right.as_ref().unwrap_or(backed), sources.policies, remarks)?)
        }
        None => None,
    };
    let editions = applicability.and_then(|of| of.editions.as_deref()).map(|codes| editions(codes, remarks));
    let is_named = |code: &u16| sources.lists.values().flat_map(|list| list.values()).any(|sku| sku.code() == *code);
    if let Some(code) = editions.iter().flatten().find(|code| !is_named(code)) {
        return remarks.leave_out(format!("no list of `editions.yaml` names its edition 0x{code:X}"));
    }
    let naming = node.is_dynamic.then(|| value::naming(node, remarks));
    let stated = node.allowed.as_ref().filter(|_| admx.is_none());
    let default = node.default_value.as_deref().filter(|_| admx.is_none());
    let mut access: Vec<Access> = node.access.iter().copied().filter_map(access).collect();
    access.sort();
    Some(NodeRecord {
        scope: place.scope,
        home: place.home,
        area: place.area,
        name: place.name,
        uri: node.uri.clone(),
        is_short: node.is_short,
        format,
        access,
        builds: applicability
            .and_then(|of| of.builds.as_deref())
            .unwrap_or_default()
            .iter()
            .filter_map(|text| build(text, remarks))
            .collect(),
        editions,
        conflict: node.conflict.as_deref().and_then(|word| conflict(word, remarks)),
        default: default.map(|default| value::in_format(default, format)),
        // What a node in braces takes is its name.
        allowed: match (stated, &naming) {
            (Some(stated), None) => value::allowed(stated, format, remarks)?,
            _ => None,
        },
        delimiter: stated.and_then(|stated| stated.delimiter.clone()),
        naming,
        deprecated: node.deprecated.as_ref().map(|deprecated| deprecated.build.clone().unwrap_or_default()),
        group_policy: node.group_policy.as_ref().map(|stated| group_policy(stated, sources.policies)),
        dependencies: dependency::groups(node, remarks),
        reboot: node.reboot.as_deref().and_then(|word| reboot(word, remarks)),
        native: Vec::new(),
        is_atomic: node.is_atomic_required,
        example: None,
        admx,
    })
}

/// The Group Policy with what it writes, where its ADMX file is at hand.
fn group_policy(stated: &ddf::GroupPolicy, policies: &Policies) -> GroupPolicy {
    let file = stated.area_path.split_once("~AT~").and_then(|(file, _)| policies.file(&format!("{file}.admx")));
    let policy = file.and_then(|file| file.policy_in_any_case(&stated.name));
    let element = policy
        .zip(stated.element.as_deref())
        .and_then(|(policy, id)| policy.elements.iter().find(|element| element.id.eq_ignore_ascii_case(id)));
    let (key, value_name) = match (policy, element) {
        (Some(policy), Some(element)) => (element.key.as_ref().or(Some(&policy.key)), element.value_name.as_ref()),
        (Some(policy), None) => (Some(&policy.key), policy.value_name.as_ref()),
        (None, _) => (None, None),
    };
    GroupPolicy {
        name: stated.name.clone(),
        area: stated.area_path.clone(),
        element: stated.element.clone(),
        key: key.cloned(),
        value_name: value_name.cloned(),
    }
}

fn reboot(word: &str, remarks: &mut Remarks<'_>) -> Option<Reboot> {
    match word {
        "None" => None,
        "Automatic" => Some(Reboot::Automatic),
        "ServerInitiated" => Some(Reboot::Server),
        _ => {
            remarks.add(format!("`{word}` is no known way to restart"));
            None
        }
    }
}

fn access(access: AccessType) -> Option<Access> {
    match access {
        AccessType::Add => Some(Access::Add),
        AccessType::Delete => Some(Access::Delete),
        AccessType::Get => Some(Access::Get),
        AccessType::Exec => Some(Access::Exec),
        AccessType::Replace => Some(Access::Replace),
        // Nobody sets a node by it, and Windows lets none be copied.
        AccessType::Copy => None,
    }
}

fn build(text: &str, remarks: &mut Remarks<'_>) -> Option<BuildRecord> {
    let build = build_record(text);
    if build.is_none() {
        remarks.add(format!("`{text}` is no build"));
    }
    build
}

fn editions(codes: &[String], remarks: &mut Remarks<'_>) -> Vec<u16> {
    let mut known = Vec::new();
    for text in codes {
        // The DDF schema's own word: `0x88*` is Windows Holographic for Business.
        let digits = text.trim_end_matches('*').strip_prefix("0x");
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(code) => known.push(code),
            None => remarks.add(format!("`{text}` is no edition")),
        }
    }
    known.sort_unstable();
    known.dedup();
    known
}

fn conflict(word: &str, remarks: &mut Remarks<'_>) -> Option<Conflict> {
    let known = [
        Conflict::LastWrite,
        Conflict::LowestValueMostSecure,
        Conflict::HighestValueMostSecure,
        Conflict::LowestValueMostSecureZeroHasNoLimits,
        Conflict::HighestValueMostSecureZeroHasNoLimits,
    ];
    let found = known.into_iter().find(|conflict| format!("{conflict:?}") == word);
    if found.is_none() {
        remarks.add(format!("`{word}` is no known way to resolve a conflict"));
    }
    found
}
