//! Rows of OMA-URI, type and value, for consoles that take one setting at a time.

use crate::intent::Profile;

use super::context::Context;
use super::syncml::not_configured;
use super::{Engine, Options, RenderError, Rendered};

pub(super) fn render<'p>(engine: &Engine, profile: &'p Profile<'p>) -> Result<Rendered<'p>, RenderError> {
    let context = Context::new(profile, Options::default(), false);
    let left_out = not_configured(profile);
    let text = if context.is_empty() { None } else { Some(engine.run("rows.csv.j2", &context)?) };
    Ok(Rendered { text, left_out, unverified: Vec::new() })
}
