//! `omauri explain`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use omauri::catalog::Catalog;
use omauri::workspace::{check, effective, explain};

use super::{Exit, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A node (`RemoteManagement/TrustedHosts` or its address), an area, a registry key (`HKLM\…`), an ADMX policy or a rule;
    /// with `--effective` an intent
    term: String,
    /// Print the WinRM configuration that the intent makes, as `winrm get winrm/config` would show it
    #[arg(long)]
    effective: bool,
}

pub(super) fn run(arguments: &Arguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    if arguments.effective {
        return run_effective(&arguments.term, catalog);
    }
    let term = &arguments.term;
    let text = explain(catalog, term).map_err(|error| {
        if Path::new(term).is_file() {
            return anyhow::anyhow!("`{term}` is a file: add `--effective` for the WinRM configuration that it makes");
        }
        error.into()
    })?;
    output::text(&text)?;
    Ok(Exit::Success)
}

fn run_effective(path: &str, catalog: &Catalog) -> anyhow::Result<Exit> {
    let run = check(&[PathBuf::from(path)], catalog)?;
    if run.failed(false) {
        output::findings(&run.findings, &run.sources);
    }
    match run.profiles.as_slice() {
        [] => Ok(Exit::Findings),
        // What cannot be read would look as if it were not set.
        [_] if run.has_plain_fault() => {
            output::note("the configuration is shown once these faults are mended\n");
            Ok(Exit::Findings)
        }
        [profile] => {
            output::text(&effective(profile, &run.sources))?;
            Ok(if run.failed(false) { Exit::Findings } else { Exit::Success })
        }
        several => bail!("`{path}` holds {} intents: name one", several.len()),
    }
}
