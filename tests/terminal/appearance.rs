//! Output for terminals only: colour, symbols, local time, the pager, and the waiting demo.

use crate::harness::{ENTER, Terminal};
use crate::support::Here;
use std::fs;

/// The size of a terminal that is too small for a long view.
const LOW: (u16, u16) = (80, 24);

/// The exit code of a command, and its complete output to a terminal.
fn written(here: &Here, line: &str, size: (u16, u16)) -> (i32, String) {
    let mut terminal = Terminal::start(here, size, &[], line);
    let code = terminal.exit();
    (code, String::from_utf8(terminal.raw()).unwrap())
}

/// The complete output of a command to a terminal with enough rows.
fn on_terminal(here: &Here, line: &str) -> String {
    written(here, line, (100, 200)).1
}

const COLOUR: &str = "\u{1b}[";

#[test]
fn the_terminal_and_the_environment_control_colour() {
    let here = Here::started();
    assert!(on_terminal(&here, "status").contains(COLOUR));
    for (name, value) in [("CLICOLOR", "0"), ("TERM", "dumb")] {
        let shown = on_terminal(&here.with(name, value), "status");
        assert!(!shown.contains(COLOUR), "{name}={value}:\n{shown}");
    }
    assert!(!on_terminal(&here, "status --color never").contains(COLOUR));
    let piped = here.with("NO_COLOR", "");
    assert!(!piped.ok("status").contains(COLOUR));
    assert!(piped.with("CLICOLOR_FORCE", "1").ok("status").contains(COLOUR));
    assert!(!piped.with("CLICOLOR_FORCE", "0").ok("status").contains(COLOUR));
    assert!(here.ok("status --color always").contains(COLOUR));
    assert!(!here.with("CLICOLOR_FORCE", "1").ok("status").contains(COLOUR));
}

#[test]
fn ascii_is_used_for_other_charsets_and_on_request() {
    let here = Here::started();
    assert!(on_terminal(&here, "status").contains('·'));
    for (name, value) in [("LC_ALL", "C"), ("LANG", "de_DE.ISO-8859-1"), ("OCTOREL_ASCII", "1")] {
        let shown = on_terminal(&here.with(name, value), "status");
        assert!(shown.is_ascii(), "{name}={value}:\n{shown}");
    }
    // A pipe gets the same text everywhere.
    assert_eq!(here.with("LC_ALL", "C").ok("status"), here.ok("status"));
    assert!(here.with("OCTOREL_ASCII", "1").ok("status").is_ascii());
    let forced = here.with("LC_ALL", "C").with("OCTOREL_ASCII", "0");
    assert!(on_terminal(&forced, "status").contains('·'));
}

#[test]
fn a_reader_in_another_zone_sees_local_and_release_time() {
    let here = Here::started().with("TZ", "America/New_York");
    let expected = "Tue 8 Dec 2026 14:00 Paris (08:00 here)";
    assert!(on_terminal(&here, "status").contains(expected));
    assert!(!here.ok("status").contains("here"));
    let (_, narrow) = written(&here, "status", (60, 60));
    assert!(!narrow.contains("here") && narrow.contains("T-4d"), "{narrow}");
    assert!(!on_terminal(&here.with("TZ", "Europe/Berlin"), "status").contains("here"));
}

/// A pager command that marks every line.
const PAGER: &str = "sed s/^/paged:/";

#[test]
fn only_a_long_view_goes_through_a_pager() {
    let here = Here::started().with("OCTOREL_PAGER", PAGER);
    let low = |line| written(&here, line, LOW);
    let (code, shown) = low("gate deploy");
    assert!(shown.contains("paged:"), "{shown}");
    // The exit code is that of the gate, not of the pager.
    assert_eq!(code, 1);
    assert!(!low("next --limit 3").1.contains("paged:"));
    assert!(!low("list --no-pager").1.contains("paged:"));
    assert!(!on_terminal(&here, "list").contains("paged:"));
    for help in ["help", "--help", "help ci", "help tick"] {
        assert!(low(help).1.contains("paged:"), "{help}");
    }
    assert!(!low("--help --no-pager").1.contains("paged:"));
    // Confirmations do not go through the pager.
    let many = "tick 1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 4.1 4.2 4.3 4.4 4.5 4.6 5.1 5.2 5.3";
    assert!(!low(many).1.contains("paged:"));
    assert!(!here.ok("list").contains("paged:"));
}

#[cfg(unix)]
#[test]
fn less_always_gets_the_colour_option() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let here = Here::started().with("PATH", "bin:/usr/bin:/bin").with("LESS", "-i");
    here.write("bin/less", "#!/bin/sh\nexec sed \"s/^/less $*:/\"\n");
    set_permissions(here.path("bin/less"), Permissions::from_mode(0o755)).unwrap();
    for pager in ["less", "less -S"] {
        let (_, shown) = written(&here.with("PAGER", pager), "list", LOW);
        assert!(shown.contains("less -R"), "{pager}: {shown}");
    }
}

#[test]
fn a_view_on_a_terminal_shows_how_to_proceed() {
    let here = Here::started();
    let expected = "hint: octorel tick 1.1, or octorel skip 1.1 --reason \"…\"";
    for view in ["next", "gate"] {
        let shown = on_terminal(&here, &format!("{view} --color never"));
        assert!(shown.contains(expected), "{shown}");
        let piped = here.run(view);
        assert!(!piped.stdout.contains("hint") && piped.stderr.is_empty(), "{piped}");
    }
    let json = on_terminal(&here, "gate --format json --no-pager");
    assert!(!json.contains("hint"), "{json}");
}

#[test]
fn without_a_working_pager_the_text_is_printed() {
    let here = Here::started();
    for pager in ["", "cat", "no-such-pager", "no-such-pager 'x'"] {
        let here = here.with("OCTOREL_PAGER", pager).with("PAGER", PAGER);
        let (code, shown) = written(&here, "list", LOW);
        assert_eq!(code, 0, "{pager}");
        assert!(shown.contains("10.7"), "{pager}:\n{shown}");
        assert!(!shown.contains("paged:"), "{pager}");
    }
    let ci = here.with("PAGER", PAGER).with("CI", "true");
    assert!(!written(&ci, "list", LOW).1.contains("paged:"));
    // Quitting the pager early is not an error.
    let (code, shown) = written(&here.with("PAGER", "head -n 1"), "list", LOW);
    assert_eq!((code, shown.lines().count()), (0, 1), "{shown}");
}

#[test]
fn the_demo_shows_one_page_after_another_and_can_be_left_early() {
    let here = Here::empty();
    let here = here.with("TMPDIR", here.path("").display().to_string());
    let mut demo = Terminal::start(&here, LOW, &[], "demo");
    for page in 1..20 {
        demo.wait_for(&format!("Enter: page {page} of 20"));
        // A key that comes before the prompt is read would be echoed.
        demo.settle();
        demo.keys(ENTER);
    }
    demo.wait_for("Enter: page 20 of 20");
    demo.keys("q");
    assert_eq!(demo.exit(), 0, "{}", demo.screen());
    let raw = String::from_utf8(demo.raw()).unwrap();
    for page in raw.split("Enter: page") {
        // The first line is blank, and may leave the screen.
        assert!(page.lines().count() <= 25, "{page}");
    }
    let folders = || fs::read_dir(here.path("")).unwrap().map(|it| it.unwrap().path());
    let folder = folders().next().unwrap();
    assert!(demo.screen().contains(&format!("octorel -C {} ui", folder.display())), "{raw}");
    let next = format!("-C \"{}\" next --limit 1", folder.display());
    assert_eq!(here.run(&next).code, Some(0));
    // Nothing is kept before the first page.
    let mut demo = Terminal::start(&here, LOW, &[], "demo");
    demo.wait_for("Enter: page 1");
    demo.keys("q");
    assert_eq!(demo.exit(), 0, "{}", demo.screen());
    assert_eq!(folders().count(), 1);
}
