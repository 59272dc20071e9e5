//! Printing: data to standard output, everything else to standard error.

use std::io::{self, Write};

use omauri::finding::Finding;
use omauri::report::{Counts, Style, human};
use omauri::text::Sources;
use omauri::workspace::Run;

/// Prints data.
pub(super) fn data(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints findings with their lines, for a command whose data they are not.
pub(super) fn findings(findings: &[Finding], sources: &Sources) {
    note(&human(findings, sources, Style { color: true }));
}

/// Prints what is not data. Where nobody can read it any more there is nothing to be done about it.
pub(super) fn note(text: &str) {
    let mut out = anstream::stderr().lock();
    _ = out.write_all(text.as_bytes());
}

/// Prints why a command could not run.
pub(super) fn error(error: &anyhow::Error) {
    note(&format!("error: {error:#}\n"));
}

/// The last line of a run: how many files, how many findings.
pub(super) fn summary(run: &Run<'_>) {
    let files = run.sources.iter().count();
    let files = if files == 1 { "1 intent".to_owned() } else { format!("{files} intents") };
    let silenced = if run.silenced > 0 { format!(" ({} silenced)", run.silenced) } else { String::new() };
    note(&format!("checked {files}: {}{silenced}\n", Counts::of(&run.findings)));
}

/// Whether the reader of our output went away, which is its right.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
