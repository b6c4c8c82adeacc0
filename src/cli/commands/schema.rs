//! `octorel schema`: the JSON Schema of playbooks, for editors.

use crate::cli::shared::{App, Exit, Format};
use crate::playbook::json_schema;
use anyhow::Result;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel schema\n  octorel schema >.octorel/playbook/schema.json"
)]
pub(crate) struct Args {}

impl Args {
    #[expect(clippy::unused_self, reason = "every command is run in the same way")]
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        app.show(Format::JSON, &json_schema())
    }
}
