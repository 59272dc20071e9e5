//! What is told of a build, and how much it lacks.

/// What is to be told, in order.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) lines: Vec<String>,
    pub(super) left_out: usize,
}

impl Remarks {
    /// Tells something that costs nothing.
    pub(super) fn add(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Tells of a file or node that is left out.
    pub(super) fn leave_out(&mut self, line: String) {
        self.lines.push(line);
        self.left_out += 1;
    }
}
