use super::*;
use crate::document::plain;
use crate::terminal::TextField;
use crate::ui::draw::tests::text;
use KeyCode::{Char, Down, Enter, PageDown, PageUp, Tab, Up};
use ratatui::layout::Rect;

const COLUMNS: Columns = Columns { noun: "items", flexible: 1, expendable: &[2, 3] };

/// The width and height of the screen.
const SIZE: (u16, u16) = (70, 12);

/// What the picker shows.
fn shown(picker: &mut Picker, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    picker.draw(&mut buffer, Theme { colour: false, ascii: false });
    text(&buffer).trim_end().to_owned() + "\n"
}

fn picker(how_many: HowMany) -> Picker {
    let items = [
        ("1.2", "Identify cross-team dependencies", "Release Manager", "10 days late"),
        ("2.1", "Confirm all PRs merged", "Developer", "3 days late"),
        ("2.11", "Décision: naïve 日本語 path 🚀", "QA", "tomorrow"),
        ("12.1", "Deploy to staging\u{1b}[2J", "Release Manager", "8 Dec"),
    ];
    let choice = |(number, text, owner, due): (&str, &str, &str, &str)| Choice {
        cells: [number, text, owner, due].map(plain).into(),
        also: format!("id-{number}"),
    };
    Picker::new("Which item?", items.map(choice).into(), COLUMNS, how_many)
}

fn typed(picker: &mut Picker, text: &str) {
    for c in text.chars() {
        assert_eq!(picker.press(Char(c).into()), None);
    }
}

fn press(picker: &mut Picker, keys: &[KeyCode]) -> Option<Vec<usize>> {
    let (last, before) = keys.split_last().unwrap();
    for &key in before {
        assert_eq!(picker.press(key.into()), None);
    }
    picker.press((*last).into())
}

#[test]
fn the_list_shows_all_choices_and_selects_the_first() {
    let mut picker = picker(HowMany::Several);
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
    let mut picker = picker(HowMany::One);
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
fn typing_filters_the_choices() {
    let mut picker = picker(HowMany::One);
    typed(&mut picker, "dply");
    assert_eq!(press(&mut picker, &[Enter]), Some(vec![3]));
    picker.list.edit(|line| *line = TextField::default());
    typed(&mut picker, "DECISION");
    assert_eq!(press(&mut picker, &[Enter]), Some(vec![2]));
    picker.list.edit(|line| *line = TextField::default());
    typed(&mut picker, "developer");
    assert_eq!(press(&mut picker, &[Enter]), Some(vec![1]));
}

#[test]
fn enter_without_a_match_accepts_nothing() {
    let mut picker = picker(HowMany::Several);
    typed(&mut picker, "xyz");
    assert_eq!(
        shown(&mut picker, SIZE),
        "Which item? xyz\nno match · Enter select · Esc cancel · Tab mark\n"
    );
    assert_eq!(press(&mut picker, &[Tab, Down, Enter]), None);
}

#[test]
fn marked_choices_are_returned_in_list_order() {
    let mut picker = picker(HowMany::Several);
    typed(&mut picker, "staging");
    press(&mut picker, &[Tab]);
    picker.list.edit(|line| *line = TextField::default());
    press(&mut picker, &[Char(' '), Tab, Tab]);
    // The last choice is selected and marked; this removes its mark.
    press(&mut picker, &[Down, Tab]);
    let text = shown(&mut picker, SIZE);
    assert!(text.contains("  ✓ 1.2 ") && text.contains(">   12.1"), "{text}");
    assert!(text.contains("3 marked"), "{text}");
    assert_eq!(press(&mut picker, &[Enter]), Some(vec![0, 1, 2]));
}

#[test]
fn a_single_choice_prompt_has_no_marks() {
    let mut picker = picker(HowMany::One);
    let keys = [Tab, Char(' '), Down, Enter];
    assert_eq!(press(&mut picker, &keys), Some(vec![1]));
}

#[test]
fn the_selection_stays_in_the_list_and_visible() {
    let choice = |i: usize| Choice { cells: vec![plain(format!("item {i}"))], also: String::new() };
    let columns = Columns { noun: "choices", flexible: 0, expendable: &[] };
    let choices = (0..50).map(choice).collect();
    let mut picker = Picker::new("which?", choices, columns, HowMany::One);
    let mut pointed = |keys: &[KeyCode]| {
        press(&mut picker, keys);
        let text = shown(&mut picker, SIZE);
        assert_eq!(text.lines().count(), 12, "{text}");
        let row = text.lines().find(|line| line.starts_with('>'));
        row.unwrap().to_owned()
    };
    assert_eq!(pointed(&[Up]), "> item 0");
    assert_eq!(pointed(&[PageDown, Down]), "> item 11");
    assert_eq!(pointed(&[PageUp, PageUp]), "> item 0");
    assert_eq!(pointed(&[PageDown; 9]), "> item 49");
    assert_eq!(pointed(&[Down]), "> item 49");
}
