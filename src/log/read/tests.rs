//! What merges, editors, crashes and strangers do to a file, and what the reader makes of it.

use super::Log;
use crate::log::event::{Act, EventId};
use crate::log::samples::{line, started, ticked};
use crate::log::trouble::{Trouble, Weight};
use proptest::prelude::{ProptestConfig, Strategy, any, proptest};
use proptest::{collection, sample};

/// The lines of a release with two ticks that did not see each other and one that saw both.
fn lines() -> Vec<Vec<u8>> {
    let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
    let (left, second) = line(&[start.id], ticked("left"));
    let (right, third) = line(&[start.id], ticked("right"));
    let (_, last) = line(&[left.id, right.id], ticked("both"));
    vec![first, second, third, last]
}

fn refusals(bytes: &[u8]) -> Vec<Trouble> {
    Log::read(bytes).refusals()
}

#[test]
fn an_order_that_tells_nothing_of_clocks_or_lines() {
    let log = Log::read(&lines().concat());
    assert_eq!((log.events().len(), log.heads()), (4, &[3][..]));
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
fn what_merges_and_editors_do_to_lines_loses_nothing() {
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
    assert_eq!(log.troubles(), [Trouble::ConflictMarkers { lines: 4 }]);
    assert_eq!(log.refusals(), []);
}

#[test]
fn half_a_line_joined_to_a_whole_one_does_not_take_it_along() {
    let [a, b, ..] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    for half in 1..b.len() - 1 {
        let file = [&a[..], &b[..half], &b].concat();
        let log = Log::read(&file);
        assert_eq!(log.events().len(), 2, "{half} bytes of the line before it");
        assert_eq!(log.damage().len(), 1);
        assert_eq!(log.damage()[0].bytes, &b[..half]);
        assert_eq!(log.damage()[0].line, 2);
        assert_eq!(log.damage()[0].range, a.len()..a.len() + half);
    }
    let cut_end = [a.trim_ascii_end(), &b[..20]].concat();
    let log = Log::read(&cut_end);
    assert_eq!(log.events().len(), 1);
    assert_eq!(log.torn().unwrap().range, a.len() - 1..cut_end.len());
}

#[test]
fn every_flipped_bit_is_noticed() {
    let file = lines().concat();
    let whole = Log::read(&file);
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut flipped = file.clone();
            flipped[at] ^= 1 << bit;
            let log = Log::read(&flipped);
            let lost = log.events().len() < whole.events().len();
            let noticed = !log.damage().is_empty() || log.torn().is_some();
            assert!(noticed, "byte {at}, bit {bit}");
            for event in log.events() {
                assert!(whole.events().contains(event), "an event nobody wrote");
            }
            // Only an end of line can change without an event being lost.
            assert!(lost || file[at] == b'\n', "byte {at}, bit {bit}");
            assert!(log.torn().is_some() || !log.refusals().is_empty());
        }
    }
}

#[test]
fn a_file_cut_anywhere_holds_the_events_before_the_cut() {
    let file = lines().concat();
    for cut in 0..file.len() {
        let log = Log::read(&file[..cut]);
        let ends = file[..cut].split(|&byte| byte == b'\n').count() - 1;
        let unended = usize::from(file[cut] == b'\n');
        assert_eq!(log.events().len(), ends + unended, "cut at {cut}");
        assert_eq!(log.damage(), []);
        let start = file[..cut]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        let torn = (unended == 0 && start < cut).then_some(start..cut);
        assert_eq!(
            log.torn().map(|torn| torn.range.clone()),
            torn,
            "cut at {cut}"
        );
    }
}

#[test]
fn a_history_that_is_cut_does_not_look_complete() {
    let [a, b, c, d] = <[Vec<u8>; 4]>::try_from(lines()).unwrap();
    let log = Log::read(&[&a[..], &b, &d].concat());
    assert_eq!(log.events().len(), 3);
    assert_eq!(log.missing_parents().len(), 1);
    assert!(matches!(log.refusals()[..], [Trouble::Cut { .. }]));
    assert!(matches!(
        refusals(&[&b[..], &c, &d].concat())[..],
        [
            Trouble::NotStarted,
            Trouble::Cut { .. },
            Trouble::Cut { .. }
        ]
    ));
    assert_eq!(refusals(b""), [Trouble::NotStarted]);
}

#[test]
fn two_releases_in_one_file_are_refused() {
    let (_, other) = line(&[], Act::Started(Box::new(started("2"))));
    let log = Log::read(&[lines().concat(), other].concat());
    assert!(matches!(log.refusals()[..], [Trouble::StartedTwice { .. }]));
    assert_eq!(log.starts().count(), 2);
    let (_, rootless) = line(&[], ticked("from nowhere"));
    let file = [lines().concat(), rootless].concat();
    assert!(matches!(refusals(&file)[..], [Trouble::Rootless { .. }]));
    let log = Log::read(&lines().concat()).named("1-copy");
    assert!(matches!(log.refusals()[..], [Trouble::OtherRelease { .. }]));
}

#[test]
fn a_torn_line_is_said_and_forbids_nothing() {
    let log = Log::read(&[&lines().concat()[..], b"{\"id\":\"12"].concat());
    assert_eq!(log.notices().len(), 1);
    assert_eq!(log.notices()[0].weight(), Weight::Notice);
    assert_eq!(
        log.notices()[0].to_string(),
        "line 5 breaks off after 9 bytes: it was never recorded"
    );
    assert_eq!(log.refusals(), []);
}

/// What a person's copy of the file goes through before it is merged.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Plain,
    Crlf,
    Conflict,
    Joined,
    Backwards,
}

fn fate() -> impl Strategy<Value = Fate> {
    use Fate::{Backwards, Conflict, Crlf, Joined, Plain};
    sample::select(vec![Plain, Crlf, Conflict, Joined, Backwards])
}

impl Fate {
    fn befall(self, mut lines: Vec<Vec<u8>>) -> Vec<u8> {
        match self {
            Self::Plain => lines.concat(),
            Self::Crlf => {
                let crlf = |line: &Vec<u8>| [line.trim_ascii_end(), b"\r\n"].concat();
                lines.iter().flat_map(crlf).collect()
            }
            Self::Conflict => {
                let half = lines.split_off(lines.len() / 2);
                [
                    &b"<<<<<<< a\n"[..],
                    &lines.concat(),
                    b"=======\n",
                    &half.concat(),
                    b">>>>>>> b\n",
                ]
                .concat()
            }
            Self::Joined => {
                let joined: Vec<&[u8]> = lines.iter().map(|line| line.trim_ascii_end()).collect();
                [&joined.concat()[..], b"\n"].concat()
            }
            Self::Backwards => {
                lines.reverse();
                lines.concat()
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Writers who each see some of what the others wrote; their files, whatever befell them, add up to one log.
    #[test]
    fn the_union_of_all_copies_is_one_log(
        writes in collection::vec((0_usize..3, any::<bool>()), 1..25),
        fates in collection::vec((fate(), 0_usize..3), 3..6),
    ) {
        let (start, first) = line(&[], Act::Started(Box::new(started("1"))));
        let mut all = vec![first.clone()];
        let mut copies = vec![(vec![start.id], vec![first]); 3];
        for (number, &(writer, pulls)) in writes.iter().enumerate() {
            let (heads, lines) = &mut copies[writer];
            let (event, line) = line(heads, ticked(&number.to_string()));
            *heads = vec![event.id];
            lines.push(line.clone());
            all.push(line);
            if pulls {
                let (heads, lines) = copies[writer].clone();
                let (their_heads, theirs) = &mut copies[(writer + 1) % 3];
                their_heads.extend(heads);
                theirs.extend(lines);
            }
        }
        let expected = Log::read(&all.concat());
        let mut files: Vec<u8> = Vec::new();
        for (_, lines) in &copies {
            files.extend(lines.concat());
        }
        for (fate, copy) in fates {
            files.extend(fate.befall(copies[copy].1.clone()));
        }
        let log = Log::read(&files);
        assert_eq!(log.events(), expected.events());
        assert_eq!(log.heads(), expected.heads());
        assert_eq!(log.refusals(), []);
        for a in 0..log.events().len() {
            for b in 0..log.events().len() {
                assert_eq!(log.is_before(a, b), expected.is_before(a, b));
            }
        }
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
fn the_blocks_of_the_last_write_that_a_crash_came_before_make_it_torn() {
    let (before, write) = command();
    let whole = [&before[..], &write].concat();
    let first = before.len() / 512;
    for missing in first..=whole.len() / 512 {
        let mut file = whole.clone();
        let block = (missing * 512).max(before.len())..((missing + 1) * 512).min(file.len());
        file[block].fill(0);
        let log = Log::read(&file);
        assert_eq!(log.refusals(), [], "block {missing}");
        let from = log.torn().unwrap().range.start;
        assert!(from >= before.len() && log.torn().unwrap().range.end == file.len());
        assert_eq!(log.events(), Log::read(&file[..from]).events());
    }
}

#[test]
fn zeros_that_no_crash_leaves_are_damage() {
    let (before, write) = command();
    let whole = [&before[..], &write].concat();
    let block = (before.len().next_multiple_of(512))..(before.len().next_multiple_of(512) + 512);
    // Not a whole block.
    for odd in [block.start + 1..block.end, block.start..block.start + 1] {
        let mut file = whole.clone();
        file[odd].fill(0);
        assert!(!refusals(&file).is_empty());
    }
    let mut hollow = whole;
    hollow[block].fill(0);
    // What follows was recorded later, by somebody who had seen what was there.
    let (_, later) = line(&[Log::read(&before).events()[1].id], ticked("later"));
    for behind in [&later[..], b"scribble\n", b"=======\n"] {
        assert!(!refusals(&[&hollow[..], behind].concat()).is_empty());
    }
}
