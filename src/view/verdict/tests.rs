//! The headline for each state of a release, and what the screen shows besides.

use crate::log::Act;
use crate::playbook::Gate;
use crate::samples::{
    ALICE, BOB, DANA, History, blocked, cancelled, decided, finished, incident_declared, moment,
    ready, ticked,
};
use crate::view::{Filter, NextView, StatusView};

const EARLY: &str = "2026-12-02 10:00";
const T: &str = "2026-12-15 14:00";

/// A release that can be finished and rolled back.
fn history(acts: Vec<Act>) -> History {
    let mut history = History::with(|playbook| {
        let joint = &mut playbook.gates[2];
        *joint = Gate { id: "finish".into(), phases: vec!["after".into()], ..joint.clone() };
        joint.decisions.clear();
        playbook.decisions[1].outcomes = vec!["rollback".to_owned(), "stay".to_owned()];
        playbook.decisions[1].reverts = true;
    });
    for act in acts {
        history.record(ALICE, act);
    }
    history
}

/// The headline, and the gates that it names.
fn headline(history: &History, at: &str) -> String {
    let view = StatusView::new(&history.release(), moment(at), 3).unwrap();
    let gates: Vec<String> = view.shown_gates().iter().map(|line| line.gate.to_string()).collect();
    format!("{:?}: {}", view.headline, gates.join(" "))
}

#[test]
fn each_state_has_its_headline() {
    let with = |more: &[Act]| history(ready().into_iter().chain(more.iter().cloned()).collect());
    let run = || ticked("deploy.run", "dev");
    let votes = |outcome| ["rm", "dev"].map(|role| decided("rollback", outcome, role));
    let rolled_back = [&[run()], &votes("rollback")[..]].concat();
    for (history, at, expected) in [
        (history(vec![]), EARLY, "OnTrack: pre-release deploy"),
        (history(vec![]), "2026-12-09 10:00", "Behind: pre-release deploy"),
        (history(vec![blocked("plan.scope", "rm")]), EARLY, "Blocked: pre-release deploy"),
        (history(ready()[..6].to_vec()), EARLY, "OnTrack: deploy"),
        (history(ready()), EARLY, "ReadyToDeploy: deploy"),
        (with(&[decided("go-no-go", "no-go", "rm")]), EARLY, "NoGo: deploy"),
        (with(&[incident_declared(1)]), EARLY, "Incident: deploy"),
        (with(&[run()]), T, "Deployed: finish"),
        (with(&[run(), incident_declared(1)]), T, "Incident: finish deploy"),
        (with(&[run(), ticked("after.watch", "dev")]), T, "Complete: finish"),
        (with(&rolled_back), T, "RolledBack: deploy"),
        (with(&[finished()]), T, "Finished: deploy"),
        (with(&[cancelled()]), T, "Cancelled: pre-release"),
    ] {
        assert_eq!(headline(&history, at), expected);
    }
}

#[test]
fn a_closed_gate_before_a_deployment_stays_visible() {
    let mut acts = ready();
    acts.truncate(6);
    acts.push(ticked("deploy.run", "dev"));
    assert_eq!(headline(&history(acts), T), "Deployed: finish deploy");
}

fn decisions(history: &History) -> Vec<String> {
    let view = StatusView::new(&history.release(), moment(EARLY), 3).unwrap();
    let line = |it: &super::PendingDecision| {
        let votes: Vec<&str> = it.votes.iter().map(|vote| vote.outcome.as_str()).collect();
        let roles: Vec<&str> = it.roles.iter().map(|role| role.name.as_str()).collect();
        format!("{}: {} waits for {}", it.id, votes.join(" "), roles.join(" "))
    };
    view.decisions.iter().map(line).collect()
}

#[test]
fn pending_decisions_are_listed_with_whom_they_wait_for() {
    let mut history = history(ready()[..6].to_vec());
    let go = "go-no-go:  waits for Release Manager";
    assert_eq!(decisions(&history), [go]);
    history.record(BOB, decided("rollback", "rollback", "dev"));
    assert_eq!(decisions(&history), [go, "rollback: rollback waits for Release Manager"]);
    history.record(
        DANA,
        Act::Escalated { decision: "go-no-go".into(), to: "qa".into(), reason: None },
    );
    assert_eq!(decisions(&history)[0], "go-no-go:  waits for QA/Testing");
    history.record(ALICE, decided("go-no-go", "go", "rm"));
    assert_eq!(decisions(&history), ["rollback: rollback waits for Release Manager"]);
}

#[test]
fn what_the_next_gate_requires_comes_first_and_the_deployment_waits_for_its_gate() {
    let next = |history: &History| {
        let release = history.release();
        let places = NextView::places(&release, &Filter::default(), moment(T));
        places.iter().map(|&place| release.playbook.number(place)).collect::<Vec<_>>()
    };
    assert_eq!(next(&history(vec![])), ["1.1", "1.3", "2.1", "3.2", "4.1", "1.2"]);
    assert_eq!(next(&history(ready())), ["3.1", "4.1", "1.2"]);
    let mut history = history(vec![]);
    history.record(ALICE, incident_declared(1));
    assert_eq!(next(&history)[..3], ["5.1", "5.2", "1.1"]);
}
