//! Targets: releases and editions by name, ranges spread out.

use std::collections::HashSet;

use crate::text::Spanned;
use crate::windows::{Edition, Release, ReleaseRange, ReleaseSpec, Target};

use super::super::written;
use super::super::{ProblemKind, ProfileTarget};
use super::{Resolver, SUGGESTED};

impl Resolver<'_, '_> {
    pub(super) fn target(&mut self, written: &written::Target) -> Vec<ProfileTarget> {
        let mut editions: Vec<_> = written.editions.iter().filter_map(|edition| self.edition(edition)).collect();
        // Before every one of them is multiplied by the releases of a range.
        let mut seen = HashSet::new();
        editions.retain(|edition| seen.insert(edition.value));
        match &written.windows {
            written::Windows::One(release) => self.one(release, &editions),
            written::Windows::Range { from, to, span } => {
                let from = self.release(from);
                let to = to.as_ref().map(|to| self.release(to));
                let (Some(from), true) = (from, to != Some(None)) else { return Vec::new() };
                match ReleaseRange::new(from, to.flatten()) {
                    Ok(range) => self.range(range, *span, &editions),
                    Err(error) => {
                        let kind = ProblemKind::Release { message: error.to_string(), help: Some(error.help()) };
                        self.problem(kind, *span);
                        Vec::new()
                    }
                }
            }
        }
    }

    fn one(&mut self, release: &Spanned<String>, editions: &[Spanned<Edition>]) -> Vec<ProfileTarget> {
        let Some(spec) = self.release(release) else { return Vec::new() };
        let mut targets = Vec::new();
        let mut server = false;
        for edition in editions {
            let target = Target::new(spec, edition.value);
            if target.is_server() {
                // One finding for a server, whatever the number of its editions.
                if !server {
                    let by_edition = edition.value.is_server() && !is_server(spec);
                    let (name, span) = if by_edition {
                        (format!("{spec} {}", edition.value), edition.span)
                    } else {
                        (spec.to_string(), release.span)
                    };
                    self.problem(ProblemKind::Server(name), span);
                }
                server = true;
            } else if let Some(impossible) = target.impossible() {
                let (message, help) = (impossible.to_string(), impossible.help());
                self.problem(ProblemKind::ImpossibleTarget { target: target.to_string(), message, help }, edition.span);
            } else {
                targets.push(ProfileTarget { target, span: release.span, edition_span: edition.span });
            }
        }
        targets
    }

    fn range(
        &mut self,
        range: ReleaseRange,
        span: crate::text::Span,
        editions: &[Spanned<Edition>],
    ) -> Vec<ProfileTarget> {
        let names: Vec<Edition> = editions.iter().map(|edition| edition.value).collect();
        let expansion = range.expand(&names);
        for edition in editions.iter().filter(|edition| expansion.nowhere.contains(&edition.value)) {
            let (name, whereabouts) = (edition.value.to_string(), edition.value.whereabouts());
            self.problem(ProblemKind::NowhereInRange { edition: name, whereabouts }, edition.span);
        }
        let place = |target: &Target| {
            let written = editions.iter().find(|edition| edition.value == target.edition);
            written.map_or(span, |edition| edition.span)
        };
        let targets = expansion.targets.into_iter();
        targets.map(|target| ProfileTarget { target, span, edition_span: place(&target) }).collect()
    }

    fn release(&mut self, text: &Spanned<String>) -> Option<ReleaseSpec> {
        match text.value.parse::<ReleaseSpec>() {
            Ok(spec) => Some(spec),
            Err(error) => {
                let kind = ProblemKind::Release { message: error.to_string(), help: error.help() };
                self.problem(kind, text.span);
                None
            }
        }
    }

    fn edition(&mut self, text: &Spanned<String>) -> Option<Spanned<Edition>> {
        // Near names are sought for the first unknown ones only: a hostile list has a hundred thousand.
        if self.unknown_editions >= SUGGESTED {
            return Edition::named(&text.value).map(|value| Spanned { value, span: text.span });
        }
        match Edition::from_name(&text.value) {
            Ok(value) => Some(Spanned { value, span: text.span }),
            Err(error) => {
                self.unknown_editions += 1;
                let kind = ProblemKind::Edition { message: error.to_string(), help: error.help() };
                self.problem(kind, text.span);
                None
            }
        }
    }
}

/// Whether a release is a server whatever the edition.
fn is_server(spec: ReleaseSpec) -> bool {
    spec.release().is_some_and(Release::is_server)
}
