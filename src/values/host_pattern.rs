//! One entry of WinRM's list of trusted hosts.

use super::host_name::{HostName, is_numeric};
use super::host_pattern_problem::HostPatternProblem;
use super::problem::{Located, first_blank};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// What WinRM calls the machines of the workgroup (documented: output of `winrm help config`). That it means names without
/// a dot is inferred.
const LOCAL: &str = "<local>";

/// A host, or a pattern of hosts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HostPattern {
    /// `*`, every host.
    Any,
    /// `<local>`, every host that is named without a dot (inferred).
    Local,
    /// A name, or a pattern with one `*`.
    Name(HostName),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address, which WinRM wants in square brackets (documented: Microsoft, "Installation and
    /// configuration for Windows Remote Management").
    Ipv6(Ipv6Addr),
}

type Parsed<T> = Result<T, Located<HostPatternProblem>>;

impl HostPattern {
    /// Parses one entry. An IPv6 address may be given without its brackets.
    ///
    /// # Errors
    ///
    /// The first thing that makes the text no host pattern.
    pub fn parse(text: &str) -> Parsed<Self> {
        if text.is_empty() {
            return refuse(0..0, HostPatternProblem::Empty);
        }
        if text == "*" {
            return Ok(Self::Any);
        }
        if text.eq_ignore_ascii_case(LOCAL) {
            return Ok(Self::Local);
        }
        refuse_blank(text)?;
        refuse_url(text)?;
        refuse_cidr(text)?;
        if let Some(start) = text.find(',') {
            return refuse(start..start + 1, HostPatternProblem::Comma);
        }
        match text.strip_prefix('[') {
            Some(opened) => bracketed(text, opened),
            None => bare(text),
        }
    }

    /// Whether this is every host.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// Whether this can be more than one host.
    pub fn has_wildcard(&self) -> bool {
        match self {
            Self::Any | Self::Local => true,
            Self::Name(name) => name.has_wildcard(),
            Self::Ipv4(_) | Self::Ipv6(_) => false,
        }
    }

    /// The address, if this is one.
    pub fn address(&self) -> Option<IpAddr> {
        match self {
            Self::Ipv4(address) => Some(IpAddr::V4(*address)),
            Self::Ipv6(address) => Some(IpAddr::V6(*address)),
            Self::Any | Self::Local | Self::Name(_) => None,
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("*"),
            Self::Local => formatter.write_str(LOCAL),
            Self::Name(name) => name.fmt(formatter),
            Self::Ipv4(address) => address.fmt(formatter),
            Self::Ipv6(address) => write!(formatter, "[{address}]"),
        }
    }
}

fn refuse<T>(range: Range<usize>, problem: HostPatternProblem) -> Parsed<T> {
    Err(Located::new(range, problem))
}

/// The text that would be sent for `text`, if it is a host pattern. Offered only where the text became simpler.
fn normalised(text: &str) -> Option<String> {
    HostPattern::parse(text).ok().map(|pattern| pattern.to_string())
}

/// The same for what stands in brackets; brackets in brackets would recurse as deep as a hostile text wants.
fn normalised_inner(text: &str) -> Option<String> {
    (!text.contains('[')).then(|| normalised(text)).flatten()
}

fn refuse_blank(text: &str) -> Parsed<()> {
    match first_blank(text) {
        None => Ok(()),
        Some(range) => {
            let trimmed = text.trim();
            let instead = first_blank(trimmed).is_none().then(|| normalised(trimmed)).flatten();
            refuse(range, HostPatternProblem::Blank { instead })
        }
    }
}

fn refuse_url(text: &str) -> Parsed<()> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok(());
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let instead = normalised(authority).or_else(|| normalised(without_port(authority)?));
    refuse(0..scheme.len() + 3, HostPatternProblem::Url { instead })
}

fn without_port(authority: &str) -> Option<&str> {
    authority.rsplit_once(':').map(|(host, _)| host)
}

fn refuse_cidr(text: &str) -> Parsed<()> {
    let Some((address, prefix)) = text.split_once('/') else {
        return Ok(());
    };
    let plain = address.trim_matches(['[', ']']);
    if plain.parse::<IpAddr>().is_err() && !is_numeric(plain) {
        return Ok(());
    }
    let instead = address_pattern(plain, prefix);
    refuse(address.len()..text.len(), HostPatternProblem::Cidr { instead })
}

/// The pattern that means the same as an IPv4 subnet, which there is only for whole octets.
fn address_pattern(address: &str, prefix: &str) -> Option<String> {
    let address: Ipv4Addr = address.parse().ok()?;
    let [first, second, third, _] = address.octets();
    match prefix {
        "8" => Some(format!("{first}.*")),
        "16" => Some(format!("{first}.{second}.*")),
        "24" => Some(format!("{first}.{second}.{third}.*")),
        "32" => Some(address.to_string()),
        _ => None,
    }
}

fn bracketed(text: &str, opened: &str) -> Parsed<HostPattern> {
    let Some((inner, rest)) = opened.split_once(']') else {
        let instead = normalised_inner(opened);
        return refuse(0..text.len(), HostPatternProblem::InvalidIpv6 { instead });
    };
    if !rest.is_empty() {
        let range = inner.len() + 2..text.len();
        let instead = normalised_inner(inner);
        return match rest.strip_prefix(':') {
            Some(_) => refuse(range, HostPatternProblem::Port { instead }),
            None => refuse(range, HostPatternProblem::InvalidIpv6 { instead }),
        };
    }
    ipv6(inner, 1)
}

fn bare(text: &str) -> Parsed<HostPattern> {
    if let Ok(address) = text.parse() {
        return Ok(HostPattern::Ipv4(address));
    }
    // Filters take ranges; here one would pass for a name and match no host.
    if text.split_once('-').is_some_and(|(first, _)| first.parse::<Ipv4Addr>().is_ok()) {
        return refuse(0..text.len(), HostPatternProblem::Range);
    }
    match text.match_indices(':').count() {
        1 if text.ends_with('*') => ipv6(text, 0),
        0 => HostName::parse(text).map(HostPattern::Name),
        1 => {
            let host = without_port(text).unwrap_or_default();
            let instead = normalised(host);
            refuse(host.len()..text.len(), HostPatternProblem::Port { instead })
        }
        _ => ipv6(text, 0),
    }
}

fn ipv6(text: &str, start: usize) -> Parsed<HostPattern> {
    if let Ok(address) = text.parse() {
        return Ok(HostPattern::Ipv6(address));
    }
    if let Some((address, zone)) = text.split_once('%') {
        let range = start + address.len()..start + address.len() + 1 + zone.len();
        let instead = address.parse().ok().map(|address| HostPattern::Ipv6(address).to_string());
        return refuse(range, HostPatternProblem::ZoneId { instead });
    }
    // Names and IPv4 addresses in brackets; a bare text gets here only with two colons, which no other host has.
    let instead = (!text.contains(':')).then(|| normalised_inner(text)).flatten();
    refuse(start..start + text.len(), HostPatternProblem::InvalidIpv6 { instead })
}

#[cfg(test)]
mod tests;
