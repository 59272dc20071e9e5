//! Where a node stands: which file of the catalog has it, and under which name.

use crate::catalog::file::{MICROSOFT, is_name, is_segment};
use crate::catalog::policy_address;
use crate::catalog::record::{Home, Scope};
use crate::ddf;

use super::Remarks;

/// The file with the edition lists, in the place of an area's.
const EDITIONS: &str = "editions";

/// Leaves room for what a file is called while it is written: file systems take 255 bytes.
const MOST_OF_A_NAME: usize = 200;

/// What the Policy CSP has below itself for every policy there is: those are in the areas.
const POLICIES: [&str; 2] = ["Policy/Config/", "Policy/Result/"];

pub(super) struct Place {
    pub(super) scope: Scope,
    pub(super) home: Home,
    pub(super) area: String,
    pub(super) name: String,
}

impl Place {
    /// None for what is not in a catalog: folders of policies, and what a catalog cannot name.
    pub(super) fn of(node: &ddf::Node, remarks: &mut Remarks<'_>) -> Option<Self> {
        let (scope, root, below) = Self::split(&node.uri)?;
        if POLICIES.iter().any(|folder| root == MICROSOFT && below.starts_with(folder)) {
            if node.is_interior || node.is_dynamic {
                return None;
            }
            let Some((_, area, name)) = policy_address(&node.uri) else {
                return remarks.leave_out("it is no policy of an area".to_owned());
            };
            let place = Self { scope, home: Home::Area, area: area.to_owned(), name: name.to_owned() };
            return place.named(is_name, remarks);
        }
        let (area, name) = below.split_once('/').unwrap_or((below, "."));
        let place = Self { scope, home: Home::Csp, area: area.to_owned(), name: name.to_owned() };
        place.named(|name| name == "." || name.split('/').all(is_segment), remarks)
    }

    /// The tree, what stands before the CSP, and the rest.
    fn split(uri: &str) -> Option<(Scope, &str, &str)> {
        let below = uri.strip_prefix("./")?;
        let (scope, rest) = match below.split_once('/') {
            Some(("Device", rest)) => (Scope::Device, rest),
            Some(("User", rest)) => (Scope::User, rest),
            _ => (Scope::Device, below),
        };
        // `Vendor/MSFT/CSP`, `SyncML/DMAcc`, `DevInfo`.
        let length = match rest.split('/').next() {
            Some("Vendor") => rest.match_indices('/').nth(1).map_or(rest.len(), |(at, _)| at),
            Some("SyncML") => rest.find('/').unwrap_or(rest.len()),
            _ => return Some((scope, "", rest)),
        };
        let (root, below) = rest.split_at_checked(length)?;
        Some((scope, root, below.strip_prefix('/')?))
    }

    fn named(self, fits: impl Fn(&str) -> bool, remarks: &mut Remarks<'_>) -> Option<Self> {
        let Self { area, name, .. } = &self;
        if !is_name(area) || !fits(name) {
            let odd = if is_name(area) { name } else { area };
            return remarks.leave_out(format!("`{odd}` cannot be a name in a catalog"));
        }
        if area.len() > MOST_OF_A_NAME {
            return remarks.leave_out(format!("`{area}` has more than {MOST_OF_A_NAME} characters, and names a file"));
        }
        if area.starts_with('.') || (self.home == Home::Area && area.eq_ignore_ascii_case(EDITIONS)) {
            return remarks.leave_out(format!("`{area}.yaml` is not for an area"));
        }
        Some(self)
    }
}

/// Where the nodes of a CSP stand, as its file says it; none where it is the usual place.
pub(in crate::catalog) fn root(uri: &str, area: &str) -> Option<String> {
    let below = uri.strip_prefix("./")?;
    let rest = below.strip_prefix("Device/").or_else(|| below.strip_prefix("User/"));
    let rest = rest.filter(|rest| rest.starts_with("Vendor/")).map_or_else(|| uri.to_owned(), str::to_owned);
    let mut root = String::new();
    for segment in rest.split('/') {
        root.push_str(segment);
        if segment == area {
            break;
        }
        root.push('/');
    }
    (root != format!("{MICROSOFT}/{area}")).then_some(root)
}
