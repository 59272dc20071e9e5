//! Keys and the shape of their values.

use crate::finding::Finding;
use crate::intent::is_file_name;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::nearest::{alternatives, enumeration};
use crate::text::terminal::short;

declare_rule! {
    /// ## What it does
    ///
    /// Finds an `apiVersion` other than `omauri/v1`.
    ///
    /// ## Why it matters
    ///
    /// It says by which rules the file is read. A later version may mean something else by the same words, so a program that
    /// does not know it must not guess.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: omauri/v2
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// apiVersion: omauri/v1
    /// ```
    API_VERSION, "intent-api-version", Error, "an `apiVersion` that is not known"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds names that cannot name a file on every system.
    ///
    /// ## Why it matters
    ///
    /// `name` names the artifacts. A repository is checked out on Windows, macOS and Linux alike.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// name: WinRM (hardened)
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// name: winrm-hardened
    /// title: WinRM (hardened)
    /// ```
    NAME, "intent-name", Error, "a name that cannot name a file"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds keys that must be there and are not.
    ///
    /// ## Why it matters
    ///
    /// Without `targets` nothing can be judged, without `name` nothing can be written, without `settings` there is nothing to do.
    ///
    /// ## Example
    ///
    /// An intent without `targets:`.
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// targets:
    ///   - windows: 11 24H2
    ///     editions: [Pro, Enterprise]
    /// ```
    MISSING_KEY, "intent-missing-key", Error, "a key that must be there"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds keys that nothing reads.
    ///
    /// ## Why it matters
    ///
    /// A misspelt key is a setting that never reaches a device.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// setings: {}
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// settings: {}
    /// ```
    UNKNOWN_KEY, "intent-unknown-key", Error, "a key that nothing reads"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds a list where a mapping belongs, a text where a list belongs, and the like.
    ///
    /// ## Why it matters
    ///
    /// What was meant cannot be told.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// targets: 11 24H2
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// targets:
    ///   - windows: 11 24H2
    ///     editions: [Pro]
    /// ```
    SHAPE, "intent-shape", Error, "a value of the wrong shape"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds lists that are empty where something must be named.
    ///
    /// ## Why it matters
    ///
    /// An intent for no release or no edition is judged for nothing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// targets: []
    /// ```
    ///
    /// ## What to write instead
    ///
    /// At least one entry.
    EMPTY_LIST, "intent-empty-list", Error, "an empty list"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds titles over 256 and descriptions over 1,500 characters, and settings whose `why` and `refs` have more than
    /// 1,000 together.
    ///
    /// ## Why it matters
    ///
    /// Intune refuses a profile with longer ones.
    ///
    /// ## Example
    ///
    /// A whole change request in `description:`.
    ///
    /// ## What to write instead
    ///
    /// The gist, with the rest as a comment.
    ///
    /// ## Source
    ///
    /// Microsoft Graph, windows10CustomConfiguration; the exact limit of a description is reported by users.
    LONG_TEXT, "intent-long-text", Error, "a text that Intune would refuse"
}

pub(super) fn api_version(span: Span, found: &str) -> Finding {
    let newer = found.starts_with("omauri/");
    let message = format!("`{found}` is no version of the intent format that this program knows");
    let help =
        if newer { "write `apiVersion: omauri/v1`, or use a newer `omauri`" } else { "write `apiVersion: omauri/v1`" };
    API_VERSION.finding(span, message).help(help)
}

pub(super) fn name(span: Span, name: &str, reason: &str) -> Finding {
    if name.is_empty() {
        return NAME.finding(span, "the name is empty").help("write a name such as `winrm-hardened`");
    }
    let message = format!("`{}` cannot name the artifacts: {reason}", short(name));
    let finding = NAME.finding(span, message);
    let safe: String = name
        .to_lowercase()
        .split(|character: char| !(character.is_ascii_alphanumeric() || "-_.".contains(character)))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let safe: String = safe.trim_matches(['-', '_', '.']).chars().take(64).collect();
    if !name.is_ascii() {
        return finding.help("write it in ASCII letters, and keep the other as `title:`");
    }
    if safe == name || !is_file_name(&safe) {
        finding.help("choose another name, such as `winrm-hardened`")
    } else {
        finding.help(format!("write `name: {safe}`, and keep the other as `title:`"))
    }
}

pub(super) fn missing_key(span: Span, key: &str, example: &str) -> Finding {
    MISSING_KEY.finding(span, format!("`{key}` is missing")).help(format!("add\n{example}"))
}

pub(super) fn unknown_key(span: Span, key: &str, near: &[String], known: &[&str]) -> Finding {
    let finding = UNKNOWN_KEY.finding(span, format!("nothing reads the key `{}`", key.escape_debug()));
    if near.is_empty() {
        finding.help(format!("what can stand here is {}", enumeration(known)))
    } else {
        finding.help(format!("did you mean {}?", alternatives(near)))
    }
}

pub(super) fn shape(span: Span, what: &str, expected: &str, found: &str) -> Finding {
    let found = if found == "nothing" { "empty" } else { found };
    SHAPE.finding(span, format!("{what} is {found}")).help(format!("it takes {expected}"))
}

pub(super) fn empty_list(span: Span, key: &str) -> Finding {
    let finding = EMPTY_LIST.finding(span, format!("`{key}` is empty"));
    match key {
        "refs" => finding.help("name at least one control, or remove `refs`"),
        _ => finding.note("an intent for no device proves nothing").help("name at least one"),
    }
}

pub(super) fn long_text(span: Span, key: &str, length: usize, maximum: usize) -> Finding {
    let key = key.split('+').collect::<Vec<_>>();
    let have = if key.len() == 1 { "has" } else { "have together" };
    LONG_TEXT
        .finding(span, format!("{} {have} {length} characters, and Intune takes {maximum}", enumeration(&key)))
        .help("shorten it; a YAML comment has no limit")
}
