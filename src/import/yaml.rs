//! A playbook as YAML that reads as if written by hand.

use super::outline::Entry;
use super::playbook::ImportedPlaybook;
use super::source::VERSION;
use super::texts::is_one_of;

pub(super) fn write(plan: &ImportedPlaybook) -> String {
    let mut out = String::new();
    key(&mut out, "", "name", plan.name.as_deref().map(scalar));
    key(&mut out, "", "owner", plan.owner.clone());
    key(&mut out, "", "types", list(&plan.types));
    if !plan.roles.is_empty() {
        out += "\nroles:\n";
    }
    for role in &plan.roles {
        key(&mut out, "  - ", "id", Some(role.id.clone()));
        key(&mut out, "    ", "name", Some(scalar(&role.name)));
    }
    if plan.roles.iter().any(|role| !role.people.is_empty()) {
        out += "\nteam:\n";
    }
    for role in &plan.roles {
        key(&mut out, "  ", &role.id, list(&role.people));
    }
    out += if out.is_empty() { "phases:\n" } else { "\nphases:\n" };
    for (i, phase) in plan.phases.iter().enumerate() {
        out += if i > 0 { "\n" } else { "" };
        entry(&mut out, "  ", "name", "items", phase);
    }
    out
}

fn key(out: &mut String, before: &str, key: &str, value: Option<String>) {
    out.extend(value.map(|value| format!("{before}{key}: {value}\n")));
}

/// A phase or an item, and everything below it.
fn entry(out: &mut String, space: &str, name: &str, below: &str, entry: &Entry) {
    let inner = format!("{space}  ");
    let mut keys = String::new();
    key(&mut keys, &inner, "when", entry.when.map(String::from));
    key(&mut keys, &inner, "owner", entry.limits.owner.clone());
    key(&mut keys, &inner, "condition", entry.limits.condition.as_deref().map(scalar));
    key(&mut keys, &inner, "only", list(&entry.limits.only));
    key(&mut keys, &inner, "optional", entry.optional.then(|| "true".to_owned()));
    key(&mut keys, &inner, "how", block(&entry.how, &inner));
    if keys.is_empty() && entry.steps.is_empty() {
        *out += &[space, "- ", &scalar(&entry.text), "\n"].concat();
        return;
    }
    *out += &[space, "- ", name, ": ", &scalar(&entry.text), "\n", &keys].concat();
    if !entry.steps.is_empty() {
        *out += &[&inner, below, ":\n"].concat();
        items(out, &entry.steps, &format!("{inner}  "));
    }
}

fn items(out: &mut String, all: &[Entry], space: &str) {
    let is_long = |item: &Entry| !item.how.is_empty() || !item.steps.is_empty();
    for (i, item) in all.iter().enumerate() {
        let is_apart = space.len() == 6 && i > 0 && (is_long(item) || is_long(&all[i - 1]));
        *out += if is_apart { "\n" } else { "" };
        entry(out, space, "text", "steps", item);
    }
}

fn block(parts: &[String], space: &str) -> Option<String> {
    let text = escaped(parts.join("\n\n").trim_matches('\n'));
    // Spaces at the start of a block would count as its indentation.
    let width = if text.starts_with(' ') { "2" } else { "" };
    let lines = text.lines().map(|line| match line.trim() {
        "" => String::new(),
        _ => format!("{space}  {line}"),
    });
    let lines: Vec<String> = lines.collect();
    (!text.trim().is_empty()).then(|| format!("|{width}\n{}", lines.join("\n")))
}

fn list(values: &[String]) -> Option<String> {
    let is_plain = |value: &String| !value.contains([',', '[', ']', '{', '}']);
    let values = values.iter().map(|it| if is_plain(it) { scalar(it) } else { quoted(it) });
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!("[{}]", values.join(", ")))
}

/// Text in which only the version is replaced at the start of a release.
fn escaped(text: &str) -> String {
    text.replace("{{", "\\{{").replace(VERSION, "{{version}}")
}

/// A text in one line: plain if YAML reads it as the same text.
fn scalar(text: &str) -> String {
    let text = escaped(text);
    if is_plain(&text) { text } else { quoted(&text) }
}

fn is_plain(text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-.:_xXoO".contains(c));
    !text.is_empty()
        && text.trim() == text
        && !text.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`=<.~".contains(c))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains('\t')
        && !text.ends_with(':')
        && !is_one_of("true|false|null|yes|no|on|off|y|n", &text.to_lowercase())
        && !is_number
}

fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}
