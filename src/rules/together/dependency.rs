//! Nodes that need others.

use crate::catalog::{Allowed, Catalog, Dependency, DependencyGroup, Node};
use crate::finding::Finding;
use crate::intent::{Profile, Setting, State};
use crate::rules::declare::declare_rule;
use crate::text::nearest::alternatives;
use crate::text::terminal::short;

declare_rule! {
    /// ## What it does
    ///
    /// Finds settings that have an effect only beside another one which the profile does not set, or sets to something else; and
    /// values that are not among those which the node takes beside the other settings of the profile.
    ///
    /// ## Why it matters
    ///
    /// The device takes the value and does nothing with it, or refuses it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   DeviceLock:
    ///     MinDevicePasswordLength: 8
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// settings:
    ///   DeviceLock:
    ///     DevicePasswordEnabled: 0
    ///     MinDevicePasswordLength: 8
    /// ```
    ///
    /// If another profile sets it, say so: `# omauri: allow(applies-dependency) because NAME sets it`.
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the node's `DependencyBehavior`.
    DEPENDENCY, "applies-dependency", Warning, "a setting without the one it needs"
}

pub(super) fn judge(profile: &Profile<'_>, catalog: &Catalog) -> Vec<Finding> {
    let set = profile.settings.iter().filter(|setting| setting.state != State::NotConfigured);
    let judged = set.flat_map(|setting| {
        setting.node.dependencies.iter().filter_map(|group| judge_group(profile, catalog, setting, group))
    });
    judged.collect()
}

/// What a profile says of another node.
enum Found<'p> {
    /// A setting.
    Set(&'p Setting<'p>),
    /// Something that cannot be judged: a raw value, or a setting that is wrong.
    Unclear,
    /// Nothing, and this is the value of an unconfigured device.
    Default(&'p str),
    /// Nothing.
    Nothing,
}

fn judge_group(
    profile: &Profile<'_>,
    catalog: &Catalog,
    setting: &Setting<'_>,
    group: &DependencyGroup,
) -> Option<Finding> {
    let mut broken = None;
    for dependency in &group.on {
        let uri = instance(&dependency.uri, setting);
        let found = find(profile, catalog, &uri, &dependency.uri);
        let is_met = match found {
            Found::Unclear => return None,
            Found::Set(other) => holds(other, dependency),
            Found::Default(value) => dependency.not != takes(dependency.values.as_ref(), value),
            Found::Nothing => dependency.not,
        };
        if !is_met && broken.is_none() {
            broken = Some((uri, dependency, found));
        }
    }
    match (&group.changes, broken) {
        (Some(changes), None) => changed(setting, changes, group),
        // Other values hold then.
        (Some(_), Some(_)) | (None, None) => None,
        (None, Some((uri, dependency, found))) => Some(unmet(catalog, setting, &uri, dependency, &found)),
    }
}

fn unmet(catalog: &Catalog, setting: &Setting<'_>, uri: &str, dependency: &Dependency, found: &Found<'_>) -> Finding {
    let name = setting.short_name();
    let other = short_name(uri);
    let is_policy = || catalog.node_at(&dependency.uri).is_some_and(|node| node.admx.is_some());
    let values = match &dependency.values {
        Some(values) => format!("set to {}", words(values)),
        None if is_policy() => "enabled".to_owned(),
        None => "set".to_owned(),
    };
    let not = if dependency.not { "not " } else { "" };
    let message = format!("`{name}` works only with `{other}` {not}{values}");
    let place = setting.name_span;
    let finding = match found {
        Found::Set(other) => {
            let label = if dependency.not { "set here" } else { "set otherwise here" };
            DEPENDENCY.finding(place, message).other(other.span, label)
        }
        Found::Default(value) if !value.is_empty() => DEPENDENCY.finding(
            place,
            format!("{message}, and nothing here sets it: an unconfigured device has `{}`", short(value)),
        ),
        _ => DEPENDENCY.finding(place, format!("{message}, and nothing here sets it")),
    };
    finding.help(match (dependency.not, &dependency.values) {
        (true, Some(_)) => format!("set `{other}` to another value, or leave `{name}` out"),
        (true, None) => format!("leave one of `{name}` and `{other}` out"),
        (false, Some(values)) => format!("set `{other}` to {}, or say where that is done: {ALLOW}", words(values)),
        (false, None) if is_policy() => format!("enable `{other}`, or say where that is done: {ALLOW}"),
        (false, None) => format!("set `{other}` too, or say where that is done: {ALLOW}"),
    })
}

const ALLOW: &str = "`# omauri: allow(applies-dependency) because …`";

/// A value that is not among those which other settings leave.
fn changed(setting: &Setting<'_>, changes: &Allowed, group: &DependencyGroup) -> Option<Finding> {
    let State::Value(value) = &setting.state else { return None };
    if takes(Some(changes), value) {
        return None;
    }
    let others: Vec<String> =
        group.on.iter().map(|dependency| short_name(&instance(&dependency.uri, setting))).collect();
    let message = format!(
        "with {} as it is `{}` takes {}, and not `{}`",
        others.iter().map(|other| format!("`{other}`")).collect::<Vec<_>>().join(" and "),
        setting.short_name(),
        words(changes),
        short(value),
    );
    Some(DEPENDENCY.finding(setting.span, message).help(format!("write {}", words(changes))))
}

/// The address of another node with the names that the setting's own address has for words in braces.
fn instance(uri: &str, setting: &Setting<'_>) -> String {
    if !uri.contains('{') {
        return uri.to_owned();
    }
    let mut own = setting.node.uri.split('/').zip(setting.uri.split('/'));
    let mut is_beside = true;
    let named = uri.split('/').map(|name| match own.next().filter(|_| is_beside) {
        Some((stated, given)) if stated == name => given,
        _ => {
            is_beside = false;
            name
        }
    });
    named.collect::<Vec<_>>().join("/")
}

fn find<'p>(profile: &'p Profile<'p>, catalog: &'p Catalog, uri: &str, stated: &str) -> Found<'p> {
    if let Some(setting) = profile.settings.iter().find(|setting| setting.uri == uri) {
        return Found::Set(setting);
    }
    let is_unclear = profile.raw.iter().any(|raw| raw.uri == uri)
        || profile.unresolved.iter().any(|unresolved| unresolved.node.uri == stated);
    if is_unclear {
        return Found::Unclear;
    }
    let default = catalog.node_at(stated).and_then(|node: &Node| node.default.as_deref());
    default.map_or(Found::Nothing, Found::Default)
}

fn holds(other: &Setting<'_>, dependency: &Dependency) -> bool {
    let has = match (&other.state, &dependency.values) {
        (State::NotConfigured, _) => match (&other.node.default, &dependency.values) {
            (Some(default), Some(values)) => takes(Some(values), default),
            _ => false,
        },
        (State::Disabled, _) => false,
        (State::Enabled(_), _) | (State::Value(_), None) => true,
        (State::Value(value), Some(values)) => takes(Some(values), value),
    };
    has != dependency.not
}

/// Whether a value is one of some; any is where there are none. Letter case says nothing.
fn takes(values: Option<&Allowed>, value: &str) -> bool {
    let number = || value.trim().parse::<i64>().ok();
    match values {
        None => !value.is_empty(),
        Some(Allowed::Enum(values) | Allowed::Flags(values)) => {
            values.iter().any(|allowed| allowed.value.eq_ignore_ascii_case(value))
        }
        Some(Allowed::Ranges(ranges)) => {
            number().is_some_and(|number| ranges.iter().any(|range| (range.min..=range.max).contains(&number)))
        }
        Some(Allowed::Regex(_) | Allowed::Xml | Allowed::Json | Allowed::Sddl) => true,
    }
}

fn words(values: &Allowed) -> String {
    match values {
        Allowed::Enum(values) | Allowed::Flags(values) => {
            alternatives(&values.iter().map(|allowed| allowed.value.clone()).collect::<Vec<_>>())
        }
        Allowed::Ranges(ranges) => {
            let one = |range: &crate::catalog::Range| match (range.min, range.max) {
                (min, max) if min == max => format!("`{min}`"),
                (min, max) => format!("a number from {min} to {max}"),
            };
            ranges.iter().map(one).collect::<Vec<_>>().join(" or ")
        }
        _ => "another value".to_owned(),
    }
}

fn short_name(uri: &str) -> String {
    let starts = ["./Device/Vendor/MSFT/Policy/Config/", "./User/Vendor/MSFT/Policy/Config/", "./Device/Vendor/MSFT/"];
    let rest = starts.into_iter().find_map(|start| uri.strip_prefix(start));
    rest.unwrap_or(uri).to_owned()
}
