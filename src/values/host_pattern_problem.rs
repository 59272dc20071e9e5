//! Why a text is no host pattern, and what to write instead.

use super::problem::{Problem, write_or};
use super::text::code_point;

/// A text that WinRM cannot use as a trusted host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostPatternProblem {
    /// Nothing is written.
    #[error("the host is empty")]
    Empty,
    /// A blank, a line break or another white space.
    #[error("a host has no blanks")]
    Blank {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Several hosts in one entry.
    #[error("one entry is one host")]
    Comma,
    /// `scheme://host`.
    #[error("this is a URL, not a host")]
    Url {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// `address/prefix`.
    #[error("this is a subnet, not a host")]
    Cidr {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// `address-address`.
    #[error("this is a range of addresses, not a host")]
    Range,
    /// `host:port`.
    #[error("a port cannot be part of the host")]
    Port {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// `address%zone`.
    #[error("a zone id cannot be part of the host")]
    ZoneId {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Digits and dots that are no address.
    #[error("this is no IPv4 address")]
    InvalidIpv4,
    /// Colons or brackets that are no address.
    #[error("this is no IPv6 address")]
    InvalidIpv6 {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// A second `*`.
    #[error("a host has one `*` at most")]
    SecondWildcard,
    /// A character that DNS does not have.
    #[error("`{character}` ({}) cannot be sent as part of a host name", code_point(*.character))]
    NotAscii {
        /// The character at fault.
        character: char,
    },
    /// A character that host names do not have.
    #[error("{} cannot be part of a host name", shown(*.character))]
    BadCharacter {
        /// The character at fault.
        character: char,
    },
    /// Nothing before, between or after dots.
    #[error("a part of the name is empty")]
    EmptyLabel {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// A part that begins or ends with a hyphen.
    #[error("a part of a name cannot begin or end with `-`")]
    HyphenAtEdge,
    /// A part longer than DNS allows.
    #[error("a part of a name has 63 characters at most, this one has {length}")]
    LabelTooLong {
        /// The length in characters.
        length: usize,
    },
    /// A name longer than DNS allows.
    #[error("a name has 253 characters at most, this one has {length}")]
    NameTooLong {
        /// The length in characters.
        length: usize,
    },
}

impl HostPatternProblem {
    /// The host to write instead, where it is known.
    pub fn instead(&self) -> Option<&str> {
        match self {
            Self::Blank { instead }
            | Self::Url { instead }
            | Self::Cidr { instead }
            | Self::Port { instead }
            | Self::ZoneId { instead }
            | Self::InvalidIpv6 { instead }
            | Self::EmptyLabel { instead } => instead.as_deref(),
            _ => None,
        }
    }
}

impl Problem for HostPatternProblem {
    fn help(&self) -> String {
        let otherwise = match self {
            Self::Empty => "remove the entry, or write a host",
            Self::Blank { .. } => "write one host in each entry",
            Self::Comma => "write each host as an entry of its own",
            Self::Url { .. } | Self::Port { .. } => "write only the host",
            Self::Cidr { .. } => "write a name pattern such as `*.corp.example.com`, or each address",
            Self::Range => "write a pattern such as `10.20.0.*`, or each address",
            Self::ZoneId { .. } => "write the address without the part from `%` on",
            Self::InvalidIpv4 => "write four numbers from 0 to 255, without leading zeros",
            Self::InvalidIpv6 { .. } => "write an IPv6 address, such as `2001:db8::10`; it takes no `*`",
            Self::SecondWildcard => "keep one `*`, and write an entry for each case",
            Self::NotAscii { .. } => "write the name in punycode (`xn--…`)",
            Self::BadCharacter { .. } => "write only letters, digits, `-`, `_`, `.` and one `*`",
            Self::EmptyLabel { .. } => "remove a dot",
            Self::HyphenAtEdge => "remove the hyphen",
            Self::LabelTooLong { .. } | Self::NameTooLong { .. } => "shorten the name",
        };
        write_or(self.instead(), otherwise)
    }
}

/// A character that can be seen as itself, another by its number.
fn shown(character: char) -> String {
    if character.is_ascii_graphic() { format!("`{character}`") } else { code_point(character) }
}
