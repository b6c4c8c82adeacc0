//! TAB in bash, zsh, fish and elvish, each in its own terminal, and ENTER: nothing that completion offers or inserts is executed.

use crate::faults::Fault;
use crate::histories::{Line, SANE, record};
use crate::program::{PROGRAM, Site};
use crate::pseudo::{self, Running};
use crate::scale::amount;
use crate::tally::Tally;
use octorel::internals::log::{ReleaseName, Store};
use pty_process::blocking::Pty;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "whatever a person is called is offered, and bash quotes nothing",
    file: "src/cli/complete.rs",
    was: "        if is_harmless(&value) && ",
    becomes: "        if ",
}];

/// Hostile names, and what they say, each separated by `¦`.
const SHAPES: &str = "zed{}¦{}¦zed {}¦zed' {}¦zed\" {} \"¦zed\\{}¦{} zed¦-{}¦~{}¦=zed{}¦zed;{}¦zed&{}¦zed|{}¦zed>pwned{}¦zed!{}¦\
     zed*{}¦zed{a,b}{}¦#{}¦zed\t{}¦zed'{}'";
const PAYLOADS: &str = "$(touch pwned)¦`touch pwned`¦;touch pwned;¦|touch pwned¦&touch pwned&¦\ntouch pwned\n¦';touch pwned;'¦\
     <(touch pwned)¦${x:=`touch pwned`}¦\";touch pwned;\"";

/// What is typed before TAB. The texts of risks, and the names of files, are as hostile as the names of people.
const LINES: [&str; 5] = [
    "assign --dry-run qa ",
    "assign --dry-run qa zed",
    "assign --dry-run qa \"zed",
    "note --dry-run --resolve ",
    "check --repair --from z",
];

/// How each shell is started, and how it completes. With a menu, TAB inserts one candidate after the other.
const SHELLS: [(&str, &str); 5] = [
    (
        "bash --norc --noprofile -i",
        "bind 'set completion-ignore-case on'; eval \"$(octorel completions bash)\"",
    ),
    (
        "bash --norc --noprofile -i",
        "bind 'TAB: menu-complete'; eval \"$(octorel completions bash)\"",
    ),
    ("zsh -f -i", "autoload -U compinit; compinit -u -D; eval \"$(octorel completions zsh)\""),
    ("fish --no-config -i", "octorel completions fish | source"),
    ("elvish -norc", "eval (octorel completions elvish | slurp)"),
];

struct Shell {
    pty: Arc<Pty>,
    shown: Arc<Mutex<String>>,
    _program: Running,
}

impl Shell {
    /// Starts a shell; `None` if it is not installed.
    fn start(site: &Site, (shell, setup): (&str, &str)) -> Option<Self> {
        let (name, options) = shell.split_once(' ').unwrap();
        let mut command = site.command(name);
        let octorel = Path::new(PROGRAM).parent().unwrap().display();
        command.args(options.split(' ')).env("PATH", format!("{octorel}:/usr/bin:/bin"));
        command.env("HOME", "/nowhere");
        command.envs([("TERM", "xterm"), ("LANG", "C.UTF-8"), ("OCTOREL_NO_INPUT", "1")]);
        let (pty, program) = pseudo::start(command, (80, 60)).ok()?;
        let (pty, shown) = (Arc::new(pty), Arc::new(Mutex::new(String::new())));
        let (reader, text) = (Arc::clone(&pty), Arc::clone(&shown));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = pseudo::read(&reader, &mut bytes) {
                text.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        });
        let shell = Self { pty, shown, _program: program };
        shell.work(&format!("{setup}\r"));
        Some(shell)
    }

    fn send(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Sends keys and waits until the shell has acted on all of them. It may then wait for the end of a quoted text.
    fn work(&self, keys: &str) {
        self.shown.lock().unwrap().clear();
        self.send(keys);
        for _ in 0..10 {
            self.send("echo 'wor'king\r");
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(2) {
                if self.shown.lock().unwrap().contains("working") {
                    return;
                }
                thread::sleep(Duration::from_millis(5));
            }
            self.send("\u{3}");
            // With the signal, the terminal drops what was typed.
            thread::sleep(Duration::from_millis(200));
        }
        panic!("the shell hangs after {keys:?}: {}", self.shown.lock().unwrap());
    }
}

/// A release that knows nobody but somebody with this name, who has recorded a risk of this text.
fn known_to(site: &Site, name: &str) {
    let _ = fs::remove_dir_all(site.path(".octorel"));
    site.ok("start 1 --on 2026-12-10");
    let text = serde_json::to_string(name).unwrap();
    let (store, release) = (Store::new(site.top()), ReleaseName::parse("1").unwrap());
    for _ in 0..2 {
        let said = format!(r#""noted","kind":"risk","text":{text}"#);
        record(&store, &release, &Line::new(&[], SANE, &text[1..text.len() - 1], &said)).unwrap();
    }
    let _ = fs::write(site.path(name.replace('/', "")), "");
}

#[test]
fn nothing_that_completion_inserts_is_executed() {
    let payloads = || PAYLOADS.split('¦');
    let hostile = SHAPES.split('¦').flat_map(|it| payloads().map(|what| it.replace("{}", what)));
    let hostile: Vec<String> = hostile.step_by(amount(23, 1)).collect();
    let tally = Tally::default();
    tally.add("hostile names of people, risks and files", hostile.len());
    let tried = &|shell: (&str, &str)| {
        let site = Site::empty();
        let Some(terminal) = Shell::start(&site, shell) else {
            return println!("NOT TRIED: {} is missing", shell.0);
        };
        for name in &hostile {
            known_to(&site, name);
            for line in LINES {
                // The first ENTER may leave a menu, or a text in quotes open.
                let rest = if line.contains('"') { "\"" } else { "" };
                terminal.work(&format!("octorel {line}\t\t\t\r{rest}\r"));
                tally.add("lines", 1);
                if fs::remove_file(site.path("pwned")).is_ok() {
                    tally.fault(format!("{}: {line}: {name:?}", shell.0));
                }
            }
        }
    };
    thread::scope(|scope| {
        for shell in SHELLS {
            scope.spawn(move || tried(shell));
        }
    });
    tally.end("completing", "0 executed");
}
