//! What can be wrong with an intent. Ids, severities and pages of these problems are declared in `rules/`.

use crate::catalog::{self, Element, Scope};
use crate::text::Span;

/// A problem and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// Names near to a misspelt one, nearest first.
pub type Suggestion = Vec<String>;

/// The problems of intents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    // Shape.
    /// A required key is missing.
    MissingKey {
        /// The key.
        key: &'static str,
        /// What to write.
        example: &'static str,
    },
    /// A key that nothing reads.
    UnknownKey {
        /// The key.
        key: String,
        /// Near ones.
        near: Suggestion,
        /// All that can stand there.
        known: &'static [&'static str],
    },
    /// A value of the wrong shape.
    Shape {
        /// What it is the value of.
        what: String,
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: &'static str,
    },
    /// Another `apiVersion`.
    ApiVersion(String),
    /// A name that cannot name files everywhere.
    Name {
        /// The name.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A text longer than a management server takes.
    LongText {
        /// The key; several that share a place are joined by `+`.
        key: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most that is taken.
        maximum: usize,
    },
    /// A list with nothing in it where something must be.
    EmptyList(&'static str),

    // Targets.
    /// Not a release; the message and help say what is wrong with it.
    Release {
        /// What is wrong.
        message: String,
        /// What to write, where that can be told.
        help: Option<String>,
    },
    /// Not an edition.
    Edition {
        /// What is wrong.
        message: String,
        /// What to write.
        help: String,
    },
    /// An edition that exists on none of the releases of the range.
    NowhereInRange {
        /// The edition.
        edition: String,
        /// Where it does exist.
        whereabouts: String,
    },
    /// A release and edition that no device can have.
    ImpossibleTarget {
        /// The target.
        target: String,
        /// Why not.
        message: String,
        /// What to write.
        help: String,
    },
    /// A server.
    Server(String),

    // Names.
    /// No area of that name.
    UnknownArea {
        /// The name as written.
        area: String,
        /// Near ones.
        near: Suggestion,
        /// An area that has a node of this name, where the author wrote a node.
        holds: Option<String>,
        /// Where the CSP of this name stands, where the author wrote one.
        csp: Option<String>,
    },
    /// No node of that name in the area.
    UnknownNode {
        /// The area.
        area: String,
        /// The name as written.
        name: String,
        /// Near ones in the area.
        near: Suggestion,
        /// Where a node of exactly this name is, `AREA/NODE`.
        elsewhere: Vec<String>,
    },
    /// The node is in the other tree.
    WrongScope {
        /// `AREA` or `AREA/NODE`.
        name: String,
        /// Where it is.
        right: Scope,
    },
    /// Not an address, or not as the catalog spells it.
    Address {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// No node at an address.
    UnknownAddress {
        /// The address.
        uri: String,
        /// Near ones.
        near: Suggestion,
        /// Whether it is an area's of the Policy CSP.
        is_policy: bool,
    },
    /// A name in an address that the node there does not take.
    SegmentName {
        /// What stands for the name in the catalog: `{ProfileName}`.
        placeholder: String,
        /// The name as written; none where only the placeholder stands there.
        name: Option<String>,
        /// What it has to match.
        pattern: Option<String>,
    },
    /// Another setting of the same node.
    Twice {
        /// The node.
        node: String,
        /// The other place.
        other: Span,
    },

    // Values.
    /// A node that cannot be set.
    NotSettable {
        /// The node.
        node: String,
        /// What may be done with it.
        access: Vec<catalog::Access>,
        /// Whether it holds others and no value.
        is_folder: bool,
        /// A node below it that can be set.
        below: Option<String>,
    },
    /// `notConfigured` for a node that cannot be removed.
    NoDelete {
        /// The node.
        node: String,
        /// The value of an unconfigured device.
        default: Option<String>,
    },
    /// A value that is sent as it stands.
    Raw {
        /// The node.
        node: String,
        /// Whether the catalog knows the node.
        is_known: bool,
    },
    /// Neither a state nor a form of one.
    State {
        /// The node.
        node: String,
        /// What stands there, as written.
        found: String,
        /// The state that was probably meant.
        meant: Option<&'static str>,
        /// What `enabled:` needs behind it, if anything.
        skeleton: Option<String>,
    },
    /// A state on a node that takes a value.
    StateOnValue {
        /// The node.
        node: String,
        /// What it takes.
        takes: String,
        /// The key behind which it stands, if it stands behind one.
        behind: Option<&'static str>,
    },
    /// Two ways of saying the state in one setting.
    TwoStates {
        /// The node.
        node: String,
        /// What stands behind `state:`.
        word: String,
    },
    /// Nothing of `enabled`, `disabled`, `state`, `value` in a setting's mapping.
    NoState {
        /// The node.
        node: String,
        /// Forms that fit the node.
        forms: &'static str,
    },
    /// An element beside `enabled` instead of below it, or an element under `disabled`.
    ElementPlace {
        /// The element, or all that stands under `disabled`.
        element: String,
        /// The state it stands under, if it is one that has no elements.
        under: Option<&'static str>,
    },
    /// Elements of an enabled policy that have no value.
    MissingElements {
        /// The node.
        node: String,
        /// The elements.
        missing: Vec<Missing>,
        /// Whether there is no `enabled:` below which they could be added, only the word.
        bare: bool,
    },
    /// The policy has no such element.
    UnknownElement {
        /// The node.
        node: String,
        /// The id as written.
        id: String,
        /// Near ones.
        near: Suggestion,
        /// All of the node's.
        known: Vec<String>,
        /// The node that has it.
        owner: Option<String>,
    },
    /// A policy without elements was given some.
    NoElements {
        /// The node.
        node: String,
        /// The state that was probably meant.
        meant: &'static str,
    },
    /// Not an item of the choice.
    EnumItem {
        /// The element or node.
        what: String,
        /// What stands there.
        found: String,
        /// The items: value, and title where it differs.
        items: Vec<(String, String)>,
        /// Near ones.
        near: Suggestion,
    },
    /// Not a sum of flags.
    Flags {
        /// The node.
        what: String,
        /// What stands there.
        found: String,
        /// The flags with their meaning.
        items: Vec<(String, String)>,
    },
    /// An entry of a list that holds what stands between entries.
    Delimiter {
        /// The node.
        what: String,
        /// The delimiter.
        delimiter: String,
    },
    /// Not in the form that the node takes.
    Form {
        /// The node.
        what: String,
        /// The form.
        form: Form,
        /// Why not, or what describes the form; empty where there is nothing to say.
        message: String,
    },
    /// Outside the limits.
    Range {
        /// The element or node.
        what: String,
        /// What stands there.
        found: String,
        /// The limits: the least and the greatest, of each range there is.
        ranges: Vec<(i64, i64)>,
    },
    /// A value of the wrong type.
    Type {
        /// The element or node.
        what: String,
        /// Whether it is an entry of the element's list.
        is_entry: bool,
        /// What it takes: `a number`, `true or false`.
        expected: String,
        /// What stands there.
        found: String,
        /// What to write instead, where it is clear.
        instead: Option<String>,
    },
    /// An unquoted scalar that parsers read differently.
    Ambiguous(String),
    /// Longer than the ADMX allows.
    TooLong {
        /// The element.
        what: String,
        /// The problem.
        message: String,
        /// The way out.
        help: String,
    },
    /// A character that a payload cannot carry.
    Character {
        /// The problem.
        message: String,
        /// The way out.
        help: String,
    },
    /// Text that its grammar refuses.
    Grammar {
        /// Which grammar.
        grammar: crate::catalog::Grammar,
        /// The problem.
        message: String,
        /// The way out.
        help: String,
    },
}

/// Forms of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An XML document.
    Xml,
    /// A JSON document.
    Json,
    /// A security descriptor.
    Sddl,
    /// Bytes in Base64.
    Base64,
    /// A time.
    Time,
    /// A regular expression.
    Pattern,
}

/// An element without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its id.
    pub id: String,
    /// A value that could stand there, as YAML.
    pub example: String,
    /// What gpedit would put there, where that is something else.
    pub preset: Option<String>,
}

impl Missing {
    pub(super) fn of(element: &Element) -> Self {
        let preset = element.other_preset().map(str::to_owned);
        Self { id: element.id.clone(), example: element.example(), preset }
    }
}
