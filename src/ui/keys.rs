//! The keys: one table for the program, its footer and its page of keys; and the menus: command lines, of which each command asks
//! for what it lacks itself.

use super::Model;
use crate::release::ItemAction;
use crate::view::Candidate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Moves down by lines, up if negative.
    Lines(isize),
    Pages(isize),
    Left,
    Right,
    Across,
    /// Does this to the item, or reverts it.
    Mark(ItemAction),
    Undo,
    Note,
    Link,
    Assign,
    Decide,
    Menu(Menu),
    Search,
    Command,
    Mine,
    OnlyOpen,
    Keys,
    Back,
    Quit,
    Suspend,
}

impl Action {
    /// The lines it moves down if a page has `page` lines; `None` if it does not move.
    pub(super) fn lines(self, page: isize) -> Option<isize> {
        if let Self::Pages(pages) = self {
            return Some(pages * page);
        }
        let Self::Lines(lines) = self else { return None };
        Some(lines)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    Key(KeyCode),
    Control(char),
}

#[derive(Debug)]
pub(super) struct Binding {
    pub(super) action: Action,
    strokes: &'static [Stroke],
    pub(super) keys: &'static str,
    pub(super) help: &'static str,
    /// The word in the footer; empty for less important keys.
    pub(super) short: &'static str,
}

use KeyCode::{BackTab, Char, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};
use Stroke::{Control, Key};

/// All keys, in the order of the page of keys and the footer.
#[rustfmt::skip]
pub(super) const BINDINGS: [Binding; 29] = [
    Binding { action: Action::Mark(ItemAction::Tick), strokes: &[Key(Char(' '))], keys: "space", help: "tick or untick the item", short: "tick" },
    Binding { action: Action::Undo, strokes: &[Key(Char('u'))], keys: "u", help: "undo your last command", short: "undo" },
    Binding { action: Action::Mark(ItemAction::Skip), strokes: &[Key(Char('s'))], keys: "s", help: "skip the item, or set it back to to-do", short: "skip" },
    Binding { action: Action::Mark(ItemAction::Block), strokes: &[Key(Char('b'))], keys: "b", help: "block the item, or set it back to to-do", short: "block" },
    Binding { action: Action::Note, strokes: &[Key(Char('n'))], keys: "n", help: "add a note to the item", short: "note" },
    Binding { action: Action::Link, strokes: &[Key(Char('l'))], keys: "l", help: "add a link to the item", short: "" },
    Binding { action: Action::Assign, strokes: &[Key(Char('a'))], keys: "a", help: "assign a role", short: "" },
    Binding { action: Action::Decide, strokes: &[Key(Char('d'))], keys: "d", help: "make a decision", short: "decide" },
    Binding { action: Action::Menu(Menu::Incident), strokes: &[Key(Char('i'))], keys: "i", help: "declare, follow or resolve an incident", short: "incident" },
    Binding { action: Action::Menu(Menu::Announce), strokes: &[Key(Char('t'))], keys: "t", help: "notify stakeholders: print a message, mark it as sent", short: "notify" },
    Binding { action: Action::Menu(Menu::View), strokes: &[Key(Char('v'))], keys: "v", help: "view gates, decisions, risks, deviations, the log, …", short: "view" },
    Binding { action: Action::Menu(Menu::Change), strokes: &[Key(Char('c'))], keys: "c", help: "edit release: date, people, override, escalate, finish, cancel", short: "change" },
    Binding { action: Action::Search, strokes: &[Key(Char('/'))], keys: "/", help: "search items, duties, phases, roles, decisions", short: "search" },
    Binding { action: Action::Command, strokes: &[Key(Char(':'))], keys: ":", help: "type any command of octorel", short: "command" },
    Binding { action: Action::Mine, strokes: &[Key(Char('m'))], keys: "m", help: "only my items, or all", short: "" },
    Binding { action: Action::OnlyOpen, strokes: &[Key(Char('o'))], keys: "o", help: "only items to do, or all", short: "" },
    Binding { action: Action::Lines(-1), strokes: &[Key(Up), Key(Char('k'))], keys: "↑ k", help: "up", short: "" },
    Binding { action: Action::Lines(1), strokes: &[Key(Down), Key(Char('j'))], keys: "↓ j", help: "down", short: "" },
    Binding { action: Action::Left, strokes: &[Key(Left), Key(Char('h'))], keys: "← h", help: "to the phases and roles", short: "" },
    Binding { action: Action::Right, strokes: &[Key(Right), Key(Enter)], keys: "→ Enter", help: "to the items; show all of the item", short: "" },
    Binding { action: Action::Across, strokes: &[Key(Tab), Key(BackTab)], keys: "Tab", help: "to the other list", short: "" },
    Binding { action: Action::Pages(-1), strokes: &[Key(PageUp), Control('b')], keys: "PageUp", help: "a page up", short: "" },
    Binding { action: Action::Pages(1), strokes: &[Key(PageDown), Control('f')], keys: "PageDown", help: "a page down", short: "" },
    Binding { action: Action::Lines(isize::MIN), strokes: &[Key(Home), Key(Char('g'))], keys: "Home g", help: "to the first", short: "" },
    Binding { action: Action::Lines(isize::MAX), strokes: &[Key(End), Key(Char('G'))], keys: "End G", help: "to the last", short: "" },
    Binding { action: Action::Back, strokes: &[Key(Esc)], keys: "Esc", help: "back", short: "" },
    Binding { action: Action::Keys, strokes: &[Key(Char('?'))], keys: "?", help: "all keys", short: "keys" },
    Binding { action: Action::Suspend, strokes: &[Control('z')], keys: "Ctrl-Z", help: "suspend to the shell; `fg` resumes", short: "" },
    Binding { action: Action::Quit, strokes: &[Key(Char('q')), Control('c')], keys: "q Ctrl-C", help: "quit", short: "quit" },
];

pub(super) fn bound(key: KeyEvent) -> Option<Action> {
    let stroke = match (key.modifiers.difference(KeyModifiers::SHIFT), key.code) {
        (KeyModifiers::NONE, code) => Key(code),
        (KeyModifiers::CONTROL, Char(c)) => Control(c),
        _ => return None,
    };
    let binding = BINDINGS.iter().find(|b| b.strokes.contains(&stroke))?;
    Some(binding.action)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Menu {
    Note,
    Incident,
    Announce,
    View,
    Change,
}

/// The command lines of the menus, and what each does.
const ENTRIES: [(Menu, &str, &str); 35] = [
    (Menu::Note, "note", "about an item, or the whole release"),
    (Menu::Note, "note --kind risk", "what may go wrong"),
    (Menu::Note, "note --kind deviation", "what differs from the plan"),
    (Menu::Note, "note --kind lesson", "what to do better next time"),
    (Menu::Note, "note --kind feedback", "what others say"),
    (Menu::Note, "note --kind metric", "what was measured"),
    (Menu::Incident, "incident declare", "its checklist is then active"),
    (Menu::Incident, "incident note", "adds to the timeline"),
    (Menu::Incident, "incident resolve", "once its required items are done"),
    (Menu::Incident, "incident", "shows all incidents"),
    (Menu::Incident, "incident report", "for the review"),
    (Menu::Announce, "announce", "shows the message that fits now"),
    (Menu::Announce, "announce --sent", "shows it, and marks it as sent"),
    (Menu::View, "readiness", "for the go/no-go meeting"),
    (Menu::View, "decide", "owners and outcomes of all decisions"),
    (Menu::View, "log --kind deviation", "what deviates from the plan"),
    (Menu::View, "log --kind risk", "all risks, with their resolutions"),
    (Menu::View, "incident", "all incidents"),
    (Menu::View, "roles", "who holds each role"),
    (Menu::View, "channels", "where to talk, and how often"),
    (Menu::View, "log", "the history"),
    (Menu::View, "report", "everything, as Markdown"),
    (Menu::View, "releases", "all releases"),
    (Menu::Change, "assign", "assigns a role"),
    (Menu::Change, "assign --remove", "removes a person from a role"),
    (Menu::Change, "decide --override", "decides without being an owner"),
    (Menu::Change, "decide --escalate", "escalates a decision"),
    (Menu::Change, "reschedule", "changes the release date"),
    (Menu::Change, "add", "adds an item"),
    (Menu::Change, "again", "starts a new round of a phase"),
    (Menu::Change, "upgrade", "shows changes of the playbook"),
    (Menu::Change, "upgrade --yes", "takes them over"),
    (Menu::Change, "finish", "if its gate is open; writes the report"),
    (Menu::Change, "cancel", "it will not ship"),
    (Menu::Change, "reopen", "continues the release"),
];

impl Menu {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Note => "Which note?",
            Self::Incident => "Incidents:",
            Self::Announce => "Notify stakeholders:",
            Self::View => "View:",
            Self::Change => "Edit release:",
        }
    }

    pub(super) fn entries(self, model: &Model) -> Vec<Candidate> {
        let gates = model.release.playbook.gates.iter().filter(|_| self == Self::View);
        let gates = gates.map(|gate| {
            let line = model.status.gates.iter().find(|line| line.gate == gate.id);
            let verdict = line.map_or_else(String::new, |line| line.verdict.to_string());
            Candidate::new(format!("gate {}", gate.id), format!("{} · {verdict}", gate.name))
        });
        let rows = ENTRIES.iter().filter(|(menu, ..)| *menu == self);
        gates.chain(rows.map(|(_, line, about)| Candidate::new(*line, *about))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::BINDINGS;

    #[test]
    fn every_key_has_one_action() {
        let mut strokes = Vec::new();
        for stroke in BINDINGS.iter().flat_map(|binding| binding.strokes) {
            assert!(!strokes.contains(&stroke), "{stroke:?}");
            strokes.push(stroke);
        }
    }

    #[test]
    fn the_help_lists_the_keys() {
        let help = include_str!("../help/keys.md");
        let rows =
            BINDINGS.iter().map(|b| format!("| `{}` | {} |\n", b.keys.replace(' ', "` `"), b.help));
        let table = format!("| key | does |\n| --- | --- |\n{}", rows.collect::<String>());
        assert!(help.contains(&table), "src/help/keys.md should contain:\n{table}");
    }
}
