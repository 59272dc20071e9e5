//! XML: escaping of text and attributes, which characters it can hold at all, and small documents as trees.

mod tree;

use std::borrow::Cow;

pub use tree::{Child, Element, ParseProblem, parse, parse_past_document_type};

/// Whether XML 1.0 can hold the character (production `Char` of the specification). quick-xml lets others through.
#[must_use]
pub fn is_xml_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Escapes `&`, `<`, `>` for element content. Quotes stay as they are: they mean nothing there.
#[must_use]
pub fn escape_text(text: &str) -> Cow<'_, str> {
    quick_xml::escape::partial_escape(text)
}

/// Escapes for an attribute in double quotes: `&`, `<`, `>` and `"`. Blanks that an XML reader would turn into
/// spaces (attribute normalisation) become character references.
#[must_use]
pub fn escape_attribute(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\t', '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

/// Text as one or more CDATA sections: `]]>` is split between two of them, and carriage returns stand between them.
#[must_use]
pub fn cdata(text: &str) -> String {
    // A reader makes a line feed of a carriage return, but of its reference.
    let split = text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
    format!("<![CDATA[{split}]]>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_each_level_once() {
        assert_eq!(escape_text("<a b=\"1\"/> & ]]>"), "&lt;a b=\"1\"/&gt; &amp; ]]&gt;");
        assert_eq!(escape_attribute("a&b<\"c\">\n"), "a&amp;b&lt;&quot;c&quot;&gt;&#10;");
        assert_eq!(cdata("a]]>b"), "<![CDATA[a]]]]><![CDATA[>b]]>");
        assert_eq!(cdata("a\r\nb"), "<![CDATA[a]]>&#13;<![CDATA[\nb]]>");
    }

    #[test]
    fn knows_what_xml_cannot_hold() {
        assert!(is_xml_char('\u{F000}') && is_xml_char('😀') && is_xml_char('\n'));
        assert!(!is_xml_char('\u{1}') && !is_xml_char('\u{FFFE}') && !is_xml_char('\u{B}'));
    }
}
