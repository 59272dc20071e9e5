//! Editions of Windows: the SKUs that a node may list.

use std::fmt;

use super::build::Build;
use super::channel::LongTermChannel;
use super::edition_table::{EDITIONS, EditionFacts};
use super::existence::Existence;
use crate::text::nearest::{alternatives, nearest_named};

/// An edition of Windows, such as Pro (SKU code 0x30). Ordered by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(&'static EditionFacts);

impl Edition {
    /// All known editions by SKU code, servers too.
    pub fn all() -> impl Iterator<Item = Self> {
        EDITIONS.iter().map(Self)
    }

    /// The edition of a SKU code, as `EditionAllowList` and `GetProductInfo` give it; none for a code that
    /// no known Windows 10, Windows 11 or server of theirs reports.
    #[must_use]
    pub fn from_code(code: u16) -> Option<Self> {
        Self::all().find(|edition| edition.code() == code)
    }

    /// The edition with this name, in any case. Understood are the name (`Pro`), other names in use
    /// (`Enterprise LTSB`), the EditionID of the registry (`EnterpriseS`) and the constant of winnt.h, with
    /// and without its prefix (`PRODUCT_PROFESSIONAL`).
    ///
    /// # Errors
    ///
    /// [`EditionError`] with up to three names like the text.
    pub fn from_name(given: &str) -> Result<Self, EditionError> {
        Self::named(given).ok_or_else(|| EditionError { given: given.to_owned(), nearest: names_near(given) })
    }

    /// The edition of a name; unlike [`Self::from_name`] it seeks no near ones.
    #[must_use]
    pub fn named(given: &str) -> Option<Self> {
        Self::all().find(|edition| edition.is_called(given))
    }

    fn is_called(self, given: &str) -> bool {
        let constant = given.split_once('_').filter(|(prefix, _)| prefix.eq_ignore_ascii_case("PRODUCT"));
        self.names().any(|name| name.eq_ignore_ascii_case(given))
            || constant.is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(self.constant()))
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        [self.name(), self.constant()].into_iter().chain(self.0.aliases.iter().copied())
    }

    /// Whether it is the one of Azure Virtual Desktop, on which several people work at once.
    #[must_use]
    pub fn is_multi_session(self) -> bool {
        self.code() == 0xAF
    }

    /// The SKU code.
    #[must_use]
    pub fn code(self) -> u16 {
        self.0.code
    }

    /// The name as people write it, such as `Enterprise LTSC`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The constant of winnt.h, without `PRODUCT_`.
    #[must_use]
    pub fn constant(self) -> &'static str {
        self.0.constant
    }

    /// The edition of which this is the N variant; none if it is no N variant.
    #[must_use]
    pub fn base_of_n(self) -> Option<Self> {
        self.0.base_of_n.and_then(Self::from_code)
    }

    /// Whether it is an edition of Windows Server.
    #[must_use]
    pub fn is_server(self) -> bool {
        self.0.existence == Existence::Server
    }

    /// Whether it exists in long-term channels only.
    #[must_use]
    pub fn is_long_term(self) -> bool {
        matches!(self.0.existence, Existence::LongTerm(_))
    }

    /// Whether it is a Windows IoT edition.
    #[must_use]
    pub fn is_iot(self) -> bool {
        self.0.name.starts_with("IoT ")
    }

    /// Whether no release ever had it.
    #[must_use]
    pub fn is_unreleased(self) -> bool {
        self.0.existence == Existence::Nowhere
    }

    /// Whether the edition exists on a build. Of a build that is no known release, only its number is
    /// judged: it may have any edition that could still be, or have been, around.
    #[must_use]
    pub fn exists_on(self, build: Build) -> bool {
        self.0.existence.includes(build)
    }

    /// Whether it belongs to a long-term channel. An IoT name has the IoT editions only, the plain name has both.
    #[must_use]
    pub fn belongs_to(self, channel: LongTermChannel) -> bool {
        self.is_long_term() && self.exists_on(channel.build()) && (self.is_iot() || !channel.is_iot_only())
    }

    /// Where it exists, for a person: ``from `10 1903` on``, ``in `10 LTSC 2019`, …`` or `nowhere`.
    #[must_use]
    pub fn whereabouts(self) -> String {
        self.0.existence.to_string()
    }
}

/// A text that names no edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no edition of Windows")]
pub struct EditionError {
    /// The text as it was given.
    pub given: String,
    /// Up to three names like it, nearest first.
    pub nearest: Vec<&'static str>,
}

impl EditionError {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        if self.nearest.is_empty() {
            return "write an edition such as `Pro`, `Enterprise` or `Education`".to_owned();
        }
        format!("did you mean {}?", alternatives(&self.nearest))
    }
}

/// A SKU code gives its one name. Otherwise aliases count when measuring, but the name itself is offered.
fn names_near(given: &str) -> Vec<&'static str> {
    let code = given.strip_prefix("0x").and_then(|digits| u16::from_str_radix(digits, 16).ok());
    if let Some(edition) = code.and_then(Edition::from_code) {
        return vec![edition.name()];
    }
    // `Windows 11 Pro` names a product.
    let is_product = |word: &&str| ["windows", "microsoft", "10", "11"].contains(&word.to_ascii_lowercase().as_str());
    let words: Vec<&str> = given.split_whitespace().skip_while(is_product).take(LONGEST_NAME).collect();
    let given = words.join(" ");
    if let Some(edition) = Edition::named(&given) {
        return vec![edition.name()];
    }
    let names = |edition: Edition| edition.names().map(move |name| (name, edition.name()));
    let near = nearest_named(&given, Edition::all().flat_map(names));
    if !near.is_empty() || given.len() < 3 {
        return near;
    }
    // `LTSC`, `Edu`: a part of a name, the shortest names first.
    let part = given.to_ascii_lowercase();
    let mut holding: Vec<&str> =
        Edition::all().map(Edition::name).filter(|name| name.to_ascii_lowercase().contains(&part)).collect();
    holding.sort_by_key(|name| name.len());
    holding.truncate(3);
    holding
}

/// More words than any name has.
const LONGEST_NAME: usize = 8;

impl fmt::Display for Edition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(name: &str) -> Edition {
        Edition::from_name(name).unwrap()
    }

    #[test]
    fn codes_rise_and_no_name_means_two() {
        assert!(EDITIONS.is_sorted_by(|left, right| left.code < right.code));
        for edition in Edition::all() {
            assert_eq!(Edition::from_code(edition.code()), Some(edition));
            for name in edition.names() {
                assert_eq!(Edition::from_name(name), Ok(edition), "{name}");
                assert_eq!(Edition::from_name(&name.to_uppercase()), Ok(edition), "{name}");
            }
        }
        assert_eq!(Edition::from_code(0x05), None);
    }

    #[test]
    fn names_of_every_kind_are_understood() {
        for name in ["Pro", "pro", "Professional", "PROFESSIONAL", "product_professional"] {
            assert_eq!(edition(name).code(), 0x30, "{name}");
        }
        for name in ["Enterprise LTSC", "Enterprise LTSB", "EnterpriseS", "PRODUCT_ENTERPRISE_S"] {
            assert_eq!(edition(name).code(), 0x7D, "{name}");
        }
        assert_eq!(edition("Core").name(), "Home");
        assert_eq!(edition("SE").name(), "Windows SE");
        assert!(Edition::from_name("PRODUCT_Pro").is_err());
    }

    #[test]
    fn an_unknown_name_gets_its_neighbours() {
        let help = |name| Edition::from_name(name).unwrap_err().help();
        assert!(help("Profesional").starts_with("did you mean `Pro`"));
        let misspelt = help("Enterprize LTSC");
        assert!(misspelt.starts_with("did you mean `Enterprise LTSC` or "), "{misspelt}");
        assert_eq!(help("0xCB"), "did you mean `Windows SE`?");
        assert_eq!(help("Windows 11 Pro"), "did you mean `Pro`?");
        assert_eq!(help("Edu"), "did you mean `Education`, `Education N` or `Pro Education`?");
        assert!(help("LTSC").starts_with("did you mean `Enterprise LTSC`"), "{}", help("LTSC"));
        assert!(help("Ultimate Ninja Turtle").starts_with("write an edition such as `Pro`"));
    }

    #[test]
    fn n_variants_exist_where_their_base_does() {
        for (edition, base) in Edition::all().filter_map(|one| Some((one, one.base_of_n()?))) {
            assert_eq!(edition.0.existence, base.0.existence, "{edition}");
            assert_eq!(edition.name().replace(" N", ""), base.name());
        }
        assert_eq!(edition("Pro N").base_of_n(), Some(edition("Pro")));
        let plain = Edition::all().filter(|one| one.base_of_n().is_none());
        assert!(plain.into_iter().all(|one| !one.constant().ends_with("_N")));
    }

    fn has(product: &str, name: &str, named: &str) -> bool {
        edition(named).belongs_to(LongTermChannel::of_words(product, name).unwrap())
    }

    #[test]
    fn a_channel_has_the_long_term_editions_only() {
        assert!(has("10", "LTSC 2021", "Enterprise LTSC"));
        assert!(has("10", "ltsc 2021", "IoT Enterprise LTSC"));
        assert!(!has("10", "LTSC 2021", "Enterprise"));
        assert!(!has("10", "LTSC 2021", "IoT Enterprise"));
        assert!(!has("11", "LTSC 2024", "Pro"));
        assert!(!has("11", "LTSC 2024", "Server Standard"));
    }

    #[test]
    fn iot_came_in_2019_and_has_names_of_its_own() {
        assert!(!has("10", "LTSB 2016", "IoT Enterprise LTSC"));
        assert!(has("10", "LTSC 2019", "IoT Enterprise LTSC"));
        assert!(has("10", "IoT LTSC 2019", "IoT Enterprise LTSC"));
        assert!(!has("10", "IoT LTSC 2019", "Enterprise LTSC"));
    }

    #[test]
    fn every_channel_has_editions() {
        let count = |channel| Edition::all().filter(|edition| edition.belongs_to(channel)).count();
        assert!(LongTermChannel::all().all(|channel| count(channel) > 2));
    }
}
