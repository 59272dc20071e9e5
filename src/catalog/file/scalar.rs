//! Scalars whose type does not matter, and mappings that keep their order.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::record::RegistryData;

/// Registry data: a number or a text.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a number or a text")]
pub enum Data {
    Decimal(u32),
    Text(String),
}

/// A scalar whose type does not matter.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text, a number, or `true` or `false`")]
pub enum Word {
    Boolean(bool),
    Number(i64),
    Text(String),
}

/// A mapping that keeps its order.
#[derive(Debug)]
pub struct Map<T>(pub Vec<(String, T)>);

impl Data {
    pub(super) fn into_data(self) -> RegistryData {
        match self {
            Self::Decimal(value) => RegistryData::Decimal(value),
            Self::Text(value) => RegistryData::Text(value),
        }
    }
}

impl Word {
    /// `deprecated: true` says no build.
    pub(super) fn into_deprecated(self) -> String {
        match self {
            Self::Boolean(_) => String::new(),
            other => other.into_text(),
        }
    }

    pub(super) fn into_text(self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(value) => value,
        }
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Map<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(std::marker::PhantomData))
    }
}

pub(super) struct MapVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for MapVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a mapping")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(String, T)> = Vec::new();
        let mut seen = HashSet::new();
        while let Some(Key(key)) = access.next_key()? {
            if !seen.insert(key.clone()) {
                let _: IgnoredAny = access.next_value()?;
                return Err(serde::de::Error::custom(format!("`{key}` stands twice")));
            }
            entries.push((key, access.next_value()?));
        }
        Ok(Map(entries))
    }
}

/// A mapping's key as text: `serde_yaml` types a bare `0` as a number.
pub(super) struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Word::deserialize(deserializer).map(|word| Self(word.into_text()))
    }
}
