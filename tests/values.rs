//! Laws that hold for all values, whatever their text.

use omauri::values::{
    HardeningLevel, HostPattern, Ipv4Filter, Ipv4Range, Ipv6Filter, Ipv6Range, Located, PolicyText, Problem, Spn,
    TrustedHosts, check_length,
};
use proptest::prelude::*;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Texts that come near the grammars, and others.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-a0-9.:*/%,<>\\[\\] –\u{e9}\\\\]{0,24}",
        "(WSMAN/|TERMSRV/|http://|a:)?[*]?[.]?[a-z0-9-]{0,8}(\\.[a-z0-9*]{1,5}){0,3}(:[0-9a-z]{0,6})?(/[a-z*]{0,3})?",
        "[0-9]{1,3}(\\.[0-9*]{1,3}){1,4}(/[0-9]{1,2})?(-[0-9]{1,3}(\\.[0-9]{1,3}){0,3})?(, ?[0-9.*]{0,9})?",
        "\\[?[0-9a-f]{0,4}(:[0-9a-f]{0,4}){1,7}\\]?(%[a-z0-9]{0,3})?(-[0-9a-f:]{0,9})?(,[0-9a-f:]{0,9})?",
    ]
}

fn is_well_placed<P: Problem>(text: &str, found: &Located<P>) -> bool {
    text.get(found.range.clone()).is_some() && !found.to_string().is_empty() && !found.help().is_empty()
}

/// What a help tells to write is itself right.
fn instead(help: &str) -> Option<&str> {
    help.strip_prefix("write `")?.strip_suffix('`').filter(|text| !text.contains('`'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_host_pattern_is_read_back(text in texts()) {
        match HostPattern::parse(&text) {
            Ok(host) => prop_assert_eq!(HostPattern::parse(&host.to_string()), Ok(host)),
            Err(found) => {
                prop_assert!(is_well_placed(&text, &found));
                if let Some(instead) = instead(&found.help()) {
                    prop_assert!(HostPattern::parse(instead).is_ok(), "{}", instead);
                }
            }
        }
    }

    #[test]
    fn trusted_hosts_are_read_back(text in texts()) {
        match TrustedHosts::parse(&text) {
            Ok(hosts) => prop_assert_eq!(TrustedHosts::parse(&hosts.to_string()), Ok(hosts)),
            Err(found) => {
                prop_assert!(!found.is_empty());
                prop_assert!(found.iter().all(|found| is_well_placed(&text, found)));
            }
        }
    }

    #[test]
    fn an_ipv4_range_is_read_back(text in texts()) {
        match Ipv4Range::parse(&text) {
            Ok(range) => prop_assert_eq!(Ipv4Range::parse(&range.to_string()), Ok(range)),
            Err(found) => {
                prop_assert!(is_well_placed(&text, &found));
                let help = found.help();
                if let Some(instead) = instead(&help).filter(|instead| *instead != "FIRST-LAST") {
                    prop_assert!(Ipv4Range::parse(instead).is_ok(), "{}", instead);
                }
            }
        }
    }

    #[test]
    fn an_ipv6_range_is_read_back(text in texts()) {
        match Ipv6Range::parse(&text) {
            Ok(range) => prop_assert_eq!(Ipv6Range::parse(&range.to_string()), Ok(range)),
            Err(found) => {
                prop_assert!(is_well_placed(&text, &found));
                let help = found.help();
                if let Some(instead) = instead(&help).filter(|instead| *instead != "FIRST-LAST") {
                    prop_assert!(Ipv6Range::parse(instead).is_ok(), "{}", instead);
                }
            }
        }
    }

    #[test]
    fn filters_are_read_back(text in texts()) {
        match Ipv4Filter::parse(&text) {
            Ok(filter) => prop_assert_eq!(Ipv4Filter::parse(&filter.to_string()), Ok(filter)),
            Err(found) => prop_assert!(found.iter().all(|found| is_well_placed(&text, found))),
        }
        match Ipv6Filter::parse(&text) {
            Ok(filter) => prop_assert_eq!(Ipv6Filter::parse(&filter.to_string()), Ok(filter)),
            Err(found) => prop_assert!(found.iter().all(|found| is_well_placed(&text, found))),
        }
    }

    #[test]
    fn every_pair_of_addresses_is_a_range_one_way(pair: (u32, u32), wide: (u128, u128)) {
        let (first, last) = (Ipv4Addr::from(pair.0), Ipv4Addr::from(pair.1));
        let text = format!("{first}-{last}");
        prop_assert_eq!(Ipv4Range::parse(&text).is_ok(), pair.0 <= pair.1);
        let (first, last) = (Ipv6Addr::from(wide.0), Ipv6Addr::from(wide.1));
        let is_plain = first.to_ipv4_mapped().is_none() && last.to_ipv4_mapped().is_none();
        prop_assume!(is_plain);
        let text = format!("{first}-{last}");
        prop_assert_eq!(Ipv6Range::parse(&text).is_ok(), wide.0 <= wide.1);
    }

    #[test]
    fn every_address_is_a_trusted_host(short: u32, long: u128) {
        let short = Ipv4Addr::from(short);
        let long = Ipv6Addr::from(long);
        prop_assert_eq!(HostPattern::parse(&short.to_string()), Ok(HostPattern::Ipv4(short)));
        prop_assert_eq!(HostPattern::parse(&long.to_string()), Ok(HostPattern::Ipv6(long)));
    }

    #[test]
    fn a_service_principal_name_is_sent_as_written(text in texts()) {
        match Spn::parse(&text) {
            Ok(spn) => prop_assert_eq!(spn.to_string(), text),
            Err(found) => {
                prop_assert!(is_well_placed(&text, &found));
                if let Some(instead) = instead(&found.help()) {
                    prop_assert!(Spn::parse(instead).is_ok() || HostPattern::parse(instead).is_ok(), "{}", instead);
                }
            }
        }
    }

    #[test]
    fn text_is_kept_or_refused(text: String, maximum in 0usize..40) {
        match PolicyText::parse(&text) {
            Ok(kept) => prop_assert_eq!(kept.as_str(), text.as_str()),
            Err(found) => prop_assert!(is_well_placed(&text, &found)),
        }
        prop_assert!(PolicyText::problems(&text).all(|found| is_well_placed(&text, &found)));
        let length = text.encode_utf16().count();
        match check_length(&text, maximum) {
            Ok(()) => prop_assert!(length <= maximum),
            Err(found) => {
                prop_assert!(length > maximum && is_well_placed(&text, &found));
                let rest = text.get(..found.range.start).unwrap_or_default();
                prop_assert!(rest.encode_utf16().count() <= maximum);
            }
        }
    }

    #[test]
    fn hardening_levels_are_exact(text: String) {
        if let Ok(level) = text.parse::<HardeningLevel>() {
            prop_assert_eq!(level.to_string(), text);
        }
    }
}
