//! Printing: data to standard output, everything else to standard error.

use std::io::{self, Write};

use omauri::finding::Finding;
use omauri::report::{Counts, Style, human};
use omauri::text::Sources;
use omauri::text::terminal::{harmless, harmless_lines};
use omauri::workspace::Run;

/// Prints an artifact or data for a program, byte for byte.
pub(super) fn data(text: &str) -> anyhow::Result<()> {
    told(io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()))
}

/// Prints text for people, in which nothing that came from a file gives a terminal orders.
pub(super) fn text(text: &str) -> anyhow::Result<()> {
    data(&harmless_lines(text))
}

/// Prints a report for people, with colours where the terminal has them.
pub(super) fn report(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    told(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// A reader that went away has seen enough; the run ends as it would have.
fn told(result: io::Result<()>) -> anyhow::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Prints findings with their lines, for a command whose data they are not.
pub(super) fn findings(findings: &[Finding], sources: &Sources) {
    to_stderr(&human(findings, sources, Style { color: true }));
}

/// Prints a line that is not data.
pub(super) fn note(line: &str) {
    to_stderr(&harmless_lines(line));
}

/// Prints why a command could not run, in one line.
pub(super) fn error(error: &anyhow::Error) {
    to_stderr(&format!("error: {}\n", harmless(&format!("{error:#}"))));
}

/// Where nobody can read it any more there is nothing to be done about it.
fn to_stderr(text: &str) {
    _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The last line of a run: how many files, how many findings.
pub(super) fn summary(run: &Run<'_>) {
    let files = run.sources.iter().count();
    let files = if files == 1 { "1 intent".to_owned() } else { format!("{files} intents") };
    let silenced = if run.silenced > 0 { format!(" ({} silenced)", run.silenced) } else { String::new() };
    note(&format!("checked {files}: {}{silenced}\n", Counts::of(&run.findings)));
}
