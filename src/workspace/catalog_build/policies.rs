//! The policies of ADMX files with their English texts.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::admx::{definitions, resources};
use crate::catalog::Policies;

use super::BuildError;
use super::files::{files_below, text_of};
use super::remarks::Remarks;

type Parsed = (String, definitions::Definitions, resources::Resources);

pub(super) fn read_policies(folders: &[PathBuf], remarks: &mut Remarks) -> Result<Policies, BuildError> {
    let files = files_below(folders, "admx")?;
    let read: Vec<Result<Parsed, String>> = files.par_iter().map(|path| read_policy_file(path)).collect();
    let mut policies = Policies::default();
    for file in read {
        match file {
            Ok((name, definitions, resources)) => {
                for fault in &definitions.faults {
                    remarks.leave_out(format!("{name}: {fault}"));
                }
                policies.add(&name, definitions, resources);
            }
            Err(message) => remarks.leave_out(message),
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
