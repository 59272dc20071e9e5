//! Filters that look like lists of clients.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::values::{Address, IpFilter, IpRange, Ipv4Range, Ipv6Range};
use crate::winrm::Value;
use std::net::Ipv4Addr;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds filters of `AllowRemoteServerManagement` that name single addresses, or public IPv4 addresses. A single
    /// loopback address (`127.0.0.1`, `::1`) is fine, and so is the range of all IPv4 addresses. Public IPv6 ranges
    /// are fine too, as that is what devices themselves have.
    ///
    /// ## Why it matters
    ///
    /// The filters name the device's own addresses on which WinRM listens. Whoever writes the addresses of the
    /// management servers there, as if it were a list of clients, gets devices that do not listen at all, since they
    /// do not have those addresses. And where a device has one, everybody may connect to it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["10.20.0.5"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["10.20.0.1-10.20.0.254"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// ```
    ///
    /// Which clients may connect is for the firewall rule of TCP port 5985.
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement` and "Installation and configuration for Windows Remote Management";
    /// `JSCU-NL/logging-essentials` issue 1 and `ukncsc/lme` pull request 54 for the mistake in published guides.
    FILTER_CLIENT_LIST, "winrm-filter-client-list", Warning, "a filter of local addresses reads like a list of clients"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let service = &context.model.service;
    [finding(&service.ipv4_filter, ipv4), finding(&service.ipv6_filter, ipv6)].into_iter().flatten().collect()
}

const SINGLE: &str = "a single address, which one device has at most";

fn ipv4(range: Ipv4Range) -> Option<&'static str> {
    let is_everything = range.first() == Ipv4Addr::UNSPECIFIED && range.last() == Ipv4Addr::BROADCAST;
    match range.single() {
        Some(address) => (!address.is_loopback()).then_some(SINGLE),
        None => {
            (range.is_public() && !is_everything).then_some("public addresses, which devices seldom have themselves")
        }
    }
}

fn ipv6(range: Ipv6Range) -> Option<&'static str> {
    range.single().filter(|address| !address.is_loopback()).map(|_| SINGLE)
}

/// One finding for a filter, with each entry that looks like a client.
fn finding<A: Address>(
    filter: &Value<'_, IpFilter<A>>,
    suspicion: fn(IpRange<A>) -> Option<&'static str>,
) -> Option<Finding> {
    let element = filter.element()?;
    let ranges = filter.value.ranges().iter().enumerate();
    let mut suspects = ranges.filter_map(|(index, range)| Some((element.entry_span(index), suspicion(*range)?)));
    let (place, text) = suspects.next()?;
    let family = A::FAMILY;
    let message = format!(
        "WinRM listens only where the {family} filter names an address of the device itself, \
            and takes every client there"
    );
    let id = &element.facts.id;
    let help = format!(
        "write the devices' own addresses, or `{id}: [\"*\"]`, \
            and name the clients in the firewall rule of TCP port 5985"
    );
    let finding = FILTER_CLIENT_LIST.finding(place, message).label(text).help(help);
    let more = suspects.filter(|(span, _)| *span != place);
    Some(more.fold(finding, |finding, (span, text)| finding.other(span, text)))
}
