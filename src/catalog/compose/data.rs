//! Registry data.

use crate::admx::definitions::{self, RegistryValue};
use crate::catalog::record::{RegistryData, RegistryWrite};

/// The data of a value; none where it is deleted, or is wider than any policy of Windows has.
pub(super) fn value(value: &RegistryValue) -> Option<RegistryData> {
    match value {
        RegistryValue::Decimal(number) => Some(RegistryData::Decimal(*number)),
        RegistryValue::Text(text) => Some(RegistryData::Text(text.trim().to_owned())),
        RegistryValue::LongDecimal(number) => u32::try_from(*number).ok().map(RegistryData::Decimal),
        RegistryValue::Delete => None,
    }
}

/// What is written besides; `own` is the key that need not be said.
pub(super) fn writes(writes: &[definitions::RegistryWrite], own: &str) -> Vec<RegistryWrite> {
    let write = |write: &definitions::RegistryWrite| RegistryWrite {
        key: write.key.clone().filter(|key| key != own),
        value_name: write.value_name.clone(),
        data: value(&write.value),
    };
    writes.iter().map(write).collect()
}
