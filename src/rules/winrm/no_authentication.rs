//! Nothing left to authenticate with.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::winrm::Value;

use super::{Context, MANAGEMENT};

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that leave one side of WinRM without authentication:
    ///
    /// - the service, when Kerberos and Negotiate are refused and neither Basic nor CredSSP is turned on;
    /// - the client, when Basic, Digest, Kerberos and Negotiate are all refused and CredSSP is not turned on.
    ///
    /// ## Why it matters
    ///
    /// Nobody can manage the device any more, or no longer from it. What is left is a certificate, which no policy of
    /// Windows turns on or off: the service does not take it by default, the client has to bring one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowNegotiateAuthenticationService: enabled
    /// ADMX_WindowsRemoteManagement:
    ///   DisallowKerberos_1: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   DisallowNegotiateAuthenticationService: enabled
    /// ADMX_WindowsRemoteManagement:
    ///   DisallowKerberos_1: disabled
    /// ```
    ///
    /// To keep other computers away altogether, write `AllowRemoteServerManagement: disabled`.
    ///
    /// ## Source
    ///
    /// Microsoft, "Installation and configuration for Windows Remote Management" (defaults of each side) and
    /// "Authentication for Remote Connections".
    NO_AUTHENTICATION, "winrm-no-authentication", Error, "no authentication is left"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    [service(context), client(context)].into_iter().flatten().collect()
}

fn service(context: &Context<'_>) -> Option<Finding> {
    let service = &context.model.service;
    let refused = all_refused(&[("Negotiate", &service.negotiate), ("Kerberos", &service.kerberos)])?;
    let ways_in = ["AllowBasicAuthentication_Service", "AllowCredSSPAuthenticationService"];
    let is_open = service.basic.value || service.credssp.value || service.certificate.value;
    if is_open || ways_in.iter().any(|name| context.is_unresolved(MANAGEMENT, name)) {
        return None;
    }
    let message = "the WinRM service accepts no authentication at all, so nobody can connect to the device";
    let note = "Basic, CredSSP and certificates are off by default on the service, and no policy turns certificates on";
    let help = "write `DisallowKerberos_1: disabled` for devices of a domain, or \
        `DisallowNegotiateAuthenticationService: disabled` where local accounts connect too";
    finding(message, refused).map(|finding| finding.note(note).help(help))
}

fn client(context: &Context<'_>) -> Option<Finding> {
    let client = &context.model.client;
    let refused = all_refused(&[
        ("Negotiate", &client.negotiate),
        ("Kerberos", &client.kerberos),
        ("Digest", &client.digest),
        ("Basic", &client.basic),
    ])?;
    if client.credssp.value || context.is_unresolved(MANAGEMENT, "AllowCredSSPAuthenticationClient") {
        return None;
    }
    let message =
        "the WinRM client can authenticate with nothing but a certificate, so most connections from the device fail";
    let note = "CredSSP is off by default on the client; certificates are on, and no policy can refuse them";
    let help = "write `DisallowKerberos_2: disabled` for devices of a domain, or \
        `DisallowNegotiateAuthenticationClient: disabled` where local accounts are used too";
    finding(message, refused).map(|finding| finding.note(note).help(help))
}

type Refused<'a> = Vec<(&'a str, Span)>;

/// Where the profile refuses each of them; none if it leaves one.
fn all_refused<'a>(ways: &[(&'a str, &Value<'_, bool>)]) -> Option<Refused<'a>> {
    ways.iter().map(|(name, way)| way.set_to(&false).map(|span| (*name, span))).collect()
}

fn finding(message: &str, refused: Refused<'_>) -> Option<Finding> {
    let mut labels = refused.into_iter().map(|(name, span)| (span, format!("refuses {name}")));
    let (place, text) = labels.next()?;
    let finding = NO_AUTHENTICATION.finding(place, message).label(text);
    Some(labels.fold(finding, |finding, (span, text)| finding.other(span, text)))
}
