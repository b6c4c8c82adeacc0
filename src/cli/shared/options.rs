//! The options that several commands share: the release and the folder, who records, the moment that is shown, the format.
//!
//! Every command takes those of `Global`, and flattens others into its own arguments.

use crate::document::{Document, Page};
use crate::log::NoteKind;
use crate::release::ArgumentKind;
use crate::render::{html, json, markdown, slack, text};
use crate::terminal::OutputOptions;
use anstream::ColorChoice;
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;
use std::str::FromStr;

pub(crate) const COLOURS: [(&str, ColorChoice); 3] =
    [("auto", ColorChoice::Auto), ("always", ColorChoice::Always), ("never", ColorChoice::Never)];

/// What every command takes, before or after its name.
#[derive(Args, Default)]
#[command(next_help_heading = "Everywhere")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Global {
    /// Release to work on (default: the only active one)
    #[arg(short, long, global = true, value_name = "RELEASE", add = ArgumentKind::Release)]
    pub(crate) release: Option<String>,

    /// Run as if started in DIR
    #[arg(short = 'C', long = "dir", global = true, value_name = "DIR", add = ArgumentKind::Folder)]
    pub(crate) dir: Option<PathBuf>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_parser = one_of(COLOURS.map(|(name, it)| (name.into(), it))))]
    pub(crate) color: Option<ColorChoice>,

    /// Use ASCII symbols
    #[arg(long, global = true)]
    pub(crate) ascii: bool,

    /// Do not use a pager
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,

    /// Do not prompt (also OCTOREL_NO_INPUT=1)
    #[arg(long, global = true)]
    pub(crate) no_input: bool,

    /// Do not send or fetch anything (also OCTOREL_SYNC=never)
    #[arg(long, global = true)]
    pub(crate) no_sync: bool,
}

impl Global {
    pub(crate) fn output(&self) -> OutputOptions {
        OutputOptions {
            colour: self.color.unwrap_or_default(),
            ascii: self.ascii,
            pager: !self.no_pager,
        }
    }
}

/// The moment that a view shows.
#[derive(Args, Debug, Default)]
pub(crate) struct AsOf {
    /// Show the state as of WHEN
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true, add = ArgumentKind::Text)]
    pub(crate) as_of: Option<String>,
}

/// How to show a view.
#[derive(Args)]
pub(crate) struct Shown {
    #[command(flatten)]
    pub(crate) as_of: AsOf,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON, Format::MARKDOWN, Format::SLACK]), default_value = "text")]
    pub(crate) format: Format,
}

pub(crate) fn positive<N: FromStr>(text: &str) -> Result<N, String> {
    let number = text.parse();
    number.map_err(|_| "use a whole number, 1 or more".to_owned())
}

/// Who records.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Who {
    /// Act as PERSON (default: $OCTOREL_USER, git user.email, login name)
    #[arg(long = "as", value_name = "PERSON", add = ArgumentKind::Person)]
    pub(crate) person: Option<String>,
}

/// How a command records.
#[derive(Args)]
pub(crate) struct Recording {
    #[command(flatten)]
    pub(crate) who: Who,

    /// Show what would be recorded without recording it
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    pub(crate) format: Format,
}

pub(crate) fn note_kind() -> impl TypedValueParser<Value = NoteKind> {
    one_of(NoteKind::ALL.map(|(name, kind)| (PossibleValue::new(name), kind)))
}

/// A format of views, by its name. Each view has some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format(pub(crate) &'static str);

impl Format {
    pub(crate) const TEXT: Self = Self("text");
    pub(crate) const JSON: Self = Self("json");
    pub(crate) const MARKDOWN: Self = Self("markdown");
    pub(crate) const SLACK: Self = Self("slack");
    pub(crate) const ICS: Self = Self("ics");
    pub(crate) const JUNIT: Self = Self("junit");
    pub(crate) const HTML: Self = Self("html");
    pub(crate) const GITHUB: Self = Self("github");
    /// The body of a GitHub issue.
    pub(crate) const ISSUE: Self = Self("issue");
}

/// Writes a view in a format. As JSON it is the view itself, with the name of its schema.
pub(crate) fn written<V: Serialize>(
    format: Format,
    page: Page<'_>,
    (schema, view): (&str, &V),
    document: impl FnOnce(&V, Page<'_>) -> Document,
) -> Result<String> {
    Ok(match format {
        Format::JSON => json(schema, view)?,
        Format::MARKDOWN => markdown(document(view, page.unlimited())),
        Format::SLACK => slack(document(view, page.unlimited())),
        Format::HTML => html(document(view, page.unlimited()))?,
        _ => text(document(view, page), page.width),
    })
}

/// These formats, as values of an option.
pub(crate) fn formats(formats: &[Format]) -> impl TypedValueParser<Value = Format> {
    one_of(formats.iter().map(|&format| (format.0.into(), format)))
}

pub(crate) fn one_of<T: Clone + Send + Sync + 'static>(
    values: impl IntoIterator<Item = (PossibleValue, T)>,
) -> impl TypedValueParser<Value = T> {
    let values: Vec<_> = values.into_iter().collect();
    let names: Vec<_> = values.iter().map(|(name, _)| name.clone()).collect();
    PossibleValuesParser::new(names).try_map(move |typed| {
        let value = values.iter().find(|(name, _)| name.matches(&typed, false));
        value.map(|(_, value)| value.clone()).ok_or("not one of the possible values")
    })
}
