//! Long-term channels: the releases that exist as LTSB or LTSC, under the names people give them.

use std::fmt;

use super::build::Build;
use super::release_table::{CHANNELS, ChannelFacts};

/// A long-term channel, such as Windows 10 LTSC 2021: a release of which only the long-term editions are
/// meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LongTermChannel(&'static ChannelFacts);

impl LongTermChannel {
    /// All long-term channels by build number; an IoT name after the plain one.
    pub fn all() -> impl Iterator<Item = Self> {
        CHANNELS.iter().map(Self)
    }

    /// The channel named by a product word and a channel name in any case, such as `10` and `LTSC 2021`.
    pub(super) fn of_words(product: &str, name: &str) -> Option<Self> {
        Self::all().find(|channel| {
            channel.0.product.word().eq_ignore_ascii_case(product) && channel.0.name.eq_ignore_ascii_case(name)
        })
    }

    /// The build of its release, without revision.
    #[must_use]
    pub fn build(self) -> Build {
        Build::of_number(self.0.number)
    }

    /// Its name without the product word, such as `LTSC 2021`.
    pub(super) fn version(self) -> &'static str {
        self.0.name
    }

    /// Its name as a person writes it in an intent, such as `10 LTSC 2021`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.0.product.word(), self.0.name)
    }

    /// Whether the name means the IoT editions alone.
    pub(super) fn is_iot_only(self) -> bool {
        self.0.iot_only
    }
}

impl fmt::Display for LongTermChannel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Windows {} {}", self.0.product.word(), self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(CHANNELS.is_sorted_by_key(|channel| channel.number));
    }
}
