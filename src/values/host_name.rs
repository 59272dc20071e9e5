//! Names of hosts and patterns of them.

use super::host_pattern_problem::HostPatternProblem;
use super::problem::Located;
use std::fmt;
use std::ops::Range;

/// Longest part between dots, and longest name (documented: RFC 1035 section 2.3.4, less the root's dot).
const MAXIMUM_LABEL: usize = 63;
const MAXIMUM_NAME: usize = 253;

/// A DNS or NetBIOS name in which one `*` may stand for any characters, in the author's case.
///
/// DNS host names have letters, digits, hyphens and dots, and no computer of a domain is named by digits alone
/// (documented: Microsoft, "Naming conventions in Active Directory for computers, domains, sites, and OUs").
/// The underscore is accepted because older names have it, and other signs of NetBIOS names are not, because
/// they cannot stand in the URL to which a WinRM client connects (both inferred). That a pattern has one `*`
/// at most is documented for SPNs; for trusted hosts no public page was found that says so (inferred).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(String);

impl HostName {
    /// Parses a name or pattern, after addresses have been tried.
    pub(super) fn parse(text: &str) -> Result<Self, Located<HostPatternProblem>> {
        if text.is_empty() {
            return Err(Located::new(0..0, HostPatternProblem::Empty));
        }
        check_characters(text)?;
        check_wildcards(text)?;
        check_numbers(text)?;
        check_length(text)?;
        check_labels(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a pattern.
    pub fn has_wildcard(&self) -> bool {
        self.0.contains('*')
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether a text can only be meant as an IPv4 address or a pattern of one.
pub(super) fn is_numeric(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
        && text.chars().all(|character| matches!(character, '0'..='9' | '.' | '*'))
}

type Checked = Result<(), Located<HostPatternProblem>>;

fn refuse(range: Range<usize>, problem: HostPatternProblem) -> Checked {
    Err(Located::new(range, problem))
}

fn check_characters(text: &str) -> Checked {
    let is_wrong = |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | '*'));
    match text.char_indices().find(|(_, character)| is_wrong(*character)) {
        None => Ok(()),
        Some((start, character)) if !character.is_alphanumeric() => {
            refuse(start..start + character.len_utf8(), HostPatternProblem::BadCharacter { character })
        }
        Some((start, character)) => {
            let range = start..start + character.len_utf8();
            refuse(range, HostPatternProblem::NotAscii { character })
        }
    }
}

fn check_wildcards(text: &str) -> Checked {
    match text.match_indices('*').nth(1) {
        None => Ok(()),
        Some((start, _)) => refuse(start..start + 1, HostPatternProblem::SecondWildcard),
    }
}

/// No host is called `10.0.0.999`: WinRM would ask DNS for it and never find it. A pattern of addresses must
/// be able to match one.
fn check_numbers(text: &str) -> Checked {
    if !is_numeric(text) {
        return Ok(());
    }
    let is_octet = |part: &str| part.parse::<u8>().is_ok_and(|octet| octet.to_string() == part);
    let is_possible = |part: &str| part.is_empty() || part.contains('*') || is_octet(part);
    let is_pattern = text.contains('*') && text.split('.').count() <= 4;
    if is_pattern && text.split('.').all(is_possible) {
        return Ok(());
    }
    refuse(0..text.len(), HostPatternProblem::InvalidIpv4)
}

fn check_length(text: &str) -> Checked {
    let length = written_length(text);
    if length <= MAXIMUM_NAME {
        return Ok(());
    }
    refuse(0..text.len(), HostPatternProblem::NameTooLong { length })
}

fn check_labels(text: &str) -> Checked {
    let mut start = 0;
    for label in text.split('.') {
        let range = start..start + label.len();
        check_label(text, label, range)?;
        start += label.len() + 1;
    }
    Ok(())
}

fn check_label(text: &str, label: &str, range: Range<usize>) -> Checked {
    let length = written_length(label);
    if label.is_empty() {
        return refuse(range, HostPatternProblem::EmptyLabel { instead: without_edge_dots(text) });
    }
    if length > MAXIMUM_LABEL {
        return refuse(range, HostPatternProblem::LabelTooLong { length });
    }
    if label.starts_with('-') || label.ends_with('-') {
        return refuse(range, HostPatternProblem::HyphenAtEdge);
    }
    Ok(())
}

/// A `*` may stand for nothing, so it does not count.
fn written_length(text: &str) -> usize {
    text.chars().filter(|character| *character != '*').count()
}

/// `.corp.example.com` means all hosts of the domain, `host.` the host.
fn without_edge_dots(text: &str) -> Option<String> {
    let core = text.trim_matches('.');
    let is_domain = text.starts_with('.') && !text.contains('*');
    let instead = if is_domain { format!("*.{core}") } else { core.to_owned() };
    let is_right = !core.is_empty() && !core.contains("..") && HostName::parse(&instead).is_ok();
    is_right.then_some(instead)
}

#[cfg(test)]
mod tests {
    use super::super::problem::Problem;
    use super::*;

    fn refused(text: &str) -> Option<(Range<usize>, HostPatternProblem)> {
        HostName::parse(text).err().map(|found| (found.range, found.problem))
    }

    fn help(text: &str) -> Option<String> {
        HostName::parse(text).err().map(|found| found.help())
    }

    #[test]
    fn names_and_patterns_are_kept_as_written() {
        let label = "a".repeat(63);
        for text in [
            "web01",
            "WEB_01",
            "a.b",
            "xn--bcher-kva.example",
            "3com.com",
            "1.2.3.4x",
            "*",
            "*.corp",
            "web*",
            "w*b.corp",
            "10.0.0.*",
            "10.*",
            &label,
        ] {
            assert_eq!(HostName::parse(text).map(|name| name.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(HostName::parse("web*").map(|name| name.has_wildcard()), Ok(true));
        assert_eq!(HostName::parse("web").map(|name| name.has_wildcard()), Ok(false));
    }

    #[test]
    fn characters_are_refused_at_their_place() {
        assert_eq!(refused(""), Some((0..0, HostPatternProblem::Empty)));
        assert_eq!(refused("we$b"), Some((2..3, HostPatternProblem::BadCharacter { character: '$' })));
        assert_eq!(refused("bücher.de"), Some((1..3, HostPatternProblem::NotAscii { character: 'ü' })));
        assert_eq!(refused("*.a.*"), Some((4..5, HostPatternProblem::SecondWildcard)));
    }

    #[test]
    fn numbers_that_are_no_address_are_refused() {
        for text in ["10.0.0.999", "10.0.0", "10", "010.0.0.1", "1.2.3.4.5", "256.*", "01.*", "1.2.3.4.*", "1...5"] {
            assert_eq!(refused(text), Some((0..text.len(), HostPatternProblem::InvalidIpv4)), "{text}");
        }
    }

    #[test]
    fn labels_are_checked_one_by_one() {
        let long = format!("a.{}", "b".repeat(64));
        assert_eq!(refused(&long), Some((2..66, HostPatternProblem::LabelTooLong { length: 64 })));
        assert_eq!(refused("web.-a"), Some((4..6, HostPatternProblem::HyphenAtEdge)));
        assert_eq!(refused("web-.a"), Some((0..4, HostPatternProblem::HyphenAtEdge)));
        assert_eq!(refused("a..b"), Some((2..2, HostPatternProblem::EmptyLabel { instead: None })));
        assert_eq!(help(".corp.example").as_deref(), Some("write `*.corp.example`"));
        assert_eq!(help("web.corp.").as_deref(), Some("write `web.corp`"));
        assert_eq!(help("*.corp.").as_deref(), Some("write `*.corp`"));
        assert_eq!(help(".").as_deref(), Some("remove a dot"));
    }

    #[test]
    fn names_have_253_characters_at_most() {
        let label = "a".repeat(63);
        let name = [label.as_str(), &label, &label, &"b".repeat(61)].join(".");
        assert_eq!(name.len(), 253);
        assert_eq!(refused(&name), None);
        assert_eq!(refused(&format!("*{name}")), None);
        let longer = format!("{name}b");
        assert_eq!(refused(&longer), Some((0..254, HostPatternProblem::NameTooLong { length: 254 })));
    }
}
