//! SARIF 2.1.0, for code scanning.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::finding::{Finding, Label, Severity};
use crate::rules;
use crate::text::Sources;

use super::place;

pub(super) fn sarif(findings: &[Finding], sources: &Sources) -> Result<String, serde_json::Error> {
    let mut used: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    used.sort_unstable();
    used.dedup();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "omauri",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used.iter().filter_map(|id| rule(id)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, &used, sources)).collect::<Vec<_>>(),
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn rule(id: &str) -> Option<Value> {
    let rule = rules::find(id)?;
    let page = rule.markdown();
    Some(json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity) },
    }))
}

fn result(finding: &Finding, used: &[&str], sources: &Sources) -> Value {
    let mut text = finding.message.clone();
    for more in finding.notes.iter().chain(&finding.help) {
        text.push_str("\n\n");
        text.push_str(more);
    }
    let related: Vec<Value> = finding.others.iter().map(|label| related(label, sources)).collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": used.iter().position(|id| *id == finding.rule),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [location(&finding.place, sources)],
    });
    if let (false, Some(object)) = (related.is_empty(), result.as_object_mut()) {
        object.insert("relatedLocations".to_owned(), related.into());
    }
    result
}

fn related(label: &Label, sources: &Sources) -> Value {
    let mut location = location(label, sources);
    if let Some(object) = location.as_object_mut() {
        object.insert("message".to_owned(), json!({ "text": label.text }));
    }
    location
}

fn location(label: &Label, sources: &Sources) -> Value {
    let finding = Finding::new("", Severity::Info, label.span, "");
    let (file, start, end) = place(&finding, sources);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(file) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// A relative reference of RFC 3986. A colon in its first segment would make a scheme of what stands before it.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
