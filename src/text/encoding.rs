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
    /// A UTF-16 file that ends in the middle of a unit or holds a lone surrogate.
    #[error("the file has a UTF-16 byte-order mark but is not UTF-16")]
    NotUtf16,
}

/// Decodes a file: UTF-8 with or without byte-order mark, UTF-16 of either order with one.
///
/// # Errors
/// When the bytes are neither.
pub fn decode(bytes: Vec<u8>) -> Result<String, EncodingProblem> {
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest.to_vec()),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes),
    }
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
    fn says_where_utf8_ends() {
        let problem = decode(b"a: 1\nb: \xFF".to_vec());
        assert!(matches!(problem, Err(EncodingProblem::NotUtf8 { offset: 8, byte: 0xFF, line: 2, .. })));
        assert_eq!(decode(b"\xFF\xFEa".to_vec()), Err(EncodingProblem::NotUtf16));
        assert_eq!(decode(b"\xFF\xFE\x00\xD8".to_vec()), Err(EncodingProblem::NotUtf16));
    }
}
