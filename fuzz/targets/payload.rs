//! Any text as a payload.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    _ = omauri::admx::Payload::parse(text);
});
