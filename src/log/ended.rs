//! Tells from the bytes of a log whether its release has ended for certain, without decoding every event.
//!
//! Finished releases pile up, and most commands only need to know that they are finished. Whatever is not certain here is
//! decoded: no cache has to be kept in step with merges and clones.

use super::codec;
use super::event::{Act, Event};
use memchr::{memchr, memmem, memrchr};

/// What precedes the kind of every event. Within strings JSON escapes the quotation marks, so that no text contains it.
const KIND: &[u8] = b"\"do\":\"";

/// Returns whether the release has ended for certain: it started once, an intact event ends it, and nothing undoes or reopens it.
pub(super) fn has_ended(bytes: &[u8]) -> bool {
    // A zero byte may belong to a write that was never acknowledged.
    if memchr(0, bytes).is_some() {
        return false;
    }
    let (mut starts, mut undone, mut ending) = (0, false, None);
    for at in memmem::find_iter(bytes, KIND) {
        let kind = &bytes[at + KIND.len()..];
        if kind.starts_with(b"started\"") {
            starts += 1;
        } else if kind.starts_with(b"undone\"") {
            undone = true;
        } else if kind.starts_with(b"reopened\"") {
            return false;
        } else if kind.starts_with(b"finished\"") || kind.starts_with(b"cancelled\"") {
            ending = Some(at);
        }
    }
    let ending = ending.and_then(|at| codec::decode(line_around(bytes, at).trim_ascii()).ok());
    let ends = |event: &Event| matches!(event.act, Act::Finished { .. } | Act::Cancelled { .. });
    // Another line names it if it was undone, or if others follow it.
    let is_named = |event: &Event| memmem::find_iter(bytes, &event.id.hex()).nth(1).is_some();
    starts == 1 && ending.is_some_and(|event| ends(&event) && !(undone && is_named(&event)))
}

fn line_around(bytes: &[u8], at: usize) -> &[u8] {
    let start = memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    &bytes[start..end]
}

#[cfg(test)]
mod tests {
    use super::has_ended;
    use crate::log::event::Act;
    use crate::log::samples::{line, started, ticked};

    #[test]
    fn a_release_has_ended_if_an_intact_event_ends_it_and_no_event_undoes_that() {
        let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
        let (tick, second) = line(&[start.id], ticked("\"do\":\"finished\""));
        let (finished, end) = line(&[tick.id], Act::Finished { reason: None });
        let reason = "too soon".to_owned();
        let (_, reopened) = line(&[tick.id], Act::Reopened { reason });
        let (_, untick) = line(&[finished.id], Act::Undone { event: tick.id });
        let (_, undone) = line(&[finished.id], Act::Undone { event: finished.id });
        let ended = |lines: &[&[u8]]| has_ended(&lines.concat());
        let end = &end[..];
        assert!(ended(&[&first, &second, end]));
        assert!(ended(&[&first, end, &second]));
        assert!(ended(&[&first, &second, end.trim_ascii_end()]));
        for unclear in [
            &[&first[..], &second][..],
            &[&first, &second, end, &reopened],
            &[&reopened, &first, &second, end],
            &[&first, &second, end, &undone],
            &[&first, &second, end, &untick],
            &[&first, &second, &end[..end.len() - 3]],
            &[&first, &first, &second, end],
            &[&second, end],
            &[&first, &second, &[0], end],
            &[&first, second.trim_ascii_end(), end],
        ] {
            assert!(!ended(unclear));
        }
        let altered = String::from_utf8(end.to_vec()).unwrap();
        let altered = altered.replace("alice", "Alice");
        assert!(!ended(&[&first, &second, altered.as_bytes()]));
    }
}
