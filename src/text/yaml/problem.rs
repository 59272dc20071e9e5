//! What can be wrong with a file as YAML.

use super::super::Span;

/// A problem and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// The problems of YAML files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The parser cannot go on; its own words.
    Syntax(String),
    /// A tab where only blanks may stand.
    Tab,
    /// `"C:\Data"`: a backslash that begins no escape YAML knows.
    Escape,
    /// `"C:\Program"`: an escape that nobody writes on purpose.
    SurprisingEscape {
        /// The escape as written.
        escape: String,
        /// What YAML makes of it.
        means: &'static str,
    },
    /// A character below U+0020 that YAML forbids.
    ControlCharacter(char),
    /// Nothing but blanks and comments.
    Empty,
    /// A second document in the file.
    SecondDocument,
    /// A key that stands twice in a mapping.
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stood first.
        first: Span,
    },
    /// A key that is a list or a mapping.
    ComplexKey,
    /// `<<: *anchor`.
    MergeKey,
    /// `!tag`.
    Tag,
    /// `*name` without an anchor of that name: mostly a pattern that wants quotes.
    UnknownAlias(String),
    /// An alias inside its own anchor.
    RecursiveAlias,
    /// More aliases, or more values made by them, than the limits allow.
    AliasLimit,
    /// Nested deeper than the limit.
    TooDeep(usize),
}
