//! Ranges of addresses, as the filters of the WinRM service take them.

use super::address::{Address, Family};
use super::ip_range_problem::IpRangeProblem;
use super::problem::{Located, first_blank};
use ipnet::Ipv4Net;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// Addresses from a first to a last, both included.
///
/// The documented form is `IP1-IP2` (Microsoft, Policy CSP RemoteManagement, AllowRemoteServerManagement, and
/// the text of `ERROR_WSMAN_INVALID_IPFILTER`). A single address is accepted and sent as a range of one,
/// because nothing says that WinRM takes it bare. IPv6 addresses go without brackets, as in the example of
/// those two; the configuration page shows brackets (documented, conflict).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IpRange<A> {
    first: A,
    last: A,
}

/// A range of the IPv4 filter.
pub type Ipv4Range = IpRange<Ipv4Addr>;
/// A range of the IPv6 filter.
pub type Ipv6Range = IpRange<Ipv6Addr>;

type Parsed<T> = Result<T, Located<IpRangeProblem>>;

/// Blocks of addresses that are not reached from the Internet: private use (RFC 1918), shared by carriers
/// (RFC 6598), loopback (RFC 1122) and link-local (RFC 3927). No two of them touch.
const NOT_PUBLIC: [Ipv4Net; 6] = [
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
];

/// Dashes that word processors put in the place of a hyphen.
const DASHES: [char; 5] = ['\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}', '\u{2212}'];

impl<A: Address> IpRange<A> {
    /// The addresses from `first` to `last`; none if that is backwards.
    pub fn new(first: A, last: A) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Parses `FIRST-LAST`, or one address.
    ///
    /// # Errors
    ///
    /// The first thing that makes the text no range of this family.
    pub fn parse(text: &str) -> Parsed<Self> {
        if text.is_empty() {
            return refuse(0..0, IpRangeProblem::Empty);
        }
        refuse_signs::<A>(text)?;
        match text.split_once('-') {
            None => {
                let address = address::<A>(text, 0)?;
                Ok(Self { first: address, last: address })
            }
            Some((first, last)) => between(text, first, last),
        }
    }

    /// The first address.
    pub fn first(&self) -> A {
        self.first
    }

    /// The last address.
    pub fn last(&self) -> A {
        self.last
    }

    /// The address, if there is only one.
    pub fn single(&self) -> Option<A> {
        (self.first == self.last).then_some(self.first)
    }
}

impl Ipv4Range {
    /// Whether some of its addresses can be reached from the Internet. Addresses for documentation count,
    /// because no network owns them.
    pub fn is_public(&self) -> bool {
        let covers = |block: &Ipv4Net| block.contains(&self.first) && block.contains(&self.last);
        !NOT_PUBLIC.iter().any(covers)
    }
}

impl<A: Address> fmt::Display for IpRange<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.first, self.last)
    }
}

fn refuse<T>(range: Range<usize>, problem: IpRangeProblem) -> Parsed<T> {
    Err(Located::new(range, problem))
}

/// The text that would be sent for `text`, if it is a range. Offered only where the text became simpler.
fn normalised<A: Address>(text: &str) -> Option<String> {
    IpRange::<A>::parse(text).ok().map(|range| range.to_string())
}

/// The range between two addresses that were found otherwise.
fn written<A: Address>((first, last): (A, A)) -> String {
    IpRange { first, last }.to_string()
}

/// Signs that ranges do not have, each with the mistake behind it.
fn refuse_signs<A: Address>(text: &str) -> Parsed<()> {
    if let Some(range) = first_blank(text) {
        let instead = normalised::<A>(&text.replace(char::is_whitespace, ""));
        return refuse(range, IpRangeProblem::Blank { instead });
    }
    if let Some((start, dash)) = text.char_indices().find(|(_, sign)| DASHES.contains(sign)) {
        let instead = normalised::<A>(&text.replace(DASHES, "-"));
        return refuse(start..start + dash.len_utf8(), IpRangeProblem::Dash { dash, instead });
    }
    if let Some(start) = text.find(',') {
        return refuse(start..start + 1, IpRangeProblem::Comma);
    }
    if let Some(start) = text.find('/') {
        let instead = A::of_subnet(text).map(written);
        return refuse(start..text.len(), IpRangeProblem::Cidr { instead });
    }
    if let Some(start) = text.find('*') {
        let instead = A::of_pattern(text).map(written);
        return refuse(start..start + 1, IpRangeProblem::Wildcard { instead });
    }
    if let Some(start) = text.find(['[', ']']) {
        let instead = normalised::<A>(&text.replace(['[', ']'], ""));
        return refuse(start..start + 1, IpRangeProblem::Brackets { instead });
    }
    refuse_names(text)
}

fn refuse_names(text: &str) -> Parsed<()> {
    let is_name = !text.contains(':') && text.contains(|sign: char| sign.is_alphabetic());
    if is_name {
        return refuse(0..text.len(), IpRangeProblem::HostName);
    }
    Ok(())
}

fn between<A: Address>(text: &str, first: &str, last: &str) -> Parsed<IpRange<A>> {
    let dash = first.len();
    if let Some(second) = last.find('-') {
        let start = dash + 1 + second;
        return refuse(start..start + 1, IpRangeProblem::SecondDash);
    }
    if first.is_empty() || last.is_empty() {
        return refuse(dash..dash + 1, IpRangeProblem::MissingAddress);
    }
    if let Some(instead) = completed::<A>(first, last) {
        return refuse(dash + 1..text.len(), IpRangeProblem::ShortEnd { instead });
    }
    let first = address::<A>(first, 0)?;
    let last = address::<A>(last, dash + 1)?;
    match IpRange::new(first, last) {
        Some(range) => Ok(range),
        None => refuse(0..text.len(), IpRangeProblem::Backwards { instead: written((last, first)) }),
    }
}

/// `10.0.0.1-20` as other programs write it.
fn completed<A: Address>(first: &str, last: &str) -> Option<String> {
    let is_short = !last.contains(['.', ':']);
    let (head, _) = first.rsplit_once('.')?;
    is_short.then(|| normalised::<A>(&format!("{first}-{head}.{last}"))).flatten()
}

fn address<A: Address>(text: &str, start: usize) -> Parsed<A> {
    let range = start..start + text.len();
    if let Ok(address) = text.parse::<A>() {
        return match address.mapped() {
            None => Ok(address),
            Some(address) => refuse(range, IpRangeProblem::Ipv4Mapped { address }),
        };
    }
    if let Some(zone) = text.find('%').filter(|_| text.contains(':')) {
        return refuse(start + zone..range.end, IpRangeProblem::ZoneId);
    }
    match text.parse() {
        Ok(IpAddr::V4(_)) => refuse(range, IpRangeProblem::WrongFamily { found: Family::Ipv4 }),
        Ok(IpAddr::V6(_)) => refuse(range, IpRangeProblem::WrongFamily { found: Family::Ipv6 }),
        Err(_) => refuse(range, IpRangeProblem::InvalidAddress { family: A::FAMILY }),
    }
}

#[cfg(test)]
mod tests;
