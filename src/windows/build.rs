//! The number of a Windows build, as `winver` and the DDF files write it.

use std::fmt;
use std::str::FromStr;

/// A Windows build: `10.0.26100`, or `10.0.26100.2033` with its revision (the monthly update).
///
/// The order is that of the numbers; a build without revision comes before the same build with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Build {
    /// 10 for Windows 10, Windows 11 and Windows Server since 2016; 99 or 88 in a sentinel.
    pub major: u32,
    /// 0, except in a sentinel.
    pub minor: u32,
    /// The build number that tells the release, such as 26100.
    pub number: u32,
    /// The servicing update on it, such as 2033; absent where only the release is meant.
    pub revision: Option<u32>,
}

impl Build {
    /// `10.0.number`, without revision.
    #[must_use]
    pub const fn of_number(number: u32) -> Self {
        Self { major: 10, minor: 0, number, revision: None }
    }

    /// The same build at this revision.
    #[must_use]
    pub const fn with_revision(self, revision: u32) -> Self {
        Self { revision: Some(revision), ..self }
    }

    /// The same build, its revision left open.
    #[must_use]
    pub const fn without_revision(self) -> Self {
        Self { revision: None, ..self }
    }

    /// Whether this is a sentinel (`99.9.99999`, `99.9.9999`, `88.8.88888`), with which the DDF files mark
    /// what only Windows Insider builds have. \[M\]
    #[must_use]
    pub const fn is_insider(self) -> bool {
        matches!(self.major, 99 | 88)
    }
}

impl fmt::Display for Build {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.major, self.minor, self.number)?;
        match self.revision {
            Some(revision) => write!(out, ".{revision}"),
            None => Ok(()),
        }
    }
}

/// Why a text is no build.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// Not three or four parts.
    #[error("`{given}` is no build: it needs the form `10.0.26100` or `10.0.26100.2033`")]
    Shape {
        /// The text as it was given.
        given: String,
    },
    /// A part that is no number of 32 bits in plain digits.
    #[error("`{given}` is no build: `{part}` is no plain number below 4294967296")]
    Number {
        /// The text as it was given.
        given: String,
        /// The part at fault.
        part: String,
    },
    /// A Windows before 10, or none at all.
    #[error("`{given}` is no build of Windows 10, Windows 11 or their servers: those start with `10.0.`")]
    OtherWindows {
        /// The text as it was given.
        given: String,
    },
}

impl FromStr for Build {
    type Err = BuildError;

    /// Reads `10.0.N` and `10.0.N.R`: digits only, no blanks, signs or leading zeros. `11.0.N` is read as
    /// `10.0.N`, because one DDF file writes `11.0.26200.7019`. The sentinels are read too.
    ///
    /// # Errors
    ///
    /// [`BuildError`] for anything else.
    fn from_str(given: &str) -> Result<Self, BuildError> {
        // One part more than a build has: enough to see that there are too many, however long the text.
        let parts: Vec<&str> = given.splitn(5, '.').collect();
        let (major, minor, number, revision) = match parts.as_slice() {
            [major, minor, number] => (major, minor, number, None),
            [major, minor, number, revision] => (major, minor, number, Some(revision)),
            _ => {
                return Err(BuildError::Shape { given: given.to_owned() });
            }
        };
        let read = |part: &&str| plain_number(part).ok_or_else(|| number_error(given, part));
        let revision = revision.map(read).transpose()?;
        let (major, minor) = match (read(major)?, read(minor)?) {
            (10 | 11, 0) => (10, 0),
            (sentinel @ (99 | 88), minor) => (sentinel, minor),
            _ => {
                return Err(BuildError::OtherWindows { given: given.to_owned() });
            }
        };
        Ok(Self { major, minor, number: read(number)?, revision })
    }
}

fn number_error(given: &str, part: &str) -> BuildError {
    BuildError::Number { given: given.to_owned(), part: part.to_owned() }
}

/// Stricter than `u32::from_str`, which takes `+5` and `007`.
fn plain_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    if plain && !padded { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Build {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_the_two_forms() {
        assert_eq!(read("10.0.26100"), Build::of_number(26100));
        assert_eq!(read("10.0.26100.2033"), Build::of_number(26100).with_revision(2033));
        assert_eq!(read("10.0.26100.0").revision, Some(0));
        for text in ["10.0.26100", "10.0.26100.2033", "99.9.99999", "10.0.0.4294967295"] {
            assert_eq!(read(text).to_string(), text);
        }
    }

    #[test]
    fn reads_eleven_as_ten() {
        assert_eq!(read("11.0.26200.7019").to_string(), "10.0.26200.7019");
    }

    #[test]
    fn knows_the_sentinels() {
        for text in ["99.9.99999", "99.9.9999", "88.8.88888"] {
            assert!(read(text).is_insider(), "{text}");
        }
        assert!(!read("10.0.88888").is_insider());
    }

    #[test]
    fn orders_by_number_then_revision() {
        assert!(read("10.0.19045.9999") < read("10.0.22000"));
        assert!(read("10.0.22000") < read("10.0.22000.0"));
        assert!(read("10.0.22000.194") < read("10.0.22000.1000"));
    }

    #[test]
    fn refuses_everything_else() {
        for text in ["", "10", "10.0", "26100", "10.0.1.2.3", "10.0.1.2.", "10.0.26100 .1x.2"] {
            assert!(matches!(text.parse::<Build>(), Err(BuildError::Shape { .. })), "{text}");
        }
        for text in ["10.0.", "10.0.x", "10.0.+1", "10.0.-1", " 10.0.1", "10.0.1 ", "10.0.026100"] {
            assert!(matches!(text.parse::<Build>(), Err(BuildError::Number { .. })), "{text}");
        }
        for text in ["10.0.4294967296", "10.0.1.4294967296", "10.0.١", "10..1", "10.0.1."] {
            assert!(matches!(text.parse::<Build>(), Err(BuildError::Number { .. })), "{text}");
        }
        for text in ["6.1.7601", "10.1.26100", "11.1.26100", "12.0.1"] {
            assert!(matches!(text.parse::<Build>(), Err(BuildError::OtherWindows { .. })), "{text}");
        }
    }

    #[test]
    fn drops_and_takes_a_revision() {
        let build = read("10.0.19041.264");
        assert_eq!(build.without_revision(), Build::of_number(19041));
        assert_eq!(build.with_revision(508).to_string(), "10.0.19041.508");
    }
}
