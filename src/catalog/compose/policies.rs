//! The policies of many ADMX files, found by file and name, with their categories across files.

use std::collections::HashMap;

use crate::admx::definitions::{Category, Definitions, Home, Policy, Reference};
use crate::admx::resources::Resources;

/// More categories than any chain has; one that goes round in a circle ends there.
const DEEPEST: usize = 32;

/// ADMX files with their English texts.
#[derive(Debug, Default)]
pub struct Policies {
    files: Vec<File>,
    by_name: HashMap<String, usize>,
    by_namespace: HashMap<String, usize>,
}

/// A file with what refers to it by name.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    definitions: Definitions,
    resources: Resources,
    policies: HashMap<String, usize>,
    categories: HashMap<String, usize>,
}

/// A category with the file it stands in.
struct Found<'f> {
    file: &'f File,
    category: &'f Category,
}

/// Where a policy stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) names: Vec<String>,
    pub(super) title: String,
}

impl Policies {
    /// Adds a file: `name` is that of the ADMX.
    pub fn add(&mut self, name: &str, definitions: Definitions, resources: Resources) {
        let at = self.files.len();
        self.by_name.entry(name.to_ascii_lowercase()).or_insert(at);
        if let Some(namespace) = &definitions.namespace {
            self.by_namespace.entry(namespace.to_ascii_lowercase()).or_insert(at);
        }
        let mut policies = HashMap::new();
        for (at, policy) in definitions.policies.iter().enumerate() {
            policies.entry(policy.name.clone()).or_insert(at);
        }
        let mut categories = HashMap::new();
        for (at, category) in definitions.categories.iter().enumerate() {
            categories.entry(category.name.clone()).or_insert(at);
        }
        self.files.push(File { name: name.to_owned(), definitions, resources, policies, categories });
    }

    /// A file by its name, in any case.
    pub(super) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(*self.by_name.get(&name.to_ascii_lowercase())?)
    }

    /// The categories of a policy from the root, across files; and the first reference that leads nowhere.
    pub(super) fn path(&self, file: &File, policy: &Policy) -> (Path, Option<String>) {
        let mut chain: Vec<Found<'_>> = Vec::new();
        let (mut here, mut next) = (file, policy.category.as_deref());
        let mut lost = None;
        while let Some(reference) = next.filter(|_| chain.len() < DEEPEST) {
            let Some(found) = self.category(here, reference) else {
                lost = Some(reference.to_owned());
                break;
            };
            here = found.file;
            next = found.category.parent.as_deref();
            chain.push(found);
        }
        let names = chain.iter().rev().map(|found| found.category.name.clone()).collect();
        let titles: Vec<String> = chain.iter().rev().map(Found::title).collect();
        (Path { names, title: titles.join(" > ") }, lost)
    }

    fn category<'p>(&'p self, file: &'p File, reference: &str) -> Option<Found<'p>> {
        let reference = Reference::parse(reference);
        let file = match file.definitions.home(reference) {
            Home::ThisFile => file,
            Home::Namespace(namespace) => self.files.get(*self.by_namespace.get(&namespace.to_ascii_lowercase())?)?,
            Home::Unknown => return None,
        };
        let category = file.definitions.categories.get(*file.categories.get(reference.name)?)?;
        Some(Found { file, category })
    }
}

impl Found<'_> {
    fn title(&self) -> String {
        let title = self.category.display_name.as_deref().and_then(|text| self.file.text(text));
        title.unwrap_or_else(|| self.category.name.clone())
    }
}

impl File {
    /// A policy by its name.
    pub(super) fn policy(&self, name: &str) -> Option<&Policy> {
        self.definitions.policies.get(*self.policies.get(name)?)
    }

    /// A policy by its name in any case: the DDF's `GpMapping` is careless of it.
    pub(super) fn policy_in_any_case(&self, name: &str) -> Option<&Policy> {
        let found = || self.definitions.policies.iter().find(|policy| policy.name.eq_ignore_ascii_case(name));
        self.policy(name).or_else(found)
    }

    /// A text of the file's resources on one line; none where it is not there.
    pub(super) fn text(&self, reference: &str) -> Option<String> {
        let text = self.resources.string(reference)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What gpedit presets for an element.
    pub(super) fn control(&self, policy: &Policy, element: &str) -> Option<&crate::admx::resources::ControlKind> {
        let presentation = self.resources.presentation(policy.presentation.as_deref()?)?;
        presentation.control(element).map(|control| &control.kind)
    }
}
