//! A catalog out of Microsoft's files: DDF v2, and the ADMX and ADML of Windows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::admx::{definitions, resources};
use crate::catalog::{
    CSP_FOLDER, Composed, EditionLists, LoadProblem, NodeRecord, Overrides, Policies, compose, file_name, load_overrides,
    shipped_lists, shipped_overrides, write,
};
use crate::ddf;
use crate::text::encoding::decode;
use crate::text::file::{Pending, WriteError};

/// The largest file that is read: ten times the largest of Windows.
const LARGEST_FILE: u64 = 16 << 20;

/// Why a catalog cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A path that cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Nothing to do.
    #[error("no DDF file (`*.xml`) found below {0}")]
    Nothing(String),
    /// Corrections that cannot be used.
    #[error(transparent)]
    Overrides(#[from] LoadProblem),
    /// An area that cannot be written.
    #[error("cannot write the area: {0}")]
    Area(#[from] crate::catalog::WriteProblem),
    /// A file that cannot be written.
    #[error("cannot write `{}`", path.display())]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

/// Where the facts come from.
#[derive(Debug, Default)]
pub struct BuildRequest {
    /// DDF files, and folders of them.
    pub ddf: Vec<PathBuf>,
    /// Folders with ADMX files, with their English ADML in `en-US` or beside them.
    pub admx: Vec<PathBuf>,
    /// A folder of corrections in the place of the shipped ones.
    pub overrides: Option<PathBuf>,
}

/// A catalog that was built.
#[derive(Debug)]
pub struct BuiltCatalog {
    /// The files by name.
    pub files: BTreeMap<String, String>,
    /// How many nodes are in them.
    pub nodes: usize,
    /// How many of these are backed by an ADMX policy.
    pub backed: usize,
    /// What is to be told, one line each: files that cannot be read, nodes that are left out, facts that do not fit.
    pub remarks: Vec<String>,
    /// How many files and nodes are left out.
    pub left_out: usize,
}

/// Builds a catalog. A file that cannot be read is told, and the others go on.
///
/// # Errors
/// When a path cannot be read at all, or there is no DDF.
pub fn build_catalog(request: &BuildRequest) -> Result<BuiltCatalog, BuildError> {
    let lists = shipped_lists();
    let overrides = match &request.overrides {
        Some(folder) => load_overrides(folder)?,
        None => shipped_overrides(),
    };
    let mut remarks = Vec::new();
    let policies = read_policies(&request.admx, &mut remarks)?;
    let nodes = read_nodes(&request.ddf, &mut remarks)?;
    let mut left_out = remarks.len();
    let Composed { records, remarks: of_nodes } = compose(nodes.iter(), &policies, &lists, &overrides);
    left_out += of_nodes.iter().filter(|remark| remark.is_left_out).count();
    remarks.extend(of_nodes.into_iter().map(|remark| {
        let left_out = if remark.is_left_out { "left out: " } else { "" };
        format!("{}: {left_out}{}", remark.subject, remark.message)
    }));
    let backed = records.iter().filter(|record| record.admx.is_some()).count();
    let nodes = records.len();
    let files = area_files(records, &overrides, &lists, &mut remarks)?;
    Ok(BuiltCatalog { files, nodes, backed, remarks, left_out })
}

/// Writes the files into a folder, all or none; those that are as they should be stay untouched.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_catalog(folder: &Path, built: &BuiltCatalog) -> Result<usize, BuildError> {
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |source| BuildError::Unwritable { path, source }
    };
    for folder in [folder.to_owned(), folder.join(CSP_FOLDER)] {
        fs::create_dir_all(&folder).map_err(unwritable(&folder))?;
    }
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

fn area_files(
    records: Vec<NodeRecord>,
    overrides: &[Overrides],
    lists: &EditionLists,
    remarks: &mut Vec<String>,
) -> Result<BTreeMap<String, String>, BuildError> {
    let mut by_file: BTreeMap<String, Vec<NodeRecord>> = BTreeMap::new();
    for record in records {
        by_file.entry(file_name(record.home, &record.area)).or_default().push(record);
    }
    let mut files = BTreeMap::new();
    for (name, mut records) in by_file {
        let own = overrides.iter().find(|overrides| overrides.file_name() == name);
        remarks.extend(own.map(|own| own.apply(&mut records)).unwrap_or_default());
        let comment = own.and_then(|own| own.comment.clone()).unwrap_or_else(|| sources_of(&records));
        let text = write(&comment, &records, lists)?;
        files.insert(name, text);
    }
    for own in overrides.iter().map(Overrides::file_name).filter(|own| !files.contains_key(own)) {
        remarks.push(format!("`{own}` is corrected and is not there"));
    }
    Ok(files)
}

/// The head of a file that has none of its own.
fn sources_of(records: &[NodeRecord]) -> Vec<String> {
    let area = records.first().map(|record| record.area.as_str()).unwrap_or_default();
    let files: BTreeSet<&str> = records.iter().filter_map(|record| Some(record.admx.as_ref()?.file.as_str())).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let dot = if files.is_empty() { String::new() } else { format!(", and {}", files.join(", ")) };
    vec![format!("Sources: Microsoft's DDF v2 ({area}){dot}.")]
}

fn read_nodes(paths: &[PathBuf], remarks: &mut Vec<String>) -> Result<Vec<ddf::Node>, BuildError> {
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

type Parsed = (String, definitions::Definitions, resources::Resources);

fn read_policies(folders: &[PathBuf], remarks: &mut Vec<String>) -> Result<Policies, BuildError> {
    let files = files_below(folders, "admx")?;
    let read: Vec<Result<Parsed, String>> = files.par_iter().map(|path| read_policy_file(path)).collect();
    let mut policies = Policies::default();
    for file in read {
        match file {
            Ok((name, definitions, resources)) => {
                remarks.extend(definitions.faults.iter().map(|fault| format!("{name}: {fault}")));
                policies.add(&name, definitions, resources);
            }
            Err(message) => remarks.push(message),
        }
    }
    Ok(policies)
}

fn read_policy_file(path: &Path) -> Result<Parsed, String> {
    let told = |path: &Path, problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let definitions = definitions::read(&text_of(path)?).map_err(|problem| told(path, &problem))?;
    let resources = match resource_file(path) {
        Some(path) => resources::read(&text_of(&path)?).map_err(|problem| told(&path, &problem))?,
        None => resources::Resources::default(),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, definitions, resources))
}

/// The English texts of an ADMX file: in `en-US` beside it, or beside it itself; names of folders and files in any case.
fn resource_file(admx: &Path) -> Option<PathBuf> {
    let folder = admx.parent()?;
    let wanted = admx.with_extension("adml").file_name()?.to_ascii_lowercase();
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_named =
        |path: &PathBuf, name: &std::ffi::OsStr| path.file_name().is_some_and(|own| own.to_ascii_lowercase() == name);
    let language = entries(folder).find(|path| is_named(path, "en-us".as_ref()) && path.is_dir());
    let folders = language.into_iter().chain([folder.to_owned()]);
    folders.into_iter().find_map(|folder| entries(&folder).find(|path| is_named(path, &wanted)))
}

fn text_of(path: &Path) -> Result<String, String> {
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
fn files_below(paths: &[PathBuf], ending: &str) -> Result<Vec<PathBuf>, BuildError> {
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
