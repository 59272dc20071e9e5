//! A catalog out of Microsoft's files: DDF v2, and the ADMX and ADML of Windows.

mod archive;
mod areas;
mod files;
mod nodes;
mod output;
mod policies;
mod remarks;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::catalog::{Composed, LoadProblem, Remark, compose, load_overrides, shipped_lists, shipped_overrides};

use areas::{area_files, without_clashes};
use nodes::{Placed, placed, read_nodes};
use policies::read_policies;
use remarks::Remarks;

pub use output::{WrittenCatalog, write_catalog};

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
    /// Files, none of which can be read.
    #[error("no DDF file can be read: {first}{}", if *others > 0 { format!(" (and {others} more)") } else { String::new() })]
    NothingReadable {
        /// Why the first one cannot.
        first: String,
        /// How many more there are.
        others: usize,
    },
    /// Corrections that cannot be used.
    #[error(transparent)]
    Overrides(#[from] LoadProblem),
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
    /// DDF files, folders of them, and ZIP archives of them.
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
    let mut remarks = Remarks::default();
    let policies = read_policies(&request.admx, &mut remarks)?;
    let ddf = read_nodes(&request.ddf, &mut remarks)?;
    let nodes = placed(&ddf);
    let Composed { records, remarks: of_nodes } =
        compose(nodes.iter().map(|placed| placed.node), &policies, &lists, &overrides);
    for Remark { index, message, is_left_out } in of_nodes {
        let subject = nodes.get(index).map(Placed::subject).unwrap_or_default();
        if is_left_out {
            remarks.leave_out(format!("{subject}: left out: {message}"));
        } else {
            remarks.add(format!("{subject}: {message}"));
        }
    }
    let records = without_clashes(records, &nodes, &mut remarks);
    let backed = records.iter().filter(|record| record.admx.is_some()).count();
    let mut nodes = 0;
    let files = area_files(records, &overrides, &lists, &mut remarks, &mut nodes);
    let Remarks { lines: remarks, left_out } = remarks;
    Ok(BuiltCatalog { files, nodes, backed, remarks, left_out })
}
