//! What can be wrong with a DDF.

use crate::text::xml::Element;

/// No more of a word is repeated in a fault: what a file calls a word may be the whole file.
const LONGEST_QUOTE: usize = 100;

/// Why a document is not a DDF that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct ReadProblem {
    /// The line of the text, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not XML, too deep, or with entities of its own.
    #[error("not well-formed: {0}")]
    NotXml(String),
    /// XML, but not a tree of nodes.
    #[error("the document is not a `MgmtTree`")]
    NotDdf,
    /// An element or attribute that must be there, and not be empty.
    #[error("`{parent}` lacks its `{child}`")]
    Missing {
        /// The element or attribute.
        child: &'static str,
        /// Where it should stand.
        parent: String,
    },
    /// An element that can stand there only once.
    #[error("`{parent}` has more than one `{child}`")]
    Repeated {
        /// The element.
        child: &'static str,
        /// What it stands in.
        parent: String,
    },
    /// A word that is none of those which can stand there.
    #[error("`{word}` is not known in `{parent}`")]
    UnknownWord {
        /// The word.
        word: String,
        /// What it stands in.
        parent: String,
    },
    /// A `Path` that leads nowhere, or contradicts the node around it.
    #[error("`{0}` is not a path that nodes can stand below")]
    BadPath(String),
    /// A `NodeName` that cannot be one segment of an address.
    #[error("a node cannot be called `{0}`")]
    BadName(String),
    /// An address that no device would take.
    #[error("the address is longer than {0} bytes")]
    LongAddress(usize),
    /// Two nodes with one address.
    #[error("`{0}` is there more than once")]
    RepeatedAddress(String),
}

/// A fault with the byte at which its element begins; lines are counted only where one is needed.
#[derive(Debug)]
pub(super) struct At {
    pub(super) offset: u64,
    pub(super) fault: Fault,
}

impl Fault {
    pub(super) fn at(self, element: &Element<'_>) -> At {
        At { offset: element.offset, fault: self }
    }

    pub(super) fn missing(child: &'static str, parent: &Element<'_>) -> At {
        Self::Missing { child, parent: quoted(&parent.name) }.at(parent)
    }

    pub(super) fn unknown(word: &str, parent: &Element<'_>) -> At {
        Self::UnknownWord { word: quoted(word), parent: quoted(&parent.name) }.at(parent)
    }
}

/// As much of a word as a message needs.
pub(super) fn quoted(word: &str) -> String {
    match word.char_indices().nth(LONGEST_QUOTE).and_then(|(end, _)| word.get(..end)) {
        Some(beginning) => format!("{beginning}…"),
        None => word.to_owned(),
    }
}
