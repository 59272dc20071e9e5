//! Nodes that went from one address and came at another.

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{Node, Scope};

/// A node that probably lives on at another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MovedNode {
    /// The address that went.
    pub from: String,
    /// The address that came.
    pub to: String,
}

/// By what a node is known again.
type Mark<'n> = (Option<Scope>, String, &'n str);

/// The pairs that a mark tells without a doubt, the surest marks first: one node on each side has it.
pub(super) fn pairs(went: &[&Node], came: &[&Node]) -> Vec<MovedNode> {
    let marks: [fn(&Node) -> Option<Mark<'_>>; 3] = [
        |node| policy(node, Some(node.scope)),
        // The same names in the same tree would be the same address: this is the other tree.
        |node| Some((None, node.area.clone(), &node.name)),
        |node| policy(node, None),
    ];
    let mut pairs = Vec::new();
    let mut paired: HashSet<&str> = HashSet::new();
    for mark in marks {
        let mut groups: BTreeMap<Mark<'_>, [Vec<&Node>; 2]> = BTreeMap::new();
        for (side, nodes) in [went, came].into_iter().enumerate() {
            for node in nodes.iter().filter(|node| !paired.contains(node.uri.as_str())) {
                let group = mark(node).map(|mark| groups.entry(mark).or_default());
                group.and_then(|group| group.get_mut(side)).into_iter().for_each(|group| group.push(node));
            }
        }
        for group in groups.into_values() {
            if let [[from], [to]] = group.each_ref().map(Vec::as_slice) {
                paired.extend([from.uri.as_str(), to.uri.as_str()]);
                pairs.push(MovedNode { from: from.uri.clone(), to: to.uri.clone() });
            }
        }
    }
    pairs.sort_by(|left, right| left.from.cmp(&right.from));
    pairs
}

/// The policy behind a node. Windows spells names of files in several ways.
fn policy(node: &Node, scope: Option<Scope>) -> Option<Mark<'_>> {
    let policy = node.admx.as_ref()?;
    Some((scope, policy.file.to_ascii_lowercase(), &policy.name))
}
