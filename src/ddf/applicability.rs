//! Where a node works, as the file lists it.

use std::sync::Arc;

use crate::text::xml::Element;

use super::element::child_text;
use super::problem::At;

/// The builds and editions on which a node works, with what its parents state.
///
/// A field that the node does not state is its parent's, field by field. Microsoft's files show it: of 352 nodes with an
/// `Applicability` below one of a parent, 350 lack a field that the parent has, and make no sense without it. BitLocker's
/// root lists editions, and its newer children only their build; three nodes list editions alone, and have no other build
/// than their parent's. An empty list is stated, and is not filled from above.
///
/// Lists are shared with the nodes below that inherit them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applicability {
    /// The entries of `OsBuildVersion` as listed, without blanks: `10.0.22000`, `10.0.19041.1202`, `99.9.99999`.
    pub builds: Option<Arc<[String]>>,
    /// The version of the provider that brought the node.
    pub csp_version: Option<Arc<str>>,
    /// The entries of `EditionAllowList` as listed, without blanks: `0x4`, `0x88*`. An empty list is one that is there.
    pub editions: Option<Arc<[String]>>,
    /// Whether the device must be joined to Entra ID (`RequiresAzureAd`).
    pub requires_azure_ad: bool,
}

impl Applicability {
    /// What a node states over what it inherits; none if neither says anything.
    pub(super) fn read(properties: &Element<'_>, inherited: Option<&Self>) -> Result<Option<Self>, At> {
        let Some(own) = super::element::only(properties, "Applicability")? else { return Ok(inherited.cloned()) };
        let inherited = inherited.cloned().unwrap_or_default();
        let builds = child_text(own, "OsBuildVersion")?.map(|text| list(&text, ','));
        let editions = child_text(own, "EditionAllowList")?.map(|text| list(&text, ';'));
        let csp_version = child_text(own, "CspVersion")?.map(Arc::from);
        Ok(Some(Self {
            builds: builds.or(inherited.builds),
            csp_version: csp_version.or(inherited.csp_version),
            editions: editions.or(inherited.editions),
            requires_azure_ad: own.child("RequiresAzureAd").is_some() || inherited.requires_azure_ad,
        }))
    }
}

fn list(text: &str, separator: char) -> Arc<[String]> {
    text.split(separator).map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}
