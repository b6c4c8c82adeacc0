//! `octorel help`: all commands by what they are for, one command, or a topic. `octorel --help` lists all commands, too.

mod suggestion;
mod topics;

pub(crate) use self::suggestion::suggestion;
pub(crate) use self::topics::topics;
use self::topics::{HEADING, topic};
use crate::cli::shared::{App, Exit, Format, Program};
use crate::command::{GROUPS, command};
use crate::release::ArgumentKind;
use crate::rules::Refusal;
use crate::terminal;
use anstyle::Style;
use anyhow::Result;
use std::ffi::OsString;
use std::fmt::Write;
use textwrap::{Options, WordSplitter, fill};

const NAME: Style = Style::new().bold();

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
            return app.show(Format::TEXT, &overview);
        };
        if let Some(topic) = topic(word, terminal::width()) {
            return app.show(Format::TEXT, &topic);
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
        Ok((program.run)(&line, None).exit)
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

pub(crate) fn overview(program: &clap::Command, width: usize) -> String {
    let about = |name: &'static str| {
        let command = program.find_subcommand(name);
        let about = command.and_then(clap::Command::get_about);
        (name, about.map(ToString::to_string).unwrap_or_default())
    };
    let mut text = String::new();
    for (group, names) in GROUPS {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{HEADING}{group}:{HEADING:#}");
        rows(&mut text, &names.split(' ').map(about).collect::<Vec<_>>(), width);
        text.push('\n');
    }
    let _ = writeln!(text, "{HEADING}Topics:{HEADING:#}");
    let topics = topics().map(|(name, about)| (name, about.to_owned()));
    rows(&mut text, &topics.collect::<Vec<_>>(), width);
    text.push_str("\n`octorel help COMMAND` or `octorel help TOPIC` shows more.\n");
    text
}

fn rows(text: &mut String, rows: &[(&str, String)], width: usize) {
    for (name, about) in rows {
        let begin = format!("  {name:<13}");
        let options = Options::new(width)
            .initial_indent(&begin)
            .subsequent_indent("               ")
            .word_splitter(WordSplitter::NoHyphenation);
        let row = fill(about, options).replacen(name, &format!("{NAME}{name}{NAME:#}"), 1);
        let _ = writeln!(text, "{row}");
    }
}
