//! What templates see. `docs/templates.md` describes it for people who bring their own.

use serde::Serialize;

use crate::intent::{Profile, Setting, State};
use crate::plan::{Origin, Planned, commands};
use crate::syncml::Verb;

use super::Options;

/// The context of a template.
#[derive(Debug, Serialize)]
pub(super) struct Context<'p> {
    /// The intent's `name`.
    name: &'p str,
    /// Its `title`.
    title: &'p str,
    /// Its `description`, or nothing.
    description: &'p str,
    /// The targets, as `Windows 11 24H2 Enterprise`.
    targets: Vec<String>,
    /// Whether payloads go into CDATA sections.
    cdata: bool,
    /// The commands outside the Atomic, numbered from 1.
    pub(super) commands: Vec<CommandContext<'p>>,
    /// The Atomic with its commands, or false.
    atomic: Option<AtomicContext<'p>>,
}

/// An Atomic.
#[derive(Debug, Serialize)]
struct AtomicContext<'p> {
    id: usize,
    commands: Vec<CommandContext<'p>>,
}

/// A command.
#[derive(Debug, Default, Serialize)]
pub(super) struct CommandContext<'p> {
    /// The `CmdID`.
    id: usize,
    /// `Add`, `Replace` or `Delete`.
    verb: &'static str,
    /// The OMA-URI.
    uri: String,
    /// `chr`, `int`, `bool`; empty for a Delete.
    format: String,
    /// `String`, `Integer`, `Boolean`, as row formats name it; empty for a Delete.
    r#type: &'static str,
    /// The data, unescaped; empty for a Delete.
    data: String,
    /// Whether there is data at all: nodes that hold others, and nodes that hold nothing, have none.
    has_data: bool,
    /// The node's area or CSP; empty for a raw value.
    area: &'p str,
    /// The node's name; of a CSP the path below it.
    node: &'p str,
    /// The name that gpedit shows; empty for a node without ADMX.
    title: &'p str,
    /// `enabled`, `disabled`, `notConfigured`, `value` for a node without ADMX, or `raw`.
    state: &'static str,
    /// The elements of an enabled policy.
    elements: Vec<ElementContext<'p>>,
    /// The author's reason, or nothing.
    why: &'p str,
    /// Control ids.
    refs: &'p [String],
}

/// An element's value.
#[derive(Debug, Serialize)]
struct ElementContext<'p> {
    /// Its id.
    id: &'p str,
    /// The value as the payload has it, unescaped; entries of lists are separated by U+F000.
    value: String,
}

impl<'p> Context<'p> {
    /// The context of a profile. Without Delete, `notConfigured` settings are left out.
    pub(super) fn new(profile: &'p Profile<'p>, options: Options, has_delete: bool) -> Self {
        let mut planned = commands(profile, options.verb);
        if !has_delete {
            planned.retain(|planned| planned.command.verb != Verb::Delete);
        }
        let (outside, inside): (Vec<_>, Vec<_>) = if options.atomic {
            planned.into_iter().partition(|planned| planned.command.verb == Verb::Delete)
        } else {
            (planned, Vec::new())
        };
        let mut next = 0;
        let commands = numbered(outside, &mut next);
        let atomic = (!inside.is_empty()).then(|| {
            next += 1;
            AtomicContext { id: next, commands: numbered(inside, &mut next) }
        });
        Self {
            name: &profile.name.value,
            title: &profile.title,
            description: profile.description.as_deref().unwrap_or_default(),
            targets: profile.targets.iter().map(|target| target.target.to_string()).collect(),
            cdata: options.cdata,
            commands,
            atomic,
        }
    }

    /// Whether there is no command at all.
    pub(super) fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.atomic.is_none()
    }
}

fn numbered<'p>(planned: Vec<Planned<'p>>, next: &mut usize) -> Vec<CommandContext<'p>> {
    let number = |planned: Planned<'p>| {
        *next += 1;
        command(planned, *next)
    };
    planned.into_iter().map(number).collect()
}

fn command(planned: Planned<'_>, id: usize) -> CommandContext<'_> {
    let Planned { command, origin } = planned;
    let (format, data) = command.content.map(|content| (content.format, content.data)).unwrap_or_default();
    let context = CommandContext {
        id,
        verb: command.verb.as_str(),
        uri: command.uri,
        r#type: row_type(&format),
        has_data: !matches!(format.as_str(), "" | "node" | "null"),
        format,
        data,
        ..CommandContext::default()
    };
    match origin {
        Origin::Setting(setting) => CommandContext {
            area: &setting.node.area,
            node: below(setting),
            title: setting.node.admx.as_ref().map_or("", |policy| policy.title.as_str()),
            state: match setting.state {
                State::NotConfigured => "notConfigured",
                State::Disabled => "disabled",
                State::Enabled(_) => "enabled",
                State::Value(_) => "value",
            },
            elements: elements(setting),
            why: setting.why.as_deref().unwrap_or_default(),
            refs: &setting.refs,
            ..context
        },
        Origin::Raw(raw) => {
            CommandContext { state: "raw", why: raw.why.as_deref().unwrap_or_default(), refs: &raw.refs, ..context }
        }
    }
}

/// The node's name; of another CSP the path below it, with the names that the author gave.
fn below<'p>(setting: &'p Setting<'p>) -> &'p str {
    let name = &setting.node.name;
    if setting.node.is_policy() || !name.contains('{') {
        return name;
    }
    // The same number of names at the end of both.
    let mut ends = setting.uri.rmatch_indices('/').map(|(at, _)| at + 1);
    ends.nth(name.matches('/').count()).and_then(|at| setting.uri.get(at..)).unwrap_or(name)
}

fn elements<'p>(setting: &'p Setting<'p>) -> Vec<ElementContext<'p>> {
    let State::Enabled(elements) = &setting.state else { return Vec::new() };
    elements.iter().map(|element| ElementContext { id: &element.facts.id, value: element.payload_value() }).collect()
}

/// The data type as Intune's admin centre names it.
fn row_type(format: &str) -> &'static str {
    match format {
        // Bytes as text: nothing else can carry them.
        "chr" | "bin" => "String",
        "int" => "Integer",
        "b64" => "Base64",
        "bool" => "Boolean",
        "xml" => "String (XML file)",
        "time" => "Date and time",
        _ => "",
    }
}
