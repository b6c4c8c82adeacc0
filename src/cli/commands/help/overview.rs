//! All commands by what they are for, as `octorel help` and `octorel --help` list them.

use super::topics;
use crate::command::GROUPS;
use anstyle::Style;
use std::fmt::Write;
use textwrap::{Options, WordSplitter, fill};

pub(super) const HEADING: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold();

pub(crate) fn overview(program: &clap::Command, width: usize) -> String {
    let mut text = groups(program, width);
    let _ = writeln!(text, "\n{HEADING}Topics:{HEADING:#}");
    let topics = topics().map(|(name, about)| (name, about.to_owned()));
    rows(&mut text, &topics.collect::<Vec<_>>(), width);
    text.push_str("\n`octorel help COMMAND` or `octorel help TOPIC` shows more.\n");
    text
}

fn groups(program: &clap::Command, width: usize) -> String {
    let about = |name: &'static str| {
        let command = program.find_subcommand(name);
        let about = command.and_then(clap::Command::get_about);
        (name, about.map(ToString::to_string).unwrap_or_default())
    };
    let mut text = String::new();
    for (group, names) in GROUPS {
        if !text.is_empty() {
            text.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{HEADING}{group}:{HEADING:#}");
        rows(&mut text, &names.split(' ').map(about).collect::<Vec<_>>(), width);
    }
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
