//! What a rule is, and how one is declared.

use crate::finding::{Finding, Severity};
use crate::text::Span;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, in kebab-case; the first word is its family.
    pub id: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// What it finds, in a few words.
    pub summary: &'static str,
    /// The version that brought it.
    pub since: &'static str,
    /// Its page, as the doc comment has it; [`Rule::markdown`] gives it to readers.
    pub page: &'static str,
}

impl Rule {
    /// The page without the blank that begins each line of a doc comment.
    #[must_use]
    pub fn markdown(&self) -> String {
        let lines = self.page.trim().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// A finding of this rule.
    #[must_use]
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.id, self.severity, span, message)
    }

    /// Whether a comment can silence it: matters of judgement can be, plain faults cannot, and neither can names that stand
    /// twice, as artifacts would overwrite each other. A value that is sent as it stands is a matter of judgement among faults.
    #[must_use]
    pub fn can_be_allowed(&self) -> bool {
        self.id == "value-raw" || ["applies-", "winrm-", "admx-"].iter().any(|family| self.id.starts_with(family))
    }
}

/// Declares a rule: its doc comment becomes its page.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])* $name:ident, $id:literal, $severity:ident, $summary:literal) => {
        $(#[doc = $doc])*
        pub static $name: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            severity: $crate::finding::Severity::$severity,
            summary: $summary,
            since: "0.1.0",
            page: concat!($($doc, "\n"),*),
        };
    };
}

pub(super) use declare_rule;
