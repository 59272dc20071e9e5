//! Regular expressions that describe values.

use regex_lite::{Regex, RegexBuilder};

use crate::text::terminal::short;

/// A compiled expression takes no more; Microsoft's longest needs a tenth.
const LARGEST: usize = 1 << 20;

/// Microsoft's longest has 500 characters. To compile one takes memory in proportion.
const LONGEST: usize = 10_000;

/// A regular expression that the whole of a text has to match.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

/// Why a regular expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the regular expression `{pattern}` cannot be used: {reason}")]
pub struct PatternProblem {
    pattern: String,
    reason: String,
}

impl Pattern {
    /// Compiles an expression. Matching takes time in proportion to the text.
    ///
    /// # Errors
    /// When the engine does not know it: it has no back references and no looking around.
    pub fn new(pattern: &str) -> Result<Self, PatternProblem> {
        let problem = |reason: String| PatternProblem { pattern: short(pattern), reason };
        if pattern.len() > LONGEST {
            return Err(problem(format!("it has more than {LONGEST} characters")));
        }
        // A literal of another language can never match: nothing stands before the beginning of a text.
        if pattern.starts_with("/^") {
            return Err(problem("it stands between slashes".to_owned()));
        }
        let compiled = |text: &str| RegexBuilder::new(text).size_limit(LARGEST).build();
        // By itself first: `a)(b` is none.
        compiled(pattern).map_err(|error| problem(error.to_string()))?;
        compiled(&format!("^(?:{pattern})$")).map(Self).map_err(|error| problem(error.to_string()))
    }

    /// Whether the whole text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_has_to_match() {
        let pattern = Pattern::new("[0-9]{2}|x").unwrap();
        assert!(pattern.matches("12") && pattern.matches("x"));
        assert!(!pattern.matches("123") && !pattern.matches("12x") && !pattern.matches(""));
        assert!(Pattern::new("^(([^;]+(?i)(\\.msix)([;]|$)){0,10})$").unwrap().matches("a.MSIX;b.msix"));
    }

    #[test]
    fn what_the_engine_does_not_know_is_told() {
        for pattern in ["{[0-9]}", "(?=a)", "(a)\\1", "(", "a)(b", "/^https?$/", &"(a{1000}){1000}".repeat(3)] {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
