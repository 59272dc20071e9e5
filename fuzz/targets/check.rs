//! Any bytes: decoded, read, resolved, judged, reported; and rendered to every format where nothing is wrong.
#![no_main]

use libfuzzer_sys::fuzz_target;
use omauri::catalog::Catalog;
use omauri::finding::Severity;
use omauri::intent::load;
use omauri::render::{Engine, Format, Options, render};
use omauri::report::{ReportFormat, Style, report};
use omauri::rules::judge;
use omauri::text::encoding::decode;
use omauri::text::{Source, SourceId, Sources};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes.to_vec()) else { return };
    let catalog = Catalog::shipped();
    let source = Source::new(SourceId(0), "fuzz.yaml", text);
    let outcome = load(&source, &catalog);
    let findings = judge(&source, &outcome).findings;
    let is_sound = findings.iter().all(|finding| finding.severity < Severity::Error);
    let sources = Sources::new(vec![source]);
    for form in [ReportFormat::Human, ReportFormat::Sarif, ReportFormat::Azure] {
        report(form, &findings, &sources, Style::default()).expect("every finding can be told");
    }
    if let Some(profile) = outcome.profile.filter(|_| is_sound) {
        let engine = Engine::new().expect("the shipped templates are right");
        for format in Format::ALL {
            render(&engine, &profile, format, Options::default()).expect("what passes the rules can be rendered");
        }
    }
});
