//! How strictly WinRM treats channel binding tokens.

use super::problem::{Problem, write_or};
use std::fmt;
use std::str::FromStr;

/// The values of `CbtHardeningLevel` (documented: Microsoft, Policy CSP RemoteManagement,
/// SpecifyChannelBindingTokenHardeningLevel; the ADMX stores these very strings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HardeningLevel {
    /// Takes all requests.
    None,
    /// Refuses invalid tokens and takes requests without one. WinRM's default.
    Relaxed,
    /// Refuses requests without a valid token.
    Strict,
}

impl HardeningLevel {
    /// All levels, from lax to strict.
    pub const ALL: [Self; 3] = [Self::None, Self::Relaxed, Self::Strict];

    /// The string that is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Relaxed => "Relaxed",
            Self::Strict => "Strict",
        }
    }
}

impl fmt::Display for HardeningLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that is no hardening level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown hardening level")]
pub struct UnknownHardeningLevel {
    /// The level that has these letters in another case.
    pub meant: Option<HardeningLevel>,
}

impl Problem for UnknownHardeningLevel {
    fn help(&self) -> String {
        let meant = self.meant.map(HardeningLevel::as_str);
        write_or(meant, "write `None`, `Relaxed` or `Strict`")
    }
}

impl FromStr for HardeningLevel {
    type Err = UnknownHardeningLevel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let meant = Self::ALL.into_iter().find(|level| level.as_str().eq_ignore_ascii_case(text.trim()));
        match meant {
            Some(level) if level.as_str() == text => Ok(level),
            meant => Err(UnknownHardeningLevel { meant }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_strings_are_levels() {
        assert_eq!("None".parse(), Ok(HardeningLevel::None));
        assert_eq!("Relaxed".parse(), Ok(HardeningLevel::Relaxed));
        assert_eq!("Strict".parse(), Ok(HardeningLevel::Strict));
        assert_eq!(HardeningLevel::Strict.to_string(), "Strict");
    }

    #[test]
    fn other_cases_name_the_level() {
        let strict = UnknownHardeningLevel { meant: Some(HardeningLevel::Strict) };
        assert_eq!(strict.help(), "write `Strict`");
        assert_eq!("strict".parse::<HardeningLevel>(), Err(strict.clone()));
        assert_eq!("Strict ".parse::<HardeningLevel>(), Err(strict));
        let unknown = UnknownHardeningLevel { meant: None };
        assert_eq!(unknown.help(), "write `None`, `Relaxed` or `Strict`");
        assert_eq!("hard".parse::<HardeningLevel>(), Err(unknown.clone()));
        assert_eq!("".parse::<HardeningLevel>(), Err(unknown));
    }
}
