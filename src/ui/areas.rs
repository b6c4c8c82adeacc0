//! The areas of the screen, computed for each frame.

use ratatui::layout::Constraint::{Fill, Length};
use ratatui::layout::{Layout, Rect};

/// On a smaller screen only a notice is drawn.
pub(super) const SMALLEST: (u16, u16) = (40, 12);

/// The top may have this many lines on every screen: with incidents and several gates it needs them on the smallest one.
const TOP: u16 = SMALLEST.1 - 5;

/// From this width on there is room for both lists beside each other.
const TWO_LISTS: u16 = 76;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    #[default]
    Right,
}

/// The areas of the screen. An area without room is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Areas {
    pub(super) top: Rect,
    /// Everything between the top and the message.
    pub(super) body: Rect,
    pub(super) left: Rect,
    pub(super) right: Rect,
    pub(super) detail: Rect,
    pub(super) message: Rect,
    pub(super) footer: Rect,
    pub(super) line: Rect,
}

impl Areas {
    /// Divides a screen; `None` if it is too small. `top` and `message` are the numbers of lines that these need, `side` is the list
    /// to show where both do not fit.
    pub(super) fn new(screen: Rect, top: usize, message: usize, side: Side) -> Option<Self> {
        let (width, height) = (screen.width, screen.height);
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let lines = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let top = lines(top).min((height / 3).max(TOP));
        let gap = u16::from(height >= 28);
        // The message takes the place of the detail first, so that the lists do not move.
        let room = height - top - gap - 2;
        let message = lines(message).min(height / 3).min(room - 2);
        let detail = match room {
            0..=8 => 0,
            _ => (height / 5).clamp(4, room.saturating_sub(7).max(4)),
        };
        // A line between the lists and the detail.
        let below = if detail > 0 { detail + 1 } else { 0 };
        let lists = room - below.max(message);
        let detail = detail.min((room - lists).saturating_sub(message + 1));
        let rows = [Length(top), Length(gap), Fill(1), Length(message), Length(1), Length(1)];
        let [top, _, body, message, footer, line] = Layout::vertical(rows).areas(screen);
        let [lists, _, detail] =
            Layout::vertical([Length(lists), Fill(1), Length(detail)]).areas(body);
        let left = match width {
            0..TWO_LISTS if side == Side::Right => 0,
            0..TWO_LISTS => width,
            TWO_LISTS..=109 => 34,
            110..=159 => 50,
            _ => 74,
        };
        let gap = if left == 0 { 0 } else { 2 };
        let [left, right] = Layout::horizontal([Length(left), Fill(1)]).spacing(gap).areas(lists);
        Some(Self { top, body, left, right, detail, message, footer, line })
    }

    /// The number of lines of the lists, which have a heading each.
    pub(super) fn lines(self) -> usize {
        usize::from(self.left.height.max(self.right.height)).saturating_sub(1).max(1)
    }
}

pub(super) const DIALOG_HEAD: u16 = 2;

pub(super) fn list_height(body: Rect) -> usize {
    usize::from(body.height.saturating_sub(DIALOG_HEAD).max(1))
}

/// The first visible line of a list, so that the selected line and its neighbours are visible.
pub(super) fn scrolled(top: usize, chosen: usize, count: usize, height: usize) -> usize {
    let margin = usize::from(height > 2);
    let lowest = (chosen + 1 + margin).saturating_sub(height);
    let highest = chosen.saturating_sub(margin);
    let most = count.saturating_sub(height);
    top.clamp(lowest.min(highest), highest.max(lowest)).min(most)
}

#[cfg(test)]
mod tests {
    use super::{Areas, Side, scrolled};
    use ratatui::layout::Rect;

    #[test]
    fn areas_stay_on_the_screen_and_never_overlap() {
        let widths = [40, 75, 76, 109, 110, 160];
        for (width, height) in widths.into_iter().flat_map(|w| (12..60).map(move |h| (w, h))) {
            for (top, message) in [(2, 0), (6, 1), (9, 30)] {
                let screen = Rect::new(0, 0, width, height);
                let areas = Areas::new(screen, top, message, Side::Right).unwrap();
                let Areas { top, left, right, detail, message, footer, line, .. } = areas;
                let parts = [top, left, right, detail, message, footer, line];
                for (i, part) in parts.iter().enumerate() {
                    assert_eq!(part.intersection(screen).area(), part.area(), "{width}×{height}");
                    for other in &parts[i + 1..] {
                        assert_eq!(part.intersection(*other).area(), 0, "{width}×{height}");
                    }
                }
                assert!(areas.right.height > 1, "{width}×{height} {areas:?}");
            }
        }
    }

    #[test]
    fn the_selected_line_is_always_visible() {
        for (count, height) in [(0, 5), (1, 1), (3, 5), (40, 1), (40, 2), (40, 7)] {
            for top in 0..50 {
                for chosen in 0..count {
                    let top = scrolled(top, chosen, count, height);
                    assert!(
                        (top..top + height).contains(&chosen),
                        "{top} {chosen} {count} {height}"
                    );
                }
            }
        }
    }
}
