//! Logging commands of Azure Pipelines. They know errors and warnings; an info is a plain line of the log.

use std::fmt::Write;

use crate::finding::{Finding, Severity};
use crate::text::Sources;
use crate::text::terminal::harmless;

use super::{place, sentence};

pub(super) fn azure(findings: &[Finding], sources: &Sources) -> String {
    let mut text = String::new();
    for finding in findings {
        let (file, start, _) = place(finding, sources);
        let (line, column, rule) = (start.line, start.column, finding.rule);
        let message = sentence(finding);
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => {
                text.push_str(&log_line(&format!("{file}({line},{column}): info {rule}: {message}")));
                continue;
            }
        };
        let (file, message) = (property(file), data(&message));
        _ = writeln!(
            text,
            "##vso[task.logissue type={kind};sourcepath={file};linenumber={line};columnnumber={column};code={rule};]{message}"
        );
    }
    text
}

/// A line of the log. The agent obeys `##vso[…]` and `##[…]` wherever they stand, and names of files come from outside.
fn log_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ").replace("##", "# #") + "\n"
}

fn data(text: &str) -> String {
    // Line ends are escaped; no other control character survives.
    harmless(&text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
