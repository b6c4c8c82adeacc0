//! `octorel help`, with or without a word.

use super::{TOPICS, meant, overview, topic};
use crate::cli::args::{NAMES, Parsed};
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::cli::shared::options::Reader;
use crate::cli::usage;
use crate::release::ArgumentKind;
use crate::rules::Refusal;
use crate::terminal;
use anyhow::Result;
use std::ffi::OsString;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel help\n  octorel help tick\n  octorel help dates")]
pub(crate) struct Args {
    /// A command, or a topic: items, dates, files, ci, exit-codes
    #[arg(value_name = "WORD", add = ArgumentKind::HelpPage)]
    words: Vec<String>,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("help")?;
        let Some(word) = self.words.first() else {
            app.show(Reader::Person, &overview(terminal::width().min(100)))?;
            return Ok(Exit::Yes);
        };
        if let Some(topic) = topic(word) {
            app.show(Reader::Person, topic.text)?;
            return Ok(Exit::Yes);
        }
        if !NAMES.contains(&&**word) {
            return Err(unknown(word).into());
        }
        let words = self.words.iter().map(String::as_str);
        let line = ["octorel"].into_iter().chain(words).chain(["--help"]);
        let line: Vec<OsString> = line.map(OsString::from).collect();
        Ok(match Parsed::of(&line) {
            Ok(_) => Exit::Yes,
            Err(help) => usage::report(help, &line),
        })
    }
}

fn unknown(word: &str) -> Refusal {
    let refusal = Refusal::cannot(format!("there is no command and no topic `{word}`"));
    let topics = TOPICS.iter().map(|topic| topic.name);
    let topic = crate::release::naming::meant(word, topics);
    match topic.or_else(|| meant(word)) {
        Some(meant) => refusal.hint(format!("octorel help {meant}")),
        None => refusal.hint("octorel help"),
    }
}
