//! `octorel import`: a Markdown checklist becomes a playbook.

use crate::cli::shared::{App, Exit, Format, formats};
use crate::command::Hint;
use crate::document::words::count;
use crate::import::{ImportError, ImportReport, Imported, ItemSource, Note, Request, import};
use crate::log::{FOLDER, has_playbook, write_playbook};
use crate::release::ArgumentKind;
use crate::render::safe;
use crate::rules::Refusal;
use crate::sys::{Rejected, read_named, read_stream};
use anyhow::Result;
use serde::Serialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel import RELEASE.md\n  octorel import RELEASE.md --from numbers --out hotfix\n  octorel import RELEASE.md --version-placeholder X.Y.Z"
)]
pub(crate) struct Args {
    /// Markdown file or issue template; `-` reads the standard input
    #[arg(add = ArgumentKind::File)]
    file: PathBuf,

    /// Write `playbook.yaml` to DIR (default: `.octorel/playbook`)
    #[arg(long, value_name = "DIR", add = ArgumentKind::Folder)]
    out: Option<PathBuf>,

    /// Import `bullets`, `numbers` or the code block `fence:LINE` instead of boxes
    #[arg(long, value_name = "LISTS", value_parser = lists)]
    from: Option<ItemSource>,

    /// Text that stands for the version, such as `X.Y.Z`
    #[arg(long, value_name = "TEXT")]
    version_placeholder: Option<String>,

    /// Release type that items can be limited to (repeatable)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,

    /// Import a template without rendering it
    #[arg(long)]
    as_text: bool,

    /// Output format
    #[arg(long, value_parser = formats(&[Format::TEXT, Format::JSON]), default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct ImportView<'a> {
    path: &'a str,
    found: usize,
    items: usize,
    phases: usize,
    notes: &'a [Note],
}

/// The maximum size of a checklist in bytes: that of a playbook.
const MAX_BYTES: u64 = 1 << 20;

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        let root = app.new_store().root;
        let default = || root.join(FOLDER).join("playbook");
        let folder = self.out.as_ref().map_or_else(default, |out| app.dir.join(out));
        let shown = App::shown(&folder.join("playbook.yaml"));
        if has_playbook(&folder) {
            let message = format!("`{}` already contains a playbook", App::shown(&folder));
            let hint = Hint::option("--out", "DIR").text(" writes to another directory");
            return Err(Refusal::cannot(message).hint(hint).into());
        }
        let text = self.text(app)?;
        let imported = import(&text, &self.request()).map_err(|it| self.refusal(it))?;
        let root = if self.out.is_some() { &folder } else { &root };
        write_playbook(root, self.out.is_none(), &imported.yaml)?;
        if self.format == Format::JSON {
            let ImportReport { notes, boxes: found, .. } = &imported.report;
            let phases = imported.playbook.phases.len();
            let (path, found, items) = (&*shown, *found, imported.items);
            return app.show_json("import", &ImportView { path, found, items, phases, notes });
        }
        app.print(&self.report(&imported, &shown))
    }

    fn request(&self) -> Request {
        let name = self.file.file_stem().map(|stem| stem.to_string_lossy());
        let name = name.filter(|_| !self.is_stdin()).unwrap_or("Checklist".into()).into_owned();
        Request {
            name,
            version_placeholder: self.version_placeholder.clone(),
            types: self.types.clone(),
            lists: self.from.unwrap_or_default(),
            as_text: self.as_text,
        }
    }

    fn is_stdin(&self) -> bool {
        self.file == Path::new("-")
    }

    fn text(&self, app: &App) -> Result<String> {
        let name = self.file.display();
        let bytes = match self.is_stdin() {
            true => read_stream(std::io::stdin(), &self.file, MAX_BYTES),
            false => read_named(&app.dir.join(&self.file), MAX_BYTES),
        };
        let bytes = bytes.map_err(|error| {
            let message = match Rejected::of(&error) {
                Some(_) => format!("cannot import: {error}"),
                None => format!("cannot read `{name}`: {error}"),
            };
            Refusal::cannot(message).hint("name a Markdown file of at most 1 MB")
        })?;
        let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        let not_text = || Refusal::cannot(format!("`{name}` is not UTF-8 text"));
        Ok(text.ok_or_else(|| not_text().hint("save it as UTF-8"))?)
    }

    /// Why nothing was imported. The answer is no where the user has to choose.
    fn refusal(&self, obstacle: ImportError) -> anyhow::Error {
        let file = self.file.display();
        let refusal = match obstacle {
            ImportError::Template(line, action) => {
                let hint = Hint::from("render it first, or import it as it is: ");
                Refusal::no(format!("{file}:{line}: `{action}` makes this a template"))
                    .hint(hint.flag("--as-text"))
            }
            ImportError::Nothing(found) => {
                let mut message = format!("nothing to import in `{file}`: 0 boxes");
                let lists = [(found.bullets, "bullets"), (found.numbered, "numbers")];
                if found.bullets > 0 {
                    let _ = write!(message, ", {}", count(found.bullets, "bullet", "bullets"));
                }
                if found.numbered > 0 {
                    let _ = write!(message, ", {} numbered", found.numbered);
                }
                let lost = found.notes.iter().find(|note| note.text.contains("box"));
                if let Some(note) = lost {
                    let _ = write!(message, "; line {}: {}", note.line, note.text);
                }
                if let Some(line) = found.fence {
                    let hint = Hint::option("--from", &format!("fence:{line}"));
                    return Refusal::no(message).hint(hint).into();
                }
                match lists.into_iter().max().filter(|it| it.0 > 0 && lost.is_none()) {
                    Some((_, lists)) => {
                        Refusal::cannot(message).hint(Hint::option("--from", lists))
                    }
                    None => Refusal::cannot(message).hint("a task-list item begins with `- [ ] `"),
                }
            }
            ImportError::TooDeep => {
                Refusal::cannot(format!("the lists of `{file}` are nested too deeply"))
                    .hint("the limit is 30 levels")
            }
            ImportError::Invalid(error) => return error.into(),
        };
        refusal.into()
    }

    fn report(&self, imported: &Imported, path: &str) -> String {
        let file = self.file.display();
        let mut out = String::new();
        for note in &imported.report.notes {
            let line = format!("{file}:{}: {}", note.line, note.text);
            let _ = writeln!(out, "{}", safe(&line));
        }
        let what = match self.from.unwrap_or_default() {
            ItemSource::Boxes | ItemSource::Fence(_) => ["box", "boxes"],
            ItemSource::Bullets => ["bullet", "bullets"],
            ItemSource::Numbers => ["numbered item", "numbered items"],
        };
        let boxes = count(imported.report.boxes, what[0], what[1]);
        let items = count(imported.items, "item", "items");
        let phases = count(imported.playbook.phases.len(), "phase", "phases");
        let _ = writeln!(out, "✓  wrote {}\n{boxes} → {items} in {phases}", safe(path));
        out
    }
}

/// Reads `bullets`, `numbers` or `fence:LINE`.
fn lists(text: &str) -> Result<ItemSource, String> {
    match text {
        "boxes" => Ok(ItemSource::Boxes),
        "bullets" => Ok(ItemSource::Bullets),
        "numbers" => Ok(ItemSource::Numbers),
        _ => {
            let line = text.strip_prefix("fence:").and_then(|line| line.parse().ok());
            line.map(ItemSource::Fence).ok_or("use bullets, numbers or fence:LINE".to_owned())
        }
    }
}
