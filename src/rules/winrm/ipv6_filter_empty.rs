//! IPv4 alone.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `AllowRemoteServerManagement` enabled with an empty IPv6 filter beside an IPv4 filter that is not empty.
    ///
    /// ## Why it matters
    ///
    /// WinRM then does not listen on `::1`. A device that looks up `localhost` or its own name gets `::1` first, even
    /// on a network without IPv6, so what talks to its own WinRM breaks: remoting to `localhost`, and event
    /// collectors that forward their own events.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["10.20.0.1-10.20.0.254"]
    ///       AllowAutoConfig_IPv6Filter: []
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["10.20.0.1-10.20.0.254"]
    ///       AllowAutoConfig_IPv6Filter: ["::1"]
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement` (an empty filter names no address);
    /// `palantir/windows-event-forwarding` issue 37 and `dpaulson45/HealthChecker` issue 474 for what breaks. Both
    /// repair it with `*`; that `::1` is enough follows from what filters mean.
    IPV6_FILTER_EMPTY, "winrm-ipv6-filter-empty", Warning, "WinRM listens on IPv4 only, not on `::1`"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    finding(context).into_iter().collect()
}

fn finding(context: &Context<'_>) -> Option<Finding> {
    let service = &context.model.service;
    let ipv4 = service.ipv4_filter.place().filter(|_| !service.ipv4_filter.value.is_none())?;
    let ipv6 = service.ipv6_filter.place().filter(|_| service.ipv6_filter.value.is_none())?;
    let message = "WinRM does not listen on `::1`, so the device cannot reach itself as `localhost` \
        or forward events to its own collector";
    let help = "write `AllowAutoConfig_IPv6Filter: [\"*\"]`, \
        or `AllowAutoConfig_IPv6Filter: [\"::1\"]` for the device itself alone";
    let finding = IPV6_FILTER_EMPTY.finding(ipv6, message).label("no IPv6 address, `::1` neither");
    Some(finding.other(ipv4, "listens on these").help(help))
}
