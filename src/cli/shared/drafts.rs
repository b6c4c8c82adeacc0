//! Long texts, written in an editor.

use super::{App, Cancelled};
use crate::command::Hint;
use crate::rules::Refusal;
use crate::{sys, terminal};
use anyhow::{Context, Result};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

/// What somebody wrote in an editor. Its file is kept until the text is recorded.
pub(crate) struct Draft {
    pub(crate) text: String,
    file: PathBuf,
}

impl Draft {
    /// Opens a text in the editor. A comment says what is written.
    ///
    /// # Errors
    /// [`Cancelled`] if the text is empty, and a refusal with this hint if there is no editor or it fails.
    pub(crate) fn write(app: &App, what: &str, text: &str, hint: Hint) -> Result<Self> {
        let editor = sys::text("VISUAL").or_else(|| sys::text("EDITOR"));
        let Some(editor) = editor.filter(|_| app.can_edit()) else {
            let message =
                "no editor can be opened: set VISUAL or EDITOR, and do not use --no-input";
            return Err(Refusal::cannot(message).hint(hint).into());
        };
        let name = format!("octorel-{}.md", std::process::id());
        let file = sys::temporary_folder().join(name);
        let comment = "# Lines that start with `#` are ignored. An empty text cancels.";
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // A new file is made, so that a symlink leads nowhere.
        let _ = fs::remove_file(&file);
        let failed = || format!("cannot write `{}`", file.display());
        options
            .write(true)
            .create_new(true)
            .open(&file)
            .and_then(|mut open| write!(open, "{text}\n\n# {what}\n{comment}\n"))
            .with_context(failed)?;
        let status = terminal::edit(&editor, &file)
            .with_context(|| format!("cannot start the editor `{editor}`"))?;
        if !status.success() {
            let _ = fs::remove_file(&file);
            return Err(Refusal::cannot(format!("the editor `{editor}` failed: {status}"))
                .hint(hint)
                .into());
        }
        let written = fs::read_to_string(&file)
            .with_context(|| format!("cannot read `{}`", file.display()))?;
        let lines = written.lines().filter(|line| !line.starts_with('#')).map(str::trim_end);
        let draft = Self { text: lines.collect::<Vec<_>>().join("\n").trim().to_owned(), file };
        if draft.text.is_empty() {
            app.say("aborted: empty text");
            let _ = fs::remove_file(&draft.file);
            return Err(Cancelled.into());
        }
        Ok(draft)
    }

    /// Removes the file of a draft, unless its text could not be recorded. Then it says where it is.
    pub(crate) fn settle<T>(draft: Option<Self>, app: &App, result: Result<T>) -> Result<T> {
        match draft {
            Some(draft) if result.is_ok() => drop(fs::remove_file(draft.file)),
            Some(draft) => app.say(&format!("your text is in {}", draft.file.display())),
            None => {}
        }
        result
    }
}
