//! Recording and confirming: what every recording command does once it knows what to ask for.

use super::app::{App, Loaded};
use super::exit::Exit;
use super::options::Who;
use crate::log::Act;
use crate::names::Person;
use crate::release::Release;
use crate::render::text::confirm;
use crate::rules::Refusal;
use crate::view::RecordedView;
use anyhow::Result;

/// Records what a request comes to, and prints what changed, what it means and what is next.
pub(crate) fn record(
    app: &App,
    who: &Who,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Exit> {
    recorded(app, who, request)?;
    Ok(Exit::Yes)
}

/// Does what [`record`] does, and gives back the release as it then is.
pub(crate) fn recorded<'a>(
    app: &'a App,
    who: &Who,
    request: impl FnOnce(&Release, &Person) -> Result<Vec<Act>, Refusal>,
) -> Result<Loaded<'a>> {
    let who = app.who(who)?;
    let (seen, count) = app.record(&who, |release| request(release, &who))?;
    let recorded = RecordedView::new(&seen.release, count, seen.now);
    app.confirm(&confirm(&recorded, seen.page))?;
    Ok(seen)
}
