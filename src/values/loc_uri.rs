//! Addresses of nodes: OMA-URIs, as SyncML's `LocURI` has them.

use std::fmt;

/// No address of Windows is half as long; a bound against hostile files.
const LONGEST: usize = 1024;

/// An address in its one form: `./Device` in front of `Vendor`, names without escapes.
///
/// Two texts that mean the same node are equal: `./Vendor/MSFT/VPNv2/a%2Db` and `./Device/Vendor/MSFT/VPNv2/a-b`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocUri {
    segments: Vec<String>,
}

/// Why a text is no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocUriProblem {
    /// It does not begin at the root.
    #[error("an address begins with `./Device/`, `./User/` or `./Vendor/`")]
    Start,
    /// `\` between names.
    #[error("names of an address are parted by `/`, not by `\\`")]
    Backslash,
    /// A blank at the end of a name, or inside one without its escape.
    #[error("an address holds no blanks; one inside a name is written `%20`")]
    Blank,
    /// `//`, or `/` at the end.
    #[error("an address has a name between any two `/`, and none at its end")]
    EmptyName,
    /// `.`, `..` or `*` as a name.
    #[error("`{0}` is no name of a node")]
    Name(String),
    /// `%` without two digits behind it, or bytes that are no text.
    #[error(
        "`%` is written with two hexadecimal digits, and stands for a byte of a text in UTF-8; `%` itself is `%25`"
    )]
    Escape,
    /// A control character.
    #[error("an address holds no control characters")]
    Control,
    /// Too long.
    #[error("an address has at most {LONGEST} bytes")]
    Long,
}

impl LocUriProblem {
    /// What to do about it, where nothing can be told of what was meant.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Start => "write one such as `./Device/Vendor/MSFT/LAPS/Policies/BackupDirectory`",
            Self::Backslash => "write `/` for each `\\`",
            Self::Blank => "write `%20` for each blank",
            Self::EmptyName => "remove the `/` that has no name behind it",
            Self::Name(_) => "write the name of one node in its place",
            Self::Escape => "write a letter that is not ASCII as it is, without `%`",
            Self::Control => "remove it",
            Self::Long => "give it a shorter name",
        }
    }
}

impl LocUri {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is not one; [`LocUri::meant`] tells what was probably meant.
    pub fn parse(text: &str) -> Result<Self, LocUriProblem> {
        if text.len() > LONGEST {
            return Err(LocUriProblem::Long);
        }
        if text.contains('\\') {
            return Err(LocUriProblem::Backslash);
        }
        // Words in braces are no name yet: the catalog's own addresses have blanks there.
        let is_blank =
            |name: &str| name.contains(char::is_whitespace) && !(name.starts_with('{') && name.ends_with('}'));
        if text.split('/').any(is_blank) {
            return Err(LocUriProblem::Blank);
        }
        let below = text.strip_prefix("./").ok_or(LocUriProblem::Start)?;
        let mut segments = below.split('/').map(segment).collect::<Result<Vec<_>, _>>()?;
        if segments.first().is_some_and(|first| first.eq_ignore_ascii_case("Vendor")) {
            segments.insert(0, "Device".to_owned());
        }
        Ok(Self { segments })
    }

    /// What was probably meant by a text that is no address.
    #[must_use]
    pub fn meant(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let slashes = text.replace('\\', "/");
        let names = slashes.split('/').map(str::trim).filter(|name| !name.is_empty() && *name != ".");
        let names: Vec<String> =
            names.map(|name| with_escaped_percent(name).replace(char::is_whitespace, "%20")).collect();
        let first = names.first()?;
        let is_root = ["Device", "User", "Vendor"].into_iter().any(|root| root.eq_ignore_ascii_case(first));
        if !is_root && !text.trim_start().starts_with('.') {
            return None;
        }
        Self::parse(&format!("./{}", names.join("/"))).ok()
    }

    /// The address of names from the root, unescaped.
    #[must_use]
    pub fn of(segments: Vec<String>) -> Self {
        Self { segments }
    }

    /// The names from the root, unescaped: `Device`, `Vendor`, `MSFT` …
    #[must_use]
    pub fn segments(&self) -> &[String] {
        &self.segments
    }
}

impl fmt::Display for LocUri {
    /// The address with its escapes, as it is sent.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(".")?;
        for name in &self.segments {
            out.write_str("/")?;
            for byte in name.bytes() {
                // RFC 3986's unreserved characters stand for themselves.
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    write!(out, "{}", char::from(byte))?;
                } else {
                    write!(out, "%{byte:02X}")?;
                }
            }
        }
        Ok(())
    }
}

fn segment(text: &str) -> Result<String, LocUriProblem> {
    let name = unescaped(text).ok_or(LocUriProblem::Escape)?;
    match name.as_str() {
        "" => Err(LocUriProblem::EmptyName),
        "." | ".." | "*" => Err(LocUriProblem::Name(name)),
        _ if name.contains(char::is_control) => Err(LocUriProblem::Control),
        _ => Ok(name),
    }
}

/// The text with `%25` for each `%` that has no two digits behind it.
fn with_escaped_percent(text: &str) -> String {
    let is_escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let mut parts = text.split('%');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(if is_escape(part) { "%" } else { "%25" });
        whole.push_str(part);
    }
    whole
}

/// The text with `%XX` replaced by what it stands for.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?].map(|digit| char::from(digit).to_digit(16));
        let [high, low] = digits;
        bytes.push(u8::try_from(high? * 16 + low?).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_node_has_one_form() {
        for (text, expected) in [
            ("./Vendor/MSFT/VPNv2/a%2Db", "./Device/Vendor/MSFT/VPNv2/a-b"),
            ("./Device/Vendor/MSFT/VPNv2/A%20b", "./Device/Vendor/MSFT/VPNv2/A%20b"),
            ("./User/Vendor/MSFT/EMAIL2/{c6d4}", "./User/Vendor/MSFT/EMAIL2/%7Bc6d4%7D"),
            ("./DevInfo/Ext", "./DevInfo/Ext"),
            ("./Vendor/MSFT/DiagnosticLog/x%2FAdmin", "./Device/Vendor/MSFT/DiagnosticLog/x%2FAdmin"),
            ("./Vendor/MSFT/WiFi/Profile/caf%c3%a9", "./Device/Vendor/MSFT/WiFi/Profile/caf%C3%A9"),
        ] {
            let read = LocUri::parse(text).unwrap();
            assert_eq!(read.to_string(), expected);
            assert_eq!(LocUri::parse(expected), Ok(read));
        }
    }

    #[test]
    fn what_is_no_address_says_why_and_what_was_meant() {
        for (text, problem, meant) in [
            (".\\Device\\Vendor\\MSFT\\LAPS", LocUriProblem::Backslash, Some("./Device/Vendor/MSFT/LAPS")),
            (" ./Vendor/MSFT/LAPS ", LocUriProblem::Blank, Some("./Device/Vendor/MSFT/LAPS")),
            ("./Vendor/MSFT/VPNv2/My VPN", LocUriProblem::Blank, Some("./Device/Vendor/MSFT/VPNv2/My%20VPN")),
            ("/Vendor/MSFT/LAPS", LocUriProblem::Start, Some("./Device/Vendor/MSFT/LAPS")),
            ("Vendor/MSFT/LAPS", LocUriProblem::Start, Some("./Device/Vendor/MSFT/LAPS")),
            ("./Vendor//MSFT/LAPS/", LocUriProblem::EmptyName, Some("./Device/Vendor/MSFT/LAPS")),
            ("./Vendor/MSFT/a%2", LocUriProblem::Escape, Some("./Device/Vendor/MSFT/a%252")),
            ("./Vendor/MSFT/5%/a%20b", LocUriProblem::Escape, Some("./Device/Vendor/MSFT/5%25/a%20b")),
            ("./Vendor/MSFT/a%ff", LocUriProblem::Escape, None),
            ("./Vendor/../a", LocUriProblem::Name("..".to_owned()), None),
            ("./Vendor/a%00", LocUriProblem::Control, None),
            ("LAPS", LocUriProblem::Start, None),
            ("", LocUriProblem::Start, None),
        ] {
            assert_eq!(LocUri::parse(text), Err(problem), "{text}");
            assert_eq!(LocUri::meant(text).map(|uri| uri.to_string()).as_deref(), meant, "{text}");
            assert!(LocUri::parse(text).is_err_and(|problem| !problem.help().is_empty()));
        }
        assert_eq!(LocUri::parse(&"a".repeat(2000)), Err(LocUriProblem::Long));
    }
}
