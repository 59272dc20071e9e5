//! ADMX-backed policies: the payload that their nodes take.

mod payload;

pub use payload::{LIST_SEPARATOR, Payload, PayloadProblem};
