//! Traffic without encryption.

use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::winrm::Value;

use super::Context;

declare_rule! {
    /// ## What it does
    ///
    /// Finds profiles that let WinRM's client (`AllowUnencryptedTraffic_Client`) or its service
    /// (`AllowUnencryptedTraffic_Service`) exchange messages over HTTP without encryption.
    ///
    /// ## Why it matters
    ///
    /// With Kerberos, Negotiate or CredSSP, WinRM encrypts its messages over HTTP too. Without that encryption
    /// everybody on the way reads and changes commands and what they print.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowUnencryptedTraffic_Service: enabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowUnencryptedTraffic_Service: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`; DISA STIG WN11-CC-000335 (client) and WN11-CC-000350 (service); CIS
    /// Benchmark for Windows 11, level 1.
    UNENCRYPTED, "winrm-unencrypted", Error, "unencrypted traffic is allowed"
}

pub(super) fn check(context: &Context<'_>) -> Vec<Finding> {
    let model = &context.model;
    let sides =
        [("client", "sends", &model.client.allow_unencrypted), ("service", "takes", &model.service.allow_unencrypted)];
    let finding = |(side, does, unencrypted): (&str, &str, &Value<'_, bool>)| {
        let place = unencrypted.set_to(&true)?;
        let setting = unencrypted.setting()?;
        let message = format!(
            "the WinRM {side} {does} messages over HTTP without encryption, which anyone on the way can read and change"
        );
        let help = format!("write `{}: disabled`", setting.node.name);
        Some(UNENCRYPTED.finding(place, message).label("lets traffic go unencrypted").help(help))
    };
    sides.into_iter().filter_map(finding).collect()
}
