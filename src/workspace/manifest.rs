//! The manifest: which artifacts a folder holds, and their hashes.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the file.
pub(super) const FILE: &str = "manifest.json";

/// `manifest.json` of an output folder.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct Manifest {
    /// The version of this shape.
    pub version: u32,
    /// The artifacts, by file name.
    pub artifacts: Vec<ManifestEntry>,
}

/// An artifact of the manifest.
#[derive(Debug, Serialize, Deserialize, JsonSchema, PartialEq, Eq)]
pub struct ManifestEntry {
    /// Its file name, in the folder of the manifest.
    pub file: String,
    /// The intent it was made of.
    pub intent: String,
    /// The format, or the name of the user's template.
    pub format: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Ids of a settings-catalog artifact that no public export has shown; none for other formats.
    #[serde(default)]
    pub unverified: Vec<String>,
}

/// The SHA-256 of some bytes in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        _ = write!(text, "{byte:02x}");
    }
    text
}
