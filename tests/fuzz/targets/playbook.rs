//! A playbook file: either its problems can be shown at their places in the file, or its playbook round-trips when frozen.

#![no_main]

use libfuzzer_sys::fuzz_target;
use octorel::internals::release::naming;
use octorel::internals::playbook::{At, LoadError, Playbook, Problems, Source, load, render_problems};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::{env, fs, process};

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = env::temp_dir().join(format!("octorel-fuzz-{}", process::id()));
    fs::create_dir_all(&folder).expect("there is room for a folder");
    folder
});

fuzz_target!(|bytes: &[u8]| {
    fs::write(FOLDER.join("all.yaml"), bytes).expect("there is room for a file");
    match load(&Source::Folder(FOLDER.clone())) {
        Ok(playbook) => comes_back(&playbook),
        Err(LoadError::Problems(problems)) => are_shown(&problems),
        Err(error @ LoadError::Io { .. }) => panic!("{error}"),
    }
});

fn comes_back(playbook: &Playbook) {
    let frozen = serde_json::to_string(playbook).expect("a playbook freezes");
    let thawed: Playbook = serde_json::from_str(&frozen).expect("a frozen playbook thaws");
    assert_eq!(thawed, *playbook);
    for place in playbook.places() {
        assert_eq!(
            naming::item(playbook, playbook.id(place).as_str()),
            Ok(place)
        );
        assert_eq!(naming::item(playbook, &playbook.number(place)), Ok(place));
    }
}

fn are_shown(problems: &Problems) {
    assert!(!problems.problems.is_empty());
    for problem in &problems.problems {
        let also = problem.also.as_ref().map(|(at, _)| *at);
        for at in problem.at.into_iter().chain(also) {
            stands(at, problems);
        }
    }
    for width in [20, 80] {
        let shown = render_problems(problems, false, width);
        let raw = shown.chars().find(|&c| c != '\n' && c.is_control());
        assert_eq!(raw, None, "{shown:?}");
    }
}

/// A place covers whole characters of its file, on the line that it names.
fn stands(at: At, problems: &Problems) {
    let text = &problems.sources[at.file].text;
    assert!(text.get(at.start..at.end).is_some(), "{at:?}");
    let before = text[..at.start].replace("\r\n", "\n");
    let line = before.matches(['\n', '\r']).count() + 1;
    assert_eq!(line, problems.position(at).0, "{at:?}");
}
