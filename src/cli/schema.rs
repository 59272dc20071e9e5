//! `omauri schema`.

use anyhow::Context;
use clap::Args;
use clap::builder::PossibleValuesParser;
use omauri::catalog::Catalog;
use omauri::workspace::{SCHEMAS, intent_schema, output_schema};

use super::{Exit, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to describe: intents, or the JSON of a command
    #[arg(long, value_name = "NAME", default_value = "intent", value_parser = PossibleValuesParser::new(SCHEMAS))]
    of: String,
}

pub(super) fn run(arguments: &Arguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let schema = match arguments.of.as_str() {
        "intent" => intent_schema(catalog),
        name => output_schema(name).context("there is no such schema")?,
    };
    output::data(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
    Ok(Exit::Success)
}
