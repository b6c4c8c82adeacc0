//! `octorel help`, with or without a word.

use super::{overview, suggestion, topic, topics};
use crate::cli::shared::{App, Exit, Format, Global, Program};
use crate::command::command;
use crate::release::ArgumentKind;
use crate::rules::Refusal;
use crate::terminal;
use anyhow::Result;
use std::ffi::OsString;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel help\n  octorel help tick\n  octorel help dates")]
pub(crate) struct Args {
    /// Command or topic (omit to list them)
    #[arg(value_name = "WORD", add = ArgumentKind::HelpPage)]
    words: Vec<String>,
}

impl Args {
    pub(crate) fn run(&self, app: &App, program: &Program) -> Result<Exit> {
        let Some(word) = self.words.first() else {
            let overview = overview(&(program.describe)(), terminal::width().min(100));
            app.show(Format::TEXT, &overview)?;
            return Ok(Exit::Yes);
        };
        if let Some(topic) = topic(word, terminal::width()) {
            app.show(Format::TEXT, &topic)?;
            return Ok(Exit::Yes);
        }
        let commands = (program.describe)();
        if commands.find_subcommand(word).is_none() {
            return Err(unknown(word, &commands).into());
        }
        // Behind an option, `--help` could be a value.
        let words = self.words.iter().map(String::as_str);
        let words = words.take_while(|word| !word.starts_with('-'));
        let line = ["octorel"].into_iter().chain(words).chain(["--help"]);
        let line: Vec<OsString> = line.map(OsString::from).collect();
        Ok((program.run)(&line, &Global::default()).exit)
    }
}

fn unknown(word: &str, commands: &clap::Command) -> Refusal {
    let refusal = Refusal::cannot(format!("no such command or topic: `{word}`"));
    let topic = crate::release::naming::closest(word, topics().map(|(name, _)| name));
    let commands = commands.get_subcommands().map(clap::Command::get_name);
    let line = topic.or_else(|| suggestion(word, commands));
    let name = line.and_then(|line| line.split(' ').next()).filter(|name| !name.starts_with('-'));
    match name {
        Some(name) => refusal.hint(command("help").arg(name)),
        None => refusal.hint(command("help")),
    }
}
