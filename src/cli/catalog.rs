//! `omauri catalog`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use omauri::catalog::Catalog;
use omauri::windows::{Edition, ReleaseSpec};
use omauri::workspace::{BuildRequest, Wanted, build_catalog, list, list_human, write_catalog};

use super::{Exit, output};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List nodes with their facts
    List(ListArguments),
    /// Build a catalog from Microsoft's DDF v2 and ADMX files
    Build(BuildArguments),
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// DDF v2 files, folders of them, and ZIP archives of them, which are not unpacked to disk
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    ddf: Vec<PathBuf>,
    /// Folders of ADMX files, with their English ADML in `en-US` or beside them
    #[arg(long, num_args = 1.., value_name = "DIR")]
    admx: Vec<PathBuf>,
    /// The folder for the catalog's files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A folder of hand-written corrections in the place of the shipped ones
    #[arg(long, value_name = "DIR")]
    overrides: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Only nodes whose name, title, category, registry key or value holds this text
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only nodes that work on this edition, such as `Pro`
    #[arg(long, value_name = "EDITION", value_parser = edition)]
    edition: Option<Edition>,
    /// Only nodes that work on this release or build, such as `11 23H2`
    #[arg(long, value_name = "RELEASE", value_parser = release)]
    windows: Option<ReleaseSpec>,
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

fn edition(text: &str) -> Result<Edition, String> {
    Edition::from_name(text).map_err(|error| format!("{error}; {}", error.help()))
}

fn release(text: &str) -> Result<ReleaseSpec, String> {
    text.parse::<ReleaseSpec>()
        .map_err(|error| error.help().map_or(error.to_string(), |help| format!("{error}; {help}")))
}

pub(super) fn run(command: &Command, catalog: &Catalog) -> anyhow::Result<Exit> {
    match command {
        Command::List(arguments) => list_nodes(arguments, catalog),
        Command::Build(arguments) => build(arguments),
    }
}

fn build(arguments: &BuildArguments) -> anyhow::Result<Exit> {
    let BuildArguments { ddf, admx, overrides, .. } = arguments;
    let request = BuildRequest { ddf: ddf.clone(), admx: admx.clone(), overrides: overrides.clone() };
    let built = build_catalog(&request)?;
    let written = write_catalog(&arguments.out, &built)?;
    let told: Vec<&str> = built.remarks.iter().flat_map(|remark| [remark.as_str(), "\n"]).collect();
    output::note(&told.concat());
    for name in &written.others {
        let path = arguments.out.join(name);
        output::note(&format!("`{}` is in the folder and was not made by this build\n", path.display()));
    }
    let (areas, nodes, backed, written) = (built.files.len(), built.nodes, built.backed, written.changed);
    output::note(&format!(
        "`{}` holds {areas} areas ({written} written) with {nodes} nodes, {backed} of them ADMX-backed; {} left out\n",
        arguments.out.display(),
        built.left_out
    ));
    Ok(if built.left_out > 0 { Exit::Findings } else { Exit::Success })
}

fn list_nodes(arguments: &ListArguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let ListArguments { search, edition, windows, .. } = arguments;
    let wanted = Wanted { search: search.as_deref(), edition: *edition, windows: *windows };
    match arguments.format {
        Format::Human => output::text(&list_human(catalog, wanted))?,
        Format::Json => output::data(&(serde_json::to_string_pretty(&list(catalog, wanted))? + "\n"))?,
    }
    Ok(Exit::Success)
}
