//! The model as `winrm get winrm/config` would show it.
//!
//! The layout follows public dumps of the command on Windows 10 and 11: four blanks a level, `Name = value`, a name alone
//! where the value is empty, `[Source="GPO"]` behind what a policy sets. \[C\] That a policy that came over MDM is marked the
//! same is inferred: WinRM reads the same registry values. \[I\]

use crate::intent::Setting;
use crate::text::Span;

use super::defaults;
use super::model::{Client, DelegationKind, EncryptionOracle, Model, Origin, Service, Shell, Value};

/// A line of the listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep, from 0.
    pub depth: usize,
    /// The name.
    pub name: &'static str,
    /// What stands behind `=`; none for a heading, empty for an empty value.
    pub value: Option<String>,
    /// The setting it comes from: `AREA/NODE`, and where it stands.
    pub set_by: Option<(String, Span)>,
    /// Where the default is documented.
    pub source: Option<&'static str>,
}

/// The whole listing: client, service, shells.
#[must_use]
pub fn lines(model: &Model<'_>) -> Vec<Line> {
    let mut listing = Listing { lines: Vec::new() };
    listing.heading(0, "Config");
    listing.client(&model.client);
    listing.service(&model.service);
    listing.shell(&model.shell);
    listing.lines
}

/// What policies set beside the configuration and `winrm` does not show: RunAs storage, and to whom credentials go.
#[must_use]
pub fn beside(model: &Model<'_>) -> Vec<Line> {
    let mut listing = Listing { lines: Vec::new() };
    listing.set("RunAs passwords may be stored", &model.service.run_as_storage);
    let oracle = model.encryption_oracle.as_ref();
    if let Some((setting, oracle)) = oracle.and_then(|oracle| Some((oracle.setting()?, oracle))) {
        let level = match oracle.value {
            EncryptionOracle::ForceUpdatedClients => "Force Updated Clients",
            EncryptionOracle::Mitigated => "Mitigated",
            EncryptionOracle::Vulnerable => "Vulnerable",
        };
        listing.by(setting, "Encryption Oracle Remediation", level.to_owned());
    }
    listing.set("Remote Credential Guard and Restricted Admin are accepted", &model.non_exportable_delegation);
    for delegation in &model.delegations {
        let name = match (delegation.allow, delegation.kind) {
            (true, DelegationKind::Default) => "Default credentials go to",
            (true, DelegationKind::Fresh) => "Fresh credentials go to",
            (true, DelegationKind::Saved) => "Saved credentials go to",
            (false, DelegationKind::Default) => "Default credentials never go to",
            (false, DelegationKind::Fresh) => "Fresh credentials never go to",
            (false, DelegationKind::Saved) => "Saved credentials never go to",
        };
        let mut servers: Vec<String> = delegation.servers.iter().map(ToString::to_string).collect();
        servers.extend(delegation.with_defaults.then(|| "and those of Windows' own list".to_owned()));
        let ntlm = if delegation.ntlm_only { " (also where NTLM alone names the server)" } else { "" };
        listing.by(delegation.setting, name, servers.join(", ") + ntlm);
    }
    listing.lines
}

struct Listing {
    lines: Vec<Line>,
}

impl Listing {
    fn heading(&mut self, depth: usize, name: &'static str) {
        self.lines.push(Line { depth, name, value: None, set_by: None, source: None });
    }

    /// A value that a setting makes; nothing where it is a default.
    fn set<T: ToString>(&mut self, name: &'static str, value: &Value<'_, T>) {
        if let Some(setting) = value.setting() {
            self.by(setting, name, value.value.to_string());
        }
    }

    fn by(&mut self, setting: &Setting<'_>, name: &'static str, value: String) {
        let set_by = Some((setting.node.short_name(), setting.name_span));
        self.lines.push(Line { depth: 0, name, value: Some(value), set_by, source: None });
    }

    fn value<T: ToString>(&mut self, depth: usize, name: &'static str, value: &Value<'_, T>) {
        let (set_by, source) = match value.origin {
            Origin::Set { setting, .. } => (Some((setting.node.short_name(), setting.name_span)), None),
            Origin::Default { source } => (None, Some(source)),
        };
        self.lines.push(Line { depth, name, value: Some(value.value.to_string()), set_by, source });
    }

    /// A value that no policy of this model sets.
    fn fixed(&mut self, depth: usize, name: &'static str, value: &str) {
        self.documented(depth, name, value, defaults::CONFIGURATION);
    }

    fn documented(&mut self, depth: usize, name: &'static str, value: &str, source: &'static str) {
        let source = Some(source);
        self.lines.push(Line { depth, name, value: Some(value.to_owned()), set_by: None, source });
    }

    fn client(&mut self, client: &Client<'_>) {
        self.heading(1, "Client");
        self.fixed(2, "NetworkDelayms", "5000");
        self.value(2, "AllowUnencrypted", &client.allow_unencrypted);
        self.heading(2, "Auth");
        self.value(3, "Basic", &client.basic);
        self.value(3, "Digest", &client.digest);
        self.value(3, "Kerberos", &client.kerberos);
        self.value(3, "Negotiate", &client.negotiate);
        self.value(3, "Certificate", &client.certificate);
        self.value(3, "CredSSP", &client.credssp);
        self.ports();
        self.value(2, "TrustedHosts", &client.trusted_hosts);
    }

    fn service(&mut self, service: &Service<'_>) {
        self.heading(1, "Service");
        self.fixed(2, "MaxConcurrentOperationsPerUser", "1500");
        self.documented(2, "MaxConnections", "300", defaults::CONNECTIONS);
        self.value(2, "AllowUnencrypted", &service.allow_unencrypted);
        self.heading(2, "Auth");
        self.value(3, "Basic", &service.basic);
        self.value(3, "Kerberos", &service.kerberos);
        self.value(3, "Negotiate", &service.negotiate);
        self.value(3, "Certificate", &service.certificate);
        self.value(3, "CredSSP", &service.credssp);
        self.value(3, "CbtHardeningLevel", &service.hardening_level);
        self.ports();
        self.value(2, "IPv4Filter", &service.ipv4_filter);
        self.value(2, "IPv6Filter", &service.ipv6_filter);
        self.value(2, "EnableCompatibilityHttpListener", &service.http_compatibility);
        self.value(2, "EnableCompatibilityHttpsListener", &service.https_compatibility);
        // True on a device without the policy too, which then has no listener all the same. \[C\]
        let allow = Value { value: service.listener.value.unwrap_or(true), origin: service.listener.origin };
        self.value(2, "AllowRemoteAccess", &allow);
    }

    fn ports(&mut self) {
        self.heading(2, "DefaultPorts");
        self.fixed(3, "HTTP", "5985");
        self.fixed(3, "HTTPS", "5986");
    }

    fn shell(&mut self, shell: &Shell<'_>) {
        self.heading(1, "Winrs");
        self.value(2, "AllowRemoteShellAccess", &shell.access);
        self.value(2, "IdleTimeout", &shell.idle_timeout);
        self.value(2, "MaxConcurrentUsers", &shell.max_users);
        self.value(2, "MaxShellRunTime", &shell.max_run_time);
        self.value(2, "MaxProcessesPerShell", &shell.max_processes);
        self.value(2, "MaxMemoryPerShellMB", &shell.max_memory);
        self.value(2, "MaxShellsPerUser", &shell.max_shells);
    }
}
