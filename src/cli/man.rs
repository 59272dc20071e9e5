//! `omauri man`.

use anyhow::Context;
use clap::{Args, CommandFactory};

use super::{Cli, Exit, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command whose page is wanted; without it the program's own
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let mut program = Cli::command();
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => program.find_subcommand(name).with_context(|| format!("there is no command `{name}`"))?.clone(),
    };
    let mut page = Vec::new();
    let source = concat!("omauri ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command).source(source).render(&mut page)?;
    output::data(&String::from_utf8(page)?)?;
    Ok(Exit::Success)
}
