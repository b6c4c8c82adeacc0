//! `octorel share`: shares the releases of a repository through its git remote, and stops doing so.

use crate::cli::shared::{App, Exit, Format, formats, person};
use crate::command::{command, quoted};
use crate::document::{Document, Table, dim, plain, strong, words::count};
use crate::log::{FOLDER, GitCopies, ReleaseName, Store, root_for};
use crate::names::Person;
use crate::rules::Refusal;
use crate::share::{BRANCHES, Sending, ShareState, Sharing, branch_of, choose_remote};
use anyhow::{Context, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel share\n  octorel share --remote upstream --branches checklist/\n  octorel share --off"
)]
pub(crate) struct Args {
    /// Remote to share through (default: origin, then the only one)
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,

    /// What the names of the branches begin with (default: octorel/)
    #[arg(long, value_name = "PREFIX")]
    branches: Option<String>,

    /// Stop sharing in this clone: write the logs to `.octorel/releases/` again
    #[arg(long, conflicts_with_all = ["remote", "branches"])]
    off: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct ShareView<'a> {
    shared: bool,
    remote: &'a str,
    branch: String,
    releases: Vec<String>,
}

impl<'a> ShareView<'a> {
    fn new(sharing: &'a Sharing, me: &Person, shared: bool, store: &Store) -> Result<Self> {
        let branch = sharing.branch(&branch_of(me.as_str()));
        let releases = store.list()?.iter().map(ReleaseName::to_string).collect();
        Ok(Self { shared, remote: &sharing.remote, branch, releases })
    }
}

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let root = root_for(&app.dir);
        let Some(store) = Store::shared(&root) else {
            return Err(Refusal::cannot("sharing needs a git checkout").hint("git init").into());
        };
        if self.off {
            return off(app, &store, self.format);
        }
        let known = app.sharing().filter(|_| self.remote.is_none() && self.branches.is_none());
        let sharing = match known {
            Some(known) => known.clone(),
            None => self.new_sharing(app)?,
        };
        let me = person(app.sharer().as_str())?;
        let here = Store::new(&root);
        // Everything that the work tree, git's history and the copies of this clone have.
        let is_new = !matches!(Sharing::of(&root), ShareState::On(_));
        let mut git = GitCopies::of(&root).logs;
        let names = [here.list()?, store.list()?, here.list_copies()].into_iter().flatten();
        for name in names.chain(git.keys().cloned()).collect::<BTreeSet<ReleaseName>>() {
            let mut copies = git.remove(&name).unwrap_or_default();
            here.add_copy(&name, &mut copies);
            let is_here = here.contains(&name);
            if !is_here && !store.contains(&name) && copies.here.is_empty() {
                // Only another branch or work tree has it.
                continue;
            }
            if is_here && !is_new {
                copies.add("the work tree", &here.read_bytes(&name)?, false);
            }
            let from = if is_here && is_new { &here } else { &store };
            store.adopt(&name, from, &me, &copies.here)?;
        }
        app.sync_or_fail(&sharing, Sending::New)?;
        sharing.save(true).context("cannot record that this clone shares")?;
        if self.format == Format::JSON {
            return app.show_json("share", &ShareView::new(&sharing, &me, true, &store)?);
        }
        app.print_document(shared(&sharing, &store, &here, me.as_str())?)
    }

    fn new_sharing(&self, app: &App) -> Result<Sharing> {
        let git = app.git();
        let remote = choose_remote(&git, self.remote.as_deref()).map_err(Refusal::cannot)?;
        let branches = self.branches.as_deref().unwrap_or(BRANCHES);
        let sharing = Sharing::new(&root_for(&app.dir), &remote, branches);
        let sharing = sharing.context("this is no git checkout")?;
        let is_name = git.run(&["check-ref-format", &sharing.branch("x")]).is_ok();
        if !branches.ends_with('/') || branches.starts_with('-') || !is_name {
            let refusal = Refusal::cannot(format!("no branch can begin with `{branches}`"));
            return Err(refusal.hint(command("share").arg("--branches").arg(BRANCHES)).into());
        }
        Ok(sharing)
    }
}

fn shared(sharing: &Sharing, store: &Store, here: &Store, me: &str) -> Result<Document> {
    let Sharing { remote, branches, .. } = sharing;
    let mut table = Table::labelled().indent(3);
    table.row([dim("others"), plain("need nothing: `git pull`, then octorel as usual")]);
    let host = format!("protect {branches}*: no force pushes, no deletion (octorel help sharing)");
    table.row([dim("host"), plain(host)]);
    if !here.list()?.is_empty() {
        let path = App::shown(&here.root.join(FOLDER).join("releases"));
        let remove = format!("git rm --cached {}", quoted(&format!("{path}/*.jsonl")));
        let text = format!("those of the work tree are not read any more: {remove}");
        table.row([dim("files"), plain(text)]);
    }
    let mut document = Document::default();
    let what = match store.list()?.len() {
        0 => "no release yet".to_owned(),
        releases => count(releases, "release", "releases"),
    };
    let text = format!("  {what} through {remote}, in your branch {branches}{}", branch_of(me));
    document.heading(1, [strong("✓  shared"), plain(text)]);
    document.lines(table);
    Ok(document)
}

/// Writes the logs to the work tree again.
fn off(app: &App, store: &Store, format: Format) -> Result<Exit> {
    let Some(sharing) = app.sharing() else {
        return Err(Refusal::cannot("releases are not shared here").into());
    };
    let here = Store::new(&store.root);
    let me = app.sharer();
    for name in store.list()? {
        here.adopt(&name, store, &me, &[])?;
    }
    let folder = sharing.folder();
    let old = folder.with_file_name(format!("octorel-off-{}", app.now.format("%Y%m%dT%H%M%S")));
    fs::rename(&folder, &old).with_context(|| format!("cannot rename `{}`", folder.display()))?;
    sharing.save(false).context("cannot record that this clone does not share any more")?;
    let view = ShareView::new(sharing, &me, false, &here)?;
    if format == Format::JSON {
        return app.show_json("share", &view);
    }
    let ShareView { remote, branch, .. } = view;
    let path = App::shown(&here.folder());
    app.print(&format!(
        "✓  not shared any more: the logs are in {path}\n   your branch is still there; this deletes it: git push {remote} --delete {branch}\n"
    ))
}
