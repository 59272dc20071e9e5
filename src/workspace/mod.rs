//! What a command does over many files: finding and reading them, judging and rendering in parallel, the manifest; and the
//! commands that speak of the catalog.

mod catalog_build;
mod catalog_diff;
mod check;
mod discover;
mod effective;
mod explain;
mod facts;
mod folder;
mod list;
mod manifest;
mod node_json;
mod render;
mod rule_pages;
mod schema;

pub use catalog_build::{BuildError, BuildRequest, BuiltCatalog, WrittenCatalog, build_catalog, write_catalog};
pub use catalog_diff::{
    CatalogDiff, CatalogSource, ChangedNode, DiffError, DiffRun, FieldChange, IntentChange, MovedNode, TouchedIntent,
    diff_catalogs, diff_human,
};
pub use check::{Run, check};
pub use discover::{InputError, MAXIMUM_SIZE};
pub use effective::effective;
pub use explain::{ExplainError, explain};
pub use folder::{OutputError, Stale, Written, compare, write};
pub use list::{CatalogList, Wanted, list, list_human};
pub use manifest::Manifest;
pub use render::{Artifact, RenderRun, Request, render};
pub use rule_pages::rule_pages;
pub use schema::{SCHEMAS, UnknownArea, area_schema, intent_schema, output_schema, schema_text};
