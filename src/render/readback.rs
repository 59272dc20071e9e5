//! Proof that rendered SyncML says what the profile says.

use crate::syncml::{Command, Step, Verb, read};

use super::RenderError;

/// Reads a document and compares its commands with those that were meant, in order.
pub(super) fn prove(name: &str, text: &str, expected: Vec<Command>, atomic: bool) -> Result<(), RenderError> {
    let invalid = |source| RenderError::Invalid { name: name.to_owned(), source };
    let found = read(text).map_err(invalid)?;
    let expected = steps(expected, atomic);
    if found == expected {
        return Ok(());
    }
    Err(RenderError::Differs { name: name.to_owned(), difference: difference(&found, &expected) })
}

/// Deletes before the Atomic, the rest inside it.
fn steps(commands: Vec<Command>, atomic: bool) -> Vec<Step> {
    if !atomic {
        return commands.into_iter().map(Step::Single).collect();
    }
    let (deletes, rest): (Vec<_>, Vec<_>) = commands.into_iter().partition(|command| command.verb == Verb::Delete);
    let mut steps: Vec<Step> = deletes.into_iter().map(Step::Single).collect();
    if !rest.is_empty() {
        steps.push(Step::Atomic(rest));
    }
    steps
}

fn difference(found: &[Step], expected: &[Step]) -> String {
    let (found, expected) = (flat(found), flat(expected));
    let differing = found.iter().zip(&expected).find(|(found, expected)| found != expected);
    match differing {
        Some((_, expected)) => format!("{} {}", expected.verb.as_str(), expected.uri),
        None => format!("{} commands instead of {}", found.len(), expected.len()),
    }
}

fn flat(steps: &[Step]) -> Vec<&Command> {
    let commands = steps.iter().flat_map(|step| match step {
        Step::Single(command) => std::slice::from_ref(command),
        Step::Atomic(commands) => commands.as_slice(),
    });
    commands.collect()
}
