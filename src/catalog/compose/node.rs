//! One node.

use std::collections::HashMap;

use crate::catalog::file::{EditionLists, build_record, is_name};
use crate::catalog::policy_address;
use crate::catalog::record::{Access, Allowed, AllowedValue, BuildRecord, Conflict, Format, NodeRecord};
use crate::ddf::{self, AccessType, AllowedKind};

use super::policies::Policies;
use super::{Remarks, policy};

/// The longest text that counts as the name of a value. Longer ones explain, and are not facts to carry.
const LONGEST_MEANING: usize = 40;

/// The file with the edition lists, in the place of an area's.
const EDITIONS: &str = "editions";

pub(super) fn record(
    node: &ddf::Node,
    policies: &Policies,
    lists: &EditionLists,
    remarks: &mut Remarks<'_>,
) -> Option<NodeRecord> {
    // `{AreaName}/{PolicyName}` stands for all of them.
    let (scope, area, name) = policy_address(&node.uri).filter(|_| !node.is_dynamic)?;
    if let Some(odd) = [area, name].into_iter().find(|word| !is_name(word)) {
        return remarks.leave_out(format!("`{odd}` cannot be a name in a catalog"));
    }
    if area.starts_with('.') || area.eq_ignore_ascii_case(EDITIONS) {
        return remarks.leave_out(format!("`{area}.yaml` is not for an area"));
    }
    let format = match &node.format {
        ddf::Format::Chr => Format::Chr,
        ddf::Format::Int => Format::Int,
        ddf::Format::Bool => Format::Bool,
        ddf::Format::B64 => Format::B64,
        other => return remarks.leave_out(format!("its format is {other:?}")),
    };
    let applicability = node.applicability.as_ref();
    let admx = match node.admx() {
        Some(backed) => Some(policy::record(backed, policies, remarks)?),
        None => None,
    };
    let editions = applicability.and_then(|of| of.editions.as_deref()).map(|codes| editions(codes, remarks));
    let is_named = |code: &u16| lists.values().flat_map(|list| list.values()).any(|sku| sku.code() == *code);
    if let Some(code) = editions.iter().flatten().find(|code| !is_named(code)) {
        return remarks.leave_out(format!("no list of `editions.yaml` names its edition 0x{code:X}"));
    }
    Some(NodeRecord {
        scope,
        area: area.to_owned(),
        name: name.to_owned(),
        uri: node.uri.clone(),
        format,
        access: node.access.iter().copied().filter_map(access).collect(),
        builds: applicability
            .and_then(|of| of.builds.as_deref())
            .unwrap_or_default()
            .iter()
            .filter_map(|text| build(text, remarks))
            .collect(),
        editions,
        conflict: node.conflict.as_deref().and_then(|word| conflict(word, remarks)),
        default: node.default_value.clone().filter(|_| admx.is_none()),
        allowed: if admx.is_some() { None } else { allowed(node, remarks) },
        deprecated: node.deprecated.as_ref().map(|deprecated| deprecated.build.clone().unwrap_or_default()),
        example: None,
        admx,
    })
}

fn access(access: AccessType) -> Option<Access> {
    match access {
        AccessType::Add => Some(Access::Add),
        AccessType::Delete => Some(Access::Delete),
        AccessType::Get => Some(Access::Get),
        AccessType::Replace => Some(Access::Replace),
        // Nobody sets a policy by them.
        AccessType::Copy | AccessType::Exec => None,
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

fn allowed(node: &ddf::Node, remarks: &mut Remarks<'_>) -> Option<Allowed> {
    let stated = node.allowed.as_ref()?;
    match &stated.kind {
        AllowedKind::None | AllowedKind::Admx => stated.delimiter.clone().map(|delimiter| Allowed::List { delimiter }),
        AllowedKind::Enum => Some(Allowed::Enum(items(&stated.items))),
        AllowedKind::Flag => Some(Allowed::Flags(items(&stated.items))),
        AllowedKind::Range => match stated.values.as_slice() {
            [only] => range(only).or_else(|| remarks.leave_out(format!("`{only}` is no range"))),
            _ => remarks.leave_out("it has several ranges".to_owned()),
        },
        AllowedKind::Xsd => Some(Allowed::Xml),
        other => {
            remarks.add(format!("its values are described by {other:?}, and are not checked"));
            None
        }
    }
}

/// `[0-30]` or `[(-1)-30]`.
fn range(text: &str) -> Option<Allowed> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let (min, max) = match inner.strip_prefix('(') {
        Some(rest) => rest.split_once(")-")?,
        None => inner.split_once('-')?,
    };
    let (min, max) = (min.trim().parse().ok()?, max.trim().parse().ok()?);
    (min <= max).then_some(Allowed::Range { min, max })
}

fn items(items: &[ddf::Item]) -> Vec<AllowedValue> {
    let item = |item: &ddf::Item| AllowedValue {
        value: item.value.trim().to_owned(),
        meaning: item.description.as_deref().map(meaning).unwrap_or_default(),
    };
    let mut values: Vec<AllowedValue> = items.iter().map(item).collect();
    // What two values mean says nothing of either.
    let mut counts: HashMap<String, usize> = HashMap::new();
    for value in &values {
        *counts.entry(value.meaning.clone()).or_default() += 1;
    }
    for value in values.iter_mut().filter(|value| counts.get(&value.meaning).is_some_and(|count| *count > 1)) {
        value.meaning.clear();
    }
    values
}

/// The name of a value: the words before the first full stop, where they are few. Some have the value in braces before them.
fn meaning(description: &str) -> String {
    let words = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.split_once("} - ").map_or(words.as_str(), |(_, rest)| rest);
    let first = words.split(". ").next().unwrap_or_default().trim_end_matches('.').trim();
    if first.chars().count() > LONGEST_MEANING { String::new() } else { first.to_owned() }
}
