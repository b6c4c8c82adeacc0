//! The import of one text.

use super::parse::parse;
use super::placeholders;
use super::playbook::plan;
use super::source::{ImportReport, Request, prepare};
use super::{texts, yaml};
use crate::playbook::{LoadError, Playbook, load_texts};

#[derive(Debug)]
pub struct Imported {
    pub yaml: String,
    pub playbook: Playbook,
    pub report: ImportReport,
    /// How many boxes became items.
    pub items: usize,
}

#[derive(Debug)]
pub enum ImportError {
    /// A template to be rendered first: the line, and the action in it.
    Template(usize, String),
    /// No list of the requested form has items.
    Nothing(ImportReport),
    TooDeep,
    Invalid(LoadError),
}

/// Makes a playbook of a text.
///
/// # Errors
/// If the text has no items, or the user has to choose first.
pub fn import(text: &str, request: &Request) -> Result<Imported, ImportError> {
    if let Some((line, action)) = placeholders::template(text).filter(|_| !request.as_text) {
        return Err(ImportError::Template(line, action));
    }
    let mut report = ImportReport::default();
    let source = prepare(text, request, &mut report);
    let page = parse(&source.markdown, request.lists, &mut report).ok_or(ImportError::TooDeep)?;
    if report.boxes == 0 {
        return Err(ImportError::Nothing(report));
    }
    let name = source.name.as_deref().or(page.title()).map(texts::name);
    let sections = page.sections(name.as_deref().unwrap_or(&request.name), &mut report);
    let plan = plan(name, source.assignees, sections, &request.types, &mut report);
    let yaml = yaml::write(&plan);
    let files = vec![("playbook.yaml".to_owned(), yaml.clone())];
    let playbook = load_texts(files).map_err(ImportError::Invalid)?;
    report.notes.sort();
    report.notes.dedup();
    Ok(Imported { yaml, playbook, report, items: plan.boxes })
}
