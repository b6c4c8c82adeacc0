//! Recording on disk: which lines are kept, which are refused, and how several writers interact.

use super::{Recorded, Store, Writer};
use crate::log::error::StoreError;
use crate::log::name::ReleaseName;
use crate::log::samples::{alice, at, line, started, ticked};
use crate::log::trouble::TroubleKind;
use assert_fs::TempDir;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

fn writer() -> Writer {
    Writer { by: alice(), at: at() }
}

fn name(text: &str) -> ReleaseName {
    ReleaseName::parse(text).unwrap()
}

/// A release `1` that has just started, its store, and its file.
fn new_release() -> (TempDir, Store, PathBuf) {
    let folder = TempDir::new().unwrap();
    let store = Store::new(folder.path()).with_patience(Duration::from_millis(50));
    store.create(&writer(), started("1")).unwrap();
    let path = store.path(&name("1"));
    (folder, store, path)
}

fn tick(store: &Store, note: &str) -> Result<Recorded, StoreError> {
    store.record(&name("1"), &writer(), |_| Ok(vec![ticked(note)]))
}

#[test]
fn a_recorded_event_reads_back_unchanged() {
    let (_folder, store, path) = new_release();
    let recorded = store
        .record(&name("1"), &writer(), |log| {
            assert_eq!(log.events().len(), 1);
            Ok::<_, StoreError>(vec![ticked("a"), ticked("b")])
        })
        .unwrap();
    let log = store.read(&name("1")).unwrap();
    assert_eq!(log, recorded.log);
    assert_eq!(log.events().len(), 3);
    assert_eq!(recorded.events(), &log.events()[1..]);
    assert!(log.is_before(0, 1) && log.is_before(1, 2));
    assert_eq!(log.troubles(), []);
    assert_eq!(store.list().unwrap(), [name("1")]);
    // A last line without its newline counts, and the next one is separate.
    let whole = fs::read(&path).unwrap();
    fs::write(&path, whole.strip_suffix(b"\n").unwrap()).unwrap();
    assert_eq!(tick(&store, "c").unwrap().torn_file, None);
    assert!(fs::read(&path).unwrap().starts_with(&whole));
}

#[test]
fn an_event_refused_by_the_caller_changes_nothing() {
    let (_folder, store, path) = new_release();
    let before = fs::read(&path).unwrap();
    let decided = || StoreError::Newer { kind: "x".to_owned() };
    let refused = store.record(&name("1"), &writer(), |_| Err(decided()));
    assert!(matches!(refused, Err(StoreError::Newer { .. })));
    let nothing = store.record(&name("1"), &writer(), |_| Ok::<_, StoreError>(Vec::new()));
    assert_eq!(nothing.unwrap().events(), []);
    let long = tick(&store, &"x".repeat(70_000)).unwrap_err();
    assert!(matches!(long, StoreError::TooLong(_)));
    // All or none: the second of three events does not fit a line.
    let half = store.record(&name("1"), &writer(), |_| {
        Ok::<_, StoreError>(vec![ticked("a"), ticked(&"x".repeat(70_000)), ticked("b")])
    });
    assert!(matches!(half.unwrap_err(), StoreError::TooLong(_)));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_release_starts_once() {
    let (_folder, store, path) = new_release();
    let before = fs::read(&path).unwrap();
    let again = store.create(&writer(), started("1")).unwrap_err();
    assert!(matches!(again, StoreError::Exists { .. }));
    assert_eq!(fs::read(&path).unwrap(), before);
    // A start truncated by a crash was never recorded, and does not prevent the next one.
    fs::write(&path, &before[..300]).unwrap();
    let recorded = store.create(&writer(), started("1")).unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
    let kept = fs::read(recorded.torn_file.unwrap()).unwrap();
    assert_eq!(kept, [&before[..300], b"\n"].concat());
    let bad = store.create(&writer(), started("../1")).unwrap_err();
    assert!(matches!(bad, StoreError::Name(_)));
    store.create(&writer(), started("2.4.0-RC")).unwrap();
    let error = store.create(&writer(), started("2.4.0-rc")).unwrap_err();
    assert!(matches!(error, StoreError::SameName { .. }), "{error}");
}

#[test]
fn a_misspelt_release_name_creates_no_file() {
    let (_folder, store, path) = new_release();
    let read = store.read(&name("2")).unwrap_err();
    assert!(matches!(read, StoreError::NoRelease { .. }));
    let missing = store.record(&name("2"), &writer(), |_| Ok::<_, StoreError>(vec![]));
    assert!(matches!(missing.unwrap_err(), StoreError::NoRelease { .. }));
    let files = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(files, 2, "the log and its lock");
}

#[test]
fn nothing_is_recorded_in_a_log_that_is_not_intact() {
    let (_folder, store, path) = new_release();
    tick(&store, "a").unwrap();
    let good = fs::read(&path).unwrap();
    let first = good.iter().position(|&byte| byte == b'\n').unwrap();
    let mut flipped = good.clone();
    flipped[first + 200] ^= 1;
    let damaged = [&good[..=first], b"scribble\n", &good[first + 1..]].concat();
    for bad in [&flipped[..], &damaged, &good[first + 1..], b""] {
        fs::write(&path, bad).unwrap();
        let refused = tick(&store, "b").unwrap_err();
        assert!(matches!(refused, StoreError::Refused { .. }), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), bad);
    }
    fs::write(&path, &good).unwrap();
    fs::rename(&path, store.path(&name("2"))).unwrap();
    let refused = store.record(&name("2"), &writer(), |_| Ok::<_, StoreError>(vec![]));
    let StoreError::Refused { troubles, .. } = refused.unwrap_err() else {
        panic!("another release's log was taken")
    };
    assert_eq!(troubles[0].kind, TroubleKind::OtherRelease);
}

#[test]
fn a_writer_that_waits_too_long_learns_who_holds_the_lock() {
    let (_folder, store, path) = new_release();
    let lock = fs::File::open(path.with_extension("jsonl.lock")).unwrap();
    lock.lock().unwrap();
    let waited = tick(&store, "a").unwrap_err();
    let said = waited.to_string();
    let holder = format!("by process {} of alice@example.com;", std::process::id());
    assert!(said.contains(&holder), "{said}");
    // Readers do not wait.
    assert_eq!(store.read(&name("1")).unwrap().events().len(), 1);
    drop(lock);
    tick(&store, "a").unwrap();
}

#[test]
fn other_files_beside_the_logs_are_not_releases() {
    let (_folder, store, path) = new_release();
    let releases = path.parent().unwrap();
    for file in ["notes.txt", "a b.jsonl", "1.jsonl.torn", ".jsonl", "10.jsonl"] {
        fs::write(releases.join(file), "").unwrap();
    }
    assert_eq!(store.list().unwrap(), [name("1"), name("10")]);
    assert_eq!(Store::new(releases).list().unwrap(), []);
}

#[cfg(unix)]
#[test]
fn an_unwritable_folder_is_an_error_and_nothing_is_recorded() {
    // Not even root can create a folder here.
    let refused = Store::new("/proc/self").create(&writer(), started("1")).unwrap_err();
    assert!(matches!(refused, StoreError::Prepare { .. }));
    let said = refused.to_string();
    assert!(said.ends_with("; nothing was recorded"), "{said}");
}

#[test]
fn a_thousand_parallel_events_are_joined_by_the_next_command() {
    let (_folder, store, path) = new_release();
    let start = store.read(&name("1")).unwrap().events()[0].id;
    let parallel = (0..1_000).flat_map(|n| line(&[start], ticked(&n.to_string())).1);
    let bytes: Vec<u8> = fs::read(&path).unwrap().into_iter().chain(parallel).collect();
    fs::write(&path, bytes).unwrap();
    let recorded = tick(&store, "last").unwrap();
    assert_eq!(recorded.events().len(), 1);
    let log = store.read(&name("1")).unwrap();
    assert_eq!((log.events().len(), log.graph.heads.len(), log.refusals()), (1_003, 1, vec![]));
    assert!(log.is_all_before(&[1_002]));
}
