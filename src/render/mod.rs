//! Profiles to artifacts: files for a management server.
//!
//! Text comes from `templates/`, JSON from serde. SyncML is read back and compared with the commands it came from before
//! anyone sees it.

mod context;
mod engine;
mod fleet;
mod format;
mod intune;
mod readback;
mod refusal;
mod rows;
mod settings_catalog;
mod syncbody;
mod syncml;
mod template;

pub use engine::Engine;
pub use format::Format;
pub use refusal::{Refusal, refusals};
pub use template::UserTemplate;

use crate::intent::{Profile, Setting};
use crate::syncml::Verb;

/// How to render.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The verb for what is set.
    pub verb: Verb,
    /// Whether all or nothing is applied.
    pub atomic: bool,
    /// Whether payloads stand in CDATA sections rather than escaped.
    pub cdata: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { verb: Verb::Replace, atomic: false, cdata: false }
    }
}

/// What was rendered.
#[derive(Debug)]
pub struct Rendered<'p> {
    /// The artifact's text; none where nothing is left to put into one.
    pub text: Option<String>,
    /// Settings that the format cannot carry.
    pub left_out: Vec<&'p Setting<'p>>,
    /// Ids of the settings catalog that no public export has shown, with their settings.
    pub unverified: Vec<(String, &'p Setting<'p>)>,
}

/// Why an artifact could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The template did not run.
    #[error("the template {name} fails: {message}")]
    Template {
        /// The template.
        name: String,
        /// Why, with its line.
        message: String,
    },
    /// What came out is not SyncML.
    #[error("`{name}` did not make valid SyncML")]
    Invalid {
        /// The format or template.
        name: String,
        /// Why not.
        source: crate::syncml::ReadProblem,
    },
    /// What came out says something else than the profile.
    #[error("`{name}` did not make the commands of the profile: {difference}")]
    Differs {
        /// The format or template.
        name: String,
        /// The first difference.
        difference: String,
    },
    /// JSON that cannot be written.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
}

/// Renders a profile to a format.
///
/// # Errors
/// When a template fails, or its SyncML does not read back as the commands of the profile.
pub fn render<'p>(
    engine: &Engine,
    profile: &'p Profile<'p>,
    format: Format,
    options: Options,
) -> Result<Rendered<'p>, RenderError> {
    match format {
        Format::Syncml => syncml::render(engine, profile, options),
        Format::Syncbody => syncbody::render(engine, profile, options),
        Format::Fleet => fleet::render(engine, profile, options),
        Format::Intune => intune::render(profile),
        Format::SettingsCatalog => settings_catalog::render(profile),
        Format::Rows => rows::render(engine, profile),
    }
}

fn pretty<T: serde::Serialize>(value: &T) -> Result<String, RenderError> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
