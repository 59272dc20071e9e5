//! What a node without ADMX takes.

use serde::Deserialize;

use super::super::record::{Allowed, AllowedValue, Range};
use super::scalar::{Map, Word};

/// What a node without ADMX takes, as written: `{ min: 0, max: 9 }` or several of these, `{ 0: Not allowed, 1: Allowed }`,
/// `[0, 1]`, `{ flags: { 1: Left, 2: Right } }`, `{ regex: '^[0-9]+$' }`, `xml`, `json` or `sddl`.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "AllowedShape")]
pub(super) struct AllowedFacts(pub(super) Allowed);

#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected values with their meanings (`0: Not allowed`), a list of values, or `min` and `max`"
)]
enum AllowedShape {
    Map(Map<Inner>),
    Plain(Vec<Inner>),
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
            AllowedShape::Word(word) => return named(&word).map(Self),
            AllowedShape::Plain(values) => return several(values).map(Self),
            AllowedShape::Map(entries) => entries.0,
        };
        Ok(Self(match entries.as_slice() {
            [(first, Inner::Word(one)), (second, Inner::Word(other))]
                if is_range(first, second) || is_range(second, first) =>
            {
                let (min, max) = if first == "min" { (one, other) } else { (other, one) };
                Allowed::Ranges(vec![range(min, max)?])
            }
            [(regex, Inner::Word(pattern))] if regex == "regex" => Allowed::Regex(pattern.clone().into_text()),
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

fn named(word: &str) -> Result<Allowed, String> {
    match word {
        "xml" => Ok(Allowed::Xml),
        "json" => Ok(Allowed::Json),
        "sddl" => Ok(Allowed::Sddl),
        _ => Err(format!("`{word}` is no kind of value")),
    }
}

/// A list of values, or of ranges.
fn several(values: Vec<Inner>) -> Result<Allowed, String> {
    if values.iter().all(|value| matches!(value, Inner::Word(_))) {
        let value = |inner| match inner {
            Inner::Word(word) => Some(AllowedValue { value: word.into_text(), meaning: String::new() }),
            Inner::Map(_) => None,
        };
        return Ok(Allowed::Enum(values.into_iter().filter_map(value).collect()));
    }
    let one = |inner: &Inner| match inner {
        Inner::Map(Map(bounds)) => match bounds.as_slice() {
            [(first, one), (second, other)] if is_range(first, second) => range(one, other),
            _ => Err("a range has `min` and `max`".to_owned()),
        },
        Inner::Word(_) => Err("values and ranges cannot stand in one list".to_owned()),
    };
    values.iter().map(one).collect::<Result<_, _>>().map(Allowed::Ranges)
}

fn is_range(least: &str, most: &str) -> bool {
    least == "min" && most == "max"
}

fn range(min: &Word, max: &Word) -> Result<Range, String> {
    let number = |word: &Word| match word {
        Word::Number(number) => Some(*number),
        _ => None,
    };
    let bounds = number(min).zip(number(max)).filter(|(min, max)| min <= max);
    let (min, max) = bounds.ok_or("`min` and `max` are numbers, and `min` is not the greater one")?;
    Ok(Range { min, max })
}

fn with_meanings(values: Map<Word>) -> Vec<AllowedValue> {
    let value = |(value, meaning): (String, Word)| AllowedValue { value, meaning: meaning.into_text() };
    values.0.into_iter().map(value).collect()
}
