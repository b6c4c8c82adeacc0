//! Damage by merges, editors, crashes and foreign programs, and how the reader handles it.

use super::Log;
use crate::log::event::{Act, EventId, Repaired};
use crate::log::samples::{line, started, ticked};
use crate::log::trouble::{TroubleKind, Weight};

/// The lines of a release with two parallel ticks and one that follows both.
fn lines() -> Vec<Vec<u8>> {
    let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
    let (left, second) = line(&[start.id], ticked("left"));
    let (right, third) = line(&[start.id], ticked("right"));
    let (_, last) = line(&[left.id, right.id], ticked("both"));
    vec![first, second, third, last]
}

/// What forbids to record.
fn refusals(log: &Log) -> Vec<TroubleKind> {
    log.refusals().iter().map(|trouble| trouble.kind).collect()
}

#[test]
fn the_order_depends_on_neither_clocks_nor_lines() {
    let log = Log::read(&lines().concat());
    assert_eq!((log.events().len(), &log.graph.heads[..]), (4, &[3][..]));
    assert!(log.is_before(0, 1) && log.is_before(1, 3) && log.is_before(2, 3));
    assert!(!log.is_before(1, 2) && !log.is_before(2, 1) && !log.is_before(3, 3));
    assert_eq!(log.started().unwrap().release, "1");
    assert_eq!(log.troubles(), []);
    let mut backwards = lines();
    backwards.reverse();
    assert_eq!(Log::read(&backwards.concat()), log);
    assert_eq!(log.position(log.events()[2].id), Some(2));
    assert_eq!(log.position(EventId([0; 32])), None);
}

#[test]
fn changes_by_merges_and_editors_lose_no_event() {
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    let log = Log::read(&lines().concat());
    let crlf = |line: &[u8]| [line.trim_ascii_end(), b"\r\r\n"].concat();
    for file in [
        [&a, &b, &c, &d, &b, &a].map(|line| &line[..]).concat(),
        [&a, &b, &c, &d].map(|line| crlf(line)).concat(),
        [&a, &b, &c, &d].map(|line| line.trim_ascii_end()).concat(),
        [&a, &b, &c, &d].map(|line| &line[..]).join(&b"\n \r\n"[..]),
        [&a[..], b"\n", &d, &b, c.trim_ascii_end()].concat(),
    ] {
        assert_eq!(Log::read(&file), log, "{}", String::from_utf8_lossy(&file));
    }
}

#[test]
fn a_conflict_is_read_as_both_sides_with_a_notice() {
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    let file = [
        &a,
        &b"<<<<<<< HEAD\r\n"[..],
        &b,
        b"||||||| merged common ancestors\n",
        b"=======\n",
        &c,
        b">>>>>>> theirs\n",
        &d,
    ]
    .concat();
    let log = Log::read(&file);
    assert_eq!(log.events(), Log::read(&lines().concat()).events());
    let troubles = log.troubles();
    assert_eq!(troubles[0].text, "git left 4 lines of conflict markers; both sides were read");
    assert_eq!((troubles.len(), troubles[0].weight), (1, Weight::Notice));
}

#[test]
fn a_conflict_marker_joined_to_a_line_does_not_damage_it() {
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    for marker in [&b"======="[..], b"<<<<<<< HEAD", b">>>>>>> {\"id\":\""] {
        let log = Log::read(&[&a[..], &b, marker, &c, &d].concat());
        assert_eq!(log.events().len(), 4);
        assert_eq!(log.damage.len(), 1);
        assert_eq!(log.damage[0].bytes, marker);
    }
}

#[test]
fn a_partial_line_joined_to_a_complete_one_does_not_damage_it() {
    let [a, b, ..] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    for half in 1..b.len() - 1 {
        let file = [&a[..], &b[..half], &b].concat();
        let log = Log::read(&file);
        assert_eq!(log.events().len(), 2, "{half} bytes of the line before it");
        assert_eq!(log.damage.len(), 1);
        assert_eq!(log.damage[0].bytes, &b[..half]);
        assert_eq!(log.damage[0].lines, 2..=2);
        assert_eq!(log.damage[0].range, a.len()..a.len() + half);
    }
    let cut_end = [a.trim_ascii_end(), &b[..20]].concat();
    let log = Log::read(&cut_end);
    assert_eq!(log.events().len(), 1);
    assert_eq!(log.torn.as_ref().unwrap().range, a.len() - 1..cut_end.len());
}

#[test]
fn adjacent_lines_too_short_for_an_event_are_reported_once() {
    let [a, b, ..] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    let log = Log::read(&[&a[..], b"<p>\n\n  x\ny\r\n", &b, b"z\n=======\n"].concat());
    assert_eq!(log.events().len(), 2);
    let pieces = log.damage.iter();
    let pieces: Vec<_> = pieces.map(|damage| (&damage.bytes[..], damage.lines.clone())).collect();
    assert_eq!(pieces, [(&b"<p>\n\n  x\ny"[..], 2..=5), (b"z", 7..=7)]);
    let troubles: Vec<String> = log.refusals().into_iter().map(|trouble| trouble.text).collect();
    assert_eq!(
        troubles,
        ["lines 2 to 5 are damaged: too short for events", "line 7 is damaged: not an event",]
    );
}

#[test]
fn two_releases_in_one_file_are_refused() {
    let (_, other) = line(&[], Act::Started(Box::new(started("2"))));
    let log = Log::read(&[lines().concat(), other].concat());
    assert_eq!(refusals(&log), [TroubleKind::StartedTwice]);
    assert_eq!(log.starts().count(), 2);
    let (_, rootless) = line(&[], ticked("from nowhere"));
    let log = Log::read(&[lines().concat(), rootless].concat());
    assert_eq!(refusals(&log), [TroubleKind::Rootless]);
    let log = Log::read(&lines().concat()).named("1-copy");
    assert_eq!(refusals(&log), [TroubleKind::OtherRelease]);
}

#[test]
fn a_second_start_counts_only_after_a_repair_that_names_the_first_as_lost() {
    let first = Log::read(&lines().concat()).events()[0].id;
    let head = Log::read(&lines().concat()).events()[3].id;
    for lost in [vec![], vec![first]] {
        let is_restart = !lost.is_empty();
        let (repair, repaired) =
            line(&[head], Act::Repaired(Repaired { lost, ..Repaired::default() }));
        let (_, again) = line(&[repair.id], Act::Started(Box::new(started("2"))));
        let log = Log::read(&[lines().concat(), repaired, again].concat());
        assert_eq!(log.started().unwrap().release, if is_restart { "2" } else { "1" });
        assert_eq!(log.refusals().is_empty(), is_restart, "{:?}", log.refusals());
    }
}

/// The lines of one command, recorded after the first two of [`lines`], and these two.
fn command() -> (Vec<u8>, Vec<u8>) {
    let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
    let (left, second) = line(&[start.id], ticked("left"));
    let (one, third) = line(&[left.id], ticked(&"one ".repeat(300)));
    let (_, fourth) = line(&[one.id], ticked(&"two ".repeat(300)));
    ([first, second].concat(), [third, fourth].concat())
}

#[test]
fn missing_blocks_of_the_last_write_make_its_line_torn() {
    let (before, write) = command();
    let whole = [&before[..], &write].concat();
    let first = before.len() / 512;
    for missing in first..=whole.len() / 512 {
        let mut file = whole.clone();
        let block = (missing * 512).max(before.len())..((missing + 1) * 512).min(file.len());
        file[block].fill(0);
        let log = Log::read(&file);
        assert_eq!(log.refusals(), [], "block {missing}");
        let from = log.torn.as_ref().unwrap().range.start;
        assert!(from >= before.len() && log.torn.as_ref().unwrap().range.end == file.len());
        assert_eq!(log.events(), Log::read(&file[..from]).events());
    }
}

#[test]
fn zeros_that_no_crash_can_leave_are_damage() {
    let (before, write) = command();
    let whole = [&before[..], &write].concat();
    let block = (before.len().next_multiple_of(512))..(before.len().next_multiple_of(512) + 512);
    // Not a whole block.
    for odd in [block.start + 1..block.end, block.start..block.start + 1] {
        let mut file = whole.clone();
        file[odd].fill(0);
        assert!(!refusals(&Log::read(&file)).is_empty());
    }
    let mut zeroed = whole;
    zeroed[block].fill(0);
    // The next line was recorded later by a writer who knew the existing lines.
    let (_, later) = line(&[Log::read(&before).events()[1].id], ticked("later"));
    for behind in [&later[..], b"scribble\n", b"=======\n"] {
        assert!(!refusals(&Log::read(&[&zeroed[..], behind].concat())).is_empty());
    }
}
