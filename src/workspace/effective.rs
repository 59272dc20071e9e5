//! The effective WinRM configuration of an intent, as `winrm get winrm/config` would show it.

use std::fmt::Write;

use crate::intent::Profile;
use crate::text::Sources;
use crate::winrm::{Line, Model, lines};

/// Blanks of a level, as the command indents.
const INDENT: usize = 4;
/// The column at which origins stand.
const ORIGIN: usize = 60;

/// The listing with the origin of each value behind it.
#[must_use]
pub fn effective(profile: &Profile<'_>, sources: &Sources) -> String {
    let mut text = String::new();
    for line in lines(&Model::of(profile)) {
        let shown = shown(&line);
        match origin(&line, sources) {
            Some(origin) => _ = writeln!(text, "{shown:<ORIGIN$} # {origin}"),
            None => _ = writeln!(text, "{shown}"),
        }
    }
    text
}

fn shown(line: &Line) -> String {
    let source = if line.set_by.is_some() { " [Source=\"GPO\"]" } else { "" };
    let blanks = " ".repeat(line.depth * INDENT);
    match line.value.as_deref() {
        // The command prints an empty value as its name alone.
        None | Some("") => format!("{blanks}{}{source}", line.name),
        Some(value) => format!("{blanks}{} = {value}{source}", line.name),
    }
}

fn origin(line: &Line, sources: &Sources) -> Option<String> {
    if let Some((node, span)) = &line.set_by {
        let source = sources.get(span.source)?;
        return Some(format!("{node}, {}:{}", source.name, source.position(span.start).line));
    }
    line.source.map(|source| format!("default: {source}"))
}
