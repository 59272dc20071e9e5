//! Intents: the YAML as a person wrote it ([`written`]), and its resolution against the catalog into a [`Profile`].
//!
//! The two are families of their own: rules, plan and render never see the first. Neither stage stops at the first
//! problem; all of them are returned with their places.

mod problem;
mod profile;
mod read;
mod resolve;
pub mod written;

pub use problem::{Form, Missing, Problem, ProblemKind, Suggestion};
pub use profile::{Element, ElementValue, ListItem, Profile, ProfileTarget, Raw, Setting, State, Unresolved};
pub use read::{API_VERSION, LONGEST_DESCRIPTION, is_file_name, looks_like_intent, read};
pub use resolve::resolve;

use crate::catalog::Catalog;
use crate::text::{Source, yaml};

/// What came of one file.
#[derive(Debug)]
pub struct Outcome<'c> {
    /// The profile; none where the file is not an intent at all. It holds what could be resolved.
    pub profile: Option<Profile<'c>>,
    /// What is wrong with the file as YAML.
    pub yaml_problems: Vec<yaml::Problem>,
    /// What is wrong with it as an intent.
    pub problems: Vec<Problem>,
    /// The file's comments.
    pub comments: Vec<crate::text::Spanned<String>>,
}

/// Reads and resolves one file.
#[must_use]
pub fn load<'c>(source: &Source, catalog: &'c Catalog) -> Outcome<'c> {
    let document = yaml::parse(source, yaml::Limits::default());
    let mut problems = Vec::new();
    let written = document.root.as_ref().and_then(|root| read(root, source, &mut problems));
    let profile = written.map(|written| resolve(&written, catalog, &mut problems));
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    Outcome { profile, yaml_problems: document.problems, problems, comments: document.comments }
}
