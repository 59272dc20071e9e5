//! A template that the user brings.

use crate::intent::Profile;
use crate::plan::commands;

use super::context::Context;
use super::engine::USER;
use super::readback::prove;
use super::{Engine, Options, RenderError};

/// A template of the user's: `inventory.md.j2` makes `NAME.inventory.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserTemplate {
    /// The file's name: what messages say, and what decides the escaping.
    pub file_name: String,
    /// What stands between the intent's name and the ending.
    pub stem: String,
    /// The ending of its artifacts.
    pub extension: String,
}

impl UserTemplate {
    /// From the template's file name.
    #[must_use]
    pub fn named(file_name: &str) -> Self {
        let artifact = file_name.strip_suffix(".j2").or_else(|| file_name.strip_suffix(".jinja")).unwrap_or(file_name);
        let (stem, extension) = artifact.rsplit_once('.').unwrap_or((artifact, "txt"));
        Self { file_name: file_name.to_owned(), stem: stem.to_owned(), extension: extension.to_owned() }
    }

    /// The name under which the engine knows it: the shipped templates keep theirs.
    #[must_use]
    pub fn engine_name(&self) -> String {
        format!("{USER}{}.{}", self.stem, self.extension)
    }

    /// The error under the name that the user knows.
    fn named_in(&self, error: RenderError) -> RenderError {
        match error {
            RenderError::Template { name, message } => {
                let line = name.split_once(',').map_or("", |(_, line)| line);
                let comma = if line.is_empty() { "" } else { "," };
                RenderError::Template { name: format!("{}{comma}{line}", self.file_name), message }
            }
            other => other,
        }
    }

    /// Runs it. Where a SyncML document comes out, that must say what the profile says.
    ///
    /// # Errors
    /// When it fails, or its SyncML does not read back.
    pub fn render(&self, engine: &Engine, profile: &Profile<'_>, options: Options) -> Result<String, RenderError> {
        let context = Context::new(profile, options, true);
        let text = engine.run(&self.engine_name(), &context).map_err(|error| self.named_in(error))?;
        if is_syncml(&text) {
            let meant = commands(profile, options.verb).into_iter().map(|planned| planned.command).collect();
            prove(&self.file_name, text.trim_start_matches('\u{FEFF}'), meant, options.atomic)?;
        }
        Ok(text)
    }
}

/// Whether the first element is SyncML's, whatever its prefix, and whatever stands before it.
fn is_syncml(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    while let Some(end) = [("<?", "?>"), ("<!--", "-->"), ("<!", ">")].iter().find(|(start, _)| rest.starts_with(start))
    {
        rest = rest.split_once(end.1).map_or("", |(_, behind)| behind).trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|character: char| character.is_whitespace() || "/>".contains(character)).next();
    let local = name.and_then(|name| name.rsplit(':').next()).unwrap_or_default();
    ["SyncML", "SyncBody"].contains(&local)
}
