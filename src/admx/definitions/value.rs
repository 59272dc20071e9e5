//! Registry values and lists of them.

use crate::admx::attributes::{long_number, missing, number, required, text};
use crate::admx::problem::Misread;
use crate::text::xml::Element;

use super::{RegistryValue, RegistryWrite};

const KINDS: &str = "decimal, longDecimal, string or delete";

/// The value in a child such as `enabledValue`, if there is that child.
pub(super) fn child_value(parent: &Element<'_>, name: &str) -> Result<Option<RegistryValue>, Misread> {
    parent.child(name).map(value).transpose()
}

/// The value that the element holds: its first child of a known kind.
pub(super) fn value(holder: &Element<'_>) -> Result<RegistryValue, Misread> {
    let known = holder.elements().find_map(|child| match child.name.as_ref() {
        "decimal" => Some(
            number(child, "value")
                .and_then(|found| found.map(RegistryValue::Decimal).ok_or_else(|| missing(child, "value"))),
        ),
        "longDecimal" => Some(
            long_number(child, "value")
                .and_then(|found| found.map(RegistryValue::LongDecimal).ok_or_else(|| missing(child, "value"))),
        ),
        "string" => Some(Ok(RegistryValue::Text(child.text()))),
        "delete" => Some(Ok(RegistryValue::Delete)),
        _ => None,
    });
    known.unwrap_or_else(|| Err(missing(holder, KINDS)))
}

/// The values in a child such as `enabledList`; none if there is no such child.
pub(super) fn child_list(parent: &Element<'_>, name: &str) -> Result<Vec<RegistryWrite>, Misread> {
    let Some(list) = parent.child(name) else { return Ok(Vec::new()) };
    let default_key = list.attribute("defaultKey");
    let items = list.elements().filter(|child| child.name == "item");
    items.map(|item| write(item, default_key)).collect()
}

fn write(item: &Element<'_>, default_key: Option<&str>) -> Result<RegistryWrite, Misread> {
    Ok(RegistryWrite {
        key: text(item, "key").or_else(|| default_key.map(str::to_owned)),
        value_name: required(item, "valueName")?,
        value: item_value(item)?,
    })
}

/// The `value` of an item, which it must have.
pub(super) fn item_value(item: &Element<'_>) -> Result<RegistryValue, Misread> {
    child_value(item, "value")?.ok_or_else(|| missing(item, "value"))
}
