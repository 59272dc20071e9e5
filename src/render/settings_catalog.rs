//! An Intune settings-catalog policy: the body of a Graph request to `deviceManagement/configurationPolicies`.
//!
//! Definition ids are derived by a rule: the LocURI in lower case with `_` for `/`, options with `_1` and `_0`, children with the
//! element's id. It held without exception for 774 settings and 412 children of public exports. \[M\] No export has shown the
//! children of most nodes here: those are marked.

use serde_json::{Value, json};

use crate::catalog::{Allowed, ElementKind, Format as NodeFormat};
use crate::intent::{Element, ElementValue, LONGEST_DESCRIPTION, Profile, Setting, State};

use super::syncml::not_configured;
use super::{RenderError, Rendered, pretty};

/// Ids of elements, and of nodes of other CSPs than the Policy CSP, that a public export has shown, one a line. \[M\]
const SEEN: &str = include_str!("settings_catalog_seen.txt");

fn is_seen(id: &str) -> bool {
    SEEN.lines().any(|seen| seen == id)
}

pub(super) fn render<'p>(profile: &'p Profile<'p>) -> Result<Rendered<'p>, RenderError> {
    let mut unverified = Vec::new();
    let settings: Vec<Value> = profile
        .settings
        .iter()
        .filter_map(|setting| {
            let instance = instance(profile, setting, &mut unverified)?;
            Some(json!({
                "@odata.type": "#microsoft.graph.deviceManagementConfigurationSetting",
                "settingInstance": instance,
            }))
        })
        .collect();
    let left_out = not_configured(profile);
    if settings.is_empty() {
        return Ok(Rendered { text: None, left_out, unverified });
    }
    let policy = json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationPolicy",
        "name": profile.title,
        "description": description(profile, &unverified),
        "platforms": "windows10",
        "technologies": "mdm",
        "roleScopeTagIds": ["0"],
        // As all public exports of policies without a template have it. [M]
        "templateReference": { "templateId": "", "templateFamily": "none" },
        "settings": settings,
    });
    Ok(Rendered { text: Some(pretty(&policy)?), left_out, unverified })
}

/// The description, with the ids that want a look before the policy is trusted: all of them where there is room, else how many
/// there are. The manifest has them all.
fn description(profile: &Profile<'_>, unverified: &[(String, &Setting<'_>)]) -> String {
    let own = profile.description.as_deref().unwrap_or_default();
    if unverified.is_empty() {
        return own.to_owned();
    }
    let ids: Vec<&str> = unverified.iter().map(|(id, _)| id.as_str()).collect();
    let count = match ids.len() {
        1 => "1 id was".to_owned(),
        several => format!("{several} ids were"),
    };
    let marks = [
        format!("Unverified ids (not seen in a public export): {}", ids.join(", ")),
        format!("{count} not seen in a public export."),
    ];
    let described = marks.iter().map(|mark| if own.is_empty() { mark.clone() } else { format!("{own}\n\n{mark}") });
    let mut fitting = described.filter(|text| text.chars().count() <= LONGEST_DESCRIPTION);
    fitting.next().unwrap_or_else(|| own.to_owned())
}

fn instance<'p>(
    profile: &'p Profile<'p>,
    setting: &'p Setting<'p>,
    unverified: &mut Vec<(String, &'p Setting<'p>)>,
) -> Option<Value> {
    if is_laps_age_of_directory(profile, setting) {
        return None;
    }
    let id = definition_id(setting);
    if !setting.node.is_policy() && setting.state != State::NotConfigured && !is_seen(&id) {
        unverified.push((id.clone(), setting));
    }
    match &setting.state {
        State::NotConfigured => None,
        State::Disabled => Some(choice(&id, &format!("{id}_0"), &[])),
        State::Enabled(elements) => {
            let mut children = Vec::new();
            for element in elements {
                let child_id = format!("{id}_{}", element.facts.id.to_lowercase());
                children.push(child(&child_id, element));
                if !is_seen(&child_id) {
                    unverified.push((child_id, setting));
                }
            }
            Some(choice(&id, &format!("{id}_1"), &children))
        }
        State::Value(value) if setting.uri == LAPS_DIRECTORY => {
            let children = laps_age(profile, value, unverified);
            Some(choice(&id, &format!("{id}_{value}"), &children))
        }
        State::Value(value) => Some(plain(setting, &id, value)),
    }
}

/// In the settings catalog the age of a LAPS password is a child of the directory that keeps it, with a twin for each. \[M\] for
/// Microsoft Entra ID, \[I\] for Active Directory.
const LAPS_DIRECTORY: &str = "./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory";
const LAPS_AGE: &str = "./Device/Vendor/MSFT/LAPS/Policies/PasswordAgeDays";
const ENTRA: &str = "1";

fn is_set(profile: &Profile<'_>, uri: &str) -> bool {
    profile.settings.iter().any(|setting| setting.uri == uri && setting.state != State::NotConfigured)
}

fn is_laps_age_of_directory(profile: &Profile<'_>, setting: &Setting<'_>) -> bool {
    setting.uri == LAPS_AGE && is_set(profile, LAPS_DIRECTORY)
}

fn laps_age<'p>(
    profile: &'p Profile<'p>,
    directory: &str,
    unverified: &mut Vec<(String, &'p Setting<'p>)>,
) -> Vec<Value> {
    let age = profile.settings.iter().find(|setting| setting.uri == LAPS_AGE);
    let Some((setting, State::Value(days))) = age.map(|setting| (setting, &setting.state)) else { return Vec::new() };
    let twin = if directory == ENTRA { "_aad" } else { "" };
    let id = format!("{}{twin}", definition_id(setting));
    if !is_seen(&id) {
        unverified.push((id.clone(), setting));
    }
    vec![simple(&id, &integer(days))]
}

/// `./Device/Vendor/MSFT/…` to `device_vendor_msft_…`; `vendor_msft_…` where Microsoft's own file begins so. \[M\]
fn definition_id(setting: &Setting<'_>) -> String {
    let below = setting.uri.trim_start_matches("./");
    let below = if setting.node.is_short { below.trim_start_matches("Device/") } else { below };
    below.to_lowercase().replace('/', "_")
}

fn plain(setting: &Setting<'_>, id: &str, value: &str) -> Value {
    match (&setting.node.allowed, setting.node.format) {
        (Some(Allowed::Enum(_)), _) | (_, NodeFormat::Bool) => choice(id, &format!("{id}_{value}"), &[]),
        (_, NodeFormat::Int) => simple(id, &integer(value)),
        _ => simple(id, &string(value)),
    }
}

fn child(id: &str, element: &Element<'_>) -> Value {
    let text = element.payload_value();
    match &element.value {
        ElementValue::Boolean(value) => choice(id, &format!("{id}_{}", u8::from(*value)), &[]),
        ElementValue::Enum(item) => {
            let option = item.value.to_string().to_lowercase();
            choice(id, &format!("{id}_{option}"), &[])
        }
        ElementValue::Decimal(_) => simple(id, &integer(&text)),
        ElementValue::Spns(spns) => collection(id, spns.entries().iter().map(|spn| string(&spn.to_string()))),
        ElementValue::MultiText(lines) => collection(id, lines.iter().map(|line| string(line.as_str()))),
        ElementValue::List(items) if explicit(element) => {
            let group = |name: &str, value: &str| {
                json!({
                    "settingValueTemplateReference": null,
                    "children": [
                        simple(&format!("{id}_key"), &string(name)),
                        simple(&format!("{id}_value"), &string(value)),
                    ],
                })
            };
            let groups: Vec<Value> = items.iter().map(|item| group(item.name.as_str(), item.value.as_str())).collect();
            json!({
                "@odata.type": "#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance",
                "settingDefinitionId": id,
                "settingInstanceTemplateReference": null,
                "groupSettingCollectionValue": groups,
            })
        }
        ElementValue::List(items) => collection(id, items.iter().map(|item| string(item.value.as_str()))),
        ElementValue::Text(_)
        | ElementValue::TrustedHosts(_)
        | ElementValue::Ipv4Filter(_)
        | ElementValue::Ipv6Filter(_) => simple(id, &string(&text)),
    }
}

fn explicit(element: &Element<'_>) -> bool {
    matches!(element.facts.kind, ElementKind::List { explicit_value: true, .. })
}

fn choice(id: &str, option: &str, children: &[Value]) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",
        "settingDefinitionId": id,
        "settingInstanceTemplateReference": null,
        "choiceSettingValue": {
            "@odata.type": "#microsoft.graph.deviceManagementConfigurationChoiceSettingValue",
            "settingValueTemplateReference": null,
            "value": option,
            "children": children,
        },
    })
}

fn simple(id: &str, value: &Value) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance",
        "settingDefinitionId": id,
        "settingInstanceTemplateReference": null,
        "simpleSettingValue": value,
    })
}

fn collection(id: &str, values: impl Iterator<Item = Value>) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationSimpleSettingCollectionInstance",
        "settingDefinitionId": id,
        "settingInstanceTemplateReference": null,
        "simpleSettingCollectionValue": values.collect::<Vec<_>>(),
    })
}

fn string(value: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationStringSettingValue",
        "settingValueTemplateReference": null,
        "value": value,
    })
}

fn integer(value: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.deviceManagementConfigurationIntegerSettingValue",
        "settingValueTemplateReference": null,
        "value": value.parse::<i64>().unwrap_or_default(),
    })
}
