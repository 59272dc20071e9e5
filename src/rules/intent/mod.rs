//! The shape of intents, and the names in them.

mod addresses;
mod allow;
mod names;
mod shape;
mod targets;

use crate::finding::Finding;
use crate::intent::{Problem, ProblemKind};

use super::Rule;

pub(super) use allow::{Allow, order, silence};

pub(super) const RULES: &[&Rule] = &[
    &shape::API_VERSION,
    &shape::NAME,
    &shape::MISSING_KEY,
    &shape::UNKNOWN_KEY,
    &shape::SHAPE,
    &shape::EMPTY_LIST,
    &shape::LONG_TEXT,
    &targets::RELEASE,
    &targets::EDITION,
    &names::UNKNOWN_AREA,
    &names::UNKNOWN_NODE,
    &names::WRONG_AREA,
    &names::WRONG_SCOPE,
    &addresses::ADDRESS,
    &addresses::UNKNOWN_ADDRESS,
    &addresses::ADDRESS_NAME,
    &addresses::TWICE,
    &allow::ALLOW,
    &allow::UNUSED_ALLOW,
];

/// The finding of a problem of shape or names; none for the others.
pub(super) fn finding(problem: &Problem) -> Option<Finding> {
    let span = problem.span;
    Some(match &problem.kind {
        ProblemKind::ApiVersion(found) => shape::api_version(span, found),
        ProblemKind::Name { name, reason } => shape::name(span, name, reason),
        ProblemKind::MissingKey { key, example } => shape::missing_key(span, key, example),
        ProblemKind::UnknownKey { key, near, known } => shape::unknown_key(span, key, near, known),
        ProblemKind::Shape { what, expected, found } => shape::shape(span, what, expected, found),
        ProblemKind::EmptyList(key) => shape::empty_list(span, key),
        ProblemKind::LongText { key, length, maximum } => shape::long_text(span, key, *length, *maximum),
        ProblemKind::Release { message, help } => targets::release(span, message, help.as_deref()),
        ProblemKind::Edition { message, help } => targets::edition(span, message, help),
        ProblemKind::UnknownArea { area, near, holds, csp } => {
            names::unknown_area(span, area, near, holds.as_deref(), csp.as_deref())
        }
        ProblemKind::UnknownNode { area, name, near, elsewhere } => {
            names::unknown_node(span, area, name, near, elsewhere)
        }
        ProblemKind::Address { message, help } => addresses::address(span, message, help),
        ProblemKind::UnknownAddress { uri, near, is_policy } => addresses::unknown(span, uri, near, *is_policy),
        ProblemKind::SegmentName { placeholder, name, pattern } => {
            addresses::segment(span, placeholder, name.as_deref(), pattern.as_deref())
        }
        ProblemKind::Twice { node, other } => addresses::twice(span, node, *other),
        ProblemKind::WrongScope { name, right } => names::wrong_scope(span, name, *right),
        _ => return None,
    })
}
