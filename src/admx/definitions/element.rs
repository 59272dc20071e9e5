//! The inputs of a policy.

use crate::admx::attributes::{flag, long_number, number, required, text};
use crate::admx::problem::Misread;
use crate::text::xml;

use super::value::{child_list, child_value, item_value};
use super::{Element, Item, Kind};

/// The inputs in a policy's `elements`. Elements of an unknown kind and stray text are passed over.
pub(super) fn read(policy: &xml::Element<'_>) -> Result<Vec<Element>, Misread> {
    let blocks = policy.elements().filter(|child| child.name == "elements");
    blocks.flat_map(xml::Element::elements).filter_map(|element| one(element).transpose()).collect()
}

fn one(element: &xml::Element<'_>) -> Result<Option<Element>, Misread> {
    let Some(kind) = kind(element)? else { return Ok(None) };
    Ok(Some(Element {
        id: required(element, "id")?,
        key: text(element, "key"),
        // `nca.admx` gives its lists a `valueName`, which the schema does not know for lists.
        value_name: text(element, "valueName").filter(|_| !matches!(kind, Kind::List { .. })),
        is_required: flag(element, "required")?,
        kind,
    }))
}

fn kind(element: &xml::Element<'_>) -> Result<Option<Kind>, Misread> {
    let kind = match element.name.as_ref() {
        "text" => Kind::Text { max_length: number(element, "maxLength")?, expandable: flag(element, "expandable")? },
        "multiText" => {
            Kind::MultiText { max_length: number(element, "maxLength")?, max_strings: number(element, "maxStrings")? }
        }
        "boolean" => boolean(element)?,
        "enum" => Kind::Enum { items: items(element)? },
        "decimal" => decimal(element)?,
        "longDecimal" => long_decimal(element)?,
        "list" => list(element)?,
        _ => return Ok(None),
    };
    Ok(Some(kind))
}

fn boolean(element: &xml::Element<'_>) -> Result<Kind, Misread> {
    Ok(Kind::Boolean {
        true_value: child_value(element, "trueValue")?,
        false_value: child_value(element, "falseValue")?,
        true_list: child_list(element, "trueList")?,
        false_list: child_list(element, "falseList")?,
    })
}

fn items(element: &xml::Element<'_>) -> Result<Vec<Item>, Misread> {
    let items = element.elements().filter(|child| child.name == "item");
    let read = |item: &xml::Element<'_>| {
        Ok(Item {
            display_name: text(item, "displayName"),
            value: item_value(item)?,
            writes: child_list(item, "valueList")?,
        })
    };
    items.map(read).collect()
}

fn decimal(element: &xml::Element<'_>) -> Result<Kind, Misread> {
    Ok(Kind::Decimal {
        min: number(element, "minValue")?,
        max: number(element, "maxValue")?,
        store_as_text: flag(element, "storeAsText")?,
        soft: flag(element, "soft")?,
    })
}

fn long_decimal(element: &xml::Element<'_>) -> Result<Kind, Misread> {
    Ok(Kind::LongDecimal {
        min: long_number(element, "minValue")?,
        max: long_number(element, "maxValue")?,
        store_as_text: flag(element, "storeAsText")?,
    })
}

fn list(element: &xml::Element<'_>) -> Result<Kind, Misread> {
    Ok(Kind::List {
        value_prefix: text(element, "valuePrefix"),
        explicit_value: flag(element, "explicitValue")?,
        additive: flag(element, "additive")?,
        expandable: flag(element, "expandable")?,
    })
}
