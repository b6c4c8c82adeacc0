//! The values that fit an argument: the one provider for prompts, the full-screen program and shell completion.
//!
//! What is not part of a release (names of releases, time zones, pages of the help, files) is left to completion.

use super::history::notes_of;
use super::{DecisionView, DecisionsView, Filter, ItemView, NextView, RoleLine};
use crate::log::NoteKind;
use crate::names::{Person, RoleId};
use crate::playbook::{Decision, Place};
use crate::release::naming::{self, Unclear};
use crate::release::{ArgumentKind, ItemAction, ItemState, PartialArguments, Release};
use crate::schedule::Moment;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub struct Candidate {
    /// What to write in the command line.
    pub value: String,
    /// What the value means, in one line.
    pub text: String,
    /// Another name of the same, which can be written as well.
    pub alias: String,
    /// Says whether it is the one to suggest where one has to be chosen.
    pub suggested: bool,
    pub details: CandidateDetails,
}

#[derive(Debug, Clone)]
pub enum CandidateDetails {
    None,
    Item(Box<ItemView>),
    /// Who holds a role.
    Role(Vec<Person>),
    Decision(Box<DecisionView>),
}

impl Candidate {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            alias: String::new(),
            suggested: false,
            details: CandidateDetails::None,
        }
    }

    fn item(item: ItemView) -> Self {
        let (value, text, alias) = (item.number.clone(), item.line.clone(), item.id.to_string());
        let details = CandidateDetails::Item(Box::new(item));
        Self { value, text, alias, suggested: false, details }
    }

    fn role(release: &Release, id: &RoleId) -> Self {
        Self {
            details: CandidateDetails::Role(release.progress.holders(id).to_vec()),
            ..Self::new(id.as_str(), release.playbook.role_name(id))
        }
    }

    /// Says whether it is a duty, which nobody needs to tick.
    pub fn is_duty(&self) -> bool {
        let CandidateDetails::Item(item) = &self.details else { return false };
        matches!(item.place, Place::Duty { .. })
    }
}

/// The values that fit an argument at a moment, the likeliest first where there is an order.
///
/// With a person, items and decisions are those of this person first or alone.
pub fn candidates(
    release: &Release,
    kind: ArgumentKind,
    known: &PartialArguments,
    by: Option<&Person>,
    now: Moment,
) -> Vec<Candidate> {
    let playbook = &release.playbook;
    match kind {
        ArgumentKind::ItemsForAction => {
            let action = known.action();
            action.map_or_else(Vec::new, |action| for_action(release, action, by, now))
        }
        ArgumentKind::Item | ArgumentKind::NoteSubject => {
            let items = playbook.places();
            let items = items.map(|place| ItemView::new(release, place, now));
            items.map(Candidate::item).collect()
        }
        ArgumentKind::Subject => {
            use ArgumentKind::{Decision, Item, Phase, Role};
            let kinds = [Item, Phase, Role, Decision].into_iter();
            kinds.flat_map(|kind| candidates(release, kind, known, by, now)).collect()
        }
        ArgumentKind::MatchingItem => matching(release, known, now),
        ArgumentKind::Role | ArgumentKind::RoleOrAuthority => {
            let roles = playbook.roles.iter().map(|role| &role.id);
            let authorities = playbook.authorities.iter().map(|a| &a.id);
            let outside = kind == ArgumentKind::RoleOrAuthority;
            let all = roles.chain(authorities.filter(|_| outside));
            all.map(|id| Candidate::role(release, id)).collect()
        }
        ArgumentKind::RolesForAction => roles_for_action(release, known),
        ArgumentKind::Person => people(release, by),
        ArgumentKind::Decision => decisions(release, by),
        ArgumentKind::Outcome => {
            let decision = decision(release, known).into_iter();
            let outcomes = decision.flat_map(|decision| &decision.outcomes);
            outcomes.map(|it| Candidate::new(it, "")).collect()
        }
        ArgumentKind::EscalationStep => {
            let decision = decision(release, known).into_iter();
            let steps = decision.flat_map(|decision| &decision.escalation);
            steps.map(|step| Candidate::role(release, &step.to)).collect()
        }
        ArgumentKind::Phase | ArgumentKind::RepeatablePhase => {
            let all = kind == ArgumentKind::Phase;
            let phases = playbook.phases.iter().enumerate();
            let phases = phases.filter(|(phase, _)| all || playbook.can_repeat(*phase));
            let phases = phases.map(|(i, phase)| Candidate {
                alias: (i + 1).to_string(),
                ..Candidate::new(phase.id.as_str(), &phase.name)
            });
            phases.collect()
        }
        ArgumentKind::Gate => {
            let gates = playbook.gates.iter();
            gates.map(|gate| Candidate::new(gate.id.as_str(), &gate.name)).collect()
        }
        ArgumentKind::Incident => incidents(release, false),
        ArgumentKind::OngoingIncident => incidents(release, true),
        ArgumentKind::UnresolvedRisk => {
            let risks = notes_of(release, &[NoteKind::Risk]).into_iter();
            let text = |said: Option<String>, link| said.or(link).unwrap_or_default();
            risks.filter_map(|it| Some(Candidate::new(it.risk?, text(it.said, it.link)))).collect()
        }
        ArgumentKind::Severity => {
            let levels = [("1", "the worst"), ("2", ""), ("3", ""), ("4", "the least")];
            let candidate = |(level, text)| Candidate {
                suggested: level == "2",
                ..Candidate::new(level, text)
            };
            levels.map(candidate).into()
        }
        ArgumentKind::Assignment
        | ArgumentKind::Release
        | ArgumentKind::NewRelease
        | ArgumentKind::TimeZone
        | ArgumentKind::ReleaseType
        | ArgumentKind::HelpPage
        | ArgumentKind::Folder
        | ArgumentKind::File
        | ArgumentKind::Text => Vec::new(),
    }
}

/// The items that can take an action: first what is to do, in the order of [`NextView`]; then the rest, the newest event first;
/// duties last.
///
/// Of an item of all roles, only the roles of `by` matter, if `by` holds any.
fn for_action(
    release: &Release,
    action: ItemAction,
    by: Option<&Person>,
    now: Moment,
) -> Vec<Candidate> {
    let roles = &release.playbook.roles;
    let held =
        |role: usize| by.is_some_and(|person| release.progress.holds(person, &roles[role].id));
    let holds_any = (0..roles.len()).any(held);
    let own = |place: &Place| release.can_take(*place, action, |role| !holds_any || held(role));
    let possible: Vec<Place> = release.places_for(action).filter(own).collect();
    let mut to_do = match action.is_possible(ItemState::Todo) {
        true => NextView::places(release, &Filter::default(), now),
        false => Vec::new(),
    };
    to_do.retain(|place| possible.contains(place));
    let others = possible.iter().filter(|place| !to_do.contains(place));
    let mut others: Vec<Place> = others.copied().collect();
    let is_duty = |place: &Place| matches!(place, Place::Duty { .. });
    others.sort_by_key(|place| (is_duty(place), Reverse(release.status(*place).event)));
    let places = to_do.into_iter().chain(others);
    places.map(|place| Candidate::item(ItemView::new(release, place, now))).collect()
}

/// The items that are given, as far as their names match exactly one.
pub fn named_items(release: &Release, known: &PartialArguments) -> Vec<Place> {
    known.items.iter().filter_map(|name| naming::item(&release.playbook, name).ok()).collect()
}

/// The items that match the given name; the first one to do is suggested.
fn matching(release: &Release, known: &PartialArguments, now: Moment) -> Vec<Candidate> {
    let name = known.items.first().map_or("", String::as_str);
    let Err(Unclear::Several { matches, .. }) = naming::item(&release.playbook, name) else {
        return Vec::new();
    };
    let first = matches.iter().find(|&&place| !release.status(place).state.is_complete());
    let candidate = |place| Candidate {
        suggested: Some(place) == first,
        ..Candidate::item(ItemView::new(release, *place, now))
    };
    matches.iter().map(candidate).collect()
}

/// The roles for which one of the given items can take the action, by id; all roles if no item is given.
fn roles_for_action(release: &Release, known: &PartialArguments) -> Vec<Candidate> {
    let roles = &release.playbook.roles;
    let places = named_items(release, known);
    let can_take = |&place: &Place, role: usize| {
        let action = known.action();
        action.is_some_and(|action| release.can_take(place, action, |other| other == role))
    };
    let fits = |role| places.is_empty() || places.iter().any(|place| can_take(place, role));
    let roles = roles.iter().enumerate().filter(|(role, _)| fits(*role));
    let roles = roles.map(|(_, role)| Candidate::role(release, &role.id));
    let mut roles: Vec<Candidate> = roles.collect();
    roles.sort_by(|one, other| one.value.cmp(&other.value));
    roles
}

/// All people of the release, with the roles they hold, and `you`.
fn people(release: &Release, you: Option<&Person>) -> Vec<Candidate> {
    let mut known: BTreeMap<&Person, Vec<&str>> = BTreeMap::new();
    let team = &release.playbook.team;
    for (role, people) in release.progress.people.iter().chain(team) {
        for person in people {
            let held = known.entry(person).or_default();
            let name = release.playbook.role_name(role);
            if release.progress.holds(person, role) && !held.contains(&name) {
                held.push(name);
            }
        }
    }
    for person in release.events().iter().map(|event| &event.by).chain(you) {
        known.entry(person).or_default();
    }
    let candidates = known.into_iter().map(|(person, held)| {
        let you = (you == Some(person)).then_some("you");
        let text: Vec<&str> = you.into_iter().chain(held).collect();
        Candidate::new(person.as_str(), text.join(", "))
    });
    candidates.collect()
}

/// All decisions; with a person, first the pending ones, and of those first the ones that this person owns.
fn decisions(release: &Release, by: Option<&Person>) -> Vec<Candidate> {
    let mut decisions = DecisionsView::new(release, None).decisions;
    if let Some(by) = by {
        let owns = |role: &RoleLine| release.progress.holds(by, &role.id);
        decisions.sort_by_key(|d| (d.outcome.is_some(), !d.owners.iter().any(owns)));
    }
    let candidates = decisions.into_iter().map(|decision| Candidate {
        details: CandidateDetails::Decision(Box::new(decision.clone())),
        ..Candidate::new(decision.id.as_str(), decision.name)
    });
    candidates.collect()
}

fn decision<'a>(release: &'a Release, known: &PartialArguments) -> Option<&'a Decision> {
    naming::decision(&release.playbook, known.decision.as_ref()?).ok()
}

fn incidents(release: &Release, only_ongoing: bool) -> Vec<Candidate> {
    let incidents = release.progress.incidents.iter();
    let incidents = incidents.filter(|incident| !only_ongoing || incident.is_ongoing());
    let candidates = incidents.map(|incident| {
        let text = release.incident_text(incident.number);
        Candidate::new(incident.number.to_string(), text)
    });
    candidates.collect()
}
