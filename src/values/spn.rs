//! Service principal names, as the policies for the delegation of credentials take them.

use super::host_pattern::HostPattern;
use super::host_pattern_problem::HostPatternProblem;
use super::problem::{Located, first_blank};
use super::spn_problem::SpnProblem;
use std::fmt;
use std::ops::Range;

/// One server, or a pattern of servers, to which credentials may be delegated.
///
/// The form is `class/host[:port or instance][/service name]` (documented: MS-ADTS, "Service Principal Name";
/// Microsoft, "Name formats for unique SPNs"), with a single wildcard (documented: Microsoft, Policy CSP
/// ADMX_CredSsp, AllowFreshCredentials). Every documented wildcard stands in the host, so one in another
/// part is refused (inferred). That `*` alone means every service of every host follows from that (inferred).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Spn {
    /// `*`, every service of every host.
    Any,
    /// A service of hosts.
    Service(ServiceSpn),
}

/// A service of hosts, in the author's spelling.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ServiceSpn {
    class: String,
    host: HostPattern,
    host_as_written: String,
    instance: Option<String>,
    service_name: Option<String>,
}

type Parsed<T> = Result<T, Located<SpnProblem>>;

impl Spn {
    /// Parses one entry.
    ///
    /// # Errors
    ///
    /// The first thing that makes the text no service principal name.
    pub fn parse(text: &str) -> Parsed<Self> {
        if text == "*" {
            return Ok(Self::Any);
        }
        refuse_signs(text)?;
        match text.split_once('/') {
            None => refuse(0..text.len(), SpnProblem::NoService { instead: for_winrm(text) }),
            Some((class, rest)) => service(class, rest).map(Self::Service),
        }
    }

    /// Whether this is every service of every host.
    pub fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// Whether the service `class` is meant, in any case; `*` means every service.
    pub fn is_service(&self, class: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Service(service) => service.class.eq_ignore_ascii_case(class),
        }
    }

    /// Whether every host is meant.
    pub fn host_is_any(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Service(service) => service.host.is_any(),
        }
    }
}

impl ServiceSpn {
    /// The service, such as `WSMAN` or `TERMSRV`.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// The host or hosts.
    pub fn host(&self) -> &HostPattern {
        &self.host
    }

    /// What stands after `:`, a port or the name of an instance.
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// The third part, of services that several hosts give.
    pub fn service_name(&self) -> Option<&str> {
        self.service_name.as_deref()
    }
}

impl fmt::Display for Spn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => formatter.write_str("*"),
            Self::Service(service) => service.fmt(formatter),
        }
    }
}

impl fmt::Display for ServiceSpn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.class, self.host_as_written)?;
        if let Some(instance) = &self.instance {
            write!(formatter, ":{instance}")?;
        }
        match &self.service_name {
            Some(name) => write!(formatter, "/{name}"),
            None => Ok(()),
        }
    }
}

fn refuse<T>(range: Range<usize>, problem: SpnProblem) -> Parsed<T> {
    Err(Located::new(range, problem))
}

/// The text itself, if it is a service principal name. Offered only where the text became simpler.
fn checked(text: String) -> Option<String> {
    Spn::parse(&text).is_ok().then_some(text)
}

/// What the author of a host without a service most likely means here.
fn for_winrm(host: &str) -> Option<String> {
    HostPattern::parse(host).ok().and_then(|host| checked(format!("WSMAN/{host}")))
}

fn refuse_signs(text: &str) -> Parsed<()> {
    if text.is_empty() {
        return refuse(0..0, SpnProblem::Empty);
    }
    if let Some(range) = first_blank(text) {
        let trimmed = text.trim();
        let is_one = first_blank(trimmed).is_none();
        let instead = is_one.then(|| checked(trimmed.to_owned())).flatten();
        return refuse(range, SpnProblem::Blank { instead });
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let authority = rest.split('/').next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let instead = for_winrm(authority).or_else(|| for_winrm(host));
        return refuse(0..scheme.len() + 3, SpnProblem::Url { instead });
    }
    if let Some(start) = text.find('\\') {
        let instead = checked(text.replace('\\', "/"));
        return refuse(start..start + 1, SpnProblem::Backslash { instead });
    }
    if let Some((start, _)) = text.match_indices('*').nth(1) {
        return refuse(start..start + 1, SpnProblem::SecondWildcard);
    }
    match text.find(',') {
        Some(start) => refuse(start..start + 1, SpnProblem::Comma),
        None => Ok(()),
    }
}

fn service(class: &str, rest: &str) -> Parsed<ServiceSpn> {
    if class.is_empty() {
        let instead = for_winrm(rest);
        return refuse(0..0, SpnProblem::EmptyService { instead });
    }
    check_part(class, 0, &[':'])?;
    let host_start = class.len() + 1;
    refuse_subnet(class, rest)?;
    let (host_and_instance, service_name) = match rest.split_once('/') {
        None => (rest, None),
        Some((host, name)) => (host, Some((name, host_start + host.len() + 1))),
    };
    let (written, instance) = split_instance(host_and_instance);
    if written.is_empty() {
        let instead = format!("{class}/*.corp.example.com");
        return refuse(host_start..host_start, SpnProblem::EmptyHost { instead });
    }
    let after_host = rest.strip_prefix(written).unwrap_or_default();
    let host = host_of(class, written, after_host)?;
    let instance_start = host_start + written.len() + 1;
    Ok(ServiceSpn {
        class: class.to_owned(),
        host,
        host_as_written: written.to_owned(),
        instance: instance.map(|text| checked_instance(text, instance_start)).transpose()?,
        service_name: service_name.map(|(text, start)| checked_name(text, start)).transpose()?,
    })
}

/// `WSMAN/10.0.0.0/8` has the form of three parts, and is never meant so.
fn refuse_subnet(class: &str, rest: &str) -> Parsed<()> {
    let prefix = rest.split_once('/').map(|(_, prefix)| prefix);
    if prefix.is_none_or(|prefix| prefix.parse::<u8>().is_err()) {
        return Ok(());
    }
    match HostPattern::parse(rest) {
        Err(found) if matches!(found.problem, HostPatternProblem::Cidr { .. }) => Err(host_problem(class, found, "")),
        _ => Ok(()),
    }
}

fn host_problem(class: &str, found: Located<HostPatternProblem>, after: &str) -> Located<SpnProblem> {
    let host = found.problem.instead();
    let instead = host.and_then(|host| checked(format!("{class}/{host}{after}")));
    found.shifted(class.len() + 1).map(|problem| SpnProblem::Host { problem, instead })
}

/// Parts a host from its port or instance. A bare IPv6 address has more colons, and is whole.
fn split_instance(text: &str) -> (&str, Option<&str>) {
    let is_bare_address = text.matches(':').count() > 1 && !text.starts_with('[');
    let end_of_brackets = text.find(']').unwrap_or_default();
    match text.rsplit_once(':') {
        Some((host, instance)) if !is_bare_address && host.len() > end_of_brackets => (host, Some(instance)),
        Some((host @ "", instance)) => (host, Some(instance)),
        _ => (text, None),
    }
}

fn host_of(class: &str, text: &str, after: &str) -> Parsed<HostPattern> {
    let start = class.len() + 1;
    match HostPattern::parse(text) {
        Ok(HostPattern::Local) => refuse(start..start + text.len(), SpnProblem::Local),
        Ok(host) => Ok(host),
        Err(found) => Err(host_problem(class, found, after)),
    }
}

fn checked_instance(instance: &str, start: usize) -> Parsed<String> {
    let is_port = instance.bytes().all(|byte| byte.is_ascii_digit());
    if instance.is_empty() {
        return refuse(start - 1..start, SpnProblem::EmptyPort);
    }
    if is_port && !instance.parse::<u16>().is_ok_and(|port| port > 0) {
        return refuse(start..start + instance.len(), SpnProblem::InvalidPort);
    }
    check_part(instance, start, &[])?;
    Ok(instance.to_owned())
}

fn checked_name(name: &str, start: usize) -> Parsed<String> {
    if name.is_empty() {
        return refuse(start - 1..start, SpnProblem::EmptyServiceName);
    }
    if let Some(slash) = name.find('/') {
        return refuse(start + slash..start + slash + 1, SpnProblem::FourthPart);
    }
    check_part(name, start, &[])?;
    Ok(name.to_owned())
}

/// Parts other than the host are nearly free text (documented: Microsoft, "Name formats for unique SPNs").
fn check_part(part: &str, start: usize, refused: &[char]) -> Parsed<()> {
    for (offset, character) in part.char_indices() {
        let at = start + offset;
        let range = at..at + character.len_utf8();
        if character == '*' {
            return refuse(range, SpnProblem::WildcardOutsideHost);
        }
        if !character.is_ascii_graphic() || refused.contains(&character) {
            return refuse(range, SpnProblem::BadCharacter { character });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
