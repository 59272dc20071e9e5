//! The nodes of DDF files.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::ddf;

use super::BuildError;
use super::files::{files_below, text_of};

pub(super) fn read_nodes(paths: &[PathBuf], remarks: &mut Vec<String>) -> Result<Vec<ddf::Node>, BuildError> {
    let files = files_below(paths, "xml")?;
    if files.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        return Err(BuildError::Nothing(names.join(", ")));
    }
    let read: Vec<Result<Vec<ddf::Node>, String>> = files
        .par_iter()
        .map(|path| ddf::read(&text_of(path)?).map_err(|problem| format!("{}: {problem}", path.display())))
        .collect();
    let mut nodes = Vec::new();
    for file in read {
        match file {
            Ok(file) => nodes.extend(file),
            Err(message) => remarks.push(message),
        }
    }
    Ok(nodes)
}
