//! Details of the selected item, in the words of `octorel show`, or of the selected group.

use super::{Canvas, indented};
use crate::document::{self, Document, Page, Style};
use crate::render::text;
use crate::ui::model::Group;
use crate::ui::paint::{draw_lines, printed};
use crate::view::{PhasesView, RolesView, ShowView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Canvas<'_> {
    pub(super) fn detail(self, buffer: &mut Buffer, area: Rect) {
        let (release, now) = (&self.model.release, self.model.now);
        let width = usize::from(area.width).saturating_sub(2);
        let page = self.model.page(width);
        let row = self.state.row();
        let document = match (row, self.state.groups.chosen()) {
            (Some(row), _) => document::detail(&ShowView::new(release, row.place, now), page),
            (None, Some(group)) => self.about_group(group, page),
            (None, None) => Document::default(),
        };
        let mut lines = printed(&text(document, width), self.theme);
        let height = usize::from(area.height);
        if lines.len() > height && height > 2 {
            let more = lines.len() - (height - 1);
            let number = row.map_or(String::new(), |row| self.model.item(row.place).number);
            let more = format!("… {more} more: Enter, or octorel show {number}");
            lines[height - 1] = self.theme.line(&more, Style::Dim);
        }
        draw_lines(buffer, indented(area), lines);
    }

    /// The heading of the screen that shows a group in full.
    fn about_group(self, group: Group, page: Page) -> Document {
        let (release, now) = (&self.model.release, self.model.now);
        let mut document = match group {
            Group::Next => Document::of("required items, most urgent first, then optional ones"),
            Group::Phase(position) => {
                let id = &release.playbook.phases[position].id;
                document::phases(&PhasesView::new(release, Some(id), now), page)
            }
            Group::Role(position) => {
                let id = &release.playbook.roles[position].id;
                document::roles(&RolesView::new(release, Some(id), now), page)
            }
        };
        document.blocks.truncate(1);
        document
    }
}
