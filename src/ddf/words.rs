//! The words that DDF writes as elements.

/// What can be done with a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccessType {
    /// It can be made.
    Add,
    /// It can be copied.
    Copy,
    /// It can be removed.
    Delete,
    /// It is an action to be started.
    Exec,
    /// It can be read.
    Get,
    /// It can be set.
    Replace,
}

impl AccessType {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "Add" => Self::Add,
            "Copy" => Self::Copy,
            "Delete" => Self::Delete,
            "Exec" => Self::Exec,
            "Get" => Self::Get,
            "Replace" => Self::Replace,
            _ => return None,
        })
    }

    /// The element's name, which is the command's in SyncML.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Copy => "Copy",
            Self::Delete => "Delete",
            Self::Exec => "Exec",
            Self::Get => "Get",
            Self::Replace => "Replace",
        }
    }
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Format {
    /// Other nodes.
    Node,
    /// Text.
    Chr,
    /// A whole number.
    Int,
    /// `true` or `false`.
    Bool,
    /// Bytes in base 64.
    B64,
    /// XML.
    Xml,
    /// Bytes.
    Bin,
    /// A time.
    Time,
    /// A date.
    Date,
    /// A number with a fraction.
    Float,
    /// Nothing.
    Null,
    /// A word that the format does not have.
    Other(String),
}

impl Format {
    pub(super) fn from_word(word: &str) -> Self {
        match word {
            "node" => Self::Node,
            "chr" => Self::Chr,
            "int" => Self::Int,
            "bool" => Self::Bool,
            "b64" => Self::B64,
            "xml" => Self::Xml,
            "bin" => Self::Bin,
            "time" => Self::Time,
            "date" => Self::Date,
            "float" => Self::Float,
            "null" => Self::Null,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The element's name, which is the word of `Meta/Format` in SyncML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Node => "node",
            Self::Chr => "chr",
            Self::Int => "int",
            Self::Bool => "bool",
            Self::B64 => "b64",
            Self::Xml => "xml",
            Self::Bin => "bin",
            Self::Time => "time",
            Self::Date => "date",
            Self::Float => "float",
            Self::Null => "null",
            Self::Other(word) => word,
        }
    }
}

/// How often a node can be there. Microsoft writes `ZeroOrN` and `OneOrN` without their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occurrence {
    /// Always, once.
    One,
    /// Once or not at all.
    ZeroOrOne,
    /// Any number of times.
    ZeroOrMore,
    /// At least once.
    OneOrMore,
    /// Not at all, or up to a number of times.
    ZeroOrN(Option<u32>),
    /// Once, or up to a number of times.
    OneOrN(Option<u32>),
}

impl Occurrence {
    /// From the element's name and its text. None for an unknown name, and for a text that is not a number.
    pub(super) fn from_word(word: &str, text: &str) -> Option<Self> {
        let number = || if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        Some(match word {
            "One" => Self::One,
            "ZeroOrOne" => Self::ZeroOrOne,
            "ZeroOrMore" => Self::ZeroOrMore,
            "OneOrMore" => Self::OneOrMore,
            "ZeroOrN" => Self::ZeroOrN(number()?),
            "OneOrN" => Self::OneOrN(number()?),
            _ => return None,
        })
    }
}

/// Whether a node tells capital letters from small ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseSensitivity {
    /// `CS`: it does.
    Sensitive,
    /// `CIS`: it does not.
    Insensitive,
}

impl CaseSensitivity {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "CS" => Some(Self::Sensitive),
            "CIS" => Some(Self::Insensitive),
            _ => None,
        }
    }
}
