//! A whole release of nine people, as a team plays it.

use crate::scale::figures;
use crate::team::{PEOPLE, Team, start};
use std::cell::Cell;
use std::thread;

#[test]
fn nine_people_need_one_command_for_each_tick_and_the_gate_opens_in_a_fresh_clone() {
    let (team, members) = (Team::new(), PEOPLE.map(|name| format!("{name}@example.com")));
    let rm = team.clone("rm", &members[0]);
    rm.ok("share");
    let commands = Cell::new(1);
    let ticks = Cell::new(0);
    let run = |member: &crate::team::Member, line: &str, count: usize| {
        member.ok(line);
        commands.set(commands.get() + 1);
        ticks.set(ticks.get() + count);
    };
    run(&rm, &start("2.4.0"), 0);
    // Everybody clones, and nobody does anything special.
    let others: Vec<_> =
        PEOPLE[1..].iter().map(|name| team.clone(name, &format!("{name}@example.com"))).collect();
    for other in &others {
        assert!(other.ok("status").contains("2.4.0"));
    }
    run(&rm, "tick 1", 6);
    // The day before, and the day: five, four and nine people at the same moment.
    for lines in [
        vec![
            (0, "tick 2.1-2.3"),
            (1, "tick 2.4"),
            (2, "tick 2.5"),
            (3, "tick 2.6"),
            (4, "tick 2.7"),
        ],
        vec![(0, "tick 3.1 3.2"), (1, "tick 3.4"), (2, "tick 3.5"), (3, "tick 3.3")],
        vec![
            (0, "tick 4.1-4.2"),
            (1, "tick 4.3"),
            (2, "tick 4.4"),
            (3, "tick 4.5"),
            (4, "note ready"),
        ],
    ] {
        thread::scope(|scope| {
            for (who, line) in &lines {
                let member = if *who == 0 { &rm } else { &others[who - 1] };
                scope.spawn(move || member.ok(line));
            }
        });
        commands.set(commands.get() + lines.len());
        ticks.set(
            ticks.get() + lines.iter().map(|(_, line)| line.split(' ').count() - 1).sum::<usize>(),
        );
    }
    for member in others.iter().chain([&rm]) {
        member.ok("sync");
    }
    for member in others.iter().chain([&rm]) {
        assert_eq!(member.git("status --porcelain"), "", "{}", member.person);
        assert_eq!(member.log(), rm.log(), "{}", member.person);
    }
    let state = rm.ok("status");
    let whole = commands.get();
    figures(
        "A5",
        "nine people, a start, rounds of five, four and five at once",
        &format!("{whole} commands; no change in a work tree"),
    );
    assert!(whole <= 1 + ticks.get(), "{whole} commands for {} ticks: {state}", ticks.get());
    team.assert_untrapped();
}
