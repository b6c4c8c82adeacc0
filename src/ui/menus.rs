//! The menus: command lines, of which each command asks for what it lacks itself.

use super::Model;
use crate::view::Candidate;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Menu {
    Note,
    Incident,
    Announce,
    View,
    Change,
}

/// The command lines of the menus, and what each does.
const ENTRIES: [(Menu, &str, &str); 35] = [
    (Menu::Note, "note", "about an item, or the whole release"),
    (Menu::Note, "note --kind risk", "what may go wrong"),
    (Menu::Note, "note --kind deviation", "what differs from the plan"),
    (Menu::Note, "note --kind lesson", "what to do better next time"),
    (Menu::Note, "note --kind feedback", "what others say"),
    (Menu::Note, "note --kind metric", "what was measured"),
    (Menu::Incident, "incident declare", "its checklist is then active"),
    (Menu::Incident, "incident note", "adds to the timeline"),
    (Menu::Incident, "incident resolve", "once its required items are done"),
    (Menu::Incident, "incident", "shows all incidents"),
    (Menu::Incident, "incident report", "for the review"),
    (Menu::Announce, "announce", "shows the message that fits now"),
    (Menu::Announce, "announce --sent", "shows it, and marks it as sent"),
    (Menu::View, "readiness", "for the go/no-go meeting"),
    (Menu::View, "decide", "owners and outcomes of all decisions"),
    (Menu::View, "log --kind deviation", "what deviates from the plan"),
    (Menu::View, "log --kind risk", "all risks, with their resolutions"),
    (Menu::View, "incident", "all incidents"),
    (Menu::View, "roles", "who holds each role"),
    (Menu::View, "channels", "where to talk, and how often"),
    (Menu::View, "log", "the history"),
    (Menu::View, "report", "everything, as Markdown"),
    (Menu::View, "releases", "all releases"),
    (Menu::Change, "assign", "assigns a role"),
    (Menu::Change, "assign --remove", "removes a person from a role"),
    (Menu::Change, "decide --override", "decides without being an owner"),
    (Menu::Change, "decide --escalate", "escalates a decision"),
    (Menu::Change, "reschedule", "changes the release date"),
    (Menu::Change, "add", "adds an item"),
    (Menu::Change, "again", "starts a new round of a phase"),
    (Menu::Change, "upgrade", "shows changes of the playbook"),
    (Menu::Change, "upgrade --yes", "takes them over"),
    (Menu::Change, "finish", "if its gate is open; writes the report"),
    (Menu::Change, "cancel", "it will not ship"),
    (Menu::Change, "reopen", "continues the release"),
];

impl Menu {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Note => "Which note?",
            Self::Incident => "Incidents:",
            Self::Announce => "Notify stakeholders:",
            Self::View => "View:",
            Self::Change => "Edit release:",
        }
    }

    pub(super) fn entries(self, model: &Model) -> Vec<Candidate> {
        let gates = model.release.playbook.gates.iter().filter(|_| self == Self::View);
        let gates = gates.map(|gate| {
            let line = model.status.gates.iter().find(|line| line.gate == gate.id);
            let verdict = line.map_or_else(String::new, |line| line.verdict.to_string());
            Candidate::new(format!("gate {}", gate.id), format!("{} · {verdict}", gate.name))
        });
        let rows = ENTRIES.iter().filter(|(menu, ..)| *menu == self);
        gates.chain(rows.map(|(_, line, about)| Candidate::new(*line, *about))).collect()
    }
}
