//! What an artifact cannot carry, or carries unproved.

use crate::finding::Finding;
use crate::text::Span;
use crate::text::nearest::enumeration;

use super::{Rule, declare::declare_rule};

declare_rule! {
    /// ## What it does
    ///
    /// Says that a setting is left out of an artifact whose format has no Delete.
    ///
    /// ## Why it matters
    ///
    /// `notConfigured` is a Delete. Row formats (Intune, CSV) have none: there a setting that is not in the profile is not
    /// configured, so leaving it out says the same. Fleet takes no Delete either; it removes what a deleted profile had set.
    ///
    /// ## Example
    ///
    /// `TurnOnCompatibilityHTTPListener: notConfigured` rendered to `intune`.
    ///
    /// ## What to write instead
    ///
    /// Nothing: it is right as it is.
    ///
    /// ## Source
    ///
    /// Microsoft Graph and Fleet: their profiles set nodes, and have no form of a Delete.
    LEFT_OUT, "render-left-out", Info, "a setting that the format cannot carry"
}

declare_rule! {
    /// ## What it does
    ///
    /// Says that the settings-catalog id of an element is derived by rule and was not seen in a public export.
    ///
    /// ## Why it matters
    ///
    /// The rule held for 774 settings and 412 elements of public exports without an exception, but nobody has published these.
    ///
    /// ## Example
    ///
    /// `TrustedHosts_List` in a `settings-catalog` artifact.
    ///
    /// ## What to write instead
    ///
    /// Nothing; import the policy into a test tenant first.
    ///
    /// ## Source
    ///
    /// 774 settings and 412 children of public exports of settings-catalog policies, none of which breaks the rule by
    /// which the ids are made.
    UNVERIFIED_ID, "render-unverified-id", Info, "a settings-catalog id that was not seen in public"
}

declare_rule! {
    /// ## What it does
    ///
    /// Says that an artifact was not made because nothing is left for it.
    ///
    /// ## Why it matters
    ///
    /// A message without commands, and a profile without rows, are refused by those who would take them.
    ///
    /// ## Example
    ///
    /// An intent whose only setting is `notConfigured`, rendered to `rows`.
    ///
    /// ## What to write instead
    ///
    /// A format with Delete (`syncml`, `syncbody`), or an intent with settings.
    EMPTY, "render-empty", Warning, "an artifact with nothing in it"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings that the server refuses in the format that is asked for.
    ///
    /// ## Why it matters
    ///
    /// Fleet has controls of its own for Windows Update, and refuses a whole configuration profile that sets a node of the area
    /// `Update`.
    ///
    /// ## Example
    ///
    /// `Update/DeferQualityUpdatesPeriodInDays` rendered to `fleet`.
    ///
    /// ## What to write instead
    ///
    /// An intent of its own for these settings, which is not rendered to `fleet`; in Fleet, its setting for OS updates.
    ///
    /// ## Source
    ///
    /// Fleet's own tests of configuration profiles.
    REFUSED, "render-refused", Error, "a setting that the server refuses"
}

pub(super) const RULES: &[&Rule] = &[&LEFT_OUT, &UNVERIFIED_ID, &EMPTY, &REFUSED];

/// Fleet refuses a setting.
pub fn refused(span: Span, node: &str) -> Finding {
    REFUSED
        .finding(
            span,
            format!("`{node}` makes Fleet refuse the profile, as it has its own controls for Windows Update"),
        )
        .help(format!("move `{node}` to an intent that is not rendered to `fleet`"))
}

/// A setting was left out of a format.
pub fn left_out(span: Span, node: &str, format: &str) -> Finding {
    let message = format!("`{node}` is left out of `{format}`, which has no Delete");
    LEFT_OUT.finding(span, message).help("nothing to do: what is not in the profile is not configured")
}

/// Ids that no public export has shown.
pub fn unverified_ids(span: Span, ids: &[&str]) -> Finding {
    let (these, follow, were) = if ids.len() == 1 { ("id", "follows", "was") } else { ("ids", "follow", "were") };
    let message = format!(
        "the settings-catalog {these} {} {follow} the rule of all others but {were} not seen in a public export",
        enumeration(ids)
    );
    UNVERIFIED_ID.finding(span, message).help("import the artifact into a test tenant first")
}

/// An artifact would be empty.
///
/// `left_out` says whether there were settings that the format cannot carry.
pub fn empty(span: Span, format: &str, left_out: bool) -> Finding {
    let finding = EMPTY.finding(span, format!("nothing is left to render to `{format}`, so no artifact is made"));
    if left_out {
        return finding.help("add settings that set something, or render to `syncml`, which has Delete");
    }
    finding.help("add settings")
}
