//! The formats of views, and values that options take by their names.

use crate::document::{Document, Page};
use crate::render::{html, json, markdown, slack, text};
use anyhow::Result;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

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

/// Some of the formats, by their names.
pub(crate) fn formats(names: &'static str) -> impl TypedValueParser<Value = Format> {
    one_of(names.split(' ').map(|name| (name.into(), Format(name))))
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
