//! What the filters for IPv4 and IPv6 have apart.

use ipnet::{Ipv4Net, Ipv6Net};
use std::fmt;
use std::hash::Hash;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A version of the Internet Protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// IPv4.
    Ipv4,
    /// IPv6.
    Ipv6,
}

impl Family {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ipv4 => Self::Ipv6,
            Self::Ipv6 => Self::Ipv4,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ipv4 => "IPv4",
            Self::Ipv6 => "IPv6",
        })
    }
}

/// [`Ipv4Addr`] or [`Ipv6Addr`].
pub trait Address: sealed::Bounds + Copy + Ord + Hash + fmt::Debug + fmt::Display + FromStr {
    /// Which of the two.
    const FAMILY: Family;
}

impl Address for Ipv4Addr {
    const FAMILY: Family = Family::Ipv4;
}

impl Address for Ipv6Addr {
    const FAMILY: Family = Family::Ipv6;
}

pub(super) mod sealed {
    /// Keeps the trait to its two types, and what only this module needs out of sight.
    pub trait Bounds: Sized {
        /// First and last address of a subnet in CIDR notation.
        fn of_subnet(text: &str) -> Option<(Self, Self)>;
        /// First and last address of a pattern such as `10.0.*`.
        fn of_pattern(text: &str) -> Option<(Self, Self)>;
        /// The IPv4 address that is written as this IPv6 address.
        fn mapped(self) -> Option<std::net::Ipv4Addr>;
    }
}

impl sealed::Bounds for Ipv4Addr {
    fn of_subnet(text: &str) -> Option<(Self, Self)> {
        let subnet: Ipv4Net = text.parse().ok()?;
        Some((subnet.network(), subnet.broadcast()))
    }

    fn of_pattern(text: &str) -> Option<(Self, Self)> {
        let written = text.split('.').take_while(|part| *part != "*").count();
        let is_pattern = text.split('.').skip(written).all(|part| part == "*") && (1..=3).contains(&written);
        let fill = |filler: &str| {
            let mut parts: Vec<&str> = text.split('.').take(written).collect();
            parts.resize(4, filler);
            parts.join(".").parse().ok()
        };
        let is_short_enough = text.split('.').count() <= 4;
        if is_pattern && is_short_enough { Some((fill("0")?, fill("255")?)) } else { None }
    }

    fn mapped(self) -> Option<Ipv4Addr> {
        None
    }
}

impl sealed::Bounds for Ipv6Addr {
    fn of_subnet(text: &str) -> Option<(Self, Self)> {
        let subnet: Ipv6Net = text.parse().ok()?;
        Some((subnet.network(), subnet.broadcast()))
    }

    fn of_pattern(_: &str) -> Option<(Self, Self)> {
        None
    }

    fn mapped(self) -> Option<Ipv4Addr> {
        self.to_ipv4_mapped()
    }
}
