//! `omauri` compiles Windows MDM policy: a person writes, in YAML, what a device should be like; this library resolves it against
//! what is known of Windows' nodes, judges it, and renders what a management server takes.
//!
//! The modules stand on floors, and each imports only from floors below its own (a test proves it):
//! `workspace` / `render`, `report` / `rules` / `winrm`, `plan` / `intent` / `catalog` / `admx`, `ddf`, `syncml` /
//! `windows`, `values`, `finding`, `text`.

pub mod admx;
pub mod catalog;
pub mod ddf;
pub mod finding;
pub mod intent;
pub mod plan;
pub mod render;
pub mod report;
pub mod rules;
pub mod syncml;
pub mod text;
pub mod values;
pub mod windows;
pub mod winrm;
pub mod workspace;
