//! What authors may leave out, and items with steps, prerequisites, types and variables.

use super::{brief, says};
use crate::playbook::samples::playbook;
use snapbox::{assert_data_eq, str};

/// The number, id and text of everything in the phases, and the gates.
fn shown(text: &str) -> String {
    let playbook = playbook(text);
    let line = |place| {
        let (number, id) = (playbook.number(place), playbook.id(place));
        let optional = if playbook.required(place) { "" } else { " (optional)" };
        format!("{number} {id} {}{optional}\n", playbook.line(place))
    };
    let gates = playbook.gates.iter().map(|gate| format!("{}: {:?}\n", gate.id, gate.items));
    playbook.entries().map(line).chain(gates).collect()
}

#[test]
fn a_list_of_texts_is_a_playbook() {
    assert_data_eq!(
        shown("items:\n  - Run the tests\n  - Tag `v{{version}}`\n  - 發布\n  - Run the tests!\n"),
        str![[r#"
1.1 checklist.run-the-tests Run the tests
1.2 checklist.tag-v-version Tag v{{version}}
1.3 checklist.item-3 發布
1.4 checklist.run-the-tests-2 Run the tests!
pre-release: []
finish: []

"#]]
    );
}

#[test]
fn steps_inherit_from_the_item_above() {
    let text = "\
roles: [QA, Dev]
owner: qa
phases:
- name: Build
  items:
  - text: Binaries
    owner: dev
    condition: if needed
    steps:
    - x86_64
    - text: 'aarch64:'
      steps: [{text: macOS, owner: qa}, Linux]
  - Sign
gates:
- {name: Built, items: [build.binaries.aarch64, build.sign]}
";
    assert_data_eq!(
        shown(text),
        str![[r#"
1.1 build.binaries Binaries (if needed) (optional)
1.1.1 build.binaries.x86-64 Binaries (if needed): x86_64 (optional)
1.1.2 build.binaries.aarch64 Binaries (if needed): aarch64: (optional)
1.1.2.1 build.binaries.aarch64.macos Binaries (if needed): aarch64: macOS (optional)
1.1.2.2 build.binaries.aarch64.linux Binaries (if needed): aarch64: Linux (optional)
1.2 build.sign Sign
built: [ItemId("build.binaries.aarch64.macos"), ItemId("build.binaries.aarch64.linux"), ItemId("build.sign")]
pre-release: []
finish: []

"#]]
    );
    let playbook = playbook(text);
    let owners = playbook.items().map(|(place, ..)| playbook.owner(place).to_string());
    assert_eq!(owners.collect::<Vec<_>>(), ["dev", "qa", "dev", "qa"]);
}

#[test]
fn a_release_type_has_the_items_that_apply_to_it() {
    let all = playbook(
        "\
types: [major, patch]
items:
- Test
- {text: Migration guide, only: major, steps: [Write, Review]}
- {text: Notes, steps: [{text: Blog post, only: major}]}
- {text: Publish, after: [migration-guide, test]}
",
    );
    let of = |name| {
        let (playbook, omitted) = all.clone().of_type(Some(name));
        let texts = playbook.entries().map(|place| playbook.text(place).to_owned());
        let last = playbook.items().last().unwrap().0;
        (texts.collect::<Vec<_>>().join(", "), omitted, playbook.prerequisites(last).len())
    };
    let major = "Test, Migration guide, Write, Review, Notes, Blog post, Publish";
    assert_eq!(of("major"), (major.to_owned(), 0, 3));
    assert_eq!(of("patch"), ("Test, Publish".to_owned(), 3, 1));
}

#[test]
fn mistakes_in_steps_types_variables_and_prerequisites_are_found() {
    let text = "\
types: [major, minor, Major]
vars: {branch: main, version: x, 'a b': y}
phases:
- name: Other
  stage: pre-release
  only: huge
  items:
  - {text: 'Cut {{brnch}} of {{ .Version }} from {{version'}
  - {text: Build, needs: link, deploys: true, steps: [{text: A, steps: [{text: B, steps: [C]}]}]}
  - {text: Publish, needs: photo, after: biuld}
items: [Stray]
owner: dev
";
    says(
        text,
        str![[r#"
x.yaml:1:23 bad-id: `Major` cannot be a release type (use lower-case letters, digits and hyphens, for example `major`)
x.yaml:2:22 bad-id: `version` cannot be the name of a variable (octorel sets this one: use another name)
x.yaml:2:34 bad-id: `a b` cannot be the name of a variable (use lower-case letters, digits and `_`)
x.yaml:6:9 unknown-reference: unknown release type `huge` (use `major`, `minor` and `Major`)
x.yaml:8:12 bad-placeholder: `{{` without `}}` (write `\{{` for the characters themselves)
x.yaml:8:12 unknown-reference: unknown variable `{{brnch}}` (did you mean `branch`?)
x.yaml:8:12 unknown-reference: unknown variable `{{.Version}}` (did you mean `version`?)
x.yaml:9:6 heading: `deploys` on an item with steps (move it to one of the steps)
x.yaml:9:26 heading: `needs` on an item with steps (move it to one of the steps)
x.yaml:9:91 too-much: too many levels of steps (an item can have steps, and these can have steps)
x.yaml:10:28 unknown-word: unknown evidence `photo` (use `link` and `note`)
x.yaml:10:42 unknown-reference: unknown phase or item `biuld` (use `other`, `plan`, `other.build`, `other.build.a`, `other.build.a.b`, `other.build.a.b.c`, `other.cut-brnch-of-version-from-version`, `other.publish` and `plan.one`)
x.yaml:11:9 set-twice: a file has `items` or `phases`, not both (move the items into a phase)

"#]],
    );
    let alone = [
        "items: [{text: A, only: major}]",
        "types: [major, minor]\nitems: [{text: A, only: major}]",
    ];
    assert_data_eq!(
        alone.map(|text| brief(&[("x.yaml", text)])).concat(),
        str![[r#"
x.yaml:1:25 unknown-reference: unknown release type `major` (list them once, for example `types: [major, minor, patch]`)
- no-items: there are no items in a release of type `minor` (remove the type, or remove `only` from some items)

"#]]
    );
}

#[test]
fn nothing_comes_after_itself() {
    for text in [
        "items: [{text: A, after: a}]",
        "items: [{text: A, after: b}, {text: B, after: c}, {text: C, after: a}]",
        "items: [{text: A, steps: [{text: B, after: a}]}]",
        "items: [{text: A, steps: [{text: B, after: c}]}, {text: C, after: a}]",
        "phases: [{name: P, after: q, items: [A]}, {name: Q, items: [{text: B, after: p.a}]}]",
    ] {
        let found = brief(&[("x.yaml", text)]);
        assert!(found.contains("after-cycle"), "{text}: {found}");
    }
    assert_data_eq!(
        brief(&[(
            "x.yaml",
            "items: [{text: A, after: b}, {text: B, after: c}, {text: C, after: a}, D]"
        )]),
        str![[r#"
x.yaml:1:58 after-cycle: these come after each other: checklist.c → checklist.b → checklist.a → checklist.c (remove one `after`)

"#]]
    );
}
