//! Accepted and refused forms of host patterns.

use super::super::problem::Problem;
use super::*;

fn sent(text: &str) -> String {
    HostPattern::parse(text).map_or_else(|found| format!("{found:?}"), |pattern| pattern.to_string())
}

/// The place, the message and the help of what is refused.
fn refused(text: &str) -> (Range<usize>, String, String) {
    match HostPattern::parse(text) {
        Ok(pattern) => (0..0, format!("accepted as {pattern:?}"), String::new()),
        Err(found) => (found.range.clone(), found.to_string(), found.help()),
    }
}

#[track_caller]
fn check(text: &str, range: Range<usize>, message: &str, help: &str) {
    assert_eq!(refused(text), (range, message.to_owned(), help.to_owned()), "{text:?}");
}

#[test]
fn each_form_is_its_own_kind() {
    assert_eq!(HostPattern::parse("*"), Ok(HostPattern::Any));
    assert_eq!(HostPattern::parse("<local>"), Ok(HostPattern::Local));
    assert_eq!(HostPattern::parse("<LOCAL>"), Ok(HostPattern::Local));
    assert_eq!(HostPattern::parse("10.0.0.7"), Ok(HostPattern::Ipv4(Ipv4Addr::new(10, 0, 0, 7))));
    assert_eq!(HostPattern::parse("[::1]"), Ok(HostPattern::Ipv6(Ipv6Addr::LOCALHOST)));
    assert!(matches!(HostPattern::parse("Web_01"), Ok(HostPattern::Name(name)) if name.as_str() == "Web_01"));
}

#[test]
fn what_is_sent() {
    assert_eq!(sent("2001:db8::10"), "[2001:db8::10]");
    assert_eq!(sent("[2001:DB8:0:0:0:0:0:10]"), "[2001:db8::10]");
    assert_eq!(sent("::ffff:10.0.0.1"), "[::ffff:10.0.0.1]");
    assert_eq!(sent("*.Corp.Example.com"), "*.Corp.Example.com");
    assert_eq!(sent("10.0.0.*"), "10.0.0.*");
    assert_eq!(sent("<Local>"), "<local>");
}

#[test]
fn rules_can_ask() {
    let wild = |text| HostPattern::parse(text).map(|pattern| pattern.has_wildcard());
    assert_eq!(wild("*"), Ok(true));
    assert_eq!(wild("<local>"), Ok(true));
    assert_eq!(wild("a*"), Ok(true));
    assert_eq!(wild("a"), Ok(false));
    assert_eq!(wild("10.0.0.1"), Ok(false));
    assert_eq!(wild("::1"), Ok(false));
    assert_eq!(HostPattern::parse("a").map(|pattern| pattern.address()), Ok(None));
    assert_eq!(HostPattern::parse("a*").map(|pattern| pattern.is_any()), Ok(false));
}

#[test]
fn blanks() {
    check("", 0..0, "the host is empty", "remove the entry, or write a host");
    check(" web01", 0..1, "a host has no blanks", "write `web01`");
    check("web01\u{a0}", 5..7, "a host has no blanks", "write `web01`");
    check("web01 web02", 5..6, "a host has no blanks", "write one host in each entry");
    check("web01,web02", 5..6, "one entry is one host", "write each host as an entry of its own");
}

#[test]
fn urls() {
    let message = "this is a URL, not a host";
    check("http://web01", 0..7, message, "write `web01`");
    check("https://web01:5986/wsman", 0..8, message, "write `web01`");
    check("http://[2001:db8::1]:5985/wsman?a", 0..7, message, "write `[2001:db8::1]`");
    check("http://", 0..7, message, "write only the host");
}

#[test]
fn ports() {
    let message = "a port cannot be part of the host";
    check("web01:5985", 5..10, message, "write `web01`");
    check("10.0.0.7:5985", 8..13, message, "write `10.0.0.7`");
    check("[::1]:5985", 5..10, message, "write `[::1]`");
    check(":5985", 0..5, message, "write only the host");
}

#[test]
fn subnets() {
    let message = "this is a subnet, not a host";
    check("10.0.0.0/8", 8..10, message, "write `10.*`");
    check("10.20.0.0/16", 9..12, message, "write `10.20.*`");
    check("10.20.30.0/24", 10..13, message, "write `10.20.30.*`");
    check("10.20.30.4/32", 10..13, message, "write `10.20.30.4`");
    let otherwise = "write a name pattern such as `*.corp.example.com`, or each address";
    check("10.0.0.0/255.0.0.0", 8..18, message, otherwise);
    check("10.16.0.0/12", 9..12, message, otherwise);
    check("2001:db8::/32", 10..13, message, otherwise);
    check("[2001:db8::]/32", 12..15, message, otherwise);
}

#[test]
fn addresses() {
    let octets = "write four numbers from 0 to 255, without leading zeros";
    check("10.0.0.999", 0..10, "this is no IPv4 address", octets);
    let message = "this is no IPv6 address";
    let otherwise = "write an IPv6 address, such as `2001:db8::10`; it takes no `*`";
    check("2001:db8::zz", 0..12, message, otherwise);
    check("2001:db8::*", 0..11, message, otherwise);
    check("[2001:db8::1", 0..12, message, "write `[2001:db8::1]`");
    check("[10.0.0.7]", 1..9, message, "write `10.0.0.7`");
    check("[::1]x", 5..6, message, "write `[::1]`");
    check("[]", 1..1, message, otherwise);
    check("[[::1]]", 6..7, message, otherwise);
    check("[fe80::1%eth0]", 8..13, "a zone id cannot be part of the host", "write `[fe80::1]`");
    check("fe80::1%12", 7..10, "a zone id cannot be part of the host", "write `[fe80::1]`");
}

#[test]
fn names() {
    let letters = "write only letters, digits, `-`, `_`, `.` and one `*`";
    check("WSMAN/web01", 5..6, "`/` cannot be part of a host name", letters);
    check("\\\\web01", 0..1, "`\\` cannot be part of a host name", letters);
    check("<remote>", 0..1, "`<` cannot be part of a host name", letters);
    check("a\u{1}", 1..2, "U+0001 cannot be part of a host name", letters);
    let message = "`ü` (U+00FC) cannot be sent as part of a host name";
    check("bücher", 1..3, message, "write the name in punycode (`xn--…`)");
    check("*.*", 2..3, "a host has one `*` at most", "keep one `*`, and write an entry for each case");
}

#[test]
fn hostile_brackets_do_not_recurse() {
    let text = "[".repeat(200_000);
    assert!(HostPattern::parse(&text).is_err());
}
