//! SyncML: a whole message; and what all formats made of commands share.

use crate::intent::{Profile, State};
use crate::plan::commands;
use crate::syncml::Verb;

use super::context::Context;
use super::readback::prove;
use super::{Engine, Format, Options, RenderError, Rendered};

pub(super) fn render<'p>(
    engine: &Engine,
    profile: &'p Profile<'p>,
    options: Options,
) -> Result<Rendered<'p>, RenderError> {
    from_template(engine, "syncml.xml.j2", profile, options, Format::Syncml)
}

/// Runs a template of commands and proves its output.
pub(super) fn from_template<'p>(
    engine: &Engine,
    template: &str,
    profile: &'p Profile<'p>,
    options: Options,
    format: Format,
) -> Result<Rendered<'p>, RenderError> {
    let context = Context::new(profile, options, format.has_delete());
    let left_out = if format.has_delete() { Vec::new() } else { not_configured(profile) };
    if context.is_empty() {
        return Ok(Rendered { text: None, left_out, unverified: Vec::new() });
    }
    let text = engine.run(template, &context)?;
    let meant = commands(profile, options.verb).into_iter().map(|planned| planned.command);
    let meant = meant.filter(|command| format.has_delete() || command.verb != Verb::Delete).collect();
    prove(format.name(), &text, meant, options.atomic)?;
    Ok(Rendered { text: Some(text), left_out, unverified: Vec::new() })
}

/// The settings that a format without Delete leaves out.
pub(super) fn not_configured<'p>(profile: &'p Profile<'p>) -> Vec<&'p crate::intent::Setting<'p>> {
    profile.settings.iter().filter(|setting| setting.state == State::NotConfigured).collect()
}
