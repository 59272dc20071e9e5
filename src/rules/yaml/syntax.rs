//! Syntax.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Finds the place at which a file stops being YAML.
    ///
    /// ## Why it matters
    ///
    /// Nothing behind that place can be read, so nothing of the file is judged or rendered.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   Camera: { AllowCamera: 0
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Close what is open, and indent with blanks so that keys of one level stand below each other.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2.
    SYNTAX, "yaml-syntax", Error, "the file is not YAML"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds tabs used for indentation.
    ///
    /// ## Why it matters
    ///
    /// YAML allows blanks only: nobody can tell how wide a tab is.
    ///
    /// ## Example
    ///
    /// A line that begins with a tab.
    ///
    /// ## What to write instead
    ///
    /// Two blanks for each level.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 6.1: indentation is blanks only.
    TAB, "yaml-tab", Error, "a tab where only blanks may stand"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds a backslash in double quotes that begins no escape YAML knows, or one that was hardly meant.
    ///
    /// ## Why it matters
    ///
    /// In double quotes a backslash means more than itself: `"C:\temp"` has a tab in it, `"C:\Program"` a paragraph separator,
    /// and `"C:\Data"` is an error.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// title: "C:\Program"
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// title: 'C:\Program'
    /// ```
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 5.7.
    ESCAPE, "yaml-escape", Error, "a backslash in double quotes"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds characters below U+0020 other than tab and line ends, and U+007F.
    ///
    /// ## Why it matters
    ///
    /// They cannot be seen in an editor, and neither YAML nor XML can carry them.
    ///
    /// ## Example
    ///
    /// A file with a NUL byte, as some tools write at its end.
    ///
    /// ## What to write instead
    ///
    /// The same without the character.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 5.1; XML 1.0, production 2.
    CONTROL_CHARACTER, "yaml-control-character", Error, "a control character"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds files that hold nothing but blanks and comments.
    ///
    /// ## Why it matters
    ///
    /// An empty intent sets nothing; mostly the file was meant to have content.
    ///
    /// ## Example
    ///
    /// A file of length 0.
    ///
    /// ## What to write instead
    ///
    /// An intent, which begins with `apiVersion: omauri/v1`; or remove the file.
    EMPTY, "yaml-empty", Error, "the file is empty"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds a second document (`---`) in a file.
    ///
    /// ## Why it matters
    ///
    /// One file is one intent: its name names the artifacts.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: omauri/v1
    /// ---
    /// apiVersion: omauri/v1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Two files.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 9.
    DOCUMENTS, "yaml-documents", Error, "more than one document in a file"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds tags such as `!!str` or `!include`.
    ///
    /// ## Why it matters
    ///
    /// An intent needs none, and what a tag means differs from parser to parser.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// title: !!str 42
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// title: "42"
    /// ```
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 6.8.2.
    TAG, "yaml-tag", Error, "a tag"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds `*name` where no `&name` came before.
    ///
    /// ## Why it matters
    ///
    /// Outside quotes `*` begins an alias. A pattern such as `*.corp.example.com` wants quotes.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: [*.corp.example.com] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["*.corp.example.com"] }
    /// ```
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 7.1.
    ALIAS, "yaml-alias", Error, "an alias to nothing"
}

pub(super) fn syntax(span: Span, message: &str) -> Finding {
    let (fault, help) = plain(message);
    SYNTAX.finding(span, format!("the file is not YAML from here on: {fault}")).help(help)
}

/// The parser's words for the commonest faults in those of people who do not write parsers, with a way out.
fn plain(message: &str) -> (String, &'static str) {
    if let Some(character) = message.strip_prefix("unexpected character: `") {
        let character = character.trim_end_matches('\'');
        return (format!("no text can begin with `{character}`"), "put the text into quotes");
    }
    if message.starts_with("mapping values are not allowed") {
        let fault = "a `:` stands where no key can be";
        return (
            fault.into(),
            "put a text with `: ` in it into quotes; what has keys below it has no value on its own line",
        );
    }
    if message.starts_with("simple key expected ':'") {
        return ("a `:` is missing".into(), "write `KEY: VALUE`, and indent the lines of a long text");
    }
    if message.starts_with("invalid trailing content after") {
        return ("a text ends at its second quote".into(), "put the whole text into one pair of quotes");
    }
    if message.ends_with("did not find expected key") {
        let fault = "the line is not in line with the keys above it";
        return (fault.into(), "indent keys of one level by the same number of blanks");
    }
    (message.replace('\'', "`"), "check brackets, quotes and indentation up to here")
}

pub(super) fn tab(span: Span) -> Finding {
    TAB.finding(span, "a tab stands where YAML allows blanks only")
        .label("tab")
        .help("indent with two blanks for each level")
}

pub(super) fn escape(span: Span) -> Finding {
    ESCAPE
        .finding(span, "the backslash begins no escape that YAML knows")
        .help("write the text in single quotes, where a backslash is itself: `'C:\\Data'`")
}

pub(super) fn surprising_escape(span: Span, escape: &str, means: &str) -> Finding {
    ESCAPE
        .finding(span, format!("in double quotes `{escape}` is {means}"))
        .help("write the text in single quotes, where a backslash is itself: `'C:\\Program'`")
}

pub(super) fn control_character(span: Span, character: char) -> Finding {
    let message = format!("the file holds the control character U+{:04X}, which YAML forbids", u32::from(character));
    CONTROL_CHARACTER.finding(span, message).help("remove it")
}

pub(super) fn empty(span: Span) -> Finding {
    EMPTY
        .finding(span, "the file is empty")
        .help("begin with `apiVersion: omauri/v1`, `name:`, `targets:` and `settings:`, or remove the file")
}

pub(super) fn documents(span: Span) -> Finding {
    DOCUMENTS
        .finding(span, "a second document begins here, but one file is one intent")
        .label("second document")
        .help("move it to a file of its own")
}

pub(super) fn tag(span: Span) -> Finding {
    TAG.finding(span, "tags are not read").help("remove it; a text that looks like something else goes into quotes")
}

pub(super) fn alias(span: Span, text: &str) -> Finding {
    let message = format!("`{text}` is an alias to YAML, and nothing has that anchor");
    ALIAS.finding(span, message).help(format!("put the text into quotes: `\"{text}\"`"))
}

pub(super) fn recursive_alias(span: Span) -> Finding {
    ALIAS.finding(span, "the alias stands inside its own anchor").help("write the value out")
}
