//! One node.

use super::address::Scope;
use super::allowed::{AdmxBacked, Allowed};
use super::applicability::Applicability;
use super::dependency::DependencyGroup;
use super::words::{AccessType, CaseSensitivity, Format, Occurrence};

/// A node as a file describes it. What it inherits is its applicability, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a statement of the format by itself")]
pub struct Node {
    /// The whole address, unique in its file: `./Device/Vendor/MSFT/…` (also where the file has `./Vendor/…`), `./User/…`,
    /// `./DevInfo`. Segments that the device or the server names stand in braces, as Microsoft's pages have them:
    /// `{ProfileName}`. One name may occur twice in an address.
    pub uri: String,
    /// Whose settings it is among.
    pub scope: Scope,
    /// Whether the file leaves `./Device` away: `./Vendor/MSFT/…`.
    pub is_short: bool,
    /// The last segment of the address, without braces.
    pub name: String,
    /// Whether it holds other nodes: its format is `node`, or nodes stand in it.
    pub is_interior: bool,
    /// What can be done with it, in the order of the file.
    pub access: Vec<AccessType>,
    /// What it holds.
    pub format: Format,
    /// What it holds before it is set. A default that is there and empty is an empty text.
    pub default_value: Option<String>,
    /// How often it can be there.
    pub occurrence: Option<Occurrence>,
    /// Whether its name is given on the device or by the server: its `NodeName` is empty.
    pub is_dynamic: bool,
    /// How it gets that name. Not stated for every dynamic node, and once for a node that has a name.
    pub naming: Option<Naming>,
    /// Whether it tells capital letters from small ones.
    pub case_sensitivity: Option<CaseSensitivity>,
    /// Where it works, with what its parents state.
    pub applicability: Option<Applicability>,
    /// Which values it takes.
    pub allowed: Option<Allowed>,
    /// The Group Policy that sets the same.
    pub group_policy: Option<GroupPolicy>,
    /// Which value wins where several sources set one, as written: `LastWrite`, `LowestValueMostSecure` …
    pub conflict: Option<String>,
    /// What it needs of other nodes.
    pub dependencies: Vec<DependencyGroup>,
    /// That it should no longer be set. Stated on the node itself, not inherited.
    pub deprecated: Option<Deprecated>,
    /// Whether a Replace sets or appends, as written: `Replace`, `Append`.
    pub replace: Option<String>,
    /// Who reboots the device after a change, as written: `None`, `Automatic`, `ServerInitiated`.
    pub reboot: Option<String>,
    /// Whether it and everything below it must be sent in one Atomic. Stated on the node itself, not inherited.
    pub is_atomic_required: bool,
    /// The line on which it begins, counted from 1.
    pub line: u32,
}

impl Node {
    /// The ADMX policy whose payload the node takes.
    #[must_use]
    pub fn admx(&self) -> Option<&AdmxBacked> {
        self.allowed.as_ref()?.admx.as_ref()
    }
}

/// How a dynamic node gets its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Naming {
    /// The server makes up an identifier that no other node has.
    ServerGeneratedUniqueIdentifier,
    /// The server gives a name that follows this description: prose in Microsoft's files, though the schema wants a pattern.
    UniqueName(String),
    /// The device names it after something it has.
    ClientInventory,
    /// A word that the format does not have.
    Other(String),
}

/// The Group Policy that sets the same as a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPolicy {
    /// `GpEnglishName`: the policy's name in its ADMX file where there is one, English text elsewhere.
    pub name: String,
    /// `GpAreaPath`: the file, `AT` and categories with `~` between them, or the folders that the editor shows.
    pub area_path: String,
    /// `GpElement`: the element of the policy, where the node is only that.
    pub element: Option<String>,
}

/// That a node should no longer be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecated {
    /// Since which build, where that is said.
    pub build: Option<String>,
}
