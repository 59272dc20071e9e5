//! WinRM's own defaults, each with its source and age.
//!
//! The quotas of Microsoft's configuration page are those of WinRM 2.0 (Windows 7); Windows 8 raised them. Where sources
//! disagree the comment says so, and the value is the one that a modern client shows.

/// Microsoft, "Installation and configuration for Windows Remote Management". \[D\]
pub(super) const CONFIGURATION: &str = "Microsoft, Installation and configuration for Windows Remote Management";

/// Client Basic: the authentication page says that it is off by default on both sides, and so does the text of the
/// policy; the configuration page says that the client's is on, as real clients show. The cautious reading is on. \[D, disputed\]
pub(super) const CLIENT_BASIC: &str =
    "Microsoft, Installation and configuration for Windows Remote Management; disputed: other pages say false";

/// MS-WSMV 2.2.4 and "Quotas" in the Win32 documentation, since Windows 8 and Windows Server 2012. Devices with Windows
/// 10 and 11 show 2147483647 for the limits \[C\], which is said with each of them.
pub(super) const QUOTAS: &str =
    "Microsoft, Quotas for Windows Remote Management (since Windows 8); clients with Windows 10 and 11 show 2147483647";

/// Connections to the service: 25 in WinRM 2.0, 300 since Windows 8. \[D\]
pub(super) const CONNECTIONS: &str = "Microsoft, Quotas for Windows Remote Management (since Windows 8)";

/// The idle timeout: devices show 7200000, as does a sample of the quotas page \[C\]; the configuration page (WinRM 2.0) and the
/// schema of MS-WSMV say 180000, the policy's text 900000. \[D, disputed\]
pub(super) const IDLE_TIMEOUT: &str =
    "as clients since Windows 8 show it; disputed: Microsoft's pages say 180000 (WinRM 2.0) and 900000";

/// The limit on the run time of a shell is deprecated and has no effect. \[D\]
pub(super) const RUN_TIME: &str = "Microsoft, Policy CSP RemoteShell: deprecated, without effect";

/// No policy and no listener: WinRM listens nowhere on a client until someone makes a listener. \[D\]
pub(super) const NO_LISTENER: &str =
    "Microsoft, Installation and configuration for Windows Remote Management: no listener until one is made";

/// The policy's own text: credentials that cannot leave the device are not accepted unless it is enabled. \[D\]
pub(super) const CREDENTIALS_DELEGATION: &str = "Microsoft, Policy CSP CredentialsDelegation";

/// Idle timeout in milliseconds.
pub(super) const DEFAULT_IDLE_TIMEOUT: u32 = 7_200_000;
/// Users with shells.
pub(super) const DEFAULT_USERS: u32 = 10;
/// Processes in a shell.
pub(super) const DEFAULT_PROCESSES: u32 = 25;
/// Megabytes in a shell.
pub(super) const DEFAULT_MEMORY: u32 = 1024;
/// Shells of a user.
pub(super) const DEFAULT_SHELLS: u32 = 30;
/// No limit.
pub(super) const UNLIMITED: u32 = 2_147_483_647;
