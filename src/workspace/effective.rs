//! The effective WinRM configuration of an intent, as `winrm get winrm/config` would show it.

use std::fmt::Write;

use crate::intent::Profile;
use crate::text::Sources;
use crate::winrm::{Line, Model, beside, lines};

/// Blanks of a level, as the command indents.
const INDENT: usize = 4;
/// The column at which origins stand.
const ORIGIN: usize = 66;

/// The listing with the origin of each value behind it: of what policies set and what belongs to it. Values that no policy can set,
/// such as `MaxEnvelopeSizekb`, are left out.
#[must_use]
pub fn effective(profile: &Profile<'_>, sources: &Sources) -> String {
    let mut text = String::new();
    let model = Model::of(profile);
    for line in lines(&model) {
        let shown = shown(&line);
        match origin(&line, sources) {
            Some(origin) => _ = writeln!(text, "{shown:<ORIGIN$} # {origin}"),
            None => _ = writeln!(text, "{shown}"),
        }
    }
    let beside = beside(&model);
    if !beside.is_empty() {
        text.push_str("\n# Set beside it, and not shown by `winrm`:\n");
    }
    for line in beside {
        let value = line.value.as_deref().unwrap_or_default();
        let origin = origin(&line, sources).unwrap_or_default();
        _ = writeln!(text, "# {}: {value} ({origin})", line.name);
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
