//! Text from files and names, made harmless for terminals and for the logs of pipelines.

use std::borrow::Cow;

/// What begins an order to Azure Pipelines, anywhere in a line. (GitHub's stand at the beginning of one, where nothing of ours
/// lets foreign text stand.)
const ORDER: &str = "##vso[";

/// One line in which nothing gives orders: no control characters, no change of direction, no logging commands. Line ends become
/// signs too; callers that want them split the text first.
#[must_use]
pub fn harmless(line: &str) -> Cow<'_, str> {
    let is_bad = |character: char| (character.is_control() && character != '\t') || is_direction(character);
    if !line.contains(is_bad) && !holds_order(line) {
        return Cow::Borrowed(line);
    }
    let mut clean: String =
        line.chars().map(|character| if is_bad(character) { '\u{FFFD}' } else { character }).collect();
    let mut from = 0;
    while let Some(at) = find_order(clean.get(from..).unwrap_or_default()) {
        // The bracket alone makes it an order.
        let bracket = from + at + ORDER.len() - 1;
        clean.replace_range(bracket..=bracket, "(");
        from = bracket + 1;
    }
    Cow::Owned(clean)
}

/// Several lines, each made harmless.
#[must_use]
pub fn harmless_lines(text: &str) -> String {
    let mut clean: String = text.lines().flat_map(|line| [harmless(line), Cow::Borrowed("\n")]).collect();
    if !text.ends_with('\n') {
        clean.pop();
    }
    clean
}

/// Whether a line holds an order.
#[must_use]
pub fn holds_order(line: &str) -> bool {
    find_order(line).is_some()
}

fn find_order(line: &str) -> Option<usize> {
    let (order, bytes) = (ORDER.as_bytes(), line.as_bytes());
    bytes.windows(order.len()).position(|window| window.eq_ignore_ascii_case(order))
}

/// Marks that turn the direction of writing, so that a line reads otherwise than it is.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}')
}

/// Text for a message, cut where it would fill the screen.
#[must_use]
pub fn short(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN {
        return text.escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'");
    }
    format!("{}…", text.chars().take(SHOWN).collect::<String>().escape_debug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_become_text() {
        assert_eq!(harmless("a ##VSO[task.setvariable]b ##vso[x]"), "a ##VSO(task.setvariable]b ##vso(x]");
        assert_eq!(harmless("a\u{1b}[31m\r\nb\u{202e}"), "a\u{FFFD}[31m\u{FFFD}\u{FFFD}b\u{FFFD}");
        assert_eq!(harmless_lines("a\n\tb\u{7}\n"), "a\n\tb\u{FFFD}\n");
        assert_eq!(harmless("plain text, ž"), "plain text, ž");
    }
}
