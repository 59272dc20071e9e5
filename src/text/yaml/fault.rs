//! What the parser cannot read: which problem it is, and where.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::ProblemKind;
use super::escape::first_unknown;

/// A fault and its bytes.
pub(super) struct Fault {
    pub(super) kind: ProblemKind,
    pub(super) place: Range<usize>,
}

/// The parser's error in our words, at the place that the author has to look at.
pub(super) fn fault(text: &str, error: &ScanError, depth: usize) -> Fault {
    let marked = error.marker().byte_offset().unwrap_or(0);
    let (kind, at) = match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation => (ProblemKind::Tab, tab(text, marked)),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            let written = text.get(marked..).unwrap_or_default();
            (ProblemKind::Escape, marked + first_unknown(written).unwrap_or(0))
        }
        ErrorKind::MissingAnchorOrAliasName => (ProblemKind::UnknownAlias(word_before(text, marked)), marked),
        ErrorKind::RecursionLimitExceeded => (ProblemKind::TooDeep(depth), marked),
        _ => (ProblemKind::Syntax(error.info().clone()), marked),
    };
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let width = next.filter(|next| !matches!(next, '\n' | '\r')).map_or(0, char::len_utf8);
    Fault { kind, place: at..at + width }
}

/// The tab that the parser, already behind it, complains of.
fn tab(text: &str, at: usize) -> usize {
    let before = text.get(..=at).or(text.get(..at)).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let line_text = before.get(line..).unwrap_or_default();
    let indentation = line_text.len() - line_text.trim_start().len();
    let first = line_text.find('\t').filter(|tab| *tab < indentation);
    first.or_else(|| line_text.rfind('\t')).map_or(at, |tab| line + tab)
}

/// The `*` or `&` that begins a name the parser could not read.
fn word_before(text: &str, at: usize) -> String {
    let line = text.get(..at).unwrap_or("").rsplit('\n').next().unwrap_or("");
    line.rfind(['*', '&']).and_then(|start| line.get(start..)).unwrap_or("*").to_owned()
}
