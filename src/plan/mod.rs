//! The commands that take a device from nothing to a profile.

use crate::admx::Payload;
use crate::catalog::Format;
use crate::intent::{Profile, Setting, State};
use crate::syncml::{Command, Content, Verb};

/// A command and the setting it comes from.
#[derive(Debug)]
pub struct Planned<'p> {
    /// What is sent.
    pub command: Command,
    /// Why.
    pub setting: &'p Setting<'p>,
}

/// One command for each setting, in the order of the catalog: `verb` for what is set, Delete for what is `notConfigured`.
///
/// Replace creates and changes; Add creates and fails with status 418 where the node exists; Delete takes the profile away
/// again.
#[must_use]
pub fn commands<'p>(profile: &'p Profile<'p>, verb: Verb) -> Vec<Planned<'p>> {
    let planned = |setting: &'p Setting<'p>| Planned { command: command(setting, verb), setting };
    profile.settings.iter().map(planned).collect()
}

fn command(setting: &Setting<'_>, verb: Verb) -> Command {
    let content = if verb == Verb::Delete { None } else { content(setting) };
    let verb = if content.is_some() { verb } else { Verb::Delete };
    Command { verb, uri: setting.node.uri.clone(), content }
}

/// What a setting's node is given; none for `notConfigured`.
#[must_use]
pub fn content(setting: &Setting<'_>) -> Option<Content> {
    let data = match &setting.state {
        State::NotConfigured => return None,
        State::Disabled => Payload::Disabled.to_string(),
        State::Enabled(elements) => {
            let data = elements.iter().map(|element| (element.facts.id.clone(), element.payload_value()));
            Payload::Enabled(data.collect()).to_string()
        }
        State::Value(value) => value.clone(),
    };
    Some(Content { format: format_word(setting.node.format).to_owned(), data })
}

/// The word of SyncML's `Meta/Format`.
#[must_use]
pub fn format_word(format: Format) -> &'static str {
    match format {
        Format::Chr => "chr",
        Format::Int => "int",
        Format::Bool => "bool",
        Format::B64 => "b64",
    }
}
