//! Whole processes against the budgets of time and memory: start-up, one intent, a thousand. Fails only beyond three times a budget.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const OMAURI: &str = env!("CARGO_BIN_EXE_omauri");

/// The median of several runs, after one that warms up.
fn median(runs: usize, command: &mut Command) -> std::io::Result<Duration> {
    median_of(runs, |_| timed(command))
}

/// The median of what several runs took; each gets its number.
fn median_of(runs: usize, mut run: impl FnMut(usize) -> std::io::Result<Duration>) -> std::io::Result<Duration> {
    run(0)?;
    let mut times = (1..=runs).map(run).collect::<std::io::Result<Vec<_>>>()?;
    times.sort_unstable();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}

fn timed(command: &mut Command) -> std::io::Result<Duration> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status()?;
    Ok(start.elapsed())
}

struct Measured {
    name: &'static str,
    amount: f64,
    unit: &'static str,
    budget: f64,
}

/// The most memory that a process had so far which was waited for, in MB; 0 where the system does not tell.
#[cfg(target_os = "linux")]
fn largest_child() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    let kilobytes = getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |usage| usage.max_rss());
    f64::from(i32::try_from(kilobytes).unwrap_or(i32::MAX)) / 1e3
}

#[cfg(not(target_os = "linux"))]
fn largest_child() -> f64 {
    0.0
}

fn measure(folder: &Path) -> std::io::Result<Vec<Measured>> {
    let (one, many, out) = (folder.join("one"), folder.join("many"), folder.join("out"));
    support::write_intents(&one, 1)?;
    support::write_intents(&many, 1000)?;
    // What a process costs that does nothing: start-up is counted over it.
    let empty = median(100, &mut Command::new("true"))?;
    let version = median(100, Command::new(OMAURI).arg("--version"))?;
    let single = median(100, Command::new(OMAURI).arg("check").arg(one.join("bench-0000.yaml")))?;
    let wide = folder.join("wide.yaml");
    std::fs::write(&wide, support::wide_intent())?;
    let wide = median(100, Command::new(OMAURI).arg("check").arg(&wide))?;
    let check = median(7, Command::new(OMAURI).arg("check").arg(&many))?;
    let check_memory = largest_child();
    let render = |out: &Path| {
        let mut render = Command::new(OMAURI);
        render.arg("render").arg(&many).args(["--to", "syncml", "--out"]).arg(out);
        timed(&mut render)
    };
    let again = median_of(7, |_| render(&out))?;
    // A new folder for each run: to empty the old one would be measured too, in the file system's search for free inodes.
    let render = median_of(7, |run| render(&folder.join(format!("out-{run}"))))?;
    let render_memory = largest_child();
    let row = |name, time: Duration, budget| Measured { name, amount: time.as_secs_f64() * 1e3, unit: "ms", budget };
    let memory = |name, amount| Measured { name, amount, unit: "MB", budget: 100.0 };
    let mut measured = vec![
        row("omauri --version, over an empty process", version.saturating_sub(empty), 2.0),
        row("check of one 200-line intent, over an empty process", single.saturating_sub(empty), 4.0),
        row("check of one over 30 areas, over an empty process", wide.saturating_sub(empty), 4.0),
        row("check of 1,000 intents", check, 500.0),
        row("render of 1,000 intents to syncml, into an empty folder", render, 1000.0),
        row("the same again, nothing changed", again, 1000.0),
        memory("memory of that check", check_memory),
        memory("memory of that render", render_memory),
    ];
    // Last: the memory of the largest process so far is all that the system tells.
    if let Some(corpus) = corpus() {
        let mut build = Command::new(OMAURI);
        build
            .args(["catalog", "build", "--ddf"])
            .arg(corpus.join("ddf"))
            .arg("--admx")
            .arg(corpus.join("admx/windows"));
        let build = median(7, build.arg("--out").arg(folder.join("catalog")))?;
        measured.push(row("catalog build of Windows, 30 MB", build, 1000.0));
        let amount = largest_child();
        measured.push(Measured { name: "memory of that build, at most", amount, unit: "MB", budget: 300.0 });
    } else {
        println!("no corpus: set OMAURI_CORPUS to measure `catalog build`");
    }
    Ok(measured)
}

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("OMAURI_CORPUS").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    given.into_iter().chain([beside]).find(|folder| folder.is_dir())
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
    for Measured { name, amount, unit, budget } in measured {
        slow |= amount > 3.0 * budget;
        println!("{name:<56} {amount:>8.2} {unit}   budget {budget:>5} {unit}");
    }
    if slow { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
