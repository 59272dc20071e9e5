//! Files that are not YAML as it is read here: syntax, encoding, limits.

mod keys;
mod limits;
mod syntax;

use crate::finding::Finding;
use crate::text::yaml::{Problem, ProblemKind};

use super::Rule;

pub use limits::{encoding, size};

pub(super) const RULES: &[&Rule] = &[
    &syntax::SYNTAX,
    &syntax::TAB,
    &syntax::ESCAPE,
    &syntax::CONTROL_CHARACTER,
    &syntax::EMPTY,
    &syntax::DOCUMENTS,
    &syntax::TAG,
    &syntax::ALIAS,
    &keys::DUPLICATE_KEY,
    &keys::COMPLEX_KEY,
    &keys::MERGE_KEY,
    &limits::ENCODING,
    &limits::SIZE,
    &limits::DEPTH,
    &limits::ALIAS_LIMIT,
];

/// The finding of a problem.
pub(super) fn finding(problem: &Problem) -> Finding {
    let span = problem.span;
    match &problem.kind {
        ProblemKind::Syntax(message) => syntax::syntax(span, message),
        ProblemKind::Tab => syntax::tab(span),
        ProblemKind::Escape => syntax::escape(span),
        ProblemKind::SurprisingEscape { escape, means } => syntax::surprising_escape(span, escape, means),
        ProblemKind::ControlCharacter(character) => syntax::control_character(span, *character),
        ProblemKind::Empty => syntax::empty(span),
        ProblemKind::SecondDocument => syntax::documents(span),
        ProblemKind::Tag => syntax::tag(span),
        ProblemKind::UnknownAlias(text) => syntax::alias(span, text),
        ProblemKind::RecursiveAlias => syntax::recursive_alias(span),
        ProblemKind::DuplicateKey { key, first } => keys::duplicate(span, key, *first),
        ProblemKind::ComplexKey => keys::complex(span),
        ProblemKind::MergeKey => keys::merge(span),
        ProblemKind::TooDeep(limit) => limits::depth(span, *limit),
        ProblemKind::AliasLimit => limits::alias_limit(span),
    }
}
