//! Changes to the playbook of an active release.

use crate::playbook::Playbook;
use crate::release::gate::judge;
use crate::release::{ItemState, Release};
use crate::samples::{ALICE, BOB, History, added, id, playbook, ready, ticked, undone, upgraded};

/// The playbook without 1.1, and with another text for 1.3.
fn newer() -> Playbook {
    let mut newer = playbook();
    newer.phases[0].items.remove(0);
    newer.phases[0].items[1].text = "Write release notes".to_owned();
    newer
}

/// The items of the first phase: number, text and state.
fn plan(release: &Release) -> Vec<String> {
    let items = release.playbook.items().filter(|(place, ..)| place.phase() == Some(0));
    let shown = items.map(|(place, _, item)| {
        let state = release.status(place).state;
        format!("{} {} {state:?}", release.playbook.number(place), item.text)
    });
    shown.collect()
}

#[test]
fn an_upgrade_keeps_what_is_done_and_resets_what_changed() {
    let mut history = History::after(ready());
    history.record(ALICE, added("plan.tell", "Tell"));
    history.record(ALICE, upgraded(newer(), &[]));
    let release = history.release();
    let expected = [
        "1.1 Schedule windows Todo",
        "1.2 Write release notes Todo",
        "1.3 Confirm the scope with QA Done",
        "1.4 Tell Todo",
    ];
    assert_eq!(plan(&release), expected);
    assert!(!release.playbook.phases[0].items[2].required());
    assert_eq!(judge(&release, &"pre-release".into()).unwrap().missing.len(), 2);
    // Later events are about the new version.
    history.record(BOB, ticked("plan.docs", "dev"));
    history.record(ALICE, ticked("plan.tell", "rm"));
    let release = history.release();
    assert_eq!(judge(&release, &"pre-release".into()).unwrap().missing, []);
    assert_eq!(judge(&release, &"deploy".into()).unwrap().missing.len(), 1);
    assert_eq!(release.log.uncounted, []);
}

#[test]
fn a_renamed_item_keeps_its_state_if_its_text_and_owner_are_the_same() {
    for (text, state) in
        [("Confirm the scope with QA", ItemState::Done), ("Other", ItemState::Todo)]
    {
        let mut newer = playbook();
        newer.phases[0].items[0].id = "plan.agree".into();
        newer.phases[0].items[0].text = text.to_owned();
        let mut history = History::after([ticked("plan.scope", "rm")]);
        history.record(ALICE, upgraded(newer, &[("plan.scope", "plan.agree")]));
        let release = history.release();
        let place = release.playbook.place(&"plan.scope".into()).unwrap();
        assert_eq!(release.playbook.id(place).as_str(), "plan.agree");
        assert_eq!(release.status(place).state, state);
    }
}

#[test]
fn parallel_upgrades_conflict_until_the_next_one() {
    let mut history = History::after(ready());
    let both = [playbook(), newer()]
        .map(|version| history.knowing(&[id(7)], ALICE, upgraded(version, &[])));
    // A tick that did not know of the upgrades counts for what stays the same.
    history.knowing(&[id(7)], BOB, ticked("plan.windows", "rm"));
    let release = history.release();
    assert_eq!(release.progress.conflicts.len(), 1);
    assert!(!judge(&release, &"joint".into()).unwrap().open());
    assert_eq!(plan(&release)[0], "1.1 Schedule windows Done");
    history.record(ALICE, upgraded(newer(), &[]));
    let release = history.release();
    assert_eq!(release.progress.conflicts, Vec::<Vec<usize>>::new());
    assert!(both.iter().all(|it| release.log.position(*it).is_some()));
}

#[test]
fn parallel_items_of_one_id_are_one_item_with_both_texts() {
    let mut history = History::new();
    history.knowing(&[id(0)], ALICE, added("plan.tell", "Tell A"));
    let second = history.knowing(&[id(0)], ALICE, added("plan.tell", "Tell B"));
    history.knowing(&[second], ALICE, ticked("plan.tell", "rm"));
    let release = history.release();
    assert_eq!(plan(&release)[3], "1.4 Tell A / Tell B Todo", "the tick knew one text");
    history.record(ALICE, ticked("plan.tell", "rm"));
    assert_eq!(plan(&history.release())[3], "1.4 Tell A / Tell B Done");
    history.record(ALICE, undone(second));
    assert_eq!(history.release().log.uncounted.len(), 1, "something is recorded about it");
    let mut same = History::new();
    same.knowing(&[id(0)], ALICE, added("plan.tell", "Tell"));
    let second = same.knowing(&[id(0)], ALICE, added("plan.tell", "Tell"));
    same.knowing(&[second], ALICE, ticked("plan.tell", "rm"));
    assert_eq!(plan(&same.release())[3], "1.4 Tell Done");
}
