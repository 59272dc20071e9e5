//! For people: each finding with the lines it speaks of, by annotate-snippets.

use std::borrow::Cow;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use crate::finding::{Finding, Label, Severity};
use crate::text::{Source, Sources, Span, terminal};

use super::Style;

/// How much of a long line is handed to the renderer on either side of the place: a line of a megabyte is no help to anyone.
const CONTEXT: usize = 160;

/// The report. Findings stand in the order in which they come.
#[must_use]
pub fn human(findings: &[Finding], sources: &Sources, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings {
        text.push_str(&render(finding, sources, &renderer));
        text.push_str("\n\n");
    }
    text
}

fn render(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = harmless(&finding.message);
    let title = level.primary_title(message).id(finding.rule);
    let mut group = Group::with_title(title);
    for snippet in snippets(finding, sources) {
        group = group.element(snippet);
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(harmless(note)));
    }
    if let Some(help) = &finding.help {
        // A help of several lines is text to paste.
        let lines: Vec<String> = help.lines().map(harmless).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    renderer.render(&[group])
}

/// One snippet for each run of places that stand near each other; the finding's own place first.
fn snippets<'s>(finding: &Finding, sources: &'s Sources) -> Vec<Snippet<'s, Annotation<'s>>> {
    let mut snippets = Vec::new();
    let primary = std::iter::once((&finding.place, AnnotationKind::Primary));
    let labels: Vec<_> = primary.chain(finding.others.iter().map(|label| (label, AnnotationKind::Context))).collect();
    let mut done = vec![false; labels.len()];
    for at in 0..labels.len() {
        let Some((first, _)) = labels.get(at).filter(|_| !done.get(at).copied().unwrap_or(true)) else { continue };
        let Some(source) = sources.get(first.span.source) else { continue };
        let own_line = source.position(first.span.start).line;
        let mut here = Vec::new();
        for ((label, kind), done) in labels.iter().zip(&mut done) {
            let near = label.span.source == first.span.source
                && source.position(label.span.start).line.abs_diff(own_line) <= 4;
            if near && !*done {
                *done = true;
                here.push((*label, *kind));
            }
        }
        snippets.push(snippet(source, &here));
    }
    snippets
}

fn snippet<'s>(source: &'s Source, labels: &[(&Label, AnnotationKind)]) -> Snippet<'s, Annotation<'s>> {
    let shown: Vec<Span> = labels.iter().map(|(label, _)| first_line_of(source, label.span)).collect();
    let first = shown.iter().map(|span| span.start).min().unwrap_or_default();
    let last = shown.iter().map(|span| span.end).max().unwrap_or_default();
    let (first_line, last_line) = (source.position(first).line, source.position(last).line);
    let (offset, text) = source.lines(first_line, last_line);
    let window = window(text, (first.saturating_sub(offset)) as usize, (last.saturating_sub(offset)) as usize);
    let cut = u32::try_from(window.start).unwrap_or_default();
    let text = text.get(window.clone()).unwrap_or(text);
    let mut snippet =
        Snippet::source(same_length(text)).line_start(first_line as usize).path(harmless(&source.name)).fold(true);
    for ((label, kind), span) in labels.iter().zip(shown) {
        let start = span.start.saturating_sub(offset).saturating_sub(cut) as usize;
        let end = span.end.saturating_sub(offset).saturating_sub(cut) as usize;
        let mut annotation = kind.span(start.min(text.len())..end.min(text.len()));
        if !label.text.is_empty() {
            annotation = annotation.label(harmless(&label.text));
        }
        snippet = snippet.annotation(annotation);
    }
    snippet
}

/// Text for a message: the renderer's own cleaning, and ours.
fn harmless(text: &str) -> String {
    terminal::harmless(&normalize_untrusted_str(text)).into_owned()
}

/// The same for lines of a file, in which places must stay where they are. The renderer shows all but the C1 controls as
/// pictures; those have two bytes, as has the sign that stands for them.
fn same_length(lines: &str) -> Cow<'_, str> {
    const C1: std::ops::RangeInclusive<char> = '\u{80}'..='\u{9f}';
    let is_c1 = |character: char| C1.contains(&character);
    if !lines.contains(is_c1) && !terminal::holds_order(lines) {
        return Cow::Borrowed(lines);
    }
    let lines = lines.replace(is_c1, "¿");
    // The sign that stands for a bracket is as long.
    let clean = lines.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) if terminal::holds_order(line) => line.replace('[', "(") + "\n",
        None if terminal::holds_order(line) => line.replace('[', "("),
        _ => line.to_owned(),
    });
    Cow::Owned(clean.collect())
}

/// The part of a place that stands on its first line: an arrow down a whole block says less than its head.
fn first_line_of(source: &Source, span: Span) -> Span {
    let text = source.text.get(span.start as usize..span.end as usize).unwrap_or("");
    let length = text.find(['\n', '\r']).unwrap_or(text.len());
    Span { end: span.start.saturating_add(u32::try_from(length).unwrap_or(0)), ..span }
}

/// The bytes of `text` to show: whole lines, or the neighbourhood of the place where they are too long. A place that is too long
/// itself is shown by its beginning.
fn window(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    if text.len() <= 4 * CONTEXT {
        return 0..text.len();
    }
    let end = end.min(start.saturating_add(2 * CONTEXT));
    text.floor_char_boundary(start.saturating_sub(CONTEXT))..text.ceil_char_boundary(end.saturating_add(CONTEXT))
}
