//! Markdown for a pull request or a chat. Text from outside cannot become markup, a mention or a table's edge.

use super::Paper;
use super::announcement::{Line, message};
use super::text::{decision_phrase, deviation_phrase, gate_details, gate_phrase, gate_summary};
use crate::names::Person;
use crate::playbook::{PhaseKind, Stage};
use crate::progress::State;
use crate::view::{
    AnnouncementView, DutyView, GateLine, GateView, ItemView, PhasesView, ReadinessView, RolesView,
    StatusView,
};
use std::fmt::Write;

/// Writes the stand-up screen.
pub fn status(view: &StatusView, paper: Paper) -> String {
    let mut out = String::new();
    let t = view.release_at.0;
    let zone = crate::schedule::zone_city(t.timezone());
    let _ = writeln!(out, "## {}\n", text(&view.release));
    let _ = writeln!(
        out,
        "{} {zone}, {}\n",
        paper.now.long(t),
        paper.now.distance(t)
    );
    let shown = view.gates.iter().skip_while(|gate| !gate.current).take(2);
    let phrases: Vec<String> = shown.map(|gate| text(&gate_phrase(gate))).collect();
    let open = view.current_gate().is_some_and(GateLine::is_open);
    let verdict = match (view.release_state, open) {
        ("closed", _) => "CLOSED",
        ("cancelled", _) => "CANCELLED",
        (_, true) => "READY",
        (_, false) => "NOT READY",
    };
    let _ = writeln!(out, "**{verdict}** {}\n", phrases.join(" · "));
    section(&mut out, "Late", &view.overdue, paper);
    section(&mut out, "Blocked", &view.blocked, paper);
    section(&mut out, "Skipped", &view.skipped, paper);
    let _ = writeln!(
        out,
        "| | Phase | When | Due | Done | Late |\n|--:|---|---|---|--:|--:|"
    );
    for phase in &view.phases {
        let due = phase
            .due
            .map(|due| paper.now.day(due.0))
            .unwrap_or_default();
        let late = if phase.overdue > 0 {
            phase.overdue.to_string()
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {due} | {}/{} | {late} |",
            phase.number,
            text(&named(phase.kind, &phase.name)),
            phase.when.as_deref().unwrap_or("if needed"),
            phase.done,
            phase.total,
        );
    }
    out
}

fn section(out: &mut String, heading: &str, items: &[ItemView], paper: Paper) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {heading}\n");
    for item in items {
        entry(out, item, paper);
    }
    out.push('\n');
}

/// Writes the phases as task lists.
pub fn phases(view: &PhasesView, paper: Paper) -> String {
    let mut out = String::new();
    for phase in &view.phases {
        let when = phase.when.as_deref().unwrap_or("if needed");
        let due = phase
            .due
            .map(|due| format!(", due {}", paper.now.day(due.0)));
        let name = text(&named(phase.kind, &phase.name));
        let _ = writeln!(
            out,
            "## {}. {name} ({when}{})\n",
            phase.number,
            due.unwrap_or_default()
        );
        for item in &phase.items {
            entry(&mut out, item, paper);
        }
        out.push('\n');
    }
    out
}

/// `- [x] **2.3** Review release notes… — Release Manager, done by rm`.
fn entry(out: &mut String, item: &ItemView, paper: Paper) {
    let mark = if item.state.settled() { 'x' } else { ' ' };
    let by = item.by.as_ref().map_or("", Person::short);
    let reason = item
        .reason
        .as_ref()
        .map(|reason| format!(": {reason}"))
        .unwrap_or_default();
    let state = match item.state {
        State::Done => format!(", done by {by}"),
        State::Skipped => format!(", skipped by {by}{reason}"),
        State::Blocked => format!(", blocked by {by}{reason}"),
        State::Open => String::new(),
    };
    let share = item
        .shares()
        .map(|(settled, all)| format!(", {settled}/{all} roles"));
    let late = match item.due {
        Some(due) if item.overdue => format!(", {} late", paper.now.late_by(due.0)),
        _ => String::new(),
    };
    let rest = format!(
        "{}{}{state}{late}",
        item.owner_name,
        share.unwrap_or_default()
    );
    let _ = write!(
        out,
        "- [{mark}] **{}** {} — {}",
        item.number,
        text(&item.line()),
        text(&rest)
    );
    match &item.link {
        Some(link) => {
            let _ = writeln!(out, " ([link](<{}>))", url(link));
        }
        None => out.push('\n'),
    }
}

/// Writes the roles matrix, with every duty.
pub fn roles(view: &RolesView, _paper: Paper) -> String {
    let mut out = String::from("| Role | Held by |");
    for stage in Stage::ALL {
        let _ = write!(out, " {} |", stage.heading());
    }
    out.push_str(" Items |\n|---|---|---|---|---|---|--:|\n");
    for role in &view.roles {
        let people: Vec<&str> = role.people.iter().map(Person::short).collect();
        let _ = write!(
            out,
            "| **{}** | {} |",
            text(&role.name),
            text(&people.join(", "))
        );
        for stage in Stage::ALL {
            let duties = role.duties.get(&stage).map_or(&[][..], Vec::as_slice);
            let lines: Vec<String> = duties.iter().map(duty).collect();
            let _ = write!(out, " {} |", lines.join("<br>"));
        }
        let _ = writeln!(out, " {}/{} |", role.items_done, role.items.len());
    }
    out
}

fn duty(duty: &DutyView) -> String {
    let mark = if duty.state.settled() { "✓ " } else { "" };
    format!("{mark}{}", text(&duty.text))
}

/// Writes a gate's answer.
pub fn gate(view: &GateView, paper: Paper) -> String {
    let mut out = String::new();
    let what = format!(
        "{} of {}",
        view.gate,
        view.release.as_deref().unwrap_or_default()
    );
    if view.is_open() {
        let _ = writeln!(
            out,
            "**OPEN** {}: {} required things settled",
            text(&what),
            view.counted
        );
        return out;
    }
    let _ = writeln!(out, "**CLOSED** {}: {}\n", text(&what), gate_summary(view));
    if view.missing.is_empty() {
        return out;
    }
    out.push_str("| | Missing | |\n|---|---|---|\n");
    for missing in &view.missing {
        let number = text(&missing.number);
        let details = text(&gate_details(missing, paper));
        let _ = writeln!(out, "| {number} | {} | {details} |", text(&missing.text));
    }
    out
}

/// Writes what the go/no-go meeting needs: a table of the roles, then what else weighs.
pub fn readiness(view: &ReadinessView, paper: Paper) -> String {
    let mut out = format!("## {}: readiness\n\n", text(&view.release));
    let open = view.gate.as_ref().is_some_and(GateLine::is_open);
    let verdict = if open { "READY" } else { "NOT READY" };
    let phrase = view.gate.as_ref().map(gate_phrase).unwrap_or_default();
    let _ = writeln!(out, "**{verdict}** {}\n", text(&phrase));
    out.push_str("| | Role | Held by | Confirmations | Open | Late | Blocked |\n");
    out.push_str("|---|---|---|---|--:|--:|--:|\n");
    for role in &view.roles {
        let sign = match role.confirmed {
            Some(true) => "✓",
            Some(false) => "☐",
            None => "",
        };
        let people: Vec<&str> = role.people.iter().map(Person::short).collect();
        let confirmed = role
            .confirmations
            .iter()
            .map(|one| match one.state.settled() {
                true => format!("{} ✓", one.number),
                false => format!("{} ☐", one.number),
            });
        let _ = writeln!(
            out,
            "| {sign} | {} | {} | {} | {} | {} | {} |",
            text(&role.name),
            text(&people.join(", ")),
            confirmed.collect::<Vec<_>>().join(", "),
            role.open,
            role.overdue,
            role.blocked,
        );
    }
    let decisions = view
        .decisions
        .iter()
        .map(|decision| format!("{}: {}", decision.name, decision_phrase(view, decision)));
    let risks = view.risks.iter().map(|risk| {
        let number = risk.number.as_ref().map(|number| format!("{number} "));
        format!(
            "{}{} ({})",
            number.unwrap_or_default(),
            risk.text,
            risk.by.short()
        )
    });
    let deviations = view.deviations.iter().map(|deviation| {
        format!(
            "{} ({})",
            deviation_phrase(deviation, paper),
            deviation.event.by.short()
        )
    });
    points(&mut out, "Decisions", decisions.collect());
    points(&mut out, "Risks", risks.collect());
    points(&mut out, "Deviations", deviations.collect());
    out
}

fn points(out: &mut String, heading: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n### {heading}\n");
    }
    for line in lines {
        let _ = writeln!(out, "- {}", text(&line));
    }
}

/// Writes a text for those outside.
pub fn announcement(view: &AnnouncementView, paper: Paper) -> String {
    let message = message(view, paper);
    let mut out = format!("**{}**\n", text(&message.title));
    let mut before = None;
    for line in &message.lines {
        let point = !matches!(line, Line::Sentence(_));
        // A paragraph and a list each begin after an empty line.
        if before != Some(true) || !point {
            out.push('\n');
        }
        before = Some(point);
        let _ = match line {
            Line::Sentence(words) => writeln!(out, "{}", text(words)),
            Line::Point(words) => writeln!(out, "- {}", text(words)),
            Line::Link(words, link) => writeln!(out, "- [{}](<{}>)", text(words), url(link)),
        };
    }
    out
}

fn named(kind: PhaseKind, name: &str) -> String {
    match kind {
        PhaseKind::Phase => name.to_owned(),
        PhaseKind::Checkpoint => format!("◆ {name}"),
    }
}

/// Text from outside, with every character escaped that could be markup. An `@` stands in code, so that it calls nobody.
fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len() + 8);
    for c in super::safe(plain).chars() {
        match c {
            '@' => escaped.push_str("`@`"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// A link's target, without anything that could end it.
fn url(link: &str) -> String {
    let mut target = String::with_capacity(link.len());
    for c in super::safe(link).chars() {
        match c {
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            ' ' => target.push_str("%20"),
            '\\' => target.push_str("%5C"),
            '|' => target.push_str("%7C"),
            c => target.push(c),
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            text("a|b <i> [x](y) *z* @me"),
            "a\\|b &lt;i&gt; \\[x\\](y) \\*z\\* `@`me"
        );
        assert_eq!(text("é 日本 🚀"), "é 日本 🚀");
        assert_eq!(url("https://x/?a=<b>|c d"), "https://x/?a=%3Cb%3E%7Cc%20d");
    }
}
