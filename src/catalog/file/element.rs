//! Elements of policies, and what is written besides.

use serde::Deserialize;

use super::super::record::{Element, ElementKind, EnumItem, Grammar, RegistryWrite};
use super::FileProblem;
use super::scalar::{Data, Map, Word};

/// ADMX's own default for the length of a text.
const DEFAULT_MAX_LENGTH: u32 = 1023;
/// ADMX's own default for the greatest number.
const DEFAULT_MAX_VALUE: u32 = 9999;

/// An element.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of ADMX of its own")]
pub struct ElementFacts {
    r#type: ElementType,
    key: Option<String>,
    value_name: Option<String>,
    max_length: Option<u32>,
    min: Option<u32>,
    max: Option<u32>,
    true_value: Option<Data>,
    false_value: Option<Data>,
    #[serde(default)]
    true_list: Vec<WriteFacts>,
    #[serde(default)]
    false_list: Vec<WriteFacts>,
    items: Option<Map<ItemFacts>>,
    value_prefix: Option<String>,
    #[serde(default)]
    explicit_value: bool,
    #[serde(default)]
    additive: bool,
    #[serde(default)]
    expandable: bool,
    #[serde(default)]
    as_text: bool,
    default: Option<Word>,
    grammar: Option<Grammar>,
    example: Option<Word>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ElementType {
    Text,
    MultiText,
    Boolean,
    Enum,
    Decimal,
    List,
}

/// A registry value that is written besides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct WriteFacts {
    key: Option<String>,
    value_name: String,
    /// None deletes the value.
    data: Option<Data>,
}

/// An item of a choice: what it sends, and what it writes besides.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a number, a text, or `value` with `writes`")]
enum ItemFacts {
    Value(Data),
    Full { value: Data, writes: Vec<WriteFacts> },
}

impl ElementFacts {
    pub(super) fn element(self, id: String) -> Result<Element, FileProblem> {
        let takes = match self.grammar {
            None => None,
            Some(Grammar::Spns) => Some(ElementType::List),
            Some(Grammar::HostPatterns | Grammar::Ipv4Ranges | Grammar::Ipv6Ranges) => Some(ElementType::Text),
        };
        if takes.is_some_and(|takes| takes != self.r#type) {
            return Err(FileProblem::new(&id, "the grammar is not for this type of element"));
        }
        if self.min.zip(self.max).is_some_and(|(min, max)| min > max) {
            return Err(FileProblem::new(&id, "`min` is greater than `max`"));
        }
        let kind = match self.r#type {
            ElementType::Text => ElementKind::Text {
                max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH),
                expandable: self.expandable,
            },
            ElementType::MultiText => {
                ElementKind::MultiText { max_length: self.max_length.unwrap_or(DEFAULT_MAX_LENGTH) }
            }
            ElementType::Boolean => ElementKind::Boolean {
                true_value: self.true_value.map(Data::into_data),
                false_value: self.false_value.map(Data::into_data),
                true_list: writes(self.true_list),
                false_list: writes(self.false_list),
            },
            ElementType::Enum => {
                let items = self.items.unwrap_or_default().0;
                if items.is_empty() {
                    return Err(FileProblem::new(&id, "`items` is missing"));
                }
                let item = |(title, facts): (String, ItemFacts)| match facts {
                    ItemFacts::Value(value) => EnumItem { title, value: value.into_data(), writes: Vec::new() },
                    ItemFacts::Full { value, writes: besides } => {
                        EnumItem { title, value: value.into_data(), writes: writes(besides) }
                    }
                };
                ElementKind::Enum { items: items.into_iter().map(item).collect() }
            }
            ElementType::Decimal => ElementKind::Decimal {
                min: self.min.unwrap_or(0),
                max: self.max.unwrap_or(DEFAULT_MAX_VALUE),
                as_text: self.as_text,
            },
            ElementType::List => ElementKind::List {
                value_prefix: self.value_prefix,
                explicit_value: self.explicit_value,
                additive: self.additive,
                expandable: self.expandable,
            },
        };
        Ok(Element {
            id,
            key: self.key,
            value_name: self.value_name,
            kind,
            default: self.default.map(Word::into_text),
            grammar: self.grammar,
            example: self.example.map(Word::into_text),
        })
    }
}

pub(super) fn writes(facts: Vec<WriteFacts>) -> Vec<RegistryWrite> {
    let write = |facts: WriteFacts| RegistryWrite {
        key: facts.key,
        value_name: facts.value_name,
        data: facts.data.map(Data::into_data),
    };
    facts.into_iter().map(write).collect()
}
