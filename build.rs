//! Compiles `catalog/*.yaml` into one file of records with a sorted index, so that nothing is parsed when the program starts.
//!
//! Layout, all numbers little-endian `u32`: count; then for each node, sorted by key, the ends of its key and of its record;
//! then all keys; then all records (postcard). A key is an address.

#[path = "src/catalog/file/mod.rs"]
mod file;
#[path = "src/catalog/record.rs"]
mod record;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use record::NodeRecord;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let folder = root.join("catalog");
    println!("cargo:rerun-if-changed={}", folder.display());
    println!("cargo:rerun-if-changed=src/catalog/record.rs");
    println!("cargo:rerun-if-changed=src/catalog/file");
    let records = read_all(&folder)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("catalog.bin"), pack(records)?)?;
    Ok(())
}

fn read_all(folder: &Path) -> Result<Vec<NodeRecord>, Box<dyn Error>> {
    let lists: file::EditionLists = serde_yaml::from_str(&fs::read_to_string(folder.join("editions.yaml"))?)?;
    let mut records = Vec::new();
    for name in file_names(folder)? {
        let area: file::AreaFile = serde_yaml::from_str(&fs::read_to_string(folder.join(&name))?)
            .map_err(|error| format!("catalog/{name}: {error}"))?;
        records.extend(area.records(&lists).map_err(|problem| format!("catalog/{name}: {problem}"))?);
    }
    Ok(records)
}

/// The files of areas and CSPs, as a catalog names them.
fn file_names(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for (home, folder) in [("", folder.to_owned()), ("csp/", folder.join(file::CSP_FOLDER))] {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "yaml") && file != "editions.yaml" {
                names.push(format!("{home}{file}"));
            }
        }
    }
    names.sort();
    Ok(names)
}

fn pack(records: Vec<NodeRecord>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut keyed: Vec<(String, NodeRecord)> = records.into_iter().map(|record| (record.uri.clone(), record)).collect();
    keyed.sort_by(|left, right| left.0.cmp(&right.0));
    let (mut index, mut keys, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
    index.extend(u32::try_from(keyed.len())?.to_le_bytes());
    for (key, record) in &keyed {
        keys.extend(key.as_bytes());
        bodies.extend(postcard::to_stdvec(record)?);
        index.extend(u32::try_from(keys.len())?.to_le_bytes());
        index.extend(u32::try_from(bodies.len())?.to_le_bytes());
    }
    Ok([index, keys, bodies].concat())
}
