//! Elements of enabled policies.

use crate::finding::Finding;
use crate::intent::Missing;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::nearest::{alternatives, enumeration};

declare_rule! {
    /// ## What it does
    ///
    /// Finds enabled policies in which an element has no value.
    ///
    /// ## Why it matters
    ///
    /// A device wants every field that gpedit shows, and refuses the whole node when one is missing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// AllowRemoteServerManagement:
    ///   enabled:
    ///     AllowAutoConfig_IPv4Filter: "*"
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// AllowRemoteServerManagement:
    ///   enabled:
    ///     AllowAutoConfig_IPv4Filter: "*"
    ///     AllowAutoConfig_IPv6Filter: "*"
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Understanding ADMX policies"; all 441 ADMX-backed rows of public CIS and NCSC exports obey it.
    MISSING_ELEMENT, "value-missing-element", Error, "an element without a value"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds elements that the policy does not have.
    ///
    /// ## Why it matters
    ///
    /// A device refuses a payload with an unknown `data` id.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: { TrustedHostsList: ["a.example.com"] } }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["a.example.com"] }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Understanding ADMX policies": each `data` id is that of an element of the policy.
    UNKNOWN_ELEMENT, "value-unknown-element", Error, "an element that the policy does not have"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds elements beside `enabled:` instead of below it, and elements below `disabled:` or `notConfigured:`.
    ///
    /// ## Why it matters
    ///
    /// Only an enabled policy has values; a disabled one with values is two intentions in one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { disabled: { TrustedHosts_List: [] } }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// TrustedHosts: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Understanding ADMX policies".
    ELEMENT_PLACE, "value-element-place", Error, "an element in the wrong place"
}

pub(super) fn missing(span: Span, node: &str, missing: &[Missing], bare: bool) -> Finding {
    let ids: Vec<&str> = missing.iter().map(|element| element.id.as_str()).collect();
    let lines: Vec<String> = missing.iter().map(|element| format!("{}: {}", element.id, element.example)).collect();
    let (has, them) = if ids.len() == 1 { ("has", "it") } else { ("have", "them") };
    let finding = MISSING_ELEMENT
        .finding(
            span,
            format!("{} of `{node}` {has} no value, and without {them} a device refuses the policy", enumeration(&ids)),
        )
        .help(match missing {
            [only] if bare => format!("write `{{ enabled: {} }}`", only.example),
            _ if bare => format!("write `{{ enabled: {{ {} }} }}`", lines.join(", ")),
            _ => format!("add below `enabled:`\n{}", lines.join("\n")),
        });
    let presets = missing.iter().filter_map(|element| {
        let preset = element.preset.as_ref()?;
        Some(format!("gpedit presets {preset} for `{}`", element.id))
    });
    presets.fold(finding, Finding::note)
}

pub(super) fn unknown(
    span: Span,
    node: &str,
    id: &str,
    near: &[String],
    known: &[String],
    owner: Option<&str>,
) -> Finding {
    let finding = UNKNOWN_ELEMENT.finding(span, format!("`{node}` has no element `{}`", id.escape_debug()));
    let elements = match known {
        [only] => format!("its only element is `{only}`"),
        _ => format!("its elements are {}", enumeration(known)),
    };
    match (near, owner) {
        (_, Some(owner)) => finding.note(format!("it is an element of `{owner}`")).help(elements),
        ([], None) => finding.help(elements),
        (near, None) => finding.help(format!("did you mean {}?", alternatives(near))),
    }
}

pub(super) fn none(span: Span, node: &str, meant: &str) -> Finding {
    UNKNOWN_ELEMENT
        .finding(span, format!("`{node}` has no elements, so nothing stands below `enabled`"))
        .help(format!("write `{meant}`"))
}

pub(super) fn place(span: Span, element: &str, under: Option<&str>) -> Finding {
    match under {
        None => ELEMENT_PLACE
            .finding(span, format!("the element `{element}` does not stand below `enabled:`"))
            .help(format!("write `{{ enabled: {{ {element}: … }} }}`")),
        Some(state) if element.is_empty() => ELEMENT_PLACE
            .finding(span, format!("`{state}` is a state, not a key"))
            .help(format!("write `{state}`, or `{{ state: {state}, why: … }}`")),
        Some(state) => ELEMENT_PLACE
            .finding(span, format!("`{element}` stands below `{state}`, but only an enabled policy has values"))
            .help(format!("write `{state}` alone, or `enabled:` with the values below it")),
    }
}
