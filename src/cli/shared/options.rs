//! The options that several commands share: the release and the folder, who records, the moment that is shown, the format.
//!
//! `args` adds those that every command takes; a command flattens the others into its own arguments.

use crate::terminal::{Looks, Paging, Signs};
use anstream::ColorChoice;
use clap::{ArgMatches, Args, ValueEnum};
use std::path::PathBuf;
use std::str::FromStr;

/// What every command takes, before or behind its name.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// The release that is meant, where there are several
    #[arg(short, long, value_name = "RELEASE")]
    pub(crate) release: Option<String>,

    /// Work in this folder
    #[arg(short = 'C', long = "dir", value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_name = "WHEN")]
    pub(crate) color: Option<Colour>,
}

impl Global {
    /// What was given here, else what was given there.
    pub(crate) fn or(self, there: Self) -> Self {
        Self {
            release: self.release.or(there.release),
            dir: self.dir.or(there.dir),
            color: self.color.or(there.color),
        }
    }

    /// How to print.
    pub(crate) fn looks(&self, rare: Rare) -> Looks {
        Looks {
            colour: self.color.unwrap_or(Colour::Auto).choice(),
            signs: if rare.ascii {
                Signs::Ascii
            } else {
                Signs::Auto
            },
            paging: if rare.no_pager {
                Paging::Never
            } else {
                Paging::Auto
            },
        }
    }
}

/// What every command takes and few people give. To declare an argument is work for every command, so these are known only
/// where the usual ones did not suffice.
#[derive(Args, Debug, Clone, Copy, Default)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Rare {
    /// Write octorel's own signs in ASCII
    #[arg(long)]
    ascii: bool,

    /// Do not show long text in a pager
    #[arg(long)]
    no_pager: bool,
}

impl Rare {
    /// What was given.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let given = |id| matches!(matches.try_get_one::<bool>(id), Ok(Some(true)));
        Self {
            ascii: given("ascii"),
            no_pager: given("no_pager"),
        }
    }

    /// What was given here or there.
    pub(crate) fn or(self, there: Self) -> Self {
        Self {
            ascii: self.ascii || there.ascii,
            no_pager: self.no_pager || there.no_pager,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}

/// The moment that a view shows.
#[derive(Args, Debug, Default)]
pub(crate) struct AsOf {
    /// Show what was known at this moment, and what was or will be late then
    #[arg(long, value_name = "WHEN")]
    pub(crate) as_of: Option<String>,
}

/// What a format is for, which says how it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Somebody at a terminal: it may look as the terminal allows.
    Person,
    /// A program, or the page that it is pasted into: every byte counts.
    Program,
}

/// Formats of a view that people read and programs parse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    #[default]
    Text,
    Json,
}

/// Formats of a view that is also pasted into a pull request or a chat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pasted {
    #[default]
    Text,
    Json,
    Markdown,
}

impl Plain {
    pub(crate) fn reader(self) -> Reader {
        match self {
            Self::Text => Reader::Person,
            Self::Json => Reader::Program,
        }
    }
}

impl Pasted {
    pub(crate) fn reader(self) -> Reader {
        match self {
            Self::Text => Reader::Person,
            Self::Json | Self::Markdown => Reader::Program,
        }
    }
}

/// Reads a number of which there must be one at least.
///
/// # Errors
/// If it is none.
pub(crate) fn positive<N: FromStr>(text: &str) -> Result<N, String> {
    let number = text.parse();
    number.map_err(|_| "it has to be a whole number, 1 or more".to_owned())
}

/// Who records.
#[derive(Args, Debug, Default)]
pub(crate) struct Who {
    /// Record as this person, instead of OCTOREL_USER, git's user.email or the login name
    #[arg(long = "as", value_name = "PERSON")]
    pub(crate) person: Option<String>,
}
