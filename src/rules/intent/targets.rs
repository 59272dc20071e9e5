//! Names of releases and editions.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;

declare_rule! {
    /// ## What it does
    ///
    /// Finds releases that Windows does not have, and ranges that run backwards.
    ///
    /// ## Why it matters
    ///
    /// A setting is judged for every target. One that does not exist proves nothing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// windows: 22H2
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The product and the version, a long-term channel, a range, or a build:
    ///
    /// ```yaml
    /// windows: 11 22H2
    /// windows: 10 LTSC 2021
    /// windows: { from: 10 22H2, to: 11 23H2 }
    /// windows: 10.0.26100.2033
    /// ```
    RELEASE, "intent-release", Error, "a release that is not known"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds editions that Windows does not have.
    ///
    /// ## Why it matters
    ///
    /// Nearly every node works on some editions only; a misspelt edition would be judged as none.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// editions: [Entreprise]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// editions: [Enterprise]
    /// ```
    EDITION, "intent-edition", Error, "an edition that is not known"
}

pub(super) fn release(span: Span, message: &str, help: Option<&str>) -> Finding {
    RELEASE.finding(span, message).help(help.unwrap_or("write a release such as `11 24H2`"))
}

pub(super) fn edition(span: Span, message: &str, help: &str) -> Finding {
    EDITION.finding(span, message).help(help)
}
