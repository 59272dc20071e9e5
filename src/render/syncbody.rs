//! A bare `SyncBody`, as `mdmlocalmanagement.dll` takes it on a device.

use crate::intent::Profile;

use super::syncml::from_template;
use super::{Engine, Format, Options, RenderError, Rendered};

pub(super) fn render<'p>(
    engine: &Engine,
    profile: &'p Profile<'p>,
    options: Options,
) -> Result<Rendered<'p>, RenderError> {
    from_template(engine, "syncbody.xml.j2", profile, options, Format::Syncbody)
}
