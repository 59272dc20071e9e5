//! Which files a run is about, and reading them.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::finding::Finding;
use crate::intent::looks_like_intent;
use crate::rules::yaml;
use crate::text::encoding::{EncodingProblem, decode, decode_lossy};
use crate::text::{Source, SourceId, Span};

/// The largest intent that is read, in bytes: one of a thousand settings has 60 KiB.
pub const MAXIMUM_SIZE: u64 = 1 << 20;

/// Why a run could not begin.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A path that cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Nothing to do.
    #[error("no intent found below {0}: an intent is a `.yaml` file with a line `apiVersion: omauri/v1`")]
    Nothing(String),
}

/// A file that was read, with what is wrong about its bytes.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) source: Source,
    pub(super) findings: Vec<Finding>,
}

/// Reads all intents that `paths` mean: files as they are, folders with every `*.yaml` below that says `apiVersion: omauri/…`.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Input>, InputError> {
    let files = files(paths)?;
    let read = |(path, named): &(PathBuf, bool)| read(path, *named);
    // A pool of threads costs more than reading one file.
    let inputs: Vec<Result<Option<Input>, InputError>> =
        if files.len() < 2 { files.iter().map(read).collect() } else { files.par_iter().map(read).collect() };
    let inputs = inputs.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut inputs: Vec<Input> = inputs.into_iter().flatten().collect();
    if inputs.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{}`", shown(path))).collect();
        return Err(InputError::Nothing(names.join(", ")));
    }
    for (at, input) in inputs.iter_mut().enumerate() {
        input.number(SourceId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    Ok(inputs)
}

impl Input {
    fn number(&mut self, id: SourceId) {
        self.source.id = id;
        for finding in &mut self.findings {
            finding.place.span.source = id;
        }
    }
}

/// Each file once, with whether it was named itself.
fn files(paths: &[PathBuf]) -> Result<Vec<(PathBuf, bool)>, InputError> {
    let mut files = Vec::new();
    for path in paths {
        let unreadable = |source| InputError::Unreadable { path: path.clone(), source };
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_dir() {
            files.push((path.clone(), true));
            continue;
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry))
        {
            let entry = entry.map_err(|error| unreadable(error.into()))?;
            // A link to a file is read as the file; a link to a folder could lead round in a circle.
            let is_file = entry.file_type().is_file() || (entry.path_is_symlink() && entry.path().is_file());
            if is_file && is_yaml(entry.path()) {
                files.push((entry.into_path(), false));
            }
        }
    }
    if files.len() > 1 {
        let mut seen = HashSet::new();
        files.retain(|(path, _)| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    }
    Ok(files)
}

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

fn is_yaml(path: &Path) -> bool {
    let is = |extension: &std::ffi::OsStr| ["yaml", "yml"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    path.extension().is_some_and(is)
}

fn read(path: &Path, named: bool) -> Result<Option<Input>, InputError> {
    let unreadable = |source| InputError::Unreadable { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    // One byte more than is taken tells a file that is too large, whatever its metadata says.
    file.take(MAXIMUM_SIZE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let too_large = bytes.len() as u64 > MAXIMUM_SIZE;
    let is_meant = named || looks_like_intent(&decode_lossy(&bytes));
    let (text, problem) = match decode(bytes) {
        Ok(text) => (text, None),
        Err(problem) => (valid_part(&problem), Some(problem)),
    };
    if !is_meant {
        return Ok(None);
    }
    let mut findings = Vec::new();
    let id = SourceId(0);
    let source = if too_large {
        let head: String = text.lines().take(1).collect();
        let source = Source::new(id, shown(path), head);
        findings.push(yaml::size(source.first_line(), size.max(MAXIMUM_SIZE + 1), MAXIMUM_SIZE));
        source
    } else {
        Source::new(id, shown(path), text)
    };
    if let (Some(problem), false) = (problem, too_large) {
        findings.push(yaml::encoding(end_of(&source), &problem));
    }
    Ok(Some(Input { source, findings }))
}

/// What of the file could be decoded: the line of the fault is shown as far as it goes.
fn valid_part(problem: &EncodingProblem) -> String {
    match problem {
        EncodingProblem::NotUtf8 { before, .. } => before.clone(),
        EncodingProblem::NotUtf16 | EncodingProblem::WideUnmarked => String::new(),
    }
}

fn end_of(source: &Source) -> Span {
    let end = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
    Span { source: source.id, start: end, end }
}

/// A path as it is shown: with `/`, relative to where the program was started if it lies below.
pub(super) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let path = if path.is_absolute() { path.strip_prefix(&current).unwrap_or(path) } else { path };
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}
