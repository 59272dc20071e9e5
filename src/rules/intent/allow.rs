//! Comments that silence a rule on their line.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::intent::Profile;
use crate::rules::{Rule, declare::declare_rule};
use crate::text::nearest::{alternatives, nearest};
use crate::text::{Source, Span, Spanned};

declare_rule! {
    /// ## What it does
    ///
    /// Finds comments `# omauri: …` that silence nothing because of their form: no `allow(RULE)`, a rule that does not exist
    /// or cannot be silenced, or no reason.
    ///
    /// ## Why it matters
    ///
    /// Whoever silences a rule owes the next reader the reason. Plain faults (`yaml-*`, `intent-*`, `value-*` but for
    /// `value-raw`) cannot be silenced: there is nothing to weigh.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["*"] }   # omauri: allow(winrm-trusted-hosts-any)
    /// ```
    ///
    /// ## What to write instead
    ///
    /// ```yaml
    /// TrustedHosts: { enabled: ["*"] }   # omauri: allow(winrm-trusted-hosts-any) because the lab has no names
    /// ```
    ALLOW, "intent-allow", Warning, "a comment that fails to silence a rule"
}

declare_rule! {
    /// ## What it does
    ///
    /// Finds comments that silence a rule which finds nothing on that line.
    ///
    /// ## Why it matters
    ///
    /// A stale one would silence the next fault of its kind.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// AllowBasicAuthentication_Client: disabled   # omauri: allow(winrm-basic) because the vendor needs it
    /// ```
    ///
    /// ## What to write instead
    ///
    /// The same without the comment.
    UNUSED_ALLOW, "intent-unused-allow", Warning, "a comment that silences nothing"
}

/// What a comment tells `omauri`; none for a comment that is for people.
pub(in crate::rules) fn order(comment: &str) -> Option<&str> {
    let comment = comment.trim();
    let (name, order) = comment.split_once(':')?;
    name.eq_ignore_ascii_case("omauri").then_some(order.trim())
}

/// A rule silenced on a line.
#[derive(Debug)]
pub(in crate::rules) struct Allow {
    rule: &'static str,
    line: u32,
    span: Span,
}

impl Allow {
    /// Reads the comments of a file. What cannot be read becomes a finding.
    pub(in crate::rules) fn read(
        source: &Source,
        comments: &[Spanned<String>],
        rules: &[&'static Rule],
        findings: &mut Vec<Finding>,
    ) -> Vec<Self> {
        let mut allows = Vec::new();
        let content = ContentLines::of(source);
        for comment in comments {
            let Some(text) = order(&comment.value) else { continue };
            match parse(text) {
                Ok(ids) => {
                    for id in ids {
                        match known(id, rules) {
                            Ok(rule) => {
                                let line = content.from(source.position(comment.span.start).line);
                                allows.push(Self { rule, line, span: comment.span });
                            }
                            Err(finding) => findings.push(ALLOW.finding(comment.span, finding.0).help(finding.1)),
                        }
                    }
                }
                Err(message) => findings.push(
                    ALLOW
                        .finding(comment.span, message)
                        .help("write `# omauri: allow(RULE) because REASON` on the line of the finding"),
                ),
            }
        }
        allows
    }
}

/// How many rules a comment may name.
const MOST_RULES: usize = 100;

/// `allow(a, b) because …`.
fn parse(text: &str) -> Result<Vec<&str>, &'static str> {
    const FORM: &str = "the comment is for `omauri` but does not read `allow(RULE) because REASON`";
    let (ids, rest) = text.strip_prefix("allow(").and_then(|rest| rest.split_once(')')).ok_or(FORM)?;
    let rest = rest.trim();
    let reason = rest.strip_prefix("because").or(rest.is_empty().then_some("")).ok_or(FORM)?;
    if !reason.is_empty() && !reason.starts_with(char::is_whitespace) {
        return Err(FORM);
    }
    if reason.trim().is_empty() {
        return Err("the comment silences nothing because it gives no reason");
    }
    let ids: Vec<&str> = ids.split(',').map(str::trim).take(MOST_RULES + 1).collect();
    if ids.len() > MOST_RULES {
        return Err("the comment names more rules than there are");
    }
    if ids.iter().any(|id| id.is_empty()) { Err(FORM) } else { Ok(ids) }
}

fn known(id: &str, rules: &[&'static Rule]) -> Result<&'static str, (String, String)> {
    match rules.iter().find(|rule| rule.id == id) {
        Some(rule) if rule.can_be_allowed() => Ok(rule.id),
        Some(_) => Err((format!("`{id}` cannot be silenced"), "mend the fault instead".to_owned())),
        None => {
            let near = nearest(id, rules.iter().filter(|rule| rule.can_be_allowed()).map(|rule| rule.id));
            let help = match near.as_slice() {
                [] => "a finding shows its rule in brackets, as in `warning[winrm-digest-allowed]`".to_owned(),
                near => format!("did you mean {}?", alternatives(near)),
            };
            Err((format!("no rule has the id `{}`", id.escape_debug()), help))
        }
    }
}

/// The lines that hold more than a comment, in their order.
struct ContentLines(Vec<u32>);

impl ContentLines {
    fn of(source: &Source) -> Self {
        let is_bare = |text: &str| text.is_empty() || text.starts_with('#');
        let lines = (1..).zip(source.text.lines()).filter(|(_, text)| !is_bare(text.trim()));
        Self(lines.map(|(line, _)| line).collect())
    }

    /// The line a comment speaks of: its own, or the next line with content where it stands alone.
    fn from(&self, own: u32) -> u32 {
        let next = self.0.partition_point(|line| *line < own);
        self.0.get(next).copied().unwrap_or(own)
    }
}

/// The findings that no comment silences, and one for each comment that silences none.
///
/// A comment on the line of a setting's name speaks of the whole setting, however many lines that has.
pub(in crate::rules) fn silence(
    source: &Source,
    allows: &[Allow],
    profile: &Profile<'_>,
    findings: Vec<Finding>,
) -> (Vec<Finding>, Vec<Finding>) {
    if allows.is_empty() {
        return (findings, Vec::new());
    }
    let there: HashSet<(u32, &str)> = allows.iter().map(|allow| (allow.line, allow.rule)).collect();
    let raw = profile.raw.iter().map(|raw| raw.name_span.to(raw.span));
    let mut settings: Vec<Span> = profile.settings.iter().map(|setting| setting.extent).chain(raw).collect();
    settings.sort_unstable();
    let mut used = HashSet::new();
    let mut kept = Vec::new();
    for finding in findings {
        let start = finding.place.span.start;
        // The setting that begins last before the place, if it reaches so far.
        let around = settings.partition_point(|setting| setting.start <= start).checked_sub(1);
        let setting = around.and_then(|at| settings.get(at)).filter(|setting| start <= setting.end);
        let starts = [Some(start), setting.map(|setting| setting.start)].into_iter().flatten();
        let lines = starts.map(|start| (source.position(start).line, finding.rule));
        let silent: Vec<_> = lines.filter(|place| there.contains(place)).collect();
        if silent.is_empty() {
            kept.push(finding);
        }
        used.extend(silent);
    }
    let unused = allows.iter().filter(|allow| !used.contains(&(allow.line, allow.rule)));
    let unused = unused.map(|allow| {
        let message = format!("`{}` finds nothing on line {}", allow.rule, allow.line);
        UNUSED_ALLOW.finding(allow.span, message).help(format!("remove `{}` from the comment", allow.rule))
    });
    let unused = unused.collect();
    (kept, unused)
}
