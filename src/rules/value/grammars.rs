//! Texts with a grammar. The sentences come from the types of `values/`, which know what is wrong with them.

use crate::rules::declare::declare_rule;

declare_rule! {
    /// ## What it does
    ///
    /// Finds trusted hosts that WinRM cannot read: `*` beside other entries, two wildcards in a pattern, ports, URLs, networks
    /// in CIDR form, addresses that are none, blanks, names that stand twice.
    ///
    /// ## Why it matters
    ///
    /// WinRM refuses the whole list, or trusts others than were meant.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["*", "srv1.example.com"] }
    /// ```
    ///
    /// ## What to write instead
    ///
    /// Host names, patterns with one `*`, addresses, or `<local>`; IPv6 addresses with or without their brackets.
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["srv1.example.com", "*.lab.example.com", "2001:db8::10"] }
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, "Installation and configuration for Windows Remote Management"; that `*` stands alone and that a pattern has
    /// one is inferred from WinRM's behaviour.
    TRUSTED_HOSTS, "value-trusted-hosts", Error, "trusted hosts that WinRM cannot read"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds IPv4 and IPv6 filters that WinRM cannot read: ranges that run backwards, `*` beside ranges, networks in CIDR form,
    /// addresses of the other family, host names, brackets.
    ///
    /// ## Why it matters
    ///
    /// WinRM refuses the filter, and the listener is not made.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// AllowAutoConfig_IPv4Filter: ["10.20.0.254-10.20.0.1"]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// `*`, or ranges from the lower to the higher of the device's *own* addresses; an empty list listens on none.
    ///
    /// ```yaml
    /// AllowAutoConfig_IPv4Filter: ["10.20.0.1-10.20.0.254"]
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `RemoteManagement`, `AllowRemoteServerManagement`.
    IP_FILTER, "value-ip-filter", Error, "an address filter that WinRM cannot read"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds service principal names without a service, with two wildcards, with blanks, or written as URLs.
    ///
    /// ## Why it matters
    ///
    /// A name that matches no service delegates nothing: CredSSP fails with *a computer policy does not allow the delegation*.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// AllowFreshCredentials_Name: [srv1.example.com]
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// AllowFreshCredentials_Name: [WSMAN/srv1.example.com]
    /// ```
    ///
    /// ## Source
    ///
    /// Microsoft, Policy CSP `ADMX_CredSsp`; "Multi-Hop Support in WinRM".
    SPN, "value-spn", Error, "a service principal name that names no service"
}
