//! The policy behind a node.

use crate::admx::definitions::{self, Kind};
use crate::admx::resources::ControlKind;
use crate::catalog::record::{Class, Element, ElementKind, EnumItem, Policy};
use crate::ddf::AdmxBacked;

use super::Remarks;
use super::data::{self, value};
use super::policies::{File, Policies};

/// ADMX's own defaults, by Microsoft's syntax reference.
const DEFAULT_MAX_LENGTH: u32 = 1023;
const DEFAULT_MAX_VALUE: u32 = 9999;

pub(super) fn record(backed: &AdmxBacked, policies: &Policies, remarks: &mut Remarks<'_>) -> Option<Policy> {
    let Some(file) = policies.file(&backed.file) else {
        return remarks.leave_out(format!("there is no `{}`", backed.file));
    };
    let Some(policy) = file.policy(&backed.name) else {
        return remarks.leave_out(format!("`{}` has no policy `{}`", backed.file, backed.name));
    };
    let (path, lost) = policies.path(file, policy);
    if let Some(lost) = lost {
        remarks.add(format!("the category `{lost}` is in no file"));
    }
    // `File~AT~A~B`, across files.
    let stated = backed.area.split_once("~AT~").map_or("", |(_, path)| path);
    if !stated.is_empty() && stated != path.names.join("~") {
        remarks.add(format!("the DDF says `{stated}`, and `{}` has `{}`", file.name, path.names.join("~")));
    }
    let mut elements = Vec::new();
    for element in &policy.elements {
        elements.push(element_record(file, policy, element, remarks)?);
    }
    Some(Policy {
        file: file.name.clone(),
        name: policy.name.clone(),
        class: match policy.class {
            definitions::Class::Machine => Class::Machine,
            definitions::Class::User => Class::User,
            definitions::Class::Both => Class::Both,
        },
        title: policy.display_name.as_deref().and_then(|text| file.text(text)).unwrap_or_else(|| policy.name.clone()),
        categories: path.names,
        category_title: path.title,
        key: policy.key.clone(),
        value_name: policy.value_name.clone(),
        enabled_value: policy.enabled_value.as_ref().and_then(value),
        disabled_value: policy.disabled_value.as_ref().and_then(value),
        enabled_list: data::writes(&policy.enabled_list, &policy.key),
        disabled_list: data::writes(&policy.disabled_list, &policy.key),
        elements,
    })
}

/// The mapping to another policy of the same file, whose categories nobody stated.
pub(super) fn renamed(backed: &AdmxBacked, name: &str) -> AdmxBacked {
    AdmxBacked { file: backed.file.clone(), area: String::new(), name: name.to_owned() }
}

fn element_record(
    file: &File,
    policy: &definitions::Policy,
    element: &definitions::Element,
    remarks: &mut Remarks<'_>,
) -> Option<Element> {
    let key = element.key.as_deref().unwrap_or(&policy.key);
    let kind = match &element.kind {
        Kind::Text { max_length, expandable } => {
            ElementKind::Text { max_length: max_length.unwrap_or(DEFAULT_MAX_LENGTH), expandable: *expandable }
        }
        Kind::MultiText { max_length, .. } => {
            ElementKind::MultiText { max_length: max_length.unwrap_or(DEFAULT_MAX_LENGTH) }
        }
        Kind::Boolean { true_value, false_value, true_list, false_list } => ElementKind::Boolean {
            true_value: true_value.as_ref().and_then(value),
            false_value: false_value.as_ref().and_then(value),
            true_list: data::writes(true_list, key),
            false_list: data::writes(false_list, key),
        },
        Kind::Enum { items } => ElementKind::Enum { items: choices(file, &element.id, items, key, remarks) },
        Kind::Decimal { min, max, store_as_text, .. } => ElementKind::Decimal {
            min: min.unwrap_or(0),
            max: max.unwrap_or(DEFAULT_MAX_VALUE),
            as_text: *store_as_text,
        },
        Kind::LongDecimal { .. } => return remarks.leave_out(format!("`{}` is a longDecimal", element.id)),
        Kind::List { value_prefix, explicit_value, additive, expandable } => ElementKind::List {
            value_prefix: value_prefix.clone(),
            explicit_value: *explicit_value,
            additive: *additive,
            expandable: *expandable,
        },
    };
    let default = file.control(policy, &element.id).and_then(|control| preset(control, &element.kind, &kind));
    Some(Element {
        id: element.id.clone(),
        key: element.key.clone().filter(|key| *key != policy.key),
        value_name: element.value_name.clone(),
        kind,
        default,
        grammar: None,
        example: None,
    })
}

/// The items of a choice. One without a value of its own cannot be sent; of two with one name the second gets its value behind it.
fn choices(file: &File, id: &str, items: &[definitions::Item], key: &str, remarks: &mut Remarks<'_>) -> Vec<EnumItem> {
    let mut choices: Vec<EnumItem> = Vec::new();
    for item in items {
        let Some(sent) = value(&item.value) else {
            remarks.add(format!("an item of `{id}` deletes a value, and cannot be sent"));
            continue;
        };
        let text = item.display_name.as_deref().and_then(|text| file.text(text));
        let mut title = text.filter(|text| !text.is_empty()).unwrap_or_else(|| sent.to_string());
        if choices.iter().any(|other| other.title == title) {
            title = format!("{title} ({sent})");
        }
        choices.push(EnumItem { title, value: sent, writes: data::writes(&item.writes, key) });
    }
    choices
}

fn preset(control: &ControlKind, stated: &Kind, kind: &ElementKind) -> Option<String> {
    match (control, stated, kind) {
        (ControlKind::TextBox { default } | ControlKind::ComboBox { default }, ..) => default.clone(),
        (ControlKind::DecimalTextBox { default }, ..) => default.map(|number| number.to_string()),
        (ControlKind::LongDecimalTextBox { default }, ..) => default.map(|number| number.to_string()),
        (ControlKind::CheckBox { checked }, ..) => checked.then(|| "true".to_owned()),
        (ControlKind::DropdownList { default }, Kind::Enum { items: stated }, ElementKind::Enum { items }) => {
            // The place counts those items too that cannot be sent.
            let at = usize::try_from((*default)?).ok()?;
            value(&stated.get(at)?.value)?;
            let before = stated.iter().take(at).filter(|item| value(&item.value).is_some()).count();
            items.get(before).map(|item| item.title.clone())
        }
        (ControlKind::DropdownList { .. } | ControlKind::MultiTextBox | ControlKind::ListBox, ..) => None,
    }
}
