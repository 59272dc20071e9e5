//! Policy definitions (ADMX files), as Windows and vendors ship them.

mod element;
mod kind;
mod model;
mod read;
mod reference;
mod value;

#[cfg(test)]
mod tests;

pub use kind::{Element, Item, Kind};
pub use model::{Category, Class, Definitions, Policy, RegistryValue, RegistryWrite, Using};
pub use read::read;
pub use reference::{Home, Reference};
