//! The targets of an intent.

use serde_json::{Value, json};

use crate::windows::{Edition, LongTermChannel, Release};

use super::super::facts;

/// The key `targets`.
pub(super) fn targets() -> Value {
    let mut editions: Vec<Edition> = Edition::all().filter(|edition| !edition.is_server()).collect();
    // What people have first: an editor offers them in this order.
    editions.sort_by_key(|edition| {
        facts::MAIN_EDITIONS.iter().position(|code| *code == edition.code()).unwrap_or(usize::MAX)
    });
    let editions: Vec<&str> = editions.into_iter().map(Edition::name).collect();
    let releases: Vec<String> = Release::clients().map(Release::name).collect();
    let channels = LongTermChannel::all().map(LongTermChannel::name);
    let names: Vec<String> = releases.iter().cloned().chain(channels).collect();
    let message =
        "a release such as `11 24H2`, a long-term channel such as `10 LTSC 2021`, or a build such as `10.0.26100`";
    let bound = json!({ "type": "string", "enum": releases, "errorMessage": message });
    json!({
        "type": "array",
        "minItems": 1,
        "markdownDescription": "The releases and editions the intent is for. Every setting is judged for each of them.",
        "defaultSnippets": [{
            "label": "target",
            "body": [{ "windows": "${1:11 24H2}", "editions": ["${2:Enterprise}"] }],
        }],
        "items": {
            "type": "object",
            "required": ["windows", "editions"],
            "additionalProperties": false,
            "properties": {
                "windows": {
                    "markdownDescription": "A release, a long-term channel, a build, or a range `{ from: 10 22H2, to: 11 23H2 }` (without `to`: and later).",
                    "anyOf": [
                        { "type": "string", "enum": names, "errorMessage": message },
                        { "type": "string", "pattern": "^10\\.0\\.[0-9]+(\\.[0-9]+)?$", "patternErrorMessage": message },
                        {
                            "type": "object",
                            "required": ["from"],
                            "additionalProperties": false,
                            "properties": { "from": bound, "to": bound },
                        },
                    ],
                },
                "editions": {
                    "markdownDescription": "Editions by name; N variants are editions of their own.",
                    "anyOf": [
                        { "type": "array", "minItems": 1, "items": { "type": "string", "enum": editions } },
                        { "type": "string", "enum": editions },
                    ],
                },
            },
        },
    })
}
