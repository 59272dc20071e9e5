//! Any text as SyncML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    _ = omauri::syncml::read(text);
});
