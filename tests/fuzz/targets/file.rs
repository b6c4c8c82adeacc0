//! The log file of a release with any content: recorded events can be read, and a repair makes the log intact.

#![no_main]

mod lines;

use libfuzzer_sys::fuzz_target;
use lines::Written;
use octorel::internals::log::{Act, Log, ReleaseName, Store, StoreError, Trouble, TroubleKind, Writer};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs, process};

/// The folder that contains `.octorel`.
static ROOT: LazyLock<PathBuf> =
    LazyLock::new(|| env::temp_dir().join(format!("octorel-fuzz-{}", process::id())));

fuzz_target!(|input: &[u8]| {
    let bytes = Written::of(input).bytes;
    is_recorded_to(&bytes);
    is_repaired(&bytes);
});

/// A store that contains only these bytes as the log of a release.
fn store(bytes: &[u8]) -> Store {
    let folder = ROOT.join(".octorel/releases");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it is ours");
    }
    fs::create_dir_all(&folder).expect("there is room for a folder");
    let store = Store::new(&*ROOT);
    fs::write(store.path(&release()), bytes).expect("there is room for a file");
    store
}

fn release() -> ReleaseName {
    ReleaseName::parse("2.4.0").expect("a name")
}

fn writer() -> Writer {
    Writer {
        by: "alice@example.com".into(),
        at: "2026-12-09T10:00:00Z".parse().expect("a moment"),
    }
}

/// The events of a log can be recorded again and read back.
fn is_recorded_to(bytes: &[u8]) {
    let store = store(bytes);
    let before = store.read(&release()).expect("it is there");
    let acts: Vec<Act> = (before.events().iter())
        .map(|event| event.act.clone())
        .collect();
    let record = |_: &Log| Ok::<_, StoreError>(acts.clone());
    let Ok(recorded) = store.record(&release(), &writer(), record) else {
        let too_long = bytes.len() > octorel::internals::log::MAX_LINE;
        assert!(!before.refusals().is_empty() || too_long);
        return;
    };
    let new = recorded.events().iter().map(|event| &event.act);
    assert!(new.eq(&acts));
    assert!((before.events().iter()).all(|event| recorded.log.events().contains(event)));
    let path = store.path(&release());
    let log = Log::read(&fs::read(path).expect("it is there"));
    assert_eq!(log.events(), recorded.log.events());
    assert_eq!(log.torn, None);
}

/// After a repair, no repairable problem is left, and each event is in the log or beside it.
fn is_repaired(bytes: &[u8]) {
    let store = store(bytes);
    let before = store.read(&release()).expect("it is there");
    let Ok((_, files)) = store.repair(&release(), &writer(), &[], Some("a reason")) else {
        let log = Log::read(&fs::read(store.path(&release())).expect("it is there"));
        assert_eq!(log.events().len(), before.events().len());
        return;
    };
    let written = fs::read(store.path(&release())).expect("it is there");
    let log = Log::read(&written);
    assert!(log.damage.is_empty() && log.torn.is_none());
    let beside = |id: &str| files.iter().any(|path| holds(path, id));
    for event in before.events() {
        let kept = log.events().contains(event) || beside(&event.id.to_string());
        assert!(kept, "lost {}", event.id);
    }
    let refusals = log.named(release().as_str()).refusals();
    let of_people = |trouble: &Trouble| trouble.kind == TroubleKind::NotStarted;
    assert!(refusals.iter().all(of_people), "{refusals:?}");
    let again = store.plan_repair(&release(), &[]).expect("it was repaired");
    assert!(!again.is_needed, "{again:?}");
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = fs::read(path).expect("it is there");
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}
