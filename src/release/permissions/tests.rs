//! Handwritten events: those that the rules would have refused do not count.

use crate::log::{Act, Decided, Started};
use crate::release::gate::judge;
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, decided, escalated, finished, from_above, id, ready,
    skipped, started, ticked, ticked_in, unassigned, undone, voice,
};

/// What is listed as not counted.
fn uncounted(history: &History) -> Vec<String> {
    history.release().log.uncounted().iter().map(ToString::to_string).collect()
}

#[test]
fn an_event_that_the_rules_would_have_refused_does_not_count_and_is_listed() {
    let override_of = |outcome: &str, reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        let vote = voice("go-no-go", outcome, "rm");
        Act::Decided(Decided { role: None, overridden: true, reason, ..vote })
    };
    let no_owner = "who held no role that owns this decision";
    let other_attempt = "although that attempt was not under way";
    for (strict, by, act, why) in [
        (false, EVE, decided("go-no-go", "go", "rm"), no_owner),
        (false, DANA, decided("go-no-go", "go", "qa"), no_owner),
        (
            false,
            ALICE,
            decided("go-no-go", "perhaps", "rm"),
            "although this decision has no such outcome",
        ),
        (false, ALICE, decided("gone", "go", "rm"), "although there is no such decision"),
        (
            false,
            DANA,
            from_above("go-no-go", "go", "qa"),
            "although it was not escalated to that role",
        ),
        (false, EVE, override_of("go", Some(" ")), "although it gives no reason"),
        (
            false,
            EVE,
            escalated("rollback", "rm"),
            "although no such decision can be escalated to that role",
        ),
        (false, ALICE, ticked("gone.item", "rm"), "although there is no such item"),
        (false, ALICE, ticked("plan.scope", "gone"), "although there is no such role"),
        (false, ALICE, ticked_in(2, "deploy.run", "dev"), other_attempt),
        (
            false,
            ALICE,
            ticked_in(2, "trouble.rollback", "dev"),
            "although that incident was not ongoing",
        ),
        (false, ALICE, assigned("gone", EVE, None), "although there is no such role"),
        (false, EVE, undone(id(1)), "although somebody else recorded that event"),
        (false, ALICE, undone(id(0)), "although that event cannot be undone"),
        (true, EVE, ticked("plan.scope", "rm"), "who did not hold the role rm"),
        (true, DANA, skipped("ready.sign-off", "dev"), "who did not hold the role dev"),
        (true, DANA, assigned("rm", EVE, None), "who could not assign the role rm"),
        (true, EVE, unassigned("rm", ALICE), "who could not assign the role rm"),
    ] {
        let mut history = History::of(Started { strict, ..started() });
        history.record(ALICE, ticked("plan.windows", "rm"));
        let before = history.release().progress;
        history.forged(&[id(1)], by, act.clone());
        let mut after = history.release().progress;
        assert_eq!(uncounted(&history).len(), 1, "{act:?}");
        assert!(uncounted(&history)[0].ends_with(why), "{act:?}: {:?}", uncounted(&history));
        assert!(!after.counts(2));
        after.refused.clear();
        assert_eq!(after, before);
        history.record(EVE, override_of("go", Some("alone here")));
        assert_eq!(uncounted(&history).len(), 1);
    }
}

#[test]
fn a_strangers_go_opens_no_gate_and_does_not_damage_the_log() {
    let mut history = History::after(ready().into_iter().take(6));
    history.forged(&[id(6)], EVE, decided("go-no-go", "go", "rm"));
    let release = history.release();
    assert_eq!(judge(&release, &"deploy".into()).unwrap().missing.len(), 1);
    assert_eq!(release.log.refusals(), []);
    assert_eq!(
        uncounted(&history),
        ["not counted: go-no-go = go by eve, who held no role that owns this decision"]
    );
}

#[test]
fn an_event_counts_by_what_its_writer_had_seen() {
    let go = || decided("go-no-go", "go", "rm");
    let mut history = History::after([assigned("rm", BOB, None)]);
    let [removed, vote] = [(ALICE, unassigned("rm", BOB)), (BOB, go())]
        .map(|(by, act)| history.forged(&[id(1)], by, act));
    history.forged(&[vote], ALICE, undone(id(1)));
    history.record(ALICE, finished());
    assert_eq!(uncounted(&history), Vec::<String>::new());
    history.forged(&[removed], BOB, go());
    assert_eq!(uncounted(&history).len(), 1);
    // After a lost event, everything that comes before it in the log is known.
    history.forged(&[id(99)], BOB, go());
    assert_eq!(uncounted(&history).len(), 2);
}
