//! Security descriptors in their string form (Microsoft, "Security Descriptor String Format").

/// Whether a text has the form of a security descriptor: owner, group, and lists of access control entries, each at most once.
/// What its words mean is not judged.
#[must_use]
pub fn is_sddl(text: &str) -> bool {
    let mut rest = text;
    let mut seen = Vec::new();
    while let Some((part, behind)) = rest.split_once(':') {
        let Some(kind) = part.trim().chars().next().filter(|_| part.trim().len() == 1) else { return false };
        if !"OGDS".contains(kind) || seen.contains(&kind) {
            return false;
        }
        seen.push(kind);
        let read = if "OG".contains(kind) { sid(behind) } else { entries(behind) };
        let Some(left) = read else { return false };
        rest = left;
    }
    !seen.is_empty() && rest.trim().is_empty()
}

/// `S-1-5-32-544` or `BA`; what is left behind it.
fn sid(text: &str) -> Option<&str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-';
    let word = text.split(|character| !is_part(character)).next()?;
    // The letter of the next part stands right behind.
    let end = match text.get(word.len()..).and_then(|rest| rest.chars().next()) {
        Some(':') => word.len().checked_sub(1)?,
        _ => word.len(),
    };
    let (name, rest) = text.split_at_checked(end)?;
    let is_alias = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut parts = name.split('-');
    let numbers = |mut parts: std::str::Split<'_, char>| {
        parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'x'))
    };
    let is_long = parts.next() == Some("S") && name.len() > 3 && numbers(parts);
    (is_alias || is_long).then_some(rest)
}

/// Flags, then entries in parentheses; what is left behind them.
fn entries(text: &str) -> Option<&str> {
    let flags = text.find(|character: char| !character.is_ascii_uppercase() && character != '_').unwrap_or(text.len());
    let flags = if text.get(flags..).is_some_and(|rest| rest.starts_with(':')) { flags.checked_sub(1)? } else { flags };
    let (flags, mut rest) = text.split_at_checked(flags)?;
    if !matches!(flags, "" | "P" | "AR" | "AI" | "PAI" | "PAR" | "PARAI" | "ARAI" | "NO_ACCESS_CONTROL") {
        return None;
    }
    while rest.starts_with('(') {
        let end = closing(rest)?;
        let (entry, behind) = rest.split_at_checked(end + 1)?;
        let inner = entry.strip_prefix('(')?.strip_suffix(')')?;
        let kind = inner.split(';').next()?;
        let fields = inner.splitn(7, ';').count();
        if kind.is_empty() || fields < 6 {
            return None;
        }
        rest = behind;
    }
    Some(rest)
}

/// Where the first parenthesis closes; conditions hold parentheses of their own.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_sddl;

    #[test]
    fn descriptors_have_owner_group_and_lists() {
        for good in [
            "O:LSD:(A;;CC;;;S-1-5-21-1004336348-1177238915-682003330-512)",
            "O:BAG:SYD:PAI(D;;0xf0007;;;AN)(A;OICI;GA;;;BA)S:(AU;SAFA;WD;;;WD)",
            "D:(XA;;FX;;;S-1-1-0;(@User.Title==\"PM\" && (Member_of {SID(BA)})))",
            "D:P",
            "G:DA",
        ] {
            assert!(is_sddl(good), "{good}");
        }
        for bad in [
            "",
            "BUILTIN\\Users",
            "D:(A;;CC;;;BA",
            "D:(A;;CC)",
            "X:BA",
            "D:D:",
            "O:",
            "O:ba",
            "D:Q(A;;CC;;;BA)",
            "D:(A;;CC;;;BA) x",
            "O:S-1-y",
            "(A;;CC;;;BA)",
            "D:)(",
            "é:",
        ] {
            assert!(!is_sddl(bad), "{bad}");
        }
    }
}
