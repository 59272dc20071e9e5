//! Nodes that have to do with others.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Expected, Reading};

/// A tree, an ADMX file without its ending, and a policy: in small letters, as the DDF mixes them (`grouppolicy`, `enableMMX`).
type Driven = (String, String, String);

/// Puts the addresses of dependencies as the nodes that they name are spelled.
pub fn spell_dependencies(reading: &mut Reading) {
    let spelled: BTreeMap<String, String> = reading.nodes.keys().map(|uri| (uri.to_lowercase(), uri.clone())).collect();
    for (uri, expected) in &mut reading.nodes {
        let groups = expected.node["dependencies"].as_array_mut().unwrap().iter_mut();
        for dependency in groups.flat_map(|group| group["on"].as_array_mut().unwrap()) {
            match spelled.get(&dependency["uri"].as_str().unwrap().to_lowercase()) {
                Some(other) => dependency["uri"] = other.clone().into(),
                None => reading.wrong.push(format!("{uri} depends on {}, which is not in the DDF", dependency["uri"])),
            }
        }
    }
}

/// Finds for each policy of an `ADMX_` area the nodes elsewhere in its tree that drive the same.
pub fn find_natives(nodes: &mut BTreeMap<String, Expected>) {
    let mut natives: BTreeMap<Driven, Vec<String>> = BTreeMap::new();
    for (uri, expected) in nodes.iter().filter(|(_, expected)| !is_generated(&expected.node)) {
        let mut driven: Vec<Driven> = mapped(&expected.node).into_iter().chain(backing(&expected.node)).collect();
        driven.dedup();
        for policy in driven {
            natives.entry(policy).or_default().push(uri.clone());
        }
    }
    for expected in nodes.values_mut().filter(|expected| is_generated(&expected.node)) {
        if let Some(found) = backing(&expected.node).and_then(|policy| natives.get(&policy)) {
            expected.node["native"] = found.clone().into();
        }
    }
}

fn is_generated(node: &Value) -> bool {
    node["area"].as_str().is_some_and(|area| area.starts_with("ADMX_"))
}

fn driven(node: &Value, file: &str, policy: &Value) -> Driven {
    let word = |value: &Value| value.as_str().unwrap().to_lowercase();
    (word(&node["scope"]), file.to_lowercase(), word(policy))
}

/// By `GpMapping`, whose path begins with the file where it is one of an ADMX file.
fn mapped(node: &Value) -> Option<Driven> {
    let (file, _) = node["groupPolicy"]["area"].as_str()?.split_once("~AT~")?;
    Some(driven(node, file, &node["groupPolicy"]["name"]))
}

fn backing(node: &Value) -> Option<Driven> {
    let file = node["admx"]["file"].as_str()?;
    Some(driven(node, file.split('.').next().unwrap(), &node["admx"]["policy"]))
}
