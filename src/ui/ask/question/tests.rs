use super::*;
use crate::command::Invocation;
use crate::document::plain;
use crate::samples::moment;
use crate::schedule::ReaderClock;
use crate::ui::draw::tests::text;
use KeyCode::{Char, Down, Enter, Tab};
use ratatui::layout::Rect;

const COLUMNS: Columns = Columns { noun: "items", flexible: 1, expendable: &[2, 3] };

/// The width and height of the screen.
const SIZE: (u16, u16) = (70, 12);

/// What the question shows.
fn shown(picker: &mut Question, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    picker.draw(&mut buffer, Theme { colour: false, ascii: false });
    text(&buffer).trim_end().to_owned() + "\n"
}

fn page() -> Page<'static> {
    let now = ReaderClock::at(moment("2026-12-10 10:00"));
    Page { width: 80, height: 24, bars: true, in_full: false, now, invocation: Invocation::none() }
}

fn asking(choices: impl IntoIterator<Item = Vec<Span>>) -> Question {
    let choice = |(i, cells): (usize, Vec<Span>)| {
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        let searched = format!("{} id-{i}", texts.join(" ")).into();
        Choice { value: i.to_string(), cells, searched }
    };
    let choices: Vec<Choice> = choices.into_iter().enumerate().map(choice).collect();
    let found = (0..choices.len()).collect();
    let none = Question::among("Which item?", &[], page());
    Question { choices, found, columns: COLUMNS, ..none }
}

fn picker(several: bool) -> Question {
    let items = [
        ("1.2", "Identify cross-team dependencies", "Release Manager", "10 days late"),
        ("2.1", "Confirm all PRs merged", "Developer", "3 days late"),
        ("2.11", "Décision: naïve 日本語 path 🚀", "QA", "tomorrow"),
        ("12.1", "Deploy to staging\u{1b}[2J", "Release Manager", "8 Dec"),
    ];
    let cells = |(number, text, owner, due): (&str, &str, &str, &str)| {
        [number, text, owner, due].map(plain).into()
    };
    Question { several, ..asking(items.map(cells)) }
}

/// Types over what was typed.
fn retyped(picker: &mut Question, text: &str) {
    picker.edit(|line| *line = TextField::default());
    typed(picker, text);
}

fn values(values: &[&str]) -> Vec<String> {
    values.iter().map(|&value| value.to_owned()).collect()
}

fn typed(picker: &mut Question, text: &str) {
    for c in text.chars() {
        assert_eq!(picker.press(Char(c).into()), None);
    }
}

fn press(picker: &mut Question, keys: &[KeyCode]) -> Option<Vec<String>> {
    let (last, before) = keys.split_last().unwrap();
    for &key in before {
        assert_eq!(picker.press(key.into()), None);
    }
    picker.press((*last).into())
}

#[test]
fn the_list_shows_all_choices_and_selects_the_first() {
    let mut picker = picker(true);
    assert_eq!(
        shown(&mut picker, SIZE),
        "Which item?
>   1.2   Identify cross-team dependen…  Release Manager  10 days late
    2.1   Confirm all PRs merged         Developer        3 days late
    2.11  Décision: naïve 日本語 path…   QA               tomorrow
    12.1  Deploy to staging\\u{1b}[2J     Release Manager  8 Dec
4 items · Enter select · Esc cancel · Tab mark
"
    );
}

#[test]
fn a_narrow_terminal_keeps_number_and_text() {
    let mut picker = picker(false);
    let text = shown(&mut picker, (40, 12));
    assert_eq!(
        text,
        "Which item?
> 1.2   Identify cross-team dependencies
  2.1   Confirm all PRs merged
  2.11  Décision: naïve 日本語 path 🚀
  12.1  Deploy to staging\\u{1b}[2J
4 items · Enter select · Esc cancel
"
    );
}

#[test]
fn enter_without_a_match_accepts_nothing() {
    let mut picker = picker(true);
    typed(&mut picker, "xyz");
    assert_eq!(
        shown(&mut picker, SIZE),
        "Which item? xyz\nno match · Enter select · Esc cancel · Tab mark\n"
    );
    assert_eq!(press(&mut picker, &[Tab, Down, Enter]), None);
}

#[test]
fn marked_choices_are_returned_in_list_order() {
    let mut picker = picker(true);
    typed(&mut picker, "staging");
    press(&mut picker, &[Tab]);
    retyped(&mut picker, "");
    press(&mut picker, &[Char(' '), Tab, Tab]);
    // The last choice is selected and marked; this removes its mark.
    press(&mut picker, &[Down, Tab]);
    let text = shown(&mut picker, SIZE);
    assert!(text.contains("  ✓ 1.2 ") && text.contains(">   12.1"), "{text}");
    assert!(text.contains("3 marked"), "{text}");
    assert_eq!(press(&mut picker, &[Enter]), Some(values(&["0", "1", "2"])));
}

#[test]
fn candidates_of_several_kinds_are_choices() {
    let mut all = vec![Candidate::new("plan", "Planning")];
    assert_eq!(columns(&all).noun, "choices");
    let role = CandidateDetails::Role(Vec::new());
    all.push(Candidate { details: role, ..Candidate::new("qa", "QA/Testing") });
    assert_eq!(columns(&all).noun, "choices");
    assert_eq!(columns(&all[1..]).noun, "roles");
}

#[test]
fn a_single_choice_prompt_has_no_marks() {
    let mut picker = picker(false);
    let keys = [Tab, Char(' '), Down, Enter];
    assert_eq!(press(&mut picker, &keys), Some(values(&["1"])));
}

#[test]
fn a_typed_text_is_the_answer_unless_a_choice_is_selected() {
    let people = ["eve@example.com", "steve@example.com"];
    let people = people.map(|person| Candidate::new(person, ""));
    let ask = || Question::about(&MissingArgument::person("Who takes on qa?"), &people, page());
    assert_eq!(press(&mut ask(), &[Enter]), Some(values(&["eve@example.com"])));
    let mut question = ask();
    typed(&mut question, "steve");
    assert!(!shown(&mut question, SIZE).contains('>'));
    assert_eq!(press(&mut question, &[Enter]), Some(values(&["steve"])));
    assert_eq!(press(&mut question, &[Down, Enter]), Some(values(&["steve@example.com"])));
    let mut line = Question::about(&MissingArgument::option("reason", "Why?"), &[], page());
    assert_eq!(press(&mut line, &[Enter, Char(' '), Enter]), None);
    typed(&mut line, "no time ");
    assert_eq!(press(&mut line, &[Enter]), Some(values(&["no time"])));
}

#[test]
fn letters_in_order_match_only_if_no_choice_contains_the_words() {
    let mut picker = picker(false);
    for (text, found) in [
        ("late dep", vec![0]),
        ("dply", vec![3, 0]),
        ("2.1", vec![1, 2, 3]),
        ("DECISION", vec![2]),
        ("developer", vec![1]),
    ] {
        retyped(&mut picker, text);
        assert_eq!(picker.found, found, "{text}");
    }
}
