//! A profile: every setting bound to its node, every value typed.

use std::borrow::Cow;

use crate::admx::LIST_SEPARATOR;
use crate::catalog::{self, EnumItem, Format, Home, Node, Scope};
use crate::text::{Span, Spanned};
use crate::values::{Ipv4Filter, Ipv6Filter, PolicyText, SpnList, TrustedHosts};
use crate::windows::Target;

/// An intent after resolution. What is validated and rendered.
#[derive(Debug)]
pub struct Profile<'c> {
    /// Names the artifacts; empty where the intent's own could not be used (which is an error).
    pub name: Spanned<String>,
    /// What a person sees; the name where the intent gives no title.
    pub title: String,
    /// More words.
    pub description: Option<String>,
    /// Every release and edition it is meant for.
    pub targets: Vec<ProfileTarget>,
    /// Its settings, policies first, sorted as the catalog is: the order of the file has no meaning.
    pub settings: Vec<Setting<'c>>,
    /// Values that are sent as they stand, in the order of their addresses.
    pub raw: Vec<Raw>,
    /// Nodes that the intent names but whose setting is wrong: they are neither set nor absent.
    pub unresolved: Vec<Unresolved<'c>>,
}

/// A node whose setting could not be resolved.
#[derive(Debug, Clone, Copy)]
pub struct Unresolved<'c> {
    /// The node.
    pub node: &'c Node,
    /// Its name in the file.
    pub name_span: Span,
}

/// A target and where it was written.
#[derive(Debug, Clone, Copy)]
pub struct ProfileTarget {
    /// The target.
    pub target: Target,
    /// The release as written.
    pub span: Span,
    /// The edition as written.
    pub edition_span: Span,
}

/// One node with its state and values.
#[derive(Debug)]
pub struct Setting<'c> {
    /// The node.
    pub node: &'c Node,
    /// Its address: that of the node, with names where this has words in braces.
    pub uri: Cow<'c, str>,
    /// What it is set to.
    pub state: State<'c>,
    /// The node's name in the file.
    pub name_span: Span,
    /// The state or value itself: in a mapping, what stands behind `state:`, `enabled:` or `value:`.
    pub span: Span,
    /// The whole setting, name and all.
    pub extent: Span,
    /// Why, in the author's words.
    pub why: Option<String>,
    /// Control ids of baselines.
    pub refs: Vec<String>,
}

/// A value that is sent as it stands, whatever is known of the node.
#[derive(Debug)]
pub struct Raw {
    /// The address.
    pub uri: String,
    /// The format that is sent with it.
    pub format: Format,
    /// The text.
    pub data: String,
    /// The address in the file.
    pub name_span: Span,
    /// The text in the file.
    pub span: Span,
    /// Why, in the author's words.
    pub why: Option<String>,
    /// Control ids of baselines.
    pub refs: Vec<String>,
}

/// What a node is set to.
#[derive(Debug, PartialEq, Eq)]
pub enum State<'c> {
    /// Whatever Windows does without a policy.
    NotConfigured,
    /// An ADMX-backed policy, off.
    Disabled,
    /// An ADMX-backed policy, on, with a value for each of its elements in the order of the ADMX.
    Enabled(Vec<Element<'c>>),
    /// A node without ADMX.
    Value(String),
}

/// An element with its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Element<'c> {
    /// What is known of it.
    pub facts: &'c catalog::Element,
    /// The value.
    pub value: ElementValue<'c>,
    /// Where the value stands.
    pub span: Span,
    /// Where each entry of a list stands, as far as they have places of their own.
    pub entries: Vec<Span>,
}

/// The value of an element: the types of `values/`, so that what is rendered is the model and not the author's text.
#[derive(Debug, PartialEq, Eq)]
pub enum ElementValue<'c> {
    /// A line of text.
    Text(PolicyText),
    /// Lines.
    MultiText(Vec<PolicyText>),
    /// Ticked or not.
    Boolean(bool),
    /// An item of the choice.
    Enum(&'c EnumItem),
    /// A number.
    Decimal(u32),
    /// Names with values.
    List(Vec<ListItem>),
    /// Trusted hosts.
    TrustedHosts(TrustedHosts),
    /// Local IPv4 addresses.
    Ipv4Filter(Ipv4Filter),
    /// Local IPv6 addresses.
    Ipv6Filter(Ipv6Filter),
    /// Service principal names.
    Spns(SpnList),
}

/// An entry of a list element.
#[derive(Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The registry value's name.
    pub name: PolicyText,
    /// Its data.
    pub value: PolicyText,
}

impl Profile<'_> {
    /// The setting of a node.
    #[must_use]
    pub fn setting(&self, area: &str, name: &str) -> Option<&Setting<'_>> {
        let wanted = (Home::Area, Scope::Device, area, name);
        let at = self.settings.binary_search_by(|setting| setting.node.order().cmp(&wanted)).ok()?;
        self.settings.get(at)
    }

    /// Whether the intent names the node, rightly or not.
    #[must_use]
    pub fn mentions(&self, area: &str, name: &str) -> bool {
        let wanted = (Home::Area, Scope::Device, area, name);
        let unresolved = self.unresolved.iter().any(|unresolved| unresolved.node.order() == wanted);
        let is_raw = || {
            let uri = format!("./Device/Vendor/MSFT/Policy/Config/{area}/{name}");
            self.raw.iter().any(|raw| raw.uri == uri)
        };
        unresolved || self.setting(area, name).is_some() || is_raw()
    }
}

/// The name of an address for a person: without what most addresses begin with.
fn short_address(uri: &str) -> &str {
    let starts = ["./Device/Vendor/MSFT/", "./User/Vendor/MSFT/", "./"];
    starts.into_iter().find_map(|start| uri.strip_prefix(start)).unwrap_or(uri)
}

impl Raw {
    /// `LAPS/Policies/BackupDirectory`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        short_address(&self.uri)
    }

    /// The author's reason and control ids as one text.
    #[must_use]
    pub fn note(&self) -> String {
        annotation(self.why.as_deref(), &self.refs)
    }
}

impl<'c> Setting<'c> {
    /// `RemoteManagement/TrustedHosts`, `VPNv2/Office/AlwaysOn`.
    #[must_use]
    pub fn short_name(&self) -> String {
        if self.node.is_policy() { self.node.short_name() } else { short_address(&self.uri).to_owned() }
    }

    /// The element of an enabled policy.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&Element<'c>> {
        match &self.state {
            State::Enabled(elements) => elements.iter().find(|element| element.facts.id == id),
            _ => None,
        }
    }

    /// The author's reason and control ids as one text, for formats that have a place for it.
    #[must_use]
    pub fn note(&self) -> String {
        annotation(self.why.as_deref(), &self.refs)
    }

    /// Whether the policy is on.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        matches!(self.state, State::Enabled(_))
    }
}

impl Element<'_> {
    /// Where entry `index` stands, or the whole value.
    #[must_use]
    pub fn entry_span(&self, index: usize) -> Span {
        self.entries.get(index).copied().unwrap_or(self.span)
    }

    /// The value as a payload carries it, before XML escaping.
    #[must_use]
    pub fn payload_value(&self) -> String {
        let separator = LIST_SEPARATOR.to_string();
        match &self.value {
            ElementValue::Text(text) => text.to_string(),
            ElementValue::MultiText(lines) => lines.iter().map(PolicyText::as_str).collect::<Vec<_>>().join(&separator),
            ElementValue::Boolean(value) => value.to_string(),
            ElementValue::Enum(item) => item.value.to_string(),
            ElementValue::Decimal(value) => value.to_string(),
            ElementValue::List(items) => {
                let parts = items.iter().flat_map(|item| [item.name.as_str(), item.value.as_str()]);
                parts.collect::<Vec<_>>().join(&separator)
            }
            ElementValue::TrustedHosts(hosts) => hosts.to_string(),
            ElementValue::Ipv4Filter(filter) => filter.to_string(),
            ElementValue::Ipv6Filter(filter) => filter.to_string(),
            ElementValue::Spns(spns) => self.named(spns.entries().iter().map(ToString::to_string)).join(&separator),
        }
    }

    /// Names and values of list entries, one after the other; names as the list's ADMX says.
    fn named(&self, values: impl Iterator<Item = String>) -> Vec<String> {
        let prefix = match &self.facts.kind {
            catalog::ElementKind::List { value_prefix, .. } => value_prefix.as_deref(),
            _ => None,
        };
        let pair = |(index, value): (usize, String)| [list_name(prefix, index, &value), value];
        values.enumerate().flat_map(pair).collect()
    }
}

/// A reason and control ids as one text.
pub(super) fn annotation(why: Option<&str>, refs: &[String]) -> String {
    match (why, refs) {
        (None, []) => String::new(),
        (Some(why), []) => why.to_owned(),
        (None, refs) => refs.join(", "),
        (Some(why), refs) => format!("{why} ({})", refs.join(", ")),
    }
}

/// The name of a list entry that the author gave no name: with a prefix `p1`, `p2` …; without one the value itself, as
/// Group Policy does (Windows ignores the attribute over MDM; the sender makes the pairs).
pub(super) fn list_name(prefix: Option<&str>, index: usize, value: &str) -> String {
    match prefix {
        Some(prefix) => format!("{prefix}{}", index + 1),
        None => value.to_owned(),
    }
}
