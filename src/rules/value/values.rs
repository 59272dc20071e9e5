//! Values by their type.

use crate::finding::Finding;
use crate::intent::Form;
use crate::rules::declare::declare_rule;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Finds texts where numbers belong, lists where texts belong, and the like.
    ///
    /// ## Why it matters
    ///
    /// A guess would send something else than was meant.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// MaxConcurrentUsers: { enabled: "10" }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// MaxConcurrentUsers: { enabled: 10 }
    /// ```
    ///
    /// ## Source
    ///
    /// The ADMX schema reference of Microsoft for elements; DDF v2 for other nodes.
    TYPE, "value-type", Error, "a value of the wrong type"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds unquoted texts that some YAML parsers take for a number, a yes-or-no value or nothing.
    ///
    /// ## Why it matters
    ///
    /// `0123`, `no` and `12:30` are texts to one tool and numbers to another; a policy file is read by many.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: [0123] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["0123"] }
    /// ```
    ///
    /// ## Source
    ///
    /// YAML 1.1 and 1.2.2, section 10.3 (core schema), which read such scalars differently.
    QUOTES, "value-quotes", Error, "a text that wants quotes"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds values that are not among those a node or element allows.
    ///
    /// ## Why it matters
    ///
    /// The device refuses the policy.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// SpecifyChannelBindingTokenHardeningLevel: { enabled: Stirct }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// SpecifyChannelBindingTokenHardeningLevel: { enabled: Strict }
    /// ```
    ///
    /// ## Source
    ///
    /// The items of the policy's ADMX file; DDF v2 for other nodes.
    ENUM, "value-enum", Error, "a value that is not allowed"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds numbers outside the limits that the ADMX or the DDF declares.
    ///
    /// ## Why it matters
    ///
    /// The device refuses the policy.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// MaxConcurrentUsers: { enabled: 500 }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// MaxConcurrentUsers: { enabled: 100 }
    /// ```
    ///
    /// ## Source
    ///
    /// `minValue` and `maxValue` of the policy's ADMX file; DDF v2 for other nodes.
    RANGE, "value-range", Error, "a number outside its limits"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds texts longer than the element's `maxLength`, counted in UTF-16 units as the registry does.
    ///
    /// ## Why it matters
    ///
    /// The device refuses the policy.
    ///
    /// ## Example
    ///
    /// More than 1,024 characters of trusted hosts.
    ///
    /// ## What to write instead
    ///
    /// Patterns in place of single names: `*.corp.example.com`.
    ///
    /// ## Source
    ///
    /// `maxLength` of the policy's ADMX file; 1023 without one, by Microsoft's ADMX schema reference.
    LENGTH, "value-length", Error, "a text that is too long"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds control characters, line breaks, tabs and U+F000 inside values.
    ///
    /// ## Why it matters
    ///
    /// XML cannot carry the first; a payload's attributes turn line breaks and tabs into blanks; and U+F000 separates the
    /// entries of lists.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["a.example.com\n"] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// One entry a line of a YAML list, without the character.
    ///
    /// ## Source
    ///
    /// XML 1.0, production 2 (`Char`); Microsoft, "Understanding ADMX policies" for U+F000.
    CHARACTER, "value-character", Error, "a character that a payload cannot carry"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds texts that do not have the form their node takes: XML or JSON that is not well-formed, bytes that are not Base64,
    /// security descriptors and times that are none, and texts that the node's regular expression does not match.
    ///
    /// ## Why it matters
    ///
    /// The device refuses the value, or takes it and does nothing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// LocalUsersAndGroups:
    ///   Configure: "<GroupConfiguration>"
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The whole document, such as a block of text behind `|`.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `DFFormat` and `AllowedValues`.
    FORM, "value-form", Error, "a text that does not have its form"
}

pub(super) fn item(span: Span, what: &str, found: &str, items: &[(String, String)], near: &[String]) -> Finding {
    let finding = ENUM.finding(span, format!("`{what}` has no value `{found}`"));
    if let [near, ..] = near {
        return finding.help(format!("did you mean `{near}`?"));
    }
    let shown: Vec<String> = items.iter().map(shown).collect();
    finding.help(format!("write one of {}", shown.join(", ")))
}

fn shown((value, title): &(String, String)) -> String {
    if value == title || title.is_empty() { format!("`{value}`") } else { format!("`{value}` ({title})") }
}

pub(super) fn flags(span: Span, what: &str, found: &str, items: &[(String, String)]) -> Finding {
    let shown: Vec<String> = items.iter().map(shown).collect();
    ENUM.finding(span, format!("`{what}` takes a sum of flags, and {found} is none"))
        .help(format!("add up some of {}", shown.join(", ")))
}

pub(super) fn delimiter(span: Span, what: &str, delimiter: &str) -> Finding {
    let delimiter = delimiter.escape_debug();
    CHARACTER
        .finding(span, format!("an entry of `{what}` holds `{delimiter}`, which stands between entries"))
        .help("write two entries")
}

/// How much of a regular expression is shown.
const LONGEST_PATTERN: usize = 120;

pub(super) fn form(span: Span, what: &str, form: Form, message: &str) -> Finding {
    let (takes, help) = match form {
        Form::Xml => ("an XML document", "write the whole document, such as a block of text behind `|`"),
        Form::Json => ("a JSON document", "write the whole document, such as a block of text behind `|`"),
        Form::Sddl => ("a security descriptor in its string form", "write one such as `O:LSD:(A;;CC;;;BA)`"),
        Form::Base64 => {
            ("bytes in Base64", "write letters, digits, `+` and `/`, with `=` at the end up to a multiple of four")
        }
        Form::Time => ("a time of ISO 8601", "write one such as `2030-01-31T08:00:00Z`"),
        Form::Pattern => {
            let begin: String = message.chars().take(LONGEST_PATTERN).collect();
            let said = if begin == message {
                format!("`{what}` takes a text that matches `{message}`, and this does not")
            } else {
                format!("`{what}` takes a text that matches a long pattern, and this does not: `{begin}…`")
            };
            let way_out = "mend the value; if the documentation of the node allows it, send it by `{ raw: TEXT, format: … }` below `csp:`";
            return FORM.finding(span, said).help(way_out);
        }
    };
    let why = if message.is_empty() { String::new() } else { format!(": {message}") };
    FORM.finding(span, format!("`{what}` takes {takes}, and this is none{why}")).help(help)
}

pub(super) fn range(span: Span, what: &str, found: &str, ranges: &[(i64, i64)]) -> Finding {
    let ranges: Vec<String> = ranges.iter().map(|(min, max)| format!("from {min} to {max}")).collect();
    RANGE
        .finding(span, format!("{found} is outside the limits of `{what}`"))
        .help(format!("write a number {}", ranges.join(", or ")))
}

pub(super) fn wrong_type(span: Span, what: &str, expected: &str, found: &str, instead: Option<&str>) -> Finding {
    let found = if found == "nothing" { "nothing stands here".to_owned() } else { format!("this is {found}") };
    let finding = TYPE.finding(span, format!("{what} takes {expected}, and {found}"));
    match instead {
        Some(instead) => finding.help(format!("write `{instead}`")),
        None => finding.help(format!("write {expected}")),
    }
}

pub(super) fn quotes(span: Span, text: &str) -> Finding {
    QUOTES
        .finding(span, format!("`{}` without quotes is not a text to every YAML parser", text.escape_debug()))
        .help(format!("write `\"{text}\"` if the text is meant"))
}

pub(super) fn too_long(span: Span, what: &str, message: &str, help: &str) -> Finding {
    LENGTH.finding(span, format!("`{what}`: {message}")).help(help)
}

pub(super) fn character(span: Span, message: &str, help: &str) -> Finding {
    CHARACTER.finding(span, message).help(help)
}
