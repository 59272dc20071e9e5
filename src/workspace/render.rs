//! Rendering many profiles, and keeping a folder of artifacts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::finding::Finding;
use crate::intent::Profile;
use crate::render::{Engine, Format, Options, RenderError, UserTemplate};
use crate::rules;
use crate::text::file::{Pending, WriteError};

use super::manifest::{FILE, Manifest, ManifestEntry, sha256};

/// What to render.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The formats.
    pub formats: Vec<Format>,
    /// A template of the user's, with its text.
    pub template: Option<(UserTemplate, String)>,
    /// How.
    pub options: Options,
}

/// An artifact.
#[derive(Debug)]
pub struct Artifact {
    /// Its file name.
    pub file: String,
    /// The intent it was made of.
    pub intent: String,
    /// The format, or the template's name.
    pub format: String,
    /// Its text.
    pub text: String,
    /// The SHA-256 of its text.
    pub sha256: String,
    /// Ids of the settings catalog that were not seen in public.
    pub unverified: Vec<String>,
}

/// What came of rendering.
#[derive(Debug, Default)]
pub struct RenderRun {
    /// The artifacts, by profile and format.
    pub artifacts: Vec<Artifact>,
    /// What they leave out or carry unproved.
    pub findings: Vec<Finding>,
}

/// Renders every profile to every format, in parallel. The order of the result does not depend on the number of threads.
///
/// # Errors
/// When a template fails, or its SyncML does not read back.
pub fn render(profiles: &[Profile<'_>], request: &Request) -> Result<RenderRun, RenderError> {
    let mut engine = Engine::new()?;
    if let Some((template, text)) = &request.template {
        engine.add(&template.engine_name(), text)?;
    }
    let one = |profile: &Profile<'_>| render_one(&engine, profile, request);
    let runs: Vec<Result<RenderRun, RenderError>> =
        if profiles.len() < 2 { profiles.iter().map(one).collect() } else { profiles.par_iter().map(one).collect() };
    let mut all = RenderRun::default();
    for run in runs {
        let run = run?;
        all.artifacts.extend(run.artifacts);
        all.findings.extend(run.findings);
    }
    Ok(all)
}

fn render_one(engine: &Engine, profile: &Profile<'_>, request: &Request) -> Result<RenderRun, RenderError> {
    let mut run = RenderRun::default();
    let name = &profile.name.value;
    for format in &request.formats {
        let rendered = crate::render::render(engine, profile, *format, request.options)?;
        let left_out = !rendered.left_out.is_empty();
        for setting in rendered.left_out {
            run.findings.push(rules::render::left_out(setting.name_span, &setting.node.short_name(), format.name()));
        }
        if let Some((_, first)) = rendered.unverified.first() {
            let ids: Vec<&str> = rendered.unverified.iter().map(|(id, _)| id.as_str()).collect();
            run.findings.push(rules::render::unverified_ids(first.name_span, &ids));
        }
        let Some(text) = rendered.text else {
            run.findings.push(rules::render::empty(profile.name.span, format.name(), left_out));
            continue;
        };
        run.artifacts.push(Artifact {
            file: format!("{name}.{}.{}", format.name(), format.extension()),
            intent: name.clone(),
            format: format.name().to_owned(),
            sha256: sha256(text.as_bytes()),
            text,
            unverified: rendered.unverified.into_iter().map(|(id, _)| id).collect(),
        });
    }
    if let Some((template, _)) = &request.template {
        let text = template.render(engine, profile, request.options)?;
        run.artifacts.push(Artifact {
            file: format!("{name}.{}.{}", template.stem, template.extension),
            intent: name.clone(),
            format: template.stem.clone(),
            sha256: sha256(text.as_bytes()),
            text,
            unverified: Vec::new(),
        });
    }
    Ok(run)
}

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

/// What [`write`] did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many artifacts were as they should be.
    pub unchanged: usize,
    /// Files of the old manifest that are no longer made, and are gone.
    pub removed: Vec<String>,
}

/// Writes the artifacts and their manifest into a folder, and removes those that only the old manifest knows. Either all are
/// written or none.
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
        if fs::read(&path).ok().as_deref() != Some(content) {
            files.push((path, content));
        }
    }
    let changed = files.iter().filter(|(path, _)| *path != folder.join(FILE)).count();
    let unwritable = |error: WriteError| OutputError::Io { what: "write", path: error.path, source: error.source };
    Pending::write(&files).and_then(Pending::commit).map_err(unwritable)?;
    let removed = superfluous(&old, artifacts);
    for file in &removed {
        let path = folder.join(file);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io("remove", &path)(error)),
            _ => {}
        }
    }
    Ok(Written { unchanged: artifacts.len() - changed, removed })
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
        match fs::read(&path) {
            Ok(bytes) if bytes == text.as_bytes() => {}
            Ok(bytes) => {
                let before = String::from_utf8_lossy(&bytes);
                stale.push(Stale::Changed(file.to_owned(), difference(file, &before, text)));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => stale.push(Stale::Missing(file.to_owned())),
            Err(error) => return Err(io("read", &path)(error)),
        }
    }
    stale.extend(superfluous(&old, artifacts).into_iter().map(Stale::Superfluous));
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
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Manifest::default()),
        Err(error) => return Err(io("read", &path)(error)),
    };
    let foreign = |message: String| OutputError::ForeignManifest { path: path.clone(), message };
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

/// Files that only the old manifest lists.
fn superfluous(old: &Manifest, artifacts: &[Artifact]) -> Vec<String> {
    let made: BTreeSet<&str> = artifacts.iter().map(|artifact| artifact.file.as_str()).collect();
    let listed = old.artifacts.iter().map(|entry| entry.file.clone());
    listed.filter(|file| !made.contains(file.as_str())).collect()
}
