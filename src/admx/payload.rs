//! The payload of an ADMX-backed node: `<enabled/>` with its data, or `<disabled/>`.

use std::fmt;

use crate::text::xml;

/// What stands between the parts of a list or the lines of a multiText, in a payload
/// (Microsoft, "Understanding ADMX policies").
pub const LIST_SEPARATOR: char = '\u{F000}';

/// The value of an ADMX-backed node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// On, with a value for each element id.
    Enabled(Vec<(String, String)>),
    /// Off.
    Disabled,
}

/// Why a text is not a payload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadProblem {
    /// Not XML.
    #[error("the payload is not well-formed: {0}")]
    NotXml(#[from] xml::ParseProblem),
    /// XML of another shape.
    #[error("the payload holds `{0}` where it cannot stand")]
    Unexpected(String),
    /// Neither on nor off.
    #[error("the payload has neither `<enabled/>` nor `<disabled/>`")]
    NoState,
    /// A `data` without its id or value.
    #[error("a `data` lacks its `{0}`")]
    Missing(&'static str),
}

impl fmt::Display for Payload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disabled => formatter.write_str("<disabled/>"),
            Self::Enabled(data) => {
                formatter.write_str("<enabled/>")?;
                data.iter().try_for_each(|(id, value)| {
                    let (id, value) = (xml::escape_attribute(id), xml::escape_attribute(value));
                    write!(formatter, "<data id=\"{id}\" value=\"{value}\"/>")
                })
            }
        }
    }
}

impl Payload {
    /// Reads a payload as it is written here: lower case, nothing but states and data.
    ///
    /// # Errors
    /// When the text is not one.
    pub fn parse(text: &str) -> Result<Self, PayloadProblem> {
        let root = xml::parse(text)?;
        let mut enabled = None;
        let mut data = Vec::new();
        for child in &root.children {
            match child {
                xml::Child::Text(text) if text.trim().is_empty() => {}
                xml::Child::Text(text) => return Err(PayloadProblem::Unexpected(text.trim().to_owned())),
                xml::Child::Element(element) => match element.name.as_ref() {
                    "enabled" if enabled.is_none() => enabled = Some(true),
                    "disabled" if enabled.is_none() => enabled = Some(false),
                    "data" if enabled == Some(true) => data.push(pair(element)?),
                    other => return Err(PayloadProblem::Unexpected(format!("<{other}>"))),
                },
            }
        }
        match enabled {
            Some(true) => Ok(Self::Enabled(data)),
            Some(false) => Ok(Self::Disabled),
            None => Err(PayloadProblem::NoState),
        }
    }
}

fn pair(element: &xml::Element<'_>) -> Result<(String, String), PayloadProblem> {
    let attribute =
        |name: &'static str| element.attribute(name).ok_or(PayloadProblem::Missing(name)).map(str::to_owned);
    Ok((attribute("id")?, attribute("value")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_back() {
        let data = vec![("A".to_owned(), "x & \"y\" <z>\u{F000}ž😀".to_owned()), ("B".to_owned(), String::new())];
        let payload = Payload::Enabled(data);
        let text = payload.to_string();
        assert_eq!(
            text,
            "<enabled/><data id=\"A\" value=\"x &amp; &quot;y&quot; &lt;z&gt;\u{F000}ž😀\"/><data id=\"B\" value=\"\"/>"
        );
        assert_eq!(Payload::parse(&text), Ok(payload));
        assert_eq!(Payload::parse("<disabled/>"), Ok(Payload::Disabled));
    }

    #[test]
    fn refuses_other_shapes() {
        for text in
            ["", "<Enabled/>", "<enabled/>text", "<disabled/><data id='a' value='b'/>", "<enabled/><data id='a'/>"]
        {
            assert!(Payload::parse(text).is_err(), "{text}");
        }
    }
}
