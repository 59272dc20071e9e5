//! Product lines of Windows.

/// The product line of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// Windows 10.
    Windows10,
    /// Windows 11.
    Windows11,
    /// Windows Server, which no CSP lists: servers take Group Policy.
    Server,
}

impl Product {
    /// The word with which a person names it in front of a version: `10`, `11`, `Server`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Windows10 => "10",
            Self::Windows11 => "11",
            Self::Server => "Server",
        }
    }
}
