//! Keys of mappings.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Finds every key that stands more than once in its mapping.
    ///
    /// ## Why it matters
    ///
    /// Which of the two counts depends on the parser. The first is used to judge the rest of the file, and nothing is rendered.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// Camera:
    ///   AllowCamera: 0
    ///   AllowCamera: 1
    /// ```
    ///
    /// ## What to write instead
    ///
    /// One of them.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 3.2.1.3: keys are unique.
    DUPLICATE_KEY, "yaml-duplicate-key", Error, "a key that stands twice"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds keys that are lists or mappings.
    ///
    /// ## Why it matters
    ///
    /// Every key of an intent is a name. A name in brackets or braces is mostly a forgotten pair of quotes.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// ? [a, b]
    /// : value
    /// ```
    ///
    /// ## What to write instead
    ///
    /// A name.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 8.2.2.
    COMPLEX_KEY, "yaml-complex-key", Error, "a key that is no name"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds merge keys (`<<: *anchor`).
    ///
    /// ## Why it matters
    ///
    /// YAML 1.2 has none, and a setting that comes from elsewhere in the file escapes a reviewer's eye.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   <<: *baseline
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The settings themselves. An alias to a single value (`editions: *fleet`) is fine.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2 has no merge key; it was a type of YAML 1.1.
    MERGE_KEY, "yaml-merge-key", Error, "a merge key"
}

pub(super) fn duplicate(span: Span, key: &str, first: Span) -> Finding {
    DUPLICATE_KEY
        .finding(span, format!("`{key}` stands twice in one mapping"))
        .label("again here")
        .other(first, "first here")
        .help("keep one of them")
}

pub(super) fn complex(span: Span) -> Finding {
    COMPLEX_KEY.finding(span, "a key must be a name").help("write a name, in quotes if it has brackets or braces")
}

pub(super) fn merge(span: Span) -> Finding {
    MERGE_KEY.finding(span, "merge keys are not read").help("write the settings out")
}
