//! Findings: what a run has to say, as data. Who says it (`rules/`) and how it looks (`report/`) are elsewhere.

use crate::text::Span;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Works, but probably not as meant, or not safely.
    Warning,
    /// Would be refused or do harm: nothing is rendered.
    Error,
}

impl Severity {
    /// The word of the JSON output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place with a few words; words may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there.
    pub text: String,
}

/// A diagnostic. It cannot be made without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// The fault, in one sentence.
    pub message: String,
    /// Where.
    pub place: Label,
    /// Other places that matter.
    pub others: Vec<Label>,
    /// What it rests on, or what it means on the device.
    pub notes: Vec<String>,
    /// What to do; the exact text to write where it is known.
    pub help: Option<String>,
}

/// How many other places a finding shows.
const MOST_OTHERS: usize = 20;

impl Finding {
    /// A finding of a rule at a place.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            place: Label { span, text: String::new() },
            others: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.place.text = text.into();
        self
    }

    /// Adds another place. A few are of use; with hundreds a reader sees nothing any more.
    #[must_use]
    pub fn other(mut self, span: Span, text: impl Into<String>) -> Self {
        if self.others.len() < MOST_OTHERS {
            self.others.push(Label { span, text: text.into() });
        }
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}
