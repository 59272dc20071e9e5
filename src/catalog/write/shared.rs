//! What the nodes of an area share, and what a node says itself because it differs.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::hash::Hash;

use crate::text::yaml::scalar;

use super::super::file::EditionLists;
use super::super::record::{Access, BuildRecord, Class, Conflict, Format, NodeRecord, Policy};
use super::{Both, WriteProblem, category_name, data, editions, writes};

/// Facts that most nodes of an area have in common.
#[derive(Default)]
pub(super) struct Shared<'r> {
    scope: Option<&'static str>,
    format: Option<Format>,
    access: Option<&'r [Access]>,
    builds: Option<&'r [BuildRecord]>,
    editions: Option<&'r [u16]>,
    conflict: Option<Conflict>,
    admx: Option<&'r str>,
    class: Option<Class>,
    category: Option<String>,
    key: Option<&'r str>,
}

/// The fact that most have; none where one has none (a default could not be taken back), or no majority agrees.
fn common<T: Eq + Hash + Clone>(facts: impl Iterator<Item = Option<T>>) -> Option<T> {
    let facts: Option<Vec<T>> = facts.collect();
    let facts = facts.filter(|facts| facts.len() > 1)?;
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for fact in &facts {
        *counts.entry(fact).or_default() += 1;
    }
    // The first of those with the highest count, so that the same records make the same file.
    let most = counts.values().copied().max().unwrap_or_default();
    let first = facts.iter().find(|fact| counts.get(fact) == Some(&most))?;
    (most * 2 > facts.len()).then(|| (*first).clone())
}

impl<'r> Shared<'r> {
    /// What the nodes of the file have in common; `of_user` are those of the user's tree that differ, which have it too or
    /// say otherwise.
    pub(super) fn of(nodes: &BTreeMap<&str, Both<'r>>, of_user: &BTreeMap<&str, Both<'r>>) -> Self {
        let records = || nodes.values().map(|node| node.record);
        // A default could not be taken back.
        let all_of_user = |has: fn(&NodeRecord) -> bool| of_user.values().all(|node| has(node.record));
        let policies = || records().filter_map(|record| record.admx.as_ref());
        Self {
            scope: common(nodes.values().map(|node| Some(node.scope))),
            format: common(records().map(|record| Some(record.format))),
            access: common(records().map(|record| Some(record.access.as_slice()))),
            builds: common(records().map(|record| Some(record.builds.as_slice()).filter(|builds| !builds.is_empty())))
                .filter(|_| all_of_user(|record| !record.builds.is_empty())),
            editions: common(records().map(|record| record.editions.as_deref()))
                .filter(|_| all_of_user(|record| record.editions.is_some())),
            conflict: common(records().map(|record| record.conflict))
                .filter(|_| all_of_user(|record| record.conflict.is_some())),
            admx: common(policies().map(|policy| Some(policy.file.as_str()))),
            class: common(policies().map(|policy| Some(policy.class))),
            category: common(policies().map(|policy| Some(category_name(policy)))),
            key: common(policies().map(|policy| Some(policy.key.as_str()))),
        }
    }

    pub(super) fn write(&self, text: &mut String, lists: &EditionLists) -> Result<(), WriteProblem> {
        let mut lines = String::new();
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                _ = writeln!(lines, "  {key}: {value}");
            }
        };
        line("scope", self.scope.map(str::to_owned));
        line("format", self.format.map(|format| scalar(format.word()).into_owned()));
        line("access", self.access.map(access));
        line("builds", self.builds.map(builds));
        line("editions", self.editions.map(|codes| editions::words(codes, lists)).transpose()?);
        line("conflict", self.conflict.map(|conflict| format!("{conflict:?}")));
        line("admx", self.admx.map(|file| scalar(file).into_owned()));
        line("class", self.class.map(|class| format!("{class:?}")));
        line("category", self.category.as_deref().map(|name| scalar(name).into_owned()));
        line("key", self.key.map(|key| scalar(key).into_owned()));
        if !lines.is_empty() {
            text.push_str("defaults:\n");
            text.push_str(&lines);
        }
        Ok(())
    }

    /// What a node says of itself.
    pub(super) fn own(
        &self,
        node: &Both<'_>,
        lists: &EditionLists,
        line: &mut impl FnMut(&str, &str),
    ) -> Result<(), WriteProblem> {
        let record = node.record;
        if !node.is_told && self.scope != Some(node.scope) && !(self.scope.is_none() && node.scope == "device") {
            line("scope", node.scope);
        }
        if self.format != Some(record.format) {
            line("format", &scalar(record.format.word()));
        }
        if self.access != Some(&record.access) {
            line("access", &access(&record.access));
        }
        if !record.builds.is_empty() && self.builds != Some(&record.builds) {
            line("builds", &builds(&record.builds));
        }
        if let Some(codes) = record.editions.as_deref().filter(|codes| self.editions != Some(codes)) {
            line("editions", &editions::words(codes, lists)?);
        }
        if let Some(conflict) = record.conflict.filter(|conflict| self.conflict != Some(*conflict)) {
            line("conflict", &format!("{conflict:?}"));
        }
        Ok(())
    }

    /// What a policy says of itself.
    pub(super) fn own_policy(&self, policy: &Policy, line: &mut impl FnMut(&str, &str)) {
        if self.admx != Some(&policy.file) {
            line("admx", &scalar(&policy.file));
        }
        if self.class != Some(policy.class) {
            line("class", &format!("{:?}", policy.class));
        }
        line("policy", &scalar(&policy.name));
        line("title", &scalar(&policy.title));
        let category = category_name(policy);
        if self.category.as_ref() != Some(&category) {
            line("category", &scalar(&category));
        }
        if self.key != Some(&policy.key) {
            line("key", &scalar(&policy.key));
        }
        if let Some(name) = &policy.value_name {
            line("valueName", &scalar(name));
        }
        if let Some(value) = &policy.enabled_value {
            line("enabledValue", &data(value));
        }
        if let Some(value) = &policy.disabled_value {
            line("disabledValue", &data(value));
        }
        if !policy.enabled_list.is_empty() {
            line("enabledList", &writes(&policy.enabled_list));
        }
        if !policy.disabled_list.is_empty() {
            line("disabledList", &writes(&policy.disabled_list));
        }
    }
}

fn access(access: &[Access]) -> String {
    let words: Vec<String> = access.iter().map(|access| format!("{access:?}")).collect();
    format!("[{}]", words.join(", "))
}

fn builds(builds: &[BuildRecord]) -> String {
    let words: Vec<String> = builds.iter().map(ToString::to_string).collect();
    format!("[{}]", words.join(", "))
}
