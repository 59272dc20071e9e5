//! An intent as written: names not yet looked up, values not yet typed.

use crate::catalog::Scope;
use crate::text::{Span, Spanned, yaml};

/// The file.
#[derive(Debug)]
pub struct Intent {
    /// The place of the file's first line, for findings about the file as a whole.
    pub place: Span,
    /// `name:`.
    pub name: Option<Spanned<String>>,
    /// `title:`.
    pub title: Option<Spanned<String>>,
    /// `description:`.
    pub description: Option<Spanned<String>>,
    /// `targets:`.
    pub targets: Vec<Target>,
    /// `settings:` and `userSettings:`, in the order of the file.
    pub settings: Vec<Setting>,
    /// `csp:`, in the order of the file.
    pub csp: Vec<CspSetting>,
    /// What stands in the place of areas but holds no settings: mostly nodes without their area.
    pub bare: Vec<BareArea>,
}

/// An entry of `targets:`.
#[derive(Debug)]
pub struct Target {
    /// `windows:`.
    pub windows: Windows,
    /// `editions:`.
    pub editions: Vec<Spanned<String>>,
}

/// What a target says of Windows.
#[derive(Debug)]
pub enum Windows {
    /// One release or build.
    One(Spanned<String>),
    /// Every release in between.
    Range {
        /// The first.
        from: Spanned<String>,
        /// The last; none for "and later".
        to: Option<Spanned<String>>,
        /// The place of the whole.
        span: Span,
    },
}

/// A key in the place of an area whose value is no mapping.
#[derive(Debug)]
pub struct BareArea {
    /// Whether it stands in `settings:` or `userSettings:`.
    pub scope: Scope,
    /// The key.
    pub name: Spanned<String>,
    /// What stands behind it, for a message.
    pub found: &'static str,
    /// Where.
    pub span: Span,
}

/// A setting under its area.
#[derive(Debug)]
pub struct Setting {
    /// Whether it stands in `settings:` or `userSettings:`.
    pub scope: Scope,
    /// The area.
    pub area: Spanned<String>,
    /// The node.
    pub name: Spanned<String>,
    /// Its value, whose reading depends on the node.
    pub value: yaml::Node,
}

/// A setting below `csp:`.
#[derive(Debug)]
pub struct CspSetting {
    /// The address.
    pub address: Spanned<String>,
    /// Its value, whose reading depends on the node.
    pub value: yaml::Node,
}
