//! Which values a node takes.

use crate::text::xml::Element;

use super::element::{attribute, child_text, only, text};
use super::problem::At;

/// What `AllowedValues` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// How the values are described.
    pub kind: AllowedKind,
    /// What describes them where that is not a list of items: ranges (`[0-30]`), patterns, schemas. One or none in
    /// Microsoft's files.
    pub values: Vec<String>,
    /// The values one by one, of `ENUM` and `Flag`.
    pub items: Vec<Item>,
    /// What stands between the values, where a node takes several at once. `0xF000` and `\xF000` of the files are the
    /// character U+F000 here.
    pub delimiter: Option<String>,
    /// The policy whose payload the node takes, of `ADMX`.
    pub admx: Option<AdmxBacked>,
}

/// How the allowed values are described.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AllowedKind {
    /// Not at all, or only that several stand in a list.
    None,
    /// By an ADMX policy.
    Admx,
    /// One by one.
    Enum,
    /// One by one, to be added up.
    Flag,
    /// By a range of whole numbers.
    Range,
    /// By a regular expression.
    RegEx,
    /// By an XML schema.
    Xsd,
    /// By a JSON schema.
    Json,
    /// As a security descriptor.
    Sddl,
    /// A word that the format does not have.
    Other(String),
}

/// One allowed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The value.
    pub value: String,
    /// What it does, where that is said.
    pub description: Option<String>,
}

/// The ADMX policy behind a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmxBacked {
    /// The file: `WindowsRemoteManagement.admx`.
    pub file: String,
    /// The file without its ending, `AT`, and the categories, with `~` between them.
    pub area: String,
    /// The policy's `name` in the file.
    pub name: String,
}

impl AllowedKind {
    fn from_word(word: String) -> Self {
        match word.as_str() {
            "None" => Self::None,
            "ADMX" => Self::Admx,
            "ENUM" => Self::Enum,
            "Flag" => Self::Flag,
            "Range" => Self::Range,
            "RegEx" => Self::RegEx,
            "XSD" => Self::Xsd,
            "JSON" => Self::Json,
            "SDDL" => Self::Sddl,
            _ => Self::Other(word),
        }
    }
}

impl Allowed {
    /// Reads `AllowedValues`, `DependencyAllowedValue` and `DependencyChangedAllowedValues`, which have one shape.
    pub(super) fn read(element: &Element<'_>) -> Result<Self, At> {
        let children = |name: &'static str| element.elements().filter(move |child| child.name == name);
        let delimiter = only(element, "List")?.map(delimiter).transpose()?;
        Ok(Self {
            kind: AllowedKind::from_word(attribute(element, "ValueType")?),
            values: children("Value").map(|value| text(value).into_owned()).collect(),
            items: children("Enum").map(item).collect::<Result<_, _>>()?,
            delimiter,
            admx: only(element, "AdmxBacked")?.map(admx).transpose()?,
        })
    }
}

fn item(element: &Element<'_>) -> Result<Item, At> {
    let value = text(super::element::required(element, "Value")?).into_owned();
    let description = child_text(element, "ValueDescription")?.filter(|text| !text.is_empty());
    Ok(Item { value, description: description.map(std::borrow::Cow::into_owned) })
}

fn admx(element: &Element<'_>) -> Result<AdmxBacked, At> {
    let [file, area, name] = ["File", "Area", "Name"].map(|name| attribute(element, name));
    Ok(AdmxBacked { file: file?, area: area?, name: name? })
}

/// A delimiter may be a blank: it is taken as it stands, unless it is the code of a character.
fn delimiter(list: &Element<'_>) -> Result<String, At> {
    let written = list.attribute("Delimiter").filter(|text| !text.is_empty());
    let written = written.ok_or_else(|| super::problem::Fault::missing("Delimiter", list))?;
    let code = written.strip_prefix("0x").or_else(|| written.strip_prefix("\\x"));
    let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
    Ok(character.map_or_else(|| written.to_owned(), String::from))
}
