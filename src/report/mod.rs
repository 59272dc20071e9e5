//! Findings to text: for people, programs, and the places where pull requests are reviewed.

mod azure;
mod github;
mod human;
pub mod json;
mod sarif;

use crate::finding::{Finding, Severity};
use crate::text::Sources;

pub use human::human;

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people, with the lines in question.
    Human,
    /// `{"version": 1, "findings": […]}`.
    Json,
    /// SARIF 2.1.0, as code scanning takes it.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// Logging commands of Azure Pipelines.
    Azure,
}

/// The report of a run.
///
/// # Errors
/// When JSON cannot be written.
pub fn report(
    format: ReportFormat,
    findings: &[Finding],
    sources: &Sources,
    style: Style,
) -> Result<String, serde_json::Error> {
    match format {
        ReportFormat::Human => Ok(human(findings, sources, style)),
        ReportFormat::Json => json::json(findings, sources),
        ReportFormat::Sarif => sarif::sarif(findings, sources),
        ReportFormat::Github => Ok(github::github(findings, sources)),
        ReportFormat::Azure => Ok(azure::azure(findings, sources)),
    }
}

/// How a report for people looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// With colours.
    pub color: bool,
}

/// How many findings there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let words = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| match (*count, *word) {
            (1, word) => format!("1 {word}"),
            (count, "info") => format!("{count} infos"),
            (count, word) => format!("{count} {word}s"),
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() { formatter.write_str("no findings") } else { formatter.write_str(&words.join(", ")) }
    }
}

/// Line and column of a finding, in its file.
fn place<'s>(finding: &Finding, sources: &'s Sources) -> (&'s str, crate::text::Position, crate::text::Position) {
    let span = finding.place.span;
    match sources.get(span.source) {
        Some(source) => (&source.name, source.position(span.start), source.position(span.end.max(span.start))),
        None => ("", crate::text::Position { line: 1, column: 1 }, crate::text::Position { line: 1, column: 1 }),
    }
}

/// A finding in one text: the message and its help.
fn sentence(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}; help: {help}", finding.message),
        None => finding.message.clone(),
    }
}
