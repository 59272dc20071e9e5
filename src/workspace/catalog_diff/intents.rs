//! Intents that set nodes that went or changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::finding::{Finding, Severity};
use crate::text::terminal::harmless;
use crate::text::{SourceId, Sources, Span};

use super::super::check::check;
use super::super::discover::InputError;
use super::CatalogDiff;

/// Rules whose faults hide settings. Others leave the names of all nodes readable: of what a catalog knows or allows, `check` speaks.
const HIDING: [&str; 4] = ["intent-api-version", "intent-missing-key", "intent-unknown-key", "intent-shape"];

/// A place at which an intent sets a node that went or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TouchedIntent {
    /// The file, with `/`, relative to where the program was started.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// The node's address.
    pub uri: String,
    /// What became of the node.
    pub change: IntentChange,
}

/// What became of a node that an intent sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum IntentChange {
    /// The new catalog does not have it.
    Went,
    /// Its facts are others.
    Changed,
}

/// Puts what intents set into the differences. Gives back a line for each intent that could not be read to its end.
pub(super) fn find(
    diff: &mut CatalogDiff,
    catalog: &Catalog,
    paths: &[PathBuf],
    default: &Path,
) -> Result<Vec<String>, InputError> {
    let run = match paths {
        [] if !default.is_dir() => return Ok(Vec::new()),
        [] => match check(&[default.to_owned()], catalog) {
            // Nobody asked for this folder.
            Err(InputError::Nothing(_)) => return Ok(Vec::new()),
            run => run?,
        },
        paths => check(paths, catalog)?,
    };
    let mut fates: HashMap<&str, IntentChange> = HashMap::new();
    fates.extend(diff.went.iter().map(|node| (node.uri.as_str(), IntentChange::Went)));
    fates.extend(diff.changed.iter().map(|node| (node.uri.as_str(), IntentChange::Changed)));
    let mut touched = Vec::new();
    for profile in &run.profiles {
        let set = profile.settings.iter().map(|setting| (setting.node, setting.name_span));
        // What the old catalog refuses may be written for the new one.
        let unresolved = profile.unresolved.iter().map(|setting| (setting.node, setting.name_span));
        for (node, span) in set.chain(unresolved) {
            if let Some(change) = fates.get(node.uri.as_str()) {
                touched.push((span, node.uri.clone(), *change));
            }
        }
    }
    touched.sort_by_key(|(span, _, _)| *span);
    let place = |(span, uri, change)| touched_intent(&run.sources, span, uri, change);
    diff.intents = touched.into_iter().filter_map(place).collect();
    diff.has_intents = true;
    Ok(notes(&run.findings, &run.sources))
}

fn touched_intent(sources: &Sources, span: Span, uri: String, change: IntentChange) -> Option<TouchedIntent> {
    let source = sources.get(span.source)?;
    let at = source.position(span.start);
    Some(TouchedIntent { file: source.name.clone(), line: at.line, column: at.column, uri, change })
}

/// The first fault of each file because of which settings may be missing.
fn notes(findings: &[Finding], sources: &Sources) -> Vec<String> {
    let hides = |finding: &&Finding| {
        finding.severity == Severity::Error && (finding.rule.starts_with("yaml-") || HIDING.contains(&finding.rule))
    };
    let mut told: HashSet<SourceId> = HashSet::new();
    let first = findings.iter().filter(hides).filter(|finding| told.insert(finding.place.span.source));
    let line = |finding: &Finding| {
        let source = sources.get(finding.place.span.source)?;
        let at = source.position(finding.place.span.start);
        let (name, message) = (&source.name, &finding.message);
        let line = format!("{name}:{}:{}: {message}; what this intent sets may be missing here", at.line, at.column);
        Some(harmless(&line).into_owned())
    };
    first.filter_map(line).collect()
}
