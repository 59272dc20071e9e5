//! Writing a catalog into its folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::catalog::CSP_FOLDER;
use crate::text::file::{Pending, WriteError};

use super::{BuildError, BuiltCatalog};

/// The hand-written file among those of the areas.
const EDITIONS: &str = "editions.yaml";

/// What [`write_catalog()`] did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct WrittenCatalog {
    /// How many files were not yet as they should be.
    pub changed: usize,
    /// Files that stand among the areas' and were not made now, by name: of an earlier build, or by hand. They stay.
    pub others: Vec<String>,
}

/// Writes the files into a folder, all or none; those that are as they should be stay untouched.
///
/// # Errors
/// When the folder cannot be read or written.
pub fn write_catalog(folder: &Path, built: &BuiltCatalog) -> Result<WrittenCatalog, BuildError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| BuildError::Unwritable { path, source }
    };
    let csps = folder.join(CSP_FOLDER);
    let has_csps = built.files.keys().any(|name| name.starts_with(CSP_FOLDER));
    for folder in [Some(folder), has_csps.then_some(csps.as_path())].into_iter().flatten() {
        fs::create_dir_all(folder).map_err(unwritable(folder))?;
    }
    let others = others(folder, built)?;
    let mut changed: Vec<(PathBuf, &[u8])> = Vec::new();
    for (name, text) in &built.files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            changed.push((path, text.as_bytes()));
        }
    }
    let written = Pending::write(&changed).and_then(Pending::commit);
    written.map_err(|WriteError { path, source }| BuildError::Unwritable { path, source })?;
    Ok(WrittenCatalog { changed: changed.len(), others })
}

/// What `--catalog` would read beside the files that were built.
fn others(folder: &Path, built: &BuiltCatalog) -> Result<Vec<String>, BuildError> {
    let mut others = Vec::new();
    for below in ["", CSP_FOLDER] {
        let folder = folder.join(below);
        if !folder.is_dir() {
            continue;
        }
        let unreadable = |source| BuildError::Unreadable { path: folder.clone(), source };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_area = path.extension().is_some_and(|ending| ending == "yaml") && name != EDITIONS;
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            if is_area && !built.files.contains_key(&name) && !path.is_dir() {
                others.push(name);
            }
        }
    }
    others.sort();
    Ok(others)
}
