//! Writing a catalog into its folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::text::file::{Pending, WriteError};

use super::{BuildError, BuiltCatalog};

/// Writes the files into a folder, all or none; those that are as they should be stay untouched.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_catalog(folder: &Path, built: &BuiltCatalog) -> Result<usize, BuildError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| BuildError::Unwritable { path, source }
    };
    fs::create_dir_all(folder).map_err(unwritable(folder))?;
    let mut changed: Vec<(PathBuf, &[u8])> = Vec::new();
    for (name, text) in &built.files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            changed.push((path, text.as_bytes()));
        }
    }
    let written = Pending::write(&changed).and_then(Pending::commit);
    written.map_err(|WriteError { path, source }| BuildError::Unwritable { path, source })?;
    Ok(changed.len())
}
