//! `omauri catalog`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, Subcommand, ValueEnum};
use omauri::catalog::Catalog;
use omauri::windows::{Edition, ReleaseSpec};
use omauri::workspace::{
    BuildRequest, CatalogSource, Wanted, build_catalog, diff_catalogs, diff_human, list, list_human, write_catalog,
};

use super::{Exit, output};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List nodes with their facts
    List(ListArguments),
    /// Build a catalog from Microsoft's DDF v2 and ADMX files
    Build(BuildArguments),
    /// Compare two catalogs: nodes that came, went or changed, and the intents that set them
    Diff(DiffArguments),
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

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The old catalog: a folder as `catalog build` writes it, or `shipped` for the one inside the program
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new catalog, likewise; a folder whose name is `shipped` is `./shipped`
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Intents, as for `check`: files, or folders. Without any, those of `policies`, if there is such a folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The form of the differences
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    format: DiffFormat,
    /// Exit with 3 if the catalogs differ
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// By area, with `+`, `-` and `~`
    Human,
    /// JSON, `{"version": 1, "came": […], "went": […], "changed": […], "moved": […], "intents": […]}`
    Json,
}

fn edition(text: &str) -> Result<Edition, String> {
    Edition::from_name(text).map_err(|error| format!("{error}; {}", error.help()))
}

fn release(text: &str) -> Result<ReleaseSpec, String> {
    text.parse::<ReleaseSpec>()
        .map_err(|error| error.help().map_or(error.to_string(), |help| format!("{error}; {help}")))
}

pub(super) fn run(command: &Command, catalog: &Catalog, put_over: &[PathBuf]) -> anyhow::Result<Exit> {
    match command {
        Command::List(arguments) => list_nodes(arguments, catalog),
        Command::Build(arguments) => build(arguments),
        // Put over which of the two?
        Command::Diff(_) if !put_over.is_empty() => {
            bail!(
                "`catalog diff` compares two catalogs as they are: name the folder as OLD or NEW, without `--catalog`"
            )
        }
        Command::Diff(arguments) => diff(arguments),
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
    let files = match built.files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let (nodes, backed, written) = (built.nodes, built.backed, written.changed);
    output::note(&format!(
        "`{}` holds {files} ({written} written) with {nodes} nodes, {backed} of them ADMX-backed; {} left out\n",
        arguments.out.display(),
        built.left_out
    ));
    Ok(if built.left_out > 0 { Exit::Findings } else { Exit::Success })
}

fn list_nodes(arguments: &ListArguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let ListArguments { search, edition, windows, .. } = arguments;
    let wanted = Wanted { search: search.as_deref(), edition: *edition, windows: *windows };
    match arguments.format {
        Format::Human => {
            let text = list_human(catalog, wanted);
            if text.is_empty() {
                output::note("no node matches\n");
            }
            output::text(&text)?;
        }
        Format::Json => output::data(&(serde_json::to_string_pretty(&list(catalog, wanted))? + "\n"))?,
    }
    Ok(Exit::Success)
}

fn diff(arguments: &DiffArguments) -> anyhow::Result<Exit> {
    let DiffArguments { old, new, paths, format, exit_code } = arguments;
    let (old, new) = (CatalogSource::from(old.clone()), CatalogSource::from(new.clone()));
    let run = diff_catalogs(&old, &new, paths, Path::new("policies"))?;
    match format {
        DiffFormat::Human => output::text(&diff_human(&run.diff))?,
        DiffFormat::Json => output::data(&(serde_json::to_string_pretty(&run.diff)? + "\n"))?,
    }
    let notes: Vec<&str> = run.notes.iter().flat_map(|note| [note.as_str(), "\n"]).collect();
    output::note(&notes.concat());
    Ok(if *exit_code && !run.diff.is_empty() { Exit::Changes } else { Exit::Success })
}
