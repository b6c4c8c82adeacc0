//! Opens a file in the editor of the environment, as git does it: `VISUAL`, else `EDITOR`.

use super::signals::ignore_interrupts;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// Opens a file in an editor, waits for its end, and restores the modes of the terminal.
///
/// # Errors
/// If the editor cannot be started or waited for.
pub(crate) fn edit(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    // An interrupt is for the editor.
    ignore_interrupts();
    #[cfg(unix)]
    let modes = rustix::termios::tcgetattr(io::stdin()).ok();
    let status = command(editor, file).status();
    #[cfg(unix)]
    if let Some(modes) = modes {
        // Where that fails there is no terminal left to restore.
        let now = rustix::termios::OptionalActions::Now;
        let _ = rustix::termios::tcsetattr(io::stdin(), now, &modes);
    }
    status
}

/// The editor may come with arguments, or quotes that only a shell can interpret.
fn command(editor: &str, file: &Path) -> Command {
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
