//! Charts: what formats that can draw show beside the words, which say the same.
//!
//! Positions are thousandths of the width, or of the height from above.

use super::{Span, Style};
use crate::schedule::Moment;

/// Bars on one scale, each beside its name.
#[derive(Debug, Default)]
pub struct Bars {
    pub rows: Vec<Bar>,
    pub axis: Axis,
}

#[derive(Debug, Default)]
pub struct Axis {
    pub marks: Vec<Mark>,
    /// What it begins and ends with.
    pub ends: [String; 2],
}

#[derive(Debug)]
pub struct Bar {
    pub name: Span,
    /// What belongs to the name: people, a date.
    pub aside: Span,
    /// From where to where, without overlaps.
    pub parts: Vec<(u32, u32, Style)>,
    pub remark: Span,
}

#[derive(Debug, Default)]
pub struct Curves {
    pub curves: Vec<Curve>,
    pub axis: Axis,
    /// The largest number, which is at the top; 0 is at the bottom.
    pub top: usize,
}

/// A curve of steps, from left to right.
#[derive(Debug)]
pub struct Curve {
    pub name: Span,
    pub points: Vec<(u32, u32)>,
}

#[derive(Debug)]
pub struct Mark {
    pub at: u32,
    pub name: Span,
}

/// The width and height of charts.
const FULL: usize = 1000;

#[derive(Debug, Clone, Copy)]
pub struct TimeScale {
    pub from: Moment,
    pub to: Moment,
}

impl TimeScale {
    /// The scale that reaches over all moments; `None` if there are none.
    pub fn over(moments: impl IntoIterator<Item = Moment>) -> Option<Self> {
        let mut moments = moments.into_iter();
        let first = moments.next()?;
        let all = Self { from: first, to: first };
        Some(moments.fold(all, |it, at| Self { from: it.from.min(at), to: it.to.max(at) }))
    }

    pub fn position(self, at: Moment) -> u32 {
        let seconds = |at: Moment| usize::try_from((at - self.from).num_seconds());
        let [passed, all] = [at, self.to].map(|at| seconds(at).unwrap_or_default());
        position(passed, all)
    }
}

pub fn position(part: usize, whole: usize) -> u32 {
    let position = part.saturating_mul(FULL) / whole.max(1);
    u32::try_from(position.min(FULL)).unwrap_or_default()
}
