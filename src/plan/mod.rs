//! The commands that take a device from nothing to a profile.

use crate::admx::Payload;
use crate::catalog::Access;
use crate::intent::{Profile, Raw, Setting, State};
use crate::syncml::{Command, Content, Verb};

/// A command and what it comes from.
#[derive(Debug)]
pub struct Planned<'p> {
    /// What is sent.
    pub command: Command,
    /// Why.
    pub origin: Origin<'p>,
}

/// What a command comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'p> {
    /// A setting.
    Setting(&'p Setting<'p>),
    /// A value that is sent as it stands.
    Raw(&'p Raw),
}

/// One command for each setting, in the order of the profile: `verb` for what is set, Delete for what is `notConfigured`.
///
/// Replace creates and changes; Add creates and fails with status 418 where the node exists; Delete takes the profile away
/// again. A node that does not take the verb gets the other one of Replace and Add; one that cannot be removed gets no Delete.
#[must_use]
pub fn commands<'p>(profile: &'p Profile<'p>, verb: Verb) -> Vec<Planned<'p>> {
    let settings = profile.settings.iter().filter_map(|setting| {
        let command = command(setting, verb)?;
        Some(Planned { command, origin: Origin::Setting(setting) })
    });
    let raw = profile.raw.iter().map(|raw| {
        let content = (verb != Verb::Delete).then(|| raw_content(raw));
        Planned { command: Command { verb, uri: raw.uri.clone(), content }, origin: Origin::Raw(raw) }
    });
    let mut planned: Vec<Planned<'p>> = settings.chain(raw).collect();
    if verb == Verb::Delete {
        // What is below a node goes before it: the device would not find it any more.
        let depth = |planned: &Planned<'_>| std::cmp::Reverse(planned.command.uri.matches('/').count());
        planned.sort_by_key(depth);
    }
    planned
}

fn command(setting: &Setting<'_>, verb: Verb) -> Option<Command> {
    let content = if verb == Verb::Delete { None } else { content(setting) };
    let verb = match (content.is_some(), verb) {
        (false, _) if !setting.node.allows(Access::Delete) => return None,
        (false, _) => Verb::Delete,
        (true, Verb::Replace) if !setting.node.allows(Access::Replace) => Verb::Add,
        (true, Verb::Add) if !setting.node.allows(Access::Add) => Verb::Replace,
        (true, verb) => verb,
    };
    Some(Command { verb, uri: setting.uri.clone().into_owned(), content })
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
    Some(Content { format: setting.node.format.word().to_owned(), data })
}

/// What a node is given as it stands.
#[must_use]
pub fn raw_content(raw: &Raw) -> Content {
    Content { format: raw.format.word().to_owned(), data: raw.data.clone() }
}
