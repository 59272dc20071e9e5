//! Why a text is no range of a filter, and what to write instead.

use super::address::Family;
use super::problem::{Problem, write_or};
use std::net::Ipv4Addr;

/// A text that is no range of addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IpRangeProblem {
    /// Nothing is written.
    #[error("the range is empty")]
    Empty,
    /// A blank, a line break or another white space.
    #[error("a range has no blanks")]
    Blank {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Several ranges in one entry.
    #[error("one entry is one range")]
    Comma,
    /// A dash that is not the hyphen of the keyboard.
    #[error("`{dash}` is not the hyphen")]
    Dash {
        /// The character at fault.
        dash: char,
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Two hyphens.
    #[error("a range has one `-`")]
    SecondDash,
    /// A `*` that is not the whole entry.
    #[error("a range has no `*`")]
    Wildcard {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// A subnet.
    #[error("a filter takes ranges, not subnets")]
    Cidr {
        /// The range that the subnet means.
        instead: Option<String>,
    },
    /// Square brackets.
    #[error("an address of a filter has no brackets")]
    Brackets {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// `address%zone`.
    #[error("an address of a filter has no zone id")]
    ZoneId,
    /// An address of the other family.
    #[error("an {found} address stands in the {} filter", .found.other())]
    WrongFamily {
        /// The family of the address.
        found: Family,
    },
    /// An IPv4 address that is written as an IPv6 address.
    #[error("this is an IPv4 address in IPv6 notation")]
    Ipv4Mapped {
        /// The address.
        address: Ipv4Addr,
    },
    /// A host name.
    #[error("a filter takes addresses, not host names")]
    HostName,
    /// Neither an address nor anything like one.
    #[error("this is no {family} address")]
    InvalidAddress {
        /// The family of the filter.
        family: Family,
    },
    /// A last address of which only the end is written.
    #[error("the last address is not complete")]
    ShortEnd {
        /// What to write.
        instead: String,
    },
    /// No address before or after the hyphen.
    #[error("an address is missing")]
    MissingAddress,
    /// The last address is below the first.
    #[error("the range is backwards")]
    Backwards {
        /// The range in its order.
        instead: String,
    },
}

impl Problem for IpRangeProblem {
    fn help(&self) -> String {
        let (instead, otherwise) = match self {
            Self::Empty => (None, "remove the entry, or write a range"),
            Self::Blank { instead } | Self::Dash { instead, .. } => {
                (instead.as_deref(), "write `FIRST-LAST`, with a plain hyphen and no blanks")
            }
            Self::Comma | Self::SecondDash => (None, "write each range as an entry of its own"),
            Self::Wildcard { instead } => (instead.as_deref(), "write `FIRST-LAST`, or `*` alone for all addresses"),
            Self::Cidr { instead } => (instead.as_deref(), "write `FIRST-LAST`"),
            Self::Brackets { instead } => (instead.as_deref(), "remove the brackets"),
            Self::ZoneId => (None, "write the address without the part from `%` on"),
            Self::WrongFamily { found } => return format!("move it to the {found} filter"),
            Self::Ipv4Mapped { address } => return format!("write `{address}` in the IPv4 filter"),
            Self::HostName => (None, "write the local addresses on which WinRM is to listen"),
            Self::InvalidAddress { family: Family::Ipv4 } => {
                (None, "write four numbers from 0 to 255, without leading zeros")
            }
            Self::InvalidAddress { family: Family::Ipv6 } => (None, "write an IPv6 address, such as `2001:db8::10`"),
            Self::MissingAddress => (None, "write `FIRST-LAST`"),
            Self::ShortEnd { instead } | Self::Backwards { instead } => (Some(instead.as_str()), ""),
        };
        write_or(instead, otherwise)
    }
}
