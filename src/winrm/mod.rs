//! The typed WinRM model: what a profile makes of WinRM, WinRS and credential delegation, over Windows' own defaults.
//!
//! Filled from a profile, each value with its origin: a setting, or the default with where it is documented. No Group Policy
//! is assumed beside it. The double negatives of the policies (`Disallow…: enabled`) end here.

mod defaults;
mod effective;
mod fill;
mod model;

pub use effective::{Line, beside, lines};
pub use model::{Client, Delegation, DelegationKind, EncryptionOracle, Model, Origin, Service, Shell, Value};
