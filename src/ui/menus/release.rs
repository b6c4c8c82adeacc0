//! The release as a whole: incidents, announcements, views, and the end of the release.

use super::fitting;
use super::people::role_and_person;
use crate::release::updates::{AnnouncementKind, suggested};
use crate::release::{ArgumentKind, MissingArgument, ReleaseState};
use crate::ui::Model;
use crate::ui::form::{Destination, Form, MenuEntry, MenuQuestion, Then};
use crate::view::Candidate;

/// Declares, resolves or shows incidents, or adds a note to one.
pub(in crate::ui) fn incident(model: &Model) -> Form {
    let release = &model.release;
    let open = fitting(model, ArgumentKind::OngoingIncident);
    let severities = fitting(model, ArgumentKind::Severity).into_iter();
    let severities = severities.map(|level| {
        let name = format!("severity {}", level.value);
        let words = ["--severity", &level.value];
        MenuEntry::of(&name, &level.text, &words).ask(MissingArgument::text("What happened?"))
    });
    let severities = MenuQuestion::new("Severity?", severities.collect());
    let mut entries =
        vec![MenuEntry::of("declare an incident …", "", &["incident", "declare"]).ask(severities)];
    let which = |entry: MenuEntry, missing: MissingArgument| match &open[..] {
        [] | [_] => entry.ask(missing),
        several => {
            let numbers = several.iter().map(|incident| {
                let words = ["--incident", &incident.value];
                MenuEntry::of(&format!("incident {}", incident.value), "", &words)
            });
            let numbers = MenuQuestion::new("Which incident?", numbers.collect());
            entry.ask(numbers).ask(missing)
        }
    };
    if !open.is_empty() {
        let note = MenuEntry::of("note …", "add to the timeline", &["incident", "note"]);
        entries.push(which(note, MissingArgument::text("What happened?")));
        let resolve = MenuEntry::of(
            "resolve …",
            "once its required items are done",
            &["incident", "resolve"],
        );
        entries.push(which(resolve, MissingArgument::reason("Resolution?")));
        if let Some(first) = release.incident_list().next() {
            let list = MenuEntry::of("its checklist", "items of the newest ongoing one", &[]);
            entries.push(list.then(Then::Go(Destination::Place(first))));
        }
    }
    entries.push(show("incidents", "all of them", &["incident"]));
    if !release.progress.incidents.is_empty() {
        entries.push(show("report", "for the review", &["incident", "report"]));
    }
    Form::of(&[]).ask(MenuQuestion::new("incidents", entries))
}

/// Shows a message for stakeholders, and records that it was sent.
pub(in crate::ui) fn announce(model: &Model) -> Form {
    let suits = suggested(&model.release, model.now);
    let others = AnnouncementKind::ALL.into_iter().filter(|kind| *kind != suits);
    let entry = |kind: AnnouncementKind| {
        let about = if kind == suits { "recommended" } else { "" };
        MenuEntry::of(kind.id(), about, &["announce", kind.id()])
    };
    let entries = std::iter::once(suits).chain(others).map(entry).collect();
    let mut form = Form::of(&[])
        .ask(MenuQuestion::new("notify stakeholders", entries))
        .ask(MissingArgument::option("note", "Sentence of your own? (Enter: none)"));
    form.then = Then::Offer { word: "--sent".to_owned(), about: "it was sent".to_owned() };
    form
}

pub(in crate::ui) fn view(model: &Model) -> Form {
    let gates = model.release.playbook.gates.iter().map(|gate| {
        let line = model.status.gates.iter().find(|line| line.gate == gate.id);
        let verdict = line.map_or_else(String::new, |line| line.verdict.to_string());
        let about = format!("{} · {verdict}", gate.name);
        show(&format!("gate {}", gate.id), &about, &["gate", gate.id.as_str()])
    });
    let others = [
        show("readiness", "for the go/no-go meeting", &["readiness"]),
        show("decisions", "owners and outcomes of all decisions", &["decide"]),
        show("deviations", "what deviates from the plan", &["log", "--kind", "deviation"]),
        show("risks", "all, with their resolutions", &["log", "--kind", "risk"]),
        show("incidents", "", &["incident"]),
        show("roles", "who holds each role", &["roles"]),
        show("channels", "where to talk, and how often", &["channels"]),
        show("log", "the history", &["log"]),
        show("report", "everything, as Markdown", &["report"]),
        show("releases", "all releases", &["releases"]),
    ];
    Form::of(&[]).ask(MenuQuestion::new("view", gates.chain(others).collect()))
}

/// Changes the release itself.
pub(in crate::ui) fn change(model: &Model) -> Form {
    let why = || MissingArgument::reason("Why?");
    let role = MenuEntry::of("role …", "assign a role", &["assign"]);
    let mut entries = vec![
        role.ask(role_and_person(model)),
        MenuEntry::of("reschedule …", "change the release date", &["reschedule"])
            .ask(MissingArgument::text("New date, such as 2026-12-10 14:00:"))
            .ask(why()),
    ];
    if model.release.progress.end == ReleaseState::Active {
        let phases = |phases: Vec<Candidate>, words: &[&str]| {
            let entry = |phase: Candidate| {
                let words: Vec<&str> =
                    words.iter().copied().chain([phase.value.as_str()]).collect();
                MenuEntry::of(&phase.value, &phase.text, &words)
            };
            MenuQuestion::new("Phase?", phases.into_iter().map(entry).collect())
        };
        let all = fitting(model, ArgumentKind::Phase);
        let playbook = &model.release.playbook;
        let again = playbook.phases.iter().filter(|phase| phase.again);
        let again: Vec<&str> = again.map(|phase| phase.id.as_str()).collect();
        let add = MenuEntry::of("add …", "add an item", &["add"]);
        entries.push(
            add.ask(phases(all.clone(), &["--phase"]))
                .ask(MissingArgument::text("Text of the item?")),
        );
        if !again.is_empty() {
            let repeatable =
                all.into_iter().filter(|it| again.contains(&it.value.as_str())).collect();
            let entry = MenuEntry::of("again …", "start a new round of a phase", &["again"]);
            entries.push(entry.ask(phases(repeatable, &[])));
        }
        let upgrade = MenuEntry::of("upgrade", "take over changes of the playbook", &["upgrade"]);
        let (word, about) = ("--yes".to_owned(), "apply the changes".to_owned());
        entries.push(upgrade.then(Then::Offer { word, about }));
        let about = "if its gate is open; writes the report";
        let why_finish = MissingArgument::reason("Reason? (Enter: none)");
        entries.push(MenuEntry::of("finish …", about, &["finish"]).ask(why_finish));
        entries.push(MenuEntry::of("cancel …", "it will not ship", &["cancel"]).ask(why()));
    } else {
        entries.push(MenuEntry::of("reopen …", "continue the release", &["reopen"]).ask(why()));
    }
    Form::of(&[]).ask(MenuQuestion::new("edit release", entries))
}

/// An entry whose command prints something to read.
fn show(name: &str, about: &str, words: &[&str]) -> MenuEntry {
    MenuEntry::of(name, about, words).then(Then::Show)
}
