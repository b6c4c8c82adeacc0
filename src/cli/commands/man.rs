//! `octorel man`: manual pages, made from the same arguments and texts as the help.

use super::help::{TOPICS, Topic, topic};
use crate::cli::args::{NAMES, program};
use crate::cli::shared::app::App;
use crate::cli::shared::exit::Exit;
use crate::release::ArgumentKind;
use anyhow::{Context, Result};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel man | man -l -\n  octorel man --out ~/.local/share/man"
)]
pub(crate) struct Args {
    /// Write a page for octorel, each command and each topic into `man1` and `man7` of this folder
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    out: Option<PathBuf>,
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.no_release("man")?;
        let mut program = program(&NAMES);
        program.build();
        let maker = Maker {
            date: app.now.format("%Y-%m-%d").to_string(),
        };
        let Some(folder) = &self.out else {
            app.print(&maker.command(&program)?)?;
            app.teach("octorel man | man -l -");
            return Ok(Exit::Yes);
        };
        let folder = app.dir.join(folder);
        let mut pages = vec![("man1/octorel.1".to_owned(), maker.command(&program)?)];
        for command in all(&program) {
            let name = command.get_display_name().unwrap_or_default();
            pages.push((format!("man1/{name}.1"), maker.command(command)?));
        }
        for topic in &TOPICS {
            let path = format!("man7/octorel-{}.7", topic.name);
            pages.push((path, maker.topic(topic)?));
        }
        for (name, page) in &pages {
            let path = folder.join(name);
            let above = path.parent().context("a page lies in a folder")?;
            let shown = App::shown(&path);
            fs::create_dir_all(above)
                .with_context(|| format!("cannot make `{}`", App::shown(above)))?;
            fs::write(&path, page).with_context(|| format!("cannot write `{shown}`"))?;
        }
        let count = pages.len();
        let shown = App::shown(&folder);
        app.print(&format!("✓ wrote {count} pages to {shown}\n"))?;
        Ok(Exit::Yes)
    }
}

/// Every command, each followed by its own.
fn all(program: &clap::Command) -> Vec<&clap::Command> {
    let commands = program.get_subcommands();
    commands
        .flat_map(|command| [vec![command], all(command)].concat())
        .collect()
}

/// Makes pages of one day.
struct Maker {
    date: String,
}

impl Maker {
    /// The page of a command, or of the program.
    fn command(&self, command: &clap::Command) -> Result<String> {
        let name = command.get_display_name().unwrap_or("octorel").to_owned();
        let is_program = name == "octorel";
        let page = Man::new(command.clone())
            .title(name.to_uppercase())
            .date(self.date.as_str())
            .source(format!("octorel {}", env!("CARGO_PKG_VERSION")))
            .manual("octorel");
        let mut bytes = Vec::new();
        page.render_title(&mut bytes)?;
        page.render_name_section(&mut bytes)?;
        let mut synopsis = Roff::default();
        section(&mut synopsis, "SYNOPSIS", &usage(command));
        synopsis.to_writer(&mut bytes)?;
        page.render_description_section(&mut bytes)?;
        page.render_options_section(&mut bytes)?;
        if command.has_subcommands() {
            page.render_subcommands_section(&mut bytes)?;
        }
        let mut rest = Roff::default();
        if let Some(text) = command.get_after_help() {
            let text = text.to_string();
            let text = text.strip_prefix("Examples:\n").unwrap_or(&text);
            section(&mut rest, "EXAMPLES", text);
        }
        section(&mut rest, "EXIT STATUS", &table("exit-codes"));
        if is_program {
            section(&mut rest, "FILES", &table("files"));
            let files = topic("files").map_or("", |topic| topic.text);
            let environment = files
                .split_once("Environment\n")
                .map_or("", |(_, rest)| rest);
            section(&mut rest, "ENVIRONMENT", environment);
        }
        rest.control("SH", ["SEE ALSO"]);
        rest.text(see_also(is_program));
        rest.to_writer(&mut bytes)?;
        Ok(tidy(&String::from_utf8(bytes)?))
    }

    /// The page of a topic.
    fn topic(&self, topic: &Topic) -> Result<String> {
        let mut page = Roff::default();
        let title = format!("OCTOREL-{}", topic.name.to_uppercase());
        let source = format!("octorel {}", env!("CARGO_PKG_VERSION"));
        page.control("TH", [&*title, "7", &self.date, &source, "octorel"]);
        page.control("SH", ["NAME"]);
        page.text([roman(format!("octorel-{} - {}", topic.name, topic.about))]);
        let text = topic
            .text
            .split_once("\n\n")
            .map_or(topic.text, |(_, rest)| rest);
        section(&mut page, "DESCRIPTION", text);
        page.control("SH", ["SEE ALSO"]);
        page.text(see_also(false));
        let mut bytes = Vec::new();
        page.to_writer(&mut bytes)?;
        Ok(tidy(&String::from_utf8(bytes)?))
    }
}

/// The command with its arguments, as its help has it.
fn usage(command: &clap::Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage:").unwrap_or(&usage);
    let lines = usage.lines().map(str::trim);
    lines.collect::<Vec<_>>().join("\n")
}

/// A section of lines that stay as they are.
fn section(page: &mut Roff, title: &str, lines: &str) {
    page.control("SH", [title]);
    page.control("nf", []);
    for line in lines.trim_end().lines() {
        page.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    }
    page.control("fi", []);
}

/// The table that a topic begins with.
fn table(name: &str) -> String {
    let text = topic(name).map_or("", |topic| topic.text);
    let indented = |line: &&str| line.starts_with("  ");
    let lines = text.lines().skip_while(|line| !indented(line));
    lines.take_while(indented).collect::<Vec<_>>().join("\n")
}

/// The same page without what manual readers complain of: lines that are too long in their source, spaces at the end of a
/// line, two breaks where one is enough, and characters outside ASCII.
fn tidy(page: &str) -> String {
    let page = page.replace("\n.br\n\n.br\n", "\n.sp\n");
    let mut tidy = String::with_capacity(page.len() + 64);
    let mut filled = true;
    for line in page.lines().map(str::trim_end) {
        match line {
            ".nf" => filled = false,
            ".fi" => filled = true,
            _ => {}
        }
        let mut column = 0;
        for (at, word) in line.split(' ').enumerate() {
            let wraps = filled && !line.starts_with('.') && column + word.len() >= 78;
            if at > 0 {
                tidy.push(if wraps { '\n' } else { ' ' });
                column = if wraps { 0 } else { column + 1 };
            }
            column += word.len();
            for c in word.chars() {
                match c.is_ascii() {
                    true => tidy.push(c),
                    // Writing to a string cannot fail.
                    false => drop(write!(tidy, "\\[u{:04X}]", u32::from(c))),
                }
            }
        }
        tidy.push('\n');
    }
    tidy
}

fn see_also(is_program: bool) -> Vec<clap_mangen::roff::Inline> {
    let mut words = Vec::new();
    if !is_program {
        words.extend([bold("octorel"), roman("(1), ")]);
    }
    for (at, topic) in TOPICS.iter().enumerate() {
        let end = if at + 1 == TOPICS.len() {
            "(7)"
        } else {
            "(7), "
        };
        words.extend([bold(format!("octorel-{}", topic.name)), roman(end)]);
    }
    words
}
