//! Keys typed by mistake: their effects are limited and can be undone.

use super::{Backend, model};
use crate::samples::{DANA, History, blocked, skipped, ticked};
use crate::ui::state::Effect;
use crossterm::event::KeyCode;

#[test]
fn a_key_for_an_item_already_changed_by_others_does_nothing() {
    let mut history = History::after([ticked("plan.scope", "rm")]);
    for (keys, line) in [("  ", Some("tick 2.1")), ("jk ", Some("tick 2.1"))] {
        let mut backend = Backend::of(&history);
        backend.types("hg\n");
        assert_eq!(backend.at(), "1.3");
        let mut settled = History::after([ticked("plan.scope", "rm")]);
        settled.record(DANA, ticked("plan.docs", "dev"));
        backend.model = model(&settled);
        backend.state.hear(&backend.model);
        assert_eq!(backend.at(), "2.1");
        let (first, rest) = keys.split_at(1);
        assert_eq!(backend.types(first), None);
        assert_eq!(backend.types(rest).as_deref(), line);
    }
    history.record(DANA, ticked("deploy.check", "qa"));
    let mut backend = Backend::of(&history);
    backend.state.hear(&backend.model);
    assert_eq!(backend.types(" ").as_deref(), Some("tick 1.3"));
}

#[test]
fn keys_do_nothing_on_a_terminal_that_is_too_small() {
    let mut backend = Backend::new();
    backend.state.settle(None);
    for keys in [" ", "u", ":undo\n", "⎋", "⇥"] {
        assert_eq!(backend.types(keys), None, "{keys:?}");
        assert!(backend.state.dialogs.is_empty());
    }
    assert_eq!(backend.key(KeyCode::Char('q')), Some(Effect::Quit));
}

#[test]
fn space_skip_and_block_toggle() {
    let open = |act| {
        let mut backend = Backend::of(&History::after(act));
        backend.state.go_to(
            backend.model.release.playbook.place(&"plan.docs".into()).unwrap(),
            &backend.model,
        );
        backend
    };
    let (none, docs) = (Vec::new(), "plan.docs");
    assert_eq!(open(none.clone()).types(" ").as_deref(), Some("tick 1.3"));
    assert_eq!(open(vec![ticked(docs, "dev")]).types(" ").as_deref(), Some("untick 1.3"));
    assert_eq!(open(vec![skipped(docs, "dev")]).types(" ").as_deref(), Some("tick 1.3"));
    assert_eq!(open(vec![skipped(docs, "dev")]).types("s").as_deref(), Some("untick 1.3"));
    assert_eq!(open(vec![blocked(docs, "dev")]).types("b").as_deref(), Some("untick 1.3"));
    for (keys, line) in [("s", "skip 1.3"), ("b", "block 1.3")] {
        assert_eq!(open(none.clone()).types(keys).as_deref(), Some(line));
        assert_eq!(open(vec![ticked(docs, "dev")]).types(keys).as_deref(), Some(line));
    }
}
