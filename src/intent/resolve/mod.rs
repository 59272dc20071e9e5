//! From an intent as written to a profile: names looked up, values typed, targets made.

mod allowed;
mod csp;
mod element;
mod name;
mod plain;
mod setting;
mod target;

use std::collections::{HashMap, HashSet};

use crate::catalog::Catalog;
use crate::text::{Span, Spanned};

use super::written::Intent;
use super::{Problem, ProblemKind, Profile, ProfileTarget, Raw, Setting, Unresolved};

use csp::Resolved;

/// Resolves what can be resolved; the rest becomes problems.
pub fn resolve<'c>(intent: &Intent, catalog: &'c Catalog, problems: &mut Vec<Problem>) -> Profile<'c> {
    let mut resolver = Resolver { catalog, problems, unknown_editions: 0, suggestions: 0 };
    let mut targets: Vec<ProfileTarget> = intent.targets.iter().flat_map(|target| resolver.target(target)).collect();
    // What is written twice is judged once.
    let mut seen = HashSet::new();
    targets.retain(|target| seen.insert(target.target));
    let (mut settings, mut unresolved) = (Vec::new(), Vec::new());
    for written in resolver.known_names(&intent.settings) {
        match resolver.setting(written.0, written.1) {
            Some(setting) => settings.push(setting),
            None => unresolved.push(Unresolved { node: written.1, name_span: written.0.name.span }),
        }
    }
    intent.bare.iter().for_each(|bare| resolver.bare_area(bare));
    let mut raw = Vec::new();
    for written in &intent.csp {
        match resolver.csp(written) {
            Resolved::Setting(setting) => settings.push(setting),
            Resolved::Raw(value) => raw.push(value),
            Resolved::Unresolved(node) => unresolved.push(node),
            Resolved::Nothing => {}
        }
    }
    if !intent.csp.is_empty() {
        resolver.once(&mut settings, &mut raw);
    }
    settings.sort_by(|left, right| (left.node.order(), &left.uri).cmp(&(right.node.order(), &right.uri)));
    raw.sort_by(|left, right| left.uri.cmp(&right.uri));
    let name = intent.name.clone().unwrap_or(Spanned { value: String::new(), span: intent.place });
    Profile {
        title: intent.title.as_ref().map_or_else(|| name.value.clone(), |title| title.value.clone()),
        name,
        description: intent.description.as_ref().map(|description| description.value.clone()),
        targets,
        settings,
        raw,
        unresolved,
    }
}

/// For so many unknown names of a file near ones are sought.
const SUGGESTED: usize = 200;

struct Resolver<'c, 'p> {
    catalog: &'c Catalog,
    problems: &'p mut Vec<Problem>,
    unknown_editions: usize,
    suggestions: usize,
}

impl Resolver<'_, '_> {
    fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span });
    }

    /// Leaves one setting of each address. Below `settings:` a node cannot stand twice, but an address can say the same again.
    fn once(&mut self, settings: &mut Vec<Setting<'_>>, raw: &mut Vec<Raw>) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut is_first = |uri: &str, place: Span, name: &dyn Fn() -> String| match seen.get(uri) {
            None => {
                seen.insert(uri.to_owned(), place);
                true
            }
            Some(other) => {
                self.problems.push(Problem { kind: ProblemKind::Twice { node: name(), other: *other }, span: place });
                false
            }
        };
        settings.retain(|setting| is_first(&setting.uri, setting.name_span, &|| setting.short_name()));
        raw.retain(|value| is_first(&value.uri, value.name_span, &|| value.short_name().to_owned()));
    }

    /// Whether near names are still sought: each search goes through the whole catalog, and a hostile file has a hundred thousand
    /// unknown names.
    fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTED
    }
}
