//! `omauri catalog list`: every node with its facts.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{self, Catalog, Node};
use crate::windows::{Applies, Edition, ReleaseSpec, Target, applies};

use super::node_json::{NodeJson, node_json};

/// The output of `omauri catalog list --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CatalogList {
    /// The version of this shape.
    pub version: u32,
    /// The nodes: policies by scope, area and name, then those of other CSPs.
    pub nodes: Vec<NodeJson>,
}

/// Which nodes are listed: all without a wish.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// A text that stands in the name, title, category, key or value name of the node, in any case.
    pub search: Option<&'w str>,
    /// An edition on which it works.
    pub edition: Option<Edition>,
    /// A release on which it works, with some update at least.
    pub windows: Option<ReleaseSpec>,
}

impl Wanted<'_> {
    fn takes(&self, node: &Node) -> bool {
        let works = |edition: Edition| match self.windows {
            // On its oldest build a node works if anywhere.
            None => node.editions.as_ref().is_none_or(|codes| codes.contains(&edition.code())),
            Some(windows) => !matches!(applies(&node.applicability(), &Target::new(windows, edition)), Applies::No(_)),
        };
        let works_somewhere = match (self.edition, self.windows) {
            (None, None) => true,
            (Some(edition), _) => works(edition),
            (None, Some(_)) => Edition::all().filter(|edition| !edition.is_server()).any(works),
        };
        works_somewhere && self.search.is_none_or(|search| holds(node, &search.to_lowercase()))
    }
}

/// The nodes that are wanted.
#[must_use]
pub fn list(catalog: &Catalog, wanted: Wanted<'_>) -> CatalogList {
    CatalogList { version: 1, nodes: found(catalog, wanted).into_iter().map(node_json).collect() }
}

/// The same as a table.
#[must_use]
pub fn list_human(catalog: &Catalog, wanted: Wanted<'_>) -> String {
    let nodes = found(catalog, wanted);
    let width = nodes.iter().map(|node| node.short_name().chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for node in nodes {
        let build = oldest_build(node);
        let title = node.admx.as_ref().map_or("", |policy| policy.title.as_str());
        let line = format!("{:<width$}  {}  {build:<16}  {title}", node.short_name(), node.scope.word());
        _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn found<'c>(catalog: &'c Catalog, wanted: Wanted<'_>) -> Vec<&'c Node> {
    catalog.nodes().into_iter().filter(|node| wanted.takes(node)).collect()
}

fn holds(node: &Node, wanted: &str) -> bool {
    let joined = wanted.replace(' ', "");
    let contains = |text: &str| {
        let text = text.to_lowercase();
        // `always on` is what people call `AlwaysOn`.
        text.contains(wanted) || text.contains(&joined)
    };
    let policy = node.admx.as_ref();
    contains(&node.short_name())
        || policy.is_some_and(|policy| {
            let names = policy.elements.iter().filter_map(|element| element.value_name.as_deref());
            [&policy.title, &policy.category_title, &policy.key, &policy.name].into_iter().any(|text| contains(text))
                || policy.value_name.as_deref().into_iter().chain(names).any(contains)
        })
}

/// The oldest build on which a node works, for a short listing.
pub(super) fn oldest_build(node: &Node) -> String {
    let order = |build: &&catalog::record::BuildRecord| (build.major, build.minor, build.number, build.revision);
    node.builds.iter().min_by_key(order).map(ToString::to_string).unwrap_or_default()
}
