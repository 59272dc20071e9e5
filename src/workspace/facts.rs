//! What is said of a node to a person: in `explain`, and in the hover text of the schema.

use crate::catalog::{
    Access, Allowed, AllowedValue, Conflict, Dependency, Element, ElementKind, Format, Grammar, Home, Naming, Node,
    Policy, Reboot, RegistryData, RegistryWrite, Scope,
};
use crate::text::yaml::scalar;
use crate::windows::{Edition, Release};

/// `Windows 10 1709 (10.0.16299) and later`, with the updates that brought it to older releases.
pub(super) fn releases(node: &Node) -> String {
    let builds = node.applicability().builds;
    let named = |build: &crate::windows::Build| match Release::of_build(*build) {
        Some(release) => format!("{release} ({build})"),
        None => build.to_string(),
    };
    let first: Vec<String> = builds.iter().filter(|build| build.revision.is_none()).map(named).collect();
    let updates: Vec<String> = builds.iter().filter(|build| build.revision.is_some()).map(named).collect();
    match (first.is_empty(), updates.is_empty()) {
        (true, true) => "not stated".to_owned(),
        (false, true) => format!("{} and later", first.join(", ")),
        (true, false) => format!("{} and later", updates.join(", ")),
        (false, false) => format!("{} and later; by update also {}", first.join(", "), updates.join(", ")),
    }
}

/// The editions that people name, in the order in which they would: Pro, Enterprise, Education …
pub(super) const MAIN_EDITIONS: [u16; 9] = [0x30, 0x4, 0x79, 0x7D, 0xBC, 0xBF, 0xAF, 0xCB, 0x65];

/// The editions that people name, and how many there are beside them.
pub(super) fn editions(node: &Node) -> String {
    let Some(codes) = &node.editions else { return "not stated".to_owned() };
    let main: Vec<String> =
        MAIN_EDITIONS.iter().filter(|code| codes.contains(code)).map(|code| edition_name(*code)).collect();
    let rest = codes.len().saturating_sub(main.len());
    match (main.is_empty(), rest) {
        (true, 0) => "none".to_owned(),
        (true, _) => codes.iter().map(|code| edition_name(*code)).collect::<Vec<_>>().join(", "),
        (false, 0) => main.join(", "),
        (false, rest) => format!("{} and {rest} more", main.join(", ")),
    }
}

/// An edition's name, or its code where it is not known.
pub(super) fn edition_name(code: u16) -> String {
    Edition::from_code(code).map_or_else(|| format!("0x{code:X}"), |edition| edition.name().to_owned())
}

/// Every edition by its name.
pub(super) fn all_editions(node: &Node) -> String {
    let codes = node.editions.iter().flatten();
    codes.map(|code| edition_name(*code)).collect::<Vec<_>>().join(", ")
}

/// `Add, Delete, Get, Replace; the last write wins`.
pub(super) fn access(node: &Node) -> String {
    let verbs: Vec<&str> = node
        .access
        .iter()
        .map(|access| match access {
            Access::Add => "Add",
            Access::Delete => "Delete",
            Access::Exec => "Exec",
            Access::Get => "Get",
            Access::Replace => "Replace",
        })
        .collect();
    let conflict = match node.conflict {
        Some(Conflict::LastWrite) => "; of several policies the last written wins",
        Some(Conflict::LowestValueMostSecure) => "; of several policies the lowest value wins",
        Some(Conflict::HighestValueMostSecure) => "; of several policies the highest value wins",
        Some(Conflict::LowestValueMostSecureZeroHasNoLimits) => {
            "; of several policies the lowest value wins, where 0 is no limit and never wins"
        }
        Some(Conflict::HighestValueMostSecureZeroHasNoLimits) => {
            "; of several policies the highest value wins, and 0, which is no limit, wins over all"
        }
        None => "",
    };
    format!("{}{conflict}", verbs.join(", "))
}

/// `HKLM` or `HKCU`.
pub(super) fn hive(node: &Node) -> &'static str {
    match node.scope {
        Scope::Device => "HKLM",
        Scope::User => "HKCU",
    }
}

/// What `enabled` and `disabled` write.
pub(super) fn writes(policy: &Policy) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(name) = &policy.value_name {
        let enabled = policy.enabled_value.as_ref().map_or_else(|| "1 (REG_DWORD)".to_owned(), data);
        lines.push(format!("enabled writes {name} = {enabled}"));
        lines.push(match &policy.disabled_value {
            Some(disabled) => format!("disabled writes {name} = {}", data(disabled)),
            None => format!("disabled deletes {name}"),
        });
    }
    for (state, writes) in [("enabled", &policy.enabled_list), ("disabled", &policy.disabled_list)] {
        lines.extend(writes.iter().map(|write| format!("{state} {}", besides(write))));
    }
    lines
}

fn besides(write: &RegistryWrite) -> String {
    let key = write.key.as_ref().map(|key| format!("{key}\\")).unwrap_or_default();
    match &write.data {
        Some(content) => format!("writes {key}{} = {}", write.value_name, data(content)),
        None => format!("deletes {key}{}", write.value_name),
    }
}

fn data(data: &RegistryData) -> String {
    match data {
        RegistryData::Decimal(value) => format!("{value} (REG_DWORD)"),
        RegistryData::Text(value) => format!("`{value}` (REG_SZ)"),
    }
}

/// What an element takes, in a few words.
pub(super) fn takes(element: &Element) -> String {
    let grammar = match element.grammar {
        Some(Grammar::HostPatterns) => ", a list of host names, patterns with one `*`, addresses or `<local>`",
        Some(Grammar::Ipv4Ranges) => ", a list of ranges `A-B` of the device's own IPv4 addresses, or `*`",
        Some(Grammar::Ipv6Ranges) => ", a list of ranges `A-B` of the device's own IPv6 addresses, or `*`",
        Some(Grammar::Spns) => ", service principal names such as `WSMAN/host.example.com`",
        None => "",
    };
    let limits = match &element.kind {
        ElementKind::Text { max_length, .. } => format!(" of up to {max_length} characters"),
        ElementKind::MultiText { max_length } => format!(", lines of up to {max_length} characters"),
        ElementKind::Boolean { .. } => ", `true` or `false`".to_owned(),
        ElementKind::Decimal { min, max, .. } => format!(" from {min} to {max}"),
        ElementKind::Enum { items } => {
            let items: Vec<String> = items.iter().map(|item| item_text(&item.title, &item.value)).collect();
            format!(": {}", items.join(", "))
        }
        ElementKind::List { .. } => String::new(),
    };
    let default = element.default.as_ref().map(|default| format!("; gpedit presets {default}")).unwrap_or_default();
    format!("{}{limits}{grammar}{default}", element.kind.word())
}

fn item_text(title: &str, value: &RegistryData) -> String {
    match value {
        RegistryData::Text(text) if text == title => format!("`{text}`"),
        RegistryData::Text(text) => format!("`{text}` ({title})"),
        RegistryData::Decimal(number) => format!("{number} ({title})"),
    }
}

/// What a node without ADMX takes.
pub(super) fn allowed(node: &Node) -> String {
    let values = match (&node.allowed, node.format) {
        (Some(Allowed::Enum(values)), _) => values.iter().map(meant).collect::<Vec<_>>().join(", "),
        (Some(Allowed::Flags(values)), _) => {
            format!("a sum of {}", values.iter().map(meant).collect::<Vec<_>>().join(", "))
        }
        (Some(Allowed::Regex(pattern)), _) => format!("a text that matches `{pattern}`"),
        (Some(Allowed::Xml), _) | (None, Format::Xml) => "an XML document".to_owned(),
        (Some(Allowed::Json), _) => "a JSON document".to_owned(),
        (Some(Allowed::Sddl), _) => "a security descriptor in its string form".to_owned(),
        (Some(Allowed::Ranges(ranges)), _) => {
            let ranges: Vec<String> =
                ranges.iter().map(|range| format!("from {} to {}", range.min, range.max)).collect();
            format!("a number {}", ranges.join(", or "))
        }
        (None, Format::Bool) => "true, false".to_owned(),
        (None, Format::Null | Format::Node) => "none: it holds no value".to_owned(),
        (None, _) => String::new(),
    };
    match (&node.delimiter, values.as_str()) {
        (None, "") => "not stated".to_owned(),
        (None, _) => values,
        (Some(delimiter), "") => format!("a list, sent with {} between its entries", shown(delimiter)),
        (Some(delimiter), _) => {
            format!("a list, sent with {} between its entries, each of them {values}", shown(delimiter))
        }
    }
}

/// A value with its meaning.
fn meant(allowed: &AllowedValue) -> String {
    if allowed.meaning.is_empty() { allowed.value.clone() } else { format!("{} ({})", allowed.value, allowed.meaning) }
}

/// A delimiter for a person.
fn shown(delimiter: &str) -> String {
    match delimiter {
        "\u{F000}" => "U+F000".to_owned(),
        " " => "a blank".to_owned(),
        other => format!("`{}`", other.escape_debug()),
    }
}

/// The lines to paste into an intent, without indentation.
pub(super) fn snippet(node: &Node) -> Vec<String> {
    let name = if node.is_policy() { node.name.clone() } else { scalar(&node.uri).into_owned() };
    match node.elements() {
        [] if node.admx.is_some() => {
            let example = node.example();
            let other = if example == "enabled" { "disabled" } else { "enabled" };
            vec![format!("{name}: {example}   # or {other}, or notConfigured")]
        }
        [] => vec![format!("{name}: {}", node.example())],
        [only] => vec![format!("{name}: {{ enabled: {} }}", only.example())],
        several => {
            let mut lines = vec![format!("{name}:"), "  enabled:".to_owned()];
            lines.extend(several.iter().map(|element| format!("    {}: {}", element.id, element.example())));
            lines
        }
    }
}

/// The key of an intent under which a node stands.
pub(super) fn settings_key(node: &Node) -> &'static str {
    match (node.home, node.scope) {
        (Home::Csp, _) => "csp",
        (Home::Area, Scope::Device) => "settings",
        (Home::Area, Scope::User) => "userSettings",
    }
}

/// Whether an intent can set a node.
pub(super) fn can_be_set(node: &Node) -> bool {
    node.allows(Access::Add) || node.allows(Access::Replace)
}

/// What has to be so beside the node's own value.
pub(super) fn conditions(node: &Node) -> Vec<String> {
    let mut lines = Vec::new();
    for group in &node.dependencies {
        let on: Vec<String> = group.on.iter().map(dependency).collect();
        let on = on.join(" and ");
        lines.push(match &group.changes {
            None => on,
            Some(changes) => format!("with {on} its values are {}", allowed_values(changes)),
        });
    }
    if node.is_atomic {
        lines.push("one Atomic around it and all below it".to_owned());
    }
    match node.reboot {
        Some(Reboot::Automatic) => lines.push("a restart, which the device does by itself".to_owned()),
        Some(Reboot::Server) => lines.push("a restart, which the server has to ask for".to_owned()),
        None => {}
    }
    if let Some(naming) = &node.naming {
        let who = match naming.by {
            Naming::Server | Naming::Unique => "a name that you give",
            Naming::Device => "the name that the device gave",
            Naming::Unstated => "a name",
        };
        let pattern = naming.pattern.as_ref().map(|pattern| format!(", which matches `{pattern}`")).unwrap_or_default();
        lines.push(format!("{who} for the words in braces{pattern}"));
    }
    lines
}

/// What one other node must hold, in words.
pub(super) fn dependency(dependency: &Dependency) -> String {
    let uri = &dependency.uri;
    match (&dependency.values, dependency.not) {
        (None, false) => format!("`{uri}` set"),
        (None, true) => format!("`{uri}` not set"),
        (Some(values), false) => format!("`{uri}` at {}", allowed_values(values)),
        (Some(values), true) => format!("`{uri}` not at {}", allowed_values(values)),
    }
}

/// Values in words.
pub(super) fn allowed_values(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Enum(values) | Allowed::Flags(values) => values.iter().map(meant).collect::<Vec<_>>().join(" or "),
        Allowed::Ranges(ranges) => ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
        Allowed::Regex(pattern) => format!("what matches `{pattern}`"),
        Allowed::Xml => "an XML document".to_owned(),
        Allowed::Json => "a JSON document".to_owned(),
        Allowed::Sddl => "a security descriptor".to_owned(),
    }
}
