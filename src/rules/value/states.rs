//! States of ADMX-backed settings.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Finds ADMX-backed settings whose value is no state.
    ///
    /// ## Why it matters
    ///
    /// An ADMX-backed node takes `<enabled/>` or `<disabled/>`. A number or a bare word in their place is the classic cause of
    /// `-2016281112 (remediation failed)`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// AllowBasicAuthentication_Client: no
    /// ```
    ///
    /// ## What to write instead
    ///
    /// `enabled`, `disabled` or `notConfigured`:
    ///
    /// ```yaml
    /// AllowBasicAuthentication_Client: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Understanding ADMX policies".
    STATE, "value-state", Error, "a value that is no state"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds states on nodes that are not ADMX-backed.
    ///
    /// ## Why it matters
    ///
    /// Such a node takes a plain value; `enabled` could mean any of them.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// Camera:
    ///   AllowCamera: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// Camera:
    ///   AllowCamera: 0
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `DFFormat` and `AllowedValues`.
    STATE_ON_VALUE, "value-state-on-value", Error, "a state on a node that takes a value"
}

pub(super) fn state(span: Span, node: &str, found: &str, meant: Option<&str>, skeleton: Option<&str>) -> Finding {
    let message = match found {
        "nothing" => format!("`{node}` takes a state, and has none"),
        found => format!("`{node}` takes a state, and {found} is none"),
    };
    let finding = STATE.finding(span, message);
    finding.help(match (meant, skeleton) {
        (Some("enabled"), Some(skeleton)) => format!("write `{{ enabled: {skeleton} }}`"),
        (Some(meant), _) => format!("write `{meant}`"),
        (None, Some(skeleton)) => format!("write `{{ enabled: {skeleton} }}`, `disabled` or `notConfigured`"),
        (None, None) => "write `enabled`, `disabled` or `notConfigured`".to_owned(),
    })
}

pub(super) fn state_on_value(span: Span, node: &str, takes: &str, behind: Option<&str>) -> Finding {
    let finding = STATE_ON_VALUE.finding(span, format!("`{node}` is not ADMX-backed: it takes a value, not a state"));
    finding.help(match behind {
        Some(key) => format!("write `value:` in place of `{key}`, and behind it {takes}"),
        None => format!("write {takes}"),
    })
}

pub(super) fn two_states(span: Span, node: &str, word: &str) -> Finding {
    let finding = STATE.finding(span, format!("the state of `{node}` is given twice"));
    if word == "enabled" {
        return finding.help("remove `state:`");
    }
    finding.help(format!("`{word}` and values are two intentions: keep either `state: {word}` or the values"))
}

pub(super) fn no_state(span: Span, node: &str, forms: &str) -> Finding {
    STATE.finding(span, format!("nothing says what `{node}` is set to")).help(format!("add {forms}"))
}
