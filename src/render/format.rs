//! The formats.

/// A kind of artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A whole SyncML message.
    Syncml,
    /// A bare `SyncBody` for the local MDM API.
    Syncbody,
    /// Commands at the top, as Fleet takes them.
    Fleet,
    /// A custom profile of Microsoft Graph.
    Intune,
    /// A settings-catalog policy of Microsoft Graph.
    SettingsCatalog,
    /// CSV of OMA-URI, type and value.
    Rows,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] =
        [Self::Syncml, Self::Syncbody, Self::Fleet, Self::Intune, Self::SettingsCatalog, Self::Rows];

    /// The name, as `--to` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Syncml => "syncml",
            Self::Syncbody => "syncbody",
            Self::Fleet => "fleet",
            Self::Intune => "intune",
            Self::SettingsCatalog => "settings-catalog",
            Self::Rows => "rows",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Syncml => "a whole SyncML message",
            Self::Syncbody => "a bare SyncBody for the local MDM API",
            Self::Fleet => "commands as Fleet takes them",
            Self::Intune => "an Intune custom profile (Microsoft Graph)",
            Self::SettingsCatalog => "an Intune settings-catalog policy (Microsoft Graph)",
            Self::Rows => "CSV of OMA-URI, type and value",
        }
    }

    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Syncml | Self::Syncbody | Self::Fleet => "xml",
            Self::Intune | Self::SettingsCatalog => "json",
            Self::Rows => "csv",
        }
    }

    /// Whether it is made of SyncML commands, so that `--verb`, `--atomic` and `--cdata` mean something.
    #[must_use]
    pub fn is_syncml(self) -> bool {
        matches!(self, Self::Syncml | Self::Syncbody | Self::Fleet)
    }

    /// Whether it can say Delete.
    #[must_use]
    pub fn has_delete(self) -> bool {
        matches!(self, Self::Syncml | Self::Syncbody)
    }
}
