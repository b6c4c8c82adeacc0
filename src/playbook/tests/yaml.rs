//! Problems of any file: YAML, keys, types, characters.

use super::{GOOD, brief, says, says_each};
use snapbox::{assert_data_eq, str};

#[test]
fn an_empty_file_has_no_problem() {
    for text in ["", "# nothing\n---\n", "phases:\nroles:\ngates:\n"] {
        says(text, str![]);
    }
    says("channels: [{stage: incident, name: Phone, every: 30m}]", str![]);
}

#[test]
fn a_syntax_error_is_explained() {
    says_each(
        [
            "phases:\n\t- id: x\n",
            "name: &x 1\n",
            "name: *x\n",
            "name: a\n---\nname: b\n",
            "roles: [{id: a, name: A]",
            "owner: dev\nitems:\n- text: Tell #team\n  how: 'Say #it' #now\n- Wait # a day\n- C#\n",
            "items:\n- [docs](x)\n",
            "items:\n- text: {{version}} is out\n",
            "name: it: works\n",
            "name: 'it''s\n",
            "name: @x\n",
            "roles:\n  - id: a\n name: b\n",
            "name: !x y\n",
            "name: \u{1b}[31mred\n",
            "name: \u{fffd}",
            "[[[[[[[[[[[[[[[[[[[[",
        ],
        str![[r#"
x.yaml:2:1 syntax: indentation with a tab (use spaces: YAML does not allow tabs here)
x.yaml:1:10 syntax: anchors and aliases are not supported (write the value out; quote text that starts with `&` or `*`)
x.yaml:1:7 syntax: anchors and aliases are not supported (write the value out; quote text that starts with `&` or `*`)
x.yaml:2:1 syntax: second document in one file (remove the `---`, or split the file)
x.yaml:1:9 syntax: missing closing bracket (close `[` with `]` and `{` with `}`; quote text that starts with a bracket)
x.yaml:3:14 syntax: ` #` begins a comment (quote the text, or write `# ` before a comment)
x.yaml:2:9 syntax: unexpected text after the bracket (quote text that starts with a bracket)
x.yaml:2:21 syntax: unexpected text after the bracket (quote text that starts with a bracket)
x.yaml:1:9 syntax: unexpected `:` (quote text containing `: ` (or fix the indentation))
x.yaml:1:7 syntax: missing closing quote (add the closing quote, here or above)
x.yaml:1:7 syntax: unexpected character: `@' (quote text that starts with a sign or contains `: ` or ` #`)
x.yaml:3:2 syntax: inconsistent indentation (align the keys of one entry, and the entries of one list)
x.yaml:1:10 syntax: unsupported tag `!x` (quote text that starts with a sign or contains `: ` or ` #`)
x.yaml:1:7 syntax: unexpected character: `\u{1b}' (quote text that starts with a sign or contains `: ` or ` #`)
x.yaml:1:7 syntax: this file is not UTF-8 text (save it as UTF-8)
x.yaml:1:17 too-much: nested too deeply (the limit is 8 levels)

"#]],
    );
}

#[test]
fn unknown_and_repeated_keys_are_found_all_at_once() {
    says_each(
        [
            "colour: red\n\
             rolles: [{id: qa, name: QA}]\n\
             team: {qa: [x]}\n\
             roles: [{id: qa, nmae: QA, x: 1}]",
            "gates: [{id: a, id: b, name: A, stages: [incident]}]",
        ],
        str![[r#"
x.yaml:1:1 unknown-key: unknown key `colour` in a playbook file (valid keys: `name`, `owner`, `phases`, `items`, `roles`, `authorities`, `decisions`, `channels`, `gates`, `release_time`, `time_zone`, `holidays`, `team`, `types` and `vars`)
x.yaml:2:1 unknown-key: unknown key `rolles` in a playbook file (did you mean `roles`?)
x.yaml:4:18 unknown-key: unknown key `nmae` in a role (did you mean `name`?)
x.yaml:4:28 unknown-key: unknown key `x` in a role (valid keys: `id`, `name` and `duties`)
x.yaml:1:17 duplicate-key: duplicate key `id`

"#]],
    );
}

#[test]
fn a_value_of_another_type_is_refused() {
    says_each(
        [
            "release_time: 12\n\
             gates: [{id: a, name: A, stages: incident}, nothing]\n\
             team: x\n\
             channels: [{stage: incident, name: [a]}]",
            "gates: {}",
            "- a\n",
        ],
        str![[r#"
x.yaml:1:15 wrong-type: expected a text, found a number (quote it to make it text: "12")
x.yaml:2:45 wrong-type: expected a gate, found a text (write it as keys with values: `id`, `name`, `gates`, `stages`, `phases`, `items`, `decisions` and `no_incident`)
x.yaml:3:7 wrong-type: expected keys with values, found a text (for example `key: value`)
x.yaml:4:36 wrong-type: expected a text, found a list (quote text containing `: ` or ` #`, or starting with a bracket)
x.yaml:1:8 wrong-type: expected a list, found keys with values (start each entry with `- `)
x.yaml:1:1 wrong-type: expected a playbook file, found a list (write it as keys with values: `name`, `owner`, `phases`, `items`, `roles`, `authorities`, `decisions`, `channels`, `gates`, `release_time`, `time_zone`, `holidays`, `team`, `types` and `vars`)

"#]],
    );
}

#[test]
fn a_text_is_neither_empty_nor_invisible() {
    says_each(
        [
            "roles:\n\
             - {id: a}\n\
             - {name: B}\n\
             - {id: c, name: ''}\n\
             team: {qa: [x]}",
            "roles:\n\
             - {id: d, name: \"Q\u{202e}A\"}\n\
             - {id: e, name: \"Q\\eA\", duties: yes}\n\
             - {id: f, nmae: F, duties: {incident: [{text: ''}]}}",
            "roles: [{id: qa, name: \"👩\u{200d}💻\"}]",
            "roles:\n  - id: qa\n    name: |\n      Q\n      A\n",
            "roles:\n  - id: qa\n    name: >\n      Q\n      A\n",
        ],
        str![[r#"
x.yaml:2:4 missing: a role without `name`
x.yaml:4:17 missing: a role without `name`
x.yaml:5:8 unknown-role: unknown role or authority `qa` (use `a`, `b`, `c`, `dev` and `boss`)
x.yaml:2:19 hidden-character: this text contains the invisible character U+202E (remove it: invisible characters are not allowed)
x.yaml:3:17 hidden-character: this text contains the invisible character U+001B (remove it: invisible characters are not allowed)
x.yaml:3:33 wrong-type: expected keys with values, found a text (for example `key: value`)
x.yaml:4:11 unknown-key: unknown key `nmae` in a role (did you mean `name`?)
x.yaml:4:7 hidden-character: this text has several lines (write it on one line, or start it with `>-` to join the lines)

"#]],
    );
}

#[test]
fn references_to_an_unreadable_file_are_not_reported() {
    let others = "team: {qa: [x]}\ngates: [{id: g, name: G, items: [a.b]}]\nchannels: [{stage: x, name: N}]\n";
    assert_data_eq!(
        brief(&[("a.yaml", "roles: [\n"), ("b.yaml", others)]),
        str![[r#"
a.yaml:1:8 syntax: missing closing bracket (close `[` with `]` and `{` with `}`; quote text that starts with a bracket)
b.yaml:3:20 unknown-word: unknown stage `x` (use `pre-release`, `during-release`, `post-release` and `incident`)

"#]]
    );
}

#[test]
fn any_file_can_contain_any_section() {
    let (first, second) = GOOD.split_at(GOOD.find("roles:").expect("it has roles"));
    let more = "roles: [{id: qa, name: QA}]";
    assert_eq!(brief(&[("z.yaml", first), ("a.yaml", second), ("b.yaml", more)]), "");
}
