//! A whole release of nine people, as a team plays it.

use crate::scale::figures;
use crate::team::{Member, PEOPLE, Team, start};
use std::thread;

/// The week: what each person ticks in each round, at the same moment. 6.6 and 8.1 are for everybody.
const ROUNDS: [&str; 6] = [
    "rm 1",
    "rm 2 3.1, sam 3.2, dana 3.3, pat 3.4, cleo 3.5",
    "rm 4",
    "rm 5.1 5.2 6.1, dev 6.2, ada 6.3",
    "rm 5.3-5.7 6.4 6.6, dev 6.6, pat 6.6, dana 6.5 6.6, uma 6.6, sam 6.6, cleo 6.6, ada 6.6, pete 6.6",
    "rm 7 8.1 8.3 9, dev 8.1, pat 8.1, dana 8.1, uma 8.1, sam 8.1, cleo 8.1 8.2, ada 8.1, pete 8.1 8.4",
];

/// Requires that a command writes only below the git directories.
fn assert_writes_in_git(member: &Member, line: &str) {
    let calls = "trace=openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink";
    let (code, text) = member.traced(&["-f", "-y", "-e", calls, "-e", "signal=none"], line);
    assert_eq!(code, Some(0));
    let is_write = |line: &&str| {
        let is_open = line.contains(" open") && !line.contains(" creat(");
        !is_open || ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| line.contains(flag))
    };
    let is_done = |line: &&str| line.contains(") = ") && !line.contains(") = -1");
    for write in text.lines().filter(is_done).filter(is_write) {
        let is_expected =
            ["/.git", ".git/", "hub.git", "\"./", "/dev/"].iter().any(|it| write.contains(it));
        assert!(is_expected, "{line}: {write}");
    }
}

#[test]
fn nine_people_need_one_command_for_each_tick_and_the_gate_opens_in_a_fresh_clone() {
    let team = Team::new();
    let members = PEOPLE.map(|name| team.clone(name, &format!("{name}@example.com")));
    let [rm, others @ ..] = &members;
    team.protect();
    rm.ok("share");
    rm.ok(&start("2.4.0"));
    // Nobody does anything special: git fetches, as with every pull.
    for other in others {
        other.git("fetch -q");
        other.says(0, "status", "2.4.0");
    }
    let mut commands = 2;
    for (number, round) in ROUNDS.into_iter().enumerate() {
        let ticks: Vec<_> = round.split(", ").filter_map(|tick| tick.split_once(' ')).collect();
        thread::scope(|scope| {
            for (name, items) in &ticks {
                let member = members.iter().find(|it| it.person.starts_with(&format!("{name}@")));
                scope.spawn(move || member.unwrap().ok(&format!("tick {items}")));
            }
        });
        commands += ticks.len();
        if number == 3 {
            rm.ok("sync");
            rm.ok("decide go-no-go go");
            commands += 2;
            rm.git("tag v2.4.0");
            rm.git("push -q origin v2.4.0");
            let ci = team.ci("ci", "v2.4.0");
            ci.says(
                0,
                "gate deploy --trusted main -r 2.4.0",
                "branches of 7 people: all 29 requirements met",
            );
        }
    }
    for member in &members {
        member.ok("sync");
        assert_eq!(member.git("status --porcelain"), "", "{}", member.person);
    }
    for member in &members {
        assert_eq!(member.log(), rm.log(), "{}", member.person);
    }
    let ticks = rm.log().iter().filter(|line| line.contains("\"do\":\"ticked\"")).count();
    rm.ok("gate finish --trusted main -r 2.4.0");
    assert_writes_in_git(rm, "note written");
    assert!(commands <= ticks, "{commands} commands for {ticks} ticks");
    figures(
        "A5",
        &format!("nine people, {ticks} ticks in {} rounds, main protected", ROUNDS.len()),
        &format!("{commands} commands with share, start and decide; no change in a work tree"),
    );
    team.assert_untrapped();
}
