//! Each kind of input: what is imported, refused and reported.

use crate::support::{Here, assert_snapshot};
use snapbox::str;
use std::fs;

/// Imports a text, and returns the report and the playbook.
#[track_caller]
fn import(text: &str, options: &str) -> String {
    let here = Here::empty();
    here.write("list.md", text);
    let run = here.ok(&format!("import list.md --out it {options}"));
    let report = run.replace("✓  wrote it/playbook.yaml\n", "");
    report + "\n" + &fs::read_to_string(here.path("it/playbook.yaml")).unwrap()
}

#[test]
fn every_rule_shows_in_a_playbook() {
    let text = "---\nname: Our release\nassignees: alice, bob\n---\n\
        <!-- - [ ] hidden -->\n# Release\n\nIntro with a [link][r].\n\n\
        ## 1. Release planning (T-2 weeks)\n\nBefore the first item.\n\n\
        - [x] Lock [the docs][r] (if needed)\n\n  More about it:\n\n  ```sh\n  git push\n  ```\n\
        - [ ] ...\n- [ ] ~~Old~~\n- [ ] QA: Run the tests\n  - a note\n  - [ ] _All_ of them #1\n\
        - Group:\n  - [ ] a\n  - [ ] b\n    - [ ] c\n      - [ ] d\n\n\
        ### QA tasks\n\n- [ ] Tag `{{version}}` (major releases only)\n- [ ] Ping @carol\n\n\
        ## Week 2\n\n- [ ] Tag X.Y.Z @carol\n\n## Links\n\n- more\n\n[r]: https://a.example/x\n";
    assert_snapshot(
        &import(text, ""),
        str![[r#"
list.md:5: 1 box in a comment: not imported
list.md:14: a box with a check mark: imported as to do
list.md:21: a box without text: dropped
list.md:22: a struck-out item: imported as optional
list.md:29: a list nested too deeply: joined with the texts below it
list.md:34: `major releases only`: imported as a condition; --type makes it a release type
list.md:34: `{{` is kept as it is: - [ ] Tag `{{version}}` (major releases only)
list.md:37: `Week 2`: no clear offset from T, kept as a name
list.md:39: 1 placeholder such as `X.Y.Z`: kept as text; --version-placeholder 'X.Y.Z' makes one the version
list.md:41: `Links` has no boxes: kept as an explanation
11 boxes → 11 items in 2 phases

name: Our release
owner: team

roles:
  - id: team
    name: Team
  - id: qa
    name: QA
  - id: carol
    name: carol

team:
  team: [alice, bob]
  carol: [carol]

phases:
  - name: Release planning (T-2 weeks)
    when: T-2w
    how: |
      # Release

      Intro with a [link](https://a.example/x).

      Before the first item.
    items:
      - text: Lock [the docs](https://a.example/x)
        condition: if needed
        how: |
          More about it:

          ```sh
          git push
          ```

      - text: Old
        optional: true

      - text: Run the tests
        owner: qa
        how: |
          - a note
        steps:
          - "*All* of them #1"

      - text: Group
        steps:
          - a
          - text: b
            steps:
              - c
              - "c: d"

      - text: QA tasks
        owner: qa
        steps:
          - text: Tag `\{{version}}`
            condition: major releases only
          - Ping @carol

  - name: Week 2
    how: |
      ## Links

      - more
    items:
      - text: Tag X.Y.Z @carol
        owner: carol

"#]],
    );
}

#[test]
fn lines_in_bold_type_or_with_a_colon_divide_a_page_without_headings() {
    let text = "**Before**\n\nTo do:\n\n- [ ] a\n\nAfter a day:\n\n- [ ] b\n\n**After**\n\n- [ ] c\n\n\
        <details><summary>Later</summary>\n\n- [ ] d\n\n</details>\n";
    assert_snapshot(
        &import(text, ""),
        str![[r#"
list.md:7: `After a day`: no clear offset from T, kept as a name
4 boxes → 4 items in 2 phases

phases:
  - name: Before
    items:
      - text: To do
        steps:
          - a

      - text: After a day
        steps:
          - b

  - name: After
    items:
      - c

      - text: Later
        steps:
          - d

"#]],
    );
}

#[test]
fn lists_without_boxes_are_imported_on_request() {
    let text = "# A\n\n1. one\n   - below\n2. two\n\n- three\n\n```md\n- [ ] four\n```\n";
    for options in ["--from numbers", "--from bullets", "--from fence:9"] {
        let out = import(text, options);
        let items = out.lines().skip_while(|line| !line.contains("items:")).collect::<Vec<_>>();
        assert!(items.len() >= 2, "{options}: {out}");
    }
}

#[test]
fn types_and_the_version_are_replaced_on_request() {
    let text = "- [ ] RC only: tag {version}\n- [ ] Publish <https://a.example/{version}>\n";
    let out = import(text, "--type rc,final --version-placeholder {version}");
    assert!(out.contains("types: [rc, final]") && out.contains("only: [rc]"), "{out}");
    assert!(out.contains("tag {{version}}"), "{out}");
    assert!(out.contains("https://a.example/{{version}}"), "{out}");
}

#[test]
fn an_issue_form_is_imported() {
    let text = "name: Release\ndescription: x\nbody:\n  - type: textarea\n    attributes:\n      label: Tasks\n      \
        value: |\n        ## Before\n        - [ ] one\n          - [ ] sub\n        ## After\n        - [ ] two\n";
    let out = import(text, "");
    assert!(out.starts_with("3 boxes → 3 items in 2 phases"), "{out}");
    assert!(out.contains("name: Release\n"), "{out}");
}

#[test]
fn what_cannot_be_imported_is_explained() {
    let here = Here::empty();
    here.write("text.md", "Just text.\n");
    here.write("lists.md", "- a\n- b\n\n1. c\n\n[ ] d\n");
    here.write("numbers.md", "1. c\n");
    here.write("fence.md", "```\n- [ ] a\n```\n");
    here.write("template.md", "- [ ] a\n{{- if .X }}\n- [ ] b\n{{ end }}\n");
    here.write("binary.md", [0x2d, 0xff, 0x00]);
    here.write("nul.md", "- [ ] a\0b\n");
    here.write("big.md", "- [ ] x\n".repeat(700_000));
    here.write("nested.md", "- ".repeat(10_000) + "[ ] x\n");
    here.write("fine.md", "- [ ] x\n");
    fs::create_dir(here.path("folder.md")).unwrap();
    here.ok("import fine.md --out there");
    here.shows(str![[r#"
[2] $ octorel import text.md
! error: nothing to import in `text.md`: 0 boxes
! hint: a task-list item begins with `- [ ] `
[2] $ octorel import lists.md
! error: nothing to import in `lists.md`: 0 boxes, 2 bullets, 1 numbered; line 6: a box outside a list: kept as text
! hint: a task-list item begins with `- [ ] `
[2] $ octorel import numbers.md
! error: nothing to import in `numbers.md`: 0 boxes, 1 numbered
! hint: octorel import numbers.md --from numbers
[1] $ octorel import fence.md
! error: nothing to import in `fence.md`: 0 boxes; line 1: 1 box in a code block: kept as code
! hint: octorel import fence.md --from fence:1
[1] $ octorel import template.md
! error: template.md:2: `{{- if .X }}` makes this a template
! hint: render it first, or import it as it is: octorel import template.md --as-text
[2] $ octorel import binary.md
! error: `binary.md` is not UTF-8 text
! hint: save it as UTF-8
[2] $ octorel import nul.md
! error: `nul.md` is not UTF-8 text
! hint: save it as UTF-8
[2] $ octorel import big.md
! error: cannot import: `./big.md` is larger than 1 MB
! hint: name a Markdown file of at most 1 MB
[2] $ octorel import nested.md
! error: the lists of `nested.md` are nested too deeply
! hint: the limit is 30 levels
[2] $ octorel import folder.md
! error: cannot import: `./folder.md` is a directory
! hint: name a Markdown file of at most 1 MB
[2] $ octorel import absent.md
! error: cannot read `absent.md`: No such file or directory (os error 2)
! hint: name a Markdown file of at most 1 MB
[2] $ octorel import fine.md --out there
! error: `there` already contains a playbook
! hint: octorel import fine.md --out DIR writes to another directory
[2] $ octorel import fine.md --from x
! error: invalid value 'x' for '--from <LISTS>': use bullets, numbers or fence:LINE
! hint: `octorel help import` shows its arguments and examples
[2] $ octorel import fine.md -r 2.4.0
! error: `import` does not accept --release
! hint: remove it; `octorel help import` shows the arguments

"#]]);
    assert!(!here.path(".octorel").exists());
}

#[cfg(unix)]
#[test]
fn a_symlink_is_not_imported() {
    let here = Here::empty();
    here.write("fine.md", "- [ ] x\n");
    std::os::unix::fs::symlink("fine.md", here.path("link.md")).unwrap();
    let run = here.run("import link.md");
    assert!(run.code == Some(2) && run.stderr.contains("is a symlink"), "{run}");
}

#[test]
fn odd_text_is_imported_safely() {
    let references: Vec<String> = (0..2000).map(|i| format!("[t{i}][r]")).collect();
    let references = references.join(" ");
    for (text, kept) in [
        ("- [ ] a\r\n  b\r\n\r\n      code\r\n".to_owned(), "text: a b"),
        (
            "-\t[ ] a\n\n\t```make\n\tall:\n\t\tcc x\n\t```\n".to_owned(),
            "          all:\n          \tcc x\n",
        ),
        ("- [ ] <script>alert(1)</script> a\n".to_owned(), "\"<script>alert(1)</script> a\""),
        (format!("- [ ] {references}\n\n[r]: https://a.example\n"), "[t1999](https://a.example)"),
        ("---\nname: [broken\n---\n- [ ] a\n".to_owned(), "the front matter is not YAML: ignored"),
        ("<details>\n\n".repeat(10_000) + "- [ ] deep\n", "- deep\n"),
        ("- [ ] a\u{202e}b\n".to_owned(), "invisible character U+202E: removed"),
        (
            "> ## A\n> - [ ] one\n>   - [ ] two\n>\n>     text\n".to_owned(),
            "text: two\n            how: |\n              text",
        ),
        (
            "- [ ] yes\n- [ ] 1.0\n- [ ] - a\n- [ ] it's \"x\\y\"\n- [ ] a: b\n".to_owned(),
            "- \"yes\"\n      - \"1.0\"\n",
        ),
    ] {
        let out = import(&text, "");
        assert!(out.contains(kept), "{}", out.chars().take(2000).collect::<String>());
    }
}

#[test]
fn the_standard_input_is_imported() {
    use std::io::Write;
    use std::process::Stdio;
    let here = Here::empty();
    let mut line = here.line("import -");
    let mut child = line.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"- [ ] a\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert_eq!(report, "✓  wrote .octorel/playbook/playbook.yaml\n1 box → 1 item in 1 phase\n");
    let yaml = fs::read_to_string(here.path(".octorel/playbook/playbook.yaml")).unwrap();
    assert_eq!(
        yaml,
        "phases:\n  - name: Checklist\n    items:\n      - \"a\"\n".replace("\"a\"", "a")
    );
}
