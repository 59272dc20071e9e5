//! ZIP archives of DDF files, as Microsoft publishes them. An archive may come from anybody: it is unpacked in memory, nothing is
//! written by the names in it, and no size that it states is believed.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::path::Path;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::text::terminal::short;

use super::files::{LARGEST_FILE, bytes_of};

/// The largest archive: twelve times that of all of Microsoft's files. It bounds the memory for the list of entries as well.
const LARGEST_ARCHIVE: u64 = 8 << 20;
/// The most entries: thirteen times Microsoft's 309 files.
const MOST_ENTRIES: usize = 4096;
/// The most that is unpacked: four times Microsoft's files, which have 7.3 MiB. The nodes of small ones, and so of a small archive,
/// take about 25 times as much memory. What is refused after unpacking counts too: it took as long.
const LARGEST_CONTENT: u64 = 32 << 20;
/// The longest name of an entry in bytes: four times Microsoft's longest. Each remark on a node repeats it.
const LONGEST_NAME: usize = 255;

/// How every archive begins that has an entry.
const SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// A file in an archive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The archive, and the name in it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Whether a file is read as an archive: for its name, or for its first bytes.
pub(super) fn is_archive(path: &Path) -> bool {
    // Opening a pipe would wait for whoever writes to it.
    if !path.is_file() {
        return false;
    }
    let mut first = [0; SIGNATURE.len()];
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
        || File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok_and(|()| first == SIGNATURE)
}

/// The `*.xml` in an archive, sorted by name; for each that cannot be read why not. Without any there is one such reason at
/// least. What has other endings is passed over, as in folders.
pub(super) fn unpack(path: &Path) -> Vec<Result<Entry, String>> {
    let entries = bytes_of(path, LARGEST_ARCHIVE).and_then(entries).unwrap_or_else(|problem| vec![Err(problem)]);
    let archive = path.display();
    entries
        .into_iter()
        .map(|entry| match entry {
            Ok(entry) => Ok(Entry { name: format!("{archive}: {}", entry.name), ..entry }),
            Err(problem) => Err(format!("{archive}: {problem}")),
        })
        .collect()
}

fn entries(bytes: Vec<u8>) -> Result<Vec<Result<Entry, String>>, String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(told)?;
    if archive.len() > MOST_ENTRIES {
        return Err(format!("the archive has more than {MOST_ENTRIES} entries"));
    }
    if archive.has_duplicate_names() {
        return Err("the archive has two entries of one name: which of them is meant cannot be told".to_owned());
    }
    let names = archive.file_names().map(|name| name.map(Cow::into_owned)).collect::<Result<Vec<_>, _>>();
    let has_ending =
        |name: &str, ending| Path::new(name).extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let mut names: Vec<(String, usize)> = names.map_err(told)?.into_iter().zip(0..).collect();
    names.retain(|(name, _)| !name.ends_with('/') && (has_ending(name, "xml") || has_ending(name, "zip")));
    names.sort();
    let mut unpacking = Unpacking { archive, left: Some(LARGEST_CONTENT), taken: Vec::new() };
    let mut entries = Vec::new();
    if !names.iter().any(|(name, _)| has_ending(name, "xml")) {
        entries.push(Err("the archive holds no DDF file (`*.xml`)".to_owned()));
    }
    for (name, index) in names {
        let bytes = if has_ending(&name, "zip") {
            Err("an archive in an archive is not opened".to_owned())
        } else {
            check_name(&name).and_then(|()| unpacking.unpack(index))
        };
        entries.push(match bytes {
            Ok(bytes) => Ok(Entry { name, bytes }),
            Err(problem) => Err(format!("{}: {problem}", short(&name))),
        });
        if unpacking.left.is_none() {
            break;
        }
    }
    Ok(entries)
}

/// No name is used for a file on disk; one that would lead elsewhere there shows that somebody means harm.
fn check_name(name: &str) -> Result<(), String> {
    if name.len() > LONGEST_NAME {
        return Err(format!("its name is longer than {LONGEST_NAME} bytes"));
    }
    // A colon stands behind the letter of a drive.
    let is_foreign = |character: char| matches!(character, '\\' | ':') || character.is_control();
    if name.starts_with('/') || name.contains(is_foreign) || name.split('/').any(|segment| segment == "..") {
        return Err("its name is not that of a file below the archive's folder".to_owned());
    }
    Ok(())
}

struct Unpacking {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// How many bytes may still be unpacked; none when there were more.
    left: Option<u64>,
    /// Which bytes of the archive the entries so far are made of.
    taken: Vec<Range<u64>>,
}

impl Unpacking {
    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, String> {
        let listed = self.archive.by_index_data(index).map_err(told)?;
        if listed.encrypted() {
            return Err("it is encrypted".to_owned());
        }
        if listed.is_symlink() {
            return Err("it is a link".to_owned());
        }
        let file = self.archive.by_index(index).map_err(told)?;
        let own = place(&file);
        if self.taken.iter().any(|other| own.start < other.end && other.start < own.end) {
            return Err("it is made of the same bytes as another entry".to_owned());
        }
        self.taken.push(own);
        let left = self.left.unwrap_or_default();
        let mut bytes = Vec::new();
        let read = file.take(left.min(LARGEST_FILE) + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        self.left = left.checked_sub(length);
        if self.left.is_none() {
            let largest = LARGEST_CONTENT >> 20;
            return Err(format!("the archive unpacks to more than {largest} MiB: it and all behind it are left out"));
        }
        if length > LARGEST_FILE {
            return Err(format!("the file is larger than {} MiB", LARGEST_FILE >> 20));
        }
        read.map_err(|error| lower(&error))?;
        Ok(bytes)
    }
}

/// The bytes of an archive that belong to an entry.
fn place<R: Read>(file: &ZipFile<'_, R>) -> Range<u64> {
    let start = file.header_start();
    start..file.data_start().unwrap_or(start).saturating_add(file.compressed_size())
}

fn told(error: ZipError) -> String {
    match error {
        ZipError::Io(error) => lower(&error),
        ZipError::InvalidArchive(message) => format!("not a sound ZIP archive: {}", lower(&message)),
        error => lower(&error),
    }
}

/// A message of the library, as ours are written.
fn lower(message: &impl ToString) -> String {
    let mut message = message.to_string();
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    message
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    fn archive(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// Whatever is wrong with an archive, an entry is as it was packed or is not there.
    #[test]
    fn damage_is_seen() {
        let files: [(&str, &[u8]); 2] = [("a.xml", b"<a>some text, some text</a>"), ("b/c.XML", b"<b/>")];
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            let sound = archive(&files, method);
            let read = entries(sound.clone()).unwrap();
            assert_eq!(read.len(), 2);
            for at in 0..sound.len() {
                let cut: Vec<u8> = sound.iter().copied().take(at).collect();
                assert!(entries(cut).is_err(), "cut at {at}");
                for change in [0x01, 0x80, 0xFF] {
                    let mut damaged = sound.clone();
                    *damaged.get_mut(at).unwrap() ^= change;
                    for entry in entries(damaged).into_iter().flatten().flatten() {
                        let known = files.iter().any(|(_, content)| *content == entry.bytes);
                        assert!(known, "byte {at}: {}", entry.name);
                    }
                }
            }
        }
    }

    #[test]
    fn names_stay_below() {
        for name in ["a.xml", "DDF v2/a.xml", "a..b.xml", "ž.xml", "./a.xml"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in [
            "../a.xml",
            "a/../../b.xml",
            "/a.xml",
            r"..\a.xml",
            r"a\b.xml",
            "C:/a.xml",
            "c:a.xml",
            "a\0.xml",
            "a\n.xml",
        ] {
            assert!(check_name(name).is_err(), "{name}");
        }
        assert!(check_name(&"a".repeat(LONGEST_NAME + 1)).is_err());
    }
}
