//! What README.md and the pages of `docs/` show is what the program does: their console blocks run with exact output, every
//! other command line of theirs runs, every whole intent in them passes, and what they quote from files is the file.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected must fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A fenced block: the word behind the fence, and its text.
struct Block {
    language: String,
    text: String,
}

#[test]
fn console_blocks_show_what_the_program_prints() {
    trycmd::TestCases::new()
        .register_bin("omauri", trycmd::cargo::cargo_bin!("omauri"))
        .env("NO_COLOR", "1")
        .case("README.md")
        .case("docs/*.md");
}

/// In the order of the page, so that `render --check` finds what an earlier line wrote.
#[test]
fn other_command_lines_run() {
    let mut run = 0;
    for page in pages() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["policies", "docs/examples"] {
            copy(&root().join(name), &folder.path().join(name));
        }
        for line in blocks(&page).iter().filter(|block| block.language != "console").flat_map(command_lines) {
            let output = omauri(&line, folder.path());
            let status = output.status;
            assert!(status.success(), "{}: `omauri {line}` gives {status}\n{}", page.display(), told(&output));
            run += 1;
        }
    }
    assert!(run >= 7, "only {run} command lines were found");
}

#[test]
fn whole_intents_pass() {
    let mut run = 0;
    for page in pages() {
        for block in blocks(&page).iter().filter(|block| {
            ["apiVersion: omauri/", "\ntargets:", "\nsettings:"].iter().all(|part| block.text.contains(part))
        }) {
            if block.text == read("docs/examples/bad.yaml") {
                continue;
            }
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("intent.yaml"), &block.text).unwrap();
            let output = omauri("check intent.yaml --deny warnings", folder.path());
            assert!(output.status.success(), "{}\n{}", page.display(), told(&output));
            run += 1;
        }
    }
    assert!(run >= 2, "only {run} intents were found");
}

#[test]
fn policies_pass_without_warnings() {
    let output = omauri("check --deny warnings", &root());
    assert!(output.status.success(), "{}", told(&output));
}

#[test]
fn quoted_files_are_the_files() {
    let pairs = [("README.md", "docs/examples/bad.yaml"), ("docs/templates.md", "docs/examples/inventory.md.j2")];
    for (page, file) in pairs {
        let text = read(file);
        let quoted = blocks(&root().join(page)).iter().any(|block| block.text == text);
        assert!(quoted, "{page} does not quote {file} as it is");
    }
}

#[test]
fn readme_names_the_two_commands() {
    let lines: Vec<String> = blocks(&root().join("README.md"))
        .into_iter()
        .filter(|block| block.language == "sh")
        .flat_map(|block| block.text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for command in ["cargo run --release -- render policies/winrm-hardened.yaml --to syncml", "cargo test"] {
        assert!(lines.iter().any(|line| line == command), "{command}");
    }
}

#[test]
fn readme_counts_the_nodes() {
    let output = omauri("catalog list", &root());
    let nodes = String::from_utf8_lossy(&output.stdout).lines().count();
    assert!(read("README.md").contains(&format!(" {nodes} nodes ")), "{nodes} nodes");
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let path = page.parent().unwrap().join(link.split('#').next().unwrap());
            assert!(link.starts_with('#') || path.exists(), "{}: {link}", page.display());
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap().replace("\r\n", "\n")
}

/// README.md and the pages of `docs/`.
fn pages() -> Vec<PathBuf> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path()).filter(is_page);
    let mut pages: Vec<PathBuf> = docs.collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

fn blocks(page: &Path) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in fs::read_to_string(page).unwrap().lines() {
        if let Some(language) = line.strip_prefix("```") {
            open = !open;
            if open {
                blocks.push(Block { language: language.to_owned(), text: String::new() });
            }
        } else if let (true, Some(block)) = (open, blocks.last_mut()) {
            block.text.push_str(line);
            block.text.push('\n');
        }
    }
    blocks
}

/// The arguments of the lines that call `omauri`, also as steps of a pipeline or through cargo.
fn command_lines(block: &Block) -> Vec<String> {
    let command = |line: &str| {
        let line = line.trim().trim_start_matches("- ");
        let line = ["run: ", "script: "].iter().find_map(|key| line.strip_prefix(key)).unwrap_or(line);
        let arguments = line.strip_prefix("omauri ").or_else(|| line.strip_prefix("cargo run --release -- "))?;
        let arguments = arguments.split([' ']).take_while(|word| !["#", ">"].contains(word));
        Some(arguments.collect::<Vec<_>>().join(" "))
    };
    block.text.lines().filter_map(command).collect()
}

fn omauri(arguments: &str, folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_omauri"));
    command.args(arguments.split_whitespace()).current_dir(folder).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}
