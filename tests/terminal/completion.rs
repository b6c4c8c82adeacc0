//! TAB in bash, zsh, fish and elvish, each in its own terminal: the screen afterwards.

use crate::harness::{ENTER, TAB, Terminal, ctrl};
use crate::support::Here;
use snapbox::str;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

const ROWS: u16 = 60;

/// A shell in a terminal, in the folder of a release.
struct Shell {
    name: &'static str,
    terminal: Terminal,
}

impl Shell {
    /// Starts a shell that completes octorel. Reports a missing shell on stderr and returns `None`.
    fn start(here: &Here, name: &'static str) -> Option<Self> {
        let pinned = here.with("PATH", path()).with("TERM", "xterm");
        let mut command = pinned.with("LANG", "C.UTF-8").command(name);
        let (options, setup) = match name {
            "bash" => (
                &["--norc", "--noprofile", "-i"][..],
                "PS1='> '; eval \"$(octorel completions bash)\"",
            ),
            "zsh" => (
                &["-f", "-i"][..],
                "PS1='> '; autoload -U compinit; compinit -u; eval \"$(octorel completions zsh)\"",
            ),
            "elvish" => (
                &["-norc"][..],
                "set edit:prompt = { put '> ' }; set edit:rprompt = { }; set edit:insert:binding[Ctrl-L] = { edit:clear }; \
                 eval (octorel completions elvish | slurp)",
            ),
            _ => (
                &["--no-config", "-i"][..],
                "function fish_prompt; echo '> '; end; octorel completions fish | source",
            ),
        };
        command.args(options);
        let terminal = match Terminal::run(&pinned, command, (80, ROWS), &[]) {
            Ok(terminal) => terminal,
            Err(error) => {
                let skipped = format!("\nskipped: TAB in {name} was not tried: {error}\n");
                // Bypasses the test harness, which hides the output of passing tests.
                std::io::stderr().write_all(skipped.as_bytes()).unwrap();
                return None;
            }
        };
        terminal.press(format!("{setup}; echo rea''dy{ENTER}"), "ready");
        Some(Self { name, terminal })
    }

    /// Types on a new line, presses TAB this many times, and waits for the text.
    #[track_caller]
    fn tab(&self, typed: &str, tabs: usize, wanted: &[&str]) {
        // Ctrl-C leaves the line, Ctrl-L clears the screen. A shell that is not ready yet shows them as text, so they are repeated.
        let is_empty = || self.terminal.screen().trim() == ">";
        for attempt in 0.. {
            assert!(attempt < 20, "no empty line of {}:\n{}", self.name, self.terminal.screen());
            self.terminal.keys(ctrl('c'));
            std::thread::sleep(Duration::from_millis(100));
            self.terminal.keys(ctrl('l'));
            if (0..100).any(|_| {
                std::thread::sleep(Duration::from_millis(20));
                is_empty()
            }) {
                break;
            }
        }
        let name = self.name;
        self.terminal.press(typed, typed.trim_end());
        for _ in 0..tabs {
            self.terminal.keys(TAB);
            std::thread::sleep(Duration::from_millis(150));
        }
        let all = |screen: &vt100::Screen| {
            let shown = screen.contents();
            wanted.iter().all(|part| shown.contains(part))
        };
        // On a busy machine, bash now and then ignores the first TAB after CTRL-C.
        for tenths in 1..100 {
            if self.terminal.read_screen(all) {
                return;
            }
            if tenths == 50 && self.name == "bash" {
                self.terminal.keys(TAB);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        self.terminal.wait_until(&format!("{wanted:?} after `{typed}` in {name}"), all);
    }
}

#[test]
fn a_zsh_without_completion_explains_the_setup() {
    let here = Here::empty().with("PATH", path());
    let mut zsh = here.command("zsh");
    let line = "eval \"$(octorel completions zsh)\"";
    if let Ok(output) = zsh.args(["-f", "-c", line]).output() {
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.starts_with("octorel: ") && message.contains("compinit"), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

/// The PATH, with octorel's folder first.
fn path() -> String {
    let octorel = Path::new(env!("CARGO_BIN_EXE_octorel")).parent().unwrap();
    let known = std::env::var("PATH").unwrap();
    format!("{}:{known}", octorel.display())
}

/// The behaviour that all shells share, one line each.
fn common(shell: &Shell) {
    shell.tab("octorel unti", 1, &["octorel untick"]);
    shell.tab("octorel assign qa dana@e", 1, &["octorel assign qa dana@example.com"]);
    shell.tab("octorel tick --role=secu", 1, &["octorel tick --role=security-lead"]);
    shell.tab("octorel assign qa \"dana@e", 1, &["octorel assign qa \"dana@example.com\""]);
    shell.tab("octorel start 9 --assign qa=dana@e", 1, &["qa=dana@example.com"]);
    let line = shell.terminal.screen();
    let line = line.lines().next().unwrap();
    assert!(line.ends_with("example.com"), "{}: {line}", shell.name);
    shell.tab("octorel -C .octo", 1, &["octorel -C .octorel/"]);
    shell.tab(
        "octorel check --repair --from .octorel/.gitig",
        1,
        &["octorel check --repair --from .octorel/.gitignore"],
    );
    // fish matches a word within a name by itself, and drops names that do not contain it.
    let (plans, smoke) = match shell.name {
        "fish" => ("preparation.rollback-plans", "staging.smoke"),
        _ => ("2.5", "4.2"),
    };
    shell.tab("octorel tick rollback-p", 1, &[&format!("octorel tick {plans}")]);
    shell.tab("octorel decide go-no-go ", 2, &["go", "no-go"]);
    shell.tab(
        "octorel tick 2.",
        2,
        &[
            "2.1  ",
            "Confirm all PRs merged and acceptance criteria met",
            "2.7  ",
            "Schedule staging deployment and smoke tests",
        ],
    );
    shell.tab("octorel tick smoke", 2, &[smoke, "Execute smoke tests and validate"]);
}

#[test]
fn tab_completes_in_bash() {
    let here = Here::in_progress();
    here.ok("assign security-lead \"zed ann\"");
    if let Some(shell) = Shell::start(&here, "bash") {
        common(&shell);
        shell.tab("octorel assign qa zed", 1, &[r"octorel assign qa zed\ ann"]);
    }
}

#[test]
fn tab_completes_in_zsh() {
    if let Some(shell) = Shell::start(&Here::in_progress(), "zsh") {
        common(&shell);
        // zsh scrolls the list, and its start matters here.
        shell.terminal.resize(80, 20);
        shell.tab(
            "octorel tick ",
            1,
            &["the first 17 of ", "1.3  -- Review and update release calendar"],
        );
    }
}

#[test]
fn tab_completes_in_fish() {
    if let Some(shell) = Shell::start(&Here::in_progress(), "fish") {
        common(&shell);
    }
}

#[test]
fn tab_completes_in_elvish() {
    let here = Here::in_progress();
    for (typed, wanted) in [
        ("octorel unti", "octorel untick"),
        ("octorel -C .octo", "octorel -C .octorel/"),
        ("octorel tick --role=secu", "octorel tick '--role=security-lead'"),
        ("octorel tick 2.", "2.7  Schedule staging deployment and smoke tests"),
    ] {
        // A line that CTRL-C leaves ends the completion of the next one, too.
        let Some(shell) = Shell::start(&here, "elvish") else { return };
        shell.tab(typed, 1, &[wanted]);
    }
}

#[test]
fn the_script_is_installed_without_overwriting_foreign_files() {
    let here = Here::empty();
    let path = here.path("");
    let file = ".config/fish/completions/octorel.fish";
    let message = here.ok("completions fish --install");
    assert!(message.contains(&format!("<here>/{file}")), "{message}");
    assert_eq!(fs::read_to_string(path.join(file)).unwrap(), here.ok("completions fish"));
    here.ok("completions fish --install");
    here.write(file, "complete -c octorel -a mine\n");
    here.shows(str![[r#"
[2] $ octorel completions fish --install
! error: `<here>/.config/fish/completions/octorel.fish` already exists and was not written by octorel
! hint: add `octorel completions fish | source` to ~/.config/fish/config.fish
[2] $ octorel completions zsh --install
! error: zsh has no standard folder for completions
! hint: add `eval "$(octorel completions zsh)"` to ~/.zshrc, below compinit
$ octorel completions
bash    eval "$(octorel completions bash)"         in ~/.bashrc
zsh     eval "$(octorel completions zsh)"          in ~/.zshrc, below compinit
fish    octorel completions fish | source          in ~/.config/fish/config.fish
elvish  eval (octorel completions elvish | slurp)  in ~/.config/elvish/rc.elv

For bash and fish, --install writes a file instead: octorel completions fish --install

"#]]);
    assert_eq!(fs::read_to_string(path.join(file)).unwrap(), "complete -c octorel -a mine\n");
    let data = here.with("XDG_DATA_HOME", path.join("data").display().to_string());
    data.ok("completions bash --install");
    let bash = path.join("data/bash-completion/completions/octorel");
    assert_eq!(fs::read_to_string(bash).unwrap(), here.ok("completions bash"));
}
