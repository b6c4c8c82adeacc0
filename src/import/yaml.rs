//! A playbook as YAML that reads as if written by hand.

use super::playbook::{Plan, PlannedItem, Role};
use super::source::VERSION;

/// Writes the YAML.
pub(super) fn write(plan: &Plan) -> String {
    let mut out = String::new();
    let mut top = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out += &format!("{key}: {value}\n");
        }
    };
    top("name", plan.name.as_deref().map(scalar));
    top("owner", plan.owner.clone());
    top("types", (!plan.types.is_empty()).then(|| list(&plan.types)));
    if !plan.roles.is_empty() {
        out += "\nroles:\n";
        for Role { id, name, .. } in &plan.roles {
            out += &format!("  - id: {id}\n    name: {}\n", scalar(name));
        }
    }
    if plan.roles.iter().any(|role| !role.people.is_empty()) {
        out += "\nteam:\n";
        for role in plan.roles.iter().filter(|role| !role.people.is_empty()) {
            out += &format!("  {}: {}\n", role.id, list(&role.people));
        }
    }
    out += if out.is_empty() { "phases:\n" } else { "\nphases:\n" };
    for (i, phase) in plan.phases.iter().enumerate() {
        out += if i > 0 { "\n" } else { "" };
        out += &format!("  - name: {}\n", scalar(&phase.name));
        if let Some(when) = &phase.when {
            out += &format!("    when: {when}\n");
        }
        if !phase.only.is_empty() {
            out += &format!("    only: {}\n", list(&phase.only));
        }
        how(&mut out, &phase.how, 4);
        out += "    items:\n";
        items(&mut out, &phase.items, 6);
    }
    out
}

fn items(out: &mut String, all: &[PlannedItem], indent: usize) {
    let space = " ".repeat(indent);
    for (i, item) in all.iter().enumerate() {
        let is_long = |item: &PlannedItem| !item.how.is_empty() || !item.steps.is_empty();
        let is_apart = indent == 6 && i > 0 && (is_long(item) || is_long(&all[i - 1]));
        *out += if is_apart { "\n" } else { "" };
        let limits = &item.limits;
        let mut keys = Vec::new();
        keys.extend(limits.owner.as_ref().map(|owner| ("owner", owner.clone())));
        keys.extend(limits.condition.as_ref().map(|it| ("condition", scalar(it))));
        keys.extend((!limits.only.is_empty()).then(|| ("only", list(&limits.only))));
        keys.extend(item.optional.then(|| ("optional", "true".to_owned())));
        if keys.is_empty() && !is_long(item) {
            *out += &format!("{space}- {}\n", scalar(&item.text));
            continue;
        }
        *out += &format!("{space}- text: {}\n", scalar(&item.text));
        keys.iter().for_each(|(key, value)| *out += &format!("{space}  {key}: {value}\n"));
        how(out, &item.how, indent + 2);
        if !item.steps.is_empty() {
            *out += &format!("{space}  steps:\n");
            items(out, &item.steps, indent + 4);
        }
    }
}

/// Writes an explanation as a block.
fn how(out: &mut String, parts: &[String], indent: usize) {
    let text = escaped(parts.join("\n\n").trim_matches('\n'));
    if text.trim().is_empty() {
        return;
    }
    let space = " ".repeat(indent);
    // Spaces at the start of a block would count as its indentation.
    let width = if text.starts_with(' ') { "2" } else { "" };
    *out += &format!("{space}how: |{width}\n");
    for line in text.lines() {
        *out +=
            &if line.trim().is_empty() { "\n".to_owned() } else { format!("{space}  {line}\n") };
    }
}

fn list(values: &[String]) -> String {
    let is_plain = |value: &&String| !value.contains([',', '[', ']', '{', '}']);
    let values = values.iter().map(|it| if is_plain(&it) { scalar(it) } else { quoted(it) });
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
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
    let is_word = |word: &&str| text.eq_ignore_ascii_case(word);
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        && text.chars().all(|c| c.is_ascii_hexdigit() || "+-.:_xXoO".contains(c));
    !text.is_empty()
        && text.trim() == text
        && !text.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`=<.~".contains(c))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains('\t')
        && !text.ends_with(':')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .iter()
            .any(|word| is_word(word))
        && !is_number
}

fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}
