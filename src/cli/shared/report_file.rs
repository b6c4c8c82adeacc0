//! The report that a finished release leaves beside its log.

use super::{App, Exit, Format, Loaded};
use crate::document::{self, Document, dim};
use crate::log::ReleaseName;
use crate::release::ReleaseState;
use crate::render::markdown;
use crate::view::{ReportView, report_mark};
use anyhow::{Context, Result};

/// Writes the report beside the log. The events stay recorded even if this fails.
///
/// # Errors
/// If the report cannot be written or its path cannot be printed.
pub(crate) fn write_report_file(app: &App, loaded: &Loaded, format: Format) -> Result<Exit> {
    let release = &loaded.release;
    let how = match release.progress.end {
        ReleaseState::Active => "active again",
        ReleaseState::Finished(_) => "finished",
        ReleaseState::Cancelled(_) => "cancelled",
    };
    let failed = || format!("{} is {how}, but its report was not written", release.title());
    let view = ReportView::new(release, loaded.now).with_context(failed)?;
    let name = ReleaseName::parse(release.title()).with_context(failed)?;
    let store = app.store().with_context(failed)?;
    let page = app.page(view.at.0);
    let report = markdown(document::report(&view, page.unlimited()));
    let report = format!("{report}\n{}\n", report_mark(release));
    let path = store.write_report(&name, &report).with_context(failed)?;
    if format != Format::TEXT {
        return Ok(Exit::Yes);
    }
    app.confirm(Document::of(dim(format!("   report written to {}", App::shown(&path)))))
}
