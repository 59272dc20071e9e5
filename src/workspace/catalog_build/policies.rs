//! The policies of ADMX files with their English texts.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::admx::{definitions, resources};
use crate::catalog::Policies;

use super::BuildError;
use super::files::{files_below, text_of};
use super::remarks::Remarks;

/// An ADMX file that was read.
struct PolicyFile {
    name: String,
    definitions: definitions::Definitions,
    resources: resources::Resources,
    /// Why its texts cannot be read.
    unreadable_texts: Option<String>,
}

/// Reads the files. One that cannot be read is told, and the others go on; one whose texts cannot be read goes on too, with
/// names in the place of titles and without what gpedit presets.
pub(super) fn read_policies(folders: &[PathBuf], remarks: &mut Remarks) -> Result<Policies, BuildError> {
    let files = files_below(folders, "admx")?;
    let read: Vec<Result<PolicyFile, String>> = files.par_iter().map(|path| read_policy_file(path)).collect();
    let mut policies = Policies::default();
    for file in read {
        match file {
            Ok(PolicyFile { name, definitions, resources, unreadable_texts }) => {
                for fault in &definitions.faults {
                    remarks.leave_out(format!("{name}: {fault}"));
                }
                if let Some(message) = unreadable_texts {
                    remarks.leave_out(format!("{message}; `{name}` goes without its texts"));
                }
                policies.add(&name, definitions, resources);
            }
            Err(message) => remarks.leave_out(message),
        }
    }
    Ok(policies)
}

fn read_policy_file(path: &Path) -> Result<PolicyFile, String> {
    let definitions = definitions::read(&text_of(path)?).map_err(|problem| told(path, &problem))?;
    let (resources, unreadable_texts) = match resource_file(path).map(|path| read_texts(&path)).transpose() {
        Ok(resources) => (resources.unwrap_or_default(), None),
        Err(message) => (resources::Resources::default(), Some(message)),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(PolicyFile { name, definitions, resources, unreadable_texts })
}

fn read_texts(path: &Path) -> Result<resources::Resources, String> {
    resources::read(&text_of(path)?).map_err(|problem| told(path, &problem))
}

fn told(path: &Path, problem: &impl std::fmt::Display) -> String {
    format!("{}: {problem}", path.display())
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
