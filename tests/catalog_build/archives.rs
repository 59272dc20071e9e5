//! ZIP archives of DDF files: those that Microsoft might publish, and those that it never would.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::program::{omauri, stderr, stdout};
use super::{BELL, CATALOG, LOCKS, contents, ddf, sound};

const MIB: usize = 1 << 20;

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn packed(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The sound file, and another one that no packer would make: `Odd.xml` is packed, and its headers are changed after that.
fn changed(content: &[u8], options: SimpleFileOptions, change: impl Fn(&mut [u8], &mut [u8])) -> Vec<u8> {
    let doors = ddf(&[BELL, LOCKS]);
    let mut bytes = packed(&[("Odd.xml", content), ("Sound.xml", doors.as_bytes())], options);
    let at = |bytes: &[u8], signature: &[u8]| bytes.windows(4).position(|window| window == signature).unwrap();
    let (local, central) = (at(&bytes, b"PK\x03\x04"), at(&bytes, b"PK\x01\x02"));
    let (before, behind) = bytes.split_at_mut(central);
    change(&mut before[local..], behind);
    bytes
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let mut found = 0;
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            found += 1;
        }
    }
    // In the header of the entry, and in the list of all.
    assert_eq!(found, 2);
    bytes
}

/// Builds of the named paths, beside which nothing else is read.
fn build(here: &Path, paths: &[&str]) -> (Option<i32>, String) {
    let fixed = ["catalog", "build", "--admx", "admx", "--overrides", "none", "--out", "out", "--ddf"];
    let output = omauri(here, &[&fixed, paths].concat());
    assert_eq!(stdout(&output), "");
    (output.status.code(), stderr(&output))
}

fn the_catalog() -> BTreeMap<String, String> {
    BTreeMap::from([("ContosoDoors.yaml".to_owned(), CATALOG.to_owned())])
}

/// What stands in the folder beside the catalog: what somebody might have unpacked would be there.
fn names(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let mut names: Vec<String> =
        entries.map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/")).collect();
    names.sort();
    names
}

#[test]
fn an_archive_gives_what_its_files_give() {
    let (bell, locks) = (ddf(&[BELL]), ddf(&[LOCKS]));
    let files: [(&str, &[u8]); 4] = [
        ("DDF v2/Locks.XML", locks.as_bytes()),
        ("Bell.xml", bell.as_bytes()),
        ("readme.txt", b"\xFF"),
        ("DDF v2/DDF.xsd", b"no DDF"),
    ];
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        for name in ["ddf.zip", "DDF.ZIP", "download"] {
            let folder = sound();
            let here = folder.path();
            let mut before = names(here);
            before.extend(["out", "out/ContosoDoors.yaml", name].map(str::to_owned));
            before.sort();
            std::fs::write(here.join(name), packed(&files, options().compression_method(method))).unwrap();
            let (status, told) = build(here, &[name]);
            assert_eq!(status, Some(0), "{told}");
            let place = format!("{name}: DDF v2/Locks.XML:10: ./Device/Vendor/MSFT/Policy/Config/ContosoDoors/Locks: ");
            assert!(told.starts_with(&place), "{told}");
            assert_eq!(contents(&here.join("out")), the_catalog());
            assert_eq!(names(here), before);
        }
    }
}

#[test]
fn archives_and_folders_go_together() {
    let folder = sound();
    let here = folder.path();
    let windows = ddf(&[BELL]).replace("ContosoDoors", "ContosoWindows");
    std::fs::write(here.join("windows.zip"), packed(&[("Windows.xml", windows.as_bytes())], options())).unwrap();
    let (status, told) = build(here, &["windows.zip", "ddf"]);
    assert_eq!(status, Some(0), "{told}");
    assert!(
        told.ends_with("`out` holds 2 files (2 written) with 3 nodes, 1 of them ADMX-backed; 0 left out\n"),
        "{told}"
    );
    // Below a folder only `*.xml` count.
    std::fs::rename(here.join("windows.zip"), here.join("ddf/windows.zip")).unwrap();
    let (status, told) = build(here, &["ddf"]);
    assert_eq!(status, Some(0), "{told}");
    assert!(
        told.ends_with("`out` holds 1 file (0 written) with 2 nodes, 1 of them ADMX-backed; 0 left out\n"),
        "{told}"
    );
}

/// A bad entry beside a sound one: the archive and the entry are named, and the sound one goes on.
#[test]
fn bad_entries_are_named_and_the_others_go_on() {
    let bell = ddf(&[BELL]);
    let doors = ddf(&[BELL, LOCKS]);
    let named = |name: &str| packed(&[(name, bell.as_bytes()), ("Sound.xml", doors.as_bytes())], options());
    let outside = "its name is not that of a file below the archive's folder";
    let bell = bell.as_bytes();
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (named("../Bell.xml"), "../Bell.xml", outside),
        (named("a/../../Bell.xml"), "a/../../Bell.xml", outside),
        (named("/tmp/omauri-bell.xml"), "/tmp/omauri-bell.xml", outside),
        (named("C:/Bell.xml"), "C:/Bell.xml", outside),
        (named(r"..\Bell.xml"), r"..\\Bell.xml", outside),
        (named("Be\0ll.xml"), r"Be\0ll.xml", outside),
        (named("Be\x1b[31mll\n.xml"), r"Be\u{1b}[31mll\n.xml", outside),
        (
            named(&format!("{}.xml", "B".repeat(60_000))),
            "BBBBBBBBBBBBBBBBBBBBBBBB",
            "its name is longer than 255 bytes",
        ),
        (named("More.zip"), "More.zip", "an archive in an archive is not opened"),
        (
            changed(bell, options(), |local, central| {
                local[6] |= 1;
                central[8] |= 1;
            }),
            "Odd.xml",
            "it is encrypted",
        ),
        (
            changed(bell, options(), |local, central| {
                local[8] = 12;
                central[10] = 12;
            }),
            "Odd.xml",
            "compression method not supported: 12",
        ),
        // A checksum that does not fit.
        (changed(bell, options(), |_, central| central[16] ^= 1), "Odd.xml", "invalid checksum"),
        // No entry begins there.
        (changed(bell, options(), |_, central| central[42] ^= 1), "Odd.xml", "not a sound ZIP archive: "),
        // A link of Unix.
        (
            changed(b"/etc/hostname", options(), |_, central| central[38..42].copy_from_slice(&[0, 0, 0xFF, 0xA1])),
            "Odd.xml",
            "it is a link",
        ),
        (changed(b"<MgmtTree>\n\xFF", options(), |_, _| ()), "Odd.xml", "the file is not UTF-8: byte 11"),
        (changed(b"<MgmtTree>\n", options(), |_, _| ()), "Odd.xml", "line "),
        (changed(&packed(&[("a.xml", bell)], options()), options(), |_, _| ()), "Odd.xml", "the file is not UTF-8"),
    ];
    for (archive, name, expected) in cases {
        let folder = sound();
        let here = folder.path();
        std::fs::create_dir(here.join("inner")).unwrap();
        std::fs::write(here.join("inner/odd.zip"), archive).unwrap();
        let before = names(here);
        let (status, told) = build(here, &["inner/odd.zip"]);
        assert_eq!(status, Some(1), "{name}: {expected}: {told}");
        let line = told.lines().find(|line| line.starts_with(&format!("inner/odd.zip: {name}")));
        assert!(line.is_some_and(|line| line.contains(&format!(": {expected}"))), "{name}: {expected}: {told}");
        assert!(told.len() < 1000 && told.ends_with("; 1 left out\n"), "{name}: {told}");
        assert_eq!(contents(&here.join("out")), the_catalog(), "{name}: {expected}");
        // Nothing was unpacked anywhere.
        let after: Vec<String> = names(here).into_iter().filter(|name| !name.starts_with("out")).collect();
        assert_eq!(after, before, "{name}");
        assert!(!Path::new("/tmp/omauri-bell.xml").exists());
    }
}

#[test]
fn the_bytes_of_an_entry_are_its_own() {
    let folder = sound();
    let here = folder.path();
    let windows = ddf(&[BELL]).replace("ContosoDoors", "ContosoWindows");
    let doors = ddf(&[BELL, LOCKS]);
    let files = [("Doors.xml", doors.as_bytes()), ("Windows.xml", windows.as_bytes())];
    let mut archive = packed(&files, options());
    // In the list of all, the second is said to be where the first is.
    let lists: Vec<usize> = (0..archive.len()).filter(|at| archive[*at..].starts_with(b"PK\x01\x02")).collect();
    archive[lists[1] + 42..lists[1] + 46].fill(0);
    std::fs::write(here.join("odd.zip"), archive).unwrap();
    let (status, told) = build(here, &["odd.zip"]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("odd.zip: Windows.xml: it is made of the same bytes as another entry\n"), "{told}");
    assert_eq!(contents(&here.join("out")), the_catalog());
}

/// Archives of which nothing is left: beside other files they are told, and alone they stop the build, with the catalog of
/// before left whole.
#[test]
fn archives_that_cannot_be_read_are_named() {
    let doors = ddf(&[BELL, LOCKS]);
    let one = packed(&[("Doors.xml", doors.as_bytes())], options());
    let two = packed(&[("Doors.xml", doors.as_bytes()), ("Doorz.xml", ddf(&[BELL]).as_bytes())], options());
    let many: Vec<String> = (0..=4096).map(|number| format!("{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (one[..one.len() / 2].to_vec(), "not a sound ZIP archive: "),
        (one[..one.len() - 1].to_vec(), "not a sound ZIP archive: "),
        (Vec::new(), "not a sound ZIP archive: "),
        (doors.clone().into_bytes(), "not a sound ZIP archive: "),
        (packed(&[], options()), "the archive holds no DDF file (`*.xml`)"),
        (packed(&[("Doors.txt", doors.as_bytes())], options()), "the archive holds no DDF file (`*.xml`)"),
        (packed(&[("inner.zip", &one)], options()), "the archive holds no DDF file (`*.xml`)"),
        (replaced(&two, b"Doorz.xml", b"Doors.xml"), "the archive has two entries of one name"),
        (packed(&many, options()), "the archive has more than 4096 entries"),
    ];
    for (archive, expected) in cases {
        let folder = sound();
        let here = folder.path();
        std::fs::create_dir(here.join("out")).unwrap();
        std::fs::write(here.join("out/ContosoDoors.yaml"), "area: ContosoDoors\nnodes: {}\n").unwrap();
        std::fs::write(here.join("bad.zip"), archive).unwrap();
        let before = contents(&here.join("out"));
        let (status, told) = build(here, &["bad.zip"]);
        assert_eq!(status, Some(2), "{expected}: {told}");
        assert!(told.starts_with(&format!("error: no DDF file can be read: bad.zip: {expected}")), "{told}");
        assert_eq!(contents(&here.join("out")), before);
        let (status, told) = build(here, &["bad.zip", "ddf"]);
        assert_eq!(status, Some(1), "{expected}: {told}");
        assert!(told.contains(&format!("bad.zip: {expected}")), "{told}");
        assert_eq!(contents(&here.join("out")), the_catalog(), "{expected}");
    }
}

#[test]
fn an_archive_over_the_limit_is_not_read() {
    let folder = sound();
    let here = folder.path();
    // Sparse: it takes no room.
    std::fs::File::create(here.join("huge.zip")).unwrap().set_len(8 * MIB as u64 + 1).unwrap();
    let (status, told) = build(here, &["huge.zip", "ddf"]);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("huge.zip: the file is larger than 8 MiB\n"), "{told}");
    assert_eq!(contents(&here.join("out")), the_catalog());
}

/// A gibibyte of zeros in Deflate's fixed code: one zero, then copies of 258 bytes from one byte before.
fn zeros() -> Vec<u8> {
    // The last block, of fixed codes, and the zero; codes stand with their highest bit first.
    let mut bits = vec![1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0];
    for _ in 0..16 {
        bits.extend([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }
    let byte = |bits: &[u8]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit);
    let bytes: Vec<u8> = bits.chunks(8).map(byte).collect();
    // Eight copies are thirteen bytes, and then it begins anew.
    [&bytes[..2], &bytes[2..15].repeat((1 << 30) / 258 / 8)].concat()
}

/// The time is bounded by the test's own program.
#[test]
fn a_bomb_is_put_out() {
    let folder = sound();
    let here = folder.path();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let zeros = zeros();
    // Its headers say how large it is, or that it is as large as it is packed.
    for (size, expected) in [
        (Some(1_u32 << 30), "the file is larger than 16 MiB"),
        (None, "file is larger than its declared uncompressed size"),
    ] {
        let bomb = changed(&zeros, stored, |local, central| {
            local[8] = 8;
            central[10] = 8;
            if let Some(size) = size {
                local[22..26].copy_from_slice(&size.to_le_bytes());
                central[24..28].copy_from_slice(&size.to_le_bytes());
            }
        });
        assert!(bomb.len() < 8 * MIB);
        std::fs::write(here.join("bomb.zip"), bomb).unwrap();
        let (status, told) = build(here, &["bomb.zip"]);
        assert_eq!(status, Some(1), "{told}");
        assert!(told.contains(&format!("bomb.zip: Odd.xml: {expected}\n")), "{told}");
        assert_eq!(contents(&here.join("out")), the_catalog());
    }
}

/// Many entries below the limit of one.
#[test]
fn a_bomb_in_parts_is_put_out() {
    let folder = sound();
    let here = folder.path();
    let doors = ddf(&[BELL, LOCKS]);
    let spaces = packed(&[("Empty.xml", &vec![b' '; 13 * MIB])], options());
    let mut spaces = ZipArchive::new(Cursor::new(spaces)).unwrap();
    let mut writer = ZipWriter::new_append(Cursor::new(packed(&[("Doors.xml", doors.as_bytes())], options()))).unwrap();
    for number in 1..=4 {
        writer.raw_copy_file_rename(spaces.by_index(0).unwrap(), format!("Empty{number}.xml")).unwrap();
    }
    std::fs::write(here.join("bomb.zip"), writer.finish().unwrap().into_inner()).unwrap();
    let (status, told) = build(here, &["bomb.zip"]);
    assert_eq!(status, Some(1), "{told}");
    let expected = "bomb.zip: Empty3.xml: the archive unpacks to more than 32 MiB: it and all behind it are left out\n";
    assert!(told.contains(expected), "{told}");
    assert!(!told.contains("Empty4.xml"), "{told}");
    assert_eq!(contents(&here.join("out")), the_catalog());
}
