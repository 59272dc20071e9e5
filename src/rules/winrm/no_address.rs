//! A listener without an address.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds `AllowRemoteServerManagement` enabled with both of its filters empty.
    ///
    /// ## Why it matters
    ///
    /// The filters name the addresses of the device on which WinRM listens. An empty filter is not "no limit" but "no
    /// address": `winrm enumerate winrm/config/listener` shows `ListeningOn = null`, and every connection fails, from
    /// the device itself too.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: []
    ///       AllowAutoConfig_IPv6Filter: []
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteServerManagement:
    ///     enabled:
    ///       AllowAutoConfig_IPv4Filter: ["*"]
    ///       AllowAutoConfig_IPv6Filter: ["*"]
    /// ```
    ///
    /// To keep other computers away, write `AllowRemoteServerManagement: disabled`.
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`; `MicrosoftDocs/PowerShell-Docs` issue 6804.
    NO_ADDRESS, "winrm-no-address", Warning, "WinRM listens on no address"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    finding(context).into_iter().collect()
}

fn finding(context: &Context<'_>) -> Option<Finding> {
    let service = &context.model.service;
    let ipv4 = service.ipv4_filter.place().filter(|_| service.ipv4_filter.value.is_none())?;
    let ipv6 = service.ipv6_filter.place().filter(|_| service.ipv6_filter.value.is_none())?;
    let message = "WinRM listens on no address of the device, so every connection to it fails";
    let help = "write `\"*\"` into both filters, as in `AllowAutoConfig_IPv4Filter: [\"*\"]`, \
        or `AllowRemoteServerManagement: disabled` to keep other computers away";
    let finding = NO_ADDRESS.finding(ipv4, message).label("no IPv4 address");
    Some(finding.other(ipv6, "no IPv6 address").help(help))
}
