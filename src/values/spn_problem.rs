//! Why a text is no service principal name, and what to write instead.

use super::host_pattern_problem::HostPatternProblem;
use super::problem::{Problem, write_or};

/// A text that names no service.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpnProblem {
    /// Nothing is written.
    #[error("the service principal name is empty")]
    Empty,
    /// A blank, a line break or another white space.
    #[error("a service principal name has no blanks")]
    Blank {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Several names in one entry.
    #[error("one entry is one service principal name")]
    Comma,
    /// `scheme://host`.
    #[error("this is a URL, not a service principal name")]
    Url {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// A backslash, mostly in the place of the slash.
    #[error("a service principal name has no `\\`")]
    Backslash {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// No slash: a host without its service.
    #[error("the service is missing")]
    NoService {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Nothing before the slash.
    #[error("the service is empty")]
    EmptyService {
        /// What to write, where it is known.
        instead: Option<String>,
    },
    /// Nothing after the slash.
    #[error("the host is empty")]
    EmptyHost {
        /// What to write.
        instead: String,
    },
    /// A `*` that is not part of the host.
    #[error("`*` can only stand in the host, or alone")]
    WildcardOutsideHost,
    /// A second `*`.
    #[error("a service principal name has one `*` at most")]
    SecondWildcard,
    /// A character that the service, the instance or the service name cannot have.
    #[error("`{}` cannot stand here", .character.escape_default())]
    BadCharacter {
        /// The character at fault.
        character: char,
    },
    /// `<local>`.
    #[error("`<local>` is for trusted hosts")]
    Local,
    /// The host is wrong by itself.
    #[error("{problem}")]
    Host {
        /// What is wrong with it.
        problem: HostPatternProblem,
        /// The whole name to write, where it is known.
        instead: Option<String>,
    },
    /// Digits after `:` that are no port.
    #[error("a port is a number from 1 to 65535")]
    InvalidPort,
    /// `:` with nothing after it.
    #[error("the port is empty")]
    EmptyPort,
    /// A slash with nothing after it.
    #[error("the service name is empty")]
    EmptyServiceName,
    /// A third slash.
    #[error("a service principal name has three parts at most")]
    FourthPart,
}

impl Problem for SpnProblem {
    fn help(&self) -> String {
        let (instead, otherwise) = match self {
            Self::Empty => (None, "remove the entry, or write one such as `WSMAN/*.corp.example.com`"),
            Self::Blank { instead } => (instead.as_deref(), "write one service principal name in each entry"),
            Self::Comma => (None, "write each one as an entry of its own"),
            Self::Url { instead }
            | Self::Backslash { instead }
            | Self::NoService { instead }
            | Self::EmptyService { instead } => {
                (instead.as_deref(), "write `SERVICE/HOST`, such as `WSMAN/*.corp.example.com`")
            }
            Self::EmptyHost { instead } => return format!("write the host too, such as `{instead}`"),
            Self::WildcardOutsideHost => (None, "write an entry for each service, such as `WSMAN/*.corp.example.com`"),
            Self::SecondWildcard => (None, "keep one `*`, and write an entry for each case"),
            Self::BadCharacter { .. } => (None, "remove the character"),
            Self::Local => (None, "write a pattern such as `WSMAN/*.corp.example.com`"),
            Self::Host { problem, instead } => match instead {
                Some(instead) => (Some(instead.as_str()), ""),
                None => return problem.help(),
            },
            Self::InvalidPort => (None, "correct the port, or leave it out"),
            Self::EmptyPort => (None, "remove the `:`, or write a port after it"),
            Self::EmptyServiceName => (None, "remove the last `/`"),
            Self::FourthPart => (None, "write `SERVICE/HOST` or `SERVICE/HOST/NAME`"),
        };
        write_or(instead, otherwise)
    }
}
