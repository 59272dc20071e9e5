//! `omauri catalog`.

use clap::{Args, Subcommand, ValueEnum};
use omauri::catalog::Catalog;
use omauri::workspace::{list, list_human};

use super::{Exit, output};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List nodes with their facts
    List(ListArguments),
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Only nodes whose name, title, category, registry key or value holds this text
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table
    Human,
    /// JSON, `{"version": 1, "nodes": […]}`
    Json,
}

pub(super) fn run(command: &Command, catalog: &Catalog) -> anyhow::Result<Exit> {
    let Command::List(arguments) = command;
    let search = arguments.search.as_deref();
    match arguments.format {
        Format::Human => output::text(&list_human(catalog, search))?,
        Format::Json => output::data(&(serde_json::to_string_pretty(&list(catalog, search))? + "\n"))?,
    }
    Ok(Exit::Success)
}
