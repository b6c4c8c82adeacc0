//! Many people record at the same moment.

use crate::scale::{amount, figures, is_full};
use crate::team::{Member, Team, p95};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn everything_that_many_people_record_without_pause_reaches_everybody_and_no_push_is_rejected() {
    let (clones, notes) = (amount(6, 16), amount(5, 100));
    let (team, members) = Team::of(clones);
    let began = Instant::now();
    let times = thread::scope(|scope| {
        let record = |member: &Member| {
            let note = |number: usize| {
                let began = Instant::now();
                let answer = member.ok(&format!("note 'note {number} of {}'", member.person));
                assert!(answer.contains("shared with origin"), "{answer}");
                began.elapsed()
            };
            (0..notes).map(note).collect::<Vec<Duration>>()
        };
        let threads: Vec<_> =
            members.iter().map(|member| scope.spawn(move || record(member))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect::<Vec<Duration>>()
    });
    let took = began.elapsed();
    for member in &members {
        member.ok("sync");
    }
    // The start, and every note.
    let all = members[0].log();
    assert_eq!(all.len(), 1 + clones * notes);
    for member in &members {
        assert!(member.log() == all, "{} has another log", member.person);
        member.says(0, "check", "intact");
    }
    // Each tick makes one commit, so that a rejected push would have left one more try behind.
    for branch in team.branches().iter().filter(|branch| !branch.contains("rm@")) {
        let count = members[0].git_at(&team.hub(), &format!("rev-list --count {branch}"));
        assert_eq!(count.trim(), notes.to_string(), "{branch}");
    }
    team.assert_untrapped();
    let slowest = p95(times);
    let limit = if is_full() { Duration::from_secs(1) } else { Duration::from_secs(20) };
    figures(
        "A1",
        &format!("{clones} clones, {notes} notes each without a pause"),
        &format!(
            "{} of {} in every clone, p95 {slowest:.2?}, {took:.0?} in all",
            all.len() - 1,
            clones * notes
        ),
    );
    assert!(slowest <= limit, "{slowest:?}");
}

#[test]
fn people_who_record_at_the_same_moment_do_not_wait_for_each_other() {
    for size in if is_full() { vec![9, 16] } else { vec![4] } {
        let (team, members) = Team::of(size);
        team.slow(&members);
        let times = thread::scope(|scope| {
            let threads: Vec<_> = members
                .iter()
                .map(|member| scope.spawn(move || member.timed("note 'at once'")))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<Duration>>()
        });
        let slowest = p95(times);
        figures("A2", &format!("{size} at once, a slow host"), &format!("p95 {slowest:.2?}"));
        let limit = if is_full() { Duration::from_millis(3_500) } else { Duration::from_secs(15) };
        assert!(slowest <= limit, "{slowest:?}");
        for member in &members {
            member.ok("sync");
            assert_eq!(member.log().len(), 1 + size, "{}", member.person);
        }
    }
}
