//! Finding files, and reading them with a limit.

use std::fs;
use std::path::{Path, PathBuf};

use crate::text::encoding::decode;

use super::BuildError;

/// The largest file that is read: ten times the largest of Windows.
const LARGEST_FILE: u64 = 16 << 20;

pub(super) fn text_of(path: &Path) -> Result<String, String> {
    let told = |problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let size = fs::metadata(path).map_err(|error| told(&error))?;
    if !size.is_file() {
        return Err(told(&"it is no plain file"));
    }
    if size.len() > LARGEST_FILE {
        return Err(told(&format!("the file is larger than {} MiB", LARGEST_FILE >> 20)));
    }
    decode(fs::read(path).map_err(|error| told(&error))?).map_err(|problem| told(&problem))
}

/// The files with an ending below some paths, sorted; a file that is named itself counts whatever its ending.
pub(super) fn files_below(paths: &[PathBuf], ending: &str) -> Result<Vec<PathBuf>, BuildError> {
    let mut files = Vec::new();
    for path in paths {
        let unreadable = |source| BuildError::Unreadable { path: path.clone(), source };
        if !fs::metadata(path).map_err(unreadable)?.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|error| unreadable(error.into()))?;
            let is_meant = entry.path().extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
            if entry.file_type().is_file() && is_meant {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}
