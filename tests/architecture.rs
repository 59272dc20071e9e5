//! The house: every module imports only from floors below its own. Read from the `use` lines and paths of the source.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up. `text` is the cellar: the other rooms of the first floor may use it, and nothing else there.
const FLOORS: [&[&str]; 11] = [
    &["text"],
    &["windows", "values", "finding"],
    &["admx", "ddf", "syncml"],
    &["catalog"],
    &["intent"],
    &["winrm", "plan"],
    &["rules"],
    &["render", "report"],
    &["workspace"],
    &["cli"],
    &["main"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules of the crate that a text names: `crate::x`, `omauri::x`, also in braces; `super::x` where that is the crate.
fn named_modules(text: &str, super_is_crate: bool) -> BTreeSet<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or("")).flat_map(|line| [line, "\n"]).collect();
    let mut modules = BTreeSet::new();
    let roots = ["crate::", "omauri::", "super::"];
    for root in roots.iter().take(if super_is_crate { 3 } else { 2 }) {
        for rest in code.split(root).skip(1) {
            let names = rest.strip_prefix('{').map_or_else(|| vec![rest], top_level);
            for name in names {
                let name = name.trim();
                let end = name.find(|character: char| !character.is_alphanumeric() && character != '_');
                modules.insert(name.get(..end.unwrap_or(name.len())).unwrap().to_owned());
            }
        }
    }
    modules
}

/// The entries of a list behind its opening brace, those of inner lists left inside theirs.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut entries) = (1, 0, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && character == ',') {
            entries.push(list.get(start..at).unwrap());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    entries
}

#[test]
fn modules_import_only_downward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut upward = Vec::new();
    let mut rooms: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let own = floor(module).unwrap_or_else(|| panic!("`{module}` stands on no floor"));
        *rooms.entry(module.to_owned()).or_default() += 1;
        let depth = relative.components().count();
        let is_root = depth == 1 || (depth == 2 && relative.ends_with("mod.rs"));
        for used in named_modules(&fs::read_to_string(&file).unwrap(), is_root) {
            if let Some(other) = floor(&used).filter(|_| used != module)
                && other >= own
            {
                upward.push(format!("{} uses {used}", relative.display()));
            }
        }
    }
    assert!(upward.is_empty(), "imports that do not go down: {upward:#?}");
    let all: BTreeSet<&str> = FLOORS.iter().flat_map(|floor| floor.iter().copied()).collect();
    let lived_in: BTreeSet<&str> = rooms.keys().map(String::as_str).collect();
    assert_eq!(all, lived_in, "a room where nothing lives, or one without a floor");
}

#[test]
fn the_reader_of_imports_sees_what_matters() {
    let text = "use crate::text::{Span};\nuse crate::{intent::{A, B}, rules, finding::Finding};\n// crate::cli\nlet x = crate::values::y();\nuse super::plan;";
    let expected = ["finding", "intent", "rules", "text", "values"].map(str::to_owned);
    assert_eq!(named_modules(text, false), BTreeSet::from(expected.clone()));
    assert!(named_modules(text, true).contains("plan"));
}

#[test]
fn no_room_is_a_junk_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            !["utils", "util", "common", "helpers", "types", "misc"].contains(&name.as_str()),
            "{}",
            file.display()
        );
    }
}
