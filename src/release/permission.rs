//! Who may record what: each rule about people, once. The rules ask before something is recorded, and [`Permissions`] about each
//! event of a log, since anybody can write a line by hand.

use super::attempts::is_per_attempt;
use super::permissions::Permissions;
use super::register::{Register, assigns};
use crate::log::{
    Act, Added, Assignment, Decided, Event, EventId, ItemChange, Trouble, TroubleKind, Upgraded,
};
use crate::names::{DecisionId, ItemId, Person, PhaseId, RoleId, is_hidden, is_id};
use crate::playbook::{Owner, Place, Stage};
use std::collections::BTreeSet;
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Objection {
    #[error("who held no role that owns this decision")]
    NotAnOwner,
    #[error("who did not hold the role {role}, which is needed to {to}")]
    Lacks { role: RoleId, to: &'static str },
    /// A trusted gate found no signature for it.
    #[error("{0}")]
    Unsigned(&'static str),
    /// Nobody could have recorded it.
    #[error("although {0}")]
    Never(&'static str),
}

type Permission = Result<(), Objection>;

impl Permissions<'_> {
    /// Decides whether a person who has seen the whole log may record an act.
    pub(crate) fn may(&self, by: &Person, act: &Act) -> Permission {
        self.check(Self::NOW, by, act)
    }

    /// Decides whether a person could record an act, given what the writer at a place knew.
    pub(super) fn check(&self, at: usize, by: &Person, act: &Act) -> Permission {
        if let Act::Decided(vote) = act {
            self.check_vote(at, by, act, vote)
        } else if let Act::Undone { event } = act {
            self.check_undo(at, by, *event)
        } else if let Act::Assigned(Assignment { role, .. }) | Act::Unassigned { role, .. } = act {
            self.check_assignment(at, by, role)
        } else if let Act::RoundStarted { phase, round } = act {
            self.check_planner(at, by)?;
            self.check_new_round(at, phase, *round)
        } else if let Act::Added(added) = act {
            self.check_planner(at, by)?;
            self.check_added(added)
        } else if let Act::Upgraded(upgraded) = act {
            self.check_planner(at, by)?;
            never(!self.fits(upgraded), "it gives items the ids of others")
        } else if let Act::Escalated { decision, to, .. } = act {
            let may = self.playbook.decision(decision).is_some_and(|decision| {
                let mut steps = decision.escalation.iter();
                steps.any(|step| step.to == *to) && !decision.owners.contains(to)
            });
            never(!may, "no such decision can be escalated to that role")
        } else if let Some(event) = act.item_event() {
            self.check_item(at, by, act, event)
        } else {
            act.item().map_or(Ok(()), |item| self.place(item).map(|_| ()))
        }
    }

    /// Refuses an event without the signature that it needs. What closes a gate needs none: else a block by somebody without a key
    /// would be shown and passed over.
    pub(super) fn check_signature(&self, event: &Event) -> Permission {
        let Some(why) = self.log.unsigned.get(&event.id) else { return Ok(()) };
        let is_careful = match &event.act {
            Act::Decided(vote) => self.playbook.decision(&vote.decision).is_some_and(|decision| {
                let careful = if decision.reverts {
                    decision.outcomes.first()
                } else {
                    decision.outcomes.last()
                };
                careful == Some(&vote.outcome)
            }),
            act => matches!(act, Act::Blocked(_) | Act::Unticked(_) | Act::IncidentDeclared { .. }),
        };
        if is_careful { Ok(()) } else { Err(Objection::Unsigned(why)) }
    }

    fn place(&self, item: &ItemId) -> Result<Place, Objection> {
        let place = self.playbook.place(item).filter(|&place| self.playbook.is_leaf(place));
        place.ok_or(Objection::Never("there is no such item"))
    }

    /// In a strict release, the items of a role are for those who hold it.
    fn check_item(&self, at: usize, by: &Person, act: &Act, event: &ItemChange) -> Permission {
        let place = self.place(&event.item)?;
        never(!self.playbook.roles.iter().any(|it| it.id == event.role), "there is no such role")?;
        let needs_reason = matches!(act, Act::Skipped(_) | Act::Blocked(_));
        never(needs_reason && is_blank(event.reason.as_deref()), "it gives no reason")?;
        let phase = place.phase().map(|phase| &self.playbook.phases[phase]);
        if phase.is_some_and(|phase| phase.stage == Stage::Incident) {
            let newest = self.newest(&Register::Incident(event.round), at, at);
            let declares = |&it: &usize| matches!(self.act(it), Act::IncidentDeclared { .. });
            never(!newest.iter().any(declares), "that incident was not ongoing")?;
        } else {
            let round = place.phase().map_or(1, |phase| self.round(phase, at));
            never(event.round != round, "that round was not under way")?;
        }
        let owner = self.playbook.owner(place);
        let needed = if let Owner::Role(owner) = &owner { owner } else { &event.role };
        let may = !self.strict || self.holds(at, by, needed);
        lacks(!may, needed, "change its items in a strict release")
    }

    /// The plan is changed by the holders of the first role. Without roles that is who started the release.
    fn check_planner(&self, at: usize, by: &Person) -> Permission {
        let first = self.playbook.roles.first();
        let refused = first.filter(|first| !self.holds(at, by, &first.id));
        refused.map_or(Ok(()), |first| lacks(true, &first.id, "change the plan"))
    }

    fn check_added(&self, added: &Added) -> Permission {
        let Added { item, owner, text } = added;
        let (phase, id) = item.as_str().split_once('.').unwrap_or_default();
        let has_phase = self.playbook.phases.iter().any(|it| it.id.as_str() == phase);
        never(!has_phase || !is_id(id), "there is no such phase")?;
        never(self.playbook.place(item).is_some(), "there is an item with that id")?;
        let is_unknown = matches!(owner, Owner::Role(role) if self.playbook.role(role).is_none());
        never(is_unknown, "there is no such role")?;
        never(is_blank(Some(text)) || text.chars().any(is_hidden), "its text is not one plain line")
    }

    /// Says whether only items that are gone get the ids of new ones, each another one.
    fn fits(&self, upgraded: &Upgraded) -> bool {
        let Upgraded { ids, playbook, .. } = upgraded;
        let mut new = BTreeSet::new();
        ids.iter().all(|(from, to)| {
            let is_gone = self.playbook.place(from).is_some() && playbook.place(from).is_none();
            let is_new = self.playbook.place(to).is_none() && playbook.place(to).is_some();
            is_gone && is_new && new.insert(to)
        })
    }

    fn check_new_round(&self, at: usize, id: &PhaseId, round: u32) -> Permission {
        let repeats = |phase: &usize| {
            self.playbook.phases[*phase].id == *id && self.playbook.can_repeat(*phase)
        };
        let phase = (0..self.playbook.phases.len()).find(repeats);
        let phase = phase.ok_or(Objection::Never("no such phase can be repeated"))?;
        let next = self.round(phase, at).saturating_add(1);
        never(round != next, "that was not the next round")
    }

    /// In a strict release the holders of a role assign it, and those of the first role assign any.
    fn check_assignment(&self, at: usize, by: &Person, role: &RoleId) -> Permission {
        let (roles, authorities) = (&self.playbook.roles, &self.playbook.authorities);
        let known =
            roles.iter().any(|it| it.id == *role) || authorities.iter().any(|it| it.id == *role);
        never(!known, "there is no such role")?;
        let first = roles.first().map_or(role, |first| &first.id);
        let may = !self.strict || [first, role].iter().any(|role| self.holds(at, by, role));
        lacks(!may, first, "assign other roles in a strict release")
    }

    /// Owners vote for a role that they hold, the role to which the decision was escalated decides, anybody overrides with a reason.
    fn check_vote(&self, at: usize, by: &Person, act: &Act, vote: &Decided) -> Permission {
        let Some(decision) = self.playbook.decision(&vote.decision) else {
            return never(true, "there is no such decision");
        };
        never(!decision.outcomes.contains(&vote.outcome), "this decision has no such outcome")?;
        let per_attempt = !self.ends.is_empty() && is_per_attempt(&self.playbook, act);
        let attempt = if per_attempt { self.attempt(at) } else { 1 };
        never(vote.round != attempt, "that attempt was not under way")?;
        if (&vote.role, vote.escalated, vote.overridden) == (&None, false, true) {
            return never(is_blank(vote.reason.as_deref()), "it gives no reason");
        }
        let decides = |role: &RoleId| match vote.escalated {
            true => self.is_escalated(at, &decision.id, role),
            false => decision.owners.contains(role),
        };
        let may = |role| !vote.overridden && decides(role) && self.holds(at, by, role);
        if vote.role.as_ref().is_some_and(may) { Ok(()) } else { Err(Objection::NotAnOwner) }
    }

    /// Nobody undoes what somebody else recorded, nor what others may have relied on. A lost event is undone without effect.
    fn check_undo(&self, at: usize, by: &Person, event: EventId) -> Permission {
        let Some(target) = self.log.position(event) else { return Ok(()) };
        let undone = &self.log.events()[target];
        never(undone.by != *by, "somebody else recorded that event")?;
        never(!self.knows(target, at), "its author had not seen that event")?;
        never(is_fixed(&undone.act) || is_lasting(&undone.act), "such an event cannot be undone")?;
        never(self.is_final(target, at), "later events depend on it")
    }

    /// Says whether a person held a role. Of opposite assignments the more careful counts.
    fn holds(&self, at: usize, person: &Person, role: &RoleId) -> bool {
        let newest = self.newest(&Register::Holder(role, person), at, at);
        let first = || {
            let people = self.started.and_then(|started| started.people.get(role));
            people.or_else(|| self.people_of_upgrade(role, at))
        };
        match &newest[..] {
            [] => first().is_some_and(|people| people.contains(person)),
            _ => newest.iter().all(|&event| assigns(self.act(event), person)),
        }
    }

    /// Says whether a decision was escalated to a role in the attempt that was under way.
    fn is_escalated(&self, at: usize, decision: &DecisionId, role: &RoleId) -> bool {
        let per_attempt = self.playbook.is_decided_per_attempt(decision);
        let rollback = self.last_rollback(at).filter(|_| per_attempt).map(|(_, event)| event);
        let is_new = |event| rollback.is_none_or(|it| !self.log.is_before(event, it));
        let mut all = self.escalations.get(&(decision, role)).into_iter().flatten().rev();
        all.any(|&event| self.knows(event, at) && self.is_in_effect(event, at) && is_new(event))
    }

    /// The refused events: what each says, who wrote it, and why it does not count.
    pub(super) fn uncounted(&self) -> Vec<Trouble> {
        let line = |(&i, why): (&usize, &Objection)| {
            let Event { id, by, act, .. } = &self.log.events()[i];
            let text = format!("not counted: {} by {}, {why}", self.summary(act), by.short());
            Trouble::with(*id, TroubleKind::NotCounted, text)
        };
        self.refused.iter().map(line).collect()
    }

    /// What an act says, in a few words: `go-no-go = go`, `ticked 1.1`, `assigned qa to sam@example.com`.
    fn summary(&self, act: &Act) -> String {
        if let Some(vote) = act.vote() {
            return format!("{} = {}", vote.decision, vote.outcome);
        } else if let Act::Assigned(Assignment { role, person, .. }) = act {
            return format!("{} {role} to {person}", act.name());
        } else if let Act::Unassigned { role, person } = act {
            return format!("{} {role} from {person}", act.name());
        }
        let number = |item: &ItemId| self.place(item).map(|place| self.playbook.number(place));
        let item = |item: &ItemId| number(item).unwrap_or_else(|_| item.to_string());
        let about = act.item().map(item).or(act.decision().map(ToString::to_string));
        format!("{} {}", act.name(), about.unwrap_or_default()).trim_end().to_owned()
    }
}

fn never(is_wrong: bool, why: &'static str) -> Permission {
    if is_wrong { Err(Objection::Never(why)) } else { Ok(()) }
}

fn lacks(is_refused: bool, role: &RoleId, to: &'static str) -> Permission {
    if is_refused { Err(Objection::Lacks { role: role.clone(), to }) } else { Ok(()) }
}

fn is_blank(reason: Option<&str>) -> bool {
    reason.is_none_or(|reason| reason.trim().is_empty())
}

/// Says whether an event of this kind stays whatever `undone` events name. Of a newer octorel nobody knows what it means.
pub fn is_fixed(act: &Act) -> bool {
    use Act::{Joined, Repaired, Started, Undone, Unknown};
    matches!(act, Started(_) | Undone { .. } | Repaired(_) | Joined {} | Unknown { .. })
}

/// Says whether an act is about the end or the playbook of the release, which others may have acted on.
pub(super) fn is_lasting(act: &Act) -> bool {
    use Act::{Cancelled, Finished, Reopened, Upgraded};
    matches!(act, Finished { .. } | Reopened { .. } | Cancelled { .. } | Upgraded(_))
}
