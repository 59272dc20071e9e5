//! The catalog inside the binary: an index that needs no parsing, records that are decoded on look-up.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::Name;
use super::node::Node;
use super::record::{NodeRecord, Scope};

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
    pub(super) fn find(&self, scope: Scope, area: &str, name: &str) -> Option<&Node> {
        let wanted = [scope.word(), "/", area, "/", name];
        let at = lower_bound(|key| compare(key, &wanted));
        (key(at).is_some_and(|key| compare(key, &wanted) == Ordering::Equal)).then(|| self.get(at))?
    }

    pub(super) fn has_area(scope: Scope, area: &str) -> bool {
        let prefix = format!("{}/{area}/", scope.word());
        let at = lower_bound(|key| key.cmp(prefix.as_bytes()));
        key(at).is_some_and(|key| key.starts_with(prefix.as_bytes()))
    }

    /// The names of all nodes, in the order of their keys.
    pub(super) fn names() -> impl Iterator<Item = Name<'static>> {
        (0..count()).filter_map(|at| name(std::str::from_utf8(key(at)?).ok()?))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Node> {
        (0..self.slots.len()).filter_map(|at| self.get(at))
    }

    fn get(&self, at: usize) -> Option<&Node> {
        self.slots.get(at)?.get_or_init(|| decode(at)).as_deref()
    }
}

/// `device/RemoteManagement/TrustedHosts`.
fn name(key: &'static str) -> Option<Name<'static>> {
    let mut parts = key.split('/');
    let (scope, area, node) = (parts.next()?, parts.next()?, parts.next()?);
    let scope = [Scope::Device, Scope::User].into_iter().find(|known| known.word() == scope)?;
    Some(Name { scope, area, node })
}

/// Compares a key with the concatenation of parts, without putting them together.
fn compare(key: &[u8], parts: &[&str]) -> Ordering {
    key.iter().copied().cmp(parts.iter().flat_map(|part| part.bytes()))
}

/// The first position whose key is not less.
fn lower_bound(order: impl Fn(&[u8]) -> Ordering) -> usize {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = low + (high - low) / 2;
        if key(middle).is_some_and(|key| order(key) == Ordering::Less) {
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
