//! `octorel init`: a copy of the built-in playbook to edit.

use crate::cli::shared::{App, Exit, Format, formats};
use crate::command::{Hint, command};
use crate::document::words::count;
use crate::log::{FOLDER, make_playbook};
use crate::playbook::{EMBEDDED, json_schema};
use crate::rules::Refusal;
use anyhow::Result;
use serde::Serialize;

#[derive(clap::Args)]
#[command(after_help = "Examples:\n  octorel init\n  octorel init --minimal")]
pub(crate) struct Args {
    /// Write a short playbook to start from instead
    #[arg(long)]
    minimal: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

/// What was written, as JSON.
#[derive(Serialize)]
struct Written<'a> {
    directory: &'a str,
    files: Vec<&'a str>,
}

/// The file with the JSON Schema, which editors read and octorel does not.
const SCHEMA: &str = "schema.json";

/// How a YAML file names its schema to editors.
const MODELINE: &str = "# yaml-language-server: $schema=schema.json";

/// The shortest playbook, with comments.
const MINIMAL: &str = "\
# The items of a release, in their order. Without roles, anyone ticks them.
# `octorel help playbook` describes phases, dates, owners, gates and all other keys.

items:
  - Run the tests
  # `start` replaces {{version}} by the name of the release.
  - Tag version {{version}}
  - Publish
";

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let store = app.new_store();
        let folder = store.root.join(FOLDER).join("playbook");
        let shown = App::shown(&folder);
        if folder.exists() {
            return Err(Refusal::cannot(format!("`{shown}` already contains a playbook"))
                .hint(Hint::from("edit it there, and run ").code(command("check")))
                .into());
        }
        let minimal = &[("playbook.yaml", MINIMAL)][..];
        let files = if self.minimal { minimal } else { EMBEDDED };
        let files = files.iter().map(|(name, text)| (*name, format!("{MODELINE}\n{text}")));
        let files: Vec<_> = files.chain([(SCHEMA, json_schema())]).collect();
        make_playbook(&store.root, &files)?;
        if self.format == Format::JSON {
            let files = files.iter().map(|(name, _)| *name).collect();
            return app.show_json("init", &Written { directory: &shown, files });
        }
        let files = count(files.len() - 1, "file", "files");
        let check = app.invocation().line(&command("check"));
        app.print(&format!("✓  wrote {files} to {shown}, and {SCHEMA} for editors\n   edit them, then run {check}\n"))
    }
}
