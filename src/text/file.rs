//! Files written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files that are ready beside their places and take them together with [`Pending::commit`].
///
/// Everything is written before the first old file is replaced, so that a full disk or a folder without rights leaves the old
/// files whole. Dropping without `commit` removes what was written. Nothing waits for the disk: after a power cut the files can
/// be made again, and forcing a thousand of them out takes seconds.
#[derive(Debug)]
pub struct Pending {
    files: Vec<(tempfile::TempPath, PathBuf)>,
}

/// A file that could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub source: io::Error,
}

impl Pending {
    /// Writes each content to a temporary file beside its path.
    ///
    /// # Errors
    /// When a folder takes no file, or the disk is full.
    pub fn write(files: &[(PathBuf, &[u8])]) -> Result<Self, WriteError> {
        let write = |(path, content): &(PathBuf, &[u8])| match prepare(path, content) {
            Ok(file) => Ok((file, path.clone())),
            Err(source) => Err(WriteError { path: path.clone(), source }),
        };
        files.iter().map(write).collect::<Result<_, _>>().map(|files| Self { files })
    }

    /// Puts all files in their places, in the order in which they were added.
    ///
    /// # Errors
    /// When a rename fails; the files before it are in place, the others are not.
    pub fn commit(self) -> Result<(), WriteError> {
        for (file, path) in self.files {
            file.persist(&path).map_err(|error| WriteError { path, source: error.error })?;
        }
        Ok(())
    }
}

fn prepare(path: &Path, content: &[u8]) -> io::Result<tempfile::TempPath> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place"));
    }
    let mut file = new_file(folder)?;
    file.write_all(content)?;
    file.flush()?;
    // Closed at once: a run may write more files than a process may have open.
    Ok(file.into_temp_path())
}

/// A temporary file with the permissions that an ordinary new file would have: artifacts are there to be read by others.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".omauri-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// What stands at a path where a plain file is expected.
#[derive(Debug)]
pub enum Present {
    /// Nothing.
    Nothing,
    /// A plain file, read whole.
    File(Vec<u8>),
    /// A plain file that is larger than the limit.
    TooLarge,
    /// A link, a folder, a pipe, a device: never opened, as its content may be anybody's, or have no end.
    Other,
}

/// Looks at a path without following links or waiting for pipes.
///
/// # Errors
/// When it cannot be looked at.
pub fn present(path: &Path, limit: u64) -> io::Result<Present> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Present::Nothing),
        Err(error) => Err(error),
        Ok(metadata) if !metadata.is_file() => Ok(Present::Other),
        Ok(metadata) if metadata.len() > limit => Ok(Present::TooLarge),
        Ok(_) => std::fs::read(path).map(Present::File),
    }
}
