//! `octorel completions`: the script with which a shell asks [`crate::cli::complete`] for completions.
//!
//! The scripts hold no names of commands or items: what they offer is what the program says at that moment.

use crate::cli::shared::{App, Exit, one_of};
use crate::rules::Refusal;
use crate::sys;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  octorel completions zsh\n  octorel completions fish --install"
)]
pub(crate) struct Args {
    /// Shell (omit to see setup instructions)
    #[arg(value_parser = one_of(SHELLS.each_ref().map(|shell| (shell.name.into(), shell))))]
    shell: Option<&'static Shell>,

    /// Install the script where the shell looks for it
    #[arg(long, requires = "shell")]
    install: bool,
}

#[derive(Debug)]
struct Shell {
    name: &'static str,
    script: &'static str,
    /// The line that turns completion on, and the file to put it into.
    line: &'static str,
    file: &'static str,
    /// Where the shell looks for a user's completions by itself; zsh and elvish have none.
    place: fn() -> Option<PathBuf>,
}

static SHELLS: [Shell; 4] = [
    Shell {
        name: "bash",
        script: include_str!("completions/octorel.bash"),
        line: r#"eval "$(octorel completions bash)""#,
        file: "~/.bashrc",
        place: || {
            let own = sys::path("BASH_COMPLETION_USER_DIR");
            let folder = own.or_else(|| {
                Some(sys::home("XDG_DATA_HOME", ".local/share")?.join("bash-completion"))
            });
            Some(folder?.join("completions/octorel"))
        },
    },
    Shell {
        name: "zsh",
        script: include_str!("completions/octorel.zsh"),
        line: r#"eval "$(octorel completions zsh)""#,
        file: "~/.zshrc, below compinit",
        place: || None,
    },
    Shell {
        name: "fish",
        script: include_str!("completions/octorel.fish"),
        line: "octorel completions fish | source",
        file: "~/.config/fish/config.fish",
        place: || {
            Some(sys::home("XDG_CONFIG_HOME", ".config")?.join("fish/completions/octorel.fish"))
        },
    },
    Shell {
        name: "elvish",
        script: include_str!("completions/octorel.elvish"),
        line: "eval (octorel completions elvish | slurp)",
        file: "~/.config/elvish/rc.elv",
        place: || None,
    },
];

impl Args {
    pub(crate) fn run(&self, app: &App) -> Result<Exit> {
        match self.shell {
            None => app.print(&all()),
            Some(shell) if self.install => app.print(&install(shell)?),
            Some(shell) => app.print(shell.script),
        }
    }
}

fn all() -> String {
    let line = |Shell { name, line, file, .. }: &Shell| format!("{name:8}{line:<43}in {file}\n");
    let lines: String = SHELLS.each_ref().map(line).concat();
    format!(
        "{lines}\nFor bash and fish, --install writes a file instead: octorel completions fish --install\n"
    )
}

/// Writes the script to the shell's own place. A file that somebody else wrote stays as it is.
fn install(shell: &Shell) -> Result<String> {
    let Shell { name, script, line, file, place } = shell;
    let by_hand = format!("add `{line}` to {file}");
    let Some(path) = place() else {
        let message = format!("{name} has no standard folder for completions");
        return Err(Refusal::cannot(message).hint(by_hand).into());
    };
    let shown = path.display();
    let ours = format!("Written by `octorel completions {name}`.");
    match fs::read_to_string(&path) {
        Ok(there) if !there.contains(&ours) => {
            let message = format!("`{shown}` already exists and was not written by octorel");
            return Err(Refusal::cannot(message).hint(by_hand).into());
        }
        Ok(_) | Err(_) => {}
    }
    let folder = path.parent().context("the path has no folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    fs::write(&path, script).with_context(|| format!("cannot write `{shown}`"))?;
    Ok(format!("✓ wrote {shown}\n  it takes effect in new {name} sessions\n"))
}
