//! The nodes of DDF files.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::ddf;

use super::BuildError;
use super::files::{files_below, text_of};
use super::remarks::Remarks;

/// A DDF file that was read.
#[derive(Debug)]
pub(super) struct DdfFile {
    /// What the user knows it by.
    pub(super) name: String,
    nodes: Vec<ddf::Node>,
}

/// A node with the file in which it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'f> {
    pub(super) node: &'f ddf::Node,
    file: &'f DdfFile,
}

impl Placed<'_> {
    /// The file, the line and the address.
    pub(super) fn subject(&self) -> String {
        format!("{}:{}: {}", self.file.name, self.node.line, self.node.uri)
    }
}

/// All nodes, in the order of the files.
pub(super) fn placed(files: &[DdfFile]) -> Vec<Placed<'_>> {
    files.iter().flat_map(|file| file.nodes.iter().map(move |node| Placed { node, file })).collect()
}

/// Reads the files. One that cannot be read is told, and the others go on.
pub(super) fn read_nodes(paths: &[PathBuf], remarks: &mut Remarks) -> Result<Vec<DdfFile>, BuildError> {
    let files = files_below(paths, "xml")?;
    if files.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(BuildError::Nothing(names.join(", ")));
    }
    let read: Vec<Result<DdfFile, String>> = files
        .par_iter()
        .map(|path| {
            let name = path.display().to_string();
            let nodes = ddf::read(&text_of(path)?).map_err(|problem| format!("{name}: {problem}"))?;
            Ok(DdfFile { name, nodes })
        })
        .collect();
    let mut sound = Vec::new();
    for file in read {
        match file {
            Ok(file) => sound.push(file),
            Err(message) => remarks.leave_out(message),
        }
    }
    Ok(sound)
}
