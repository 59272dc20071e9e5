//! States and values.

mod access;
mod elements;
mod grammars;
mod states;
mod values;

use crate::catalog::Grammar;
use crate::finding::Finding;
use crate::intent::{Problem, ProblemKind};

use super::Rule;

pub(super) const RULES: &[&Rule] = &[
    &states::STATE,
    &states::STATE_ON_VALUE,
    &elements::MISSING_ELEMENT,
    &elements::UNKNOWN_ELEMENT,
    &elements::ELEMENT_PLACE,
    &values::TYPE,
    &values::QUOTES,
    &values::ENUM,
    &values::RANGE,
    &values::LENGTH,
    &values::CHARACTER,
    &values::FORM,
    &grammars::TRUSTED_HOSTS,
    &grammars::IP_FILTER,
    &grammars::SPN,
    &access::ACCESS,
    &access::RAW,
];

/// The finding of a problem with a value; none for the others.
pub(super) fn finding(problem: &Problem) -> Option<Finding> {
    let span = problem.span;
    Some(match &problem.kind {
        ProblemKind::State { node, found, meant, skeleton } => {
            states::state(span, node, found, *meant, skeleton.as_deref())
        }
        ProblemKind::StateOnValue { node, takes, behind } => states::state_on_value(span, node, takes, *behind),
        ProblemKind::TwoStates { node, word } => states::two_states(span, node, word),
        ProblemKind::NoState { node, forms } => states::no_state(span, node, forms),
        ProblemKind::ElementPlace { element, under } => elements::place(span, element, *under),
        ProblemKind::MissingElements { node, missing, bare } => elements::missing(span, node, missing, *bare),
        ProblemKind::UnknownElement { node, id, near, known, owner } => {
            elements::unknown(span, node, id, near, known, owner.as_deref())
        }
        ProblemKind::NoElements { node, meant } => elements::none(span, node, meant),
        ProblemKind::EnumItem { what, found, items, near } => values::item(span, what, found, items, near),
        ProblemKind::Flags { what, found, items } => values::flags(span, what, found, items),
        ProblemKind::Delimiter { what, delimiter } => values::delimiter(span, what, delimiter),
        ProblemKind::Form { what, form, message } => values::form(span, what, *form, message),
        ProblemKind::Range { what, found, ranges } => values::range(span, what, found, ranges),
        ProblemKind::Type { what, is_entry, expected, found, instead } => {
            let what = if *is_entry { format!("an entry of `{what}`") } else { format!("`{what}`") };
            values::wrong_type(span, &what, expected, found, instead.as_deref())
        }
        ProblemKind::NotSettable { node, access, is_folder, below } => {
            access::not_settable(span, node, access, *is_folder, below.as_deref())
        }
        ProblemKind::NoDelete { node, default } => access::no_delete(span, node, default.as_deref()),
        ProblemKind::Raw { node, is_known } => access::raw(span, node, *is_known),
        ProblemKind::Ambiguous(text) => values::quotes(span, text),
        ProblemKind::TooLong { what, message, help } => values::too_long(span, what, message, help),
        ProblemKind::Character { message, help } => values::character(span, message, help),
        ProblemKind::Grammar { grammar, message, help } => match grammar {
            Grammar::HostPatterns => grammars::TRUSTED_HOSTS.finding(span, message).help(help),
            Grammar::Ipv4Ranges | Grammar::Ipv6Ranges => grammars::IP_FILTER
                .finding(span, message)
                .note("a filter names the device's own addresses, on which WinRM listens, not those of its clients")
                .help(help),
            Grammar::Spns => grammars::SPN.finding(span, message).help(help),
        },
        _ => return None,
    })
}
