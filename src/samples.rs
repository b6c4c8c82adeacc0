//! Samples for the tests of several modules: a small playbook, and releases with a chosen history.
//!
//! T is 15 December 2026, 14:00 in Berlin. Alice is the release manager, Bob and Carol are developers, Dana is QA.

use crate::log::samples;
use crate::log::{
    Act, Added, Assignment, Decided, Event, EventId, ItemChange, Log, Started, Upgraded,
};
use crate::names::{Person, RoleId};
use crate::playbook::samples::playbook as from_text;
use crate::playbook::{Owner, Playbook};
use crate::release::Release;
use crate::schedule::{Moment, parse_on, parse_zone};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) const ALICE: &str = "alice@example.com";
pub(crate) const BOB: &str = "bob@example.com";
pub(crate) const CAROL: &str = "carol@example.com";
pub(crate) const DANA: &str = "dana@example.com";
/// A person without a role.
pub(crate) const EVE: &str = "eve@example.com";

const PLAYBOOK: &str = "
name: Release Manager Checklist
owner: rm
release_time: \"14:00\"
roles:
  - {id: rm, name: Release Manager, duties: {pre-release: [{id: lead, text: Lead the release}]}}
  - {id: dev, name: Developer}
  - id: qa
    name: QA/Testing
    duties:
      pre-release: [{id: testing, text: Run the regression tests}]
      during-release: [{id: smoke, text: Smoke test the façade}]
authorities:
  - {id: boss, name: Product Lead}
phases:
  - id: plan
    name: Release Planning
    stage: pre-release
    when: T-1w
    items:
      - {id: scope, text: Confirm the scope with QA}
      - {id: windows, text: Schedule windows, condition: if needed}
      - {id: docs, text: Write “Überblick” & notes, owner: dev}
  - id: ready
    name: 3 Days Before
    again: true
    stage: pre-release
    when: T-3d
    items:
      - {id: sign-off, text: All teams sign off, owner: all}
  - id: deploy
    name: Deployment
    stage: during-release
    when: T
    items:
      - {id: run, text: Deploy, owner: dev, deploys: true}
      - {id: check, text: Check the deployment, owner: qa}
  - id: after
    name: First Hour
    stage: post-release
    when: T+1h
    items:
      - {id: watch, text: Watch the dashboards, owner: dev}
  - id: trouble
    name: Incident Response
    stage: incident
    items:
      - {id: rollback, text: Execute the rollback, owner: dev}
      - {id: told, text: Tell everybody, owner: all}
decisions:
  - {id: go-no-go, name: Go/No-Go for Release, owners: [rm], escalation: [{to: qa}, {to: boss}], outcomes: [go, no-go]}
  - {id: rollback, name: Rollback Decision, owners: [rm, dev], escalation: [{to: boss}], outcomes: [stay, wait, rollback]}
gates:
  - {id: pre-release, name: Ready, stages: [pre-release]}
  - {id: deploy, name: Ready to deploy, gates: [pre-release], items: [deploy.check], decisions: {go-no-go: go}, no_incident: true}
  - {id: joint, name: Stay, phases: [deploy], decisions: {rollback: stay}}
";

/// Two phases before the release, the deployment, one phase after it, and the incident checklist.
pub(crate) fn playbook() -> Playbook {
    let mut playbook = from_text(PLAYBOOK);
    // Without the default gate `finish`.
    playbook.gates.truncate(3);
    playbook
}

pub(crate) fn started() -> Started {
    let people = |all: &[&str]| all.iter().map(|&name| Person::from(name)).collect();
    Started {
        release: "2.4.0".to_owned(),
        on: Some(moment("2026-12-15 14:00").fixed_offset()),
        tz: "Europe/Berlin".to_owned(),
        people: BTreeMap::from([
            ("rm".into(), people(&[ALICE])),
            ("dev".into(), people(&[BOB, CAROL])),
            ("qa".into(), people(&[DANA])),
        ]),
        strict: false,
        release_type: None,
        vars: BTreeMap::new(),
        origin: None,
        playbook: Arc::new(playbook()),
    }
}

/// A moment in Berlin local time: `2026-12-15 14:00`.
pub(crate) fn moment(text: &str) -> Moment {
    parse_on(text, parse_zone("Europe/Berlin").unwrap(), NaiveTime::MIN).unwrap()
}

/// The id of the event with this position; the start has position 0.
pub(crate) fn id(number: usize) -> EventId {
    let mut id = [0; 32];
    id[30..].copy_from_slice(&u16::try_from(number).unwrap().to_be_bytes());
    EventId(id)
}

/// Recorded events, sequential or parallel. Ties are sorted in recording order.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) events: Vec<Event>,
}

impl History {
    /// The start of the release.
    pub(crate) fn new() -> Self {
        Self::of(started())
    }

    pub(crate) fn of(started: Started) -> Self {
        let mut history = Self { events: Vec::new() };
        history.knowing(&[], ALICE, Act::Started(Box::new(started)));
        history
    }

    /// The start of a release with a changed playbook.
    pub(crate) fn with(change: impl FnOnce(&mut Playbook)) -> Self {
        let mut playbook = playbook();
        change(&mut playbook);
        Self::of(Started { playbook: Arc::new(playbook), ..started() })
    }

    /// A history in which Alice records these acts after the start, one after the other.
    pub(crate) fn after(acts: impl IntoIterator<Item = Act>) -> Self {
        let mut history = Self::new();
        for act in acts {
            history.record(ALICE, act);
        }
        history
    }

    /// Records an act of a person who knows all events.
    pub(crate) fn record(&mut self, by: &str, act: Act) -> EventId {
        let is_head = |event: &&Event| !self.events.iter().any(|e| e.after.contains(&event.id));
        let heads = self.events.iter().filter(is_head);
        let heads: Vec<EventId> = heads.map(|event| event.id).collect();
        self.knowing(&heads, by, act)
    }

    /// Records an act of a person who knows all events, at a moment in Berlin local time.
    pub(crate) fn at(&mut self, at: &str, by: &str, act: Act) -> EventId {
        let id = self.record(by, act);
        self.events.last_mut().unwrap().at = moment(at).to_utc();
        id
    }

    /// Records an act of a person who knows these events and everything that their writers knew. A vote is recorded by a
    /// holder of its role, whoever it is.
    pub(crate) fn knowing(&mut self, after: &[EventId], by: &str, act: Act) -> EventId {
        let role = act.vote().and_then(|vote| vote.role.as_ref()).map(RoleId::as_str);
        let by = match role {
            Some("rm") => ALICE,
            Some("dev") if by != CAROL => BOB,
            Some("qa") => DANA,
            Some("boss") => EVE,
            _ => by,
        };
        self.forged(after, by, act)
    }

    /// Records an act whether or not the person may do so.
    pub(crate) fn forged(&mut self, after: &[EventId], by: &str, act: Act) -> EventId {
        let number = self.events.len();
        let begin: DateTime<Utc> = moment("2026-12-01 10:00").to_utc();
        let minutes = TimeDelta::minutes(i64::try_from(number).unwrap());
        self.events.push(Event {
            id: id(number),
            after: after.to_vec(),
            at: begin + minutes,
            by: Person::from(by),
            with: None,
            act,
        });
        id(number)
    }

    pub(crate) fn log(&self) -> Log {
        samples::log(self.events.iter().cloned())
    }

    pub(crate) fn release(&self) -> Release {
        Release::of(self.log()).unwrap()
    }
}

fn tick(item: &str, role: &str) -> ItemChange {
    ItemChange {
        item: item.into(),
        role: role.into(),
        round: 1,
        reason: None,
        link: None,
        happened: None,
    }
}

fn mark(item: &str, role: &str) -> ItemChange {
    ItemChange { reason: Some("for a reason".to_owned()), ..tick(item, role) }
}

pub(crate) fn ticked(item: &str, role: &str) -> Act {
    Act::Ticked(tick(item, role))
}

/// A tick in an attempt, or on the list of an incident.
pub(crate) fn ticked_in(round: u32, item: &str, role: &str) -> Act {
    Act::Ticked(ItemChange { round, ..tick(item, role) })
}

pub(crate) fn unticked(item: &str, role: &str) -> Act {
    Act::Unticked(tick(item, role))
}

pub(crate) fn unblocked(item: &str, role: &str) -> Act {
    Act::Unblocked(tick(item, role))
}

pub(crate) fn skipped(item: &str, role: &str) -> Act {
    Act::Skipped(mark(item, role))
}

pub(crate) fn blocked(item: &str, role: &str) -> Act {
    Act::Blocked(mark(item, role))
}

pub(crate) fn blocked_in(round: u32, item: &str, role: &str) -> Act {
    Act::Blocked(ItemChange { round, ..mark(item, role) })
}

pub(crate) fn undone(event: EventId) -> Act {
    Act::Undone { event }
}

/// The vote of an owner.
pub(crate) fn vote(decision: &str, outcome: &str, role: &str) -> Decided {
    Decided {
        decision: decision.into(),
        outcome: outcome.to_owned(),
        role: Some(role.into()),
        round: 1,
        reason: None,
        overridden: false,
        escalated: false,
    }
}

pub(crate) fn decided(decision: &str, outcome: &str, role: &str) -> Act {
    Act::Decided(vote(decision, outcome, role))
}

/// The vote of a person without authority.
pub(crate) fn overridden(decision: &str, outcome: &str) -> Act {
    Act::Decided(Decided {
        role: None,
        overridden: true,
        reason: Some("nobody else is here".to_owned()),
        ..vote(decision, outcome, "")
    })
}

pub(crate) fn escalated(decision: &str, to: &str) -> Act {
    Act::Escalated { decision: decision.into(), to: to.into(), reason: None }
}

/// The vote of a person to whom the decision was escalated.
pub(crate) fn from_above(decision: &str, outcome: &str, role: &str) -> Act {
    Act::Decided(Decided { escalated: true, ..vote(decision, outcome, role) })
}

pub(crate) fn assigned(role: &str, person: &str, instead_of: Option<&str>) -> Act {
    Act::Assigned(Assignment {
        role: role.into(),
        person: person.into(),
        instead_of: instead_of.map(Person::from),
        note: None,
    })
}

pub(crate) fn unassigned(role: &str, person: &str) -> Act {
    Act::Unassigned { role: role.into(), person: person.into() }
}

pub(crate) fn rescheduled(on: &str) -> Act {
    Act::Rescheduled { on: moment(on).fixed_offset(), tz: "Europe/Berlin".to_owned(), reason: None }
}

/// An item of the release manager.
pub(crate) fn added(item: &str, text: &str) -> Act {
    let owner = Owner::Role("rm".into());
    Act::Added(Added { item: item.into(), owner, text: text.to_owned() })
}

/// Another version of the playbook, with former and new ids.
pub(crate) fn upgraded(playbook: Playbook, ids: &[(&str, &str)]) -> Act {
    let ids = ids.iter().map(|&(old, new)| (old.into(), new.into())).collect();
    let (people, vars) = (BTreeMap::new(), BTreeMap::new());
    Act::Upgraded(Box::new(Upgraded { people, ids, vars, playbook: Arc::new(playbook) }))
}

/// A new round of a phase.
pub(crate) fn round(phase: &str, round: u32) -> Act {
    Act::RoundStarted { phase: phase.into(), round }
}

pub(crate) fn incident_declared(incident: u32) -> Act {
    Act::IncidentDeclared { incident, text: "down".to_owned(), severity: 2 }
}

pub(crate) fn incident_resolved(incident: u32) -> Act {
    Act::IncidentResolved { incident, reason: None }
}

pub(crate) fn finished() -> Act {
    Act::Finished { reason: None }
}

pub(crate) fn reopened() -> Act {
    Act::Reopened { reason: "too soon".to_owned() }
}

pub(crate) fn cancelled() -> Act {
    Act::Cancelled { reason: "not needed".to_owned() }
}

/// Meets the requirements of the gate `pre-release`, then those of `deploy`.
pub(crate) fn ready() -> Vec<Act> {
    vec![
        ticked("plan.scope", "rm"),
        ticked("plan.docs", "dev"),
        ticked("ready.sign-off", "rm"),
        ticked("ready.sign-off", "dev"),
        ticked("ready.sign-off", "qa"),
        ticked("deploy.check", "qa"),
        decided("go-no-go", "go", "rm"),
    ]
}
