//! What is known of nodes: addresses, formats, allowed values, applicability, ADMX backing.
//!
//! The catalog of `catalog/*.yaml` is compiled into the binary; a node is decoded when it is first looked up. Catalogs
//! loaded from a folder are merged over it, node by node.

mod compose;
mod embedded;
mod example;
mod file;
mod load;
mod node;
mod overrides;
pub mod record;
mod words;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use compose::{Composed, Policies, Remark, compose};
pub use file::EditionLists;
pub use load::{LoadProblem, load_folder, load_overrides, shipped_lists, shipped_overrides};
pub use node::Node;
pub use overrides::Overrides;
pub use record::{
    Access, Allowed, AllowedValue, Class, Conflict, Element, ElementKind, EnumItem, Format, Grammar, NodeRecord,
    Policy, RegistryData, RegistryWrite, Scope,
};
pub use write::{WriteProblem, write};

use embedded::Embedded;

/// All known nodes.
#[derive(Debug, Default)]
pub struct Catalog {
    embedded: Embedded,
    /// Nodes of loaded catalogs, by scope, area and name.
    loaded: BTreeMap<(Scope, String, String), Node>,
}

impl Catalog {
    /// The catalog that the program ships with. Costs nothing until a node is looked up.
    #[must_use]
    pub fn shipped() -> Self {
        Self::default()
    }

    /// Puts nodes over those with the same address.
    #[must_use]
    pub fn merged_with(mut self, nodes: Vec<Node>) -> Self {
        for node in nodes {
            self.loaded.insert((node.scope, node.area.clone(), node.name.clone()), node);
        }
        self
    }

    /// A node by its names, exactly as the catalog spells them.
    #[must_use]
    pub fn node(&self, scope: Scope, area: &str, name: &str) -> Option<&Node> {
        if !self.loaded.is_empty() {
            let loaded = self.loaded.get(&(scope, area.to_owned(), name.to_owned()));
            if loaded.is_some() {
                return loaded;
            }
        }
        self.embedded.find(scope, area, name)
    }

    /// A node by its address; the prefix `./Device` may be left out or differ in case.
    #[must_use]
    pub fn node_by_uri(&self, uri: &str) -> Option<&Node> {
        let (scope, area, name) = policy_address(uri)?;
        self.node(scope, area, name)
    }

    /// Every node, sorted by scope, area and name.
    #[must_use]
    pub fn nodes(&self) -> Vec<&Node> {
        let embedded = self.embedded.all().filter(|node| !self.is_covered(node));
        let mut nodes: Vec<&Node> = embedded.chain(self.loaded.values()).collect();
        nodes.sort_by(|left, right| left.order().cmp(&right.order()));
        nodes
    }

    fn is_covered(&self, node: &Node) -> bool {
        !self.loaded.is_empty() && self.loaded.contains_key(&(node.scope, node.area.clone(), node.name.clone()))
    }

    /// The names of all nodes, without decoding one of them. Those of a loaded catalog stand behind the others.
    pub fn names(&self) -> impl Iterator<Item = Name<'_>> {
        let loaded = self.loaded.keys().map(|(scope, area, node)| Name { scope: *scope, area, node });
        let only_loaded = loaded.filter(|name| self.embedded.find(name.scope, name.area, name.node).is_none());
        Embedded::names().map(|Name { scope, area, node }| Name { scope, area, node }).chain(only_loaded)
    }

    /// Whether an area has nodes in a scope.
    #[must_use]
    pub fn has_area(&self, scope: Scope, area: &str) -> bool {
        let from = (scope, area.to_owned(), String::new());
        let is_loaded =
            || self.loaded.range(from..).next().is_some_and(|((of, name, _), _)| *of == scope && name == area);
        Embedded::has_area(scope, area) || is_loaded()
    }

    /// The names of all areas with nodes in a scope.
    #[must_use]
    pub fn areas(&self, scope: Scope) -> BTreeSet<&str> {
        self.names().filter(|name| name.scope == scope).map(|name| name.area).collect()
    }
}

/// Where a node is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'n> {
    /// Its tree.
    pub scope: Scope,
    /// Its area.
    pub area: &'n str,
    /// Its own name.
    pub node: &'n str,
}

impl Name<'_> {
    /// `RemoteManagement/TrustedHosts`.
    #[must_use]
    pub fn short_name(&self) -> String {
        format!("{}/{}", self.area, self.node)
    }
}

/// Scope, area and name of an address in the Policy CSP.
#[must_use]
pub fn policy_address(uri: &str) -> Option<(Scope, &str, &str)> {
    let uri = uri.strip_prefix("./").unwrap_or(uri);
    let (scope, rest) = match uri.split_once('/') {
        Some((first, rest)) if first.eq_ignore_ascii_case("device") => (Scope::Device, rest),
        Some((first, rest)) if first.eq_ignore_ascii_case("user") => (Scope::User, rest),
        _ => (Scope::Device, uri),
    };
    let mut parts = rest.split('/');
    for expected in ["vendor", "msft", "policy", "config"] {
        if !parts.next()?.eq_ignore_ascii_case(expected) {
            return None;
        }
    }
    match (parts.next(), parts.next(), parts.next()) {
        (Some(area), Some(name), None) => Some((scope, area, name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_nodes_by_name_and_address() {
        let catalog = Catalog::shipped();
        let uri = "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts";
        let node = catalog.node(Scope::Device, "RemoteManagement", "TrustedHosts");
        assert_eq!(node.map(|node| node.uri.as_str()), Some(uri));
        assert_eq!(catalog.node_by_uri(uri), node);
        assert_eq!(catalog.node_by_uri("./Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts"), node);
        assert_eq!(catalog.node(Scope::User, "RemoteManagement", "TrustedHosts"), None);
        assert_eq!(catalog.node(Scope::Device, "RemoteManagement", "trustedhosts"), None);
        assert!(catalog.has_area(Scope::Device, "Camera") && !catalog.has_area(Scope::Device, "Cam"));
        assert_eq!(catalog.nodes().len(), catalog.names().count());
        assert!(catalog.areas(Scope::User).contains("Printers"));
    }
}
