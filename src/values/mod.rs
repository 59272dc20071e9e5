//! The grammars of values: what a text element, a list entry or an enum item may hold.
//!
//! Each type is parsed once and cannot hold a value that a device would refuse; its `Display` is what is
//! sent to the device. Parsing never panics. What it refuses comes back as a [`Problem`] in a [`Located`],
//! with the place as byte offsets inside the text that was parsed.
//!
//! | type | grammar |
//! |---|---|
//! | [`HostPattern`], [`TrustedHosts`] | WinRM's list of trusted hosts |
//! | [`Ipv4Range`], [`Ipv4Filter`], [`Ipv6Range`], [`Ipv6Filter`] | the addresses on which WinRM listens |
//! | [`Spn`], [`SpnList`] | servers to which credentials may be delegated |
//! | [`LocUri`] | the address of a node |
//! | [`Pattern`] | a regular expression that describes values |
//! | [`PolicyText`] | free text of an element |
//! | [`HardeningLevel`] | how WinRM treats channel binding tokens |

mod address;
mod hardening_level;
mod host_name;
mod host_pattern;
mod host_pattern_problem;
mod ip_filter;
mod ip_range;
mod ip_range_problem;
mod list;
mod loc_uri;
mod pattern;
mod problem;
mod sddl;
mod spn;
mod spn_list;
mod spn_problem;
mod text;
mod trusted_hosts;

pub use address::{Address, Family};
pub use hardening_level::{HardeningLevel, UnknownHardeningLevel};
pub use host_name::HostName;
pub use host_pattern::HostPattern;
pub use host_pattern_problem::HostPatternProblem;
pub use ip_filter::{IpFilter, IpFilterEntry, Ipv4Filter, Ipv4FilterEntry, Ipv6Filter, Ipv6FilterEntry};
pub use ip_range::{IpRange, Ipv4Range, Ipv6Range};
pub use ip_range_problem::IpRangeProblem;
pub use list::{CommaListProblem, ListProblem, ListProblemKind};
pub use loc_uri::{LocUri, LocUriProblem};
pub use pattern::{Pattern, PatternProblem};
pub use problem::{Located, Problem};
pub use sddl::is_sddl;
pub use spn::{ServiceSpn, Spn};
pub use spn_list::SpnList;
pub use spn_problem::SpnProblem;
pub use text::{PolicyText, TextProblem, TooLong, check_length};
pub use trusted_hosts::TrustedHosts;
