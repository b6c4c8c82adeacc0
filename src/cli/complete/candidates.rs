//! What fits in the place of an argument, found in the files at hand. Files that cannot be read offer nothing.

use super::line::{Naming, TypedLine};
use crate::cli::args::{NAMES, legible, program};
use crate::cli::commands::help::topics;
use crate::cli::shared::{App, Known, Who, next_versions};
use crate::playbook::Owner;
use crate::release::{ArgumentKind, DueStatus, PartialArguments, Release};
use crate::terminal::OutputOptions;
use crate::view::{Candidate, CandidateDetails, candidates, named_items};
use chrono_tz::TZ_VARIANTS;
use clap::ArgMatches;
use clap::builder::ArgExt;
use clap_complete::engine::CompletionCandidate;
use std::ffi::OsString;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// The tag of the candidate that means "any folder": a shell completes folders best itself.
pub(super) const FOLDERS: &str = "folders";

/// The same for files.
pub(super) const FILES: &str = "files";

/// Logs are read for the text of a release only if there are at most this many.
const DESCRIBED_RELEASES: usize = 30;

/// An argument of a command declares its kind to clap.
impl ArgExt for ArgumentKind {}

/// The words before the cursor, and the files that they lead to.
pub(super) struct CompletionSource {
    app: Option<App>,
    /// The command that is named; nothing without one.
    command: String,
    /// Its arguments, as far as the line can be read.
    arguments: Option<ArgMatches>,
    naming: Naming,
    release: OnceLock<Option<Release>>,
    /// Set once an item is to be completed and none fits.
    needs_items: AtomicBool,
}

impl CompletionSource {
    /// The source for a line in which this command is named.
    pub(super) fn new(line: &TypedLine, command: Option<&str>) -> Self {
        let words = [OsString::from("octorel")];
        let (known, global) = legible(words.iter().chain(&line.before).cloned());
        Self {
            app: global
                .and_then(|global| App::new(global, OutputOptions::default()).ok())
                .map(App::without_joining),
            command: command.unwrap_or_default().to_owned(),
            arguments: known.map(|(_, arguments)| arguments),
            naming: line.naming,
            release: OnceLock::new(),
            needs_items: AtomicBool::new(false),
        }
    }

    pub(super) fn candidates(
        &self,
        kind: ArgumentKind,
        argument: &str,
        typed: &str,
    ) -> Vec<CompletionCandidate> {
        let tagged =
            |tag: &'static str| vec![CompletionCandidate::new(typed).tag(Some(tag.into()))];
        let found = match kind {
            ArgumentKind::NoteSubject
                if !self.typed(argument).is_empty() || !self.typed("resolve").is_empty() =>
            {
                Vec::new()
            }
            ArgumentKind::ItemsForAction
            | ArgumentKind::Item
            | ArgumentKind::MatchingItem
            | ArgumentKind::NoteSubject => self.items(kind, argument),
            ArgumentKind::RolesForAction => self.roles_for_action(),
            ArgumentKind::Outcome if self.is_typed("escalate") => Vec::new(),
            ArgumentKind::Assignment => return self.assignments(typed),
            ArgumentKind::Role
            | ArgumentKind::RoleOrAuthority
            | ArgumentKind::Person
            | ArgumentKind::Decision
            | ArgumentKind::Outcome
            | ArgumentKind::EscalationStep
            | ArgumentKind::Phase
            | ArgumentKind::RepeatablePhase
            | ArgumentKind::Gate
            | ArgumentKind::Incident
            | ArgumentKind::OngoingIncident
            | ArgumentKind::UnresolvedRisk
            | ArgumentKind::Subject
            | ArgumentKind::Severity => self.of_release(kind),
            ArgumentKind::Release => self.releases(),
            ArgumentKind::NewRelease => {
                let names = self.app.as_ref().map(App::names_of_releases);
                next_versions(&names.unwrap_or_default())
            }
            ArgumentKind::TimeZone => {
                TZ_VARIANTS.iter().map(|zone| Candidate::new(zone.name(), "")).collect()
            }
            ArgumentKind::ReleaseType => {
                let playbook = self.app.as_ref().and_then(|app| app.playbook(None).ok());
                let names = playbook.map_or_else(Vec::new, |(playbook, _)| playbook.types);
                names.iter().map(|name| Candidate::new(name, "")).collect()
            }
            ArgumentKind::HelpPage => self.help_pages(),
            ArgumentKind::Folder => return tagged(FOLDERS),
            ArgumentKind::File => return tagged(FILES),
            ArgumentKind::Text => Vec::new(),
        };
        matching(typed, self.naming, &found)
    }

    /// Says whether an item is to be completed and none fits: options would only hide that.
    pub(super) fn needs_items(&self) -> bool {
        self.needs_items.load(Relaxed)
    }

    /// The release that the line is about; without one, the playbook.
    fn release(&self) -> Option<&Release> {
        let find = || {
            let app = self.app.as_ref()?;
            let draft = || app.playbook(None).ok().map(|(playbook, _)| Release::draft(playbook));
            app.likeliest().or_else(draft)
        };
        self.release.get_or_init(find).as_ref()
    }

    fn typed(&self, argument: &str) -> Vec<String> {
        let raw = self.arguments.iter();
        let raw = raw.filter_map(|matches| matches.try_get_raw(argument).ok()?);
        raw.flatten().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    fn is_typed(&self, argument: &str) -> bool {
        let arguments = self.arguments.as_ref();
        arguments.is_some_and(|matches| matches.try_contains_id(argument).unwrap_or_default())
    }

    fn partial_arguments(&self, items: &str) -> PartialArguments {
        PartialArguments {
            command: self.command.clone(),
            items: self.typed(items),
            decision: self.typed("decision").into_iter().next(),
        }
    }

    fn of_release(&self, kind: ArgumentKind) -> Vec<Candidate> {
        let (Some(app), Some(release)) = (&self.app, self.release()) else { return Vec::new() };
        let now = release.local(app.now);
        // Only candidates for a person need the user, whom git may have to name.
        let you = || app.who(&Who::default()).ok();
        let you = (kind == ArgumentKind::Person).then(you).flatten();
        let typed = self.partial_arguments("items");
        candidates(release, kind, &typed, you.as_ref(), now)
    }

    /// Items without those that the argument names already.
    fn items(&self, kind: ArgumentKind, argument: &str) -> Vec<Candidate> {
        let mut found = self.of_release(kind);
        if found.is_empty() {
            self.needs_items.store(true, Relaxed);
        }
        let typed = self.partial_arguments(argument);
        let typed = self.release().map(|release| named_items(release, &typed)).unwrap_or_default();
        found.retain(|candidate| {
            let details = &candidate.details;
            !matches!(details, CandidateDetails::Item(item) if typed.contains(&item.place))
        });
        found
    }

    /// Roles, and `all` of them where every given item is for all roles.
    fn roles_for_action(&self) -> Vec<Candidate> {
        let mut found = self.of_release(ArgumentKind::RolesForAction);
        let typed = self.partial_arguments("items");
        let for_all = self.release().is_some_and(|release| {
            let mut items = named_items(release, &typed).into_iter();
            items.all(|item| release.playbook.owner(item) == Owner::All)
        });
        if for_all {
            found.push(Candidate::new("all", "every remaining role"));
        }
        found
    }

    /// Commands and topics; nothing after one of them.
    fn help_pages(&self) -> Vec<Candidate> {
        if !self.typed("words").is_empty() {
            return Vec::new();
        }
        let program = program(&NAMES);
        let about = |command: &clap::Command| command.get_about().map(ToString::to_string);
        let commands = program.get_subcommands();
        let commands = commands.map(|c| Candidate::new(c.get_name(), about(c).unwrap_or_default()));
        let topics = topics().map(|(name, about)| Candidate::new(name, about));
        commands.chain(topics).collect()
    }

    /// `ROLE=PERSON`: roles up to the `=`, then persons.
    fn assignments(&self, typed: &str) -> Vec<CompletionCandidate> {
        let Some((role, person)) = typed.split_once('=') else {
            let mut roles = self.of_release(ArgumentKind::Role);
            for role in &mut roles {
                role.value.push('=');
            }
            return matching(typed, self.naming, &roles);
        };
        let people = self.of_release(ArgumentKind::Person);
        let people = matching(person, self.naming, &people).into_iter();
        let prefix = |person: CompletionCandidate| person.add_prefix(format!("{role}="));
        people.map(prefix).collect()
    }

    /// All releases, the active ones first, the next to ship first.
    fn releases(&self) -> Vec<Candidate> {
        let Some(app) = &self.app else { return Vec::new() };
        let names = app.names_of_releases();
        if names.len() > DESCRIBED_RELEASES {
            return names.iter().map(|name| Candidate::new(name.as_str(), "")).collect();
        }
        let candidate = |release: Known| {
            let day = release.t.map(|t| t.format("%-d %b %Y").to_string());
            let end = release.ended.then(|| "ended".to_owned());
            let text: Vec<String> = day.into_iter().chain(end).collect();
            Candidate::new(release.name.to_string(), text.join(", "))
        };
        app.releases().into_iter().map(candidate).collect()
    }
}

/// The candidates that begin with the typed word; if there are none, those that contain it in a name or in their text.
///
/// Duties are offered only if their number or id is partly typed, and nothing that would be an option.
fn matching(typed: &str, naming: Naming, all: &[Candidate]) -> Vec<CompletionCandidate> {
    let typed = typed.to_lowercase();
    let all = || all.iter().filter(|one| !one.value.starts_with('-'));
    let begins = |name: &str| name.to_lowercase().starts_with(&typed);
    let contains = |name: &str| name.to_lowercase().contains(&typed);
    let is_wanted = |one: &&Candidate| !typed.is_empty() || !one.is_duty();
    let values = all().filter(|one| is_wanted(one) && begins(&one.value));
    let aliases =
        all().filter(|one| !typed.is_empty() && !one.alias.is_empty() && begins(&one.alias));
    let found = values.map(|one| completion(&one.value, one));
    let found = found.chain(aliases.map(|one| completion(&one.alias, one)));
    let found: Vec<CompletionCandidate> = found.collect();
    if !found.is_empty() {
        return found;
    }
    let found = all().filter(|one| {
        let names = [&one.value, &one.alias, &one.text];
        !one.is_duty() && names.into_iter().any(|name| contains(name))
    });
    let name = |one: &Candidate| match naming {
        Naming::ByContent if contains(&one.alias) => completion(&one.alias, one),
        Naming::ByContent | Naming::ByValue => completion(&one.value, one),
    };
    found.map(name).collect()
}

fn completion(name: &str, candidate: &Candidate) -> CompletionCandidate {
    let help = help(candidate);
    let help = (!help.is_empty()).then(|| help.into());
    CompletionCandidate::new(name).help(help)
}

/// The text of a candidate, with its present state where that matters.
fn help(candidate: &Candidate) -> String {
    let state = match &candidate.details {
        CandidateDetails::Item(item) => match item.due_status {
            DueStatus::Late => Some("late"),
            DueStatus::Blocked => Some("blocked"),
            DueStatus::Skipped => Some("skipped"),
            DueStatus::Done | DueStatus::Due | DueStatus::Upcoming => None,
        },
        CandidateDetails::Decision(decision) => decision.outcome.as_deref(),
        CandidateDetails::None | CandidateDetails::Role(_) => None,
    };
    match state {
        Some(state) => format!("{} · {state}", candidate.text),
        None if candidate.suggested && candidate.text.is_empty() => "default".to_owned(),
        None => candidate.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Naming, matching};

    fn found(typed: &str, naming: Naming) -> Vec<String> {
        let zones = ["Europe/Paris", "Europe/Prague", "America/Lima"];
        let zones = zones.map(|zone| Candidate {
            alias: zone.len().to_string(),
            ..Candidate::new(zone, "a zone of clocks")
        });
        let found = matching(typed, naming, &zones).into_iter();
        found.map(|one| one.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn candidates_containing_the_word_appear_only_if_none_starts_with_it() {
        let found = |typed| found(typed, Naming::ByValue);
        assert_eq!(found("europe/P"), ["Europe/Paris", "Europe/Prague"]);
        assert_eq!(found("par"), ["Europe/Paris"]);
        assert_eq!(found("clocks").len(), 3);
        assert_eq!(found("nowhere"), [""; 0]);
    }

    #[test]
    fn an_alias_is_suggested_only_for_its_prefix() {
        assert_eq!(found("", Naming::ByValue).len(), 3);
        assert_eq!(found("13", Naming::ByValue), ["13"]);
        assert_eq!(found("3", Naming::ByValue), ["Europe/Prague"]);
        assert_eq!(found("3", Naming::ByContent), ["13"]);
    }
}
