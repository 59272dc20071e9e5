//! Files written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files that are ready beside their places and take them together with [`Pending::commit`].
///
/// Everything is written and synchronised before the first old file is replaced, so that a full disk or a folder without
/// rights leaves the old files whole. Dropping without `commit` removes what was written.
#[derive(Debug, Default)]
pub struct Pending {
    files: Vec<(tempfile::NamedTempFile, PathBuf)>,
}

impl Pending {
    /// Writes `content` to a temporary file beside `path`.
    ///
    /// # Errors
    /// When the folder takes no file, or the disk is full.
    pub fn add(&mut self, path: &Path, content: &[u8]) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder stands in its place"));
        }
        let mut file = new_file(folder)?;
        file.write_all(content)?;
        file.as_file().sync_data()?;
        self.files.push((file, path.to_owned()));
        Ok(())
    }

    /// Puts all files in their places, in the order in which they were added.
    ///
    /// # Errors
    /// When a rename fails; the files before it are in place, the others are not.
    pub fn commit(self) -> io::Result<()> {
        for (file, path) in self.files {
            file.persist(&path).map_err(|error| error.error)?;
        }
        Ok(())
    }
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
