//! Fleet: Replace and Add at the top of the file, or one Atomic around all; no declaration, no Delete (from Fleet's own tests).

use crate::intent::Profile;

use super::syncml::from_template;
use super::{Engine, Format, Options, RenderError, Rendered};

pub(super) fn render<'p>(
    engine: &Engine,
    profile: &'p Profile<'p>,
    options: Options,
) -> Result<Rendered<'p>, RenderError> {
    from_template(engine, "fleet.xml.j2", profile, options, Format::Fleet)
}
