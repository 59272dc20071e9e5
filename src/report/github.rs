//! Workflow commands of GitHub Actions: annotations at the lines of a pull request.

use std::fmt::Write;

use crate::finding::{Finding, Severity};
use crate::text::Sources;
use crate::text::terminal::harmless;

use super::{place, sentence};

pub(super) fn github(findings: &[Finding], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        let (file, start, end) = place(finding, sources);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        // GitHub wants columns on a single line only.
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column.max(start.column))
        } else {
            String::new()
        };
        let (file, line, rule) = (property(file), start.line, finding.rule);
        let message = data(&sentence(finding));
        _ = writeln!(text, "::{command} file={file},line={line}{columns},title={rule}::{message}");
    }
    text
}

fn data(text: &str) -> String {
    // Line ends are escaped; no other control character survives.
    harmless(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
