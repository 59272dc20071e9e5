//! What all problems of values have in common: a message, a way out and a place.

use std::ops::Range;

/// A reason to refuse a value, with its way out.
///
/// The message is the `Display` of the problem.
pub trait Problem: std::error::Error {
    /// What to do next, with the exact text to write where it is known.
    fn help(&self) -> String;
}

/// A problem and the place of its cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct Located<P> {
    /// Byte offsets inside the parsed text, on character boundaries; empty where something is missing.
    pub range: Range<usize>,
    /// What is wrong there.
    pub problem: P,
}

impl<P> Located<P> {
    /// A problem at the bytes `range` of the parsed text.
    pub fn new(range: Range<usize>, problem: P) -> Self {
        Self { range, problem }
    }

    /// The same problem in a text that has `offset` more bytes in front.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        let range = self.range.start + offset..self.range.end + offset;
        Self { range, ..self }
    }

    /// The same place with another problem.
    pub fn map<Q>(self, convert: impl FnOnce(P) -> Q) -> Located<Q> {
        Located::new(self.range, convert(self.problem))
    }
}

impl<P: Problem> Problem for Located<P> {
    fn help(&self) -> String {
        self.problem.help()
    }
}

/// ``write `INSTEAD` `` where the text to write is known, else `otherwise`.
pub(super) fn write_or(instead: Option<&str>, otherwise: &str) -> String {
    match instead {
        Some(instead) => format!("write `{instead}`"),
        None => otherwise.to_owned(),
    }
}

/// The first blank (any Unicode white space) of a text, as a byte range.
pub(super) fn first_blank(text: &str) -> Option<Range<usize>> {
    let (start, blank) = text.char_indices().find(|(_, character)| character.is_whitespace())?;
    Some(start..start + blank.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifting_moves_both_ends() {
        assert_eq!(Located::new(2..5, ()).shifted(10).range, 12..15);
    }

    #[test]
    fn blanks_are_found_with_their_width() {
        assert_eq!(first_blank("ab c"), Some(2..3));
        assert_eq!(first_blank("a\u{a0}b"), Some(1..3));
        assert_eq!(first_blank("abc"), None);
    }
}
