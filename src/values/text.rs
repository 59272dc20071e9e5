//! Free text: what survives the way through XML into the registry.

use super::problem::{Located, Problem};
use std::fmt;

/// Stands between the lines of a multiText and between the names and values of a list (documented:
/// Microsoft, "Understanding ADMX-backed policies"), so it cannot be part of one.
const SEPARATOR: char = '\u{f000}';

/// A text element, or an entry of a list or multiText, that arrives on the device as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PolicyText(String);

impl PolicyText {
    /// Checks a text.
    ///
    /// # Errors
    ///
    /// The first character that would not arrive; [`PolicyText::problems`] has them all.
    pub fn parse(text: &str) -> Result<Self, Located<TextProblem>> {
        match Self::problems(text).next() {
            None => Ok(Self(text.to_owned())),
            Some(problem) => Err(problem),
        }
    }

    /// Every character that would not arrive, lazily, because a hostile text can hold a million.
    pub fn problems(text: &str) -> impl Iterator<Item = Located<TextProblem>> + '_ {
        text.char_indices().filter_map(|(start, character)| {
            let problem = TextProblem::of(character)?;
            Some(Located::new(start..start + character.len_utf8(), problem))
        })
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PolicyText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A character that cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// XML 1.0 has no way to write it, not even as a character reference (documented: XML 1.0, production 2).
    #[error("{} cannot be written in XML", code_point(*.0))]
    NotXml(char),
    /// A line break in an attribute becomes a blank (documented: XML 1.0, section 3.3.3).
    #[error("a text element has one line, and this is a line break ({})", code_point(*.0))]
    LineBreak(char),
    /// A tab in an attribute becomes a blank (documented: XML 1.0, section 3.3.3).
    #[error("a tab ({}) would arrive as a blank", code_point('\t'))]
    Tab,
    /// U+F000, which Windows takes for the end of an entry.
    #[error("{} separates entries and cannot be part of one", code_point(SEPARATOR))]
    Separator,
}

impl TextProblem {
    fn of(character: char) -> Option<Self> {
        match character {
            '\n' | '\r' => Some(Self::LineBreak(character)),
            '\t' => Some(Self::Tab),
            SEPARATOR => Some(Self::Separator),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some(Self::NotXml(character)),
            _ => None,
        }
    }

    /// The character at fault.
    pub fn character(self) -> char {
        match self {
            Self::NotXml(character) | Self::LineBreak(character) => character,
            Self::Tab => '\t',
            Self::Separator => SEPARATOR,
        }
    }
}

impl Problem for TextProblem {
    fn help(&self) -> String {
        match self {
            Self::NotXml(_) => "remove the character".to_owned(),
            Self::LineBreak(_) => "write one line; the lines of a multiText are entries of a YAML list".to_owned(),
            Self::Tab => "write a blank".to_owned(),
            Self::Separator => "remove it; the parts of a list are entries of a YAML list".to_owned(),
        }
    }
}

/// A text that is longer than its element allows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text has {length} characters, {maximum} are allowed")]
pub struct TooLong {
    /// The length of the text in UTF-16 code units.
    pub length: usize,
    /// The longest that is allowed.
    pub maximum: usize,
}

impl Problem for TooLong {
    fn help(&self) -> String {
        format!("shorten it by {}", self.length.saturating_sub(self.maximum))
    }
}

/// Checks a text against the `maxLength` of its element.
///
/// Lengths are counted in UTF-16 code units: `maxLength` is documented as a number of characters (Microsoft,
/// Group Policy ADMX syntax, maxLength attribute), and a character of Windows, in edit controls as in the
/// registry strings where the text ends, is a UTF-16 code unit. That Windows counts so here is inferred.
///
/// # Errors
///
/// The part of the text that does not fit.
pub fn check_length(text: &str, maximum: usize) -> Result<(), Located<TooLong>> {
    let mut length = 0;
    let mut fits = text.len();
    for (start, character) in text.char_indices() {
        length += character.len_utf16();
        if length > maximum {
            fits = fits.min(start);
        }
    }
    if length <= maximum {
        return Ok(());
    }
    Err(Located::new(fits..text.len(), TooLong { length, maximum }))
}

/// A character as `U+XXXX`.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_xml_can_carry_is_kept() {
        for text in ["", "a b", "<&\">", "\u{7f}\u{85}\u{fffd}\u{e000}", "日本\u{10ffff}"] {
            assert_eq!(PolicyText::parse(text).map(|parsed| parsed.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn characters_that_xml_cannot_carry_are_refused() {
        for character in ['\0', '\u{1}', '\u{8}', '\u{b}', '\u{c}', '\u{e}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            let text = format!("é{character}");
            let place = 2..2 + character.len_utf8();
            assert_eq!(PolicyText::parse(&text), Err(Located::new(place, TextProblem::NotXml(character))));
        }
        assert_eq!(TextProblem::NotXml('\u{1}').to_string(), "U+0001 cannot be written in XML");
        assert_eq!(TextProblem::NotXml('\u{1}').character(), '\u{1}');
    }

    #[test]
    fn characters_that_would_change_are_refused() {
        let found: Vec<TextProblem> = PolicyText::problems("a\tb\r\n\u{f000}").map(|found| found.problem).collect();
        let expected =
            [TextProblem::Tab, TextProblem::LineBreak('\r'), TextProblem::LineBreak('\n'), TextProblem::Separator];
        assert_eq!(found, expected);
        assert_eq!(expected.map(TextProblem::character), ['\t', '\r', '\n', '\u{f000}']);
        let message = "a text element has one line, and this is a line break (U+000A)";
        assert_eq!(TextProblem::LineBreak('\n').to_string(), message);
    }

    #[test]
    fn length_counts_utf16_code_units() {
        assert_eq!(check_length("abc", 3), Ok(()));
        assert_eq!(check_length("", 0), Ok(()));
        assert_eq!(check_length("abcd", 3), Err(Located::new(3..4, TooLong { length: 4, maximum: 3 })));
        assert_eq!(check_length("a😀", 2), Err(Located::new(1..5, TooLong { length: 3, maximum: 2 })));
        assert_eq!(TooLong { length: 4, maximum: 3 }.help(), "shorten it by 1");
    }
}
