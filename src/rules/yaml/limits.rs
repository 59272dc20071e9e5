//! Encoding, size and nesting: what keeps hostile files harmless.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::encoding::EncodingProblem;

declare_rule! {
    /// ## What it does
    ///
    /// Finds files that are neither UTF-8 nor UTF-16 with a byte-order mark.
    ///
    /// ## Why it matters
    ///
    /// Letters beyond ASCII would come out wrong on the device.
    ///
    /// ## Example
    ///
    /// A file that an old editor saved as Windows-1252.
    ///
    /// ## What to write instead
    ///
    /// The same file saved as UTF-8.
    ///
    /// ## Source
    ///
    /// YAML 1.2.2, section 5.2.
    ENCODING, "yaml-encoding", Error, "the file is not UTF-8"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds files of more than 1 MiB.
    ///
    /// ## Why it matters
    ///
    /// The bound keeps time and memory bounded; an intent of a thousand settings has about 60 KiB.
    ///
    /// ## Example
    ///
    /// A log that was named `.yaml` by mistake.
    ///
    /// ## What to write instead
    ///
    /// Several intents.
    SIZE, "yaml-size", Error, "the file is too large"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds values that nest more than 32 levels deep.
    ///
    /// ## Why it matters
    ///
    /// The bound keeps memory bounded; an intent needs six levels.
    ///
    /// ## Example
    ///
    /// A file of a hundred thousand opening brackets.
    ///
    /// ## What to write instead
    ///
    /// Values where they belong: `settings:`, area, node, `enabled:`, element.
    DEPTH, "yaml-depth", Error, "nested too deep"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds files with more than 1,000 aliases, an anchor that is used more than 64 times, or aliases that add more than
    /// 10,000 values or more than 1 MiB of text.
    ///
    /// ## Why it matters
    ///
    /// A few lines of aliases to aliases stand for billions of values ("billion laughs").
    ///
    /// ## Example
    ///
    /// ```yaml
    /// a: &a [x, x]
    /// b: &b [*a, *a]
    /// c: &c [*b, *b]
    /// ```
    ///
    /// … and so on.
    ///
    /// ## What to write instead
    ///
    /// The values themselves.
    ALIAS_LIMIT, "yaml-alias-limit", Error, "too many aliases"
}

/// The finding of a file that could not be decoded.
pub fn encoding(span: Span, problem: &EncodingProblem) -> Finding {
    let help = match problem {
        EncodingProblem::NotUtf8 { .. } | EncodingProblem::WideUnmarked => "save the file as UTF-8",
        EncodingProblem::NotUtf16 => "save the file as UTF-8, or as UTF-16 whole",
    };
    ENCODING.finding(span, problem.to_string()).help(help)
}

/// The finding of a file that was not read because of its size.
pub fn size(span: Span, size: u64, limit: u64) -> Finding {
    let message = format!("the file has {size} bytes, more than the {limit} that are read");
    SIZE.finding(span, message).help("split it into several intents")
}

pub(super) fn depth(span: Span, limit: usize) -> Finding {
    DEPTH
        .finding(span, format!("values nest more than {limit} levels deep"))
        .help("an intent needs six: check the brackets and dashes before this place")
}

pub(super) fn alias_limit(span: Span) -> Finding {
    ALIAS_LIMIT.finding(span, "the file uses more aliases than are followed").help("write the values out")
}
