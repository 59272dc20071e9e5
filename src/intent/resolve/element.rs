//! Values of elements, each by its type.

use crate::catalog::{Element as Facts, ElementKind, EnumItem, Grammar};
use crate::text::nearest::{alternatives, nearest};
use crate::text::terminal::short;
use crate::text::yaml::{Kind, Node, Scalar, Style, Untyped};
use crate::text::{Span, Spanned};
use crate::values::{
    HostPattern, Ipv4Filter, Ipv4FilterEntry, Ipv6Filter, Ipv6FilterEntry, Located, PolicyText, Problem, Spn, SpnList,
    TrustedHosts, check_length,
};

use super::super::ProblemKind;
use super::super::profile::{Element, ElementValue, ListItem, list_name};
use super::super::read::is_plain_text;
use super::Resolver;
use super::setting::{meant_truth, only_entry};

/// The most bad characters of one text that are told.
const MOST_OF_A_VALUE: usize = 100;

/// A value with the places of its entries.
type Entries<T> = (T, Vec<Span>);

impl<'c> Resolver<'c, '_> {
    pub(super) fn element(&mut self, facts: &'c Facts, node: &Node) -> Option<Element<'c>> {
        let simple = |value: ElementValue<'c>| (value, Vec::new());
        let (value, entries) = match (&facts.kind, facts.grammar) {
            (ElementKind::Text { .. }, Some(grammar)) => self.list_text(facts, grammar, node)?,
            (ElementKind::Text { max_length, .. }, None) => {
                simple(ElementValue::Text(self.free_text(&facts.id, node, Some(*max_length))?))
            }
            (ElementKind::MultiText { max_length }, _) => {
                let (lines, spans) = self.lines(facts, node, Some(*max_length))?;
                (ElementValue::MultiText(lines), spans)
            }
            (ElementKind::Boolean { .. }, _) => simple(ElementValue::Boolean(self.boolean(facts, node)?)),
            (ElementKind::Enum { items }, _) => simple(ElementValue::Enum(self.item(facts, items, node)?)),
            (ElementKind::Decimal { min, max, .. }, _) => {
                simple(ElementValue::Decimal(self.decimal(facts, *min, *max, node)?))
            }
            (ElementKind::List { .. }, Some(Grammar::Spns)) => {
                let (names, places) = self.spns(facts, node)?;
                (ElementValue::Spns(names), places)
            }
            (ElementKind::List { value_prefix, explicit_value, .. }, _) => {
                let (items, spans) = self.list(facts, value_prefix.as_deref(), *explicit_value, node)?;
                (ElementValue::List(items), spans)
            }
        };
        let element = Element { facts, value, span: node.span, entries };
        self.fits(&element).then_some(element)
    }

    pub(super) fn wrong_type(&mut self, what: &str, expected: &str, node: &Node, instead: Option<String>) {
        self.wrong(what, false, expected, node, instead);
    }

    fn wrong(&mut self, what: &str, is_entry: bool, expected: &str, node: &Node, instead: Option<String>) {
        let found = match node.as_scalar() {
            Some(scalar) if scalar.is_null() => "nothing".to_owned(),
            Some(scalar) if scalar.style == Style::Plain => format!("`{}`", short(&scalar.text)),
            Some(scalar) => format!("the text `{}`", short(&scalar.text)),
            None => node.description().to_owned(),
        };
        let (what, expected) = (what.to_owned(), expected.to_owned());
        self.problem(ProblemKind::Type { what, is_entry, expected, found, instead }, node.span);
    }

    /// Nothing stands where a value belongs: what gpedit would put there is offered.
    fn refuse_nothing(&mut self, facts: &Facts, expected: &str, node: &Node) -> Option<()> {
        if !node.is_null() {
            return Some(());
        }
        self.wrong_type(&facts.id, expected, node, Some(facts.example()));
        None
    }

    /// The length of texts that were put together from entries.
    fn fits(&mut self, element: &Element<'_>) -> bool {
        let (ElementKind::Text { max_length, .. }, Some(_)) = (&element.facts.kind, element.facts.grammar) else {
            return true;
        };
        match check_length(&element.payload_value(), *max_length as usize) {
            Ok(()) => true,
            Err(located) => {
                self.too_long(&element.facts.id, &located, element.span);
                false
            }
        }
    }

    fn too_long(&mut self, what: &str, problem: &Located<crate::values::TooLong>, span: Span) {
        let (message, help) = (problem.to_string(), problem.help());
        self.problem(ProblemKind::TooLong { what: what.to_owned(), message, help }, span);
    }

    /// A text that a payload can carry.
    pub(super) fn free_text(&mut self, what: &str, node: &Node, max_length: Option<u32>) -> Option<PolicyText> {
        self.text_of(what, false, node, max_length)
    }

    fn text_of(&mut self, what: &str, is_entry: bool, node: &Node, max_length: Option<u32>) -> Option<PolicyText> {
        let text = self.scalar_text(what, is_entry, node)?;
        // One of each would do; a hostile text holds a million.
        let problems: Vec<_> = PolicyText::problems(&text.value).take(MOST_OF_A_VALUE).collect();
        for problem in &problems {
            let (message, help) = (problem.to_string(), problem.help());
            self.problem(ProblemKind::Character { message, help }, node.part(&problem.range));
        }
        if let Some(Err(problem)) = max_length.map(|maximum| check_length(&text.value, maximum as usize)) {
            self.too_long(what, &problem, text.span);
            return None;
        }
        PolicyText::parse(&text.value).ok()
    }

    /// A scalar that every parser reads as text.
    fn scalar_text(&mut self, what: &str, is_entry: bool, node: &Node) -> Option<Spanned<String>> {
        let Some(scalar) = node.as_scalar().filter(|scalar| !scalar.is_null()) else {
            self.wrong(what, is_entry, "a text", node, quoted_list(node));
            return None;
        };
        if !is_plain_text(node) {
            self.problem(ProblemKind::Ambiguous(short(&scalar.text)), node.span);
            return None;
        }
        Some(Spanned { value: scalar.text.clone(), span: node.span })
    }

    fn lines(&mut self, facts: &Facts, node: &Node, max_length: Option<u32>) -> Option<Entries<Vec<PolicyText>>> {
        self.refuse_nothing(facts, "a list", node)?;
        let Kind::Sequence(items) = &node.kind else {
            self.wrong_type(&facts.id, "a list", node, in_list(node));
            return None;
        };
        let lines: Vec<_> = items.iter().map(|item| self.text_of(&facts.id, true, item, max_length)).collect();
        let lines: Option<Vec<_>> = lines.into_iter().collect();
        Some((lines?, items.iter().map(|item| item.span).collect()))
    }

    fn boolean(&mut self, facts: &Facts, node: &Node) -> Option<bool> {
        let expected = "`true` or `false`";
        self.refuse_nothing(facts, expected, node)?;
        let scalar = node.as_scalar();
        if let Some(Untyped::Boolean(value)) = scalar.map(Scalar::untyped) {
            return Some(value);
        }
        let instead = scalar.and_then(meant_truth).map(|truth| truth.to_string()).or_else(|| only_entry(node));
        self.wrong_type(&facts.id, expected, node, instead);
        None
    }

    fn item(&mut self, facts: &Facts, items: &'c [EnumItem], node: &Node) -> Option<&'c EnumItem> {
        let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
        let expected = alternatives(&titles);
        self.refuse_nothing(facts, &expected, node)?;
        let Some(scalar) = node.as_scalar() else {
            self.wrong_type(&facts.id, &expected, node, only_entry(node));
            return None;
        };
        let text = &scalar.text;
        let found = items.iter().find(|item| item.value.to_string() == *text);
        if let Some(item) = found.or_else(|| items.iter().find(|item| item.title == *text)) {
            return Some(item);
        }
        let pairs: Vec<_> = items.iter().map(|item| (item.value.to_string(), item.title.clone())).collect();
        let mut begun = items.iter().filter(|item| item.title.to_lowercase().starts_with(&text.to_lowercase()));
        let near = match (begun.next(), begun.next()) {
            (Some(only), None) if !text.is_empty() => vec![only.title.clone()],
            _ => nearest(text, items.iter().map(|item| item.title.as_str())),
        };
        self.problem(
            ProblemKind::EnumItem { what: facts.id.clone(), found: short(text), items: pairs, near },
            node.span,
        );
        None
    }

    fn decimal(&mut self, facts: &Facts, min: u32, max: u32, node: &Node) -> Option<u32> {
        let expected = format!("a number from {min} to {max}");
        self.refuse_nothing(facts, &expected, node)?;
        let scalar = node.as_scalar();
        if scalar.map(Scalar::untyped) != Some(Untyped::Integer) {
            let text = scalar.map(|scalar| scalar.text.clone()).or_else(|| only_entry(node));
            let instead = text.and_then(|text| text.parse::<u32>().ok()).map(|number| number.to_string());
            self.wrong_type(&facts.id, &expected, node, instead);
            return None;
        }
        let text = scalar.map(|scalar| scalar.text.as_str()).unwrap_or_default();
        let number = text.parse::<u32>().ok().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            let (what, found) = (facts.id.clone(), short(text));
            self.problem(ProblemKind::Range { what, found, ranges: vec![(min.into(), max.into())] }, node.span);
        }
        number
    }

    /// A text element whose text is a list: as a YAML list, or as the text that Group Policy would take.
    fn list_text(&mut self, facts: &Facts, grammar: Grammar, node: &Node) -> Option<Entries<ElementValue<'c>>> {
        match grammar {
            Grammar::HostPatterns => {
                let (hosts, spans) = self.comma_list(
                    facts,
                    grammar,
                    node,
                    TrustedHosts::parse,
                    HostPattern::parse,
                    TrustedHosts::from_patterns,
                )?;
                Some((ElementValue::TrustedHosts(hosts), spans))
            }
            Grammar::Ipv4Ranges => {
                let (filter, spans) = self.comma_list(
                    facts,
                    grammar,
                    node,
                    Ipv4Filter::parse,
                    Ipv4FilterEntry::parse,
                    Ipv4Filter::from_entries,
                )?;
                Some((ElementValue::Ipv4Filter(filter), spans))
            }
            Grammar::Ipv6Ranges => {
                let (filter, spans) = self.comma_list(
                    facts,
                    grammar,
                    node,
                    Ipv6Filter::parse,
                    Ipv6FilterEntry::parse,
                    Ipv6Filter::from_entries,
                )?;
                Some((ElementValue::Ipv6Filter(filter), spans))
            }
            Grammar::Spns => {
                let (names, places) = self.spns(facts, node)?;
                Some((ElementValue::Spns(names), places))
            }
        }
    }

    fn comma_list<T, E, P: Problem, Q: Problem>(
        &mut self,
        facts: &Facts,
        grammar: Grammar,
        node: &Node,
        whole: fn(&str) -> Result<T, Vec<Located<P>>>,
        entry: fn(&str) -> Result<E, Located<Q>>,
        together: fn(Vec<E>) -> Result<T, Vec<crate::values::ListProblem>>,
    ) -> Option<Entries<T>> {
        if matches!(node.kind, Kind::Sequence(_)) {
            return self.entry_list(facts, grammar, node, entry, together);
        }
        self.refuse_nothing(facts, "a list", node)?;
        if matches!(node.kind, Kind::Mapping(_)) {
            self.wrong_type(&facts.id, "a list", node, None);
            return None;
        }
        let text = self.scalar_text(&facts.id, false, node)?;
        match whole(&text.value) {
            Ok(value) => Some((value, Vec::new())),
            Err(problems) => {
                for problem in problems {
                    self.grammar(grammar, &problem, node.part(&problem.range));
                }
                None
            }
        }
    }

    fn entry_list<T, E, Q: Problem>(
        &mut self,
        facts: &Facts,
        grammar: Grammar,
        node: &Node,
        entry: fn(&str) -> Result<E, Located<Q>>,
        together: fn(Vec<E>) -> Result<T, Vec<crate::values::ListProblem>>,
    ) -> Option<Entries<T>> {
        self.refuse_nothing(facts, "a list", node)?;
        let Kind::Sequence(items) = &node.kind else {
            self.wrong_type(&facts.id, "a list", node, in_list(node));
            return None;
        };
        let mut entries = Vec::new();
        for item in items {
            let Some(text) = self.scalar_text(&facts.id, true, item) else { continue };
            match entry(&text.value) {
                Ok(value) => entries.push(value),
                Err(problem) => self.grammar(grammar, &problem, item.part(&problem.range)),
            }
        }
        if entries.len() < items.len() {
            return None;
        }
        let spans: Vec<Span> = items.iter().map(|item| item.span).collect();
        match together(entries) {
            Ok(value) => Some((value, spans)),
            Err(problems) => {
                for problem in problems {
                    let span = spans.get(problem.index).copied().unwrap_or(node.span);
                    self.grammar(grammar, &problem, span);
                }
                None
            }
        }
    }

    fn spns(&mut self, facts: &Facts, node: &Node) -> Option<Entries<SpnList>> {
        self.entry_list(facts, Grammar::Spns, node, Spn::parse, SpnList::from_spns)
    }

    fn grammar(&mut self, grammar: Grammar, problem: &impl Problem, span: Span) {
        let kind = ProblemKind::Grammar { grammar, message: problem.to_string(), help: problem.help() };
        self.problem(kind, span);
    }

    /// A list: values alone, or names with values.
    fn list(
        &mut self,
        facts: &Facts,
        prefix: Option<&str>,
        explicit: bool,
        node: &Node,
    ) -> Option<Entries<Vec<ListItem>>> {
        match &node.kind {
            Kind::Mapping(entries) if prefix.is_none() => {
                let mut items = Vec::new();
                for entry in entries {
                    let value = self.text_of(&facts.id, true, &entry.value, None);
                    let name = self.list_item_name(&entry.key);
                    items.push(value.zip(name).map(|(value, name)| ListItem { name, value }));
                }
                let items: Option<Vec<_>> = items.into_iter().collect();
                Some((items?, entries.iter().map(|entry| entry.value.span).collect()))
            }
            Kind::Sequence(_) if !explicit => {
                let (values, spans) = self.lines(facts, node, None)?;
                let item = |(index, value): (usize, PolicyText)| {
                    let name = PolicyText::parse(&list_name(prefix, index, value.as_str())).ok()?;
                    Some(ListItem { name, value })
                };
                Some((values.into_iter().enumerate().filter_map(item).collect(), spans))
            }
            _ => {
                let expected = if explicit { "a mapping `NAME: VALUE`" } else { "a list" };
                self.refuse_nothing(facts, expected, node)?;
                self.wrong_type(&facts.id, expected, node, in_list(node).filter(|_| !explicit));
                None
            }
        }
    }

    fn list_item_name(&mut self, key: &Spanned<String>) -> Option<PolicyText> {
        match PolicyText::parse(&key.value) {
            Ok(name) => Some(name),
            Err(problem) => {
                let (message, help) = (problem.to_string(), problem.help());
                self.problem(ProblemKind::Character { message, help }, key.span);
                None
            }
        }
    }
}

/// `[2001:db8::10]` without quotes is a YAML list: the text that was meant.
fn quoted_list(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Sequence(items) => match items.as_slice() {
            [item] => item.as_scalar().map(|scalar| format!("\"[{}]\"", scalar.text)),
            _ => None,
        },
        _ => None,
    }
}

/// A text as the only entry of a list.
fn in_list(node: &Node) -> Option<String> {
    let text = &node.as_scalar()?.text;
    (!text.contains(['"', '\\'])).then(|| format!("[\"{text}\"]"))
}
