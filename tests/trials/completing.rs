//! TAB in bash, zsh, fish and elvish, each in its own terminal, and ENTER: nothing that completion offers or inserts is executed.

use crate::faults::Fault;
use crate::place::{PROGRAM, Place};
use crate::pseudo::{self, Running};
use crate::scale::{amount, figures};
use octorel::internals::log::{Act, NoteKind, Noted, ReleaseName, Store, StoreError, Writer};
use octorel::internals::names::Person;
use pty_process::blocking::Pty;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "whatever a person is called is offered, and bash quotes nothing",
    file: "src/cli/complete/answer.rs",
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
    fn start(place: &Place, (shell, setup): (&str, &str)) -> Option<Self> {
        let (name, options) = shell.split_once(' ').unwrap();
        let mut command = place.command(name);
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
fn known_to(place: &Place, name: &str) {
    let folder = place.path(".octorel");
    let _ = fs::remove_dir_all(&folder);
    let started = place.run(["start", "1", "--on", "2026-12-10"]);
    assert!(started.status.success(), "{started:?}");
    let writer = Writer { by: Person::from(name), at: "2026-12-08T09:46:00Z".parse().unwrap() };
    let noted =
        |text: String| Act::Noted(Noted { item: None, kind: NoteKind::Risk, text, link: None });
    let acts = vec![noted(name.to_owned()), noted(name.to_owned())];
    let release = ReleaseName::parse("1").unwrap();
    let recorded =
        Store::new(place.path("")).record(&release, &writer, |_| Ok::<_, StoreError>(acts));
    assert!(recorded.is_ok());
    let _ = fs::write(place.path(name.replace('/', "")), "");
}

#[test]
fn nothing_that_completion_inserts_is_executed() {
    let payloads = || PAYLOADS.split('¦');
    let hostile = SHAPES.split('¦').flat_map(|it| payloads().map(|what| it.replace("{}", what)));
    let hostile: Vec<String> = hostile.step_by(amount(23, 1)).collect();
    let tried = |shell| {
        let place = Place::new();
        let Some(terminal) = Shell::start(&place, shell) else {
            println!("NOT TRIED: {} is missing", shell.0);
            return (0, Vec::new());
        };
        let (mut lines, mut executed) = (0, Vec::new());
        for name in &hostile {
            known_to(&place, name);
            for line in LINES {
                // The first ENTER may leave a menu, or a text in quotes open.
                let rest = if line.contains('"') { "\"" } else { "" };
                terminal.work(&format!("octorel {line}\t\t\t\r{rest}\r"));
                lines += 1;
                if place.path("pwned").exists() {
                    executed.push(format!("{}: {line}: {name:?}", shell.0));
                    fs::remove_file(place.path("pwned")).unwrap();
                }
            }
        }
        (lines, executed)
    };
    let tried: Vec<_> = thread::scope(|scope| {
        SHELLS.map(|shell| scope.spawn(move || tried(shell))).map(|one| one.join().unwrap()).into()
    });
    let lines: usize = tried.iter().map(|(lines, _)| lines).sum();
    let executed: Vec<String> = tried.into_iter().flat_map(|(_, executed)| executed).collect();
    let tried = format!(
        "{} hostile names of people, risks and files in bash, its menu, zsh, fish and elvish, {lines} lines",
        hostile.len()
    );
    figures("completing", &tried, &format!("{} executed", executed.len()));
    assert!(executed.is_empty(), "{}", executed.join("\n"));
}
