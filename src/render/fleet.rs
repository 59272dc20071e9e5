//! Fleet: Replace and Add at the top of the file, or one Atomic around all; no declaration, no Delete (from Fleet's own tests).

use crate::intent::{Profile, Setting};

use super::syncml::from_template;
use super::{Engine, Format, Options, RenderError, Rendered};

/// The settings for which Fleet refuses a profile.
#[must_use]
pub fn refused<'p>(profile: &'p Profile<'p>) -> Vec<&'p Setting<'p>> {
    profile.settings.iter().filter(|setting| setting.node.area == "Update").collect()
}

pub(super) fn render<'p>(
    engine: &Engine,
    profile: &'p Profile<'p>,
    options: Options,
) -> Result<Rendered<'p>, RenderError> {
    from_template(engine, "fleet.xml.j2", profile, options, Format::Fleet)
}
