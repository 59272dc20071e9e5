//! What a node without ADMX takes.

use serde::Deserialize;

use super::super::record::{Allowed, AllowedValue};
use super::scalar::{Map, Word};

/// What a node without ADMX takes, as written: `{ min: 0, max: 9 }`, `{ 0: Not allowed, 1: Allowed }`, `[0, 1]`,
/// `{ flags: { 1: Left, 2: Right } }`, `{ list: ";" }` or `xml`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "AllowedShape")]
pub(super) struct AllowedFacts(pub(super) Allowed);

#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected values with their meanings (`0: Not allowed`), a list of values, or `min` and `max`"
)]
enum AllowedShape {
    Map(Map<Inner>),
    Plain(Vec<Word>),
    Word(String),
}

/// The parts are told apart by their keys: serde would take the value 0 for the first field of a struct.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, or values with their meanings")]
enum Inner {
    Word(Word),
    Map(Map<Word>),
}

impl TryFrom<AllowedShape> for AllowedFacts {
    type Error = String;

    fn try_from(shape: AllowedShape) -> Result<Self, String> {
        let entries = match shape {
            AllowedShape::Word(word) if word == "xml" => return Ok(Self(Allowed::Xml)),
            AllowedShape::Word(word) => return Err(format!("`{word}` is no kind of value")),
            AllowedShape::Plain(values) => {
                let value = |value: Word| AllowedValue { value: value.into_text(), meaning: String::new() };
                return Ok(Self(Allowed::Enum(values.into_iter().map(value).collect())));
            }
            AllowedShape::Map(entries) => entries.0,
        };
        let number = |word: &Word| match word {
            Word::Number(number) => Some(*number),
            _ => None,
        };
        Ok(Self(match entries.as_slice() {
            [(min, Inner::Word(least)), (max, Inner::Word(most))]
            | [(max, Inner::Word(most)), (min, Inner::Word(least))]
                if min == "min" && max == "max" =>
            {
                let bounds = number(least).zip(number(most)).filter(|(min, max)| min <= max);
                let (min, max) = bounds.ok_or("`min` and `max` are numbers, and `min` is not the greater one")?;
                Allowed::Range { min, max }
            }
            [(list, Inner::Word(delimiter))] if list == "list" => {
                Allowed::List { delimiter: delimiter.clone().into_text() }
            }
            [(flags, Inner::Map(_))] if flags == "flags" => {
                let values = entries.into_iter().filter_map(|(_, inner)| match inner {
                    Inner::Map(values) => Some(with_meanings(values)),
                    Inner::Word(_) => None,
                });
                Allowed::Flags(values.flatten().collect())
            }
            _ => {
                let value = |(value, inner): (String, Inner)| match inner {
                    Inner::Word(meaning) => Ok(AllowedValue { value, meaning: meaning.into_text() }),
                    Inner::Map(_) => Err(format!("the meaning of `{value}` is a text")),
                };
                Allowed::Enum(entries.into_iter().map(value).collect::<Result<_, _>>()?)
            }
        }))
    }
}

fn with_meanings(values: Map<Word>) -> Vec<AllowedValue> {
    let value = |(value, meaning): (String, Word)| AllowedValue { value, meaning: meaning.into_text() };
    values.0.into_iter().map(value).collect()
}
