//! SyncML commands, and reading them from documents. Written they are by templates.

mod read;

pub use read::{ReadProblem, Step, read};

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// Creates a node; status 418 where it exists.
    Add,
    /// Sets a node, creating it where it is missing.
    Replace,
    /// Removes a node: a policy becomes *not configured*.
    Delete,
}

impl Verb {
    /// The element's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Replace => "Replace",
            Self::Delete => "Delete",
        }
    }
}

/// What a node is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// `Meta/Format`: `chr`, `int`, `bool`.
    pub format: String,
    /// `Data`, unescaped.
    pub data: String,
}

/// One command for one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What to do.
    pub verb: Verb,
    /// With which node.
    pub uri: String,
    /// Format and data; a Delete has none.
    pub content: Option<Content>,
}
