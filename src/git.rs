//! The one way to run git: independent of the hook that octorel may run in, without what the repository would start, and with
//! a time limit where another machine has to answer.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// What a hook sets for its own repository. Credentials stay.
const OF_HOOKS: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_QUARANTINE_PATH",
];

/// Nothing of the user or the repository runs, and what was written lasts.
const SETTINGS: [&str; 10] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.fsync=objects",
    "core.fsyncMethod=batch",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=20",
];

/// Why git gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GitError {
    #[error("git is required")]
    Missing,
    #[error("no answer within {} seconds", .0.as_secs())]
    TooSlow(Duration),
    #[error("git failed: {0}")]
    Io(String),
    /// What git said, in one line.
    #[error("{0}")]
    Failed(String),
}

impl From<GitError> for String {
    fn from(error: GitError) -> Self {
        error.to_string()
    }
}

/// git in a directory.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
    prompts: bool,
    /// Fetches nothing that a partial clone lacks.
    is_local: bool,
    /// Says whether the user has chosen a command for ssh.
    has_ssh: OnceLock<bool>,
}

impl Git {
    /// git in a directory, asking the user nothing.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), prompts: false, is_local: false, has_ssh: OnceLock::new() }
    }

    /// The same with or without prompts for passphrases and passwords on the terminal.
    #[must_use]
    pub fn with_prompts(self, prompts: bool) -> Self {
        Self { prompts, ..self }
    }

    /// The same without objects that are not here.
    #[must_use]
    pub fn local(self) -> Self {
        Self { is_local: true, ..self }
    }

    /// What git prints. With a limit, git and what it started end after that time.
    ///
    /// # Errors
    /// If git cannot run, fails, or takes too long.
    pub fn run(&self, arguments: &[&str], limit: Option<Duration>) -> Result<Vec<u8>, GitError> {
        self.execute(arguments, Stdio::null(), Vec::new(), limit)
    }

    /// What git prints after it has read this.
    ///
    /// # Errors
    /// If git cannot run or fails.
    pub fn feed(&self, arguments: &[&str], input: Vec<u8>) -> Result<Vec<u8>, GitError> {
        self.execute(arguments, Stdio::piped(), input, None)
    }

    /// Runs git with a lock, which lasts until git has ended, too.
    ///
    /// # Errors
    /// If git cannot run, fails, or takes too long.
    pub fn run_locked(
        &self,
        arguments: &[&str],
        lock: &File,
        limit: Duration,
    ) -> Result<(), GitError> {
        let lock = lock.try_clone().map_err(|error| GitError::Io(error.to_string()))?;
        self.execute(arguments, lock.into(), Vec::new(), Some(limit)).map(drop)
    }

    /// A git that reads from one pipe and writes to another one until it is ended.
    ///
    /// # Errors
    /// If git cannot run.
    pub fn start(&self, arguments: &[&str]) -> Result<Child, GitError> {
        let mut git = self.command(arguments, false);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        git.spawn().map_err(|error| not_started(&error))
    }

    fn execute(
        &self,
        arguments: &[&str],
        stdin: Stdio,
        input: Vec<u8>,
        limit: Option<Duration>,
    ) -> Result<Vec<u8>, GitError> {
        let failed = |error: io::Error| GitError::Io(error.to_string());
        let mut git = self.command(arguments, limit.is_some());
        git.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| not_started(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // If git reads no further, its exit code says why.
            let write = move || drop(stdin.write_all(&input));
            thread::Builder::new().spawn(write).map_err(failed)?;
        }
        let end = limit.map(|limit| Instant::now() + limit);
        let pipes = child.stdout.take().zip(child.stderr.take());
        let (stdout, stderr) = pipes.ok_or_else(|| GitError::Io("no pipe".to_owned()))?;
        let stdout = read(stdout).map_err(failed)?;
        let stderr = read(stderr).map_err(failed)?;
        let answer = received(&stdout, end).and_then(|out| Some((out, received(&stderr, end)?)));
        let Some((stdout, stderr)) = answer else {
            self.stop(&mut child);
            return Err(GitError::TooSlow(limit.unwrap_or_default()));
        };
        let status = child.wait().map_err(failed)?;
        if status.success() { Ok(stdout) } else { Err(GitError::Failed(reason(&stderr))) }
    }

    /// What git answers at once, without space around it; `None` if it has no answer.
    pub fn ask(&self, arguments: &[&str]) -> Option<String> {
        let answer = self.run(arguments, None).ok()?;
        let answer = String::from_utf8(answer).ok()?;
        let answer = answer.trim();
        (!answer.is_empty()).then(|| answer.to_owned())
    }

    /// Says whether a remote is configured.
    pub fn has_remote(&self, name: &str) -> bool {
        let wanted = r"^(remote\..*\.url|core\.sshcommand)$";
        let settings = self.ask(&["config", "--get-regexp", wanted]).unwrap_or_default();
        let has = |key: &str| settings.lines().any(|line| line.starts_with(key));
        self.has_ssh.get_or_init(|| has("core.sshcommand "));
        has(&format!("remote.{name}.url "))
    }

    fn command(&self, arguments: &[&str], is_remote: bool) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).args(["--no-pager", "--no-replace-objects"]);
        for setting in SETTINGS {
            git.args(["-c", setting]);
        }
        git.args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_MESSAGES", "C");
        for name in OF_HOOKS {
            git.env_remove(name);
        }
        if self.is_local {
            git.env("GIT_NO_LAZY_FETCH", "1");
        }
        if is_remote && !self.prompts {
            git.env("GIT_TERMINAL_PROMPT", "0");
            let has_ssh =
                ["GIT_SSH", "GIT_SSH_COMMAND"].iter().any(|it| std::env::var_os(it).is_some());
            let chosen = || self.ask(&["config", "--get", "core.sshCommand"]).is_some();
            if !has_ssh && !self.has_ssh.get_or_init(chosen) {
                git.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=10");
            }
            // What asks for a passphrase has to stay in the foreground of the terminal; nothing else does.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut git, 0);
        }
        git
    }

    /// Ends git and, where they have a group of their own, the programs that it started.
    fn stop(&self, child: &mut Child) {
        #[cfg(unix)]
        if !self.prompts
            && let Some(group) =
                i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn not_started(error: &io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound => GitError::Missing,
        _ => GitError::Io(error.to_string()),
    }
}

/// Reads a pipe to its end while others are read.
fn read(mut pipe: impl Read + Send + 'static) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    let read = move || {
        let mut bytes = Vec::new();
        if pipe.read_to_end(&mut bytes).is_ok() {
            let _ = sender.send(bytes);
        }
    };
    thread::Builder::new().spawn(read).map(|_| receiver)
}

/// What was read, if it is there in time.
fn received(pipe: &Receiver<Vec<u8>>, end: Option<Instant>) -> Option<Vec<u8>> {
    match end {
        None => pipe.recv().ok(),
        Some(end) => pipe.recv_timeout(end.saturating_duration_since(Instant::now())).ok(),
    }
}

/// Why git failed, and the command that git proposes if it does not trust the owner of the repository.
fn reason(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let line = |start: &str| {
        lines().filter_map(|line| line.strip_prefix(start)).find(|it| !it.trim().is_empty())
    };
    // Before `fatal`, ssh and other helpers say why.
    let is_why = |line: &&str| !line.starts_with("warning: ") && !line.starts_with("hint: ");
    let why = lines().take_while(|line| !line.starts_with("fatal: ")).filter(is_why).last();
    let fatal = line("fatal: ").map(|fatal| why.unwrap_or(fatal));
    let reason = line("remote: ").or(fatal).or(line("error: ")).or(lines().next());
    let reason = reason.unwrap_or("git failed").trim();
    match line("\tgit config ") {
        Some(fix) => format!("{reason}: git config {fix}"),
        None if reason.starts_with("not a git repository") => {
            "this directory is not in a git repository".to_owned()
        }
        None => reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Git, GitError};
    use std::time::{Duration, Instant};

    #[test]
    fn a_git_that_gives_no_answer_is_stopped_with_what_it_started() {
        let git = Git::new(".");
        let began = Instant::now();
        let alias = ["-c", "alias.hang=!sleep 60; true", "hang"];
        let limit = Duration::from_millis(300);
        let answer = git.run(&alias, Some(limit));
        assert_eq!(answer, Err(GitError::TooSlow(limit)));
        assert!(began.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn more_input_and_output_than_a_pipe_holds_passes() {
        let git = Git::new(".");
        let bytes = b"x\n".repeat(1 << 20);
        let alias = ["-c", "alias.copy=!cat", "copy"];
        assert_eq!(git.feed(&alias, bytes.clone()), Ok(bytes));
    }
}
