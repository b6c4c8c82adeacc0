//! Details of the selected item or group: the whole text, owner, date, reason, link and history.

use super::canvas::{Canvas, indented};
use crate::document::Style;
use crate::document::width::wrap;
use crate::document::words::{due, item_style, people, phase_name, progress, when};
use crate::log::EventKind;
use crate::names::Person;
use crate::playbook::Place;
use crate::release::ItemState;
use crate::render::safe;
use crate::ui::paint::draw_lines;
use crate::ui::rows::{Group, Row};
use crate::view::{EventView, ItemView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

impl Canvas<'_> {
    pub(super) fn detail(self, buffer: &mut Buffer, area: Rect) {
        let width = usize::from(area.width).saturating_sub(2);
        let row = self.state.row();
        let mut lines = match (row, self.state.groups.chosen()) {
            (Some(row), _) => self.about_row(row, width),
            (None, Some(group)) => self.about_group(group, width),
            (None, None) => Vec::new(),
        };
        let height = usize::from(area.height);
        if lines.len() > height && height > 2 {
            let more = lines.len() - (height - 1);
            let number = row.map_or(String::new(), |row| self.model.item(row.place).number);
            let more = format!("… {more} more: octorel log {number}");
            lines[height - 1] = self.line(&more, Style::Dim);
        }
        draw_lines(buffer, indented(area), lines);
    }

    /// A text behind a label, continued below itself.
    fn labelled(self, label: &str, text: &str, style: Style, width: usize) -> Vec<Line<'static>> {
        let text = safe(text);
        let lines = wrap(&text, width.saturating_sub(label.width())).into_iter();
        let indent = " ".repeat(label.width());
        let line = |text| Line::from(vec![indent.clone().into(), self.span(text, style)]);
        let mut lines: Vec<_> = lines.map(line).collect();
        lines[0].spans[0] = self.span(label, Style::Dim);
        lines
    }

    fn about_row(self, row: Row, width: usize) -> Vec<Line<'static>> {
        let item = self.model.item(row.place);
        let label = format!("{}  ", item.number);
        let indent = " ".repeat(label.width());
        let facts = format!("{} · {}", self.whose(&item, row), self.slot_state(&item, row.place));
        let mut lines = self.labelled(&label, &item.line(), Style::Strong, width);
        lines.extend(self.labelled(&indent, &facts, item_style(&item), width));
        for text in item.reason.iter().chain(&item.link) {
            lines.extend(self.labelled(&indent, text, Style::Plain, width));
        }
        for event in self.model.history(row.place) {
            lines.extend(self.event(&event, &indent, width));
        }
        lines
    }

    fn whose(self, item: &ItemView, row: Row) -> String {
        let playbook = &self.model.release.playbook;
        match row.role.filter(|_| item.roles.is_some()) {
            Some(role) => {
                let role = &playbook.roles[role];
                format!("{} ({}), one of all roles", role.name, self.holders(role))
            }
            None => match item.shares() {
                Some((settled, all)) => format!("All roles: {settled} of {all}"),
                None => format!("{} ({})", item.owner_name, people(&item.people)),
            },
        }
    }

    fn slot_state(self, item: &ItemView, place: Place) -> String {
        let page = self.model.page(0);
        let by = item.by.as_ref().map_or("", Person::short);
        let at = item.at.map(|at| page.now.day_time(at.0)).unwrap_or_default();
        let due = match (item.due, place) {
            (_, Place::Duty { .. }) => {
                format!("a duty of {}", self.model.release.playbook.stage(place))
            }
            (None, Place::Item { .. }) => due(item, page),
            (Some(date), Place::Item { .. }) => {
                let day = page.now.day(date.0);
                let words = due(item, page);
                if words == day { format!("due {day}") } else { format!("due {day}, {words}") }
            }
        };
        let due = match &item.when {
            Some(at) => format!("{} · {due}", when(Some(at), item.stage)),
            None => due,
        };
        match item.state {
            ItemState::Todo => due,
            ItemState::Done => format!("done by {by}, {at}"),
            ItemState::Skipped => format!("skipped by {by}, {at}"),
            ItemState::Blocked => format!("{due} · blocked by {by}, {at}"),
        }
    }

    fn event(self, event: &EventView, indent: &str, width: usize) -> Vec<Line<'static>> {
        let now = self.model.page(0).now;
        let style = if event.undone || event.refused { Style::Dim } else { Style::Plain };
        let begin = format!("{indent}{:>12}  ", now.day_time(event.at.0));
        let role = event.role.iter().filter(|_| self.is_for_all(event));
        let role = role.map(|role| format!(" for {role}"));
        let incident = event.incident.map(|number| format!(" in incident {number}"));
        let texts = event.said.iter().filter(|_| event.kind != EventKind::Undone);
        let texts = texts.chain(&event.link).map(|text| format!(": {text}"));
        let undone = event.undone.then(|| " (undone)".to_owned());
        let undone = event.refused.then(|| " (not counted)".to_owned()).or(undone);
        let more: String = role.chain(incident).chain(texts).chain(undone).collect();
        let text = format!("{} {}{more}", event.by.short(), event.act);
        self.labelled(&begin, &text, style, width)
    }

    fn is_for_all(self, event: &EventView) -> bool {
        let playbook = &self.model.release.playbook;
        let place = event.item.as_ref().and_then(|id| playbook.place(id));
        place.is_some_and(|place| playbook.is_for_all(place))
    }

    fn about_group(self, group: Group, width: usize) -> Vec<Line<'static>> {
        let model = self.model;
        let playbook = &model.release.playbook;
        let strong = |text: &str| self.line(text, Style::Strong);
        let plain = |text: &str| self.line(text, Style::Plain);
        match group {
            Group::Next => {
                vec![strong("Next"), plain("required items, most urgent first, then optional ones")]
            }
            Group::Phase(position) => {
                let phase = &model.status.phases[position];
                let stage = playbook.phases[position].stage;
                let due = phase.due.map(|due| format!(" · due {}", model.page(0).now.long(due.0)));
                let count = progress(phase.done, phase.skipped, phase.total, phase.late);
                let when = when(phase.when.as_deref(), phase.stage);
                vec![
                    strong(&format!("{}  {}", phase.number, phase_name(phase.kind, &phase.name))),
                    plain(&format!("{when}{} · {stage}", due.unwrap_or_default())),
                    plain(&count),
                ]
            }
            Group::Role(position) => {
                let role = &playbook.roles[position];
                let decisions = playbook.decisions.iter();
                let decisions = decisions.filter(|d| d.owners.contains(&role.id));
                let decisions: Vec<&str> = decisions.map(|d| &*d.name).collect();
                let mut lines =
                    vec![strong(&role.name), plain(&format!("held by {}", self.holders(role)))];
                if !decisions.is_empty() {
                    let text = format!("decides {}", decisions.join(", "));
                    lines.extend(wrap(&text, width).iter().map(|line| plain(line)));
                }
                lines
            }
        }
    }
}
