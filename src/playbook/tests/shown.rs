//! The display of problems.

use super::{GOOD, problems};
use crate::playbook::render_problems;
use snapbox::{IntoData, assert_data_eq, str};

#[test]
fn all_problems_of_all_files_are_shown() {
    let work = "items:\n".to_owned() + &"  - Test\n".repeat(7) + "  - id: one\n  - id: one\n";
    let files = [("book/people.yaml", "roles: [{id: qa, nmae: QA}]\n"), ("book/work.yaml", &work)];
    assert_data_eq!(
        render_problems(&problems(&files), false, 80),
        str![[r#"
error[unknown-key]: unknown key `nmae` in a role
 --> book/people.yaml:1:18
  |
1 | roles: [{id: qa, nmae: QA}]
  |                  ^^^^
  |
  = help: did you mean `name`?

error[duplicate-id]: duplicate item id `checklist.one`
  --> book/work.yaml:10:9
   |
10 |   - id: one
   |         ^^^
   |
  ::: book/work.yaml:9:9
   |
 9 |   - id: one
   |         --- first occurrence

2 problems in 2 files

"#]]
        .raw()
    );
}

#[test]
fn wide_and_invisible_characters_do_not_shift_the_marks() {
    let long = "word ".repeat(300);
    let text = format!(
        "roles:\n  - {{id: dev, name: \"開発者👩‍💻 \u{200b}[31m\u{202e}é\"\t, x: 1}}\n  - {{id: qa, name: {long}, stage: {}}}\n",
        "品質".repeat(100)
    );
    let files = [("with space/ユ\u{7}.yaml", text.as_str())];
    assert_data_eq!(
        render_problems(&problems(&files), false, 60),
        str![[r#"
error[hidden-character]: this text contains the invisible character U+200B
 --> with space/ユ�.yaml:2:29
  |
2 |   - {id: dev, name: "開発者👩�💻 �[31m�é" , x: 1}
  |                                  ^
  |
  = help: remove it: invisible characters are not
          allowed

error[unknown-key]: unknown key `x` in a role
 --> with space/ユ�.yaml:2:40
  |
2 |   - {id: dev, name: "開発者👩�💻 �[31m�é" , x: 1}
  |                                             ^
  |
  = help: valid keys: `id`, `name` and `duties`

error[unknown-key]: unknown key `stage` in a role
 --> with space/ユ�.yaml:3:1522
  |
3 | ...word word word word , stage: 品質品質品質品質品質...
  |                          ^^^^^
  |
  = help: valid keys: `id`, `name` and `duties`

3 problems in 1 file

"#]]
        .raw()
    );
}

#[test]
fn every_kind_of_line_ending_shows_the_same_line() {
    let unix = "# a comment\nname: C\nrolez: []\nphases: [\n";
    for text in [unix, &unix[..unix.len() - 10]] {
        let plain = render_problems(&problems(&[("x.yaml", text)]), false, 80);
        for (begin, end) in [("", "\r"), ("", "\r\n"), ("\u{feff}", "\n")] {
            let text = format!("{begin}{}", text.replace('\n', end));
            let shown = render_problems(&problems(&[("x.yaml", &text)]), false, 80);
            assert_eq!(shown, plain, "{end:?}");
        }
    }
}

#[test]
fn colour_does_not_change_the_text() {
    let problems = problems(&[("x.yaml", "colour: red\n"), ("y.yaml", GOOD)]);
    let coloured = render_problems(&problems, true, 80);
    assert!(coloured.contains('\u{1b}'));
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert_eq!(plain, render_problems(&problems, false, 80));
}

#[test]
fn at_most_100_problems_are_shown() {
    let text = "x: 1\n".repeat(150);
    let shown = render_problems(&problems(&[("x.yaml", &text), ("y.yaml", GOOD)]), false, 80);
    assert!(shown.ends_with("\n150 problems in 1 file, 50 of them not shown\n"), "{shown}");
}
