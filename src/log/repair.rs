//! What a repair makes of a log that is not whole: a plan, from the bytes of the file and of other copies alone.
//!
//! Every valid event stays as its bytes are. What other copies have of it comes back, every byte that is no event is set
//! aside, and what is lost for good is said in a `repaired` event. The disk is [`super::mend`]'s affair.

use super::codec::Fault;
use super::event::{Act, EventId, Repaired};
use super::graph::Graph;
use super::name::ReleaseName;
use super::read::Log;
use super::trouble::{Lines, Torn, Trouble};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

mod search;
mod sift;

use search::Search;
use sift::{Line, Sifted, ids};

/// Another place where events of a log may be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spare {
    /// What people call it: a path, a commit.
    pub name: String,
    pub bytes: Vec<u8>,
    pub take: Take,
}

/// Which events of a spare copy are taken. Never those of another release, nor any that would leave new holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// All.
    All,
    /// Those that the log is seen to miss, and what they follow.
    Missing,
}

/// What a repair would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// How many events of the file stay.
    pub kept: usize,
    pub taken: Vec<Taken>,
    /// The bytes that are set aside.
    pub aside: Vec<Aside>,
    /// A last line that breaks off: it was never recorded, and its bytes go where writers keep such.
    pub torn: Option<Torn>,
    /// How many lines of git's conflict markers are dropped.
    pub markers: usize,
    /// What is lost for good, and not known to be lost yet.
    pub repaired: Repaired,
    /// The release that the file holds, if it is named after another.
    pub misnamed: Option<String>,
    /// Says that no event tells how the release started, so that it has to be started anew.
    pub unstarted: bool,
    /// How many events were known to be lost before, and still are.
    pub known: usize,
    /// The file as it is to be, but for the event that says what is lost.
    pub(super) bytes: Vec<u8>,
}

/// Events that come from a spare copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub events: usize,
}

/// Bytes that leave the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    pub lines: Lines,
    pub bytes: Vec<u8>,
    pub why: Why,
}

/// Why bytes leave the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Damaged(Fault),
    /// They are events of this other release.
    OtherRelease(String),
}

/// A newer octorel recorded an event of this kind: only it knows what the log needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    pub name: String,
}

/// How the events are called that were found in a line of which only the id was damaged.
const OWN_LINE: &str = "the damaged lines: only their ids were";

impl Plan {
    /// Plans the repair of the log of a release.
    ///
    /// # Errors
    /// If an event is of a kind that only a newer octorel knows.
    pub fn new(bytes: &[u8], release: &ReleaseName, spares: &[Spare]) -> Result<Self, Newer> {
        let mut sifted = Sifted::of(bytes);
        let mut search = Search::new(&sifted, spares);
        search.missing(sifted.wanted(&search.log()));
        search.start(release);
        let strangers = strangers(&search.log(), release);
        search.found.retain(|id, _| !strangers.contains_key(id));
        search.all(&strangers);
        let taken = search.counted();
        let found = search.found;

        let all = Log::default().with(found.values().chain(sifted.lines.values()).map(Line::event));
        if let Some((_, name)) = all.unknown().next() {
            let name = name.to_owned();
            return Err(Newer { name });
        }
        let bytes = write(&sifted, &found, &strangers);
        let left = Log::read(&bytes).named(release.as_str());
        let known = sifted.known_lost();
        let stays = |id: &&EventId| !strangers.contains_key(*id);
        let mut aside = std::mem::take(&mut sifted.damage);
        let damaged = aside.len();
        aside.extend(strangers.iter().filter_map(|(id, other)| {
            let line = sifted.lines.get(id)?;
            Some(Aside {
                lines: Lines::one(line.number),
                bytes: line.bytes.clone(),
                why: Why::OtherRelease(other.clone()),
            })
        }));
        let mut plan = Self {
            kept: sifted.lines.keys().filter(stays).count(),
            taken,
            aside: Vec::new(),
            torn: sifted.torn.take(),
            markers: sifted.markers,
            repaired: Repaired::default(),
            misnamed: None,
            unstarted: left.started().is_none(),
            known: known
                .iter()
                .filter(|&&id| left.position(id).is_none())
                .count(),
            bytes,
        };
        plan.mourn(&left);
        for damage in &aside[..damaged] {
            plan.miss(damage, &all, &known);
        }
        aside.sort_by_key(|aside| aside.lines.first);
        plan.aside = aside;
        Ok(plan)
    }

    /// Says that there is something to do.
    pub fn is_needed(&self) -> bool {
        !(self.taken.is_empty()
            && self.aside.is_empty()
            && self.markers == 0
            && self.torn.is_none()
            && self.misnamed.is_none()
            && !self.records())
    }

    /// Says that nothing is wrong but the name of the file.
    pub fn is_only_misnamed(&self) -> bool {
        let named = Self {
            misnamed: None,
            ..self.clone()
        };
        self.misnamed.is_some() && !named.is_needed()
    }

    /// Says that more copies might bring back more.
    pub fn misses(&self) -> bool {
        self.unstarted || self.known > 0 || self.records()
    }

    /// How many events the log holds after it, without the one that says what is lost.
    pub fn events(&self) -> usize {
        self.kept + self.taken.iter().map(|taken| taken.events).sum::<usize>()
    }

    /// Says that something is lost that was not known to be.
    fn records(&self) -> bool {
        let Repaired {
            lost, loose, bytes, ..
        } = &self.repaired;
        !lost.is_empty() || !loose.is_empty() || *bytes > 0
    }

    /// The events that say what is lost: one, or several where the ids are too many for a line.
    pub(super) fn acts(&self, reason: Option<&str>) -> Vec<Act> {
        const IDS: usize = 400;
        if !self.records() {
            return Vec::new();
        }
        let Repaired {
            lost, loose, bytes, ..
        } = &self.repaired;
        let lines = lost
            .len()
            .div_ceil(IDS)
            .max(loose.len().div_ceil(IDS))
            .max(1);
        let share = |ids: &[EventId], number: usize| ids.chunks(IDS).nth(number).map(<[_]>::to_vec);
        let repaired = |number| Repaired {
            lost: share(lost, number).unwrap_or_default(),
            loose: share(loose, number).unwrap_or_default(),
            bytes: if number == 0 { *bytes } else { 0 },
            reason: reason.map(str::to_owned),
        };
        (0..lines).map(repaired).map(Act::Repaired).collect()
    }

    /// Takes down what the log refuses with even after everything has been done.
    fn mourn(&mut self, left: &Log) {
        for trouble in left.refusals() {
            match trouble {
                Trouble::Cut { parent, .. } if self.repaired.lost.contains(&parent) => {}
                Trouble::Cut { parent, .. } => self.repaired.lost.push(parent),
                Trouble::Rootless { event } | Trouble::StartedTwice { other: event, .. } => {
                    self.repaired.loose.push(event);
                }
                Trouble::OtherRelease { held, .. } => self.misnamed = Some(held),
                Trouble::NotStarted
                | Trouble::ConflictMarkers { .. }
                | Trouble::Torn(_)
                | Trouble::Damaged(_)
                | Trouble::Unknown { .. }
                | Trouble::Known(_) => {}
            }
        }
    }

    /// Takes down damaged bytes as a loss, unless their event is here or a repair has declared it lost before.
    fn miss(&mut self, damage: &Aside, all: &Log, known: &BTreeSet<EventId>) {
        let ids = ids(&damage.bytes);
        let is_settled = |id: &EventId| all.position(*id).is_some() || known.contains(id);
        if !ids.iter().flatten().any(is_settled) {
            self.repaired.bytes += damage.bytes.len() as u64;
            let lost = &mut self.repaired.lost;
            if !ids.iter().flatten().any(|id| lost.contains(id)) {
                lost.extend(ids[0]);
            }
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(fault) => fault.fmt(f),
            Self::OtherRelease(name) => write!(f, "it belongs to release {name}"),
        }
    }
}

impl fmt::Display for Newer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a newer octorel recorded here: an event of the unknown kind `{}`",
            self.name
        )
    }
}

impl std::error::Error for Newer {}

/// The events that belong to another release, with its name: its start, and what follows that and no start of this one.
fn strangers(log: &Log, release: &ReleaseName) -> BTreeMap<EventId, String> {
    let starts: Vec<(usize, &str)> = (log.starts())
        .map(|(at, started)| (at, started.release.as_str()))
        .collect();
    let is_named = |&(_, name): &(usize, &str)| name == release.as_str();
    let Some(&(_, kept)) = starts
        .iter()
        .find(|start| is_named(start))
        .or(starts.first())
    else {
        return BTreeMap::new();
    };
    let (ours, theirs): (Vec<_>, Vec<_>) = starts.into_iter().partition(|(_, name)| *name == kept);
    let follows = |at: usize, start: usize| at == start || log.is_before(start, at);
    let stranger = |at: usize| {
        let theirs = theirs.iter().find(|(start, _)| follows(at, *start))?;
        let ours = ours.iter().any(|(start, _)| follows(at, *start));
        (!ours).then(|| (log.events()[at].id, theirs.1.to_owned()))
    };
    (0..log.events().len()).filter_map(stranger).collect()
}

/// The lines that stay, in their order, each line that came back before the first that follows it.
fn write(
    sifted: &Sifted,
    found: &BTreeMap<EventId, Line>,
    strangers: &BTreeMap<EventId, String>,
) -> Vec<u8> {
    let own = sifted.order.iter().filter(|id| !strangers.contains_key(id));
    let (newest, _) = Graph::sort(found.values().map(Line::event).collect());
    let newest = newest.iter().map(|event| &event.id);
    let mut written = BTreeSet::new();
    let mut bytes = Vec::new();
    for &id in own.chain(newest) {
        let mut waiting = vec![id];
        while let Some(&id) = waiting.last() {
            let line = found.get(&id).or_else(|| sifted.lines.get(&id));
            let line = line.filter(|_| !written.contains(&id));
            let before = line.and_then(|line| {
                let mut after = line.event.after.iter();
                after.find(|id| found.contains_key(id) && !written.contains(*id))
            });
            match (line, before) {
                (Some(_), Some(&before)) => waiting.push(before),
                (Some(line), None) => {
                    bytes.extend_from_slice(&line.bytes);
                    bytes.push(b'\n');
                    written.insert(id);
                    waiting.pop();
                }
                (None, _) => {
                    waiting.pop();
                }
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests;
