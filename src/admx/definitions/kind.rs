//! What can be put into a policy.
//!
//! Limits and defaults are those of Microsoft's schema (PolicyDefinitions.xsd) and its ADMX syntax reference.

use super::{RegistryValue, RegistryWrite};

/// An input of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its id, with the case of the file. Nothing keeps a file from giving two elements of a policy the same.
    pub id: String,
    /// The registry key; unstated, that of the policy.
    pub key: Option<String>,
    /// The registry value. Lists have none.
    pub value_name: Option<String>,
    /// Whether it cannot be left empty.
    pub is_required: bool,
    /// What can be put in.
    pub kind: Kind,
}

/// The kinds of inputs. Limits are those that the file states; the defaults are told with each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text {
        /// The most characters; unstated, 1023.
        max_length: Option<u32>,
        /// Whether variables in it are expanded (REG_EXPAND_SZ).
        expandable: bool,
    },
    /// Several lines of text.
    MultiText {
        /// The most characters of one line; unstated, 1023.
        max_length: Option<u32>,
        /// The most lines; unstated or 0, any number.
        max_strings: Option<u32>,
    },
    /// Yes or no.
    Boolean {
        /// What the value becomes for yes; unstated, the number 1.
        true_value: Option<RegistryValue>,
        /// What the value becomes for no; unstated, the number 0.
        false_value: Option<RegistryValue>,
        /// What else is written for yes.
        true_list: Vec<RegistryWrite>,
        /// What else is written for no.
        false_list: Vec<RegistryWrite>,
    },
    /// One of several values.
    Enum {
        /// The choices, in the order of the file.
        items: Vec<Item>,
    },
    /// A number of 32 bits.
    Decimal {
        /// The least; unstated, 0.
        min: Option<u32>,
        /// The greatest; unstated, 9999.
        max: Option<u32>,
        /// Whether it is written as text (REG_SZ).
        store_as_text: bool,
        /// Whether it is written only where nothing stands yet.
        soft: bool,
    },
    /// A number of 64 bits.
    LongDecimal {
        /// The least; unstated, 0.
        min: Option<u64>,
        /// The greatest; unstated, 9999.
        max: Option<u64>,
        /// Whether it is written as text (REG_SZ).
        store_as_text: bool,
    },
    /// Any number of registry values under the key.
    List {
        /// What the names of the values begin with, before a number. It may be empty, which is not the same as unstated: names
        /// are then the numbers alone, where otherwise each name equals its value.
        value_prefix: Option<String>,
        /// Whether each value is given with its name.
        explicit_value: bool,
        /// Whether the values are added to those that stand there already.
        additive: bool,
        /// Whether variables in the values are expanded (REG_EXPAND_SZ).
        expandable: bool,
    },
}

/// A choice of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What people see, as written: mostly `$(string.…)`.
    pub display_name: Option<String>,
    /// What the registry value becomes.
    pub value: RegistryValue,
    /// What else is written.
    pub writes: Vec<RegistryWrite>,
}
