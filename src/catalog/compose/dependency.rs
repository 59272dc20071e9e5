//! What a node needs of others.

use crate::catalog::record::{Allowed, Dependency, DependencyGroup, Format};
use crate::ddf::{self, AllowedKind, DependencyKind, Scope};

use super::{Remarks, value};

pub(super) fn groups(node: &ddf::Node, remarks: &mut Remarks<'_>) -> Vec<DependencyGroup> {
    let mut groups = Vec::new();
    for group in &node.dependencies {
        let on = group.dependencies.iter().map(|dependency| one(node, dependency, remarks)).collect();
        let changes = group.changed.as_ref().and_then(|changed| values(changed, remarks));
        groups.push(DependencyGroup { changes, on });
    }
    groups
}

fn one(node: &ddf::Node, dependency: &ddf::Dependency, remarks: &mut Remarks<'_>) -> Dependency {
    let uri = address(node.scope, &dependency.uri);
    let not = dependency.kind == DependencyKind::Not;
    Dependency { uri, not, values: values(&dependency.allowed, remarks) }
}

/// The values of a dependency; none where any will do, as where only an ADMX policy is named.
fn values(stated: &ddf::Allowed, remarks: &mut Remarks<'_>) -> Option<Allowed> {
    let values = || stated.values.iter().chain(stated.items.iter().map(|item| &item.value)).map(String::as_str);
    let read = match stated.kind {
        AllowedKind::None | AllowedKind::Admx => return None,
        // The other node's format is not at hand: its words are compared in any case.
        AllowedKind::Enum => Some(Allowed::Enum(value::items(&stated.items, Format::Chr))),
        AllowedKind::Range => value::ranges(values()),
        _ => None,
    };
    if read.is_none() {
        remarks.add(format!("it depends on values that are described as {:?}, and are not checked", stated.kind));
    }
    read
}

/// An address as the catalog has it: the files leave out `./`, mostly the tree, and write some placeholders in brackets.
fn address(scope: Scope, written: &str) -> String {
    let below = written.trim().trim_start_matches("./").trim_start_matches('/').replace('[', "{").replace(']', "}");
    let tree = if scope == Scope::User { "User" } else { "Device" };
    if below.starts_with("Vendor/") { format!("./{tree}/{below}") } else { format!("./{below}") }
}
