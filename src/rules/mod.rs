//! The registry of all rules: their ids, severities and pages; and the judgement of files and profiles.
//!
//! A rule is declared beside the code that words its findings. The doc comment of the declaration is its page: `omauri explain
//! RULE` prints it and `docs/rules.md` is generated from it.

mod declare;
pub mod winrm;

pub use declare::Rule;
