//! The template engine: minijinja, strict, with an escaping that fits XML and CSV.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use crate::text::xml;

use super::RenderError;
use super::context::Context;

/// The shipped templates.
const TEMPLATES: [(&str, &str); 5] = [
    ("command.xml.j2", include_str!("../../templates/command.xml.j2")),
    ("syncml.xml.j2", include_str!("../../templates/syncml.xml.j2")),
    ("syncbody.xml.j2", include_str!("../../templates/syncbody.xml.j2")),
    ("fleet.xml.j2", include_str!("../../templates/fleet.xml.j2")),
    ("rows.csv.j2", include_str!("../../templates/rows.csv.j2")),
];

/// How many steps a template may take: a profile of a thousand settings takes some 50,000.
const FUEL: u64 = 20_000_000;

/// What the names of users' templates begin with, so that the shipped ones keep theirs.
pub(super) const USER: &str = "user:";

const XML: AutoEscape = AutoEscape::Custom(Cow::Borrowed("xml"));
const CSV: AutoEscape = AutoEscape::Custom(Cow::Borrowed("csv"));

/// The templates, ready to run.
#[derive(Debug)]
pub struct Engine {
    environment: Environment<'static>,
}

impl Engine {
    /// The engine with the shipped templates.
    ///
    /// # Errors
    /// When one of them does not parse.
    pub fn new() -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.map_err(|error| template_error("the syntax", &error))?);
        environment.set_fuel(Some(FUEL));
        environment.set_auto_escape_callback(|name| {
            let name = name.strip_suffix(".j2").unwrap_or(name);
            match name.rsplit('.').next() {
                Some("xml") => XML,
                Some("csv") => CSV,
                _ => AutoEscape::None,
            }
        });
        environment.set_formatter(write);
        // They make texts and lists of any size from a number.
        for filter in ["indent", "slice", "batch"] {
            environment.remove_filter(filter);
        }
        environment.add_filter("cdata", |text: &str| Value::from_safe_string(xml::cdata(text)));
        environment.add_filter("xml", |text: &str| Value::from_safe_string(xml::escape_text(text).into_owned()));
        environment.add_filter("json", |text: &str| {
            serde_json::to_string(text).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
        });
        let mut engine = Self { environment };
        for (name, text) in TEMPLATES {
            engine.add(name, text)?;
        }
        Ok(engine)
    }

    /// Adds a template.
    ///
    /// # Errors
    /// When it does not parse.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), RenderError> {
        if let Some(fault) = too_deep(text) {
            let name = name.strip_prefix(USER).unwrap_or(name).to_owned();
            return Err(RenderError::Template { name, message: fault.to_owned() });
        }
        let added = self.environment.add_template_owned(name.to_owned(), text.to_owned());
        added.map_err(|error| template_error(name, &error))
    }

    /// Runs a template.
    pub(super) fn run(&self, name: &str, context: &Context<'_>) -> Result<String, RenderError> {
        let template = self.environment.get_template(name).map_err(|error| template_error(name, &error))?;
        template.render(Value::from(Serde(context))).map_err(|error| template_error(name, &error))
    }
}

/// The longest tag, and the most blocks inside each other: the template parser recurses.
const LONGEST_TAG: usize = 2_000;
const DEEPEST_BLOCK: usize = 50;

/// Why a template could exhaust the parser's stack; none if it cannot.
fn too_deep(text: &str) -> Option<&'static str> {
    // How many levels each open block has.
    let (mut rest, mut open) = (text, Vec::new());
    while let Some((_, tag)) = rest.split_once('{') {
        let Some(kind) = tag.chars().next().filter(|kind| "{%#".contains(*kind)) else {
            rest = tag;
            continue;
        };
        let inside = tag.strip_prefix(kind).unwrap_or_default();
        if kind == '#' {
            rest = inside.split_once("#}").map_or("", |(_, behind)| behind);
            continue;
        }
        let end = end_of_tag(inside);
        if end > LONGEST_TAG {
            return Some("a tag is longer than 2,000 bytes");
        }
        let (inside, behind) = inside.split_at_checked(end).unwrap_or((inside, ""));
        if kind == '%' {
            let word = inside.trim_start_matches(['-', '+']).trim_start();
            match (word.split(|character: char| !character.is_ascii_alphabetic()).next(), open.last_mut()) {
                // A branch is read as a block inside the branch before it.
                (Some("elif"), Some(levels)) => *levels += 1,
                (Some(name), _) if name.starts_with("end") => _ = open.pop(),
                (Some(name), _) if opens(name, word) => open.push(1_usize),
                _ => {}
            }
        }
        if open.iter().sum::<usize>() > DEEPEST_BLOCK {
            return Some("more than 50 blocks stand inside each other");
        }
        rest = behind;
    }
    None
}

/// Where a tag ends: at its closing brace outside of quotes. More than a tag may have is not looked at.
fn end_of_tag(inside: &str) -> usize {
    let (mut quote, mut escaped) = (None, false);
    for (at, byte) in inside.bytes().enumerate().take(LONGEST_TAG + 1) {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'}') if inside.as_bytes().get(at.wrapping_sub(1)).is_some_and(|before| b"%}".contains(before)) => {
                return at;
            }
            _ => {}
        }
    }
    inside.len()
}

/// Whether a tag opens a block that a later one ends.
fn opens(name: &str, tag: &str) -> bool {
    let has_end = ["if", "for", "macro", "filter", "call", "with", "block", "autoescape"];
    has_end.contains(&name) || (name == "set" && !tag.contains('='))
}

fn template_error(name: &str, error: &Error) -> RenderError {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        message = format!("{message}: {next}");
        cause = next.source();
    }
    // minijinja names the template again, by the name under which the engine has it.
    let line = error.line().map(|line| format!(", line {line}")).unwrap_or_default();
    let message = message.replace(&format!(" (in {}:{})", name, error.line().unwrap_or_default()), "");
    let name = name.strip_prefix(USER).unwrap_or(name);
    RenderError::Template { name: format!("{name}{line}"), message }
}

/// Writes a value: numbers and truth plainly, text escaped for the kind of file. Anything else has no text of its own.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Bool | ValueKind::Number | ValueKind::String => value.to_string(),
        kind => {
            let message = format!("a value of kind {kind} has no text; use its parts");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
    };
    let escaped = match state.auto_escape() {
        _ if value.is_safe() => text.into(),
        escape if *escape == XML => xml::escape_text(&text),
        escape if *escape == CSV => csv_field(&text),
        _ => text.as_str().into(),
    };
    out.write_str(&escaped).map_err(Error::from)
}

/// A field of RFC 4180: in quotes where it has a comma, a quote or a line end.
fn csv_field(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}
