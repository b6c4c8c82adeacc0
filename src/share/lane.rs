//! What branches and logs have in common and lack, as bytes: what a person publishes, what a clone takes.

use crate::log::{Act, Event, ReleaseName, decode};
use crate::names::Person;
use std::collections::HashSet;

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

/// The whole events of a log that a person has to send: those that are on no branch, and that person's own that are not on this one.
pub(super) fn publish<'a>(
    log: &'a [u8],
    mine: &[u8],
    all: &HashSet<&[u8]>,
    me: &Person,
) -> Vec<(&'a [u8], Event)> {
    let mine: HashSet<&[u8]> = lines(mine).collect();
    let new = lines(log).filter(|line| !mine.contains(line));
    let events = new.filter_map(|line| Some((line, decode(line).ok()?)));
    events.filter(|(line, event)| !all.contains(line) || event.by == *me).collect()
}

/// How many lines a branch has lost since it was last seen.
pub(super) fn lost(old: &[u8], new: &[u8]) -> usize {
    if new.starts_with(old) {
        return 0;
    }
    let new: HashSet<&[u8]> = lines(new).collect();
    lines(old).filter(|line| !new.contains(line)).count()
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
