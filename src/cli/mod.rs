//! Arguments and printing; what commands do is elsewhere.

mod catalog;
mod check;
mod completions;
mod explain;
mod man;
mod output;
mod render;
mod schema;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use omauri::catalog::{Catalog, load_folder};

/// Compiles Windows MDM policy: YAML intents, checked against Windows' own facts, to SyncML and Intune profiles
#[derive(Debug, Parser)]
#[command(name = "omauri", version, term_width = 100, arg_required_else_help = true, after_help = EXIT)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// A folder of catalog files to put over the shipped catalog, node by node
    #[arg(long, global = true, value_name = "DIR")]
    catalog: Vec<PathBuf>,
}

const EXIT: &str = "Exit status: 0 nothing at error level; 1 findings at error level, or stale artifacts under `render --check`; \
2 could not run (usage, unreadable input, unwritable output); 3 differences under `catalog diff --exit-code`.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check intents: shape, names, values, applicability, security
    Check(check::Arguments),
    /// Render intents to what a management server takes
    Render(render::Arguments),
    /// Explain a node, an area, a registry key, a policy or a rule; or an intent's effective configuration
    Explain(explain::Arguments),
    /// What is known of nodes
    #[command(subcommand)]
    Catalog(catalog::Command),
    /// Print a JSON schema: of intents for editors, or of a JSON output
    Schema(schema::Arguments),
    /// Print the completions of a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man(man::Arguments),
}

/// Which intents a command is about.
#[derive(Debug, Args)]
struct Paths {
    /// Files, or folders with every `*.yaml` and `*.yml` below that says `apiVersion: omauri/…`
    #[arg(value_name = "PATH", default_value = "policies")]
    paths: Vec<PathBuf>,
}

/// What is raised to an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings fail the run as errors do.
    Warnings,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Success,
    Findings,
    Failure,
    Changes,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Failure => Self::from(2),
            Exit::Changes => Self::from(3),
        }
    }
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(&cli) {
        Ok(exit) => exit.into(),
        Err(error) => {
            output::error(&error);
            Exit::Failure.into()
        }
    }
}

fn dispatch(cli: &Cli) -> anyhow::Result<Exit> {
    let catalog = catalog_of(&cli.catalog)?;
    match &cli.command {
        Command::Check(arguments) => check::run(arguments, &catalog),
        Command::Render(arguments) => render::run(arguments, &catalog),
        Command::Explain(arguments) => explain::run(arguments, &catalog),
        Command::Catalog(command) => catalog::run(command, &catalog, &cli.catalog),
        Command::Schema(arguments) => schema::run(arguments, &catalog),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    }
}

fn catalog_of(folders: &[PathBuf]) -> anyhow::Result<Catalog> {
    folders.iter().try_fold(Catalog::shipped(), |catalog, folder| Ok(catalog.merged_with(load_folder(folder)?)))
}
