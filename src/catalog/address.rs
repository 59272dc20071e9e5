//! Nodes by the address of an instance: where the catalog has words in braces, an address has a name.

use std::collections::BTreeSet;

use crate::text::nearest::nearest;
use crate::values::LocUri;

use super::Catalog;
use super::embedded::Embedded;
use super::file::is_name;
use super::node::Node;
use super::record::{Access, Format};

impl Catalog {
    /// The node that an address means. A name that the catalog has goes before one that stands for any.
    #[must_use]
    pub fn find(&self, address: &LocUri) -> Option<&Node> {
        self.below(".", address.segments())
    }

    fn below(&self, prefix: &str, rest: &[String]) -> Option<&Node> {
        let Some((name, rest)) = rest.split_first() else { return self.node_at(prefix) };
        self.step(prefix, name).iter().find_map(|child| self.below(child, rest))
    }

    /// The node that differs from an address in the case of its letters only, with the address in the right case.
    #[must_use]
    pub fn find_in_any_case(&self, address: &LocUri) -> Option<(&Node, LocUri)> {
        let wanted = address.segments();
        let matches = |uri: &str| {
            let names = uri.split('/').skip(1);
            names.clone().count() == wanted.len()
                && names.zip(wanted).all(|(name, wanted)| name.starts_with('{') || name.eq_ignore_ascii_case(wanted))
        };
        let uri = self.addresses().find(|uri| matches(uri))?;
        let named = uri.split('/').skip(1).zip(wanted);
        let named = named.map(|(name, wanted)| if name.starts_with('{') { wanted.as_str() } else { name });
        let right = LocUri::of(named.map(str::to_owned).collect());
        Some((self.node_at(uri)?, right))
    }

    /// Addresses of nodes like one at which nothing is: in the other tree, or with near ones for the first name that is not there.
    #[must_use]
    pub fn near(&self, address: &LocUri) -> Vec<LocUri> {
        let elsewhere = in_other_tree(address).filter(|other| self.find(other).is_some());
        if let Some(other) = elsewhere {
            return vec![other];
        }
        let near = self.with_near_name(address);
        if near.is_empty() { self.with_last_name(address) } else { near }
    }

    /// Addresses that end with the same name, which some remember while they mistake what stands before it.
    fn with_last_name(&self, address: &LocUri) -> Vec<LocUri> {
        const OFFERED: usize = 3;
        let Some(last) = address.segments().last() else { return Vec::new() };
        let ends = |uri: &&str| uri.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case(last));
        let found = self.addresses().filter(ends).filter_map(|uri| LocUri::parse(uri).ok());
        let found: Vec<LocUri> = found.take(OFFERED + 1).collect();
        // A name that many nodes have tells nothing.
        if found.len() > OFFERED { Vec::new() } else { found }
    }

    fn with_near_name(&self, address: &LocUri) -> Vec<LocUri> {
        let names = address.segments();
        let mut known = vec![".".to_owned()];
        for (at, name) in names.iter().enumerate() {
            let below: Vec<String> = known.iter().flat_map(|prefix| self.step(prefix, name)).collect();
            if !below.is_empty() {
                known = below;
                continue;
            }
            let children: BTreeSet<String> = known.iter().flat_map(|prefix| self.children(prefix)).collect();
            let near = nearest(name, children.iter().map(String::as_str).filter(|child| !child.starts_with('{')));
            let replaced = near.into_iter().map(|child| {
                let name_or_child = |(of, name): (usize, &String)| if of == at { child.clone() } else { name.clone() };
                LocUri::of(names.iter().enumerate().map(name_or_child).collect())
            });
            return replaced.filter(|address| self.find(address).is_some()).collect();
        }
        Vec::new()
    }

    /// What a name leads to: the child of that name, and those that stand for any.
    fn step(&self, prefix: &str, name: &str) -> Vec<String> {
        let literal = Some(format!("{prefix}/{name}")).filter(|literal| is_name(name) && self.has(literal));
        literal.into_iter().chain(self.placeholders(prefix)).collect()
    }

    /// The names right below an address.
    fn children(&self, uri: &str) -> BTreeSet<String> {
        let from = format!("{uri}/");
        let names = self.addresses().filter_map(|uri| uri.strip_prefix(&from)?.split('/').next());
        names.map(str::to_owned).collect()
    }

    /// Whether there is a node at an address or below it.
    fn has(&self, uri: &str) -> bool {
        self.node_is_known(uri) || self.has_below(uri)
    }

    fn node_is_known(&self, uri: &str) -> bool {
        self.loaded.contains_key(uri) || Embedded::has(uri)
    }

    /// Whether there is a node below an address.
    pub(super) fn has_below(&self, uri: &str) -> bool {
        let from = format!("{uri}/");
        let is_below = |key: &str| key.starts_with(&from);
        let loaded = || self.loaded.range(from.clone()..).next();
        Embedded::keys_from(&from).next().is_some_and(is_below) || loaded().is_some_and(|(key, _)| is_below(key))
    }

    /// The first node below an address that can be set.
    #[must_use]
    pub fn settable_below(&self, uri: &str) -> Option<&str> {
        let from = format!("{uri}/");
        let below = self.addresses().filter(|uri| uri.starts_with(&from));
        let mut nodes = below.filter_map(|uri| self.node_at(uri));
        let can_be_set =
            |node: &&Node| node.format != Format::Node && (node.allows(Access::Add) || node.allows(Access::Replace));
        nodes.find(can_be_set).map(|node| node.uri.as_str())
    }

    /// The children of an address that stand in braces.
    fn placeholders(&self, uri: &str) -> Vec<String> {
        let start = format!("{uri}/{{");
        let mut found: Vec<String> = Vec::new();
        let mut from = start.clone();
        // From one to the next: what stands below them may be much.
        loop {
            let embedded = Embedded::keys_from(&from).next();
            let loaded = self.loaded.range(from.clone()..).next().map(|(key, _)| key.as_str());
            let next = [embedded, loaded].into_iter().flatten().min().filter(|key| key.starts_with(&start));
            let end = next.and_then(|key| Some(start.len() + key.get(start.len()..)?.find('}')? + 1));
            let Some(child) = next.zip(end).and_then(|(key, end)| key.get(..end)) else { break };
            found.push(child.to_owned());
            // `0` is what comes after `/`.
            from = format!("{child}0");
        }
        found
    }
}

/// The same address below `./User` for one below `./Device`, and the other way round.
fn in_other_tree(address: &LocUri) -> Option<LocUri> {
    let (tree, rest) = address.segments().split_first()?;
    let other = match tree.as_str() {
        "Device" => "User",
        "User" => "Device",
        _ => return None,
    };
    Some(LocUri::of(std::iter::once(other.to_owned()).chain(rest.iter().cloned()).collect()))
}
