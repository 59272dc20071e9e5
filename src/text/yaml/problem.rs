//! What can be wrong with a file as YAML.

use std::fmt;

use super::super::Span;
use super::super::terminal::short;

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

impl fmt::Display for ProblemKind {
    /// In a few words, for files that are no intents; rules word it for authors of intents.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => out.write_str(message),
            Self::Tab => out.write_str("a tab in the indentation"),
            Self::Escape => out.write_str("a backslash in double quotes that begins no escape"),
            Self::SurprisingEscape { escape, means } => write!(out, "`{escape}` in double quotes means {means}"),
            Self::ControlCharacter(character) => write!(out, "the control character U+{:04X}", u32::from(*character)),
            Self::Empty => out.write_str("nothing is in it"),
            Self::SecondDocument => out.write_str("a second document begins"),
            Self::DuplicateKey { key, .. } => write!(out, "the key `{}` stands twice", short(key)),
            Self::ComplexKey => out.write_str("a key that is a list or a mapping"),
            Self::MergeKey => out.write_str("a merge key `<<`"),
            Self::Tag => out.write_str("a tag"),
            Self::UnknownAlias(name) => write!(out, "`*{}` is an alias without an anchor", short(name)),
            Self::RecursiveAlias => out.write_str("an alias inside its own anchor"),
            Self::AliasLimit => out.write_str("more aliases than are followed"),
            Self::TooDeep(limit) => write!(out, "values nest more than {limit} levels deep"),
        }
    }
}
