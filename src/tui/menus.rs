//! The command line that each key begins, and what it asks for: one function a key.

use super::form::{Choice, Entry, Form, Question, Slot, Text, Then};
use super::picture::Picture;
use super::rows::{Group, Row};
use crate::announcement::{Kind, suggested};
use crate::names::{Person, RoleId};
use crate::playbook::{Owner, Place};
use crate::progress::{End, State};
use crate::render::text::people;
use crate::view::{DecisionView, DecisionsView};
use std::collections::BTreeSet;

/// Ticks what a row shows, or opens it again.
pub(super) fn tick(picture: &Picture, row: Row) -> Form {
    let command = match picture.state(row) {
        State::Done => "untick",
        State::Open | State::Skipped | State::Blocked => "tick",
    };
    on(picture, row, command)
}

/// Skips what a row shows, or opens it again.
pub(super) fn skip(picture: &Picture, row: Row) -> Form {
    match picture.state(row) {
        State::Skipped => on(picture, row, "untick"),
        State::Open | State::Done | State::Blocked => {
            let ask = format!("why skip {}?", number(picture, row));
            on(picture, row, "skip").ask(Question::option(&ask, "--reason"))
        }
    }
}

/// Blocks what a row shows, or unblocks it.
pub(super) fn block(picture: &Picture, row: Row) -> Form {
    match picture.state(row) {
        State::Blocked => on(picture, row, "unblock"),
        State::Open | State::Done | State::Skipped => {
            let ask = format!("what blocks {}?", number(picture, row));
            on(picture, row, "block").ask(Question::option(&ask, "--reason"))
        }
    }
}

/// Notes something about an item; without one about the release.
pub(super) fn note(picture: &Picture, row: Option<Row>) -> Form {
    let kinds = ["note", "risk", "deviation", "lesson", "feedback", "metric"];
    let Some(row) = row else {
        let entry = |kind: &str| match kind {
            "note" => Entry::of(kind, "something worth remembering", &[]),
            _ => Entry::of(kind, "", &["--kind", kind]),
        };
        return Form::of(&["note"])
            .ask(Question::choice(
                "note about the release",
                kinds.into_iter().map(entry).collect(),
            ))
            .ask(Question::word("note:"));
    };
    let number = number(picture, row);
    Form::of(&["note", &number]).ask(Question::word(&format!("note about {number}:")))
}

/// Keeps a link with an item.
pub(super) fn link(picture: &Picture, row: Row) -> Form {
    let number = number(picture, row);
    let text = Text {
        ask: "what is it?".to_owned(),
        slot: Slot::Word,
        given: "link".to_owned(),
    };
    Form::of(&["note", &number])
        .ask(Question::option(&format!("link for {number}:"), "--link"))
        .ask(Question::Text(text))
}

/// Gives a role to somebody: the one of a row, else one to be chosen.
pub(super) fn assign(picture: &Picture, row: Option<Row>, group: Group) -> Form {
    let playbook = &picture.release.playbook;
    let owner = row.and_then(|row| match (row.role, playbook.owner(row.place)) {
        (Some(role), _) => Some(playbook.roles[role].id.clone()),
        (None, Owner::Role(role)) => Some(role),
        (None, Owner::All) => None,
    });
    let owner = owner.or(match group {
        Group::Role(role) => Some(playbook.roles[role].id.clone()),
        Group::Next | Group::Phase(_) => None,
    });
    match owner {
        Some(role) => holder(picture, &role, Form::of(&["assign", role.as_str()])),
        None => assign_any(picture),
    }
}

/// Gives a role that is to be chosen to somebody.
fn assign_any(picture: &Picture) -> Form {
    let playbook = &picture.release.playbook;
    let authorities = playbook.authorities.iter().map(|a| (&a.id, &a.name));
    let all = playbook.roles.iter().map(|role| (&role.id, &role.name));
    let entry = |(id, name): (&RoleId, &String)| {
        let held = people(picture.release.progress.holders(id));
        let entry = Entry::of(name, &held, &[id.as_str()]);
        entry.ask(who(picture, id))
    };
    let entries = all.chain(authorities).map(entry).collect();
    Form::of(&["assign"]).ask(Question::choice("give a role to somebody", entries))
}

fn holder(picture: &Picture, role: &RoleId, form: Form) -> Form {
    form.ask(who(picture, role))
}

/// Asks to whom a role goes: somebody known, or a name; or from whom it is taken.
fn who(picture: &Picture, role: &RoleId) -> Question {
    let progress = &picture.release.progress;
    let holders = progress.holders(role);
    let known: BTreeSet<&Person> = progress.people().values().flatten().collect();
    let name = picture.release.playbook.role_name(role);
    let known = known.into_iter().filter(|person| !holders.contains(person));
    let to = known.map(|person| Entry::of(person.as_str(), "", &[person.as_str()]));
    let other = Entry::of("somebody else …", "", &[]).ask(Question::word("who?"));
    let from = holders.iter().map(|person| {
        let name = format!("not {person} any more");
        Entry::of(&name, "", &[person.as_str(), "--remove"])
    });
    let ask = format!("{name}, held by {}: who is to hold it?", people(holders));
    Question::choice(&ask, to.chain([other]).chain(from).collect())
}

/// Decides something, with authority or by override, or escalates it.
pub(super) fn decide(picture: &Picture) -> Form {
    let view = DecisionsView::new(&picture.release, None);
    let entries = view.decisions.iter().map(|decision| {
        let stand = match &decision.outcome {
            Some(outcome) => outcome.to_uppercase(),
            None if decision.voices.is_empty() => "open".to_owned(),
            None => format!("waits for {}", decision.awaited_names.join(", ")),
        };
        let about = format!("{stand} · {}", decision.owner_names.join(" + "));
        Entry::of(&decision.name, &about, &[]).ask(outcomes(decision))
    });
    Form::of(&[]).ask(Question::choice("decide", entries.collect()))
}

/// Decides one thing.
pub(super) fn decide_one(picture: &Picture, position: usize) -> Form {
    let id = &picture.release.playbook.decisions[position].id;
    let view = DecisionsView::new(&picture.release, Some(id));
    let questions = view.decisions.iter().map(outcomes);
    questions.fold(Form::of(&[]), Form::ask)
}

/// Asks how a decision goes.
fn outcomes(decision: &DecisionView) -> Question {
    let id = decision.id.as_str();
    let why = || Question::option("why? (Enter for no reason)", "--reason");
    let said = |outcome: &String| Entry::of(outcome, "", &["decide", id, outcome]).ask(why());
    let next = decision.escalation.iter().find(|step| step.next);
    let to = next.map_or_else(
        || "everybody on its path was asked".to_owned(),
        |step| format!("to {} ({})", step.name, people(&step.people)),
    );
    let escalate = Entry::of("escalate", &to, &["escalate", id]).ask(why());
    let over = |outcome: &String| {
        let name = format!("{outcome}, by override");
        let about = "without authority, kept as a deviation";
        Entry::of(&name, about, &["decide", id, outcome, "--override"])
            .ask(Question::option("why without authority?", "--reason"))
    };
    let entries = decision.outcomes.iter().map(said).chain([escalate]);
    let entries = entries.chain(decision.outcomes.iter().map(over)).collect();
    Question::choice(&decision.name, entries)
}

/// Opens, notes, closes or shows incidents.
pub(super) fn incident(picture: &Picture) -> Form {
    let release = &picture.release;
    let open: Vec<u32> = release.open_incidents().collect();
    let severity = |level: &str, about: &str| {
        Entry::of(level, about, &["--severity", level]).ask(Question::word("what happened?"))
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
pub(super) fn tell(picture: &Picture) -> Form {
    let suits = suggested(&picture.release, picture.now);
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
pub(super) fn view(picture: &Picture) -> Form {
    let gates = picture.release.playbook.gates.iter().map(|gate| {
        let stand = picture
            .status
            .gates
            .iter()
            .find(|line| line.gate == gate.id);
        let verdict = stand.map_or("", |line| line.verdict);
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
pub(super) fn change(picture: &Picture) -> Form {
    let why = |ask| Question::option(ask, "--reason");
    let role = Entry::of("role …", "give a role to somebody", &[]);
    let assign = assign_any(picture);
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
    entries.extend(match picture.release.progress.end {
        End::Open => vec![
            Entry::of(
                "close …",
                "when its gate is open: the end, and its record",
                &["close"],
            )
            .ask(why("why? (Enter for no reason)")),
            Entry::of("cancel …", "it will not happen", &["cancel"]).ask(why("why?")),
        ],
        End::Closed(_) | End::Cancelled(_) => {
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

/// A command about what a row shows.
fn on(picture: &Picture, row: Row, command: &str) -> Form {
    let release = &picture.release;
    let mut form = Form::of(&[command, &number(picture, row)]);
    let role = row.role.map(|role| &release.playbook.roles[role].id);
    if let Some(role) = role.filter(|_| release.playbook.is_for_all(row.place)) {
        form = form.typed(Slot::Option("--role"), role.as_str());
    }
    let open = release.open_incidents().count();
    let incident = release.incident().filter(|_| open > 1);
    if let Some(incident) = incident.filter(|_| release.waits_for_incident(row.place)) {
        form = form.typed(Slot::Option("--incident"), &incident.to_string());
    }
    form
}

fn number(picture: &Picture, row: Row) -> String {
    picture.release.playbook.number(row.place)
}

/// What happened to the item of a row, to be read.
pub(super) fn history(picture: &Picture, row: Row) -> Form {
    Form::of(&["log", &number(picture, row)]).shown()
}
