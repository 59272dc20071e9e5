//! The folder of artifacts with its manifest: written whole, compared, and rid of what is no longer made.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::text::file::{Pending, Present, WriteError, present};

use super::manifest::{FILE, Manifest, ManifestEntry, sha256};
use super::render::Artifact;

/// The largest file of an output folder that is read: a hundred times what a large intent makes.
const LARGEST: u64 = 64 << 20;

/// Why a folder of artifacts cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file or folder that cannot be read or written.
    #[error("cannot {what} `{}`", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// The path.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A `manifest.json` of something else.
    #[error("`{}` is not a manifest of `omauri`: {message}; choose another folder, or remove the file", path.display())]
    ForeignManifest {
        /// The file.
        path: PathBuf,
        /// Why not.
        message: String,
    },
    /// The manifest cannot be written.
    #[error("cannot write the manifest")]
    Json(#[from] serde_json::Error),
}

fn io(what: &'static str, path: &Path) -> impl Fn(std::io::Error) -> OutputError {
    let path = path.to_owned();
    move |source| OutputError::Io { what, path: path.clone(), source }
}

/// What [`write()`] did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many artifacts were as they should be.
    pub unchanged: usize,
    /// Files of the old manifest that are no longer made, and are gone.
    pub removed: Vec<String>,
    /// Those that stay because they are not as they were written.
    pub kept: Vec<String>,
}

/// Writes the artifacts and their manifest into a folder, and removes those that only the old manifest knows. Nothing is
/// replaced before all of it has been written beside its place.
///
/// # Errors
/// When the folder cannot be written, or holds another program's manifest.
pub fn write(folder: &Path, artifacts: &[Artifact]) -> Result<Written, OutputError> {
    fs::create_dir_all(folder).map_err(io("make the folder", folder))?;
    let old = old_manifest(folder)?;
    let manifest = manifest_of(artifacts)?;
    // The manifest last, so that it never lists what is not there yet.
    let texts = artifacts.iter().map(|artifact| (artifact.file.as_str(), artifact.text.as_bytes()));
    let mut files: Vec<(PathBuf, &[u8])> = Vec::new();
    for (file, content) in texts.chain([(FILE, manifest.as_bytes())]) {
        let path = folder.join(file);
        // What is already there as it should be keeps its time, for build systems that look at it.
        let is_there = matches!(present(&path, LARGEST), Ok(Present::File(bytes)) if bytes == content);
        if !is_there {
            files.push((path, content));
        }
    }
    let changed = files.iter().filter(|(path, _)| *path != folder.join(FILE)).count();
    let unwritable = |error: WriteError| OutputError::Io { what: "write", path: error.path, source: error.source };
    Pending::write(&files).and_then(Pending::commit).map_err(unwritable)?;
    let mut written = Written { unchanged: artifacts.len() - changed, ..Written::default() };
    for entry in superfluous(&old, artifacts) {
        let path = folder.join(&entry.file);
        if !is_as_written(&path, entry) {
            written.kept.extend(path.exists().then(|| entry.file.clone()));
            continue;
        }
        fs::remove_file(&path).map_err(io("remove", &path))?;
        written.removed.push(entry.file.clone());
    }
    Ok(written)
}

/// Whether a file is the artifact that the manifest lists. Another one is somebody's: a manifest is a file like others, and must
/// not have us remove what it names.
fn is_as_written(path: &Path, entry: &ManifestEntry) -> bool {
    matches!(present(path, LARGEST), Ok(Present::File(bytes)) if sha256(&bytes) == entry.sha256)
}

/// How a folder differs from what a run would write.
#[derive(Debug, PartialEq, Eq)]
pub enum Stale {
    /// A file that is not there.
    Missing(String),
    /// A file that is no longer made.
    Superfluous(String),
    /// A file with other content, and the difference in unified form.
    Changed(String, String),
}

/// Compares a folder with the artifacts of a run; writes nothing.
///
/// # Errors
/// When a file cannot be read.
pub fn compare(folder: &Path, artifacts: &[Artifact]) -> Result<Vec<Stale>, OutputError> {
    let old = old_manifest(folder)?;
    let manifest = manifest_of(artifacts)?;
    let files = artifacts.iter().map(|artifact| (artifact.file.as_str(), artifact.text.as_str()));
    let mut stale = Vec::new();
    for (file, text) in files.chain(std::iter::once((FILE, manifest.as_str()))) {
        let path = folder.join(file);
        match present(&path, LARGEST).map_err(io("read", &path))? {
            Present::File(bytes) if bytes == text.as_bytes() => {}
            Present::Nothing => stale.push(Stale::Missing(file.to_owned())),
            Present::File(bytes) => {
                let before = String::from_utf8_lossy(&bytes);
                stale.push(Stale::Changed(file.to_owned(), difference(file, &before, text)));
            }
            Present::TooLarge => stale.push(Stale::Changed(file.to_owned(), "it is too large to compare".to_owned())),
            Present::Other => stale.push(Stale::Changed(file.to_owned(), "it is no plain file".to_owned())),
        }
    }
    let gone = superfluous(&old, artifacts).into_iter().filter(|entry| is_as_written(&folder.join(&entry.file), entry));
    stale.extend(gone.map(|entry| Stale::Superfluous(entry.file.clone())));
    Ok(stale)
}

fn difference(file: &str, before: &str, after: &str) -> String {
    let difference = similar::TextDiff::from_lines(before, after);
    difference
        .unified_diff()
        .context_radius(2)
        .header(&format!("{file} (in the folder)"), &format!("{file} (rendered)"))
        .to_string()
}

fn old_manifest(folder: &Path) -> Result<Manifest, OutputError> {
    let path = folder.join(FILE);
    let foreign = |message: String| OutputError::ForeignManifest { path: path.clone(), message };
    let bytes = match present(&path, LARGEST).map_err(io("read", &path))? {
        Present::Nothing => return Ok(Manifest::default()),
        Present::File(bytes) => bytes,
        Present::TooLarge => return Err(foreign("it is too large".to_owned())),
        Present::Other => return Err(foreign("it is no plain file".to_owned())),
    };
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| foreign(error.to_string()))?;
    if manifest.version != 1 {
        return Err(foreign(format!("its version is {}", manifest.version)));
    }
    // A manifest names files of its own folder; anything else would have us remove files elsewhere.
    let elsewhere = manifest.artifacts.iter().find(|entry| !is_file_name(&entry.file));
    match elsewhere {
        Some(entry) => Err(foreign(format!("`{}` is not a file name", entry.file.escape_debug()))),
        None => Ok(manifest),
    }
}

fn is_file_name(name: &str) -> bool {
    !name.starts_with('.') && !name.is_empty() && !name.contains(['/', '\\', ':', '\0']) && name != FILE
}

fn manifest_of(artifacts: &[Artifact]) -> Result<String, serde_json::Error> {
    let entry = |artifact: &Artifact| ManifestEntry {
        file: artifact.file.clone(),
        intent: artifact.intent.clone(),
        format: artifact.format.clone(),
        sha256: artifact.sha256.clone(),
        unverified: artifact.unverified.clone(),
    };
    let mut artifacts: Vec<ManifestEntry> = artifacts.iter().map(entry).collect();
    artifacts.sort_by(|left, right| left.file.cmp(&right.file));
    let mut text = serde_json::to_string_pretty(&Manifest { version: 1, artifacts })?;
    text.push('\n');
    Ok(text)
}

/// Artifacts that only the old manifest lists, whatever the case of their names: on some systems `A.x` is `a.x`.
fn superfluous<'m>(old: &'m Manifest, artifacts: &[Artifact]) -> Vec<&'m ManifestEntry> {
    let made: BTreeSet<String> = artifacts.iter().map(|artifact| artifact.file.to_lowercase()).collect();
    old.artifacts.iter().filter(|entry| !made.contains(&entry.file.to_lowercase())).collect()
}
