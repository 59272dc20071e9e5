//! The nodes of DDF files.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::ddf;
use crate::text::encoding::decode;

use super::BuildError;
use super::archive::{Entry, is_archive, unpack};
use super::files::{LARGEST_FILE, bytes_of, files_below};
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

/// Reads files, and those in archives. One that cannot be read is told, and the others go on.
pub(super) fn read_nodes(paths: &[PathBuf], remarks: &mut Remarks) -> Result<Vec<DdfFile>, BuildError> {
    let files = files_below(paths, "xml")?;
    if files.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(BuildError::Nothing(names.join(", ")));
    }
    let read: Vec<Result<DdfFile, String>> = files.par_iter().flat_map(|path| read_file(path)).collect();
    let mut sound = Vec::new();
    let mut messages = Vec::new();
    for file in read {
        match file {
            Ok(file) => sound.push(file),
            Err(message) => messages.push(message),
        }
    }
    if let ([], [first, others @ ..]) = (sound.as_slice(), messages.as_slice()) {
        return Err(BuildError::NothingReadable { first: first.clone(), others: others.len() });
    }
    for message in messages {
        remarks.leave_out(message);
    }
    Ok(sound)
}

fn read_file(path: &Path) -> Vec<Result<DdfFile, String>> {
    if is_archive(path) {
        let entries = unpack(path).into_par_iter();
        return entries.map(|entry| entry.and_then(|Entry { name, bytes }| read_bytes(name, bytes))).collect();
    }
    let name = path.display().to_string();
    let bytes = bytes_of(path, LARGEST_FILE).map_err(|problem| format!("{name}: {problem}"));
    vec![bytes.and_then(|bytes| read_bytes(name, bytes))]
}

fn read_bytes(name: String, bytes: Vec<u8>) -> Result<DdfFile, String> {
    let text = decode(bytes).map_err(|problem| format!("{name}: {problem}"))?;
    let nodes = ddf::read(&text).map_err(|problem| format!("{name}: {problem}"))?;
    Ok(DdfFile { name, nodes })
}
