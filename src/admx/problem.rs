//! What can be wrong with an ADMX or ADML file, and where.

use std::fmt;

/// A fault in a file, with its line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct ReadProblem {
    /// The line of the element that is at fault, counted from 1. For text that is not XML, the line that the reader had come to.
    pub line: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not well-formed XML, nested too deep, or with a document type declaration.
    NotXml(String),
    /// Not one element with nothing beside it, or another element than the file's kind begins with.
    OtherRoot {
        /// The element that such a file begins with.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// An attribute or child that an element cannot do without.
    Missing {
        /// The element.
        element: String,
        /// What it lacks.
        lacks: &'static str,
    },
    /// An attribute whose value is of the wrong kind.
    Value {
        /// The attribute.
        attribute: &'static str,
        /// Its value, cut after 60 characters.
        value: String,
        /// What is written there in a sound file.
        expected: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotXml(message) => write!(formatter, "not well-formed: {message}"),
            Self::OtherRoot { expected, found } => {
                write!(formatter, "`{found}` stands at the top, where `{expected}` should stand alone")
            }
            Self::Missing { element, lacks } => write!(formatter, "`{element}` lacks its `{lacks}`"),
            Self::Value { attribute, value, expected } => {
                write!(formatter, "`{attribute}` is `{value}`, not {expected}")
            }
        }
    }
}

/// A fault and the byte of the element that has it: lines are counted only when they are told.
#[derive(Debug)]
pub(super) struct Misread {
    pub(super) offset: u64,
    pub(super) fault: Fault,
}

/// Counts lines on the way through a text.
pub(super) struct Lines<'x> {
    text: &'x [u8],
    offset: usize,
    line: u32,
}

impl<'x> Lines<'x> {
    pub(super) fn of(text: &'x str) -> Self {
        Self { text: text.as_bytes(), offset: 0, line: 1 }
    }

    /// The line of a byte. Quick when the bytes asked for come in order: only what lies between two of them is looked at.
    pub(super) fn at(&mut self, offset: u64) -> u32 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        if offset < self.offset {
            (self.offset, self.line) = (0, 1);
        }
        let between = self.text.get(self.offset..offset).unwrap_or_default();
        let ends = between.split(|byte| *byte == b'\n').count().saturating_sub(1);
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.offset = offset;
        self.line
    }

    pub(super) fn locate(&mut self, misread: Misread) -> ReadProblem {
        ReadProblem { line: self.at(misread.offset), fault: misread.fault }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_any_order() {
        let mut lines = Lines::of("a\nb\r\nc");
        assert_eq!([0, 2, 5, 1, 99].map(|offset| lines.at(offset)), [1, 2, 3, 1, 3]);
    }

    #[test]
    fn a_problem_says_where_and_what() {
        let fault = Fault::Missing { element: "policy".to_owned(), lacks: "key" };
        assert_eq!(ReadProblem { line: 7, fault }.to_string(), "line 7: `policy` lacks its `key`");
    }
}
