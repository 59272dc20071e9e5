//! DDF v2, the files in which Microsoft describes the nodes of its configuration service providers, as they really are.
//!
//! What the schema says and the files do differ: the elements are in no namespace though the schema has one, `Path` stands on
//! the outermost nodes only, a node that is named on the device has an empty `NodeName`, and editions and builds are stated
//! once and hold for what is below. [`read()`] gives every node with its whole address and what it inherits.
//!
//! Elements are told by their local names: Microsoft's extensions (`http://schemas.microsoft.com/MobileDevice/DM`) share none
//! with the DDF of the Open Mobile Alliance, and so the prefix does not matter. Elements that are not known are passed over,
//! text between elements too; a word that is not known where a word decides is kept as `Other` or is a fault.

mod address;
mod allowed;
mod applicability;
mod dependency;
mod element;
mod lines;
mod node;
mod problem;
mod properties;
mod read;
#[cfg(test)]
mod tests;
mod words;

pub use address::Scope;
pub use allowed::{AdmxBacked, Allowed, AllowedKind, Item};
pub use applicability::Applicability;
pub use dependency::{Dependency, DependencyGroup, DependencyKind};
pub use node::{Deprecated, GroupPolicy, Naming, Node};
pub use problem::{Fault, ReadProblem};
pub use read::read;
pub use words::{AccessType, CaseSensitivity, Format, Occurrence};
