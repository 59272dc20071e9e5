//! Files that were read, and places in them.

use std::sync::OnceLock;

/// Which file of a run a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceId(pub u32);

/// A place: bytes `start..end` of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of a piece of text that begins at this span, for text that stands in the file
    /// letter for letter. Falls back to the whole span where the range does not fit.
    #[must_use]
    pub fn part(self, offset: u32, range: &std::ops::Range<usize>) -> Self {
        let start = self.start.saturating_add(offset).saturating_add(as_u32(range.start));
        let end = self.start.saturating_add(offset).saturating_add(as_u32(range.end));
        if start <= end && end <= self.end { Self { start, end, ..self } } else { self }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

fn as_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// Line and column of a place, both counted from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A file that was read: its name as shown to people, and its decoded text.
#[derive(Debug)]
pub struct Source {
    /// Its number in the run.
    pub id: SourceId,
    /// The path as shown: relative to where the program was started, with `/`.
    pub name: String,
    /// The decoded text, without a byte-order mark.
    pub text: String,
    line_starts: OnceLock<Vec<u32>>,
}

impl Source {
    /// Wraps text under a name.
    #[must_use]
    pub fn new(id: SourceId, name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id, name: name.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// A span over the whole first line: the place for findings about a file as a whole.
    #[must_use]
    pub fn first_line(&self) -> Span {
        let end = self.text.lines().next().map_or(0, str::len);
        Span { source: self.id, start: 0, end: as_u32(end) }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_index(offset);
        let start = self.starts().get(line).copied().unwrap_or(0) as usize;
        let before = self.text.get(start..(offset as usize).min(self.text.len())).unwrap_or("");
        Position { line: as_u32(line) + 1, column: as_u32(before.chars().count()) + 1 }
    }

    /// The text of the lines `first..=last`, counted from 1, and the byte offset at which they begin.
    #[must_use]
    pub fn lines(&self, first: u32, last: u32) -> (u32, &str) {
        let starts = self.starts();
        let start = starts.get(first.saturating_sub(1) as usize).copied().unwrap_or(0);
        let end = starts.get(last as usize).map_or(self.text.len(), |&end| end as usize);
        (start, self.text.get(start as usize..end).unwrap_or(""))
    }

    fn line_index(&self, offset: u32) -> usize {
        self.starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    fn starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| as_u32(at + 1))).collect()
        })
    }
}

/// All files of a run, by their number.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes the files in the order of their numbers.
    #[must_use]
    pub fn new(sources: Vec<Source>) -> Self {
        Self(sources)
    }

    /// The file of a place.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0 as usize)
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    /// The text at a place.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text.get(span.start as usize..span.end as usize)).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_scalars_not_bytes() {
        let source = Source::new(SourceId(0), "a.yaml", "ab\nžy: 1\r\nlast");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 2 });
        assert_eq!(source.position(14), Position { line: 3, column: 4 });
        assert_eq!(source.position(999), Position { line: 3, column: 5 });
    }

    #[test]
    fn lines_give_their_offset() {
        let source = Source::new(SourceId(0), "a.yaml", "ab\ncd\nef");
        assert_eq!(source.lines(2, 2), (3, "cd\n"));
        assert_eq!(source.lines(2, 3), (3, "cd\nef"));
    }
}
