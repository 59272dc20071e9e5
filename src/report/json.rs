//! JSON for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::text::Sources;

use super::place;

/// The output of `omauri check --format json`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// The version of this shape.
    pub version: u32,
    /// All findings, by file and place.
    pub findings: Vec<FindingJson>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingJson {
    /// The rule's id; `omauri explain RULE` prints its page.
    pub rule: String,
    /// How bad it is.
    pub severity: SeverityJson,
    /// The fault, in one sentence.
    pub message: String,
    /// The file, with `/`, relative to where the program was started.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// What to do.
    pub help: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeverityJson {
    /// Nothing is rendered.
    Error,
    /// Probably not as meant, or not safe.
    Warning,
    /// Worth knowing.
    Info,
}

pub(super) fn json(findings: &[Finding], sources: &Sources) -> Result<String, serde_json::Error> {
    let findings = findings.iter().map(|finding| finding_json(finding, sources)).collect();
    let mut text = serde_json::to_string_pretty(&CheckReport { version: 1, findings })?;
    text.push('\n');
    Ok(text)
}

fn finding_json(finding: &Finding, sources: &Sources) -> FindingJson {
    let (file, start, _) = place(finding, sources);
    FindingJson {
        rule: finding.rule.to_owned(),
        severity: match finding.severity {
            Severity::Error => SeverityJson::Error,
            Severity::Warning => SeverityJson::Warning,
            Severity::Info => SeverityJson::Info,
        },
        message: finding.message.clone(),
        file: file.to_owned(),
        line: start.line,
        column: start.column,
        help: finding.help.clone(),
    }
}
