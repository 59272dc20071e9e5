//! Finding files, and reading them with a limit.

use std::fs;
use std::path::{Path, PathBuf};

use crate::text::encoding::decode;

use super::BuildError;

/// The largest file that is read, also of those in an archive: ten times the largest of Windows.
pub(super) const LARGEST_FILE: u64 = 16 << 20;

pub(super) fn text_of(path: &Path) -> Result<String, String> {
    let bytes = bytes_of(path, LARGEST_FILE).map_err(|problem| format!("{}: {problem}", path.display()))?;
    decode(bytes).map_err(|problem| format!("{}: {problem}", path.display()))
}

/// The bytes of a plain file; a pipe or a device may have no end.
pub(super) fn bytes_of(path: &Path, largest: u64) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is no plain file".to_owned());
    }
    if metadata.len() > largest {
        return Err(format!("the file is larger than {} MiB", largest >> 20));
    }
    fs::read(path).map_err(|error| error.to_string())
}

impl BuildError {
    /// A folder that cannot be listed. Only what the system says is kept: walkdir repeats it, with the path.
    fn unlisted(below: &Path, error: walkdir::Error) -> Self {
        let path = error.path().unwrap_or(below).to_owned();
        let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("links lead round in a circle"));
        Self::Unreadable { path, source }
    }
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
            let entry = entry.map_err(|error| BuildError::unlisted(path, error))?;
            let is_meant = entry.path().extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
            if entry.file_type().is_file() && is_meant {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::load_overrides;

    /// The binary prints an error with all its causes.
    fn printed(error: BuildError) -> String {
        format!("{:#}", anyhow::Error::from(error))
    }

    #[test]
    fn causes_are_told_once() {
        let lost = walkdir::WalkDir::new("nowhere").into_iter().find_map(Result::err).unwrap();
        let cause = std::fs::metadata("nowhere").unwrap_err().to_string();
        assert_eq!(printed(BuildError::unlisted(Path::new("above"), lost)), format!("cannot read `nowhere`: {cause}"));
        let problem = load_overrides(Path::new("nowhere")).unwrap_err();
        let expected = problem.to_string();
        assert_eq!(printed(problem.into()), expected);
    }
}
