//! The input form of a policy.

use std::str::FromStr;

use crate::admx::attributes::text;
use crate::text::xml::Element;

/// The input form of a policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presentation {
    /// The inputs, in the order in which people see them. Explanations between them are left out.
    pub controls: Vec<Control>,
}

/// An input of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// The id of the element of the policy whose value is put in here.
    pub element: String,
    /// What stands beside it, without blanks around it.
    pub label: Option<String>,
    /// What it looks like, and what it offers.
    pub kind: ControlKind,
}

/// The kinds of inputs, with the value that each offers. A number that is not one counts as unstated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlKind {
    /// One line of text.
    TextBox {
        /// The text offered.
        default: Option<String>,
    },
    /// Several lines of text.
    MultiTextBox,
    /// A number of 32 bits.
    DecimalTextBox {
        /// The number offered; unstated, 1.
        default: Option<u32>,
    },
    /// A number of 64 bits.
    LongDecimalTextBox {
        /// The number offered; unstated, 1.
        default: Option<u64>,
    },
    /// Yes or no.
    CheckBox {
        /// Whether it is ticked to begin with.
        checked: bool,
    },
    /// A choice.
    DropdownList {
        /// The item offered, counted from 0 in the order of the definition.
        default: Option<u32>,
    },
    /// One line of text, with suggestions.
    ComboBox {
        /// The text offered.
        default: Option<String>,
    },
    /// A table.
    ListBox,
}

impl Presentation {
    /// The input for the element of an id, letter for letter.
    #[must_use]
    pub fn control(&self, element: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.element == element)
    }
}

pub(super) fn read(presentation: &Element<'_>) -> Presentation {
    Presentation { controls: presentation.elements().filter_map(control).collect() }
}

fn control(element: &Element<'_>) -> Option<Control> {
    let kind = match element.name.as_ref() {
        "textBox" => ControlKind::TextBox { default: offered(element, "defaultValue") },
        "comboBox" => ControlKind::ComboBox { default: offered(element, "default") },
        "multiTextBox" => ControlKind::MultiTextBox,
        "decimalTextBox" => ControlKind::DecimalTextBox { default: number(element, "defaultValue") },
        "longDecimalTextBox" => ControlKind::LongDecimalTextBox { default: number(element, "defaultValue") },
        "checkBox" => ControlKind::CheckBox { checked: is_checked(element) },
        "dropdownList" => ControlKind::DropdownList { default: number(element, "defaultItem") },
        "listBox" => ControlKind::ListBox,
        _ => return None,
    };
    Some(Control { element: text(element, "refId")?, label: label(element), kind })
}

/// In a child of its own for some kinds, directly inside for the others.
fn label(element: &Element<'_>) -> Option<String> {
    let label = element.child("label").unwrap_or(element).text();
    let label = label.trim();
    (!label.is_empty()).then(|| label.to_owned())
}

/// The text offered: in a child. `office16.adml` has some in an attribute, which the schema does not know.
fn offered(element: &Element<'_>, name: &str) -> Option<String> {
    element.child(name).map(|child| child.text().trim().to_owned()).filter(|text| !text.is_empty())
}

fn number<T: FromStr>(element: &Element<'_>, name: &str) -> Option<T> {
    element.attribute(name).and_then(|value| value.trim().parse().ok())
}

fn is_checked(element: &Element<'_>) -> bool {
    let value = element.attribute("defaultChecked").map(str::trim);
    value.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
}
