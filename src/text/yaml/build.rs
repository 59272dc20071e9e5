//! The tree from parser events, iteratively and within limits.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use super::super::{Source, Span, Spanned};
use super::escape::{Surprise, surprises};
use super::fault::{Fault, fault};
use super::{Entry, Kind, Node, Problem, ProblemKind, Scalar, Size, Style};

/// Bounds on hostile files. Size is bounded by whoever reads the file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deep values may nest. An intent needs 6; recursive readers of the tree rely on the bound.
    pub depth: usize,
    /// How many aliases a file may have.
    pub aliases: usize,
    /// How often one anchor may be used.
    pub expansions: usize,
    /// How many values aliases may add in all: what makes "alias bombs" harmless.
    pub replayed: usize,
    /// How many bytes of text they may add: one long text can be a bomb too.
    pub replayed_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 32, aliases: 1_000, expansions: 64, replayed: 10_000, replayed_bytes: 1 << 20 }
    }
}

/// A file read as YAML.
#[derive(Debug, Default)]
pub struct Document {
    /// The tree; none where the file is empty or cannot be parsed to its end.
    pub root: Option<Node>,
    /// Comments with their text behind `#`.
    pub comments: Vec<Spanned<String>>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// Reads a file into a tree. All problems that do not stop the parser are collected.
#[must_use]
pub fn parse(source: &Source, limits: Limits) -> Document {
    let mut builder = Builder::new(source, limits);
    builder.control_characters();
    let options = options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: limits.depth,
        block_nesting_limit: limits.depth,
        max_buffered_comment_events: 65_536,
    };
    for event in Parser::new_from_str_with_options(&source.text, options) {
        match event {
            Ok((event, span)) => {
                if !builder.event(event, span) {
                    break;
                }
            }
            Err(error) => {
                builder.scan_error(&error);
                break;
            }
        }
    }
    builder.finish()
}

/// A collection that is being filled.
struct Open {
    start: Span,
    anchor: usize,
    body: OpenBody,
}

enum OpenBody {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, seen: HashMap<String, Span>, key: Option<Key> },
}

/// The key that waits for its value; a bad one still has to swallow it.
enum Key {
    Good(Spanned<String>),
    Bad,
}

struct Anchor {
    /// None while the anchored value is still open, and for one that is too large to be copied.
    node: Option<Node>,
    size: Size,
    used: usize,
}

struct Builder<'s> {
    source: &'s Source,
    limits: Limits,
    stack: Vec<Open>,
    anchors: HashMap<usize, Anchor>,
    aliases: usize,
    replayed: Size,
    documents: usize,
    stopped: bool,
    document: Document,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Source, limits: Limits) -> Self {
        Self {
            source,
            limits,
            stack: Vec::new(),
            anchors: HashMap::new(),
            aliases: 0,
            replayed: Size::default(),
            documents: 0,
            stopped: false,
            document: Document::default(),
        }
    }

    fn control_characters(&mut self) {
        let bad = |character: &char| character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r');
        let places = self.source.text.char_indices().filter(|(_, character)| bad(character));
        // One place is enough for a binary file; a few are of use in a text.
        for (at, character) in places.take(10) {
            let span = self.range(at, at + character.len_utf8());
            self.document.problems.push(Problem { kind: ProblemKind::ControlCharacter(character), span });
        }
    }

    fn range(&self, start: usize, end: usize) -> Span {
        let clamp = |value: usize| u32::try_from(value.min(self.source.text.len())).unwrap_or(u32::MAX);
        Span { source: self.source.id, start: clamp(start), end: clamp(end) }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or(0);
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        self.range(start, end)
    }

    fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.document.problems.push(Problem { kind, span });
    }

    /// Takes one event; false ends the reading.
    fn event(&mut self, event: Event<'_>, span: granit_parser::Span) -> bool {
        let place = self.span(&span);
        if let Some(tag) = span.tag_span() {
            let tag = self.span(&tag);
            self.problem(ProblemKind::Tag, tag);
        }
        match event {
            Event::DocumentStart(..) => return self.document_start(place),
            Event::Comment(text, _) => {
                self.document.comments.push(Spanned { value: text.into_owned(), span: place });
            }
            Event::Scalar(text, style, anchor, _) => self.scalar(text.into_owned(), style, anchor, place),
            Event::SequenceStart(_, anchor, _) => return self.open(OpenBody::Sequence(Vec::new()), anchor, place),
            Event::MappingStart(_, anchor, _) => {
                let body = OpenBody::Mapping { entries: Vec::new(), seen: HashMap::new(), key: None };
                return self.open(body, anchor, place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Alias(anchor) => return self.alias(anchor, place),
            Event::UnresolvedAlias(name) => {
                let text = format!("*{name}");
                self.problem(ProblemKind::UnknownAlias(text.clone()), place);
                self.value(Node {
                    span: place,
                    kind: Kind::Scalar(Scalar { text, style: Style::Quoted, verbatim: Some(0) }),
                });
            }
            _ => {}
        }
        true
    }

    fn document_start(&mut self, place: Span) -> bool {
        self.documents += 1;
        if self.documents == 2 {
            self.problem(ProblemKind::SecondDocument, place);
        }
        self.documents < 2
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, anchor: usize, span: Span) {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
            _ => Style::Quoted,
        };
        let verbatim = self.verbatim(&text, span);
        if style == Style::Quoted && verbatim.is_none() {
            self.surprising_escapes(span);
        }
        let node = Node { span, kind: Kind::Scalar(Scalar { text, style, verbatim }) };
        self.remember(anchor, &node);
        self.value(node);
    }

    /// Windows paths in double quotes: their backslashes are escapes, and some of them are escapes that YAML knows.
    fn surprising_escapes(&mut self, span: Span) {
        let source = self.source;
        let written = source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        for Surprise { at, escape, means } in surprises(written) {
            let start = span.start as usize + at;
            let place = self.range(start, start + 1 + escape.len_utf8());
            self.problem(ProblemKind::SurprisingEscape { escape: format!("\\{escape}"), means }, place);
        }
    }

    fn verbatim(&self, text: &str, span: Span) -> Option<u8> {
        let written = self.source.text.get(span.start as usize..span.end as usize)?;
        match written.find(text) {
            Some(0) if written == text => Some(0),
            Some(1) if written.len() == text.len() + 2 => Some(1),
            _ => None,
        }
    }

    fn open(&mut self, body: OpenBody, anchor: usize, start: Span) -> bool {
        if self.stack.len() >= self.limits.depth {
            self.problem(ProblemKind::TooDeep(self.limits.depth), start);
            self.stopped = true;
            return false;
        }
        if anchor != 0 {
            self.anchors.insert(anchor, Anchor { node: None, size: Size::default(), used: 0 });
        }
        self.stack.push(Open { start, anchor, body });
        true
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.stack.pop() else { return };
        let (kind, last) = match open.body {
            OpenBody::Sequence(items) => {
                let last = items.last().map(|item| item.span);
                (Kind::Sequence(items), last)
            }
            OpenBody::Mapping { entries, .. } => {
                let last = entries.last().map(|entry| entry.value.span.to(entry.key.span));
                (Kind::Mapping(entries), last)
            }
        };
        // A block collection ends with its last value, a flow collection with its bracket.
        let end = if end.start == end.end { last.unwrap_or(open.start) } else { end };
        let node = Node { span: open.start.to(end), kind };
        self.remember(open.anchor, &node);
        self.value(node);
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        if anchor == 0 {
            return;
        }
        let size = node.size();
        // A value too large to be replayed even once need not be kept.
        let is_small = size.values <= self.limits.replayed && size.bytes <= self.limits.replayed_bytes;
        let node = is_small.then(|| node.clone());
        self.anchors.insert(anchor, Anchor { node, size, used: 0 });
    }

    fn alias(&mut self, anchor: usize, place: Span) -> bool {
        self.aliases += 1;
        let Some(target) = self.anchors.get_mut(&anchor) else { return true };
        target.used += 1;
        self.replayed = self.replayed.plus(target.size);
        let over = self.aliases > self.limits.aliases
            || target.used > self.limits.expansions
            || self.replayed.values > self.limits.replayed
            || self.replayed.bytes > self.limits.replayed_bytes;
        let open = target.size == Size::default();
        let node = if over { None } else { target.node.clone().map(|node| node.moved_to(place)) };
        if over {
            self.problem(ProblemKind::AliasLimit, place);
            self.stopped = true;
            return false;
        }
        if open {
            self.problem(ProblemKind::RecursiveAlias, place);
        }
        // Something must stand there; a text has the fewest consequences.
        let text = self.source.text.get(place.start as usize..place.end as usize).unwrap_or_default().to_owned();
        let itself = Scalar { text, style: Style::Quoted, verbatim: Some(0) };
        self.value(node.unwrap_or(Node { span: place, kind: Kind::Scalar(itself) }));
        true
    }

    /// Puts a finished value where it belongs: into the open collection, or at the root.
    fn value(&mut self, node: Node) {
        let problem = match self.stack.last_mut() {
            None => {
                self.document.root = Some(node);
                None
            }
            Some(Open { body: OpenBody::Sequence(items), .. }) => {
                items.push(node);
                None
            }
            Some(Open { body: OpenBody::Mapping { entries, seen, key }, .. }) => match key.take() {
                None => {
                    let (next, problem) = key_of(node, seen);
                    *key = Some(next);
                    problem
                }
                Some(Key::Good(key)) => {
                    entries.push(Entry { key, value: node });
                    None
                }
                Some(Key::Bad) => None,
            },
        };
        self.document.problems.extend(problem);
    }

    fn scan_error(&mut self, error: &ScanError) {
        self.stopped = true;
        let Fault { kind, place } = fault(&self.source.text, error, self.limits.depth);
        let span = self.range(place.start, place.end);
        // A control character has its own problem already.
        let line = |span: Span| self.source.position(span.start).line;
        let is_control = |problem: &Problem| {
            matches!(problem.kind, ProblemKind::ControlCharacter(_)) && line(problem.span) == line(span)
        };
        if matches!(kind, ProblemKind::Syntax(_)) && self.document.problems.iter().any(is_control) {
            return;
        }
        self.problem(kind, span);
    }

    fn finish(mut self) -> Document {
        if self.stopped {
            self.document.root = None;
        } else if self.document.root.as_ref().is_none_or(Node::is_null) {
            let span = self.source.first_line();
            self.document.root = None;
            self.problem(ProblemKind::Empty, span);
        }
        self.document.problems.sort_by_key(|problem| problem.span);
        self.document
    }
}

fn key_of(node: Node, seen: &mut HashMap<String, Span>) -> (Key, Option<Problem>) {
    let span = node.span;
    let Kind::Scalar(Scalar { text, style, .. }) = node.kind else {
        return (Key::Bad, Some(Problem { kind: ProblemKind::ComplexKey, span }));
    };
    if text == "<<" && style == Style::Plain {
        return (Key::Bad, Some(Problem { kind: ProblemKind::MergeKey, span }));
    }
    if let Some(first) = seen.get(&text) {
        let kind = ProblemKind::DuplicateKey { key: text, first: *first };
        return (Key::Bad, Some(Problem { kind, span }));
    }
    seen.insert(text.clone(), span);
    (Key::Good(Spanned { value: text, span }), None)
}
