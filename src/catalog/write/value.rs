//! Values and dependencies, on one line.

use crate::text::yaml::scalar;

use super::super::record::{Allowed, AllowedValue, Dependency, DependencyGroup, GroupPolicy, Range};
use super::scalar_or_number;

pub(super) fn allowed(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Ranges(ranges) => match ranges.as_slice() {
            [only] => range(only),
            several => format!("[{}]", several.iter().map(range).collect::<Vec<_>>().join(", ")),
        },
        Allowed::Flags(values) => format!("{{ flags: {} }}", with_meanings(values)),
        Allowed::Regex(pattern) => format!("{{ regex: {} }}", scalar(pattern)),
        Allowed::Xml => "xml".to_owned(),
        Allowed::Json => "json".to_owned(),
        Allowed::Sddl => "sddl".to_owned(),
        Allowed::Enum(values) if values.iter().all(|value| value.meaning.is_empty()) => {
            let values: Vec<String> = values.iter().map(|value| scalar_or_number(&value.value)).collect();
            format!("[{}]", values.join(", "))
        }
        Allowed::Enum(values) => with_meanings(values),
    }
}

fn range(range: &Range) -> String {
    format!("{{ min: {}, max: {} }}", range.min, range.max)
}

fn with_meanings(values: &[AllowedValue]) -> String {
    let pair = |value: &AllowedValue| format!("{}: {}", scalar_or_number(&value.value), scalar(&value.meaning));
    format!("{{ {} }}", values.iter().map(pair).collect::<Vec<_>>().join(", "))
}

pub(super) fn group_policy(policy: &GroupPolicy) -> String {
    let element = policy.element.as_ref().map(|element| format!(", element: {}", scalar(element))).unwrap_or_default();
    let key = policy.key.as_ref().map(|key| format!(", key: {}", scalar(key))).unwrap_or_default();
    let value = policy.value_name.as_ref().map(|name| format!(", valueName: {}", scalar(name))).unwrap_or_default();
    format!("{{ name: {}, area: {}{element}{key}{value} }}", scalar(&policy.name), scalar(&policy.area))
}

pub(super) fn dependencies(groups: &[DependencyGroup]) -> String {
    format!("[{}]", groups.iter().map(group).collect::<Vec<_>>().join(", "))
}

fn group(group: &DependencyGroup) -> String {
    let changes = group.changes.as_ref().map(|changes| format!("changes: {}, ", allowed(changes))).unwrap_or_default();
    let on: Vec<String> = group.on.iter().map(one).collect();
    format!("{{ {changes}on: [{}] }}", on.join(", "))
}

fn one(dependency: &Dependency) -> String {
    let not = if dependency.not { ", not: true" } else { "" };
    let values = dependency.values.as_ref().map(|values| format!(", values: {}", allowed(values))).unwrap_or_default();
    format!("{{ uri: {}{not}{values} }}", scalar(&dependency.uri))
}
