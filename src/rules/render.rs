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
    /// Fleet has controls of its own for Windows Update and BitLocker, and refuses a whole configuration profile that sets a node
    /// of theirs. Rows (`intune`, `rows`) carry values only, numbers of 32 bits, and Intune at most 1,000 of them; the settings
    /// catalog has ids for nodes with names of their own.
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
    /// Fleet's own tests of configuration profiles; Microsoft Graph's description of `omaSetting` and its kinds.
    REFUSED, "render-refused", Error, "a setting that the server refuses"
}

declare_rule! {
    /// ## What it does
    ///
    /// Says that a setting gets no command under `--verb delete`, as its node has no Delete.
    ///
    /// ## Why it matters
    ///
    /// The device keeps the value after the profile is taken away.
    ///
    /// ## Example
    ///
    /// `./Vendor/MSFT/Firewall/MdmStore/Global/EnablePacketQueue` under `--verb delete`.
    ///
    /// ## What to write instead
    ///
    /// An intent that sets the value which the device should have afterwards.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `AccessType`.
    NO_DELETE, "render-no-delete", Warning, "a setting that cannot be removed"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds `Enterprise multi-session` among the targets of an `intune` artifact.
    ///
    /// ## Why it matters
    ///
    /// Intune does not apply custom profiles to that edition: the devices keep what they have.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// targets:
    ///   - windows: 11 24H2
    ///     editions: [Enterprise, Enterprise multi-session]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The same intent rendered to `settings-catalog`.
    ///
    /// ## Source
    ///
    /// Microsoft, "Using Azure Virtual Desktop multi-session with Microsoft Intune".
    MULTI_SESSION, "render-multi-session", Warning, "a custom profile for an edition that takes none"
}

pub(super) const RULES: &[&Rule] = &[&LEFT_OUT, &UNVERIFIED_ID, &EMPTY, &REFUSED, &NO_DELETE, &MULTI_SESSION];

/// So many further places are shown.
const MOST_SHOWN: usize = 3;

/// Why a setting cannot be rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Fleet has controls of its own for Windows Update and for BitLocker.
    FleetControls(&'static str),
    /// A number that does not fit into 32 bits, or a raw text that is none.
    NoNumber,
    /// A raw text for a truth value that is none.
    NoTruth,
    /// A node that holds no value.
    NoValue,
    /// A node whose name the author gave: the settings catalog has ids for stated names only.
    NoDefinition,
    /// A value that is sent as it stands.
    Raw,
    /// More settings than a profile has room for: how many there are, and how many it takes.
    TooMany(usize, usize),
}

/// A setting cannot be rendered to a format.
#[must_use]
///
/// `others` are the places of further settings that are refused for the same reason.
pub fn refused(span: Span, node: &str, others: &[Span], format: &str, reason: Reason) -> Finding {
    let count = others.len();
    let node = if count == 0 { format!("`{node}`") } else { format!("`{node}` and {count} more") };
    let elsewhere =
        format!("put it into a file of its own, and leave that out of the paths that are rendered to `{format}`");
    let (message, help) = match reason {
        Reason::FleetControls(what) => {
            let message = format!("for {node} Fleet refuses the profile: it has its own controls for {what}");
            (message, elsewhere)
        }
        Reason::NoNumber => {
            (format!("`{format}` takes numbers of 32 bits, and the value of {node} is none"), elsewhere)
        }
        Reason::NoTruth => {
            (format!("`{format}` takes `true` or `false`, and the value of {node} is neither"), elsewhere)
        }
        Reason::NoValue => (format!("{node} without a value: `{format}` carries values only"), elsewhere),
        Reason::NoDefinition => (
            format!(
                "{node} with a name that you gave: `omauri` knows the settings catalog's ids of nodes with fixed names only"
            ),
            elsewhere,
        ),
        Reason::Raw => (format!("{node} as it stands: `{format}` has no place for raw values"), elsewhere),
        Reason::TooMany(count, most) => (
            format!("{node} has {count} settings, and a profile of `{format}` takes {most}"),
            "split the intent".to_owned(),
        ),
    };
    let finding = REFUSED.finding(span, message).help(help);
    others.iter().take(MOST_SHOWN).fold(finding, |finding, place| finding.other(*place, "and this"))
}

/// A setting cannot be removed.
#[must_use]
pub fn no_delete(span: Span, node: &str) -> Finding {
    NO_DELETE
        .finding(span, format!("`{node}` cannot be removed, so nothing is sent for it"))
        .help("set the value that the device should have afterwards, in an intent of its own")
}

/// A custom profile does not reach Enterprise multi-session.
#[must_use]
pub fn multi_session(span: Span) -> Finding {
    MULTI_SESSION
        .finding(span, "`Enterprise multi-session` takes no custom profile of Intune")
        .help("render to `settings-catalog` for these devices, or remove the edition")
}

/// A setting was left out of a format.
///
/// A policy that no profile sets is not configured; what a policy is not stays until somebody removes it.
pub fn left_out(span: Span, node: &str, is_policy: bool, format: &str) -> Finding {
    let message = format!("`{node}` is left out of `{format}`, which has no Delete");
    let help = if is_policy {
        "nothing to do: what is not in the profile is not configured"
    } else {
        "what is on the device already stays there: send the Delete by a format that has it, such as `syncml`"
    };
    LEFT_OUT.finding(span, message).help(help)
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

/// What became of the settings of an artifact that would be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptied {
    /// There are none.
    NoSettings,
    /// The format cannot carry them.
    LeftOut,
    /// They cannot be removed.
    NotRemovable,
}

/// An artifact would be empty.
pub fn empty(span: Span, format: &str, why: Emptied) -> Finding {
    let finding = EMPTY.finding(span, format!("nothing is left to render to `{format}`, so no artifact is made"));
    finding.help(match why {
        Emptied::NoSettings => "add settings",
        Emptied::LeftOut => "add settings that set something, or render to `syncml`, which has Delete",
        Emptied::NotRemovable => {
            "write an intent with the values that the devices should have afterwards, and render that"
        }
    })
}
