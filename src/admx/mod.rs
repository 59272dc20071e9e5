//! ADMX-backed policies: the definitions and resources that Windows and vendors ship (ADMX and ADML files), and the payload that
//! the nodes of such policies take.

mod attributes;
pub mod definitions;
mod document;
mod payload;
mod problem;
pub mod resources;

pub use payload::{LIST_SEPARATOR, Payload, PayloadProblem};
pub use problem::{Fault, ReadProblem};
