//! What may stand in the place of an argument, found in the files at hand. What cannot be read offers nothing.

use super::days::{for_t, to_see};
use super::items::{items_for, told};
use super::line::{Line, Meant};
use super::named::{
    Named, fitting, gates, next_versions, outcomes, path, phases, roles, severities,
};
use super::people::persons;
use super::subject::Subject;
use crate::cli::args::{NAMES, legible, program};
use crate::cli::commands::help::TOPICS;
use crate::cli::commands::start::good_day;
use crate::cli::shared::app::App;
use crate::cli::shared::options::Who;
use crate::playbook::{Decision, Owner, Place, Playbook};
use crate::release::naming;
use crate::release::{ItemAction, Release};
use crate::schedule::{Moment, local_zone};
use crate::terminal::Looks;
use crate::view::{DecisionsView, NoteView, NotesView};
use chrono::Days;
use chrono_tz::TZ_VARIANTS;
use clap::ArgMatches;
use clap_complete::engine::CompletionCandidate;
use std::ffi::OsString;
use std::sync::OnceLock;

/// Marks the one candidate that stands for all folders: a shell completes those best itself.
pub(super) const FOLDERS: &str = "folders";

/// The same for files.
pub(super) const FILES: &str = "files";

/// How many logs are read for what they say; of more releases the names have to do.
const TOLD: usize = 30;

/// What the words before say, and what is in the files that they lead to.
pub(super) struct Known {
    app: Option<App>,
    /// The command that is named, with its arguments.
    command: Option<ArgMatches>,
    meant: Meant,
    release: OnceLock<Option<Release>>,
    /// Set once an item was asked for and there was none to begin with.
    no_item: OnceLock<()>,
}

impl From<&Line> for Known {
    fn from(line: &Line) -> Self {
        let words = [OsString::from("octorel")];
        let (command, global) = legible(words.iter().chain(&line.before).cloned());
        Self {
            app: global.and_then(|global| App::new(global, Looks::default()).ok()),
            command,
            meant: line.meant,
            release: OnceLock::new(),
            no_item: OnceLock::new(),
        }
    }
}

impl Known {
    /// What begins as the typed word does; of items, else what it means.
    pub(super) fn candidates(&self, subject: Subject, typed: &str) -> Vec<CompletionCandidate> {
        match subject {
            Subject::ItemsFor(action) => {
                let find = |release: &Release, now| items_for(release, action, now);
                self.items(typed, "items", find)
            }
            Subject::Items => self.items(typed, "item", |release, _| all(release)),
            Subject::Noted if self.given("words").is_empty() && self.given("close").is_empty() => {
                self.items(typed, "words", |release, _| all(release))
            }
            Subject::Roles => fitting(typed, self.of_playbook(roles)),
            Subject::RolesFor(action) => fitting(typed, self.roles_for(action)),
            Subject::Holders => self.holders(typed),
            Subject::Persons => fitting(typed, self.persons()),
            Subject::Decisions => fitting(typed, self.decisions()),
            Subject::Outcomes => fitting(typed, self.of_decision(outcomes)),
            Subject::Path => fitting(typed, self.of_decision(path)),
            Subject::Phases => fitting(typed, self.of_playbook(|playbook| phases(playbook, typed))),
            Subject::Gates => fitting(typed, self.of_playbook(gates)),
            Subject::OpenIncidents => fitting(typed, self.incidents(|closed| !closed)),
            Subject::Incidents => fitting(typed, self.incidents(|_| true)),
            Subject::OpenRisks => fitting(&typed.to_uppercase(), self.risks()),
            Subject::Releases => fitting(typed, self.releases()),
            Subject::NextVersions => fitting(typed, self.next_versions()),
            Subject::DaysForT => fitting(typed, self.days_for_t(typed)),
            Subject::LaterDays => fitting(typed, self.later_days(typed)),
            Subject::DaysSeen => fitting(typed, self.days_seen()),
            Subject::Severities => fitting(typed, severities()),
            Subject::Zones => {
                let zones = TZ_VARIANTS.iter().map(|zone| zone.name().to_owned());
                fitting(typed, zones.map(|zone| (zone, String::new())))
            }
            Subject::Noted | Subject::Free => Vec::new(),
            Subject::HelpWords => fitting(typed, self.help_words()),
            Subject::Folders => vec![CompletionCandidate::new(typed).tag(Some(FOLDERS.into()))],
            Subject::Files => vec![CompletionCandidate::new(typed).tag(Some(FILES.into()))],
        }
    }

    /// Says that an item is wanted here and that there is none: options would only hide that.
    pub(super) fn wants_what_is_not(&self) -> bool {
        self.no_item.get().is_some()
    }

    /// The release that the line means.
    fn release(&self) -> Option<&Release> {
        let find = || {
            let app = self.app.as_ref()?;
            let draft = || {
                app.playbook(None)
                    .ok()
                    .map(|(playbook, _)| Release::draft(playbook))
            };
            app.likeliest().or_else(draft)
        };
        self.release.get_or_init(find).as_ref()
    }

    fn now(&self, release: &Release) -> Option<Moment> {
        Some(release.local(self.app.as_ref()?.now))
    }

    /// What an argument was given before.
    fn given(&self, argument: &str) -> Vec<String> {
        let raw = self.command.iter();
        let raw = raw.filter_map(|matches| matches.try_get_raw(argument).ok()?);
        raw.flatten()
            .map(|word| word.to_string_lossy().into_owned())
            .collect()
    }

    /// Items by number where a digit or nothing is typed, duties behind a `D`, else ids. Where none begins so, those whose
    /// id or text holds the word.
    fn items(
        &self,
        typed: &str,
        argument: &str,
        find: impl Fn(&Release, Moment) -> Vec<Place>,
    ) -> Vec<CompletionCandidate> {
        let Some((release, now)) = self.release().and_then(|r| Some((r, self.now(r)?))) else {
            return Vec::new();
        };
        let playbook = &release.playbook;
        let given = self.given(argument);
        let given = given
            .iter()
            .filter_map(|name| naming::item(playbook, name).ok());
        let given: Vec<Place> = given.collect();
        let mut places = find(release, now);
        if places.is_empty() {
            self.no_item.get_or_init(|| ());
        }
        places.retain(|place| !given.contains(place));
        let lower = typed.to_lowercase();
        let number = |place: Place| {
            let wanted = !typed.is_empty() || matches!(place, Place::Item { .. });
            Some(playbook.number(place)).filter(|_| wanted)
        };
        let id = |place: Place| Some(playbook.id(place).to_string()).filter(|_| !typed.is_empty());
        let named = |place: Place, name: String| {
            CompletionCandidate::new(name).help(Some(told(release, place, now).into()))
        };
        let begins = |name: &String| name.to_lowercase().starts_with(&lower);
        let by = |name: &dyn Fn(Place) -> Option<String>| -> Vec<CompletionCandidate> {
            let found = places
                .iter()
                .filter_map(|&place| Some(named(place, name(place).filter(begins)?)));
            found.collect()
        };
        let mut found = by(&number);
        found.extend(by(&id));
        if !found.is_empty() {
            return found;
        }
        let holds = |place: &Place| {
            let text = playbook.line(*place).to_lowercase();
            matches!(place, Place::Item { .. })
                && (text.contains(&lower) || playbook.id(*place).as_str().contains(&lower))
        };
        let found = places.iter().copied().filter(holds);
        let name = |place: Place| match self.meant {
            Meant::ByNumber => playbook.number(place),
            Meant::ById => playbook.id(place).to_string(),
        };
        found.map(|place| named(place, name(place))).collect()
    }

    fn of_playbook<T: Default>(&self, find: impl FnOnce(&Playbook) -> T) -> T {
        let release = self.release();
        release
            .map(|release| find(&release.playbook))
            .unwrap_or_default()
    }

    /// What is found in the decision that is named before.
    fn of_decision(&self, find: fn(&Playbook, &Decision) -> Vec<Named>) -> Vec<Named> {
        self.of_playbook(|playbook| {
            let names = self.given("decision");
            let all = || playbook.decisions.iter();
            let candidates = all().map(|d| (d, d.id.as_str(), &*d.name)).collect();
            let meant = names
                .first()
                .and_then(|name| naming::one(name, candidates).ok());
            meant
                .map(|decision| find(playbook, decision))
                .unwrap_or_default()
        })
    }

    /// Decisions, and what is decided.
    fn decisions(&self) -> Vec<Named> {
        let Some(release) = self.release() else {
            return Vec::new();
        };
        let decisions = DecisionsView::new(release, None).decisions.into_iter();
        let named = decisions.map(|decision| {
            let outcome = decision.outcome.map(|outcome| format!(" · {outcome}"));
            let text = decision.name + &outcome.unwrap_or_default();
            (decision.id.to_string(), text)
        });
        named.collect()
    }

    /// The roles for which the items named before can take an action, and `all` of them.
    fn roles_for(&self, action: ItemAction) -> Vec<Named> {
        let Some(release) = self.release() else {
            return Vec::new();
        };
        let playbook = &release.playbook;
        let items = self.given("items");
        let items = items
            .iter()
            .filter_map(|name| naming::item(playbook, name).ok());
        let items: Vec<Place> = items.collect();
        let mut named = roles(playbook);
        named.retain(|(role, _)| {
            let is_role = |position: usize| playbook.roles[position].id.as_str() == role;
            let mut places = items.iter();
            items.is_empty() || places.any(|&place| release.can_take(place, action, is_role))
        });
        if items.iter().all(|item| playbook.owner(*item) == Owner::All) {
            named.push(("all".to_owned(), "every role that is left".to_owned()));
        }
        named
    }

    /// Names for the next release.
    fn next_versions(&self) -> Vec<Named> {
        let names = self.app.as_ref().map(App::names_of_releases);
        next_versions(&names.unwrap_or_default())
    }

    /// Days for the first T of a release.
    fn days_for_t(&self, typed: &str) -> Vec<Named> {
        let Some(app) = &self.app else {
            return Vec::new();
        };
        let now = app
            .now
            .with_timezone(&local_zone().unwrap_or(chrono_tz::UTC));
        let good = good_day(app.now);
        for_t(typed, (0..4).map(|week| good + Days::new(7 * week)), now)
    }

    /// Days for another T: those after the present one.
    fn later_days(&self, typed: &str) -> Vec<Named> {
        let t = self
            .release()
            .and_then(|release| Some((release, release.t?)));
        let Some((now, t)) = t.and_then(|(release, t)| Some((self.now(release)?, t))) else {
            return Vec::new();
        };
        let from = t.max(now).date_naive();
        for_t(typed, (1..=7).map(|day| from + Days::new(day)), now)
    }

    fn days_seen(&self) -> Vec<Named> {
        let now = |release| Some((release, self.now(release)?));
        let seen = self.release().and_then(now);
        seen.map(|(release, now)| to_see(release, now))
            .unwrap_or_default()
    }

    /// Commands and topics; behind one of them nothing.
    fn help_words(&self) -> Vec<Named> {
        if !self.given("words").is_empty() {
            return Vec::new();
        }
        let program = program(&NAMES);
        let about = |command: &clap::Command| command.get_about().map(ToString::to_string);
        let commands = program.get_subcommands();
        let commands = commands.map(|c| (c.get_name().to_owned(), about(c).unwrap_or_default()));
        let topics = TOPICS.map(|topic| (topic.name.to_owned(), topic.about.to_owned()));
        commands.chain(topics).collect()
    }

    /// Everybody that the release knows, and whoever sits here.
    fn persons(&self) -> Vec<Named> {
        let you = self
            .app
            .as_ref()
            .and_then(|app| app.who(&Who::default()).ok());
        let release = self.release();
        release
            .map(|release| persons(release, you.as_ref()))
            .unwrap_or_default()
    }

    /// `ROLE=PERSON`: roles until there is a `=`, then persons.
    fn holders(&self, typed: &str) -> Vec<CompletionCandidate> {
        match typed.split_once('=') {
            None => {
                let roles = self.of_playbook(roles).into_iter();
                fitting(typed, roles.map(|(id, name)| (id + "=", name)))
            }
            Some((role, typed)) => {
                let persons = fitting(typed, self.persons()).into_iter();
                persons
                    .map(|person| person.add_prefix(format!("{role}=")))
                    .collect()
            }
        }
    }

    /// Incidents by number, the newest first.
    fn incidents(&self, wanted: fn(bool) -> bool) -> Vec<Named> {
        let Some(release) = self.release() else {
            return Vec::new();
        };
        let incidents = release.progress.incidents.iter().rev();
        let incidents = incidents.filter(|incident| wanted(incident.closed.is_some()));
        let named = incidents.map(|incident| {
            let text = release.incident_text(incident.number).to_owned();
            (incident.number.to_string(), text)
        });
        named.collect()
    }

    /// Risks that are still open, by number.
    fn risks(&self) -> Vec<Named> {
        let Some(release) = self.release() else {
            return Vec::new();
        };
        let notes = NotesView::new(release, Some("risk")).notes.into_iter();
        let open = notes.filter(NoteView::is_open_risk);
        open.filter_map(|note| Some((note.risk?, note.text)))
            .collect()
    }

    /// All releases, the open ones first, the nearest first.
    fn releases(&self) -> Vec<Named> {
        let Some(app) = &self.app else {
            return Vec::new();
        };
        let store = app.store();
        let names = store
            .and_then(|store| store.list().ok())
            .unwrap_or_default();
        if names.len() > TOLD {
            let names = names
                .into_iter()
                .map(|name| (name.to_string(), String::new()));
            return names.collect();
        }
        let told = app.releases().into_iter().map(|known| {
            let day = known.t.map(|t| t.format("%-d %b %Y").to_string());
            let end = known.ended.then(|| "ended".to_owned());
            let text = day.into_iter().chain(end).collect::<Vec<_>>();
            (known.name.to_string(), text.join(", "))
        });
        told.collect()
    }
}

fn all(release: &Release) -> Vec<Place> {
    release.playbook.places().collect()
}
