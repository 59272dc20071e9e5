//! Every rule against its fixtures: `tests/fixtures/RULE/CONDITION.bad.yaml` fires the rule, `CONDITION.good.yaml` does not and
//! has no error; the two differ in one line wherever that is possible. What a person reads of the bad ones is in `snapshots/`.
//!
//! A fixture whose first line is `# render: FORMAT`, maybe with `--verb delete` behind it, is also rendered. A fixture may be a folder, where one file cannot be wrong
//! alone.

// Test code may stop at the first surprise.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected must fail")]

#[path = "support/generated.rs"]
mod generated;

use omauri::catalog::{Catalog, load_folder};
use omauri::finding::{Finding, Severity};
use omauri::render::{Format, Options};
use omauri::report::{Style, human};
use omauri::rules::{self, winrm};
use omauri::syncml::Verb;
use omauri::text::Sources;
use omauri::workspace::{Request, check, render};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A condition of a rule: the two inputs that differ in one value.
struct Pair {
    rule: String,
    condition: String,
    bad: PathBuf,
    good: PathBuf,
    generated: bool,
}

/// Pairs that cannot differ in a single line: what is wrong with them is the whole file, or stands on two lines.
const LARGER: [(&str, &str); 8] = [
    ("yaml-empty", "nothing"),
    ("yaml-empty", "comments"),
    ("yaml-empty", "null"),
    ("yaml-documents", "second"),
    ("yaml-duplicate-key", "three-times"),
    ("intent-shape", "file"),
    ("intent-shape", "file-text"),
    ("value-character", "block"),
];

#[test]
fn rules_and_fixtures_agree() {
    let rules: BTreeSet<String> = rules::all().iter().map(|rule| rule.id.to_owned()).collect();
    let folders: BTreeSet<String> = pairs().into_iter().map(|pair| pair.rule).collect();
    assert_eq!(rules, folders);
    assert_eq!(rules.len(), rules::all().len(), "an id is declared twice");
}

#[test]
fn pages_have_their_parts() {
    let parts = ["What it does", "Why it matters", "Example", "What to write instead"];
    for rule in rules::all() {
        let page = rule.markdown();
        let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert!(headings.starts_with(&parts), "{}: {headings:?}", rule.id);
        assert!(matches!(headings.get(4..), Some([] | ["Source"])), "{}: {headings:?}", rule.id);
    }
    for rule in winrm::rules() {
        assert!(rule.page.contains("## Source"), "{}", rule.id);
    }
}

#[test]
fn bad_fixtures_fire_their_rule_and_good_ones_have_no_error() {
    let catalog = catalog();
    let mut wrong = String::new();
    for Pair { rule, condition, bad, good, .. } in pairs() {
        let (findings, _) = judged(&bad, &catalog);
        if !findings.iter().any(|finding| finding.rule == rule) {
            let fired: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
            writeln!(wrong, "{rule}/{condition}.bad fires {fired:?}").unwrap();
        }
        let (findings, sources) = judged(&good, &catalog);
        let refused = |finding: &&Finding| finding.rule == rule || finding.severity == Severity::Error;
        let refused: Vec<Finding> = findings.iter().filter(refused).cloned().collect();
        if !refused.is_empty() {
            writeln!(wrong, "{rule}/{condition}.good:\n{}", human(&refused, &sources, Style::default())).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_rules_of_winrm_fire_once() {
    let catalog = catalog();
    for Pair { rule, condition, bad, .. } in pairs().iter().filter(|pair| pair.rule.starts_with("winrm-")) {
        let count = judged(bad, &catalog).0.iter().filter(|finding| finding.rule == rule).count();
        assert_eq!(count, 1, "{rule}/{condition}");
    }
}

#[test]
fn the_fixtures_of_a_pair_differ_in_one_line() {
    for Pair { rule, condition, bad, good, .. } in pairs().iter().filter(|pair| !pair.generated) {
        if LARGER.contains(&(rule, condition)) {
            continue;
        }
        let (bad, good) = (text_of(bad), text_of(good));
        assert_eq!(bad.lines().count(), good.lines().count(), "{rule}/{condition}");
        let differing = bad.lines().zip(good.lines()).filter(|(bad, good)| bad != good);
        assert_eq!(differing.count(), 1, "{rule}/{condition}");
    }
}

#[test]
fn messages_keep_the_voice() {
    let catalog = catalog();
    for Pair { rule, condition, bad, .. } in pairs() {
        for finding in judged(&bad, &catalog).0 {
            let help = finding.help.as_deref().unwrap_or_default();
            for text in [finding.message.as_str(), help].into_iter().chain(finding.notes.iter().map(String::as_str)) {
                let bad = text.is_empty() || text.ends_with('.') || text.lines().any(|line| line.trim().contains("  "));
                assert!(!bad, "{rule}/{condition}: {}: `{text}`", finding.rule);
                let first = text.chars().next().unwrap_or_default();
                let word = text.split_whitespace().next().unwrap_or_default();
                let name = NAMES.contains(&word) || word.starts_with("U+");
                assert!(!first.is_uppercase() || name, "{rule}/{condition}: {}: `{text}`", finding.rule);
            }
            if finding.rule.starts_with("winrm-") {
                assert!(help.contains('`'), "{rule}: the help has no text to write");
                assert!(!finding.place.text.is_empty(), "{rule}: the place has no words");
            }
        }
    }
}

/// Words that keep their capital at the beginning of a message.
const NAMES: [&str; 5] = ["WinRM", "Windows", "Microsoft's", "CredSSP", "Basic,"];

/// Whole findings, as one would read them.
#[test]
fn findings_read_as_they_should() {
    let catalog = catalog();
    let mut listings: BTreeMap<String, String> = BTreeMap::new();
    for Pair { rule, condition, bad, .. } in pairs() {
        let (findings, sources) = judged(&bad, &catalog);
        let text = human(&findings, &sources, Style::default());
        // Below the checkout the folder is shown without its beginning.
        let here = format!("{}/", env!("CARGO_MANIFEST_DIR"));
        let generated = generated_folder();
        let text = text.replace(&generated, "tests/fixtures");
        let text = text.replace(generated.strip_prefix(&here).unwrap_or(&generated), "tests/fixtures");
        writeln!(listings.entry(rule).or_default(), "# {condition}\n\n{text}").unwrap();
    }
    for (rule, listing) in listings {
        insta::assert_snapshot!(rule, listing);
    }
}

/// The shipped catalog under a folder of nodes that reach what no shipped node does.
fn catalog() -> Catalog {
    let folder = Path::new("tests/catalog");
    Catalog::shipped().merged_with(load_folder(folder).unwrap())
}

/// Everything that is said of a fixture: by `check`, and by `render` where its first line asks for that.
fn judged(path: &Path, catalog: &Catalog) -> (Vec<Finding>, Sources) {
    let run = check(&[path.to_owned()], catalog).unwrap();
    let order = run.sources.iter().next().and_then(|source| source.text.lines().next()?.strip_prefix("# render: "));
    let Some(order) = order else { return (run.findings, run.sources) };
    let (format, arguments) = order.split_once(' ').unwrap_or((order, ""));
    let verb = match arguments {
        "" => Verb::Replace,
        "--verb delete" => Verb::Delete,
        other => panic!("{}: `{other}`", path.display()),
    };
    let format = Format::ALL.into_iter().find(|known| known.name() == format).unwrap();
    assert!(!run.failed(false), "{}: {:?}", path.display(), run.findings);
    let options = Options { verb, ..Options::default() };
    let request = Request { formats: vec![format], template: None, options };
    let rendered = render(&run.profiles, &request).unwrap();
    (run.findings.into_iter().chain(rendered.findings).collect(), run.sources)
}

/// All pairs, by rule and condition.
fn pairs() -> Vec<Pair> {
    let mut pairs: Vec<Pair> = names(Path::new("tests/fixtures")).iter().flat_map(|rule| pairs_of(rule)).collect();
    pairs.extend(generated_pairs());
    pairs.sort_by(|left, right| (&left.rule, &left.condition).cmp(&(&right.rule, &right.condition)));
    pairs
}

fn pairs_of(rule: &str) -> Vec<Pair> {
    let folder = Path::new("tests/fixtures").join(rule);
    let mut conditions: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    for name in names(&folder) {
        let stem = name.strip_suffix(".yaml").unwrap_or(&name);
        let (condition, kind) = stem.rsplit_once('.').unwrap();
        conditions.entry(condition.to_owned()).or_default().insert(kind.to_owned(), folder.join(&name));
    }
    let pair = |(condition, mut paths): (String, BTreeMap<String, PathBuf>)| {
        let (Some(bad), Some(good)) = (paths.remove("bad"), paths.remove("good")) else {
            panic!("{rule}/{condition}: a pair is a bad and a good one");
        };
        assert!(paths.is_empty(), "{rule}/{condition}: {paths:?}");
        Pair { rule: rule.to_owned(), condition, bad, good, generated: false }
    };
    conditions.into_iter().map(pair).collect()
}

fn generated_pairs() -> Vec<Pair> {
    let pair = |made: generated::Generated| {
        let folder = PathBuf::from(generated_folder()).join(made.rule);
        std::fs::create_dir_all(&folder).unwrap();
        let [bad, good] = [("bad", made.bad), ("good", made.good)].map(|(kind, content)| {
            let path = folder.join(format!("{}.{kind}.yaml", made.condition));
            // Several tests make the same files at the same time.
            let mut file = tempfile::NamedTempFile::new_in(&folder).unwrap();
            std::io::Write::write_all(&mut file, &content).unwrap();
            file.persist(&path).unwrap();
            path
        });
        Pair { rule: made.rule.to_owned(), condition: made.condition.to_owned(), bad, good, generated: true }
    };
    generated::generated().into_iter().map(pair).collect()
}

fn generated_folder() -> String {
    format!("{}/fixtures", env!("CARGO_TARGET_TMPDIR"))
}

/// The text of a fixture; of a folder, that of its files one behind the other.
fn text_of(path: &Path) -> String {
    if path.is_dir() {
        return names(path).iter().map(|name| text_of(&path.join(name))).collect();
    }
    std::fs::read_to_string(path).unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
