//! The keys: one table for the program, its footer and its page of keys.

use super::menus::Menu;
use crate::release::ItemAction;
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
    /// The word in the footer, for the most important keys.
    pub(super) short: Option<&'static str>,
}

use KeyCode::{BackTab, Char, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};
use Stroke::{Control, Key};

const fn binding(
    action: Action,
    strokes: &'static [Stroke],
    keys: &'static str,
    help: &'static str,
) -> Binding {
    Binding { action, strokes, keys, help, short: None }
}

impl Binding {
    const fn short(self, short: &'static str) -> Self {
        Self { short: Some(short), ..self }
    }
}

/// All keys, in the order of the page of keys and the footer.
#[rustfmt::skip]
pub(super) const BINDINGS: [Binding; 29] = [
    binding(Action::Mark(ItemAction::Tick), &[Key(Char(' '))], "space", "tick or untick the item").short("tick"),
    binding(Action::Undo, &[Key(Char('u'))], "u", "undo your last command").short("undo"),
    binding(Action::Mark(ItemAction::Skip), &[Key(Char('s'))], "s", "skip the item, or set it back to to-do").short("skip"),
    binding(Action::Mark(ItemAction::Block), &[Key(Char('b'))], "b", "block the item, or set it back to to-do").short("block"),
    binding(Action::Note, &[Key(Char('n'))], "n", "add a note to the item").short("note"),
    binding(Action::Link, &[Key(Char('l'))], "l", "add a link to the item"),
    binding(Action::Assign, &[Key(Char('a'))], "a", "assign a role"),
    binding(Action::Decide, &[Key(Char('d'))], "d", "make a decision").short("decide"),
    binding(Action::Menu(Menu::Incident), &[Key(Char('i'))], "i", "declare, follow or resolve an incident").short("incident"),
    binding(Action::Menu(Menu::Announce), &[Key(Char('t'))], "t", "notify stakeholders: print a message, mark it as sent").short("notify"),
    binding(Action::Menu(Menu::View), &[Key(Char('v'))], "v", "view gates, decisions, risks, deviations, the log, …").short("view"),
    binding(Action::Menu(Menu::Change), &[Key(Char('c'))], "c", "edit release: date, people, override, escalate, finish, cancel").short("change"),
    binding(Action::Search, &[Key(Char('/'))], "/", "search items, duties, phases, roles, decisions").short("search"),
    binding(Action::Command, &[Key(Char(':'))], ":", "type any command of octorel").short("command"),
    binding(Action::Mine, &[Key(Char('m'))], "m", "only my items, or all"),
    binding(Action::OnlyOpen, &[Key(Char('o'))], "o", "only items to do, or all"),
    binding(Action::Lines(-1), &[Key(Up), Key(Char('k'))], "↑ k", "up"),
    binding(Action::Lines(1), &[Key(Down), Key(Char('j'))], "↓ j", "down"),
    binding(Action::Left, &[Key(Left), Key(Char('h'))], "← h", "to the phases and roles"),
    binding(Action::Right, &[Key(Right), Key(Enter)], "→ Enter", "to the items; show all of the item"),
    binding(Action::Across, &[Key(Tab), Key(BackTab)], "Tab", "to the other list"),
    binding(Action::Pages(-1), &[Key(PageUp), Control('b')], "PageUp", "a page up"),
    binding(Action::Pages(1), &[Key(PageDown), Control('f')], "PageDown", "a page down"),
    binding(Action::Lines(isize::MIN), &[Key(Home), Key(Char('g'))], "Home g", "to the first"),
    binding(Action::Lines(isize::MAX), &[Key(End), Key(Char('G'))], "End G", "to the last"),
    binding(Action::Back, &[Key(Esc)], "Esc", "back"),
    binding(Action::Keys, &[Key(Char('?'))], "?", "all keys").short("keys"),
    binding(Action::Suspend, &[Control('z')], "Ctrl-Z", "suspend to the shell; `fg` resumes"),
    binding(Action::Quit, &[Key(Char('q')), Control('c')], "q Ctrl-C", "quit").short("quit"),
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
