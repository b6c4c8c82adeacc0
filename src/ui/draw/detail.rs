//! Everything about what is chosen: the whole text, whose it is, when, what was said, and what happened to it.

use super::super::paint::{Piece, piece, write};
use super::super::rows::{Group, Row};
use super::{Canvas, line_of};
use crate::names::Person;
use crate::playbook::Place;
use crate::release::ItemState;
use crate::render::safe;
use crate::render::text::{TextStyle, due, look, people, phase_name, so_far, when};
use crate::render::width::wrap;
use crate::view::{EventView, ItemView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

impl Canvas<'_> {
    pub(super) fn detail(self, buffer: &mut Buffer, area: Rect) {
        let width = usize::from(area.width).saturating_sub(2);
        let lines = match (self.state.row(), self.state.groups.chosen()) {
            (Some(row), _) => self.about_row(row, width),
            (None, Some(group)) => self.about_group(group, width),
            (None, None) => Vec::new(),
        };
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(1),
            ..area
        };
        let height = usize::from(area.height);
        let more = lines.len() > height && height > 2;
        let shown = if more {
            height.saturating_sub(1)
        } else {
            height
        };
        let count = lines.len();
        for (i, line) in lines.iter().take(shown).enumerate() {
            write(buffer, line_of(inside, i), line);
        }
        if more {
            let left = count - shown;
            let number = self
                .state
                .row()
                .map(|row| self.model.item(row.place).number);
            let text = format!("… {left} more: octorel log {}", number.unwrap_or_default());
            write(
                buffer,
                line_of(inside, shown),
                &[piece(&text, self.style(TextStyle::Dim))],
            );
        }
    }

    fn about_row(self, row: Row, width: usize) -> Vec<Vec<Piece>> {
        let model = self.model;
        let item = model.item(row.place);
        let indent = " ".repeat(item.number.len() + 2);
        let room = width.saturating_sub(indent.len());
        let text = item.line();
        let text = safe(&text);
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        for (i, text) in wrap(&text, room).into_iter().enumerate() {
            let begin = if i == 0 {
                format!("{}  ", item.number)
            } else {
                indent.clone()
            };
            lines.push(vec![
                piece(&begin, self.style(TextStyle::Dim)),
                piece(text, self.style(TextStyle::Strong)),
            ]);
        }
        let facts = format!(
            "{} · {}",
            self.whose(&item, row),
            self.slot_state(&item, row.place)
        );
        for text in wrap(&safe(&facts), room) {
            let text = format!("{indent}{text}");
            lines.push(vec![piece(&text, self.style(look(&item)))]);
        }
        for said in item.reason.iter().chain(&item.link) {
            for text in wrap(&safe(said), room) {
                let text = format!("{indent}{text}");
                lines.push(vec![piece(&text, self.style(TextStyle::Plain))]);
            }
        }
        for event in model.history(row.place) {
            lines.extend(self.event(&event, &indent, width));
        }
        lines
    }

    /// Whose the item of a row is.
    fn whose(self, item: &ItemView, row: Row) -> String {
        let playbook = &self.model.release.playbook;
        match row.role.filter(|_| item.roles.is_some()) {
            Some(role) => {
                let role = &playbook.roles[role];
                let held = people(self.model.release.progress.holders(&role.id));
                format!("{} ({held}), one of all roles", role.name)
            }
            None => match item.shares() {
                Some((settled, all)) => format!("All roles: {settled} of {all}"),
                None => format!("{} ({})", item.owner_name, people(&item.people)),
            },
        }
    }

    /// How an item stands, in words.
    fn slot_state(self, item: &ItemView, place: Place) -> String {
        let paper = self.model.paper(0);
        let by = item.by.as_ref().map_or("", Person::short);
        let at = item
            .at
            .map(|at| paper.now.day_time(at.0))
            .unwrap_or_default();
        let due = match (item.due, place) {
            (_, Place::Duty { .. }) => {
                format!("a duty of {}", self.model.release.playbook.stage(place))
            }
            (None, Place::Item { .. }) => due(item, paper),
            (Some(date), Place::Item { .. }) => {
                let day = paper.now.day(date.0);
                let words = due(item, paper);
                if words == day {
                    format!("due {day}")
                } else {
                    format!("due {day}, {words}")
                }
            }
        };
        let due = match &item.when {
            Some(at) => format!("{} · {due}", when(Some(at))),
            None => due,
        };
        match item.state {
            ItemState::Todo => due,
            ItemState::Done => format!("done by {by}, {at}"),
            ItemState::Skipped => format!("skipped by {by}, {at}"),
            ItemState::Blocked => format!("{due} · blocked by {by}, {at}"),
        }
    }

    /// One event of the history; a long text goes on below itself.
    fn event(self, event: &EventView, indent: &str, width: usize) -> Vec<Vec<Piece>> {
        let now = self.model.paper(0).now;
        let look = if event.undone {
            TextStyle::Dim
        } else {
            TextStyle::Plain
        };
        let begin = format!("{indent}{:>12}  ", now.day_time(event.at.0));
        let role = event.role.iter().filter(|_| self.is_for_all(event));
        let mut text = format!("{} {}", event.by.short(), event.act);
        for role in role {
            text.push_str(" for ");
            text.push_str(role);
        }
        if let Some(incident) = event.incident {
            text.push_str(" in incident ");
            text.push_str(&incident.to_string());
        }
        for said in event
            .said
            .iter()
            .filter(|_| event.act != "undone")
            .chain(&event.link)
        {
            text.push_str(": ");
            text.push_str(said);
        }
        if event.undone {
            text.push_str(" (taken back)");
        }
        let text = safe(&text);
        let texts = wrap(&text, width.saturating_sub(begin.len()));
        let line = |(i, text): (usize, &&str)| {
            let begin = if i == 0 {
                begin.clone()
            } else {
                " ".repeat(begin.len())
            };
            vec![
                piece(&begin, self.style(TextStyle::Dim)),
                piece(text, self.style(look)),
            ]
        };
        texts.iter().enumerate().map(line).collect()
    }

    fn is_for_all(self, event: &EventView) -> bool {
        let playbook = &self.model.release.playbook;
        let place = event.item.as_ref().and_then(|id| playbook.place(id));
        place.is_some_and(|place| playbook.is_for_all(place))
    }

    fn about_group(self, group: Group, width: usize) -> Vec<Vec<Piece>> {
        let model = self.model;
        let playbook = &model.release.playbook;
        let strong = |text: &str| vec![piece(text, self.style(TextStyle::Strong))];
        let plain = |text: &str| vec![piece(text, self.style(TextStyle::Plain))];
        match group {
            Group::Next => vec![
                strong("Next"),
                plain("required items, the most urgent first, then those that may be left"),
            ],
            Group::Phase(position) => {
                let phase = &model.status.phases[position];
                let stage = playbook.phases[position].stage;
                let due = phase
                    .due
                    .map(|due| format!(" · due {}", model.paper(0).now.long(due.0)));
                let count = so_far(phase.done, phase.skipped, phase.total, phase.overdue);
                let when = when(phase.when.as_deref());
                vec![
                    strong(&format!(
                        "{}  {}",
                        phase.number,
                        phase_name(phase.kind, &phase.name)
                    )),
                    plain(&format!("{when}{} · {stage}", due.unwrap_or_default())),
                    plain(&count),
                ]
            }
            Group::Role(position) => {
                let role = &playbook.roles[position];
                let held = people(model.release.progress.holders(&role.id));
                let decisions = playbook.decisions.iter();
                let decisions = decisions.filter(|d| d.owners.contains(&role.id));
                let decisions: Vec<&str> = decisions.map(|d| &*d.name).collect();
                let mut lines = vec![strong(&role.name), plain(&format!("held by {held}"))];
                if !decisions.is_empty() {
                    let text = format!("decides {}", decisions.join(", "));
                    lines.extend(wrap(&text, width).iter().map(|line| plain(line)));
                }
                lines
            }
        }
    }
}
