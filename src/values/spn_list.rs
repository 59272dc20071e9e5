//! The servers of one policy for the delegation of credentials.

use super::list::{self, ListProblem};
use super::spn::Spn;

/// The servers to which one policy lets, or does not let, credentials be delegated.
///
/// Nothing says that `*` must stand alone here, so other entries beside it are not refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SpnList(Vec<Spn>);

impl SpnList {
    /// Puts parsed entries together.
    ///
    /// # Errors
    ///
    /// Entries that repeat an earlier one in any case.
    pub fn from_spns(entries: Vec<Spn>) -> Result<Self, Vec<ListProblem>> {
        let problems = list::duplicates(&entries, |entry| entry.to_string().to_ascii_lowercase());
        if problems.is_empty() { Ok(Self(entries)) } else { Err(problems) }
    }

    /// The entries in the author's order.
    pub fn entries(&self) -> &[Spn] {
        &self.0
    }

    /// Whether every service of every host is meant.
    pub fn is_any(&self) -> bool {
        self.0.iter().any(Spn::is_any)
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::ListProblemKind;
    use super::*;

    fn list(texts: &[&str]) -> Result<SpnList, Vec<ListProblem>> {
        SpnList::from_spns(texts.iter().filter_map(|text| Spn::parse(text).ok()).collect())
    }

    #[test]
    fn repeated_entries_are_refused() {
        let kind = ListProblemKind::Duplicate { first: 0, entry: "wsman/A".to_owned() };
        assert_eq!(list(&["WSMAN/a", "WSMAN/b", "wsman/A"]), Err(vec![ListProblem { index: 2, kind }]));
    }

    #[test]
    fn rules_can_ask() {
        let spns = list(&["WSMAN/a", "TERMSRV/b", "*"]).unwrap_or_default();
        assert!(spns.is_any());
        assert_eq!(spns.entries().len(), 3);
        assert!(!list(&["WSMAN/*"]).unwrap_or_default().is_any());
    }
}
