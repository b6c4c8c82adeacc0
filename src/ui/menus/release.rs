//! The release as a whole: incidents, announcements, views, and the end of the release.

use super::fitting;
use super::people::role_and_person;
use crate::playbook::Place;
use crate::release::updates::{AnnouncementKind, suggested};
use crate::release::{ArgumentKind, MissingArgument, ReleaseState};
use crate::ui::form::{Form, MenuEntry, MenuQuestion, Then};
use crate::ui::model::Model;
use crate::ui::rows::Group;

/// Opens, closes or shows incidents, or adds a note to one.
pub(in crate::ui) fn incident(model: &Model) -> Form {
    let release = &model.release;
    let open = fitting(model, ArgumentKind::OngoingIncident);
    let severities = fitting(model, ArgumentKind::Severity).into_iter();
    let severities = severities.map(|level| {
        let name = format!("severity {}", level.value);
        let words = ["--severity", &level.value];
        MenuEntry::of(&name, &level.text, &words).ask(MissingArgument::text("what happened?"))
    });
    let severities = MenuQuestion::new("how bad is it?", severities.collect());
    let mut entries =
        vec![MenuEntry::of("declare an incident …", "", &["incident", "declare"]).ask(severities)];
    let which = |entry: MenuEntry, missing: MissingArgument| match &open[..] {
        [] | [_] => entry.ask(missing),
        several => {
            let numbers = several.iter().map(|incident| {
                let words = ["--incident", &incident.value];
                MenuEntry::of(&format!("incident {}", incident.value), "", &words)
            });
            let numbers = MenuQuestion::new("which incident?", numbers.collect());
            entry.ask(numbers).ask(missing)
        }
    };
    if !open.is_empty() {
        let note = MenuEntry::of("note …", "for its timeline", &["incident", "note"]);
        entries.push(which(note, MissingArgument::text("what happened?")));
        let resolve = MenuEntry::of(
            "resolve …",
            "once its required items are done",
            &["incident", "resolve"],
        );
        entries.push(which(resolve, MissingArgument::reason("how did it end?")));
        if let Some(Place::Item { phase, .. }) = release.incident_list().next() {
            let list = MenuEntry::of("its list", "the items of the newest open one", &[]);
            entries.push(list.then(Then::Go(Group::Phase(phase))));
        }
    }
    entries.push(show("incidents", "all of them", &["incident"]));
    if !release.progress.incidents.is_empty() {
        entries.push(show("report", "for the review", &["incident", "report"]));
    }
    Form::of(&[]).ask(MenuQuestion::new("incidents", entries))
}

/// Shows a message for stakeholders, and records that it was sent.
pub(in crate::ui) fn tell(model: &Model) -> Form {
    let suits = suggested(&model.release, model.now);
    let others = AnnouncementKind::ALL.into_iter().filter(|kind| *kind != suits);
    let entry = |kind: AnnouncementKind| {
        let about = if kind == suits { "suits the moment" } else { "" };
        MenuEntry::of(kind.id(), about, &["announce", kind.id()])
    };
    let entries = std::iter::once(suits).chain(others).map(entry).collect();
    let mut form = Form::of(&[])
        .ask(MenuQuestion::new("tell those outside", entries))
        .ask(MissingArgument::option("note", "a sentence of your own? (Enter for none)"));
    form.then = Then::Offer { word: "--sent".to_owned(), about: "it was sent".to_owned() };
    form
}

/// The views.
pub(in crate::ui) fn view(model: &Model) -> Form {
    let gates = model.release.playbook.gates.iter().map(|gate| {
        let line = model.status.gates.iter().find(|line| line.gate == gate.id);
        let verdict = line.map_or_else(String::new, |line| line.verdict.to_string());
        let about = format!("{} · {verdict}", gate.name);
        show(&format!("gate {}", gate.id), &about, &["gate", gate.id.as_str()])
    });
    let others = [
        show("readiness", "may we deploy? for the meeting", &["readiness"]),
        show("decisions", "who decides what, and how it stands", &["decide"]),
        show("deviations", "what was done otherwise than planned", &["log", "--kind", "deviation"]),
        show("risks", "open and resolved ones", &["log", "--kind", "risk"]),
        show("incidents", "", &["incident"]),
        show("roles", "the roles matrix", &["roles"]),
        show("channels", "where to talk now, and how often", &["channels"]),
        show("log", "who recorded what and when", &["log"]),
        show("report", "everything, as Markdown", &["report"]),
        show("releases", "all releases", &["releases"]),
    ];
    Form::of(&[]).ask(MenuQuestion::new("view", gates.chain(others).collect()))
}

/// Changes the release itself.
pub(in crate::ui) fn change(model: &Model) -> Form {
    let why = || MissingArgument::reason("why?");
    let role = MenuEntry::of("role …", "give a role to somebody", &["assign"]);
    let mut entries = vec![
        role.ask(role_and_person(model)),
        MenuEntry::of("reschedule …", "move T; what moves with it is shown", &["reschedule"])
            .ask(MissingArgument::text("the new T, as 2026-12-10 14:00:"))
            .ask(why()),
    ];
    if model.release.progress.end == ReleaseState::Active {
        let about = "when its gate is open: the end, and its report";
        let why_finish = MissingArgument::reason("why? (Enter for no reason)");
        entries.push(MenuEntry::of("finish …", about, &["finish"]).ask(why_finish));
        entries.push(MenuEntry::of("cancel …", "it will not happen", &["cancel"]).ask(why()));
    } else {
        entries.push(MenuEntry::of("reopen …", "go on after all", &["reopen"]).ask(why()));
    }
    Form::of(&[]).ask(MenuQuestion::new("change the release", entries))
}

/// An entry whose command prints something to read.
fn show(name: &str, about: &str, words: &[&str]) -> MenuEntry {
    MenuEntry::of(name, about, words).then(Then::Show)
}
