//! The model out of a profile.

use crate::intent::{Element, ElementValue, Profile, Setting, State};
use crate::values::{HardeningLevel, Ipv4Filter, Ipv6Filter, TrustedHosts};

use super::defaults;
use super::model::{Client, Delegation, DelegationKind, EncryptionOracle, Model, Origin, Service, Shell, Value};

const MANAGEMENT: &str = "RemoteManagement";
const KERBEROS: &str = "ADMX_WindowsRemoteManagement";
const SHELL: &str = "RemoteShell";
const DELEGATION: &str = "ADMX_CredSsp";

impl<'p> Model<'p> {
    /// The model of a profile over WinRM's defaults.
    #[must_use]
    pub fn of(profile: &'p Profile<'p>) -> Self {
        let read = Reader(profile);
        Self {
            client: read.client(),
            service: read.service(),
            shell: read.shell(),
            delegations: read.delegations(),
            encryption_oracle: read.encryption_oracle(),
            non_exportable_delegation: read.switch(
                "CredentialsDelegation",
                "RemoteHostAllowsDelegationOfNonExportableCredentials",
                false,
                defaults::CREDENTIALS_DELEGATION,
            ),
        }
    }
}

struct Reader<'p>(&'p Profile<'p>);

impl<'p> Reader<'p> {
    fn client(&self) -> Client<'p> {
        let page = defaults::CONFIGURATION;
        Client {
            basic: self.switch(MANAGEMENT, "AllowBasicAuthentication_Client", true, defaults::CLIENT_BASIC),
            digest: self.inverse(MANAGEMENT, "DisallowDigestAuthentication", true, page),
            kerberos: self.inverse(KERBEROS, "DisallowKerberos_2", true, page),
            negotiate: self.inverse(MANAGEMENT, "DisallowNegotiateAuthenticationClient", true, page),
            certificate: by_default(true, page),
            credssp: self.switch(MANAGEMENT, "AllowCredSSPAuthenticationClient", false, page),
            allow_unencrypted: self.switch(MANAGEMENT, "AllowUnencryptedTraffic_Client", false, page),
            trusted_hosts: self.element(MANAGEMENT, "TrustedHosts", "TrustedHosts_List", trusted_hosts, page),
        }
    }

    fn service(&self) -> Service<'p> {
        let page = defaults::CONFIGURATION;
        let listener = "AllowRemoteServerManagement";
        let filters = (
            self.element(MANAGEMENT, listener, "AllowAutoConfig_IPv4Filter", ipv4_filter, page),
            self.element(MANAGEMENT, listener, "AllowAutoConfig_IPv6Filter", ipv6_filter, page),
        );
        let hardening = "SpecifyChannelBindingTokenHardeningLevel";
        Service {
            listener: self.listener(listener),
            ipv4_filter: filters.0,
            ipv6_filter: filters.1,
            basic: self.switch(MANAGEMENT, "AllowBasicAuthentication_Service", false, page),
            kerberos: self.inverse(KERBEROS, "DisallowKerberos_1", true, page),
            negotiate: self.inverse(MANAGEMENT, "DisallowNegotiateAuthenticationService", true, page),
            certificate: by_default(false, page),
            credssp: self.switch(MANAGEMENT, "AllowCredSSPAuthenticationService", false, page),
            hardening_level: self.element(MANAGEMENT, hardening, "HardeningLevelCombo", hardening_level, page),
            allow_unencrypted: self.switch(MANAGEMENT, "AllowUnencryptedTraffic_Service", false, page),
            http_compatibility: self.switch(MANAGEMENT, "TurnOnCompatibilityHTTPListener", false, page),
            https_compatibility: self.switch(MANAGEMENT, "TurnOnCompatibilityHTTPSListener", false, page),
            run_as_storage: self.inverse(MANAGEMENT, "DisallowStoringOfRunAsCredentials", true, page),
        }
    }

    fn shell(&self) -> Shell<'p> {
        let limit = |name, element, default, source| self.number(name, element, default, source);
        let quotas = defaults::QUOTAS;
        Shell {
            access: self.switch(SHELL, "AllowRemoteShellAccess", true, defaults::CONFIGURATION),
            idle_timeout: limit(
                "SpecifyIdleTimeout",
                "IdleTimeout",
                defaults::DEFAULT_IDLE_TIMEOUT,
                defaults::IDLE_TIMEOUT,
            ),
            max_users: limit("MaxConcurrentUsers", "MaxConcurrentUsers", defaults::DEFAULT_USERS, quotas),
            max_run_time: limit("SpecifyShellTimeout", "ShellTimeOut", defaults::UNLIMITED, defaults::RUN_TIME),
            max_processes: limit("SpecifyMaxProcesses", "MaxProcessesPerShell", defaults::DEFAULT_PROCESSES, quotas),
            max_memory: limit("SpecifyMaxMemory", "MaxMemoryPerShellMB", defaults::DEFAULT_MEMORY, quotas),
            max_shells: limit("SpecifyMaxRemoteShells", "MaxShellsPerUser", defaults::DEFAULT_SHELLS, quotas),
        }
    }

    fn delegations(&self) -> Vec<Delegation<'p>> {
        const POLICIES: [(&str, bool, DelegationKind, bool); 9] = [
            ("AllowDefaultCredentials", true, DelegationKind::Default, false),
            ("AllowDefCredentialsWhenNTLMOnly", true, DelegationKind::Default, true),
            ("AllowFreshCredentials", true, DelegationKind::Fresh, false),
            ("AllowFreshCredentialsWhenNTLMOnly", true, DelegationKind::Fresh, true),
            ("AllowSavedCredentials", true, DelegationKind::Saved, false),
            ("AllowSavedCredentialsWhenNTLMOnly", true, DelegationKind::Saved, true),
            ("DenyDefaultCredentials", false, DelegationKind::Default, false),
            ("DenyFreshCredentials", false, DelegationKind::Fresh, false),
            ("DenySavedCredentials", false, DelegationKind::Saved, false),
        ];
        let delegation = |(name, allow, kind, ntlm_only): (&str, bool, DelegationKind, bool)| {
            let setting = self.0.setting(DELEGATION, name).filter(|setting| setting.is_enabled())?;
            let element = setting.element(&format!("{name}_Name"));
            let servers = match element.map(|element| &element.value) {
                Some(ElementValue::Spns(servers)) => servers.entries(),
                _ => &[],
            };
            let State::Enabled(elements) = &setting.state else { return None };
            let with_defaults = elements.iter().any(|element| element.value == ElementValue::Boolean(true));
            Some(Delegation { setting, element, allow, kind, ntlm_only, servers, with_defaults })
        };
        POLICIES.into_iter().filter_map(delegation).collect()
    }

    fn encryption_oracle(&self) -> Option<Value<'p, EncryptionOracle>> {
        let setting = self.0.setting(DELEGATION, "AllowEncryptionOracle")?;
        let element = setting.element("AllowEncryptionOracleDrop")?;
        let value = match element.payload_value().as_str() {
            "0" => EncryptionOracle::ForceUpdatedClients,
            "1" => EncryptionOracle::Mitigated,
            "2" => EncryptionOracle::Vulnerable,
            _ => return None,
        };
        Some(Value { value, origin: Origin::Set { setting, element: Some(element) } })
    }

    fn listener(&self, name: &str) -> Value<'p, Option<bool>> {
        match self.decided(MANAGEMENT, name) {
            Some((setting, on)) => set(setting, Some(on)),
            None => by_default(None, defaults::NO_LISTENER),
        }
    }

    /// A policy that is on or off in so many words.
    fn decided(&self, area: &str, name: &str) -> Option<(&'p Setting<'p>, bool)> {
        let setting = self.0.setting(area, name)?;
        match setting.state {
            State::Enabled(_) => Some((setting, true)),
            State::Disabled => Some((setting, false)),
            State::NotConfigured | State::Value(_) => None,
        }
    }

    /// `Allow…`: enabled means on.
    fn switch(&self, area: &str, name: &str, default: bool, source: &'static str) -> Value<'p, bool> {
        match self.decided(area, name) {
            Some((setting, on)) => set(setting, on),
            None => by_default(default, source),
        }
    }

    /// `Disallow…`: enabled means off.
    fn inverse(&self, area: &str, name: &str, default: bool, source: &'static str) -> Value<'p, bool> {
        let value = self.switch(area, name, !default, source);
        Value { value: !value.value, origin: value.origin }
    }

    /// The value of an enabled policy's element. A disabled policy leaves the matter to the device, so the default is shown.
    fn element<T>(
        &self,
        area: &str,
        name: &str,
        id: &str,
        read: fn(Option<&ElementValue<'p>>) -> T,
        source: &'static str,
    ) -> Value<'p, T> {
        let setting = self.0.setting(area, name);
        let found: Option<(&'p Setting<'p>, &'p Element<'p>)> =
            setting.and_then(|setting| setting.element(id).map(|element| (setting, element)));
        match found {
            Some((setting, element)) => {
                Value { value: read(Some(&element.value)), origin: Origin::Set { setting, element: Some(element) } }
            }
            None => by_default(read(None), source),
        }
    }

    fn number(&self, name: &str, id: &str, default: u32, source: &'static str) -> Value<'p, u32> {
        let value = self.element(SHELL, name, id, decimal, source);
        Value { value: value.value.unwrap_or(default), origin: value.origin }
    }
}

fn set<'p, T>(setting: &'p Setting<'p>, value: T) -> Value<'p, T> {
    Value { value, origin: Origin::Set { setting, element: None } }
}

fn by_default<'p, T>(value: T, source: &'static str) -> Value<'p, T> {
    Value { value, origin: Origin::Default { source } }
}

fn decimal(value: Option<&ElementValue<'_>>) -> Option<u32> {
    match value {
        Some(ElementValue::Decimal(number)) => Some(*number),
        _ => None,
    }
}

fn trusted_hosts(value: Option<&ElementValue<'_>>) -> TrustedHosts {
    match value {
        Some(ElementValue::TrustedHosts(hosts)) => hosts.clone(),
        _ => TrustedHosts::default(),
    }
}

fn ipv4_filter(value: Option<&ElementValue<'_>>) -> Ipv4Filter {
    match value {
        Some(ElementValue::Ipv4Filter(filter)) => filter.clone(),
        _ => Ipv4Filter::Any,
    }
}

fn ipv6_filter(value: Option<&ElementValue<'_>>) -> Ipv6Filter {
    match value {
        Some(ElementValue::Ipv6Filter(filter)) => filter.clone(),
        _ => Ipv6Filter::Any,
    }
}

fn hardening_level(value: Option<&ElementValue<'_>>) -> HardeningLevel {
    match value {
        Some(ElementValue::Enum(item)) => match &item.value {
            crate::catalog::RegistryData::Text(text) => text.parse().unwrap_or(HardeningLevel::Relaxed),
            crate::catalog::RegistryData::Decimal(_) => HardeningLevel::Relaxed,
        },
        _ => HardeningLevel::Relaxed,
    }
}
