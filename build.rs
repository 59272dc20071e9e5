//! Compiles `catalog/*.yaml` into one file of records with a sorted index, so that nothing is parsed when the program starts.
//!
//! Layout, all numbers little-endian `u32`: count; then for each node, sorted by key, the ends of its key and of its record;
//! then all keys; then all records (postcard). A key is `scope/area/name`.

#[path = "src/catalog/file/mod.rs"]
mod file;
#[path = "src/catalog/record.rs"]
mod record;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use record::{NodeRecord, Scope};

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
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        let named = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if named == "editions.yaml" || path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let area: file::AreaFile =
            serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("catalog/{named}: {error}"))?;
        if format!("{}.yaml", area.area) != named {
            return Err(format!("catalog/{named}: the file of `{}` must have its name", area.area).into());
        }
        records.extend(area.records(&lists).map_err(|problem| format!("catalog/{named}: {problem}"))?);
    }
    Ok(records)
}

fn key(record: &NodeRecord) -> String {
    let scope = match record.scope {
        Scope::Device => "device",
        Scope::User => "user",
    };
    format!("{scope}/{}/{}", record.area, record.name)
}

fn pack(records: Vec<NodeRecord>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut keyed: Vec<(String, NodeRecord)> = records.into_iter().map(|record| (key(&record), record)).collect();
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
