//! Text as it stands in files: sources and spans, encodings, the YAML tree, XML escaping, near names,
//! and files written whole or not at all. Knows nothing of policy.

pub mod encoding;
pub mod file;
pub mod nearest;
pub mod source;
pub mod terminal;
pub mod xml;
pub mod yaml;

pub use source::{Position, Source, SourceId, Sources, Span, Spanned};
