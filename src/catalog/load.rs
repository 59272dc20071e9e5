//! Catalogs from a folder, in the format of `catalog/`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::text::{Position, Source, SourceId, Span, encoding, yaml};

use super::file::{AreaFile, CSP_FOLDER, EditionLists};
use super::node::Node;
use super::overrides::Overrides;
use super::record::NodeRecord;

/// The largest file that is read: about twenty times the largest area of Windows.
const LARGEST_FILE: u64 = 8 << 20;
/// What a generated catalog needs is far less; the bound is against hostile files.
const LIMITS: yaml::Limits = yaml::Limits { depth: 16, aliases: 0, expansions: 0, replayed: 0, replayed_bytes: 0 };

/// Why a catalog folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}{}: {message}", path.display(), position.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default())]
pub struct LoadProblem {
    /// The file or folder.
    pub path: PathBuf,
    /// The place in it, where known.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
}

impl LoadProblem {
    fn new(path: &Path, message: &(impl ToString + ?Sized)) -> Self {
        Self { path: path.to_owned(), position: None, message: message.to_string() }
    }
}

/// Reads all files of areas and CSPs of a folder, with the folder's `editions.yaml` where there is one and the shipped lists
/// otherwise.
///
/// # Errors
/// At the first file that cannot be read.
pub fn load_folder(folder: &Path) -> Result<Vec<Node>, LoadProblem> {
    let mut paths = yaml_files(folder)?;
    let mut lists: EditionLists = shipped_lists();
    let editions = folder.join("editions.yaml");
    if let Some(at) = paths.iter().position(|path| *path == editions) {
        paths.remove(at);
        lists.extend(read::<EditionLists>(&editions)?);
    }
    if paths.is_empty() {
        return Err(LoadProblem::new(
            folder,
            "the folder holds no file of an area (`AREA.yaml`) or CSP (`csp/CSP.yaml`)",
        ));
    }
    let mut nodes = Vec::new();
    for path in paths {
        let file: AreaFile = read(&path)?;
        let records = file.records(&lists).map_err(|problem| LoadProblem::new(&path, &problem))?;
        nodes.extend(records.into_iter().map(Node::new));
    }
    Ok(nodes)
}

/// The edition lists that the program ships with.
#[must_use]
pub fn shipped_lists() -> EditionLists {
    shipped("editions.yaml", include_str!("../../catalog/editions.yaml")).unwrap_or_default()
}

/// The corrections that the program ships with; a test proves that these are all, and read.
#[must_use]
pub fn shipped_overrides() -> Vec<Overrides> {
    let texts = [
        include_str!("../../catalog/overrides/ADMX_CredSsp.yaml"),
        include_str!("../../catalog/overrides/ADMX_WindowsRemoteManagement.yaml"),
        include_str!("../../catalog/overrides/Camera.yaml"),
        include_str!("../../catalog/overrides/CredentialsDelegation.yaml"),
        include_str!("../../catalog/overrides/RemoteManagement.yaml"),
        include_str!("../../catalog/overrides/RemoteShell.yaml"),
        include_str!("../../catalog/overrides/csp/ActiveSync.yaml"),
        include_str!("../../catalog/overrides/csp/BitLocker.yaml"),
        include_str!("../../catalog/overrides/csp/CertificateStore.yaml"),
        include_str!("../../catalog/overrides/csp/DMClient.yaml"),
        include_str!("../../catalog/overrides/csp/Defender.yaml"),
        include_str!("../../catalog/overrides/csp/DiagnosticLog.yaml"),
        include_str!("../../catalog/overrides/csp/EnterpriseDesktopAppManagement.yaml"),
        include_str!("../../catalog/overrides/csp/EnterpriseModernAppManagement.yaml"),
        include_str!("../../catalog/overrides/csp/Firewall.yaml"),
        include_str!("../../catalog/overrides/csp/LAPS.yaml"),
        include_str!("../../catalog/overrides/csp/PassportForWork.yaml"),
        include_str!("../../catalog/overrides/csp/Personalization.yaml"),
        include_str!("../../catalog/overrides/csp/Policy.yaml"),
        include_str!("../../catalog/overrides/csp/RootCATrustedCertificates.yaml"),
        include_str!("../../catalog/overrides/csp/SUPL.yaml"),
        include_str!("../../catalog/overrides/csp/VPNv2.yaml"),
        include_str!("../../catalog/overrides/csp/eUICCs.yaml"),
    ];
    texts.into_iter().filter_map(|text| shipped("overrides", text)).collect()
}

fn shipped<T: DeserializeOwned>(name: &str, text: &str) -> Option<T> {
    let root = yaml::parse(&Source::new(SourceId(0), name, text), LIMITS).root?;
    yaml::from_node(&root).ok()
}

/// Reads the corrections of a folder.
///
/// # Errors
/// At the first file that cannot be read.
pub fn load_overrides(folder: &Path) -> Result<Vec<Overrides>, LoadProblem> {
    let expected = |mut overrides: Overrides| {
        overrides.is_expected = true;
        overrides
    };
    yaml_files(folder)?.iter().map(|path| read(path).map(expected)).collect()
}

/// The files of a folder of a catalog, sorted: its own, and those of CSPs.
/// The nodes of a file's text, as a catalog in a folder would have them.
///
/// # Errors
/// Why the text cannot be read.
pub fn read_back(text: &str, lists: &EditionLists) -> Result<Vec<NodeRecord>, String> {
    if text.len() as u64 > LARGEST_FILE {
        return Err(format!("its file would be larger than {} MiB", LARGEST_FILE >> 20));
    }
    let source = Source::new(SourceId(0), "catalog", text);
    let document = yaml::parse(&source, LIMITS);
    if let Some(problem) = document.problems.first() {
        return Err(problem.kind.to_string());
    }
    let root = document.root.ok_or("its file would be empty")?;
    let file: AreaFile = yaml::from_node(&root).map_err(|error| error.to_string())?;
    file.records(lists).map_err(|problem| problem.to_string())
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, LoadProblem> {
    let csps = folder.join(CSP_FOLDER);
    let folders = [Some(folder.to_owned()), csps.is_dir().then_some(csps)];
    let mut paths = Vec::new();
    for folder in folders.into_iter().flatten() {
        let unreadable = |error: std::io::Error| LoadProblem::new(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, LoadProblem> {
    if !path.is_file() {
        return Err(LoadProblem::new(path, "it is no plain file"));
    }
    let size = fs::metadata(path).map_err(|error| LoadProblem::new(path, &error))?.len();
    if size > LARGEST_FILE {
        return Err(LoadProblem::new(path, &format!("the file is larger than {} MiB", LARGEST_FILE >> 20)));
    }
    let bytes = fs::read(path).map_err(|error| LoadProblem::new(path, &error))?;
    let text = encoding::decode(bytes).map_err(|problem| LoadProblem::new(path, &problem))?;
    let source = Source::new(SourceId(0), path.display().to_string(), text);
    let at = |span: Option<Span>| span.map(|span| source.position(span.start));
    let document = yaml::parse(&source, LIMITS);
    if let Some(problem) = document.problems.first() {
        let message = problem.kind.to_string();
        return Err(LoadProblem { position: at(Some(problem.span)), ..LoadProblem::new(path, &message) });
    }
    let Some(root) = document.root else { return Err(LoadProblem::new(path, "the file is empty")) };
    yaml::from_node(&root).map_err(|error| LoadProblem { position: at(error.span), ..LoadProblem::new(path, &error) })
}
