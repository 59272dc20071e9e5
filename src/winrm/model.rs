//! The model's types.

use crate::intent::{Element, Setting};
use crate::text::Span;
use crate::values::{HardeningLevel, Ipv4Filter, Ipv6Filter, Spn, TrustedHosts};

/// Where a value comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'p> {
    /// The profile sets it.
    Set {
        /// The setting.
        setting: &'p Setting<'p>,
        /// The element it stands in, where it is one's value.
        element: Option<&'p Element<'p>>,
    },
    /// Windows' own default.
    Default {
        /// Where it is documented, and for which Windows.
        source: &'static str,
    },
}

/// A value with its origin.
#[derive(Debug, Clone)]
pub struct Value<'p, T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin<'p>,
}

/// What a profile makes of a device, as far as WinRM goes.
#[derive(Debug)]
pub struct Model<'p> {
    /// The side that opens sessions.
    pub client: Client<'p>,
    /// The side that takes them.
    pub service: Service<'p>,
    /// The shells that the service hosts.
    pub shell: Shell<'p>,
    /// Whom the client may hand credentials to; only what the profile sets.
    pub delegations: Vec<Delegation<'p>>,
    /// Protection against CVE-2018-0886 between old and new CredSSP; only where the profile sets it.
    pub encryption_oracle: Option<Value<'p, EncryptionOracle>>,
    /// Whether the device, as a host, accepts delegation of credentials that cannot leave the client.
    pub non_exportable_delegation: Value<'p, bool>,
}

/// WinRM's client.
#[derive(Debug)]
pub struct Client<'p> {
    /// Name and password in the clear, unless the transport is HTTPS.
    pub basic: Value<'p, bool>,
    /// Challenge and response with MD5.
    pub digest: Value<'p, bool>,
    /// Kerberos tickets.
    pub kerberos: Value<'p, bool>,
    /// Kerberos or NTLM, whichever both sides can do.
    pub negotiate: Value<'p, bool>,
    /// A certificate; no policy sets it.
    pub certificate: Value<'p, bool>,
    /// The credentials themselves, delegated to the server.
    pub credssp: Value<'p, bool>,
    /// HTTP bodies in the clear.
    pub allow_unencrypted: Value<'p, bool>,
    /// Hosts that need not prove who they are.
    pub trusted_hosts: Value<'p, TrustedHosts>,
}

/// WinRM's service.
#[derive(Debug)]
pub struct Service<'p> {
    /// Whether an HTTP listener on port 5985 is made by policy. None: that is left to the device's administrator.
    pub listener: Value<'p, Option<bool>>,
    /// Local IPv4 addresses that listen.
    pub ipv4_filter: Value<'p, Ipv4Filter>,
    /// Local IPv6 addresses that listen.
    pub ipv6_filter: Value<'p, Ipv6Filter>,
    /// As for the client.
    pub basic: Value<'p, bool>,
    /// As for the client.
    pub kerberos: Value<'p, bool>,
    /// As for the client.
    pub negotiate: Value<'p, bool>,
    /// As for the client.
    pub certificate: Value<'p, bool>,
    /// As for the client.
    pub credssp: Value<'p, bool>,
    /// How strictly requests must be bound to their TLS channel.
    pub hardening_level: Value<'p, HardeningLevel>,
    /// As for the client.
    pub allow_unencrypted: Value<'p, bool>,
    /// A second listener on port 80.
    pub http_compatibility: Value<'p, bool>,
    /// A second listener on port 443.
    pub https_compatibility: Value<'p, bool>,
    /// Whether plug-ins may store the credentials they run as.
    pub run_as_storage: Value<'p, bool>,
}

/// Remote shells and their limits.
#[derive(Debug)]
pub struct Shell<'p> {
    /// Whether shells are given at all.
    pub access: Value<'p, bool>,
    /// Milliseconds without activity after which a shell ends.
    pub idle_timeout: Value<'p, u32>,
    /// People who may have shells at one time.
    pub max_users: Value<'p, u32>,
    /// Milliseconds a command may run. Has no effect since Windows 7's successors.
    pub max_run_time: Value<'p, u32>,
    /// Processes in a shell; 0 is unlimited.
    pub max_processes: Value<'p, u32>,
    /// Megabytes of a shell's processes together; 0 is unlimited.
    pub max_memory: Value<'p, u32>,
    /// Shells one person may have at a time; 0 is unlimited.
    pub max_shells: Value<'p, u32>,
}

/// Which credentials a delegation policy is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelegationKind {
    /// Those of the session.
    Default,
    /// Those typed for the connection: what CredSSP remoting uses.
    Fresh,
    /// Those kept by Credential Manager.
    Saved,
}

/// A delegation policy that the profile enables.
#[derive(Debug)]
pub struct Delegation<'p> {
    /// The setting.
    pub setting: &'p Setting<'p>,
    /// The element that lists the servers, if the setting has one that could be read.
    pub element: Option<&'p Element<'p>>,
    /// Allow or deny.
    pub allow: bool,
    /// Which credentials.
    pub kind: DelegationKind,
    /// Whether it is the variant for servers that only NTLM has authenticated.
    pub ntlm_only: bool,
    /// The servers.
    pub servers: &'p [Spn],
    /// Whether Windows' own list counts beside it.
    pub with_defaults: bool,
}

/// Levels of *Encryption Oracle Remediation*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncryptionOracle {
    /// Neither old clients nor old servers.
    ForceUpdatedClients,
    /// No old servers; old clients are served.
    Mitigated,
    /// Both: open to the attack.
    Vulnerable,
}

impl<'p, T> Value<'p, T> {
    /// The setting that makes it so; none for a default.
    #[must_use]
    pub fn setting(&self) -> Option<&'p Setting<'p>> {
        match self.origin {
            Origin::Set { setting, .. } => Some(setting),
            Origin::Default { .. } => None,
        }
    }

    /// The element whose value it is, where the profile sets it by one.
    #[must_use]
    pub fn element(&self) -> Option<&'p Element<'p>> {
        match self.origin {
            Origin::Set { element, .. } => element,
            Origin::Default { .. } => None,
        }
    }

    /// The most exact place where the profile sets it; none for a default.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        let setting = self.setting()?;
        Some(self.element().map_or(setting.span, |element| element.span))
    }
}

impl<T: PartialEq> Value<'_, T> {
    /// The place where the profile sets exactly this; none where it does not, or where it is a mere default.
    #[must_use]
    pub fn set_to(&self, value: &T) -> Option<Span> {
        self.place().filter(|_| self.value == *value)
    }
}
