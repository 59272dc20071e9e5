//! A second reading of Microsoft's DDF, ADMX and ADML files: what `omauri catalog list --format json` has to say of
//! each node.
//!
//! It shares nothing with omauri's own readers: another XML parser, other types, and every fact from the element it
//! stands in.

mod admx;
mod ddf;
mod deviations;
mod links;
mod values;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

pub use admx::Windows;
pub use deviations::STATED_PATHS;

/// A node of the DDF as the program should list it. Values stand with their whole descriptions, and editions as codes.
pub struct Expected {
    pub node: Value,
    /// The category path that the DDF states, where the node is backed by a policy.
    pub stated_path: Option<String>,
    /// The ADMX file and policy that the DDF names, where they are not among the files of Windows.
    lost: Option<String>,
}

/// What comes of a folder of DDF files.
pub struct Reading {
    /// All nodes that the catalog should have, by address.
    pub nodes: BTreeMap<String, Expected>,
    /// Those that it cannot have, with the policy that is not there.
    pub left_out: BTreeMap<String, String>,
    /// What is wrong with the list of known deviations.
    pub wrong: Vec<String>,
}

/// Reads all DDF files of a folder, and puts the known deviations in the place of what they say.
pub fn read(folder: &Path, windows: &Windows) -> Reading {
    let nodes = ddf::read(folder, windows);
    let mut reading = Reading { nodes, left_out: BTreeMap::new(), wrong: Vec::new() };
    deviations::apply(&mut reading, windows);
    links::spell_dependencies(&mut reading);
    links::find_natives(&mut reading.nodes);
    reading
}
