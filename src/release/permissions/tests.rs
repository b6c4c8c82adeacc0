//! Handwritten events: those that the rules would have refused do not count.

use crate::log::{Act, Decided, Started};
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, added, assigned, decided, escalated, from_above, id,
    overridden, playbook, round, started, ticked, ticked_in, unassigned, undone, upgraded, vote,
};

/// What is listed as not counted.
fn uncounted(history: &History) -> Vec<String> {
    history.release().log.uncounted.iter().map(|trouble| trouble.text.clone()).collect()
}

#[test]
fn an_event_that_the_rules_would_have_refused_does_not_count_and_is_listed() {
    let vote = Decided { role: None, overridden: true, ..vote("go-no-go", "go", "rm") };
    let override_without_reason = Act::Decided(vote);
    let (go, path) = ("go-no-go", "no such decision can be escalated to that role");
    let plan = "did not hold the role rm, which is needed to change the plan";
    for (strict, by, act, why) in [
        (false, EVE, decided(go, "go", "rm"), "held no role that owns this decision"),
        (false, DANA, from_above(go, "go", "qa"), "held no role that owns this decision"),
        (false, ALICE, decided(go, "perhaps", "rm"), "this decision has no such outcome"),
        (false, ALICE, decided("gone", "go", "rm"), "there is no such decision"),
        (false, EVE, override_without_reason, "it gives no reason"),
        (false, EVE, escalated("rollback", "rm"), path),
        (false, ALICE, ticked("gone.item", "rm"), "there is no such item"),
        (false, ALICE, ticked("plan.scope", "gone"), "there is no such role"),
        (false, ALICE, assigned("gone", EVE, None), "there is no such role"),
        (false, ALICE, ticked_in(2, "deploy.run", "dev"), "that round was not under way"),
        (false, ALICE, round("ready", 3), "that was not the next round"),
        (false, ALICE, round("plan", 2), "no such phase can be repeated"),
        (false, EVE, added("plan.tell", "Tell"), plan),
        (false, ALICE, added("gone.tell", "Tell"), "there is no such phase"),
        (false, ALICE, added("plan.scope", "Tell"), "there is an item with that id"),
        (false, ALICE, added("plan.tell", "a\nb"), "its text is not one plain line"),
        (false, EVE, upgraded(playbook(), &[]), plan),
        (false, ALICE, upgraded(playbook(), &[("plan.docs", "plan.scope")]), "the ids of others"),
        (false, EVE, round("ready", 2), plan),
        (false, ALICE, ticked_in(2, "trouble.told", "dev"), "that incident was not ongoing"),
        (false, EVE, undone(id(1)), "somebody else recorded that event"),
        (false, ALICE, undone(id(0)), "such an event cannot be undone"),
        (true, EVE, ticked("plan.scope", "rm"), "did not hold the role rm"),
        (true, DANA, ticked("ready.sign-off", "dev"), "did not hold the role dev"),
        (true, DANA, assigned("rm", EVE, None), "which is needed to assign other roles"),
        (true, EVE, unassigned("rm", ALICE), "which is needed to assign other roles"),
    ] {
        let mut history = History::of(Started { strict, ..started() });
        history.record(ALICE, ticked("plan.windows", "rm"));
        let before = history.release().progress;
        history.forged(&[id(1)], by, act.clone());
        history.forged(&[id(2)], EVE, overridden("rollback", "stay"));
        history.forged(&[id(3)], EVE, undone(id(3)));
        let mut after = history.release().progress;
        assert_eq!(uncounted(&history).len(), 1, "{act:?}");
        assert!(uncounted(&history)[0].contains(why), "{:?}", uncounted(&history));
        assert!(!after.counts(2));
        (after.refused, after.undone) = (before.refused.clone(), before.undone.clone());
        assert_eq!(after, before);
    }
}

#[test]
fn an_event_is_judged_by_what_its_writer_knew() {
    let go = || decided("go-no-go", "go", "rm");
    let mut history = History::after([assigned("rm", BOB, None)]);
    let removed = history.forged(&[id(1)], ALICE, unassigned("rm", BOB));
    let vote = history.forged(&[id(1)], BOB, go());
    history.forged(&[vote], ALICE, undone(id(1)));
    assert_eq!(uncounted(&history), Vec::<String>::new());
    history.forged(&[removed], BOB, go());
    // After a lost event, everything that comes before it in the log is known.
    history.forged(&[id(99)], BOB, go());
    assert_eq!(uncounted(&history).len(), 2);
}
