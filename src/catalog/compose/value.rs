//! The values of a node without ADMX, and the names of one in braces.

use std::collections::HashMap;

use crate::catalog::record::{Allowed, AllowedValue, Format, NameRule, Naming, Range};
use crate::ddf::{self, AllowedKind};
use crate::values::Pattern;

use super::Remarks;

/// The longest text that counts as the name of a value. Longer ones explain, and are not facts to carry.
const LONGEST_MEANING: usize = 40;

/// What a node takes; the outer none where it is left out.
#[expect(clippy::option_option, reason = "a node without a statement is no node that is left out")]
pub(super) fn allowed(stated: &ddf::Allowed, format: Format, remarks: &mut Remarks<'_>) -> Option<Option<Allowed>> {
    Some(match &stated.kind {
        AllowedKind::None | AllowedKind::Admx => None,
        AllowedKind::Enum => Some(Allowed::Enum(items(&stated.items, format))),
        AllowedKind::Flag => Some(Allowed::Flags(items(&stated.items, format))),
        AllowedKind::Range => Some(
            ranges(stated.values.iter().map(String::as_str))
                .or_else(|| remarks.leave_out(format!("`{}` is no range", stated.values.join("`, `"))))?,
        ),
        AllowedKind::RegEx => stated.values.first().and_then(|pattern| regex(pattern, remarks)),
        AllowedKind::Xsd => Some(Allowed::Xml),
        AllowedKind::Json => Some(Allowed::Json),
        AllowedKind::Sddl => Some(Allowed::Sddl),
        AllowedKind::Other(word) => {
            remarks.add(format!("its values are described as `{word}`, and are not checked"));
            None
        }
    })
}

/// A value as the format writes it: some files have `True`, `0` and `1` for truth, and `0x1` for a number.
pub(super) fn in_format(value: &str, format: Format) -> String {
    let hexadecimal = |value: &str| i64::from_str_radix(value.strip_prefix("0x")?, 16).ok();
    match (format, value.to_ascii_lowercase().as_str()) {
        (Format::Bool, "true" | "1") => "true".to_owned(),
        (Format::Bool, "false" | "0") => "false".to_owned(),
        (Format::Int, lower) => hexadecimal(lower).map_or_else(|| value.to_owned(), |number| number.to_string()),
        _ => value.to_owned(),
    }
}

/// How a node in braces is named. What its `AllowedValues` describe is the name.
pub(super) fn naming(node: &ddf::Node, remarks: &mut Remarks<'_>) -> NameRule {
    let by = match &node.naming {
        Some(ddf::Naming::ServerGeneratedUniqueIdentifier) => Naming::Server,
        // The words that describe such a name are prose, and are not carried.
        Some(ddf::Naming::UniqueName(_)) => Naming::Unique,
        Some(ddf::Naming::ClientInventory) => Naming::Device,
        Some(ddf::Naming::Other(word)) => {
            remarks.add(format!("`{word}` is no known way to name a node"));
            Naming::Unstated
        }
        None => Naming::Unstated,
    };
    let stated = node.allowed.as_ref().filter(|stated| stated.kind == AllowedKind::RegEx);
    let pattern = stated.and_then(|stated| stated.values.first()).and_then(|pattern| regex(pattern, remarks));
    let pattern = pattern.and_then(|allowed| match allowed {
        Allowed::Regex(pattern) => Some(pattern),
        _ => None,
    });
    NameRule { by, pattern }
}

/// A pattern that can be used. It is kept as it is written; what checks a value takes the whole of it.
fn regex(pattern: &str, remarks: &mut Remarks<'_>) -> Option<Allowed> {
    match Pattern::new(pattern) {
        Ok(_) => Some(Allowed::Regex(pattern.to_owned())),
        Err(problem) => {
            remarks.add(format!("{problem}, and its values are not checked"));
            None
        }
    }
}

/// Ranges as the sources write them: `[0-30]`, `[(-1)-30]`, `[0]`, `[6,17]`.
pub(super) fn ranges<'v>(values: impl Iterator<Item = &'v str>) -> Option<Allowed> {
    let mut ranges = Vec::new();
    for text in values {
        let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
        for part in inner.split(',') {
            ranges.push(range(part)?);
        }
    }
    (!ranges.is_empty()).then_some(Allowed::Ranges(ranges))
}

fn range(text: &str) -> Option<Range> {
    let (min, rest) = number(text)?;
    let max = match rest.trim_start().strip_prefix('-') {
        None if rest.trim().is_empty() => min,
        None => return None,
        Some(rest) => {
            let (max, rest) = number(rest)?;
            rest.trim().is_empty().then_some(max)?
        }
    };
    (min <= max).then_some(Range { min, max })
}

/// A number at the beginning, in parentheses where it is negative, and what stands behind it.
fn number(text: &str) -> Option<(i64, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('(') {
        let (digits, rest) = rest.split_once(')')?;
        return Some((digits.trim().parse().ok()?, rest));
    }
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

pub(super) fn items(items: &[ddf::Item], format: Format) -> Vec<AllowedValue> {
    let item = |item: &ddf::Item| AllowedValue {
        value: in_format(item.value.trim(), format),
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
