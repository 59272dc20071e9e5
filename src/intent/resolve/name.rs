//! Areas and nodes by name, and what to say of names that are not there.

use std::collections::HashSet;

use crate::catalog::{Node, Scope};
use crate::text::Span;
use crate::text::nearest::nearest;

use super::super::ProblemKind;
use super::super::written::{BareArea, Setting};
use super::Resolver;

/// For so many unknown nodes of a file near ones are sought: each search goes through the whole catalog.
pub(super) const SUGGESTED: usize = 200;

impl<'c> Resolver<'c, '_> {
    /// The settings whose node is known, each with it. The others become problems: an unknown area once, an unknown node each.
    pub(super) fn known_names<'w>(&mut self, settings: &'w [Setting]) -> Vec<(&'w Setting, &'c Node)> {
        let mut known = Vec::new();
        let mut reported: HashSet<Span> = HashSet::new();
        let mut unknown = 0;
        for setting in settings {
            let Setting { scope, area, name, .. } = setting;
            if let Some(node) = self.catalog.node(*scope, &area.value, &name.value) {
                known.push((setting, node));
            } else if self.catalog.has_area(*scope, &area.value) {
                unknown += 1;
                let (area, name_text) = (&area.value, &name.value);
                let kind = if unknown <= SUGGESTED {
                    self.unknown_node(*scope, area, name_text)
                } else {
                    let (area, name) = (area.clone(), name_text.clone());
                    ProblemKind::UnknownNode { area, name, near: Vec::new(), elsewhere: Vec::new() }
                };
                self.problem(kind, name.span);
            } else if reported.insert(area.span) {
                let kind = self.unknown_area(*scope, &area.value, &name.value);
                self.problem(kind, area.span);
            }
        }
        known
    }

    /// A node that stands where an area should, or an area with a value of its own.
    pub(super) fn bare_area(&mut self, bare: &BareArea) {
        let name = &bare.name.value;
        let nodes = self.catalog.nodes();
        let is_meant = |node: &&&Node| node.name == *name || node.short_name() == *name || node.uri == *name;
        if let Some(node) = nodes.iter().find(is_meant) {
            let (area, holds) = (name.clone(), Some(node.area.clone()));
            self.problem(ProblemKind::UnknownArea { area, near: Vec::new(), holds }, bare.name.span);
        } else {
            let (what, expected) = (format!("`{name}`"), "settings (`NODE: enabled`)".to_owned());
            self.problem(ProblemKind::Shape { what, expected, found: bare.found }, bare.span);
        }
    }

    fn unknown_area(&self, scope: Scope, area: &str, name: &str) -> ProblemKind {
        let right = other(scope);
        if self.catalog.node(right, area, name).is_some() || self.catalog.has_area(right, area) {
            return ProblemKind::WrongScope { name: area.to_owned(), right };
        }
        let near = nearest(area, self.catalog.areas(scope));
        let holds = self.catalog.nodes().into_iter().find(|node| node.name == area).map(|node| node.area.clone());
        ProblemKind::UnknownArea { area: area.to_owned(), near, holds }
    }

    fn unknown_node(&self, scope: Scope, area: &str, name: &str) -> ProblemKind {
        let right = other(scope);
        if self.catalog.node(right, area, name).is_some() {
            return ProblemKind::WrongScope { name: format!("{area}/{name}"), right };
        }
        // A whole address in the place of the name.
        if let Some(node) = self.catalog.node_by_uri(name) {
            if node.area == area {
                let (area, name, near) = (area.to_owned(), name.to_owned(), vec![node.name.clone()]);
                return ProblemKind::UnknownNode { area, name, near, elsewhere: Vec::new() };
            }
            let (area, name, elsewhere) = (area.to_owned(), name.to_owned(), vec![node.short_name()]);
            return ProblemKind::UnknownNode { area, name, near: Vec::new(), elsewhere };
        }
        let nodes = self.catalog.nodes();
        let elsewhere = nodes.iter().filter(|node| node.scope == scope && node.name.eq_ignore_ascii_case(name));
        let elsewhere: Vec<String> = elsewhere.filter(|node| node.area != area).map(|node| node.short_name()).collect();
        let here = nodes.iter().filter(|node| node.scope == scope && node.area == area);
        let near = nearest(name, here.map(|node| node.name.as_str()));
        ProblemKind::UnknownNode { area: area.to_owned(), name: name.to_owned(), near, elsewhere }
    }
}

fn other(scope: Scope) -> Scope {
    match scope {
        Scope::Device => Scope::User,
        Scope::User => Scope::Device,
    }
}
