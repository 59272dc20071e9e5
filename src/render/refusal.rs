//! What a format cannot carry, or a server refuses: said before anything is rendered.

use crate::catalog::Format as NodeFormat;
use crate::intent::{Profile, Raw, Setting, State};
use crate::rules::render::Reason;
use crate::text::Span;

use super::Format;

/// Most rows of one custom profile, by Microsoft Graph.
const MOST_ROWS: usize = 1000;

/// A setting that keeps a profile from being rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The setting; the intent's name where it is about the whole.
    pub name: String,
    /// Where it stands.
    pub place: Span,
    /// Why.
    pub reason: Reason,
}

/// What keeps a profile from being rendered to a format.
#[must_use]
pub fn refusals(profile: &Profile<'_>, format: Format) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for setting in profile.settings.iter().filter(|setting| setting.state != State::NotConfigured) {
        let reason = of_uri(&setting.uri, format).or_else(|| of_setting(setting, format));
        refusals.extend(reason.map(|reason| Refusal { name: setting.short_name(), place: setting.name_span, reason }));
    }
    for raw in &profile.raw {
        let reason = of_uri(&raw.uri, format).or_else(|| of_raw(raw, format));
        let name = raw.short_name().to_owned();
        refusals.extend(reason.map(|reason| Refusal { name, place: raw.name_span, reason }));
    }
    let rows =
        profile.settings.iter().filter(|setting| setting.state != State::NotConfigured).count() + profile.raw.len();
    if format == Format::Intune && rows > MOST_ROWS {
        let reason = Reason::TooMany(rows, MOST_ROWS);
        refusals.push(Refusal { name: profile.name.value.clone(), place: profile.name.span, reason });
    }
    refusals
}

/// Fleet refuses some addresses (from its own tests). \[S\]
fn of_uri(uri: &str, format: Format) -> Option<Reason> {
    let holds = |part: &str| uri.to_ascii_lowercase().contains(part);
    match format {
        Format::Fleet if holds("/policy/config/update/") => Some(Reason::FleetControls("Windows Update")),
        Format::Fleet if holds("/vendor/msft/bitlocker/") => Some(Reason::FleetControls("BitLocker")),
        _ => None,
    }
}

fn of_setting(setting: &Setting<'_>, format: Format) -> Option<Reason> {
    let value = match &setting.state {
        State::Value(value) => value.as_str(),
        _ => "",
    };
    match format {
        Format::Syncml | Format::Syncbody | Format::Fleet => None,
        // In braces stands what the author named.
        Format::SettingsCatalog if setting.node.uri.contains('{') => Some(Reason::NoDefinition),
        Format::Intune | Format::SettingsCatalog | Format::Rows => of_row(setting.node.format, value),
    }
}

fn of_raw(raw: &Raw, format: Format) -> Option<Reason> {
    match format {
        Format::Syncml | Format::Syncbody | Format::Fleet => None,
        Format::SettingsCatalog => Some(Reason::Raw),
        Format::Intune | Format::Rows => of_row(raw.format, &raw.data),
    }
}

fn of_row(format: NodeFormat, value: &str) -> Option<Reason> {
    match format {
        NodeFormat::Int if value.parse::<i32>().is_err() => Some(Reason::NoNumber),
        NodeFormat::Bool if !["true", "false"].contains(&value) => Some(Reason::NoTruth),
        NodeFormat::Null | NodeFormat::Node => Some(Reason::NoValue),
        _ => None,
    }
}
