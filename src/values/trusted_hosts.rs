//! The whole of WinRM's list of trusted hosts.

use super::host_pattern::HostPattern;
use super::host_pattern_problem::HostPatternProblem;
use super::list::{self, CommaListProblem, ListProblem};
use super::problem::Located;
use std::fmt;

/// The hosts that a WinRM client trusts without proof of who they are.
///
/// A list without entries is legal and trusts nobody: `TrustedHosts` is empty by default (documented:
/// Microsoft, "Installation and configuration for Windows Remote Management").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct TrustedHosts(Vec<HostPattern>);

impl TrustedHosts {
    /// Parses the comma-separated form. Blanks and tabs around entries mean nothing.
    ///
    /// # Errors
    ///
    /// All entries that are not host patterns, and those that do not go together.
    pub fn parse(text: &str) -> Result<Self, Vec<Located<CommaListProblem<HostPatternProblem>>>> {
        list::parse(text, HostPattern::parse, Self::from_patterns)
    }

    /// Puts parsed entries together.
    ///
    /// # Errors
    ///
    /// `*` beside other entries (inferred from its description: it trusts all hosts, and a list of host
    /// patterns that a client cannot use fails as a whole with `ERROR_WSMAN_INVALID_HOSTNAME_PATTERN`),
    /// and an entry that repeats an earlier one in any case.
    pub fn from_patterns(entries: Vec<HostPattern>) -> Result<Self, Vec<ListProblem>> {
        let mut problems = list::not_alone(&entries, HostPattern::is_any);
        if problems.is_empty() {
            problems = list::duplicates(&entries, |entry| entry.to_string().to_ascii_lowercase());
        }
        if problems.is_empty() { Ok(Self(entries)) } else { Err(problems) }
    }

    /// The entries in the author's order.
    pub fn entries(&self) -> &[HostPattern] {
        &self.0
    }

    /// Whether every host is trusted.
    pub fn is_any(&self) -> bool {
        self.0.iter().any(HostPattern::is_any)
    }
}

impl fmt::Display for TrustedHosts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        list::write_joined(formatter, &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::ListProblemKind;
    use super::*;

    fn sent(text: &str) -> String {
        TrustedHosts::parse(text).map_or_else(|problems| format!("{problems:?}"), |list| list.to_string())
    }

    fn places(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let problems = TrustedHosts::parse(text).err().unwrap_or_default();
        problems.into_iter().map(|found| (found.range.clone(), found.to_string())).collect()
    }

    #[test]
    fn lists_are_joined_by_commas_without_blanks() {
        assert_eq!(sent("web01, *.corp.example.com ,2001:db8::10"), "web01,*.corp.example.com,[2001:db8::10]");
        assert_eq!(sent("*"), "*");
        assert_eq!(sent("  "), "");
    }

    #[test]
    fn all_problems_come_at_once_and_in_order() {
        let found = places("web01,a b,,WEB01");
        let expected = [
            (7..8, "a host has no blanks".to_owned()),
            (10..10, "the host is empty".to_owned()),
            (11..16, "`WEB01` is listed twice".to_owned()),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn any_stands_alone() {
        assert_eq!(places("web01,*"), [(6..7, "`*` stands beside other entries".to_owned())]);
        let entries = vec![HostPattern::Local, HostPattern::Any];
        let kind = ListProblemKind::NotAlone;
        assert_eq!(TrustedHosts::from_patterns(entries), Err(vec![ListProblem { index: 1, kind }]));
    }

    #[test]
    fn the_two_spellings_of_an_address_are_one_entry() {
        assert_eq!(places("::1,[0::1]"), [(4..10, "`[::1]` is listed twice".to_owned())]);
    }

    #[test]
    fn rules_can_ask() {
        let list = TrustedHosts::parse("web01,10.0.0.7,::1").unwrap_or_default();
        assert_eq!(list.entries().len(), 3);
        assert!(!list.is_any());
        assert!(TrustedHosts::parse("*").unwrap_or_default().is_any());
    }
}
