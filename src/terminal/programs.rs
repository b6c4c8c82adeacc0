//! Other programs that get the terminal, as git does it: for a text that is longer than the terminal the pager `OCTOREL_PAGER`,
//! `PAGER`, else `less`; and an editor.

use super::OutputOptions;
use super::options::{dressed, plain};
use super::signals::ignore_interrupts;
use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use unicode_width::UnicodeWidthStr;

/// Shows the text in a pager and waits for its end. Returns false if the text fits, or no pager is configured or starts.
pub(super) fn page(text: &str, coloured: bool, output: OutputOptions) -> io::Result<bool> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("CI") || env::var_os("TERM").is_some_and(|term| term == "dumb") || !is_long(text) {
        return Ok(false);
    }
    let Some(command) = command() else { return Ok(false) };
    // An interrupt is for the pager. octorel waits for it, so that two programs never read from one terminal.
    ignore_interrupts();
    let Ok(mut pager) = start(&command) else { return Ok(false) };
    let text = dressed(text, coloured, output, &io::stdout());
    if let Some(mut inner) = pager.stdin.take() {
        // The user may leave the pager before it has read everything.
        let _ = inner.write_all(text.as_bytes());
    }
    // With these codes a shell reports that it could not start the pager.
    Ok(!matches!(pager.wait()?.code(), Some(126 | 127)))
}

fn is_long(text: &str) -> bool {
    let Some((width, height)) = terminal_size::terminal_size() else { return false };
    let (width, height) = (usize::from(width.0).max(1), usize::from(height.0));
    let lines = |line: &str| plain(line).width().div_ceil(width).max(1);
    // The prompt takes a line.
    text.lines().map(lines).sum::<usize>() + 1 > height
}

/// The pager of the environment; none if it is empty or `cat`.
fn command() -> Option<String> {
    let pager = env::var("OCTOREL_PAGER").or_else(|_| env::var("PAGER"));
    let pager = pager.unwrap_or_else(|_| "less".to_owned());
    Some(pager.trim().to_owned()).filter(|pager| !pager.is_empty() && pager != "cat")
}

fn start(pager: &str) -> io::Result<Child> {
    // The configuration of less may lack the option that makes it show colours.
    let pager = match pager.strip_prefix("less") {
        Some(options) if options.trim_start() != options || options.is_empty() => {
            format!("less -R{options}")
        }
        Some(_) | None => pager.to_owned(),
    };
    let (shell, option) = if cfg!(windows) { ("cmd", "/c") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([option, &pager]);
    // Without a locale, less would show bytes instead of characters outside ASCII.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8"), ("LV", "-c")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    command.stdin(Stdio::piped()).spawn()
}

/// Opens a file in an editor, waits for its end, and restores the modes of the terminal.
///
/// # Errors
/// If the editor cannot be started or waited for.
pub(crate) fn edit(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    // An interrupt is for the editor.
    ignore_interrupts();
    #[cfg(unix)]
    let modes = rustix::termios::tcgetattr(io::stdin()).ok();
    let status = in_editor(editor, file).status();
    #[cfg(unix)]
    if let Some(modes) = modes {
        // Where that fails there is no terminal left to restore.
        let now = rustix::termios::OptionalActions::Now;
        let _ = rustix::termios::tcsetattr(io::stdin(), now, &modes);
    }
    status
}

/// The editor may come with arguments, or quotes that only a shell can interpret.
fn in_editor(editor: &str, file: &Path) -> Command {
    if cfg!(windows) {
        let mut words = editor.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).arg(file);
        return command;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(file);
    command
}
