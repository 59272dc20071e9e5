//! The program as its users run it.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Longer than any of these may take, even without optimisation.
const BOUND: Duration = Duration::from_secs(10);

/// Runs it in a folder.
pub fn omauri(folder: &Path, arguments: &[&str]) -> Output {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_omauri"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(begun.elapsed() < BOUND, "{arguments:?} took {:?}", begun.elapsed());
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An intent for one edition of one release.
pub fn intent(name: &str, settings: &str) -> String {
    format!(
        "apiVersion: omauri/v1\nname: {name}\ntargets:\n  - windows: 11 24H2\n    editions: [Enterprise]\nsettings:\n{settings}"
    )
}
