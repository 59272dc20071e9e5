//! A YAML tree in which every value keeps its place, built from parser events within limits.
//!
//! Scalars keep their text and style and are given no type here: an untyped `0123` or `no` means different things to
//! different parsers, so each reader of the tree says what it expects.

mod build;
mod escape;
mod fault;
mod problem;
mod quote;
mod scalar;
mod serde_reader;

pub use build::{Document, Limits, parse};
pub use problem::{Problem, ProblemKind};
pub use quote::scalar;
pub use scalar::{Scalar, Style, Untyped};
pub use serde_reader::{ReadError, from_node};

use super::{Span, Spanned};

/// A value of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands, quotes included.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The three kinds of YAML values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A text, quoted or not.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file, without the duplicates (which are problems).
    Mapping(Vec<Entry>),
}

/// A key and its value. Keys are always scalars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text and place.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

/// How much a value holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Values, keys included.
    pub values: usize,
    /// Bytes of text.
    pub bytes: usize,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self { values: self.values.saturating_add(other.values), bytes: self.bytes.saturating_add(other.bytes) }
    }
}

impl Node {
    /// The scalar, if it is one.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The place of a part of a scalar's text; the whole place where escapes make the two differ.
    #[must_use]
    pub fn part(&self, range: &std::ops::Range<usize>) -> Span {
        match self.as_scalar().and_then(|scalar| scalar.verbatim) {
            Some(offset) => self.span.part(u32::from(offset), range),
            None => self.span,
        }
    }

    /// Whether nothing is written: `key:` alone, `~` or `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }

    /// What it is, for a message: `a list`, `a mapping`, `a number` …
    #[must_use]
    pub fn description(&self) -> &'static str {
        match &self.kind {
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
            Kind::Scalar(scalar) => scalar.description(),
        }
    }

    /// How many values it holds, itself included, and how many bytes of text.
    #[must_use]
    pub fn size(&self) -> Size {
        let one = |bytes: usize| Size { values: 1, bytes };
        match &self.kind {
            Kind::Scalar(scalar) => one(scalar.text.len()),
            Kind::Sequence(items) => items.iter().map(Self::size).fold(one(0), Size::plus),
            Kind::Mapping(entries) => {
                let size = |entry: &Entry| one(entry.key.value.len()).plus(entry.value.size());
                entries.iter().map(size).fold(one(0), Size::plus)
            }
        }
    }

    /// The same value as if all of it stood at one place: what an alias stands for is found where the alias is.
    #[must_use]
    pub fn moved_to(mut self, span: Span) -> Self {
        self.span = span;
        match &mut self.kind {
            Kind::Scalar(scalar) => scalar.verbatim = None,
            Kind::Sequence(items) => {
                *items = std::mem::take(items).into_iter().map(|item| item.moved_to(span)).collect();
            }
            Kind::Mapping(entries) => {
                for entry in entries {
                    entry.key.span = span;
                    let nothing = Kind::Sequence(Vec::new());
                    let value = std::mem::replace(&mut entry.value, Self { span, kind: nothing });
                    entry.value = value.moved_to(span);
                }
            }
        }
        self
    }
}
