//! An Intune custom profile: the body of a Graph request to `deviceManagement/deviceConfigurations`.

use serde::Serialize;

use crate::catalog::Format as NodeFormat;
use crate::intent::{Profile, Setting};
use crate::plan::content;

use super::syncml::not_configured;
use super::{RenderError, Rendered, pretty};

#[derive(Serialize)]
struct CustomConfiguration<'p> {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    #[serde(rename = "displayName")]
    display_name: &'p str,
    description: &'p str,
    #[serde(rename = "omaSettings")]
    oma_settings: Vec<OmaSetting>,
}

#[derive(Serialize)]
struct OmaSetting {
    #[serde(rename = "@odata.type")]
    odata_type: &'static str,
    #[serde(rename = "displayName")]
    display_name: String,
    description: String,
    #[serde(rename = "omaUri")]
    oma_uri: String,
    /// Of bytes: what the admin centre shows as the name of the file they came from.
    #[serde(rename = "fileName", skip_serializing_if = "Option::is_none")]
    file_name: Option<String>,
    value: serde_json::Value,
}

pub(super) fn render<'p>(profile: &'p Profile<'p>) -> Result<Rendered<'p>, RenderError> {
    let oma_settings: Vec<_> = profile.settings.iter().filter_map(oma_setting).collect();
    let left_out = not_configured(profile);
    if oma_settings.is_empty() {
        return Ok(Rendered { text: None, left_out, unverified: Vec::new() });
    }
    let configuration = CustomConfiguration {
        odata_type: "#microsoft.graph.windows10CustomConfiguration",
        display_name: &profile.title,
        description: profile.description.as_deref().unwrap_or_default(),
        oma_settings,
    };
    Ok(Rendered { text: Some(pretty(&configuration)?), left_out, unverified: Vec::new() })
}

/// The row of a setting. Intune escapes XML itself: the value is the payload as it stands.
fn oma_setting(setting: &Setting<'_>) -> Option<OmaSetting> {
    let data = content(setting)?.data;
    let (odata_type, value) = match setting.node.format {
        NodeFormat::Chr => ("#microsoft.graph.omaSettingString", data.into()),
        NodeFormat::Int => ("#microsoft.graph.omaSettingInteger", data.parse::<i32>().ok()?.into()),
        NodeFormat::B64 => ("#microsoft.graph.omaSettingBase64", data.into()),
        NodeFormat::Bool => ("#microsoft.graph.omaSettingBoolean", (data == "true").into()),
    };
    Some(OmaSetting {
        odata_type,
        display_name: setting.node.short_name(),
        description: setting.note(),
        oma_uri: setting.node.uri.clone(),
        file_name: (setting.node.format == NodeFormat::B64).then(|| format!("{}.bin", setting.node.name)),
        value,
    })
}
