//! What commands share: loading, recording, printing, options, prompts, hints and failures.

mod app;
mod dates;
mod drafts;
pub(super) mod failure;
mod filters;
mod loading;
mod options;
mod program;
mod prompts;
mod sharing;
mod trusted;
mod versions;
mod which;

pub(super) use app::{App, person};
pub(super) use dates::{before_now, good_day, moment, proposal, proposed_date, since, zone};
pub(super) use drafts::Draft;
pub(super) use failure::{Cancelled, cannot, shortened, warn};
pub(super) use filters::{Whose, phase};
pub(super) use loading::{Loaded, write_report_file};
pub(super) use options::{
    AsOf, COLOURS, Format, Global, Recording, Shown, Who, formats, note_kind, one_of, positive,
    written,
};
pub(super) use program::{Exit, Outcome, Program};
pub(super) use prompts::{PromptedLine, record};
pub(super) use sharing::{BackgroundSync, news};
pub(super) use versions::{known_values, next_version, next_versions};
pub(super) use which::{Known, Purpose};
