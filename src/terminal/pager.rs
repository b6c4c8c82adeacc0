//! Text that is longer than the terminal goes through a pager, as git does it: `OCTOREL_PAGER`, `PAGER`, else `less`.

use super::Looks;
use super::output::{dressed, plain};
use super::signals::ignore_interrupts;
use std::env;
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use unicode_width::UnicodeWidthStr;

/// What makes a command more than words: then a shell reads it.
const FOR_A_SHELL: &str = "|&;<>()$`\\\"' \t\n*?[#~=%";

/// Shows the text in a pager and waits until it was left. Says no where the text fits, or no pager is wanted or starts.
///
/// # Errors
/// If the pager cannot be waited for.
pub(super) fn page(text: &str, coloured: bool, looks: Looks) -> io::Result<bool> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("CI") || env::var_os("TERM").is_some_and(|term| term == "dumb") || !is_long(text) {
        return Ok(false);
    }
    let Some(command) = wanted() else {
        return Ok(false);
    };
    // An interrupt is for the pager. octorel waits for its end, so that never two programs read from one terminal.
    ignore_interrupts();
    let Ok(mut pager) = start(&command) else {
        return Ok(false);
    };
    let text = dressed(text, coloured, looks, io::stdout);
    if let Some(mut inner) = pager.stdin.take() {
        // A pager that was left before it had read everything is no error.
        let _ = inner.write_all(text.as_bytes());
    }
    // A shell says with these codes that it could not start it.
    Ok(!matches!(pager.wait()?.code(), Some(126 | 127)))
}

/// Says whether the text needs more lines than the terminal has.
fn is_long(text: &str) -> bool {
    let Some((width, height)) = terminal_size::terminal_size() else {
        return false;
    };
    let (width, height) = (usize::from(width.0).max(1), usize::from(height.0));
    let lines = |line: &str| plain(line).width().div_ceil(width).max(1);
    // The prompt takes a line.
    text.lines().map(lines).sum::<usize>() + 1 > height
}

/// The pager that the environment names; none where it is empty or `cat`.
fn wanted() -> Option<String> {
    let named = |name: &&str| env::var(name).ok();
    let pager = ["OCTOREL_PAGER", "PAGER"].iter().find_map(named);
    let pager = pager.unwrap_or_else(|| "less".to_owned());
    Some(pager.trim().to_owned()).filter(|pager| !pager.is_empty() && pager != "cat")
}

fn start(pager: &str) -> io::Result<Child> {
    let words: Vec<&str> = pager.split_whitespace().collect();
    let plain_words = words.iter().all(|word| !word.contains(|c| FOR_A_SHELL.contains(c)));
    let mut command = match &words[..] {
        [program, arguments @ ..] if plain_words || cfg!(windows) => {
            let mut command = Command::new(program);
            // Without it, less shows colours as the bytes that they are made of: it may be set up for other texts.
            if *program == "less" {
                command.arg("-R");
            }
            command.args(arguments);
            command
        }
        _ => {
            let mut command = Command::new("sh");
            command.args(["-c", pager]);
            command
        }
    };
    // Where no locale is set, less would show the bytes of everything that is not ASCII.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::piped()).spawn()
}
