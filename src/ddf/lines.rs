//! Lines of a text from offsets.

/// Counts lines on the way through a text: each part is looked at once, as long as the offsets rise.
pub(super) struct Lines<'x> {
    text: &'x str,
    offset: usize,
    line: usize,
}

impl<'x> Lines<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line of a byte, counted from 1.
    pub(super) fn at(&mut self, offset: u64) -> u32 {
        let offset = self.text.floor_char_boundary(usize::try_from(offset).unwrap_or(usize::MAX));
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.offset = offset;
        u32::try_from(self.line).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn counts_forward_and_back() {
        let mut lines = Lines::new("a\nb\r\nc");
        assert_eq!([0, 1, 2, 5, 2, 999].map(|offset| lines.at(offset)), [1, 1, 2, 3, 2, 3]);
    }
}
