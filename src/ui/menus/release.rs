//! The release as a whole: its incidents, what is told, everything there is to read, and its end.

use super::super::form::{Choice, Entry, Form, Question, Then};
use super::super::model::Model;
use super::super::rows::Group;
use super::people::assign_any;
use crate::playbook::Place;
use crate::release::ReleaseState;
use crate::release::updates::{Kind, suggested};

/// Opens, notes, closes or shows incidents.
pub(in super::super) fn incident(model: &Model) -> Form {
    let release = &model.release;
    let open: Vec<u32> = release.open_incidents().collect();
    let severity = |level: &str, about: &str| {
        let name = format!("severity {level}");
        Entry::of(&name, about, &["--severity", level]).ask(Question::word("what happened?"))
    };
    let severities = vec![
        severity("1", "the worst"),
        severity("2", ""),
        severity("3", ""),
        severity("4", "the least"),
    ];
    let mut entries = vec![
        Entry::of("open an incident …", "", &["incident", "open"])
            .ask(Question::choice("how bad is it?", severities)),
    ];
    let which = |entry: Entry, ask: Question| match &open[..] {
        [] | [_] => entry.ask(ask),
        several => {
            let numbers = several.iter().map(|number| {
                let number = number.to_string();
                let words = ["--incident", &number];
                Entry::of(&format!("incident {number}"), "", &words)
            });
            entry
                .ask(Question::choice("which incident?", numbers.collect()))
                .ask(ask)
        }
    };
    if !open.is_empty() {
        let note = Entry::of("note …", "for its timeline", &["incident", "note"]);
        entries.push(which(note, Question::word("what happened?")));
        let close = Entry::of(
            "close …",
            "once its list is settled",
            &["incident", "close"],
        );
        entries.push(which(
            close,
            Question::option("how did it end?", "--reason"),
        ));
        if let Some(Place::Item { phase, .. }) = release.incident_list().next() {
            let list = Entry::of("its list", "the items of the newest open one", &[]);
            entries.push(list.then(Then::Go(Group::Phase(phase))));
        }
    }
    entries.push(show("incidents", "all of them", &["incident"]));
    if !release.progress.incidents.is_empty() {
        entries.push(show("report", "for the review", &["incident", "report"]));
    }
    Form::of(&[]).ask(Question::choice("incidents", entries))
}

/// Shows a text for those outside, and keeps that it was sent.
pub(in super::super) fn tell(model: &Model) -> Form {
    let suits = suggested(&model.release, model.now);
    let others = Kind::ALL.into_iter().filter(|kind| *kind != suits);
    let entry = |kind: Kind| {
        let about = if kind == suits {
            "suits the moment"
        } else {
            ""
        };
        Entry::of(kind.id(), about, &["announce", kind.id()])
    };
    let entries = std::iter::once(suits).chain(others).map(entry).collect();
    let mut form = Form::of(&[])
        .ask(Question::choice("tell those outside", entries))
        .ask(Question::option(
            "a sentence of your own? (Enter for none)",
            "--note",
        ));
    form.then = Then::Offer {
        word: "--sent".to_owned(),
        about: "it was sent".to_owned(),
    };
    form
}

/// Everything there is to read.
pub(in super::super) fn view(model: &Model) -> Form {
    let gates = model.release.playbook.gates.iter().map(|gate| {
        let stand = model.status.gates.iter().find(|line| line.gate == gate.id);
        let verdict = stand.map_or_else(String::new, |line| line.verdict.to_string());
        let about = format!("{} · {verdict}", gate.name);
        show(
            &format!("gate {}", gate.id),
            &about,
            &["gate", gate.id.as_str()],
        )
    });
    let others = [
        show(
            "readiness",
            "may we deploy? for the meeting",
            &["readiness"],
        ),
        show(
            "decisions",
            "who decides what, and how it stands",
            &["decisions"],
        ),
        show(
            "deviations",
            "what was done otherwise than planned",
            &["deviations"],
        ),
        show("notes", "what was noted, risks among it", &["notes"]),
        show("incidents", "", &["incident"]),
        show("roles", "the roles matrix", &["roles"]),
        show(
            "channels",
            "where to talk now, and how often",
            &["channels"],
        ),
        show("log", "who recorded what and when", &["log"]),
        show("record", "all of it, as Markdown", &["record"]),
        show("releases", "all releases", &["releases"]),
    ];
    Form::of(&[]).ask(Question::choice("view", gates.chain(others).collect()))
}

/// Changes the release itself.
pub(in super::super) fn change(model: &Model) -> Form {
    let why = |ask| Question::option(ask, "--reason");
    let role = Entry::of("role …", "give a role to somebody", &[]);
    let assign = assign_any(model);
    let role = assign.questions.into_iter().fold(
        Entry {
            words: assign.words,
            ..role
        },
        Entry::ask,
    );
    let mut entries = vec![
        role,
        Entry::of(
            "reschedule …",
            "move T; what moves with it is shown",
            &["reschedule"],
        )
        .ask(Question::word("the new T, as 2026-12-10 14:00:"))
        .ask(why("why?")),
    ];
    entries.extend(match model.release.progress.end {
        ReleaseState::Active => vec![
            Entry::of(
                "close …",
                "when its gate is open: the end, and its record",
                &["close"],
            )
            .ask(why("why? (Enter for no reason)")),
            Entry::of("cancel …", "it will not happen", &["cancel"]).ask(why("why?")),
        ],
        ReleaseState::Finished(_) | ReleaseState::Cancelled(_) => {
            vec![Entry::of("reopen …", "go on after all", &["reopen"]).ask(why("why?"))]
        }
    });
    Form::of(&[]).ask(Question::Choice(Choice {
        ask: "change the release".to_owned(),
        entries,
    }))
}

/// An answer whose line prints something to read.
fn show(name: &str, about: &str, words: &[&str]) -> Entry {
    Entry::of(name, about, words).then(Then::Show)
}
