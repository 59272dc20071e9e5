//! `omauri check`.

use clap::{Args, ValueEnum};
use omauri::catalog::Catalog;
use omauri::report::{ReportFormat, Style, report};
use omauri::workspace::check;

use super::{Deny, Exit, Paths, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Fail on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the lines in question
    Human,
    /// JSON, `{"version": 1, "findings": […]}`
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Logging commands of Azure Pipelines
    Azure,
}

impl From<Format> for ReportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Json => Self::Json,
            Format::Sarif => Self::Sarif,
            Format::Github => Self::Github,
            Format::Azure => Self::Azure,
        }
    }
}

pub(super) fn run(arguments: &Arguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let run = check(&arguments.paths.paths, catalog)?;
    let format = arguments.format.into();
    let text = report(format, &run.findings, &run.sources, Style { color: true })?;
    if format == ReportFormat::Human {
        output::report(&text)?;
    } else {
        output::data(&text)?;
    }
    output::summary(&run);
    Ok(if run.failed(arguments.deny.is_some()) { Exit::Findings } else { Exit::Success })
}
