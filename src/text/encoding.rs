//! Bytes to text: UTF-8 and UTF-16 with a byte-order mark.

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodingProblem {
    /// Not UTF-8, first at this byte.
    #[error("the file is not UTF-8: byte {offset} is 0x{byte:02X}")]
    NotUtf8 {
        /// Offset of the first bad byte.
        offset: usize,
        /// That byte.
        byte: u8,
        /// The line of it, counted from 1.
        line: u32,
        /// The text before it.
        before: String,
    },
    /// UTF-16 without its mark, or UTF-32.
    #[error("the file is UTF-16 without a byte-order mark, or UTF-32")]
    WideUnmarked,
    /// A UTF-16 file that ends in the middle of a unit or holds a lone surrogate.
    #[error("the file has a UTF-16 byte-order mark but is not UTF-16")]
    NotUtf16,
}

/// Decodes a file: UTF-8 with or without byte-order mark, UTF-16 of either order with one.
///
/// A lone carriage return becomes a line feed: YAML takes both for the end of a line, and so must everyone who counts lines.
///
/// # Errors
/// When the bytes are neither.
pub fn decode(bytes: Vec<u8>) -> Result<String, EncodingProblem> {
    let text = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest.to_vec()),
        // The letters of every language's YAML keys are one byte in two, or one in four.
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [1..=0x7F, 0, ..]
        | [0, 1..=0x7F, ..]
        | [0, 0, 0, 1..=0x7F, ..] => Err(EncodingProblem::WideUnmarked),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }?;
    Ok(with_line_feeds(text))
}

/// The same text with each lone carriage return turned into a line feed; nothing moves.
fn with_line_feeds(text: String) -> String {
    let mut characters = text.chars().peekable();
    let is_lone = |character: char, next: Option<&char>| character == '\r' && next != Some(&'\n');
    let mut lone = false;
    while let Some(character) = characters.next() {
        lone |= is_lone(character, characters.peek());
    }
    if !lone {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        mended.push(if is_lone(character, characters.peek()) { '\n' } else { character });
    }
    mended
}

/// The text as far as it can be told, for a look at what a file is about. UTF-16 without its mark is read as well.
#[must_use]
pub fn decode_lossy(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    if text.contains('\0') { text.replace('\0', "").into() } else { text }
}

fn utf8(bytes: Vec<u8>) -> Result<String, EncodingProblem> {
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = bytes.get(..offset).map(|valid| String::from_utf8_lossy(valid).into_owned());
        let before = before.unwrap_or_default();
        EncodingProblem::NotUtf8 {
            offset,
            byte: bytes.get(offset).copied().unwrap_or_default(),
            line: u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX),
            before,
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, EncodingProblem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(EncodingProblem::NotUtf16);
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<String, _>>()
        .map_err(|_| EncodingProblem::NotUtf16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_utf8_and_utf16_with_marks() {
        assert_eq!(decode(b"\xEF\xBB\xBFa: 1".to_vec()), Ok("a: 1".into()));
        assert_eq!(decode(b"\xFF\xFEa\0:\0".to_vec()), Ok("a:".into()));
        assert_eq!(decode(b"\xFE\xFF\0a\0:".to_vec()), Ok("a:".into()));
        assert_eq!(decode(b"plain".to_vec()), Ok("plain".into()));
    }

    #[test]
    fn knows_wide_text_without_a_mark() {
        for wide in [&b"a\0:\0"[..], b"\0a\0:", b"a\0\0\0", b"\0\0\0a", b"\xFF\xFE\0\0a\0\0\0", b"\0\0\xFE\xFF\0\0\0a"]
        {
            assert_eq!(decode(wide.to_vec()), Err(EncodingProblem::WideUnmarked), "{wide:?}");
        }
    }

    #[test]
    fn lone_carriage_returns_end_lines() {
        assert_eq!(decode(b"a\rb\r\nc\n\r".to_vec()), Ok("a\nb\r\nc\n\n".into()));
    }

    #[test]
    fn says_where_utf8_ends() {
        let problem = decode(b"a: 1\nb: \xFF".to_vec());
        assert!(matches!(problem, Err(EncodingProblem::NotUtf8 { offset: 8, byte: 0xFF, line: 2, .. })));
        assert_eq!(decode(b"\xFF\xFEa".to_vec()), Err(EncodingProblem::NotUtf16));
        assert_eq!(decode(b"\xFF\xFE\x00\xD8".to_vec()), Err(EncodingProblem::NotUtf16));
    }
}
