//! Addresses: where the outermost nodes stand, and one segment for each node below.

/// Whose settings an address is among.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `./Device/…`, and `./Vendor/…`, which means the same.
    Device,
    /// `./User/…`.
    User,
    /// Anywhere else: `./DevInfo`, `./DevDetail`, `./SyncML/…`.
    Other,
}

/// The scope of a `Path` and its one spelling: `./Device` in front of `Vendor`, no slash at the end, `.` for the root.
/// None for what is not a path from the root.
///
/// Microsoft's files have `./Device/Vendor/MSFT`, `./User/Vendor/MSFT`, `./Vendor/MSFT` (also with a slash at the end),
/// `./SyncML` and `.`.
pub(super) fn canonical(path: &str) -> Option<(Scope, String)> {
    let below = path.strip_prefix('.')?;
    if !below.is_empty() && !below.starts_with('/') {
        return None;
    }
    let mut segments = below.split('/').map(str::trim).filter(|segment| !segment.is_empty()).peekable();
    let first = segments.peek().copied().unwrap_or_default();
    let is_first = |name: &str| first.eq_ignore_ascii_case(name);
    let (scope, start) = match () {
        () if is_first("Vendor") => (Scope::Device, "./Device"),
        () if is_first("Device") => (Scope::Device, "./Device"),
        () if is_first("User") => (Scope::User, "./User"),
        () => (Scope::Other, "."),
    };
    if is_first("Device") || is_first("User") {
        segments.next();
    }
    let rest = segments.flat_map(|segment| ["/", segment]);
    Some((scope, [start].into_iter().chain(rest).collect()))
}

/// Whether a name can be one segment of an address: no slash, not a place relative to others, and nothing that looks like
/// the segment of a node that is named on the device.
pub(super) fn is_segment(name: &str) -> bool {
    let has_bad = name.contains(|character: char| matches!(character, '/' | '{' | '}') || character.is_control());
    !has_bad && !matches!(name, "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_one_spelling() {
        for (path, scope, expected) in [
            ("./Device/Vendor/MSFT", Scope::Device, "./Device/Vendor/MSFT"),
            ("./Vendor/MSFT/", Scope::Device, "./Device/Vendor/MSFT"),
            ("./vendor/Contoso", Scope::Device, "./Device/vendor/Contoso"),
            ("./User//Vendor/MSFT/Policy/Config", Scope::User, "./User/Vendor/MSFT/Policy/Config"),
            ("./Device", Scope::Device, "./Device"),
            ("./SyncML", Scope::Other, "./SyncML"),
            ("./", Scope::Other, "."),
            (".", Scope::Other, "."),
        ] {
            assert_eq!(canonical(path), Some((scope, expected.to_owned())), "{path}");
        }
        for path in ["", "Vendor/MSFT", "/Vendor", "../Vendor", ".Vendor"] {
            assert_eq!(canonical(path), None, "{path}");
        }
    }

    #[test]
    fn a_segment_is_one() {
        assert!(is_segment("AllowX-Y_1") && is_segment("Account GUID"));
        for name in ["", ".", "..", "a/b", "{a}", "a\nb"] {
            assert!(!is_segment(name), "{name}");
        }
    }
}
