use super::*;

const COLUMNS: Columns = Columns { flexible: 1, expendable: &[2, 3] };

const SIZE: Size = Size { columns: 70, rows: 24 };

fn picker(how_many: HowMany) -> Picker {
    let items = [
        ("1.2", "Identify cross-team dependencies", "Release Manager", "10 days late"),
        ("2.1", "Confirm all PRs merged", "Developer", "3 days late"),
        ("2.11", "Décision: naïve 日本語 path 🚀", "QA", "tomorrow"),
        ("12.1", "Deploy to staging\u{1b}[2J", "Release Manager", "8 Dec"),
    ];
    let choice = |(number, text, owner, due): (&str, &str, &str, &str)| Choice {
        cells: [number, text, owner, due].map(|text| (Style::Plain, text.to_owned())).into(),
        also: format!("id-{number}"),
    };
    Picker::new("tick which?", items.map(choice).into(), COLUMNS, how_many)
}

fn typed(picker: &mut Picker, text: &str) {
    for c in text.chars() {
        assert_eq!(picker.press(Key::Edit(InputRequest::InsertChar(c))), Step::On);
    }
}

fn press(picker: &mut Picker, keys: &[Key]) -> Step<Vec<usize>> {
    let (last, before) = keys.split_last().unwrap();
    for &key in before {
        assert_eq!(picker.press(key), Step::On);
    }
    picker.press(*last)
}

#[test]
fn the_list_shows_all_choices_and_selects_the_first() {
    let mut picker = picker(HowMany::Several);
    assert_eq!(
        picker.frame(SIZE).text(),
        "tick which?
>   1.2   Identify cross-team depende…  Release Manager  10 days late
    2.1   Confirm all PRs merged        Developer        3 days late
    2.11  Décision: naïve 日本語 path…  QA               tomorrow
    12.1  Deploy to staging\\u{1b}[2J    Release Manager  8 Dec
4 to choose from · Enter accepts · Esc leaves · Tab marks
"
    );
}

#[test]
fn a_narrow_terminal_keeps_number_and_text() {
    let narrow = Size { columns: 40, rows: 24 };
    let mut picker = picker(HowMany::One);
    let text = picker.frame(narrow).text();
    assert_eq!(
        text,
        "tick which?
> 1.2   Identify cross-team dependenci…
  2.1   Confirm all PRs merged
  2.11  Décision: naïve 日本語 path 🚀
  12.1  Deploy to staging\\u{1b}[2J
4 to choose from · Enter accepts
"
    );
}

#[test]
fn the_last_column_stays_empty_at_any_terminal_size() {
    for columns in 1..100 {
        for rows in 1..14 {
            let mut picker = picker(HowMany::Several);
            typed(&mut picker, "日e");
            let frame = picker.frame(Size { columns, rows });
            let text = frame.text();
            assert!(text.lines().count() <= rows, "{columns}×{rows}:\n{text}");
            let widest = text.lines().map(UnicodeWidthStr::width).max();
            assert!(widest < Some(columns.max(2)), "{columns}×{rows}:\n{text}");
            assert!(frame.cursor < columns, "{columns}×{rows}:\n{text}");
        }
    }
}

#[test]
fn typing_filters_the_choices() {
    let mut picker = picker(HowMany::One);
    typed(&mut picker, "dply");
    assert_eq!(press(&mut picker, &[Key::Enter]), Step::Answered(vec![3]));
    press(&mut picker, &[Key::Edit(InputRequest::DeleteLine)]);
    typed(&mut picker, "DECISION");
    assert_eq!(press(&mut picker, &[Key::Enter]), Step::Answered(vec![2]));
    press(&mut picker, &[Key::Edit(InputRequest::DeleteLine)]);
    typed(&mut picker, "developer");
    assert_eq!(press(&mut picker, &[Key::Enter]), Step::Answered(vec![1]));
}

#[test]
fn enter_without_a_match_accepts_nothing() {
    let mut picker = picker(HowMany::Several);
    typed(&mut picker, "xyz");
    assert_eq!(
        picker.frame(SIZE).text(),
        "tick which? xyz\nnothing matches · Enter accepts · Esc leaves · Tab marks\n"
    );
    assert_eq!(press(&mut picker, &[Key::Mark, Key::Down, Key::Enter]), Step::On);
}

#[test]
fn marked_choices_are_returned_in_list_order() {
    let mut picker = picker(HowMany::Several);
    typed(&mut picker, "staging");
    let keys = [
        Key::Mark,
        Key::Edit(InputRequest::DeletePrevWord),
        Key::Edit(InputRequest::InsertChar(' ')),
        Key::Mark,
        Key::Mark,
    ];
    press(&mut picker, &keys);
    // The last choice is selected and marked; this removes its mark.
    press(&mut picker, &[Key::Down, Key::Mark]);
    let text = picker.frame(SIZE).text();
    assert!(text.contains("  ✓ 1.2 ") && text.contains(">   12.1"), "{text}");
    assert!(text.contains("3 marked"), "{text}");
    assert_eq!(press(&mut picker, &[Key::Enter]), Step::Answered(vec![0, 1, 2]));
}

#[test]
fn a_single_choice_prompt_has_no_marks() {
    let mut picker = picker(HowMany::One);
    let keys = [Key::Mark, Key::Edit(InputRequest::InsertChar(' ')), Key::Down, Key::Enter];
    assert_eq!(press(&mut picker, &keys), Step::Answered(vec![1]));
}

#[test]
fn the_selection_stays_in_the_list_and_visible() {
    let choice =
        |i: usize| Choice { cells: vec![(Style::Plain, format!("item {i}"))], also: String::new() };
    let columns = Columns { flexible: 0, expendable: &[] };
    let choices = (0..50).map(choice).collect();
    let mut picker = Picker::new("which?", choices, columns, HowMany::One);
    let mut pointed = |keys: &[Key]| {
        press(&mut picker, keys);
        let text = picker.frame(SIZE).text();
        assert_eq!(text.lines().count(), 12, "{text}");
        let row = text.lines().find(|line| line.starts_with('>'));
        row.unwrap().to_owned()
    };
    assert_eq!(pointed(&[Key::Up]), "> item 0");
    assert_eq!(pointed(&[Key::PageDown, Key::Down]), "> item 11");
    assert_eq!(pointed(&[Key::PageUp, Key::PageUp]), "> item 0");
    assert_eq!(pointed(&[Key::PageDown; 9]), "> item 49");
    assert_eq!(pointed(&[Key::Down]), "> item 49");
}
