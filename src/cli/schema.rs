//! `omauri schema`.

use anyhow::{Context, bail};
use clap::Args;
use clap::builder::PossibleValuesParser;
use omauri::catalog::Catalog;
use omauri::workspace::{SCHEMAS, area_schema, intent_schema, output_schema, schema_text};

use super::{Exit, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to describe: intents, or the JSON of a command
    #[arg(long, value_name = "NAME", default_value = "intent", value_parser = PossibleValuesParser::new(SCHEMAS))]
    of: String,
    /// Only these areas in the schema of intents
    #[arg(long, value_name = "AREA", value_delimiter = ',')]
    area: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let Arguments { of, area } = arguments;
    let text = match (of.as_str(), area.as_slice()) {
        ("intent", []) => schema_text(&intent_schema(catalog)),
        ("intent", areas) => schema_text(&area_schema(catalog, areas)?),
        (name, []) => serde_json::to_string_pretty(&output_schema(name).context("there is no such schema")?)? + "\n",
        (name, _) => bail!("`--area` is for the schema of intents, not for `--of {name}`"),
    };
    output::data(&text)?;
    Ok(Exit::Success)
}
