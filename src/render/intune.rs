//! An Intune custom profile: the body of a Graph request to `deviceManagement/deviceConfigurations`.

use serde::Serialize;

use crate::catalog::Format as NodeFormat;
use crate::intent::{Profile, Raw, Setting};
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
    odata_type: String,
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
    let settings = profile.settings.iter().filter_map(of_setting);
    let oma_settings: Vec<_> = settings.chain(profile.raw.iter().filter_map(of_raw)).collect();
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

fn of_setting(setting: &Setting<'_>) -> Option<OmaSetting> {
    let content = content(setting)?;
    oma_setting(setting.short_name(), setting.note(), &setting.uri, setting.node.format, content.data)
}

fn of_raw(raw: &Raw) -> Option<OmaSetting> {
    oma_setting(raw.short_name().to_owned(), raw.note(), &raw.uri, raw.format, raw.data.clone())
}

/// A row. Intune escapes XML itself: the value is the payload as it stands. What a row cannot carry is refused before.
fn oma_setting(
    display_name: String,
    description: String,
    uri: &str,
    format: NodeFormat,
    data: String,
) -> Option<OmaSetting> {
    let name = uri.rsplit('/').next().unwrap_or_default();
    let (kind, file_name, value) = match format {
        NodeFormat::Chr | NodeFormat::Bin => ("String", None, data.into()),
        NodeFormat::Int => ("Integer", None, data.parse::<i32>().ok()?.into()),
        NodeFormat::B64 => ("Base64", Some(format!("{name}.bin")), data.into()),
        NodeFormat::Bool => ("Boolean", None, (data == "true").into()),
        NodeFormat::Xml => ("StringXml", Some(format!("{name}.xml")), base64(data.as_bytes()).into()),
        NodeFormat::Time => ("DateTime", None, data.into()),
        NodeFormat::Null | NodeFormat::Node => return None,
    };
    let odata_type = format!("#microsoft.graph.omaSetting{kind}");
    Some(OmaSetting { odata_type, display_name, description, oma_uri: uri.to_owned(), file_name, value })
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let six = (bits >> (18 - 6 * at)) & 63;
            let letter = ALPHABET.get(six as usize).copied().map_or('=', char::from);
            text.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (plain, expected) in cases {
            assert_eq!(base64(plain.as_bytes()), expected);
        }
    }
}
