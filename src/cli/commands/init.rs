//! `octorel init`: a copy of the built-in playbook to edit.

use crate::cli::shared::{App, Exit};
use crate::command::{Hint, command};
use crate::log::{FOLDER, make_playbook};
use crate::playbook::embedded_files;
use crate::rules::Refusal;
use anyhow::Result;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel init\n  octorel init -C path/to/project")]
pub(crate) struct Args {}

impl Args {
    #[expect(clippy::unused_self, reason = "every command runs the same way")]
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("init")?;
        let store = app.new_store();
        let folder = store.root().join(FOLDER).join("playbook");
        let shown = App::shown(&folder);
        if folder.exists() {
            return Err(Refusal::cannot(format!("`{shown}` already contains a playbook"))
                .hint(Hint::from("edit it there, and run ").code(command("check")))
                .into());
        }
        make_playbook(store.root(), embedded_files())?;
        let files = embedded_files().len();
        let check = app.invocation().line(&command("check"));
        app.print(&format!("✓  wrote {files} files to {shown}\n   edit them, then run {check}\n"))?;
        Ok(Exit::Yes)
    }
}
