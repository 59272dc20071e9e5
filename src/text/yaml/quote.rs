//! Text as a YAML scalar: plain where every parser reads it as that text, in quotes elsewhere.

use std::borrow::Cow;
use std::fmt::Write;

/// Words that some parser takes for something else than a text (YAML 1.1 and 1.2).
const OTHER_TYPES: [&str; 11] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "none", "~"];

/// A text as a scalar that stands for it in block and flow style alike, as key and as value.
#[must_use]
pub fn scalar(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    if text.chars().any(|character| character.is_control() || needs_escape(character)) {
        return Cow::Owned(escaped(text));
    }
    Cow::Owned(format!("'{}'", text.replace('\'', "''")))
}

fn is_plain(text: &str) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || " -_./\\()&%+>~".contains(character);
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(is_word)
        && !text.ends_with(' ')
        && !OTHER_TYPES.contains(&text.to_ascii_lowercase().as_str())
}

/// Letters that a reader of the file could not see, or that some parsers take for line ends.
fn needs_escape(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
}

fn escaped(text: &str) -> String {
    let mut scalar = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => scalar.extend(['\\', character]),
            '\n' => scalar.push_str("\\n"),
            '\t' => scalar.push_str("\\t"),
            other if other.is_control() || needs_escape(other) => _ = write!(scalar, "\\u{:04X}", u32::from(other)),
            other => scalar.push(other),
        }
    }
    scalar.push('"');
    scalar
}

#[cfg(test)]
mod tests {
    use super::super::super::{Source, SourceId};
    use super::super::{Limits, parse};
    use super::*;

    const TEXTS: [&str; 22] = [
        "",
        " ",
        "plain",
        "Two words",
        "a: b",
        "a #b",
        "#",
        "yes",
        "None",
        "0123",
        "1",
        "-",
        "- a",
        "*",
        "%SystemRoot%\\x",
        "it's",
        "\"q\"",
        "\u{F000}",
        "a\nb",
        "[a, b]",
        ".example.com",
        "~",
    ];

    #[test]
    fn stands_for_the_text_as_key_and_value() {
        for text in TEXTS {
            let written = scalar(text);
            let yaml = format!("{{ {written}: {written} }}\n");
            let source = Source::new(SourceId(0), "test", yaml.clone());
            let document = parse(&source, Limits::default());
            assert!(document.problems.is_empty(), "{yaml}: {:?}", document.problems);
            let Some(super::super::Kind::Mapping(entries)) = document.root.map(|root| root.kind) else {
                panic!("{yaml}")
            };
            let read: Vec<(&str, &str)> = entries
                .iter()
                .map(|entry| (entry.key.value.as_str(), entry.value.as_scalar().map_or("", |scalar| &scalar.text)))
                .collect();
            assert_eq!(read, [(text, text)], "{yaml}");
        }
    }

    #[test]
    fn is_plain_where_people_would_write_it_so() {
        for text in
            ["Strict", "Allow Basic authentication", "Software\\Policies\\Microsoft", "Windows Components > WinRM"]
        {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(scalar("None"), "'None'");
    }
}
