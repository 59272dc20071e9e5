//! Scalars: text with the style in which it was written.

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A `|` or `>` block.
    Block,
}

/// A scalar's text after YAML's escapes, and its style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// How far behind the start of its span the text stands letter for letter; none where escapes or folding changed it.
    pub verbatim: Option<u8>,
}

/// What an unquoted scalar would be to one YAML parser or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {
    /// Nothing: empty, `~`, `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// `yes`, `no`, `on`, `off`, `y`, `n`: a boolean to YAML 1.1, a text to YAML 1.2.
    OldBoolean,
    /// Decimal digits with an optional sign and no leading zero.
    Integer,
    /// A number to some parser, but not a plain decimal: `0123`, `0x1F`, `1_000`, `1.5`, `1e3`, `.inf`, `12:30:45`.
    OtherNumber,
    /// A text to all of them.
    Text,
}

impl Scalar {
    /// What the scalar is to YAML parsers; quoted and block scalars are always text.
    #[must_use]
    pub fn untyped(&self) -> Untyped {
        if self.style == Style::Plain { classify(&self.text) } else { Untyped::Text }
    }

    /// Whether nothing is written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.untyped() == Untyped::Null
    }

    /// What it is, for a message.
    #[must_use]
    pub fn description(&self) -> &'static str {
        match self.untyped() {
            Untyped::Null => "nothing",
            Untyped::Boolean(_) | Untyped::OldBoolean => "a yes-or-no value",
            Untyped::Integer | Untyped::OtherNumber => "a number",
            Untyped::Text => "a text",
        }
    }
}

fn classify(text: &str) -> Untyped {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Untyped::Null,
        "true" | "True" | "TRUE" => Untyped::Boolean(true),
        "false" | "False" | "FALSE" => Untyped::Boolean(false),
        _ if is_old_boolean(text) => Untyped::OldBoolean,
        _ if is_integer(text) => Untyped::Integer,
        _ if is_other_number(text) => Untyped::OtherNumber,
        _ => Untyped::Text,
    }
}

fn is_old_boolean(text: &str) -> bool {
    ["yes", "no", "on", "off", "y", "n"].iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits == "0"
        || (!digits.starts_with('0') && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_other_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let special = [".inf", ".nan"].iter().any(|word| word.eq_ignore_ascii_case(body));
    let starts = body.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let sexagesimal = || {
        let mut parts = body.split(':');
        body.contains(':')
            && parts.all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let radix = ["0x", "0o", "0b"].iter().any(|prefix| {
        let rest = body.strip_prefix(prefix);
        rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_'))
    });
    let digits = body.replace('_', "");
    let float = starts && digits.bytes().any(|byte| byte.is_ascii_digit()) && digits.parse::<f64>().is_ok();
    special || radix || (starts && (float || sexagesimal()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_classified_by_what_any_parser_may_think() {
        let cases = [
            ("", Untyped::Null),
            ("~", Untyped::Null),
            ("true", Untyped::Boolean(true)),
            ("No", Untyped::OldBoolean),
            ("0", Untyped::Integer),
            ("-12", Untyped::Integer),
            ("0123", Untyped::OtherNumber),
            ("+1", Untyped::OtherNumber),
            ("0x1F", Untyped::OtherNumber),
            ("1_000", Untyped::OtherNumber),
            ("1.5", Untyped::OtherNumber),
            ("12:30:45", Untyped::OtherNumber),
            (".inf", Untyped::OtherNumber),
            ("10.0.0.1", Untyped::Text),
            ("2001:db8::10", Untyped::Text),
            ("24H2", Untyped::Text),
            ("enabled", Untyped::Text),
            (".", Untyped::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(classify(text), expected, "{text}");
        }
    }
}
