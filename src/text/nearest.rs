//! *Did you mean*: the names nearest to a misspelt one, and names in a sentence.

/// How many names a message offers.
const OFFERED: usize = 3;

/// Longer than any name by far. Comparing costs the product of both lengths, and the text may be hostile.
const LONGEST_COMPARED: usize = 128;

/// Up to three names nearest to `given`, nearest first, equally near ones in their own order; none where
/// half of the letters would have to change, or twice as many as for the nearest.
///
/// Each name comes as the text to compare and the name to offer for it; a name may come more than once.
pub fn nearest_named<Compared: AsRef<str>, Name: PartialEq>(
    given: &str,
    names: impl Iterator<Item = (Compared, Name)>,
) -> Vec<Name> {
    if given.len() > LONGEST_COMPARED {
        return Vec::new();
    }
    let wanted = given.to_ascii_lowercase();
    let mut ranked: Vec<(usize, Name)> = names
        .map(|(compared, name)| (distance(&wanted, compared.as_ref()), compared, name))
        .filter(|(distance, compared, _)| distance * 2 < compared.as_ref().len().max(wanted.len()))
        .map(|(distance, _, name)| (distance, name))
        .collect();
    ranked.sort_by_key(|(distance, _)| *distance);
    // What is much farther off than the nearest is not meant.
    if let Some(farthest) = ranked.first().map(|(nearest, _)| 2 * nearest + 1) {
        ranked.retain(|(distance, _)| *distance <= farthest);
    }
    let mut offered = Vec::new();
    for (_, name) in ranked {
        if offered.len() < OFFERED && !offered.contains(&name) {
            offered.push(name);
        }
    }
    offered
}

/// Up to three of `names` nearest to `given`, as [`nearest_named`] finds them.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    nearest_named(given, names.into_iter().map(|name| (name, name))).into_iter().map(str::to_owned).collect()
}

fn distance(wanted: &str, name: &str) -> usize {
    strsim::osa_distance(wanted, &name.to_ascii_lowercase())
}

/// The names in backticks, to choose from: `` `a`, `b` or `c` ``.
pub fn alternatives<Name: AsRef<str>>(names: &[Name]) -> String {
    enumerate(names, "or")
}

/// The names in backticks, all of them meant: `` `a`, `b` and `c` ``.
pub fn enumeration<Name: AsRef<str>>(names: &[Name]) -> String {
    enumerate(names, "and")
}

fn enumerate<Name: AsRef<str>>(names: &[Name], conjunction: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} {conjunction} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(given: &str) -> Vec<&'static str> {
        let names = ["Pro", "Pro N", "Education", "Home", "Pro G", "Prom"];
        let also = [("Core", "Home"), ("Pro K", "Pro N")];
        nearest_named(given, names.map(|name| (name, name)).into_iter().chain(also))
    }

    #[test]
    fn offers_the_nearest_first_and_at_most_three() {
        assert_eq!(near("pro m"), ["Pro N", "Pro G", "Prom"]);
        assert_eq!(near("EDUCATOIN"), ["Education"]);
        assert_eq!(near("pro"), ["Pro", "Prom"]);
        assert_eq!(near("hmoe"), ["Home"]);
        assert_eq!(near("hxmx"), [""; 0]);
        assert_eq!(near("Cor"), ["Home"]);
        assert_eq!(near("xyz"), [""; 0]);
    }

    #[test]
    fn does_not_compare_a_text_of_any_length() {
        let long = "Education".to_owned() + &"!".repeat(LONGEST_COMPARED);
        assert_eq!(near(&long), [""; 0]);
        let longest = "a".repeat(LONGEST_COMPARED);
        assert_eq!(nearest_named(&longest, [(longest.as_str(), 1)].into_iter()), [1]);
    }

    #[test]
    fn names_alternatives() {
        assert_eq!(alternatives::<&str>(&[]), "");
        assert_eq!(alternatives(&["a"]), "`a`");
        assert_eq!(alternatives(&["a", "b"]), "`a` or `b`");
        assert_eq!(alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(enumeration(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
