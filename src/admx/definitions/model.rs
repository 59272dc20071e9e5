//! What an ADMX file says.
//!
//! What is meant where nothing is stated is that of Microsoft's schema (PolicyDefinitions.xsd) and its ADMX syntax reference.

use crate::admx::ReadProblem;

use super::Element;

/// A file of policy definitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definitions {
    /// The prefix by which the file names its own namespace; some files go without.
    pub prefix: Option<String>,
    /// The namespace that the file defines; some files go without.
    pub namespace: Option<String>,
    /// The namespaces of other files that it refers to.
    pub using: Vec<Using>,
    /// The categories, in the order of the file.
    pub categories: Vec<Category>,
    /// The policies, in the order of the file.
    pub policies: Vec<Policy>,
    /// What could not be understood. The category, policy or namespace concerned is left out above, whole.
    pub faults: Vec<ReadProblem>,
}

/// A namespace of another file, and the prefix that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Using {
    /// The prefix.
    pub prefix: String,
    /// The namespace.
    pub namespace: String,
}

/// A folder of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name, with the case of the file: it becomes a part of addresses.
    pub name: String,
    /// What people see, as written: mostly `$(string.…)`.
    pub display_name: Option<String>,
    /// The folder it is in, as written; [`super::Reference`] takes it apart.
    pub parent: Option<String>,
}

/// For whom a policy is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The device.
    Machine,
    /// A user.
    User,
    /// Either.
    Both,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name, with the case of the file: it becomes a part of the address.
    pub name: String,
    /// For whom it is set.
    pub class: Class,
    /// What people see, as written: mostly `$(string.…)`.
    pub display_name: Option<String>,
    /// Its input form, as written: `$(presentation.…)`.
    pub presentation: Option<String>,
    /// The folder it is in, as written; [`super::Reference`] takes it apart.
    pub category: Option<String>,
    /// The registry key, without the hive.
    pub key: String,
    /// The registry value that says whether it is on.
    pub value_name: Option<String>,
    /// What that value becomes when the policy is enabled; unstated, the number 1.
    pub enabled_value: Option<RegistryValue>,
    /// What that value becomes when the policy is disabled; unstated, it is deleted.
    pub disabled_value: Option<RegistryValue>,
    /// What else is written when the policy is enabled.
    pub enabled_list: Vec<RegistryWrite>,
    /// What else is written when the policy is disabled.
    pub disabled_list: Vec<RegistryWrite>,
    /// The inputs, in the order of the file.
    pub elements: Vec<Element>,
    /// The line of the file where it begins, counted from 1.
    pub line: u32,
}

/// What a registry value becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryValue {
    /// A REG_DWORD.
    Decimal(u32),
    /// A REG_QWORD.
    LongDecimal(u64),
    /// A REG_SZ, with its blanks and line ends as in the file.
    Text(String),
    /// Nothing: it is deleted.
    Delete,
}

/// One registry value of a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryWrite {
    /// The key: the item's own, or the list's `defaultKey`. Unstated, it is the key of the element or policy.
    pub key: Option<String>,
    /// The name of the value.
    pub value_name: String,
    /// What it becomes.
    pub value: RegistryValue,
}

impl Definitions {
    /// The category of a name, letter for letter. Of two with one name, the first.
    #[must_use]
    pub fn category(&self, name: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.name == name)
    }
}
