//! What branches and logs have in common and lack, as bytes: what a person publishes, what a clone takes.

use crate::log::{Act, Event, EventId, ReleaseName, decode};
use crate::names::Person;
use memchr::memmem;
use std::collections::{BTreeSet, HashSet};

/// The lines of a log or a branch.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// The event of a line on a branch; `None` if it is none, or starts another release.
pub(super) fn event_of(line: &[u8], release: &ReleaseName) -> Option<Event> {
    let event = decode(line).ok()?;
    let is_other =
        matches!(&event.act, Act::Started(started) if started.release != release.as_str());
    (!is_other).then_some(event)
}

/// The whole events of a log that a person's branch lacks and that are on no branch, or by that person.
pub(super) fn publish<'a>(
    log: &'a [u8],
    mine: &[u8],
    all: &HashSet<&[u8]>,
    me: &Person,
) -> Vec<(&'a [u8], Event)> {
    let mine: HashSet<&[u8]> = lines(mine).collect();
    let is_due = |line: &&[u8]| !mine.contains(line) && (!all.contains(line) || is_by(line, me));
    lines(log).filter(is_due).filter_map(|line| Some((line, decode(line).ok()?))).collect()
}

/// Says whether a line is by a person, without decoding it: no field before `by` contains text.
fn is_by(line: &[u8], me: &Person) -> bool {
    const BY: &[u8] = b"\"by\":\"";
    let Some(at) = memmem::find(line, BY) else { return false };
    let name = line[at + BY.len()..].split(|&byte| byte == b'"').next();
    name.is_some_and(|name| name.eq_ignore_ascii_case(me.as_str().as_bytes()))
}

/// The lines of a branch that it had before, or that are by a person and do not come from elsewhere.
pub(super) fn only_own(
    me: &Person,
    branch: &[u8],
    before: &[u8],
    foreign: &BTreeSet<EventId>,
) -> Vec<u8> {
    let before: HashSet<&[u8]> = lines(before).collect();
    let is_new = |line: &[u8]| decode(line).is_ok_and(|event| !foreign.contains(&event.id));
    let is_own = |line: &&[u8]| before.contains(line) || is_by(line, me) && is_new(line);
    lines(branch).filter(is_own).flat_map(|line| [line, b"\n"]).flatten().copied().collect()
}

/// How many lines a branch has lost since it was last seen.
pub(super) fn lost(old: &[u8], new: &[u8]) -> usize {
    if new.starts_with(old) {
        return 0;
    }
    let new: HashSet<&[u8]> = lines(new).collect();
    lines(old).filter(|line| !new.contains(line)).count()
}

/// The subject of a commit: `2.4.0: ticked build, decided go-no-go`.
pub(super) fn subject(release: &ReleaseName, events: &[(&[u8], Event)]) -> String {
    const SHOWN: usize = 3;
    let what = |(_, event): &(&[u8], Event)| {
        let act = &event.act;
        let item = act.item().map(ToString::to_string);
        let about = item.or(act.decision().map(ToString::to_string)).unwrap_or_default();
        let text = format!("{} {about}", act.name());
        text.trim_end().chars().filter(|c| !c.is_control()).collect::<String>()
    };
    let mut shown: Vec<String> = events.iter().take(SHOWN).map(what).collect();
    if events.len() > SHOWN {
        shown.push(format!("{} more", events.len() - SHOWN));
    }
    format!("{release}: {}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{event_of, lost, publish};
    use crate::log::Act;
    use crate::log::ReleaseName;
    use crate::log::samples::{line, started, ticked};
    use crate::names::Person;
    use std::collections::HashSet;

    #[test]
    fn a_person_publishes_what_is_on_no_branch_and_all_of_their_own_events() {
        let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
        let (_, second) = line(&[start.id], ticked("one"));
        let (_, third) = line(&[start.id], ticked("two"));
        let log = [&first[..], &second, &third].concat();
        let count = |mine: &[u8], others: &[u8], me: &str| {
            let all = [mine, others].concat();
            let all: HashSet<&[u8]> = super::lines(&all).collect();
            publish(&log, mine, &all, &Person::from(me)).len()
        };
        assert_eq!(count(b"", b"", "alice@example.com"), 3);
        assert_eq!(count(&first, b"", "alice@example.com"), 2);
        assert_eq!(count(&log, b"", "alice@example.com"), 0);
        assert_eq!(count(b"", &log, "Alice@example.com"), 3);
        assert_eq!(count(b"", &log, "bob"), 0);
        assert_eq!(count(b"", &first, "bob"), 2);
        let torn = &log[..log.len() - 9];
        let (none, bob) = (HashSet::new(), Person::from("bob"));
        assert_eq!(publish(torn, b"", &none, &bob).len(), 2);
        for (release, is_taken) in [("1", [true, true, false]), ("2", [false, true, false])] {
            let release = ReleaseName::parse(release).unwrap();
            let events = super::lines(torn).map(|line| event_of(line, &release).is_some());
            assert_eq!(events.collect::<Vec<_>>(), is_taken);
        }
        assert_eq!([lost(&log, torn), lost(torn, &log), lost(&log, &first)], [1, 0, 2]);
        assert_eq!(lost(&first, &log), 0);
    }
}
