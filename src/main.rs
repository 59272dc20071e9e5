//! The `omauri` command.

fn main() {}
