//! Accepted and refused forms of ranges.

use super::super::problem::Problem;
use super::*;

fn outcome<A: Address>(text: &str) -> (Range<usize>, String, String) {
    match IpRange::<A>::parse(text) {
        Ok(range) => (0..0, format!("accepted as {range}"), String::new()),
        Err(found) => (found.range.clone(), found.to_string(), found.help()),
    }
}

#[track_caller]
fn check<A: Address>(text: &str, range: Range<usize>, message: &str, help: &str) {
    assert_eq!(outcome::<A>(text), (range, message.to_owned(), help.to_owned()), "{text:?}");
}

fn v4(text: &str, range: Range<usize>, message: &str, help: &str) {
    check::<Ipv4Addr>(text, range, message, help);
}

fn v6(text: &str, range: Range<usize>, message: &str, help: &str) {
    check::<Ipv6Addr>(text, range, message, help);
}

fn sent<A: Address>(text: &str) -> String {
    outcome::<A>(text).1
}

#[test]
fn what_is_sent() {
    assert_eq!(sent::<Ipv4Addr>("10.20.0.1-10.20.0.254"), "accepted as 10.20.0.1-10.20.0.254");
    assert_eq!(sent::<Ipv4Addr>("10.20.0.1"), "accepted as 10.20.0.1-10.20.0.1");
    assert_eq!(sent::<Ipv4Addr>("0.0.0.0-255.255.255.255"), "accepted as 0.0.0.0-255.255.255.255");
    assert_eq!(sent::<Ipv6Addr>("2001:DB8::1-2001:db8:0:0::ff"), "accepted as 2001:db8::1-2001:db8::ff");
    assert_eq!(sent::<Ipv6Addr>("::1"), "accepted as ::1-::1");
}

#[test]
fn ranges_know_their_ends() {
    let range = Ipv4Range::parse("10.0.0.1-10.0.0.9");
    assert_eq!(range.clone().map(|range| range.first()), Ok(Ipv4Addr::new(10, 0, 0, 1)));
    assert_eq!(range.clone().map(|range| range.last()), Ok(Ipv4Addr::new(10, 0, 0, 9)));
    assert_eq!(range.map(|range| range.single()), Ok(None));
    assert_eq!(Ipv4Range::new(Ipv4Addr::new(10, 0, 0, 2), Ipv4Addr::new(10, 0, 0, 1)), None);
    let one = Ipv4Addr::new(10, 0, 0, 2);
    assert_eq!(Ipv4Range::new(one, one).and_then(|range| range.single()), Some(one));
}

#[test]
fn blanks_and_dashes() {
    v4("", 0..0, "the range is empty", "remove the entry, or write a range");
    v4("10.0.0.1 - 10.0.0.9", 8..9, "a range has no blanks", "write `10.0.0.1-10.0.0.9`");
    let otherwise = "write `FIRST-LAST`, with a plain hyphen and no blanks";
    v4("10.0.0.1 10.0.0.9", 8..9, "a range has no blanks", otherwise);
    v4("10.0.0.1–10.0.0.9", 8..11, "`–` is not the hyphen", "write `10.0.0.1-10.0.0.9`");
    v4("10.0.0.1,10.0.0.9", 8..9, "one entry is one range", "write each range as an entry of its own");
    v4("10.0.0.1-10.0.0.2-10.0.0.3", 17..18, "a range has one `-`", "write each range as an entry of its own");
    v4("10.0.0.1-", 8..9, "an address is missing", "write `FIRST-LAST`");
    v6("-::1", 0..1, "an address is missing", "write `FIRST-LAST`");
}

#[test]
fn subnets_and_patterns_name_their_range() {
    let message = "a filter takes ranges, not subnets";
    v4("10.0.0.0/8", 8..10, message, "write `10.0.0.0-10.255.255.255`");
    v4("192.168.7.9/24", 11..14, message, "write `192.168.7.0-192.168.7.255`");
    v4("10.0.0.0/33", 8..11, message, "write `FIRST-LAST`");
    v6("2001:db8::/126", 10..14, message, "write `2001:db8::-2001:db8::3`");
    let message = "a range has no `*`";
    v4("10.0.0.*", 7..8, message, "write `10.0.0.0-10.0.0.255`");
    v4("10.*.*", 3..4, message, "write `10.0.0.0-10.255.255.255`");
    let otherwise = "write `FIRST-LAST`, or `*` alone for all addresses";
    for (text, start) in
        [("10.*.0.1", 3), ("10.0.0.1*", 8), ("*.*", 0), ("1.2.3.4.*", 8), ("1.2.3.*.*", 6), ("300.*", 4)]
    {
        v4(text, start..start + 1, message, otherwise);
    }
    v6("2001:db8::*", 10..11, message, otherwise);
}

#[test]
fn the_families_are_kept_apart() {
    v4("::1", 0..3, "an IPv6 address stands in the IPv4 filter", "move it to the IPv6 filter");
    v6("::1-10.0.0.1", 4..12, "an IPv4 address stands in the IPv6 filter", "move it to the IPv4 filter");
    let message = "this is an IPv4 address in IPv6 notation";
    v6("::ffff:10.0.0.1", 0..15, message, "write `10.0.0.1` in the IPv4 filter");
}

#[test]
fn notations_of_other_programs() {
    v6(
        "[2001:db8::1]-[2001:db8::2]",
        0..1,
        "an address of a filter has no brackets",
        "write `2001:db8::1-2001:db8::2`",
    );
    v6("[x]", 0..1, "an address of a filter has no brackets", "remove the brackets");
    let zone = "write the address without the part from `%` on";
    v6("fe80::1%eth0", 7..12, "an address of a filter has no zone id", zone);
    v6("fe80::1-fe80::2%4", 15..17, "an address of a filter has no zone id", zone);
    v4("10.0.0.1-20", 9..11, "the last address is not complete", "write `10.0.0.1-10.0.0.20`");
}

#[test]
fn names_and_wrong_addresses() {
    let names = "write the local addresses on which WinRM is to listen";
    v4("web-01.corp", 0..11, "a filter takes addresses, not host names", names);
    v6("web", 0..3, "a filter takes addresses, not host names", names);
    let octets = "write four numbers from 0 to 255, without leading zeros";
    v4("10.0.0.999", 0..10, "this is no IPv4 address", octets);
    v4("10.0.0.1-10.0.0.256", 9..19, "this is no IPv4 address", octets);
    v4("10.0.0.1:5985", 0..13, "this is no IPv4 address", octets);
    v6("2001:db8::zz", 0..12, "this is no IPv6 address", "write an IPv6 address, such as `2001:db8::10`");
    v4("10.0.0.9-10.0.0.1", 0..17, "the range is backwards", "write `10.0.0.1-10.0.0.9`");
}

#[test]
fn public_means_any_part_outside_the_blocks() {
    let is_public = |text| Ipv4Range::parse(text).map(|range| range.is_public());
    for text in [
        "10.0.0.0-10.255.255.255",
        "100.64.0.0-100.127.255.255",
        "127.0.0.1",
        "169.254.0.0-169.254.255.255",
        "172.16.0.0-172.31.255.255",
        "192.168.0.0-192.168.255.255",
    ] {
        assert_eq!(is_public(text), Ok(false), "{text}");
    }
    for text in [
        "9.255.255.255-10.0.0.1",
        "10.255.255.255-11.0.0.0",
        "100.128.0.0",
        "172.32.0.0",
        "172.15.255.255",
        "192.0.2.7",
        "192.167.0.1-192.168.0.1",
        "10.0.0.0-192.168.0.1",
        "8.8.8.8",
    ] {
        assert_eq!(is_public(text), Ok(true), "{text}");
    }
}
