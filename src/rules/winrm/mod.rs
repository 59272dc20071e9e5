//! Security of WinRM, WinRS and credential delegation. These rules judge what a profile *sets*; a default alone never fires
//! one.

mod basic;
mod channel_binding;
mod compatibility_listener;
mod credssp;
mod delegation;
mod digest_allowed;
mod encryption_oracle;
mod filter_client_list;
mod idle_timeout;
mod ipv6_filter_empty;
mod listener;
mod negotiate_refused;
mod no_address;
mod no_authentication;
mod non_exportable_delegation_off;
mod remote_shell_on;
mod runas_storage_allowed;
mod shell_memory;
mod shell_timeout;
mod trusted_hosts_any;
mod trusted_ip_without_ntlm;
mod unencrypted;

use crate::finding::Finding;
use crate::intent::Profile;
use crate::winrm::Model;

use super::Rule;

/// A rule and how it judges.
pub(super) type Check = fn(&Context<'_>) -> Vec<Finding>;

/// All rules of this family: authentication, encryption, delegation, listeners, shells.
pub(super) const RULES: &[(&Rule, Check)] = &[
    (&basic::BASIC, basic::check),
    (&digest_allowed::DIGEST_ALLOWED, digest_allowed::check),
    (&negotiate_refused::NEGOTIATE_REFUSED, negotiate_refused::check),
    (&no_authentication::NO_AUTHENTICATION, no_authentication::check),
    (&unencrypted::UNENCRYPTED, unencrypted::check),
    (&channel_binding::NONE, channel_binding::check_none),
    (&channel_binding::RELAXED, channel_binding::check_relaxed),
    (&trusted_hosts_any::TRUSTED_HOSTS_ANY, trusted_hosts_any::check),
    (&trusted_ip_without_ntlm::TRUSTED_IP, trusted_ip_without_ntlm::check),
    (&runas_storage_allowed::RUN_AS_STORAGE, runas_storage_allowed::check),
    (&credssp::WITHOUT_DELEGATION, credssp::check_delegation),
    (&credssp::ONE_SIDE, credssp::check_sides),
    (&delegation::WILDCARD, delegation::check_wildcard),
    (&delegation::NTLM_ONLY, delegation::check_ntlm_only),
    (&non_exportable_delegation_off::NON_EXPORTABLE, non_exportable_delegation_off::check),
    (&encryption_oracle::VULNERABLE, encryption_oracle::check_vulnerable),
    (&encryption_oracle::MITIGATED, encryption_oracle::check_mitigated),
    (&listener::REMOTE_MANAGEMENT_ON, listener::check_on),
    (&listener::LISTENER_ALONE, listener::check_alone),
    (&listener::LISTENER_WITHOUT_SHELL, listener::check_without_shell),
    (&no_address::NO_ADDRESS, no_address::check),
    (&ipv6_filter_empty::IPV6_FILTER_EMPTY, ipv6_filter_empty::check),
    (&filter_client_list::FILTER_CLIENT_LIST, filter_client_list::check),
    (&compatibility_listener::COMPATIBILITY, compatibility_listener::check),
    (&remote_shell_on::REMOTE_SHELL_ON, remote_shell_on::check),
    (&shell_memory::SHELL_MEMORY, shell_memory::check),
    (&shell_timeout::SHELL_TIMEOUT, shell_timeout::check),
    (&idle_timeout::IDLE_TIMEOUT, idle_timeout::check),
];

/// The areas of nodes that rules ask for by name.
const MANAGEMENT: &str = "RemoteManagement";
const DELEGATION: &str = "ADMX_CredSsp";

/// The service class of WinRM in service principal names (Microsoft, "Multi-Hop Support in WinRM").
const SERVICE_CLASS: &str = "WSMAN";

/// What a check sees.
#[derive(Debug)]
pub struct Context<'p> {
    /// The profile.
    pub profile: &'p Profile<'p>,
    /// What it makes of WinRM.
    pub model: Model<'p>,
}

/// All rules of this family, in the order in which they judge.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| *rule)
}

/// What the rules of this family say of a profile, rule by rule.
pub fn judge(profile: &Profile<'_>) -> Vec<Finding> {
    let context = Context { profile, model: Model::of(profile) };
    RULES.iter().flat_map(|(_, check)| check(&context)).collect()
}

impl Context<'_> {
    /// Whether the profile names the node but what it sets could not be read: then it must not be taken for unset.
    fn is_unresolved(&self, area: &str, name: &str) -> bool {
        self.profile.mentions(area, name) && self.profile.setting(area, name).is_none()
    }
}
