//! The bytes of a log: only written events are read, no written event is lost, and the order of the lines has no effect.

#![no_main]

mod lines;

use libfuzzer_sys::fuzz_target;
use lines::Written;
use octorel::internals::log::{EventId, Log, ReleaseName, RepairPlan, decode};
use octorel::internals::playbook::Playbook;
use octorel::internals::release::Release;

fuzz_target!(|input: &[u8]| {
    let written = Written::of(input);
    let log = Log::read(&written.bytes);
    let known: Vec<EventId> = (written.ids.iter())
        .map(|id| EventId::from_hex(id.as_bytes()).expect("64 digits"))
        .collect();
    for event in log.events() {
        assert!(known.contains(&event.id), "nobody wrote {}", event.id);
    }
    nothing_is_lost(&written, &log);
    is_in_order(&log);
    if log.damage.is_empty() && log.torn.is_none() {
        order_means_nothing(&written.bytes, &log);
    }
    for trouble in log.troubles() {
        let words = format!("{} {}", trouble.text, trouble.meaning);
        assert!(!words.contains('\n'));
    }
    let release = ReleaseName::parse("2.4.0").expect("a name");
    drop(RepairPlan::new(&written.bytes, &release, &[]));
    for (_, started) in log.starts() {
        let frozen = serde_json::to_string(&*started.playbook).expect("a playbook freezes");
        let thawed: Playbook = serde_json::from_str(&frozen).expect("a frozen playbook thaws");
        assert_eq!(thawed, *started.playbook);
    }
    drop(Release::of(log));
});

/// A line that is an event is read, unless it is in a final write with missing blocks; any other line is kept unchanged.
fn nothing_is_lost(written: &Written, log: &Log) {
    let lines = written.bytes.split(|&byte| byte == b'\n');
    for event in lines.filter_map(|line| decode(line.trim_ascii()).ok()) {
        let read = log.torn.is_some() || log.position(event.id).is_some();
        assert!(read, "not read: {}", event.id);
    }
    for id in &written.ids {
        let holds = |kept: &[u8]| kept.windows(id.len()).any(|part| part == id.as_bytes());
        let read = EventId::from_hex(id.as_bytes()).and_then(|id| log.position(id));
        let kept = read.is_some()
            || log.damage.iter().any(|damage| holds(&damage.bytes))
            || log.torn.as_ref().is_some_and(|torn| holds(&written.bytes[torn.range.clone()]));
        assert!(kept, "lost: {id}");
    }
}

/// Every event occurs once, after all events known to its writer.
fn is_in_order(log: &Log) {
    for (at, event) in log.events().iter().enumerate() {
        assert_eq!(log.position(event.id), Some(at));
        for parent in &event.after {
            match log.position(*parent) {
                Some(before) => {
                    assert!(before < at && log.is_before(before, at) && !log.is_before(at, before))
                }
                None => assert!(
                    log.graph.missing
                        .iter()
                        .any(|cut| cut.event == at && cut.parent == *parent)
                ),
            }
        }
    }
}

fn order_means_nothing(bytes: &[u8], log: &Log) {
    let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    lines.reverse();
    let backwards = [lines.join(&b'\n'), b"\n".to_vec(), bytes.to_vec()].concat();
    let again = Log::read(&backwards);
    assert_eq!((again.events(), &again.graph.heads), (log.events(), &log.graph.heads));
}
