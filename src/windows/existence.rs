//! On which builds an edition exists.

use std::fmt;

use super::build::Build;
use super::channel::LongTermChannel;
use super::release::{Release, is_server_branch};
use crate::text::nearest::enumeration;

/// On which builds an edition exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Existence {
    /// On client releases whose build number lies between these two, both included.
    Client(u32, u32),
    /// The same, and on builds that were otherwise released as servers only.
    Headset(u32, u32),
    /// On long-term channels from this build number on.
    LongTerm(u32),
    /// On servers.
    Server,
    /// On nothing: it was never released.
    Nowhere,
}

impl Existence {
    /// Whether it includes a build. Of a build that is no known release, only the number is judged.
    pub(super) fn includes(self, build: Build) -> bool {
        let known = Release::of_build(build).is_some();
        match self {
            Self::Client(first, last) => (first..=last).contains(&build.number) && !is_server_branch(build),
            Self::Headset(first, last) => (first..=last).contains(&build.number),
            Self::LongTerm(first) => build.number >= first && (!known || has_long_term_channel(build)),
            Self::Server => !known || has_server(build),
            Self::Nowhere => false,
        }
    }
}

fn has_long_term_channel(build: Build) -> bool {
    LongTermChannel::all().any(|channel| channel.build() == build.without_revision())
}

fn has_server(build: Build) -> bool {
    Release::all().any(|release| release.is_server() && release.build() == build.without_revision())
}

impl fmt::Display for Existence {
    /// ``from `10 1903` on``, ``in `10 LTSC 2019`, …``, to stand after *exists*.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(first, last) | Self::Headset(first, last) => {
                write!(out, "from `{}`", name(*first))?;
                // An open end is no release.
                match Release::of_build(Build::of_number(*last)) {
                    Some(last) => write!(out, " to `{}`", last.name()),
                    None => out.write_str(" on"),
                }
            }
            Self::LongTerm(first) => {
                let channels: Vec<String> = LongTermChannel::all()
                    .filter(|channel| channel.build().number >= *first && !channel.is_iot_only())
                    .map(LongTermChannel::name)
                    .collect();
                write!(out, "in {}", enumeration(&channels))
            }
            Self::Server => out.write_str("on Windows Server"),
            Self::Nowhere => out.write_str("nowhere"),
        }
    }
}

/// The table's bounds are releases (a test proves it); a number is the fallback.
fn name(number: u32) -> String {
    let build = Build::of_number(number);
    Release::of_build(build).map_or_else(|| build.to_string(), Release::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::windows::Edition;

    fn edition(name: &str) -> Edition {
        Edition::from_name(name).unwrap()
    }

    /// The build numbers of all releases on which an edition exists, each once.
    fn numbers(name: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = Release::all()
            .map(Release::build)
            .filter(|build| edition(name).exists_on(*build))
            .map(|build| build.number)
            .collect();
        numbers.dedup();
        numbers
    }

    #[test]
    fn editions_exist_on_their_releases_only() {
        assert_eq!(numbers("Enterprise LTSC"), [10240, 14393, 17763, 19044, 26100]);
        assert_eq!(numbers("IoT Enterprise LTSC"), [17763, 19044, 26100]);
        assert_eq!(numbers("Windows SE"), [22000, 22621, 22631, 26100]);
        assert_eq!(numbers("Server Standard"), [14393, 17763, 20348, 25398, 26100]);
        assert_eq!(numbers("Windows 10X"), [0; 0]);
        assert_eq!(numbers("HoloLens"), [14393, 15063, 16299, 17134, 17763]);
        assert_eq!(numbers("Enterprise multi-session").first(), Some(&18362));
        assert!(numbers("HoloLens 2").contains(&20348));
        let clients: Vec<u32> = Release::clients().map(|release| release.build().number).collect();
        assert_eq!(numbers("Pro"), clients);
    }

    #[test]
    fn on_an_unknown_build_only_the_number_counts() {
        let exists = |name, number| edition(name).exists_on(Build::of_number(number));
        assert!(exists("Enterprise LTSC", 29999) && exists("Server Standard", 29999));
        assert!(exists("Pro", 25000) && exists("Pro", 29999));
        assert!(!exists("Windows SE", 29999) && !exists("Pro", 9600));
        assert!(!exists("IoT Enterprise LTSC", 12345));
    }

    #[test]
    fn whereabouts_are_releases_by_name() {
        assert_eq!(edition("SE").whereabouts(), "from `11 21H2` to `11 24H2`");
        assert_eq!(edition("SERVERRDSH").whereabouts(), "from `10 1903` on");
        let iot = "in `10 LTSC 2019`, `10 LTSC 2021` and `11 LTSC 2024`";
        assert_eq!(edition("IoT Enterprise LTSC").whereabouts(), iot);
        assert_eq!(edition("Server Standard").whereabouts(), "on Windows Server");
        assert!(Edition::all().all(|one| !one.whereabouts().contains("10.0.")));
    }
}
