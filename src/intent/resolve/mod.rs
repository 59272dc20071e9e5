//! From an intent as written to a profile: names looked up, values typed, targets made.

mod element;
mod name;
mod plain;
mod setting;
mod target;

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::text::{Span, Spanned};

use super::written::Intent;
use super::{Problem, ProblemKind, Profile, ProfileTarget, Unresolved};

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
    settings.sort_by(|left, right| left.node.order().cmp(&right.node.order()));
    let name = intent.name.clone().unwrap_or(Spanned { value: String::new(), span: intent.place });
    Profile {
        title: intent.title.as_ref().map_or_else(|| name.value.clone(), |title| title.value.clone()),
        name,
        description: intent.description.as_ref().map(|description| description.value.clone()),
        targets,
        settings,
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

    /// Whether near names are still sought: each search goes through the whole catalog, and a hostile file has a hundred thousand
    /// unknown names.
    fn may_suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= SUGGESTED
    }
}
