//! The words of records: as ADMX, addresses and payloads have them. (`record.rs` itself is read by the build too, which needs none.)

use std::fmt;

use super::record::{ElementKind, RegistryData, Scope};

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

impl fmt::Display for RegistryData {
    /// As a payload carries it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decimal(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
        }
    }
}
