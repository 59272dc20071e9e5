//! Accepted and refused forms of service principal names.

use super::super::problem::Problem;
use super::*;

#[track_caller]
fn check(text: &str, range: Range<usize>, message: &str, help: &str) {
    let found = match Spn::parse(text) {
        Ok(spn) => (0..0, format!("accepted as {spn:?}"), String::new()),
        Err(found) => (found.range.clone(), found.to_string(), found.help()),
    };
    assert_eq!(found, (range, message.to_owned(), help.to_owned()), "{text:?}");
}

fn parts(text: &str) -> Option<(String, HostPattern, Option<String>, Option<String>)> {
    match Spn::parse(text) {
        Ok(Spn::Service(spn)) => Some((
            spn.class().to_owned(),
            spn.host().clone(),
            spn.instance().map(str::to_owned),
            spn.service_name().map(str::to_owned),
        )),
        _ => None,
    }
}

#[test]
fn documented_forms_are_kept_as_written() {
    for text in [
        "*",
        "TERMSRV/host.humanresources.fabrikam.com",
        "TERMSRV/*",
        "TERMSRV/*.humanresources.fabrikam.com",
        "WSMAN/myComputer.myDomain.com",
        "wsman/WEB01",
        "MSSQLSvc/db01.corp.example.com:1433",
        "MSSQLSvc/db01.corp.example.com:INSTANCE$1",
        "ldap/dc-01.fabrikam.com/fabrikam.com",
        "E3514235-4B06-11D1-AB04-00C04FC2DCD2/dc1",
        "TERMSRV/10.0.0.7",
        "TERMSRV/2001:db8::7",
        "TERMSRV/[2001:DB8::7]:3389",
    ] {
        assert_eq!(Spn::parse(text).map(|spn| spn.to_string()), Ok(text.to_owned()));
    }
}

#[test]
fn parts_are_told_apart() {
    let any = || HostPattern::Any;
    assert_eq!(parts("WSMAN/*"), Some(("WSMAN".to_owned(), any(), None, None)));
    let full = Some(("a".to_owned(), any(), Some("443".to_owned()), Some("b".to_owned())));
    assert_eq!(parts("a/*:443/b"), full);
    let address = HostPattern::parse("::1").unwrap_or(HostPattern::Any);
    assert_eq!(parts("a/[::1]:5"), Some(("a".to_owned(), address.clone(), Some("5".to_owned()), None)));
    assert_eq!(parts("a/[::1]"), Some(("a".to_owned(), address.clone(), None, None)));
    assert_eq!(parts("a/::1"), Some(("a".to_owned(), address, None, None)));
}

#[test]
fn rules_can_ask() {
    let asked = |text| Spn::parse(text).map(|spn| (spn.is_any(), spn.is_service("WSMAN"), spn.host_is_any()));
    assert_eq!(asked("*"), Ok((true, true, true)));
    assert_eq!(asked("wsman/*"), Ok((false, true, true)));
    assert_eq!(asked("TERMSRV/*.corp"), Ok((false, false, false)));
}

#[test]
fn services_that_are_missing() {
    let form = "write `SERVICE/HOST`, such as `WSMAN/*.corp.example.com`";
    check("host.example.com", 0..16, "the service is missing", "write `WSMAN/host.example.com`");
    check("*.example.com", 0..13, "the service is missing", "write `WSMAN/*.example.com`");
    check("<local>", 0..7, "the service is missing", form);
    check("/web01", 0..0, "the service is empty", "write `WSMAN/web01`");
    check("/", 0..0, "the service is empty", form);
    check("WSMAN/", 6..6, "the host is empty", "write the host too, such as `WSMAN/*.corp.example.com`");
    check("WSMAN/:5985", 6..6, "the host is empty", "write the host too, such as `WSMAN/*.corp.example.com`");
    check("WSMAN//x", 6..6, "the host is empty", "write the host too, such as `WSMAN/*.corp.example.com`");
    check(
        "",
        0..0,
        "the service principal name is empty",
        "remove the entry, or write one such as `WSMAN/*.corp.example.com`",
    );
}

#[test]
fn notations_of_other_things() {
    let message = "this is a URL, not a service principal name";
    check("http://web01:5985/wsman", 0..7, message, "write `WSMAN/web01`");
    check("https://web01", 0..8, message, "write `WSMAN/web01`");
    check("WSMAN\\web01", 5..6, "a service principal name has no `\\`", "write `WSMAN/web01`");
    let form = "write `SERVICE/HOST`, such as `WSMAN/*.corp.example.com`";
    check("\\\\web01", 0..1, "a service principal name has no `\\`", form);
    let blanks = "a service principal name has no blanks";
    check("WSMAN/web01 ", 11..12, blanks, "write `WSMAN/web01`");
    check("WSMAN/a WSMAN/b", 7..8, blanks, "write one service principal name in each entry");
    check("WSMAN/a,WSMAN/b", 7..8, "one entry is one service principal name", "write each one as an entry of its own");
}

#[test]
fn wildcards() {
    let one = "keep one `*`, and write an entry for each case";
    check("*/*", 2..3, "a service principal name has one `*` at most", one);
    check("WSMAN/*.a.*", 10..11, "a service principal name has one `*` at most", one);
    let each = "write an entry for each service, such as `WSMAN/*.corp.example.com`";
    check("*/web01", 0..1, "`*` can only stand in the host, or alone", each);
    check("a/b:*", 4..5, "`*` can only stand in the host, or alone", each);
    check("a/b/*", 4..5, "`*` can only stand in the host, or alone", each);
}

#[test]
fn parts_that_are_wrong() {
    check(
        "WSMAN/web$1",
        9..10,
        "`$` cannot be part of a host name",
        "write only letters, digits, `-`, `_`, `.` and one `*`",
    );
    check(
        "WSMAN/<local>",
        6..13,
        "`<local>` is for trusted hosts",
        "write a pattern such as `WSMAN/*.corp.example.com`",
    );
    check("WS:MAN/a", 2..3, "`:` cannot stand here", "remove the character");
    check("é/a", 0..2, "`\\u{e9}` cannot stand here", "remove the character");
    check("a/b:0", 4..5, "a port is a number from 1 to 65535", "correct the port, or leave it out");
    check("a/b:65536", 4..9, "a port is a number from 1 to 65535", "correct the port, or leave it out");
    check("a/b:", 3..4, "the port is empty", "remove the `:`, or write a port after it");
    check("a/b/", 3..4, "the service name is empty", "remove the last `/`");
    check(
        "a/b/c/d",
        5..6,
        "a service principal name has three parts at most",
        "write `SERVICE/HOST` or `SERVICE/HOST/NAME`",
    );
    check("a/10.0.0.999", 2..12, "this is no IPv4 address", "write four numbers from 0 to 255, without leading zeros");
}

#[test]
fn helps_for_the_host_keep_the_service() {
    check("WSMAN/.corp.example", 6..6, "a part of the name is empty", "write `WSMAN/*.corp.example`");
    check("WSMAN/web.:80/x", 10..10, "a part of the name is empty", "write `WSMAN/web:80/x`");
    check("WSMAN/10.0.0.0/8", 14..16, "this is a subnet, not a host", "write `WSMAN/10.*`");
    let otherwise = "write a name pattern such as `*.corp.example.com`, or each address";
    check("WSMAN/10.0.0.0/9", 14..16, "this is a subnet, not a host", otherwise);
}
