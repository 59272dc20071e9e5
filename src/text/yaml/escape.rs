//! Escapes in double quotes: those that YAML does not know, and those that mean something else than their author meant.

/// An escape that YAML knows and the author hardly meant.
pub(super) struct Surprise {
    /// Where its backslash stands.
    pub(super) at: usize,
    /// What follows the backslash.
    pub(super) escape: char,
    /// What YAML makes of it.
    pub(super) means: &'static str,
}

/// The surprising escapes of a text as written, quotes included. Single quotes have none.
pub(super) fn surprises(written: &str) -> impl Iterator<Item = Surprise> + '_ {
    let written = if written.starts_with('"') { written } else { "" };
    escapes(written).filter_map(move |(at, escape)| {
        let escape = escape?;
        let means = surprise(written.get(..at)?, escape)?;
        Some(Surprise { at, escape, means })
    })
}

/// The first backslash that begins no escape.
pub(super) fn first_unknown(written: &str) -> Option<usize> {
    let is_bad = |(at, escape): &(usize, Option<char>)| match escape {
        Some('x') => !has_digits(written, at + 2, 2),
        Some('u') => !has_digits(written, at + 2, 4),
        Some('U') => !has_digits(written, at + 2, 8),
        Some(escape) => !KNOWN_ESCAPES.contains(*escape),
        None => true,
    };
    escapes(written).find(is_bad).map(|(at, _)| at)
}

/// What may stand behind a backslash in double quotes (YAML 1.2, section 5.7), apart from code points.
const KNOWN_ESCAPES: &str = "0abt\tnvfre \"/\\N_LP\r\n";

/// The backslashes of a text that begin an escape, each with what follows it.
fn escapes(written: &str) -> impl Iterator<Item = (usize, Option<char>)> + '_ {
    let mut characters = written.char_indices();
    std::iter::from_fn(move || {
        let (at, _) = characters.by_ref().find(|(_, character)| *character == '\\')?;
        Some((at, characters.next().map(|(_, character)| character)))
    })
}

fn has_digits(text: &str, start: usize, count: usize) -> bool {
    text.get(start..start + count).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// What YAML makes of an escape that was hardly meant: a separator that no keyboard has, or anything behind a drive.
fn surprise(before: &str, escape: char) -> Option<&'static str> {
    match escape {
        'P' => return Some("a paragraph separator (U+2029)"),
        'L' => return Some("a line separator (U+2028)"),
        'N' => return Some("a next-line character (U+0085)"),
        '_' => return Some("a no-break space (U+00A0)"),
        _ => {}
    }
    // Only where a path begins the text: `Option B:\n…` is prose.
    let is_drive = matches!(before.as_bytes(), [b'"', drive, b':'] if drive.is_ascii_alphabetic());
    match escape {
        _ if !is_drive => None,
        't' => Some("a tab (U+0009)"),
        'n' => Some("a line feed (U+000A)"),
        'r' => Some("a carriage return (U+000D)"),
        'a' | 'b' | 'e' | 'f' | 'v' | '0' | 'x' | 'u' | 'U' => Some("a character that cannot be seen"),
        _ => None,
    }
}
