//! The program on a terminal: colour, signs, links, the pager, the screen that stays, and the first run.

use crate::support::Here;
use pty_process::blocking::{Command, Pty, open};
use std::fs;
use std::io::{Read, Write};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take to show something, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal with a program on it.
struct Terminal {
    pty: Arc<Pty>,
    program: Child,
    /// All that was written to it so far.
    shown: Arc<Mutex<Vec<u8>>>,
    size: (u16, u16),
}

impl Terminal {
    /// Runs octorel on a terminal of this many lines and columns.
    fn run(here: &Here, line: &str, size: (u16, u16)) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(pty_process::Size::new(size.0, size.1)).unwrap();
        let plain = here.line(line);
        let mut command = Command::new(plain.get_program())
            .args(plain.get_args())
            .current_dir(plain.get_current_dir().unwrap())
            .env_clear();
        for (name, value) in plain.get_envs() {
            let unset = ["COLUMNS", "NO_COLOR"].iter().any(|it| name == *it);
            if let Some(value) = value.filter(|_| !unset) {
                command = command.env(name, value);
            }
        }
        if !plain.get_envs().any(|(name, _)| name == "TERM") {
            command = command.env("TERM", "xterm-256color");
        }
        let program = command.spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (source, sink) = (Arc::clone(&pty), Arc::clone(&shown));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails once the program has ended.
            while let Ok(count @ 1..) = (&*source).read(&mut bytes) {
                sink.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        Self {
            pty,
            program,
            shown,
            size,
        }
    }

    fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    /// What somebody sees.
    fn screen(&self) -> vt100::Parser {
        let mut parser = vt100::Parser::new(self.size.0, self.size.1, 0);
        parser.process(&self.shown.lock().unwrap());
        parser
    }

    #[track_caller]
    fn wait_for(&self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.screen().screen().contents().contains(text) {
            let seen = self.bytes();
            assert!(Instant::now() < until, "`{text}` never came:\n{seen}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn press(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Waits for the end, and gives back the exit code and all that was written.
    fn end(mut self) -> (i32, String) {
        let code = self.program.wait().unwrap().code().unwrap();
        // What is still on its way.
        let mut before = usize::MAX;
        while before != self.bytes().len() {
            before = self.bytes().len();
            thread::sleep(Duration::from_millis(100));
        }
        (code, self.bytes())
    }
}

/// All that a command writes to a terminal that is high enough.
fn on_terminal(here: &Here, line: &str) -> String {
    Terminal::run(here, line, (200, 100)).end().1
}

const COLOUR: &str = "\u{1b}[";

#[test]
fn colour_is_where_the_terminal_and_the_environment_want_it() {
    let here = Here::started();
    assert!(on_terminal(&here, "status").contains(COLOUR));
    for (name, value) in [("CLICOLOR", "0"), ("TERM", "dumb")] {
        let shown = on_terminal(&here.with(name, value), "status");
        assert!(!shown.contains(COLOUR), "{name}={value}:\n{shown}");
    }
    assert!(!on_terminal(&here, "status --color never").contains(COLOUR));
    let piped = here.with("NO_COLOR", "");
    assert!(!piped.ok("status").contains(COLOUR));
    assert!(
        piped
            .with("CLICOLOR_FORCE", "1")
            .ok("status")
            .contains(COLOUR)
    );
    assert!(here.ok("status --color always").contains(COLOUR));
    assert!(
        !here
            .with("CLICOLOR_FORCE", "1")
            .ok("status")
            .contains(COLOUR)
    );
}

#[test]
fn ascii_is_for_terminals_of_another_charset_and_for_who_asks() {
    let here = Here::started();
    assert!(on_terminal(&here, "status").contains('·'));
    for (name, value) in [
        ("LC_ALL", "C"),
        ("LANG", "de_DE.ISO-8859-1"),
        ("OCTOREL_ASCII", "1"),
    ] {
        let shown = on_terminal(&here.with(name, value), "status");
        assert!(shown.is_ascii(), "{name}={value}:\n{shown}");
    }
    // A pipe gets the same everywhere.
    assert_eq!(here.with("LC_ALL", "C").ok("status"), here.ok("status"));
    assert!(here.with("OCTOREL_ASCII", "1").ok("status").is_ascii());
    let asked = here.with("LC_ALL", "C").with("OCTOREL_ASCII", "0");
    assert!(on_terminal(&asked, "status").contains('·'));
}

#[test]
fn an_address_can_be_opened_where_the_terminal_likely_knows_how() {
    let here = Here::started();
    here.ok("note \"see https://ci.example/7\"");
    let link = "\u{1b}]8;;https://ci.example/7\u{1b}\\https://ci.example/7\u{1b}]8;;\u{1b}\\";
    assert!(on_terminal(&here, "notes").contains(link));
    for (name, value) in [("CI", "true"), ("TERM", "linux"), ("FORCE_HYPERLINK", "0")] {
        let shown = on_terminal(&here.with(name, value), "notes");
        assert!(!shown.contains("\u{1b}]8"), "{name}={value}:\n{shown}");
    }
    assert!(!here.ok("notes --color always").contains("\u{1b}]8"));
    let forced = here.with("FORCE_HYPERLINK", "1");
    assert!(forced.ok("notes").contains(link));
    assert!(!forced.ok("notes --format json").contains('\u{1b}'));
}

#[test]
fn a_reader_elsewhere_sees_their_own_time_beside_that_of_the_release() {
    let here = Here::started().with("TZ", "America/New_York");
    let told = "Tue 8 Dec 2026 14:00 Paris (08:00 here)";
    assert!(on_terminal(&here, "status").contains(told));
    assert!(!here.ok("status").contains("here"));
    let narrow = Terminal::run(&here, "status", (60, 60)).end().1;
    assert!(
        !narrow.contains("here") && narrow.contains("T-4d"),
        "{narrow}"
    );
    assert!(!on_terminal(&here.with("TZ", "Europe/Berlin"), "status").contains("here"));
}

/// What makes every line of a pager known.
const PAGER: &str = "sed s/^/paged:/";

#[test]
fn a_long_view_goes_through_a_pager_and_a_short_one_does_not() {
    let here = Here::started().with("OCTOREL_PAGER", PAGER);
    let low = |line| Terminal::run(&here, line, (24, 80)).end();
    let (code, shown) = low("gate deploy");
    assert!(shown.contains("paged:"), "{shown}");
    // The answer is the gate's, not the pager's.
    assert_eq!(code, 1);
    assert!(!low("next --limit 3").1.contains("paged:"));
    assert!(!low("list --no-pager").1.contains("paged:"));
    assert!(!on_terminal(&here, "list").contains("paged:"));
    // What was recorded is said at once.
    let many = "tick 1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 4.1 4.2 4.3 4.4 4.5 4.6 5.1 5.2 5.3";
    assert!(!low(many).1.contains("paged:"));
    assert!(!here.ok("list").contains("paged:"));
}

#[test]
fn without_a_pager_that_works_the_text_is_printed() {
    let here = Here::started();
    for pager in ["", "cat", "no-such-pager", "no-such-pager 'x'"] {
        let here = here.with("OCTOREL_PAGER", pager).with("PAGER", PAGER);
        let (code, shown) = Terminal::run(&here, "list", (24, 80)).end();
        assert_eq!(code, 0, "{pager}");
        assert!(shown.contains("60 items, 60 open"), "{pager}:\n{shown}");
        assert!(!shown.contains("paged:"), "{pager}");
    }
    let ci = here.with("PAGER", PAGER).with("CI", "true");
    assert!(
        !Terminal::run(&ci, "list", (24, 80))
            .end()
            .1
            .contains("paged:")
    );
    // Whoever leaves the pager early has read enough.
    let (code, shown) = Terminal::run(&here.with("PAGER", "head -n 1"), "list", (24, 80)).end();
    assert_eq!((code, shown.lines().count()), (0, 1), "{shown}");
}

#[test]
fn a_watched_status_shows_what_others_record_and_leaves_the_terminal_as_it_was() {
    let here = Here::started();
    for ending in ["q", "\u{3}"] {
        let watch = Terminal::run(&here, "status --watch", (30, 80));
        watch.wait_for("2.4.0 · Tue 8 Dec 2026 14:00");
        assert!(watch.screen().screen().alternate_screen());
        let note = format!("note \"before {}\"", ending.len());
        here.ok(&note);
        watch.wait_for("noted by rm, just now");
        here.ok("undo");
        watch.wait_for("undone");
        watch.press(ending);
        let (code, shown) = watch.end();
        assert_eq!(code, 0, "{shown}");
        let mut screen = vt100::Parser::new(30, 80, 0);
        screen.process(shown.as_bytes());
        assert!(!screen.screen().alternate_screen() && !screen.screen().hide_cursor());
        assert_eq!(screen.screen().contents(), "");
        // Nothing is cleared before it is written over.
        assert!(!shown.contains("\u{1b}[2J"), "{shown:?}");
    }
    let piped = here.run("status --watch 5");
    assert_eq!(piped.code, Some(2), "{piped}");
    assert_eq!(here.run("status --watch --format json").code, Some(2));
}

#[test]
fn the_first_run_explains_itself_and_what_it_offers_works() {
    let here = Here::empty();
    let run = here.run("");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run}");
    assert_eq!(run.stdout.lines().count(), 8, "{run}");
    let offered = run
        .stdout
        .lines()
        .find(|line| line.starts_with("  octorel start"));
    here.ok(offered.unwrap().trim().strip_prefix("octorel ").unwrap());
    assert!(
        here.ok("")
            .starts_with("1.0.0 · Tue 22 Dec 2026 14:00 UTC · in 18 days")
    );
    // Whoever names the command is told what is missing.
    assert_eq!(Here::empty().run("status").code, Some(2));
    assert_eq!(Here::empty().run("--format json").code, Some(2));
}

#[test]
fn a_t_in_the_past_is_taken_and_pointed_out() {
    let run = Here::empty().run("start 2.4.0 --on \"2026-12-01 14:00\" --tz Europe/Paris");
    assert_eq!(run.code, Some(0), "{run}");
    assert_eq!(
        run.stderr,
        "warning: T is in the past: octorel reschedule moves it\n"
    );
    assert_eq!(
        Here::empty()
            .run(&Here::plan("2.4.0", "2026-12-08 14:00"))
            .stderr,
        ""
    );
}

#[test]
fn a_moment_before_the_start_says_that_there_was_none_yet() {
    let here = Here::started();
    let told = "not started yet; rm starts it in 33 days, 4 Dec 10:00\n";
    assert!(here.ok("status --as-of 2026-11-01").ends_with(told));
    assert!(here.ok("status").ends_with("started by rm, just now\n"));
    // A text of that moment says what held then.
    assert!(
        here.ok("announce timeline --as-of 2026-11-01")
            .contains("2.4.0")
    );
    assert_eq!(here.run("announce --as-of 2026-11-01 --sent").code, Some(2));
}

#[test]
fn a_bare_call_after_the_last_release_says_how_to_begin_the_next() {
    let here = Here::started();
    here.ok("cancel --reason \"merged\"");
    assert!(
        here.ok("")
            .ends_with("  now  octorel start RELEASE --on \"2026-12-22 14:00\"\n")
    );
    assert!(!here.ok("status").contains("octorel start"));
}

#[test]
fn the_demo_plays_a_whole_release_and_leaves_it() {
    let here = Here::empty();
    let here = here.with("TMPDIR", here.path("").display().to_string());
    let run = here.run("demo");
    assert_eq!(run.code, Some(0), "{run}");
    for shown in [
        "3 days late, kept as a deviation",
        "error: dana may not decide go-no-go",
        "incident 1  closed: a cold cache",
        "the record is in .octorel/releases/2.4.0.md",
    ] {
        assert!(
            run.stdout.contains(shown) || run.stderr.contains(shown),
            "{shown}\n{run}"
        );
    }
    // Past the two refusals that the story tells of, nothing fails.
    assert_eq!(run.stdout.matches("(exit code").count(), 2, "{run}");
    let played = here.run("-C octorel-demo status");
    assert!(played.stdout.contains("CLOSED"), "{played}");
    // A second one takes another folder, and this one leaves nothing.
    assert_eq!(here.run("demo --remove").code, Some(0));
    let mut left: Vec<_> = fs::read_dir(here.path(""))
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["octorel-demo"]);
}

#[test]
fn the_demo_waits_on_a_terminal_until_somebody_goes_on_or_ends_it() {
    let here = Here::empty();
    let here = here.with("TMPDIR", here.path("").display().to_string());
    let demo = Terminal::run(&here, "demo --remove", (60, 80));
    demo.wait_for("Enter goes on, q ends");
    demo.press("\r");
    demo.wait_for("octorel skip 1.4");
    demo.wait_for("Enter goes on, q ends");
    demo.press("q");
    let (code, shown) = demo.end();
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("octorel gate"), "{shown}");
    assert!(!here.path("octorel-demo").exists());
}
