//! Changes of items.

use super::{after, does, request, shown_items};
use crate::log::{Act, Started};
use crate::playbook::Place;
use crate::release::{ArgumentKind, ItemAction, PartialArguments, Release};
use crate::rules::{ItemRequest, act_on_items};
use crate::samples::{
    ALICE, BOB, DANA, EVE, History, assigned, blocked, incident_declared, incident_resolved,
    moment, skipped, started, ticked, ticked_in,
};
use crate::view::candidates;

fn for_roles(
    release: &Release,
    by: &str,
    action: ItemAction,
    item: &str,
    roles: &[&str],
) -> String {
    let request = ItemRequest {
        roles: roles.iter().map(|&role| role.to_owned()).collect(),
        ..request(action, &[item])
    };
    shown_items(act_on_items(release, &by.into(), &request))
}

fn strict() -> Release {
    let strict = Started { strict: true, ..started() };
    History::of(strict).release()
}

#[test]
fn each_state_allows_the_actions_that_fit_it() {
    use ItemAction::{Block, Skip, Tick, Untick};
    let item = "plan.scope";
    let open = || after([]);
    let done = || after([ticked(item, "rm")]);
    let left = || after([skipped(item, "rm")]);
    let stopped = || after([blocked(item, "rm")]);
    for (release, to, expected) in [
        (open(), Tick, "ticked plan.scope for rm"),
        (left(), Tick, "ticked plan.scope for rm"),
        (stopped(), Tick, "ticked plan.scope for rm"),
        (done(), Tick, "1.1 is already done, by alice"),
        (done(), Untick, "unticked plan.scope for rm"),
        (left(), Untick, "unticked plan.scope for rm"),
        (open(), Untick, "1.1 is already to do"),
        (stopped(), Untick, "unblocked plan.scope for rm"),
        (open(), Skip, "skipped plan.scope for rm: rain"),
        (stopped(), Skip, "skipped plan.scope for rm: rain"),
        (left(), Skip, "1.1 is already skipped, by alice"),
        (done(), Skip, "no: 1.1 is done"),
        (open(), Block, "blocked plan.scope for rm: rain"),
        (done(), Block, "no: 1.1 is done"),
        (left(), Block, "no: 1.1 is skipped"),
        (stopped(), Block, "1.1 is already blocked, by alice"),
    ] {
        assert_eq!(does(&release, ALICE, to, item), expected, "{to:?}");
    }
}

#[test]
fn the_lists_of_items_offer_what_the_rules_accept() {
    let release = after([
        ticked("plan.scope", "rm"),
        blocked("plan.docs", "dev"),
        skipped("deploy.run", "dev"),
        ticked("ready.sign-off", "dev"),
        skipped("ready.sign-off", "qa"),
    ]);
    for action in ItemAction::ALL {
        let offered: Vec<Place> = release.places_for(action).collect();
        let by = BOB.into();
        let known = PartialArguments {
            command: action.command().to_owned(),
            ..PartialArguments::default()
        };
        let (kind, now) = (ArgumentKind::ItemsForAction, moment("2026-12-08 14:00"));
        let chosen = candidates(&release, kind, &known, Some(&by), now);
        let chosen: Vec<String> = chosen.into_iter().map(|item| item.value).collect();
        for place in release.playbook.places() {
            let accepted = |roles: &[&str]| {
                let request = ItemRequest {
                    roles: roles.iter().map(|&role| role.to_owned()).collect(),
                    ..request(action, &[&release.playbook.number(place)])
                };
                act_on_items(&release, &by, &request).is_ok_and(|changes| !changes.acts.is_empty())
            };
            let all = ["all"];
            let roles = if release.playbook.is_for_all(place) { &all[..] } else { &[] };
            let number = release.playbook.number(place);
            assert_eq!(offered.contains(&place), accepted(roles), "{action:?} {number}");
            if matches!(place, Place::Item { .. }) {
                assert_eq!(chosen.contains(&number), accepted(&[]), "{action:?} {number}");
            }
        }
    }
}

#[test]
fn skipping_and_blocking_need_a_reason() {
    for action in [ItemAction::Skip, ItemAction::Block] {
        for reason in [None, Some(String::new()), Some(" \t".to_owned())] {
            let request = ItemRequest { reason, ..request(action, &["plan.scope"]) };
            let refused = shown_items(act_on_items(&after([]), &ALICE.into(), &request));
            assert_eq!(refused, "cannot: a reason is required");
        }
    }
}

#[test]
fn several_items_are_recorded_all_or_none() {
    let release = after([ticked("plan.docs", "dev")]);
    let tick = |items: &[&str]| {
        shown_items(act_on_items(&release, &ALICE.into(), &request(ItemAction::Tick, items)))
    };
    assert_eq!(
        tick(&["1.1", "deploy.run", "plan.scope"]),
        "ticked plan.scope for rm; ticked deploy.run for dev"
    );
    assert_eq!(tick(&["1.1", "1.3"]), "ticked plan.scope for rm; 1.3 is already done, by alice");
    assert_eq!(
        tick(&["1.1-1.3", "1.1"]),
        "ticked plan.scope for rm; ticked plan.windows for rm; 1.3 is already done, by alice"
    );
    assert_eq!(tick(&["1.1", "xyzzy"]), "cannot: no item matches `xyzzy`");
}

#[test]
fn an_unknown_name_suggests_the_nearest_ones() {
    let release = after([]);
    let named = request(ItemAction::Skip, &["dashbords"]);
    let refusal = act_on_items(&release, &ALICE.into(), &named).unwrap_err();
    let nearest = ("4.1".to_owned(), "Watch the dashboards".to_owned());
    assert_eq!(refusal.details, [nearest]);
    assert_eq!(
        refusal.hint.map(|hint| hint.to_string()).as_deref(),
        Some("octorel skip 4.1 --reason \"…\"")
    );
}

#[test]
fn a_tick_takes_a_note_and_a_link_and_a_mark_takes_a_link() {
    let with = |action| {
        let request = ItemRequest {
            reason: Some("done".to_owned()),
            link: Some(" https://example.com/1 ".to_owned()),
            ..request(action, &["1.1"])
        };
        act_on_items(&after([]), &ALICE.into(), &request).unwrap().acts.remove(0)
    };
    let Act::Ticked(tick) = with(ItemAction::Tick) else { panic!("a tick") };
    let link = Some("https://example.com/1".to_owned());
    assert_eq!((tick.reason, tick.link), (Some("done".to_owned()), link.clone()));
    let Act::Blocked(mark) = with(ItemAction::Block) else { panic!("a block") };
    assert_eq!(mark.link, link);
    let link = Some("ftp://a".to_owned());
    let bad = ItemRequest { link, ..request(ItemAction::Tick, &["1.1"]) };
    let refused = shown_items(act_on_items(&after([]), &ALICE.into(), &bad));
    assert_eq!(refused, "cannot: invalid link `ftp://a`");
}

#[test]
fn an_item_of_one_role_can_be_ticked_as_another_role() {
    let release = after([]);
    let tick = |roles: &[&str]| for_roles(&release, DANA, ItemAction::Tick, "1.1", roles);
    assert_eq!(tick(&[]), "ticked plan.scope for rm");
    assert_eq!(tick(&["testing"]), "ticked plan.scope for qa");
    assert_eq!(tick(&["xyzzy"]), "cannot: no role matches `xyzzy`");
    assert_eq!(tick(&["rm", "qa"]), "cannot: 1.1 belongs to one role");
}

#[test]
fn an_item_of_all_roles_is_ticked_for_the_persons_or_named_roles() {
    let release = after([assigned("rm", BOB, None)]);
    let tick = |by, roles: &[&str]| for_roles(&release, by, ItemAction::Tick, "2.1", roles);
    let [rm, dev, qa] = ["rm", "dev", "qa"].map(|role| format!("ticked ready.sign-off for {role}"));
    assert_eq!(tick(DANA, &[]), qa);
    assert_eq!(tick(BOB, &[]), format!("{rm}; {dev}"));
    assert_eq!(tick(BOB, &["qa"]), qa);
    assert_eq!(tick(EVE, &["qa", "rm", "qa"]), format!("{qa}; {rm}"));
    assert_eq!(tick(EVE, &["all"]), format!("{rm}; {dev}; {qa}"));
    assert_eq!(tick(EVE, &[]), "cannot: 2.1 belongs to all roles, and eve@example.com holds none");
}

#[test]
fn a_tick_without_a_role_applies_to_the_remaining_roles() {
    let signed = |role| ticked("ready.sign-off", role);
    let all = |release, action| for_roles(release, EVE, action, "2.1", &["all"]);
    let release = after([signed("rm")]);
    let rest = "ticked ready.sign-off for dev; ticked ready.sign-off for qa";
    assert_eq!(all(&release, ItemAction::Tick), rest);
    assert_eq!(all(&release, ItemAction::Untick), "unticked ready.sign-off for rm");
    let done = after(["rm", "dev", "qa"].map(signed));
    assert_eq!(all(&done, ItemAction::Tick), "2.1 is already done, by alice");
}

#[test]
fn in_a_strict_release_only_role_holders_change_its_items() {
    let release = strict();
    let refused = "no: eve does not hold Release Manager (held by alice), which is needed to change its items in a strict release";
    for action in [ItemAction::Tick, ItemAction::Skip, ItemAction::Block] {
        assert_eq!(does(&release, EVE, action, "1.1"), refused);
    }
    assert_eq!(does(&release, ALICE, ItemAction::Tick, "1.1"), "ticked plan.scope for rm");
    // Naming one's own role has no effect.
    let as_qa = |by, item| for_roles(&release, by, ItemAction::Tick, item, &["qa"]);
    assert!(
        as_qa(DANA, "1.1").starts_with("no: dana does not hold Release Manager (held by alice)")
    );
    assert!(as_qa(BOB, "2.1").starts_with("no: bob does not hold QA/Testing (held by dana)"));
    assert_eq!(does(&release, BOB, ItemAction::Tick, "2.1"), "ticked ready.sign-off for dev");
    assert_eq!(does(&release, DANA, ItemAction::Tick, "D2"), "ticked qa.testing for qa");
}

#[test]
fn in_a_strict_release_an_unassigned_role_must_be_assigned_first() {
    let mut empty = Started { strict: true, ..started() };
    empty.people.remove(&"rm".into());
    let refused = does(&History::of(empty).release(), EVE, ItemAction::Tick, "1.1");
    assert!(refused.starts_with("no: eve does not hold Release Manager (unassigned)"), "{refused}");
}

#[test]
fn the_incident_checklist_is_ticked_for_an_ongoing_incident() {
    let tick = |release: &Release, incident| {
        let request = ItemRequest { incident, ..request(ItemAction::Tick, &["5.1"]) };
        shown_items(act_on_items(release, &BOB.into(), &request))
    };
    let [none, one] = [after([]), after([incident_declared(1)])];
    let second = ticked_in(2, "trouble.rollback", "dev");
    let two = after([incident_declared(1), incident_declared(2), second]);
    let over = after([incident_declared(1), incident_resolved(1)]);
    let no_incident = "no: 5.1 belongs to the incident checklist, and no incident is ongoing";
    let several = "cannot: several incidents are ongoing; choose one with --incident";
    for (release, incident, expected) in [
        (&none, None, no_incident),
        (&none, Some(1), "cannot: there is no incident 1"),
        (&one, None, "ticked trouble.rollback for dev"),
        (&two, None, several),
        (&two, Some(1), "ticked trouble.rollback for dev"),
        (&two, Some(2), "5.1 is already done, by alice"),
        (&two, Some(3), "cannot: there is no incident 3"),
        (&over, Some(1), "no: incident 1 was resolved by alice"),
    ] {
        assert_eq!(tick(release, incident), expected);
    }
    let dated = ItemRequest { incident: Some(1), ..request(ItemAction::Tick, &["1.1"]) };
    assert_eq!(shown_items(act_on_items(&one, &ALICE.into(), &dated)), "ticked plan.scope for rm");
}
