//! `omauri completions`.

use clap::{Args, CommandFactory};

use super::{Cli, Exit, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "omauri", &mut script);
    output::data(&String::from_utf8(script)?)?;
    Ok(Exit::Success)
}
