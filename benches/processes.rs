//! Whole processes against the budgets: start-up, one intent, a thousand. Fails only beyond three times a budget.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod support;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const OMAURI: &str = env!("CARGO_BIN_EXE_omauri");

/// The median of several runs, after one that warms up.
fn median(runs: usize, command: &mut Command) -> std::io::Result<Duration> {
    median_after(runs, command, || Ok(()))
}

/// The same, with something to be done before each run that is not counted.
fn median_after(
    runs: usize,
    command: &mut Command,
    before: impl Fn() -> std::io::Result<()>,
) -> std::io::Result<Duration> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut times = Vec::new();
    for run in 0..=runs {
        before()?;
        let start = Instant::now();
        command.status()?;
        if run > 0 {
            times.push(start.elapsed());
        }
    }
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

struct Measured {
    name: &'static str,
    time: Duration,
    budget: Duration,
}

fn measure(folder: &Path) -> std::io::Result<Vec<Measured>> {
    let (one, many, out) = (folder.join("one"), folder.join("many"), folder.join("out"));
    support::write_intents(&one, 1)?;
    support::write_intents(&many, 1000)?;
    // What a process costs that does nothing: start-up is counted over it.
    let empty = median(100, &mut Command::new("true"))?;
    let version = median(100, Command::new(OMAURI).arg("--version"))?;
    let single = median(100, Command::new(OMAURI).arg("check").arg(one.join("bench-0000.yaml")))?;
    let check = median(7, Command::new(OMAURI).arg("check").arg(&many))?;
    let mut render = Command::new(OMAURI);
    render.arg("render").arg(&many).args(["--to", "syncml", "--out"]).arg(&out);
    let again = median(7, &mut render)?;
    let empty_folder = || if out.exists() { std::fs::remove_dir_all(&out) } else { Ok(()) };
    let render = median_after(7, &mut render, empty_folder)?;
    let row = |name, time, budget| Measured { name, time, budget: Duration::from_millis(budget) };
    Ok(vec![
        row("omauri --version, over an empty process", version.saturating_sub(empty), 2),
        row("check of one 200-line intent, over an empty process", single.saturating_sub(empty), 4),
        row("check of 1,000 intents", check, 500),
        row("render of 1,000 intents to syncml, into an empty folder", render, 1000),
        row("the same again, nothing changed", again, 1000),
    ])
}

fn main() -> ExitCode {
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            println!("no temporary folder: {error}");
            return ExitCode::FAILURE;
        }
    };
    let measured = match measure(folder.path()) {
        Ok(measured) => measured,
        Err(error) => {
            println!("cannot measure: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut slow = false;
    for Measured { name, time, budget } in measured {
        slow |= time > 3 * budget;
        println!("{name:<56} {:>8.2} ms   budget {:>5} ms", time.as_secs_f64() * 1e3, budget.as_millis());
    }
    if slow { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
