//! `omauri render`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::{Args, ValueEnum};
use omauri::catalog::Catalog;
use omauri::finding::{Finding, Severity};
use omauri::intent::is_file_name;
use omauri::render::{Format, Options, UserTemplate};
use omauri::rules::warn_of_atomic;
use omauri::syncml::Verb;
use omauri::text::terminal::harmless;
use omauri::workspace::{Artifact, MAXIMUM_SIZE, Request, Stale, Written, check, compare, render, write};

use super::{Deny, Exit, Paths, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,
    /// The formats of the artifacts
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', required_unless_present = "template")]
    to: Vec<FormatArgument>,
    /// A template of your own instead: `inventory.md.j2` makes `NAME.inventory.md`
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    template: Option<PathBuf>,
    /// The folder for the artifacts and their manifest; without it one artifact goes to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; fail if anything in the folder would be written or removed
    #[arg(long, requires = "out")]
    check: bool,
    /// The verb for what is set
    #[arg(long, value_enum)]
    verb: Option<VerbArgument>,
    /// Apply all or nothing
    #[arg(long)]
    atomic: bool,
    /// Put payloads into CDATA sections instead of escaping them
    #[arg(long)]
    cdata: bool,
    /// Fail on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FormatArgument(Format);

impl ValueEnum for FormatArgument {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: [FormatArgument; 6] = {
            let [a, b, c, d, e, f] = Format::ALL;
            [
                FormatArgument(a),
                FormatArgument(b),
                FormatArgument(c),
                FormatArgument(d),
                FormatArgument(e),
                FormatArgument(f),
            ]
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()).help(self.0.description()))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VerbArgument {
    /// Creates and changes
    Replace,
    /// Creates; a device answers 418 where the node exists
    Add,
    /// Takes the whole profile away
    Delete,
}

impl Arguments {
    fn request(&self) -> anyhow::Result<Request> {
        let mut formats: Vec<Format> = self.to.iter().map(|format| format.0).collect();
        formats.sort();
        formats.dedup();
        self.suits(&formats)?;
        let verb = match self.verb {
            None | Some(VerbArgument::Replace) => Verb::Replace,
            Some(VerbArgument::Add) => Verb::Add,
            Some(VerbArgument::Delete) => Verb::Delete,
        };
        let template = self.template.as_deref().map(read_template).transpose()?;
        let options = Options { verb, atomic: self.atomic, cdata: self.cdata };
        Ok(Request { formats, template, options })
    }

    /// Options that a format cannot follow are refused, not ignored.
    fn suits(&self, formats: &[Format]) -> anyhow::Result<()> {
        let given = [("--verb", self.verb.is_some()), ("--atomic", self.atomic), ("--cdata", self.cdata)];
        for format in formats {
            for (option, _) in given.iter().filter(|(_, given)| *given) {
                ensure!(
                    format.is_syncml(),
                    "`{option}` means nothing for `{}`, which is not made of commands",
                    format.name()
                );
            }
            let removes = self.verb == Some(VerbArgument::Delete);
            ensure!(format.has_delete() || !removes, "`{}` takes no Delete", format.name());
        }
        Ok(())
    }
}

fn read_template(path: &Path) -> anyhow::Result<(UserTemplate, String)> {
    let name = path.file_name().and_then(|name| name.to_str()).context("the template's file has no readable name")?;
    let template = UserTemplate::named(name);
    ensure!(
        is_file_name(&format!("{}.{}", template.stem, template.extension)),
        "the template's name `{name}` cannot name artifacts: use letters, digits, `-`, `_` and `.` only"
    );
    let mut text = String::new();
    let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    file.take(MAXIMUM_SIZE + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    ensure!(text.len() as u64 <= MAXIMUM_SIZE, "the template `{}` has more than {MAXIMUM_SIZE} bytes", path.display());
    Ok((template, text))
}

pub(super) fn run(arguments: &Arguments, catalog: &Catalog) -> anyhow::Result<Exit> {
    let request = arguments.request()?;
    let mut run = check(&arguments.paths.paths, catalog)?;
    if request.formats.iter().any(|format| format.is_syncml()) && !arguments.atomic {
        warn_of_atomic(&mut run.findings);
    }
    if run.failed(arguments.deny.is_some()) {
        output::findings(&run.findings, &run.sources);
        output::summary(&run);
        output::note("nothing was rendered\n");
        return Ok(Exit::Findings);
    }
    let rendered = render(&run.profiles, &request)?;
    // What `check` says for information is not repeated with every rendering.
    let told = run.findings.into_iter().filter(|finding| finding.severity > Severity::Info);
    let told: Vec<Finding> = told.chain(rendered.findings).collect();
    output::findings(&told, &run.sources);
    let worst = if arguments.deny.is_some() { Severity::Info } else { Severity::Warning };
    if told.iter().any(|finding| finding.severity > worst) {
        output::note("nothing was written\n");
        return Ok(Exit::Findings);
    }
    deliver(arguments, &rendered.artifacts)
}

fn deliver(arguments: &Arguments, artifacts: &[Artifact]) -> anyhow::Result<Exit> {
    match (&arguments.out, artifacts) {
        (None, []) => Ok(Exit::Success),
        (None, [only]) => output::data(&only.text).map(|()| Exit::Success),
        (None, several) => bail!("{} artifacts: give `--out DIR`", several.len()),
        (Some(folder), artifacts) if arguments.check => Ok(tell_stale(folder, &compare(folder, artifacts)?)),
        (Some(folder), artifacts) => {
            tell_written(folder, artifacts.len(), &write(folder, artifacts)?);
            Ok(Exit::Success)
        }
    }
}

fn tell_written(folder: &Path, artifacts: usize, written: &Written) {
    let unchanged = if written.unchanged > 0 { format!(" ({} unchanged)", written.unchanged) } else { String::new() };
    let folder = folder.display().to_string();
    let folder = harmless(&folder);
    output::note(&format!("`{folder}` holds {}{unchanged} and the manifest\n", count(artifacts)));
    if !written.removed.is_empty() {
        let files: Vec<String> = written.removed.iter().map(|file| format!("`{file}`")).collect();
        output::note(&format!("removed what is no longer made: {}\n", files.join(", ")));
    }
    if !written.kept.is_empty() {
        let files: Vec<String> = written.kept.iter().map(|file| format!("`{file}`")).collect();
        output::note(&format!("left what is no longer made but was changed by others: {}\n", files.join(", ")));
    }
}

fn count(artifacts: usize) -> String {
    if artifacts == 1 { "1 artifact".to_owned() } else { format!("{artifacts} artifacts") }
}

fn tell_stale(folder: &Path, stale: &[Stale]) -> Exit {
    for stale in stale {
        output::note(&match stale {
            Stale::Missing(file) => format!("stale: `{file}` is missing\n"),
            Stale::Superfluous(file) => format!("stale: `{file}` is no longer made\n"),
            Stale::Changed(file, difference) => format!("stale: `{file}` differs\n{difference}\n"),
        });
    }
    if stale.is_empty() {
        output::note(&format!("`{}` is up to date\n", harmless(&folder.display().to_string())));
        return Exit::Success;
    }
    output::note("run the same command without `--check` to write them\n");
    Exit::Findings
}
