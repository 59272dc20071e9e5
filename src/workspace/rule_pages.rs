//! The pages of all rules in one document: `docs/rules.md`.

use std::fmt::Write;

use crate::rules;

/// The document.
#[must_use]
pub fn rule_pages() -> String {
    let mut text = String::from(
        "# Rules\n\nEvery finding names its rule; `omauri explain RULE` prints a rule's page. This file is generated from them.\n\n\
         | rule | severity | finds |\n|---|---|---|\n",
    );
    let all = rules::all();
    for rule in &all {
        let id = rule.id;
        _ = writeln!(text, "| [{id}](#{id}) | {} | {} |", rule.severity.as_str(), rule.summary);
    }
    for rule in &all {
        _ = write!(text, "\n{}", rule_page(rule));
    }
    text
}

/// One page, its headings below the rule's.
#[must_use]
pub fn rule_page(rule: &rules::Rule) -> String {
    let mut text = format!("## {}\n\n", rule.id);
    let can = if rule.can_be_allowed() { "can be silenced with a comment" } else { "cannot be silenced" };
    _ = writeln!(text, "{}: {}. Since {}; {can}.\n", rule.severity.as_str(), rule.summary, rule.since);
    for line in rule.markdown().lines() {
        let deeper = if line.starts_with("## ") { "#" } else { "" };
        _ = writeln!(text, "{deeper}{line}");
    }
    text
}
