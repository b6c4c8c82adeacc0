//! What an argument takes, where clap does not know its values: the one table of all commands.

use crate::release::ItemAction;

/// What may stand in the place of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// Items that can take an action now.
    ItemsFor(ItemAction),
    /// All items.
    Items,
    /// The first word of a note: the item that it is about.
    Noted,
    Roles,
    /// The roles for which the items named before can take an action, or all of them.
    RolesFor(ItemAction),
    /// `ROLE=PERSON`.
    Holders,
    Persons,
    Decisions,
    /// The outcomes of the decision that is named before.
    Outcomes,
    /// The escalation path of the decision that is named before.
    Path,
    Phases,
    Gates,
    OpenIncidents,
    Incidents,
    OpenRisks,
    Releases,
    /// A name for the next release.
    NextVersions,
    /// Days for the T of a new release.
    DaysForT,
    /// Days for the T of one that is moved.
    LaterDays,
    /// Days to look back or ahead to.
    DaysSeen,
    Severities,
    Zones,
    /// A command or a topic of the help.
    HelpWords,
    Folders,
    /// A file; shells know them.
    Files,
    /// Words of one's own: there is nothing to offer.
    Free,
}

impl Subject {
    /// What an argument of a command takes; `None` where this table does not know it.
    pub(super) fn of(command: &str, argument: &str) -> Option<Self> {
        if let Some(action) = ItemAction::of_command(command) {
            match argument {
                "items" => return Some(Self::ItemsFor(action)),
                "role" => return Some(Self::RolesFor(action)),
                "incident" => return Some(Self::OpenIncidents),
                _ => {}
            }
        }
        Some(match (command, argument) {
            ("close", "incident") => Self::OpenIncidents,
            ("note", "words") => Self::Noted,
            ("note", "close") => Self::OpenRisks,
            ("start", "assign") => Self::Holders,
            ("start", "name") => Self::NextVersions,
            ("start", "on") => Self::DaysForT,
            ("reschedule", "on" | "when") => Self::LaterDays,
            ("repair", "from") => Self::Files,
            ("help", "words") => Self::HelpWords,
            (_, "item") => Self::Items,
            (_, "role") => Self::Roles,
            (_, "person" | "holder" | "instead_of") => Self::Persons,
            (_, "decision") => Self::Decisions,
            (_, "outcome") => Self::Outcomes,
            (_, "to") => Self::Path,
            (_, "phase") => Self::Phases,
            (_, "gate") => Self::Gates,
            (_, "incident") => Self::Incidents,
            (_, "release") => Self::Releases,
            (_, "as_of") => Self::DaysSeen,
            (_, "severity") => Self::Severities,
            (_, "tz") => Self::Zones,
            (_, "dir" | "folder" | "playbook" | "out") => Self::Folders,
            (_, "text" | "note" | "reason" | "link" | "limit") => Self::Free,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Subject;
    use crate::cli::args::{NAMES, program};

    fn unknown(command: &clap::Command) -> Vec<String> {
        let name = command.get_name();
        let takes = |arg: &&clap::Arg| {
            arg.get_num_args().is_some_and(|count| count.takes_values())
                && arg.get_possible_values().is_empty()
        };
        let mine = command.get_arguments().filter(takes);
        let mine = mine.map(|arg| arg.get_id().as_str());
        let mine = mine.filter(|id| Subject::of(name, id).is_none());
        let mine = mine.map(|id| format!("{name} {id}"));
        mine.chain(command.get_subcommands().flat_map(unknown))
            .collect()
    }

    #[test]
    fn completion_knows_what_every_argument_takes() {
        let mut program = program(&NAMES);
        program.build();
        assert_eq!(unknown(&program), [""; 0]);
    }
}
