//! The catalog inside the binary: an index that needs no parsing, records that are decoded on look-up.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::node::Node;
use super::record::NodeRecord;

/// Written by `build.rs`, which describes the layout.
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));

/// Bytes of an index entry: the ends of a key and of a record.
const ENTRY: usize = 8;
/// Bytes of the count before the index.
const HEAD: usize = 4;

#[derive(Debug)]
pub(super) struct Embedded {
    slots: Box<[OnceLock<Option<Box<Node>>>]>,
}

impl Default for Embedded {
    fn default() -> Self {
        Self { slots: (0..count()).map(|_| OnceLock::new()).collect() }
    }
}

impl Embedded {
    /// The node whose address is the concatenation of some parts.
    pub(super) fn find(&self, parts: &[&str]) -> Option<&Node> {
        let at = position(parts)?;
        self.get(at)
    }

    pub(super) fn has(uri: &str) -> bool {
        position(&[uri]).is_some()
    }

    /// The addresses from the first that is not less than `from`, in their order.
    pub(super) fn keys_from(from: &str) -> impl Iterator<Item = &'static str> {
        (lower_bound(&[from])..count()).map_while(text)
    }

    /// The addresses of all nodes, in their order.
    pub(super) fn keys() -> impl Iterator<Item = &'static str> {
        (0..count()).filter_map(text)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Node> {
        (0..self.slots.len()).filter_map(|at| self.get(at))
    }

    fn get(&self, at: usize) -> Option<&Node> {
        self.slots.get(at)?.get_or_init(|| decode(at)).as_deref()
    }
}

fn position(parts: &[&str]) -> Option<usize> {
    let at = lower_bound(parts);
    (compare(key(at)?, parts) == Ordering::Equal).then_some(at)
}

fn text(at: usize) -> Option<&'static str> {
    std::str::from_utf8(key(at)?).ok()
}

/// Compares a key with the concatenation of parts, without putting them together.
fn compare(mut key: &[u8], parts: &[&str]) -> Ordering {
    for part in parts {
        let part = part.as_bytes();
        match key.split_at_checked(part.len()) {
            Some((head, rest)) => match head.cmp(part) {
                Ordering::Equal => key = rest,
                unequal => return unequal,
            },
            None => return key.cmp(part),
        }
    }
    if key.is_empty() { Ordering::Equal } else { Ordering::Greater }
}

/// The first position whose key is not less than the concatenation of some parts.
fn lower_bound(parts: &[&str]) -> usize {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = low + (high - low) / 2;
        if key(middle).is_some_and(|key| compare(key, parts) == Ordering::Less) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

fn count() -> usize {
    number(0)
}

fn number(at: usize) -> usize {
    let bytes = BYTES.get(at..at + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    bytes.map_or(0, |bytes| u32::from_le_bytes(bytes) as usize)
}

/// Where the key (`column` 0) or the record (`column` 4) at `at` begins and ends, counted from the first.
fn range(at: usize, column: usize) -> std::ops::Range<usize> {
    let start = if at == 0 { 0 } else { number(HEAD + (at - 1) * ENTRY + column) };
    start..number(HEAD + at * ENTRY + column)
}

fn key(at: usize) -> Option<&'static [u8]> {
    let first = HEAD + count() * ENTRY;
    let range = range(at, 0);
    (at < count()).then(|| BYTES.get(first + range.start..first + range.end))?
}

fn decode(at: usize) -> Option<Box<Node>> {
    let count = count();
    let first = HEAD + count * ENTRY + range(count.checked_sub(1)?, 0).end;
    let range = range(at, 4);
    let bytes = BYTES.get(first + range.start..first + range.end)?;
    postcard::from_bytes::<NodeRecord>(bytes).ok().map(|record| Box::new(Node::new(record)))
}
