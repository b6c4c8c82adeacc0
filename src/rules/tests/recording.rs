//! Notes, undo, role holders and T.

use super::{after, handover, remark, shift, shown};
use crate::log::{Act, NoteKind, Started};
use crate::names::Person;
use crate::playbook::Playbook;
use crate::release::naming;
use crate::rules::{AssignRequest, Refusal, assign, note, reschedule, start, undo};
use crate::samples::{
    ALICE, BOB, CAROL, DANA, EVE, History, assigned, id, moment, playbook, rescheduled, skipped,
    started, ticked, unassigned, unticked,
};

#[test]
fn a_note_belongs_to_an_item_or_the_release() {
    let Act::Noted(noted) = remark(&after([]), None, " a note ").unwrap().remove(0) else {
        panic!("a note")
    };
    assert_eq!((noted.item, &*noted.text), (None, "a note"));
    let link = Some("https://example.com");
    let about = note(&after([]), Some("1.3"), NoteKind::Risk, "late", link);
    let Act::Noted(noted) = about.unwrap().remove(0) else { panic!("a note") };
    assert_eq!(noted.item, Some("plan.docs".into()));
    assert_eq!(noted.kind, NoteKind::Risk);
    assert_eq!(noted.link.as_deref(), Some("https://example.com"));
}

#[test]
fn a_note_needs_a_text_an_existing_item_and_a_valid_link() {
    let release = after([]);
    assert_eq!(shown(remark(&release, None, " \n")), "cannot: missing note text");
    let unknown = shown(remark(&release, Some("xyzzy"), "x"));
    assert_eq!(unknown, "cannot: no item matches `xyzzy`");
    let linked = note(&release, None, NoteKind::Note, "x", Some("x"));
    assert_eq!(shown(linked), "cannot: invalid link `x`");
}

/// The number of the event that this person's undo would undo.
fn undoes(history: &History, by: &str) -> Result<usize, String> {
    let changes = undo(&history.release(), &by.into()).map_err(|refusal| refusal.message)?;
    let [Act::Undone { event }] = changes.acts[..] else { panic!("{:?}", changes.acts) };
    Ok((0..100).find(|&n| id(n) == event).unwrap())
}

#[test]
fn undo_steps_back_through_ones_own_events() {
    let mut history = History::new();
    history.record(BOB, ticked("plan.docs", "dev"));
    history.record(BOB, skipped("deploy.run", "dev"));
    history.record(DANA, ticked("deploy.check", "qa"));
    assert_eq!(undoes(&history, BOB), Ok(2));
    history.record(BOB, Act::Undone { event: id(2) });
    assert_eq!(undoes(&history, BOB), Ok(1));
    history.record(BOB, Act::Undone { event: id(1) });
    let nothing = "everything that bob@example.com recorded in 2.4.0 is already undone";
    assert_eq!(undoes(&history, BOB), Err(nothing.to_owned()));
    assert_eq!(undoes(&history, DANA), Ok(3));
}

#[test]
fn neither_the_start_nor_an_unknown_event_can_be_undone() {
    let mut history = History::new();
    assert!(undoes(&history, ALICE).is_err());
    history.record(ALICE, ticked("plan.scope", "rm"));
    let name = "dreamt".to_owned();
    history.record(ALICE, Act::Unknown { name });
    assert_eq!(undoes(&history, ALICE), Ok(1));
}

/// A command of Bob's that ticked two items and added a note.
fn command() -> History {
    let mut history = History::new();
    let first = history.record(BOB, ticked("plan.docs", "dev"));
    for act in [ticked("plan.scope", "rm"), remark(&after([]), None, "wet").unwrap().remove(0)] {
        history.record(BOB, act);
        history.events.last_mut().unwrap().with = Some(first);
    }
    history
}

fn undoes_all(history: &History) -> (Vec<usize>, Vec<String>) {
    let changes = undo(&history.release(), &BOB.into()).unwrap();
    let number = |act: &Act| match act {
        Act::Undone { event } => (0..100).find(|&n| id(n) == *event).unwrap(),
        _ => panic!("{act:?}"),
    };
    (changes.acts.iter().map(number).collect(), changes.unchanged)
}

#[test]
fn undo_reverts_a_command_except_for_what_others_have_overridden() {
    let mut history = command();
    assert_eq!(undoes_all(&history), (vec![1, 2, 3], vec![]));
    history.record(ALICE, unticked("plan.scope", "rm"));
    let stays = "1.1 is kept: alice has changed it since".to_owned();
    assert_eq!(undoes_all(&history), (vec![1, 3], vec![stays]));
    history.record(BOB, Act::Undone { event: id(1) });
    history.record(BOB, Act::Undone { event: id(3) });
    let nothing = "the last command of bob@example.com in 2.4.0 cannot be undone";
    assert_eq!(undoes(&history, BOB), Err(nothing.to_owned()));
}

#[test]
fn undo_skips_a_command_that_others_have_overridden() {
    let mut history = History::new();
    history.record(BOB, ticked("plan.scope", "rm"));
    history.record(ALICE, unticked("plan.scope", "rm"));
    let nothing = "the last command of bob@example.com in 2.4.0 cannot be undone";
    assert_eq!(undoes(&history, BOB), Err(nothing.to_owned()));
    history.record(BOB, ticked("plan.docs", "dev"));
    history.record(BOB, ticked("plan.scope", "rm"));
    history.record(ALICE, unticked("plan.scope", "rm"));
    let skipped = "skipped: 1.1 is kept: alice has changed it since".to_owned();
    assert_eq!(undoes_all(&history), (vec![3], vec![skipped]));
}

#[test]
fn a_command_that_lost_its_first_event_is_undone_event_by_event() {
    let mut history = command();
    history.events.remove(1);
    history.events[1].after = vec![id(0)];
    assert_eq!(undoes_all(&history), (vec![3], vec![]));
}

#[test]
fn a_role_is_assigned_handed_over_and_removed() {
    let release = after([]);
    let request = handover("testing", EVE);
    assert_eq!(assign(&release, &ALICE.into(), &request), Ok(vec![assigned("qa", EVE, None)]));
    let authority = handover("boss", EVE);
    assert_eq!(assign(&release, &ALICE.into(), &authority), Ok(vec![assigned("boss", EVE, None)]));
    let over = AssignRequest { instead_of: Some(DANA.into()), ..handover("qa", EVE) };
    assert_eq!(assign(&release, &ALICE.into(), &over), Ok(vec![assigned("qa", EVE, Some(DANA))]));
    let taken = AssignRequest { remove: true, ..handover("qa", DANA) };
    assert_eq!(assign(&release, &ALICE.into(), &taken), Ok(vec![unassigned("qa", DANA)]));
}

#[test]
fn in_a_strict_release_roles_are_assigned_by_their_holders_and_the_first_role() {
    let history = History::of(Started { strict: true, ..started() });
    let release = history.release();
    let by = |person: &str| shown(assign(&release, &person.into(), &handover("qa", EVE)));
    for may in [ALICE, DANA] {
        assert!(!by(may).starts_with("no"), "{may}");
    }
    assert_eq!(
        by(BOB),
        "no: bob does not hold Release Manager (held by alice), which is needed to assign other roles in a strict release"
    );
}

#[test]
fn a_bare_name_resolves_to_the_only_known_address_with_it() {
    let release = after([assigned("qa", "eve@other.org", None), assigned("boss", EVE, None)]);
    let by = |name: &str| naming::person(&release, &name.into()).map_err(|_| "unclear");
    assert_eq!(by("Bob"), Ok(BOB.into()));
    assert_eq!(by("zoe"), Ok("zoe".into()));
    assert_eq!(by("eve"), Err("unclear"));
    assert_eq!(by("eve@third.net"), Ok("eve@third.net".into()));
    let over = AssignRequest { instead_of: Some("dana".into()), ..handover("qa", EVE) };
    assert_eq!(assign(&release, &ALICE.into(), &over), Ok(vec![assigned("qa", EVE, Some(DANA))]));
    let release = after([assigned("qa", "bob", None)]);
    assert_eq!(naming::person(&release, &"bob".into()), Ok("bob".into()));
}

#[test]
fn a_role_is_neither_assigned_twice_nor_removed_from_a_non_holder() {
    let release = after([unassigned("rm", ALICE)]);
    let refused = |handover: &AssignRequest| shown(assign(&release, &ALICE.into(), handover));
    assert_eq!(refused(&handover("qa", DANA)), "no: dana@example.com already holds QA/Testing");
    assert_eq!(refused(&handover("xyzzy", EVE)), "cannot: no role matches `xyzzy`");
    for wrong in [
        AssignRequest { remove: true, ..handover("qa", EVE) },
        AssignRequest { instead_of: Some(EVE.into()), ..handover("qa", BOB) },
    ] {
        let refusal = assign(&release, &ALICE.into(), &wrong).unwrap_err();
        assert_eq!(refusal.message, "eve@example.com does not hold QA/Testing");
        let hint = "`octorel roles qa` shows who holds the role";
        assert_eq!(refusal.hint.map(|hint| hint.to_string()).as_deref(), Some(hint));
    }
}

#[test]
fn rescheduling_to_the_same_moment_is_refused_unless_the_zone_changes() {
    let release = after([rescheduled("2026-12-16 14:00")]);
    assert_eq!(
        shown(shift(&release, "2026-12-16 14:00")),
        "no: 2.4.0 is already on Wed 16 Dec 2026 14:00"
    );
    let elsewhere = moment("2026-12-16 14:00").with_timezone(&chrono_tz::Europe::Paris);
    let moved = reschedule(&release, elsewhere, Some(&"we moved".to_owned()));
    let Act::Rescheduled { on, tz, reason } = moved.unwrap().remove(0) else { panic!("a new T") };
    assert_eq!(on, elsewhere);
    assert_eq!((&*tz, reason.as_deref()), ("Europe/Paris", Some("we moved")));
}

fn new(team: &[(&str, &[&str])]) -> Started {
    let people = |all: &[&str]| all.iter().map(|&it| it.into()).collect();
    let team = team.iter().map(|&(role, all)| (role.into(), people(all))).collect();
    Started {
        release: "2.5.0".to_owned(),
        people: [].into(),
        playbook: Playbook { team, ..playbook() }.into(),
        ..started()
    }
}

fn starts(
    by: &str,
    team: &[(&str, &[&str])],
    assign: &[(&str, &str)],
) -> Result<(Person, Started), Refusal> {
    let assign = assign.iter().map(|&(role, person)| (role.to_owned(), person.into()));
    start(&by.into(), new(team), &assign.collect::<Vec<_>>())
}

#[test]
fn the_person_who_starts_holds_the_first_role_unless_it_is_assigned() {
    let alone = starts(EVE, &[], &[]).unwrap().1;
    assert_eq!(alone.people, [("rm".into(), vec![EVE.into()])].into());
    let held = starts(EVE, &[], &[("rm", ALICE)]).unwrap().1;
    assert_eq!(held.people, [("rm".into(), vec![ALICE.into()])].into());
    let team = starts(EVE, &[("rm", &[BOB])], &[]).unwrap().1;
    assert_eq!(team.people, [("rm".into(), vec![BOB.into()])].into());
    let (by, bare) = starts("Eve", &[], &[("qa", EVE), ("boss", "EVE")]).unwrap();
    assert_eq!((by, &bare.people[&"rm".into()]), (EVE.into(), &vec![EVE.into()]));
    assert_eq!(bare.people[&"boss".into()], [EVE.into()]);
    let unclear = starts(EVE, &[], &[("qa", "eve@other.org"), ("boss", "eve")]);
    assert_eq!(unclear.unwrap_err().message, "`eve` matches 2 people");
}

#[test]
fn people_named_at_the_start_join_the_team() {
    let assign = [("testing", DANA), ("qa", EVE), ("boss", BOB), ("qa", EVE)];
    let started = starts(ALICE, &[("qa", &[DANA, CAROL])], &assign).unwrap().1;
    let expected = [
        ("boss".into(), vec![BOB.into()]),
        ("qa".into(), vec![DANA.into(), CAROL.into(), EVE.into()]),
        ("rm".into(), vec![ALICE.into()]),
    ];
    assert_eq!(started.people, expected.into());
}
