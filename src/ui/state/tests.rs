//! The effect of each key on lists and in dialogs: the selection, and the resulting command.

mod slips;

use super::{Dialog, Effect, UiState};
use crate::command::joined;
use crate::names::Person;
use crate::release::{ArgumentKind, PartialArguments};
use crate::samples::{ALICE, DANA, History, decided, moment, ticked};
use crate::ui::areas::{Areas, Side};
use crate::ui::model::{Group, Model, Output};
use crate::view::{Candidate, candidates};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

/// A screen and its user.
struct Backend {
    model: Model,
    state: UiState,
}

impl Backend {
    /// The week before T; 1.1 is ticked.
    fn new() -> Self {
        Self::of(&History::after([ticked("plan.scope", "rm")]))
    }

    fn of(history: &History) -> Self {
        let model = model(history);
        let mut state = UiState::new(&model);
        state.settle(Areas::new(Rect::new(0, 0, 80, 24), 4, 0, Side::Right));
        Self { model, state }
    }

    /// Other people record events.
    fn now(&mut self, history: &History) {
        self.model = model(history);
        self.state.renew(&self.model);
    }

    fn key(&mut self, code: KeyCode) -> Option<Effect> {
        self.press(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn press(&mut self, key: KeyEvent) -> Option<Effect> {
        self.state.on_key(key, &self.model)
    }

    /// Types, and returns the command that the last key produces.
    fn types(&mut self, keys: &str) -> Option<String> {
        let mut effect = None;
        for c in keys.chars() {
            effect = self.key(match c {
                '\n' => KeyCode::Enter,
                '⎋' => KeyCode::Esc,
                '⇥' => KeyCode::Tab,
                c => KeyCode::Char(c),
            });
        }
        match effect? {
            Effect::Run(words) => Some(joined(&words)),
            Effect::Ask(words, missing) => Some(format!("{} {}", joined(&words), missing.question)),
            Effect::Menu(menu) => Some(menu.title().to_owned()),
            Effect::Search => Some("/".to_owned()),
            Effect::Complete(_) | Effect::Mine | Effect::Suspend | Effect::Quit => None,
        }
    }

    /// The number of the selected item.
    fn at(&self) -> String {
        let row = self.state.rows.chosen();
        row.map_or_else(String::new, |row| self.model.release.playbook.number(row.place))
    }
}

fn model(history: &History) -> Model {
    Model::new(history.release(), moment("2026-12-10 10:00"), Vec::new()).unwrap()
}

fn ran(refused: bool) -> Output {
    Output {
        line: "octorel skip 1.3".to_owned(),
        refused,
        text: "error: it needs a reason\n".to_owned(),
    }
}

#[test]
fn the_most_urgent_item_is_selected_at_first() {
    let backend = Backend::new();
    assert_eq!(backend.at(), "1.3");
    assert_eq!(backend.state.side, Side::Right);
    assert_eq!(backend.state.groups.chosen(), Some(Group::Phase(0)));
}

#[test]
fn arrows_and_vi_keys_move_the_selection_and_stop_at_the_ends() {
    let mut backend = Backend::new();
    for (keys, at) in
        [("j", "1.3"), ("k", "1.2"), ("kk", "1.1"), ("G", "1.3"), ("g", "1.1"), ("jj", "1.3")]
    {
        backend.types(keys);
        assert_eq!(backend.at(), at, "{keys}");
    }
    for (code, at) in [
        (KeyCode::Up, "1.2"),
        (KeyCode::Down, "1.3"),
        (KeyCode::Home, "1.1"),
        (KeyCode::End, "1.3"),
        (KeyCode::PageUp, "1.1"),
        (KeyCode::PageDown, "1.3"),
    ] {
        backend.key(code);
        assert_eq!(backend.at(), at, "{code:?}");
    }
}

#[test]
fn the_left_list_controls_the_right_one() {
    let mut backend = Backend::new();
    backend.types("hj");
    assert_eq!((backend.at().as_str(), backend.state.side), ("2.1", Side::Left));
    backend.types("\n");
    assert_eq!(backend.state.side, Side::Right);
    backend.types("⇥");
    assert_eq!(backend.state.side, Side::Left);
    backend.types("⇥⎋");
    assert_eq!(backend.state.side, Side::Left);
    // No item can be selected while the focus is on the phases: the first key moves it to the items.
    assert_eq!(backend.types(" "), None);
    assert_eq!(backend.types(" ").as_deref(), Some("tick 2.1"));
}

#[test]
fn each_action_produces_its_equivalent_command() {
    for (keys, line) in [
        ("u", "undo"),
        ("n", "note 1.3"),
        ("hn", "Which note?"),
        ("l", "note 1.3 Link for 1.3:"),
        ("a", "assign dev"),
        ("hja", "assign"),
        ("hGa", "assign qa"),
        ("d", "decide Which decision?"),
        ("i", "Incidents:"),
        ("t", "Notify stakeholders:"),
        ("v", "View:"),
        ("c", "Edit release:"),
        ("/", "/"),
        ("\n", "show 1.3"),
        (":tick 1.3\n", "tick 1.3"),
        (":octorel tick 1.3\n", "tick 1.3"),
        (":note 'a b'\n", "note \"a b\""),
    ] {
        assert_eq!(Backend::new().types(keys).as_deref(), Some(line), "{keys:?}");
    }
}

#[test]
fn a_role_shows_items_and_duties_and_acts_for_the_role() {
    let mut backend = Backend::new();
    backend.types("hGk\n");
    assert_eq!(backend.state.groups.chosen(), Some(Group::Role(1)));
    assert_eq!(backend.at(), "1.3");
    backend.types("hj\n");
    assert_eq!(backend.types("g ").as_deref(), Some("tick 2.1 --role qa"));
    assert_eq!(backend.types("G ").as_deref(), Some("tick D3"));
}

#[test]
fn the_filters_for_own_and_unfinished_items_hide_the_others() {
    let mut backend = Backend::new();
    backend.types("o");
    assert_eq!(backend.state.rows.lines.len(), 2);
    assert_eq!(backend.at(), "1.3");
    backend.state.toggle_mine(Some(Person::from(ALICE)), &backend.model);
    assert_eq!(backend.at(), "1.2");
    backend.types("o");
    assert_eq!(backend.state.rows.lines.len(), 2);
    assert_eq!(backend.key(KeyCode::Char('m')), Some(Effect::Mine));
    backend.state.toggle_mine(Some(Person::from(ALICE)), &backend.model);
    assert_eq!(backend.state.rows.lines.len(), 3);
}

#[test]
fn what_is_found_is_selected() {
    let mut backend = Backend::new();
    let all = candidates(
        &backend.model.release,
        ArgumentKind::Subject,
        &PartialArguments::default(),
        None,
        backend.model.now,
    );
    for (found, number, group) in [
        ("1.3", "1.3", Group::Phase(0)),
        ("D3", "D3", Group::Role(2)),
        ("deploy", "3.1", Group::Phase(2)),
        ("qa", "2.1", Group::Role(2)),
    ] {
        let found = all.iter().find(|one| one.value == found).unwrap();
        assert_eq!(backend.state.find(found, &backend.model), None);
        assert_eq!(backend.state.groups.chosen(), Some(group), "{found:?}");
        assert_eq!(backend.at(), number, "{found:?}");
    }
    let decision = all.iter().find(|one| one.value == "rollback").unwrap();
    let line = ["decide", "rollback"].map(str::to_owned).into();
    assert_eq!(backend.state.find(decision, &backend.model), Some(Effect::Run(line)));
}

#[test]
fn the_selection_survives_events_from_other_people() {
    let mut history = History::after([ticked("plan.scope", "rm")]);
    let mut backend = Backend::of(&history);
    backend.types(":");
    backend.state.paste("note 1.3 half\na note");
    history.record(DANA, decided("go-no-go", "go", "rm"));
    history.record(DANA, ticked("plan.windows", "rm"));
    backend.now(&history);
    assert_eq!(backend.at(), "1.3");
    assert_eq!(backend.types("\n").as_deref(), Some("note 1.3 half a note"));
    // Once it is filtered out, the item in its place is selected.
    backend.types("⎋o");
    history.record(DANA, ticked("plan.docs", "dev"));
    backend.now(&history);
    assert_eq!(backend.at(), "");
}

#[test]
fn a_refused_line_stays_open_and_an_accepted_one_closes() {
    let mut backend = Backend::new();
    backend.types(":skip 1.3");
    backend.state.ran(ran(true), &backend.model);
    assert!(matches!(backend.state.dialogs[..], [Dialog::Command(_)]));
    assert!(backend.state.message.is_some());
    backend.state.ran(ran(false), &backend.model);
    assert!(backend.state.dialogs.is_empty());
    assert_eq!(backend.types("⎋"), None);
    assert!(backend.state.message.is_none());
    backend.key(KeyCode::Char(':'));
    backend.key(KeyCode::Up);
    assert_eq!(backend.types("0\n").as_deref(), Some("skip 1.30"));
}

#[test]
fn a_long_refusal_is_shown_in_full_and_returns_to_its_line() {
    let mut backend = Backend::new();
    backend.types(":skip 1.3");
    let long = Output { text: "one more\n".repeat(7), ..ran(true) };
    backend.state.ran(long, &backend.model);
    let dialogs = &backend.state.dialogs[..];
    assert!(matches!(dialogs, [Dialog::Command(_), Dialog::Output(..)]));
    backend.types("⎋");
    assert!(matches!(backend.state.dialogs[..], [Dialog::Command(_)]));
}

#[test]
fn tab_completes_the_last_word() {
    let words = |words: &[&str]| {
        let words = words.iter().map(|&word| Candidate::new(word, format!("about {word}")));
        words.collect::<Vec<_>>()
    };
    let mut backend = Backend::new();
    backend.types(":announce s");
    let effect = Effect::Complete("announce s".to_owned());
    assert_eq!(backend.key(KeyCode::Tab), Some(effect));
    backend.state.complete(words(&["start", "status"]));
    backend.state.complete(words(&[]));
    assert_eq!(backend.types("\n").as_deref(), Some("announce sta"));
    backend.state.complete(words(&["status two"]));
    assert_eq!(backend.types("x\n").as_deref(), Some("announce \"status two\" x"));
    let shown = |backend: &Backend| match &backend.state.dialogs[..] {
        [Dialog::Command(command)] => command.completions.len(),
        others => panic!("the line is gone: {others:?}"),
    };
    // A candidate that the word suggests without being its prefix is shown, and changes nothing.
    for (key, found) in [("y", ["xa", "xb"]), ("⎋", ["smoke.xa", "smoke.xb"])] {
        backend.state.complete(words(&found));
        assert_eq!(shown(&backend), 2);
        backend.types(key);
        assert_eq!(shown(&backend), 0);
    }
}

#[test]
fn tab_completes_a_word_with_its_quote() {
    let mut backend = Backend::new();
    backend.types(":tick \"roll b");
    let (word, about) = ("2.5".to_owned(), String::new());
    backend.state.complete(vec![Candidate::new(word, about)]);
    assert_eq!(backend.types("\n").as_deref(), Some("tick 2.5"));
}

#[test]
fn tab_pages_through_candidates() {
    let mut backend = Backend::new();
    backend.types(":tick ");
    let many = (1..=30).map(|n| Candidate::new(format!("{n}.1"), ""));
    backend.state.complete(many.collect());
    let mut tops = Vec::new();
    for _ in 0..3 {
        let Some(Dialog::Command(command)) = backend.state.dialogs.last() else {
            panic!("the line is gone");
        };
        tops.push(command.top);
        backend.types("⇥");
    }
    assert!(tops[0] == 0 && tops[1] > 0 && tops[2] != tops[1], "{tops:?}");
}

#[test]
fn escape_goes_back_one_step() {
    let mut backend = Backend::new();
    backend.types("?");
    assert!(matches!(backend.state.dialogs[..], [Dialog::Output(..)]));
    backend.types("⎋:");
    assert!(matches!(backend.state.dialogs[..], [Dialog::Command(_)]));
    backend.types("⎋?");
    let alt = KeyEvent::new(KeyCode::Char('h'), KeyModifiers::ALT);
    backend.press(alt);
    assert!(backend.state.dialogs.is_empty());
    assert_eq!(backend.types("⎋"), None);
    assert_eq!(backend.key(KeyCode::Char('q')), Some(Effect::Quit));
    let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    assert_eq!(backend.press(control('c')), Some(Effect::Quit));
    assert_eq!(backend.press(control('z')), Some(Effect::Suspend));
}

#[test]
fn the_quit_commands_of_vi_quit() {
    for line in ["q", "q!", "quit", "wq", "x"] {
        let mut backend = Backend::new();
        backend.types(&format!(":{line}"));
        assert_eq!(backend.key(KeyCode::Enter), Some(Effect::Quit), "{line}");
    }
}
