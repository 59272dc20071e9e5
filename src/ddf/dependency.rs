//! What a node needs of other nodes.

use crate::text::xml::Element;

use super::allowed::Allowed;
use super::element::{attribute, only, required, text};
use super::problem::{At, Fault};

/// Dependencies that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyGroup {
    /// What the file calls it. Several nodes may use one name.
    pub friendly_id: String,
    /// The values that the node takes instead, where the dependencies are met.
    pub changed: Option<Allowed>,
    /// What must be met.
    pub dependencies: Vec<Dependency>,
}

/// What one other node must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Whether it must hold the values, or must not.
    pub kind: DependencyKind,
    /// The other node as the file writes it: without `./` in front, often without its scope (`Vendor/MSFT/…`, also below
    /// `./User`), segments that the device names in braces or brackets.
    pub uri: String,
    /// The values.
    pub allowed: Allowed,
}

/// How a node depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DependencyKind {
    /// The other must hold one of the values.
    DependsOn,
    /// The other must hold none of the values.
    Not,
}

/// The groups of `DependencyBehavior`.
pub(super) fn groups(properties: &Element<'_>) -> Result<Vec<DependencyGroup>, At> {
    let Some(behavior) = only(properties, "DependencyBehavior")? else { return Ok(Vec::new()) };
    behavior.elements().filter(|child| child.name == "DependencyGroup").map(group).collect()
}

fn group(element: &Element<'_>) -> Result<DependencyGroup, At> {
    let dependencies = element.elements().filter(|child| child.name == "Dependency").map(dependency);
    Ok(DependencyGroup {
        friendly_id: attribute(element, "FriendlyId")?,
        changed: only(element, "DependencyChangedAllowedValues")?.map(Allowed::read).transpose()?,
        dependencies: dependencies.collect::<Result<_, _>>()?,
    })
}

fn dependency(element: &Element<'_>) -> Result<Dependency, At> {
    let kind = match attribute(element, "Type")?.as_str() {
        "DependsOn" => DependencyKind::DependsOn,
        "Not" => DependencyKind::Not,
        other => return Err(Fault::unknown(other, element)),
    };
    let uri = text(required(element, "DependencyUri")?).into_owned();
    let allowed = Allowed::read(required(element, "DependencyAllowedValue")?)?;
    Ok(Dependency { kind, uri, allowed })
}
