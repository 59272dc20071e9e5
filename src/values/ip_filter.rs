//! The filters that name the local addresses on which the WinRM service listens.

use super::address::Address;
use super::ip_range::IpRange;
use super::ip_range_problem::IpRangeProblem;
use super::list::{self, CommaListProblem, ListProblem};
use super::problem::Located;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The local addresses on which WinRM listens. Not the addresses that may connect: that is for the firewall.
///
/// (Documented: Microsoft, Policy CSP RemoteManagement, AllowRemoteServerManagement.)
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IpFilter<A> {
    /// `*`, all addresses of the computer.
    Any,
    /// Empty, no address of this family.
    None,
    /// The addresses in at least one of the ranges, which may overlap.
    Ranges(Vec<IpRange<A>>),
}

/// The filter for IPv4.
pub type Ipv4Filter = IpFilter<Ipv4Addr>;
/// The filter for IPv6.
pub type Ipv6Filter = IpFilter<Ipv6Addr>;

/// One entry of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IpFilterEntry<A> {
    /// `*`.
    Any,
    /// A range.
    Range(IpRange<A>),
}

/// An entry of the filter for IPv4.
pub type Ipv4FilterEntry = IpFilterEntry<Ipv4Addr>;
/// An entry of the filter for IPv6.
pub type Ipv6FilterEntry = IpFilterEntry<Ipv6Addr>;

impl<A: Address> IpFilterEntry<A> {
    /// Parses one entry.
    ///
    /// # Errors
    ///
    /// The first thing that makes the text neither `*` nor a range.
    pub fn parse(text: &str) -> Result<Self, Located<IpRangeProblem>> {
        match text {
            "*" => Ok(Self::Any),
            range => IpRange::parse(range).map(Self::Range),
        }
    }

    fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    fn range(self) -> Option<IpRange<A>> {
        match self {
            Self::Any => None,
            Self::Range(range) => Some(range),
        }
    }
}

impl<A: Address> IpFilter<A> {
    /// Parses the comma-separated form. Blanks and tabs around entries mean nothing.
    ///
    /// # Errors
    ///
    /// All entries that are neither `*` nor ranges, and a `*` beside ranges.
    pub fn parse(text: &str) -> Result<Self, Vec<Located<CommaListProblem<IpRangeProblem>>>> {
        list::parse(text, IpFilterEntry::parse, Self::from_entries)
    }

    /// Puts parsed entries together.
    ///
    /// # Errors
    ///
    /// A `*` beside other entries: WinRM would ignore the ranges (documented, as above), and the author
    /// meant something by them.
    pub fn from_entries(entries: Vec<IpFilterEntry<A>>) -> Result<Self, Vec<ListProblem>> {
        let problems = list::not_alone(&entries, IpFilterEntry::is_any);
        if !problems.is_empty() {
            return Err(problems);
        }
        if entries.is_empty() {
            return Ok(Self::None);
        }
        let ranges: Option<Vec<_>> = entries.into_iter().map(IpFilterEntry::range).collect();
        Ok(ranges.map_or(Self::Any, Self::Ranges))
    }

    /// Whether WinRM listens on all addresses.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// Whether WinRM listens on no address.
    pub fn is_none(&self) -> bool {
        self.ranges().is_empty() && !self.is_any()
    }

    /// The ranges in the author's order; none for `*` and for the empty filter.
    pub fn ranges(&self) -> &[IpRange<A>] {
        match self {
            Self::Any | Self::None => &[],
            Self::Ranges(ranges) => ranges,
        }
    }
}
impl<A: Address> fmt::Display for IpFilter<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("*"),
            Self::None | Self::Ranges(_) => list::write_joined(formatter, self.ranges()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::ListProblemKind;
    use super::*;

    fn sent(text: &str) -> String {
        Ipv4Filter::parse(text).map_or_else(|problems| format!("{problems:?}"), |filter| filter.to_string())
    }

    fn messages(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let problems = Ipv4Filter::parse(text).err().unwrap_or_default();
        problems.into_iter().map(|found| (found.range.clone(), found.to_string())).collect()
    }

    #[test]
    fn what_is_sent() {
        assert_eq!(sent("2.0.0.1-2.0.0.20, 24.0.0.1-24.0.0.22"), "2.0.0.1-2.0.0.20,24.0.0.1-24.0.0.22");
        assert_eq!(sent("*"), "*");
        assert_eq!(sent(" * "), "*");
        assert_eq!(sent(""), "");
        assert_eq!(sent("10.0.0.7,10.0.0.7"), "10.0.0.7-10.0.0.7,10.0.0.7-10.0.0.7");
    }

    #[test]
    fn all_problems_come_at_once() {
        let found = messages("*, 10.0.0.0/8,10.0.0.1,");
        let expected = [
            (0..1, "`*` stands beside other entries".to_owned()),
            (11..13, "a filter takes ranges, not subnets".to_owned()),
            (23..23, "the range is empty".to_owned()),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_one_by_one() {
        let entry = |text| Ipv6FilterEntry::parse(text);
        assert_eq!(entry("*"), Ok(IpFilterEntry::Any));
        assert!(matches!(entry("::1"), Ok(IpFilterEntry::Range(_))));
        let loopback: Vec<_> = entry("::1").into_iter().collect();
        let filter = Ipv6Filter::from_entries(loopback.clone()).map(|filter| filter.to_string());
        assert_eq!(filter, Ok("::1-::1".to_owned()));
        assert_eq!(Ipv6Filter::from_entries(vec![]), Ok(IpFilter::None));
        assert_eq!(Ipv6Filter::from_entries(vec![IpFilterEntry::Any]), Ok(IpFilter::Any));
        let mixed = [loopback, vec![IpFilterEntry::Any]].concat();
        let kind = ListProblemKind::NotAlone;
        assert_eq!(Ipv6Filter::from_entries(mixed), Err(vec![ListProblem { index: 1, kind }]));
    }

    #[test]
    fn rules_can_ask() {
        let filter = Ipv4Filter::parse("10.0.0.7,8.8.8.0-8.8.8.9").unwrap_or(IpFilter::None);
        assert_eq!(filter.ranges().len(), 2);
        assert!(!filter.is_any() && !filter.is_none());
        assert!(Ipv4Filter::Any.is_any() && !Ipv4Filter::Any.is_none());
        assert!(Ipv4Filter::None.is_none() && !Ipv4Filter::None.is_any());
    }
}
