//! Areas and nodes by name, and what to say of names that are not there.

use std::collections::HashSet;

use crate::catalog::{Node, Scope};
use crate::text::Span;
use crate::text::nearest::nearest;
use crate::text::terminal::short;
use crate::values::LocUri;

use super::super::ProblemKind;
use super::super::written::{BareArea, Setting};
use super::Resolver;

impl<'c> Resolver<'c, '_> {
    /// The settings whose node is known, each with it. The others become problems: an unknown area once, an unknown node each.
    pub(super) fn known_names<'w>(&mut self, settings: &'w [Setting]) -> Vec<(&'w Setting, &'c Node)> {
        let mut known = Vec::new();
        let mut reported: HashSet<Span> = HashSet::new();
        for setting in settings {
            let Setting { scope, area, name, .. } = setting;
            if let Some(node) = self.catalog.node(*scope, &area.value, &name.value) {
                known.push((setting, node));
            } else if self.catalog.has_area(*scope, &area.value) {
                let kind = self.unknown_node(*scope, &area.value, &name.value);
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
        let suggested = self.may_suggest().then(|| self.named(name)).flatten();
        if suggested.is_some() {
            let kind = ProblemKind::UnknownArea { area: name.clone(), near: Vec::new(), holds: suggested, csp: None };
            self.problem(kind, bare.name.span);
            return;
        }
        let (what, expected) = (format!("`{}`", short(name)), "settings (`NODE: enabled`)".to_owned());
        self.problem(ProblemKind::Shape { what, expected, found: bare.found }, bare.span);
    }

    /// The area of a node that is written by its name, as `AREA/NODE` or by its address.
    fn named(&self, text: &str) -> Option<String> {
        if let Some(node) = self.policy_at(text) {
            return Some(node.area.clone());
        }
        let (area, node) = text.split_once('/').map_or((None, text), |(area, node)| (Some(area), node));
        let mut names = self.catalog.names();
        let found = names.find(|name| name.node == node && area.is_none_or(|area| name.area == area));
        found.map(|name| name.area.to_owned())
    }

    /// A policy by its whole address.
    fn policy_at(&self, text: &str) -> Option<&'c Node> {
        let address = LocUri::meant(text)?;
        self.catalog.find(&address).filter(|node| node.is_policy())
    }

    fn unknown_area(&mut self, scope: Scope, area: &str, name: &str) -> ProblemKind {
        let right = other(scope);
        if self.catalog.node(right, area, name).is_some() || self.catalog.has_area(right, area) {
            return ProblemKind::WrongScope { name: area.to_owned(), right };
        }
        if !self.may_suggest() {
            return ProblemKind::UnknownArea { area: area.to_owned(), near: Vec::new(), holds: None, csp: None };
        }
        let near = nearest(area, self.catalog.areas(scope));
        let holds = self.catalog.names().find(|name| name.node == area).map(|name| name.area.to_owned());
        let csp = self.catalog.csp_root(scope, area).or_else(|| self.catalog.csp_root(right, area)).map(str::to_owned);
        ProblemKind::UnknownArea { area: area.to_owned(), near, holds, csp }
    }

    fn unknown_node(&mut self, scope: Scope, area: &str, name: &str) -> ProblemKind {
        let right = other(scope);
        if self.catalog.node(right, area, name).is_some() {
            return ProblemKind::WrongScope { name: format!("{area}/{name}"), right };
        }
        let unknown = |near: Vec<String>, elsewhere: Vec<String>| {
            let (area, name) = (area.to_owned(), name.to_owned());
            ProblemKind::UnknownNode { area, name, near, elsewhere }
        };
        // A whole address in the place of the name.
        match self.policy_at(name) {
            Some(node) if node.area == area => return unknown(vec![node.name.clone()], Vec::new()),
            Some(node) => return unknown(Vec::new(), vec![node.short_name()]),
            None => {}
        }
        if !self.may_suggest() {
            return unknown(Vec::new(), Vec::new());
        }
        let names = || self.catalog.names().filter(|other| other.scope == scope);
        let elsewhere = names().filter(|other| other.node.eq_ignore_ascii_case(name) && other.area != area);
        let elsewhere: Vec<String> = elsewhere.map(|name| name.short_name()).collect();
        let near = nearest(name, names().filter(|other| other.area == area).map(|other| other.node));
        unknown(near, elsewhere)
    }
}

fn other(scope: Scope) -> Scope {
    match scope {
        Scope::Device => Scope::User,
        Scope::User => Scope::Device,
    }
}
