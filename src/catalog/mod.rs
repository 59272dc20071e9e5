//! What is known of nodes: addresses, formats, allowed values, applicability, ADMX backing.
//!
//! The catalog of `catalog/*.yaml` is compiled into the binary; a node is decoded when it is first looked up. Catalogs
//! loaded from a folder are merged over it, node by node.

mod address;
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
pub use file::{CSP_FOLDER, EditionLists};
pub use load::{LoadProblem, load_folder, load_overrides, read_back, shipped_lists, shipped_overrides};
pub use node::Node;
pub use overrides::Overrides;
pub use record::{
    Access, Allowed, AllowedValue, Class, Conflict, Dependency, DependencyGroup, Element, ElementKind, EnumItem,
    Format, Grammar, GroupPolicy, Home, NameRule, Naming, NodeRecord, Policy, Range, Reboot, RegistryData,
    RegistryWrite, Scope,
};
pub use write::{WriteProblem, write};

use embedded::Embedded;

/// All known nodes.
#[derive(Debug, Default)]
pub struct Catalog {
    embedded: Embedded,
    /// Nodes of loaded catalogs, by address.
    loaded: BTreeMap<String, Node>,
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
            self.loaded.insert(node.uri.clone(), node);
        }
        self
    }

    /// A policy by its names, exactly as the catalog spells them.
    #[must_use]
    pub fn node(&self, scope: Scope, area: &str, name: &str) -> Option<&Node> {
        let parts = [policies_of(scope), area, "/", name];
        if !self.loaded.is_empty() {
            let loaded = self.loaded.get(&parts.concat());
            if loaded.is_some() {
                return loaded;
            }
        }
        self.embedded.find(&parts)
    }

    /// A node by its address, exactly as the catalog spells it: with words in braces for what is named on the device.
    #[must_use]
    pub fn node_at(&self, uri: &str) -> Option<&Node> {
        self.loaded.get(uri).or_else(|| self.embedded.find(&[uri]))
    }

    /// Every node, sorted: policies first, then the nodes of other CSPs.
    #[must_use]
    pub fn nodes(&self) -> Vec<&Node> {
        let embedded = self.embedded.all().filter(|node| !self.loaded.contains_key(&node.uri));
        let mut nodes: Vec<&Node> = embedded.chain(self.loaded.values()).collect();
        nodes.sort_by(|left, right| left.order().cmp(&right.order()));
        nodes
    }

    /// The addresses of all nodes, without decoding one of them. Those of a loaded catalog stand behind the others.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let loaded = self.loaded.keys().map(String::as_str).filter(|uri| !Embedded::has(uri));
        Embedded::keys().map(|uri| -> &str { uri }).chain(loaded)
    }

    /// The names of all policies, without decoding one of them. Those of a loaded catalog stand behind the others.
    pub fn names(&self) -> impl Iterator<Item = Name<'_>> {
        self.addresses().filter_map(|uri| policy_address(uri).map(|(scope, area, node)| Name { scope, area, node }))
    }

    /// Whether an area has policies in a scope.
    #[must_use]
    pub fn has_area(&self, scope: Scope, area: &str) -> bool {
        self.has_below(&[policies_of(scope), area].concat())
    }

    /// Where a CSP stands in a tree, by its name in any case.
    #[must_use]
    pub fn csp_root(&self, scope: Scope, name: &str) -> Option<&str> {
        let tree = match scope {
            Scope::Device => "./Device/Vendor/MSFT/",
            Scope::User => "./User/Vendor/MSFT/",
        };
        let matches = |uri: &&str| uri.strip_prefix(tree).is_some_and(|rest| rest.eq_ignore_ascii_case(name));
        self.addresses().find(matches).or_else(|| self.root_elsewhere(scope, name))
    }

    /// `./DevDetail`: the CSPs of the Open Mobile Alliance stand beside Microsoft's.
    fn root_elsewhere(&self, scope: Scope, name: &str) -> Option<&str> {
        let is_beside = |uri: &&str| !uri.starts_with("./Device/") && !uri.starts_with("./User/");
        let is_named = |uri: &&str| uri.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(name));
        let mut named = self.addresses().filter(is_beside).filter(is_named);
        named.find(|uri| self.node_at(uri).is_some_and(|node| node.scope == scope && node.name == "."))
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

/// The name of a file in a catalog.
#[must_use]
pub fn file_name(home: Home, area: &str) -> String {
    match home {
        Home::Area => format!("{area}.yaml"),
        Home::Csp => format!("{CSP_FOLDER}/{area}.yaml"),
    }
}

/// Where all policies of a tree stand.
fn policies_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Device => "./Device/Vendor/MSFT/Policy/Config/",
        Scope::User => "./User/Vendor/MSFT/Policy/Config/",
    }
}

/// Scope, area and name of an address of a policy, as the catalog spells addresses.
#[must_use]
pub fn policy_address(uri: &str) -> Option<(Scope, &str, &str)> {
    let of = |scope| Some((scope, uri.strip_prefix(policies_of(scope))?));
    let (scope, rest) = of(Scope::Device).or_else(|| of(Scope::User))?;
    let (area, name) = rest.split_once('/')?;
    (!area.starts_with('{') && !name.contains('/')).then_some((scope, area, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::LocUri;

    #[test]
    fn finds_nodes_by_name_and_address() {
        let catalog = Catalog::shipped();
        let uri = "./Device/Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts";
        let node = catalog.node(Scope::Device, "RemoteManagement", "TrustedHosts");
        assert_eq!(node.map(|node| node.uri.as_str()), Some(uri));
        assert_eq!(catalog.node_at(uri), node);
        let short = LocUri::parse("./Vendor/MSFT/Policy/Config/RemoteManagement/TrustedHosts").unwrap();
        assert_eq!(catalog.find(&short), node);
        assert_eq!(catalog.node(Scope::User, "RemoteManagement", "TrustedHosts"), None);
        assert_eq!(catalog.node(Scope::Device, "RemoteManagement", "trustedhosts"), None);
        assert!(catalog.has_area(Scope::Device, "Camera") && !catalog.has_area(Scope::Device, "Cam"));
        assert_eq!(catalog.nodes().len(), catalog.addresses().count());
        assert!(catalog.areas(Scope::User).contains("Printers"));
    }
}
