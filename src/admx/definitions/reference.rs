//! References to categories: `WindowsComponents`, or `windows:WindowsComponents` where another file defines it.

use super::Definitions;

/// A reference taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'r> {
    /// What stands before the colon, if there is one.
    pub prefix: Option<&'r str>,
    /// The name.
    pub name: &'r str,
}

/// Which file defines what a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home<'d> {
    /// The file that holds the reference, with or without a prefix.
    ThisFile,
    /// The file that defines this namespace.
    Namespace(&'d str),
    /// None can be told: the prefix is not declared.
    Unknown,
}

impl<'r> Reference<'r> {
    /// Takes a reference apart at its first colon. A colon with nothing before it counts as none.
    #[must_use]
    pub fn parse(written: &'r str) -> Self {
        match written.split_once(':') {
            Some(("", name)) => Self { prefix: None, name },
            Some((prefix, name)) => Self { prefix: Some(prefix), name },
            None => Self { prefix: None, name: written },
        }
    }
}

impl Definitions {
    /// Which file defines what the reference names. Whether it does is another question: see [`Definitions::category`].
    #[must_use]
    pub fn home(&self, reference: Reference<'_>) -> Home<'_> {
        let Some(prefix) = reference.prefix else { return Home::ThisFile };
        if self.prefix.as_deref() == Some(prefix) {
            return Home::ThisFile;
        }
        match self.using.iter().find(|using| using.prefix == prefix) {
            Some(using) if Some(&using.namespace) == self.namespace.as_ref() => Home::ThisFile,
            Some(using) => Home::Namespace(&using.namespace),
            None => Home::Unknown,
        }
    }
}
