//! `octorel man`: manual pages, made from the same descriptions as the help.

use crate::cli::shared::{App, Exit, Program};
use crate::command::command;
use crate::release::ArgumentKind;
use anyhow::{Context, Result};
use clap_mangen::{Man, generate_to};
use std::fs;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel man | man -l -\n  octorel man --out ~/.local/share/man"
)]
pub(crate) struct Args {
    /// Write the pages of octorel and all commands to DIR/man1
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    out: Option<PathBuf>,
}

impl Args {
    pub(crate) fn run(&self, app: &App, program: &Program) -> Result<Exit> {
        let mut commands = (program.describe)();
        let Some(folder) = &self.out else {
            commands.build();
            let mut page = Vec::new();
            Man::new(commands).render(&mut page)?;
            app.print(&String::from_utf8(page)?)?;
            app.teach(&command("man").typed("| man -l -").into());
            return Ok(Exit::Yes);
        };
        let folder = app.dir.join(folder).join("man1");
        let shown = App::shown(&folder);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make `{shown}`"))?;
        generate_to(commands, &folder)
            .with_context(|| format!("cannot write the pages to `{shown}`"))?;
        app.print(&format!("✓ wrote the manual pages to {shown}\n"))
    }
}
