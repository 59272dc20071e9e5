//! What lists of values have in common: the comma-separated form, and entries that do not go together.

use super::problem::{Located, Problem};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// Blanks that may stand around a comma. Others (line breaks, no-break spaces) are slips that must be seen.
const BLANKS: [char; 2] = [' ', '\t'];

/// An entry that is right by itself and wrong beside the others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ListProblem {
    /// The entry at fault, counted from 0.
    pub index: usize,
    /// What is wrong with it.
    pub kind: ListProblemKind,
}

/// How an entry can be wrong beside the others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListProblemKind {
    /// `*` beside other entries.
    #[error("`*` stands beside other entries")]
    NotAlone,
    /// The entry says what an earlier one says.
    #[error("`{entry}` is listed twice")]
    Duplicate {
        /// The earlier entry, counted from 0.
        first: usize,
        /// The entry as it would be sent.
        entry: String,
    },
}

impl Problem for ListProblem {
    fn help(&self) -> String {
        self.kind.help()
    }
}

impl Problem for ListProblemKind {
    fn help(&self) -> String {
        match self {
            Self::NotAlone => "write `*` alone, or remove it and keep the other entries".to_owned(),
            Self::Duplicate { first, .. } => {
                format!("remove this entry, it repeats entry {}", first + 1)
            }
        }
    }
}

/// A problem of a comma-separated list whose entries have problems of type `P`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommaListProblem<P> {
    /// An entry is wrong by itself.
    #[error("{0}")]
    Entry(P),
    /// An entry is wrong beside the others.
    #[error("{0}")]
    List(ListProblemKind),
}

impl<P: Problem> Problem for CommaListProblem<P> {
    fn help(&self) -> String {
        match self {
            Self::Entry(problem) => problem.help(),
            Self::List(kind) => kind.help(),
        }
    }
}

/// The most problems of one text that are collected: nobody reads more, and a hostile text of commas has a million.
const MOST_PROBLEMS: usize = 100;

/// Parses a comma-separated list; a text of blanks is the list without entries. Does not stop at the first problem.
pub(super) fn parse<T, L, P>(
    text: &str,
    parse_entry: impl Fn(&str) -> Result<T, Located<P>>,
    collect: impl Fn(Vec<T>) -> Result<L, Vec<ListProblem>>,
) -> Result<L, Vec<Located<CommaListProblem<P>>>> {
    let mut entries = Vec::new();
    let mut ranges = Vec::new();
    let mut problems = Vec::new();
    for (range, piece) in pieces(text) {
        if problems.len() >= MOST_PROBLEMS {
            return Err(problems);
        }
        match parse_entry(piece) {
            Ok(entry) => {
                entries.push(entry);
                ranges.push(range);
            }
            Err(problem) => problems.push(problem.shifted(range.start).map(CommaListProblem::Entry)),
        }
    }
    let list = collect(entries).map_err(|found| {
        let placed = |problem: ListProblem| {
            let range = ranges.get(problem.index).cloned().unwrap_or(0..0);
            Located::new(range, CommaListProblem::List(problem.kind))
        };
        problems.extend(found.into_iter().map(placed));
    });
    problems.sort_by_key(|problem| problem.range.start);
    match list {
        Ok(list) if problems.is_empty() => Ok(list),
        _ => Err(problems),
    }
}

/// The entries that repeat an earlier one, by a key that two entries share when they mean the same.
pub(super) fn duplicates<T: ToString>(entries: &[T], key: impl Fn(&T) -> String) -> Vec<ListProblem> {
    let mut seen = HashMap::new();
    let mut problems = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let first = *seen.entry(key(entry)).or_insert(index);
        if first != index {
            let entry = entry.to_string();
            let kind = ListProblemKind::Duplicate { first, entry };
            problems.push(ListProblem { index, kind });
        }
    }
    problems
}

/// Every `*` of a list that has more than one entry.
pub(super) fn not_alone<T>(entries: &[T], is_any: impl Fn(&T) -> bool) -> Vec<ListProblem> {
    if entries.len() < 2 {
        return Vec::new();
    }
    let kind = ListProblemKind::NotAlone;
    let at_fault = entries.iter().enumerate().filter(|(_, entry)| is_any(entry));
    at_fault.map(|(index, _)| ListProblem { index, kind: kind.clone() }).collect()
}

/// Writes entries as WinRM wants them: a comma between them and no blank.
pub(super) fn write_joined<T: fmt::Display>(formatter: &mut fmt::Formatter<'_>, entries: &[T]) -> fmt::Result {
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            formatter.write_str(",")?;
        }
        write!(formatter, "{entry}")?;
    }
    Ok(())
}

fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_list = !text.trim_matches(BLANKS).is_empty();
    let mut next = 0;
    let split = is_list.then(|| text.split(',')).into_iter().flatten();
    split.map(move |piece| {
        let entry = piece.trim_start_matches(BLANKS);
        let start = next + (piece.len() - entry.len());
        let entry = entry.trim_end_matches(BLANKS);
        next += piece.len() + 1;
        (start..start + entry.len(), entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(Range<usize>, &str)> {
        pieces(text).collect()
    }

    #[test]
    fn pieces_are_trimmed_and_keep_their_place() {
        assert_eq!(split("a, bc ,d"), [(0..1, "a"), (3..5, "bc"), (7..8, "d")]);
        assert_eq!(split("a,,b"), [(0..1, "a"), (2..2, ""), (3..4, "b")]);
        assert_eq!(split("a, "), [(0..1, "a"), (3..3, "")]);
        assert_eq!(split(" \t"), []);
    }

    #[test]
    fn line_breaks_are_not_trimmed() {
        assert_eq!(split("a,\nb"), [(0..1, "a"), (2..4, "\nb")]);
    }

    #[test]
    fn repeated_entries_name_the_first() {
        let found = duplicates(&["a", "b", "A"], |entry| entry.to_lowercase());
        let kind = ListProblemKind::Duplicate { first: 0, entry: "A".to_owned() };
        assert_eq!(found, [ListProblem { index: 2, kind }]);
        assert_eq!(found.first().map(Problem::help), Some("remove this entry, it repeats entry 1".to_owned()));
    }
}
