//! The words of records: as ADMX, addresses and payloads have them. (`record.rs` itself is read by the build too, which needs none.)

use std::fmt;

use super::record::{ElementKind, Format, Range, RegistryData, Scope};

impl Scope {
    /// `device` or `user`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::User => "user",
        }
    }
}

impl Format {
    /// Whether it holds no value: an action, a sign by being there, or other nodes.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!(self, Self::Null | Self::Node)
    }

    /// The word of SyncML's `Meta/Format`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chr => "chr",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::B64 => "b64",
            Self::Xml => "xml",
            Self::Bin => "bin",
            Self::Time => "time",
            Self::Null => "null",
            Self::Node => "node",
        }
    }

    /// The format of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all =
            [Self::Chr, Self::Int, Self::Bool, Self::B64, Self::Xml, Self::Bin, Self::Time, Self::Null, Self::Node];
        all.into_iter().find(|format| format.word() == word)
    }
}

impl ElementKind {
    /// The ADMX word for the type.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::MultiText { .. } => "multiText",
            Self::Boolean { .. } => "boolean",
            Self::Enum { .. } => "enum",
            Self::Decimal { .. } => "decimal",
            Self::List { .. } => "list",
        }
    }
}

impl fmt::Display for Range {
    /// `1 to 365`, or the one number there is.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.min)?;
        if self.min == self.max { Ok(()) } else { write!(out, " to {}", self.max) }
    }
}

impl fmt::Display for RegistryData {
    /// As a payload carries it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decimal(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}
