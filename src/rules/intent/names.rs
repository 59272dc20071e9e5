//! Names of areas and nodes.

use crate::catalog::Scope;
use crate::finding::Finding;
use crate::rules::declare::declare_rule;
use crate::text::Span;
use crate::text::nearest::alternatives;

declare_rule! {
    /// ## What it does
    ///
    /// Finds areas that the catalog does not have.
    ///
    /// ## Why it matters
    ///
    /// A device answers 404 for a node of an area that it does not know, and Intune shows *remediation failed*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// settings:
    ///   RemoteManagment: {}
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The area as `omauri catalog list` spells it.
    UNKNOWN_AREA, "intent-unknown-area", Error, "an area that is not known"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds nodes that their area does not have.
    ///
    /// ## Why it matters
    ///
    /// A device answers 404 for it, and Intune shows *remediation failed*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthenticationClient: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowBasicAuthentication_Client: disabled
    /// ```
    UNKNOWN_NODE, "intent-unknown-node", Error, "a node that is not known"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds nodes that stand below the wrong area.
    ///
    /// ## Why it matters
    ///
    /// The area is part of the address: below another one the node does not exist.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// RemoteManagement:
    ///   AllowRemoteShellAccess: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// RemoteShell:
    ///   AllowRemoteShellAccess: disabled
    /// ```
    WRONG_AREA, "intent-wrong-area", Error, "a node below the wrong area"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds device nodes under `userSettings`, and user nodes under `settings`.
    ///
    /// ## Why it matters
    ///
    /// `./Device` and `./User` are two trees; most nodes are in one of them only.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// userSettings:
    ///   RemoteManagement:
    ///     AllowBasicAuthentication_Client: disabled
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// settings:
    ///   RemoteManagement:
    ///     AllowBasicAuthentication_Client: disabled
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft's DDF v2 files: the root of the node's tree.
    WRONG_SCOPE, "intent-wrong-scope", Error, "a node in the wrong scope"
}

pub(super) fn unknown_area(span: Span, area: &str, near: &[String], holds: Option<&str>, csp: Option<&str>) -> Finding {
    let finding = UNKNOWN_AREA.finding(span, format!("no area is named `{}`", area.escape_debug()));
    if let Some(root) = csp {
        let help = format!("it is a CSP: write its nodes below `csp:` by their address, which begins with `{root}/`");
        return finding.help(help);
    }
    match (holds, near) {
        (Some(holds), _) => finding.help(match area.rsplit('/').next() {
            Some(node) if node != area => format!("it is a node: write `{node}:` below its area `{holds}:`"),
            _ => format!("it is a node: write it below its area `{holds}:`"),
        }),
        (None, []) => finding.help("`omauri catalog list` shows all areas and nodes"),
        (None, near) => finding.help(format!("did you mean {}?", alternatives(near))),
    }
}

pub(super) fn unknown_node(span: Span, area: &str, name: &str, near: &[String], elsewhere: &[String]) -> Finding {
    let shown = name.escape_debug();
    if !elsewhere.is_empty() {
        let areas = elsewhere.iter().filter_map(|name| name.split('/').next());
        let right = alternatives(&areas.map(|area| format!("{area}:")).collect::<Vec<_>>());
        return WRONG_AREA.finding(span, format!("`{shown}` is no node of `{area}`")).help(
            match name.rsplit('/').next() {
                Some(node) if node != name => format!("write `{node}:` below {right}"),
                _ => format!("it is {}: write it below {right}", alternatives(elsewhere)),
            },
        );
    }
    let finding = UNKNOWN_NODE.finding(span, format!("`{area}` has no node named `{shown}`"));
    if near.is_empty() {
        finding.help(format!("`omauri explain {area}` shows the area's nodes"))
    } else {
        finding.help(format!("did you mean {}?", alternatives(near)))
    }
}

pub(super) fn wrong_scope(span: Span, name: &str, right: Scope) -> Finding {
    let (is, key) = match right {
        Scope::Device => ("for devices", "settings"),
        Scope::User => ("for users", "userSettings"),
    };
    WRONG_SCOPE.finding(span, format!("`{name}` is {is} only")).help(format!("move it below `{key}:`"))
}
