//! What is known of Windows itself: builds, releases, servicing families, long-term channels, editions,
//! and the one function that says whether a node works on a target.
//!
//! The facts stand in flat tables (`release_table.rs`, `edition_table.rs`). Each carries its grade where
//! it is less than documented: `[D]` Microsoft documentation, `[M]` counted on Microsoft's own files,
//! `[C]` community report, `[I]` inferred; *sure B* or *sure C* for what one later observation may
//! correct.
//!
//! A person writes a release ([`ReleaseSpec`]) and an edition ([`Edition`]), which make a [`Target`]. A node
//! states builds and editions, which make an [`Applicability`]. [`applies`] brings the two together.

mod applicability;
mod build;
mod channel;
mod edition;
mod edition_table;
mod existence;
mod product;
mod range;
mod release;
mod release_error;
mod release_table;
mod specification;
mod target;

pub use applicability::{Applicability, Applies, NoReason, UnstatedReason, applies};
pub use build::{Build, BuildError};
pub use channel::LongTermChannel;
pub use edition::{Edition, EditionError};
pub use product::Product;
pub use range::{Expansion, RangeError, ReleaseRange};
pub use release::{Family, Release};
pub use release_error::ReleaseError;
pub use specification::ReleaseSpec;
pub use target::{Impossible, Target};
