//! The one way to run git: independent of the hook that octorel may run in, without what the repository would start, and with
//! a time limit where another machine has to answer.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What a hook sets for its own repository. Credentials stay.
const OF_HOOKS: &str = "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY \
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_NAMESPACE GIT_PREFIX GIT_COMMON_DIR GIT_QUARANTINE_PATH";

/// Nothing of the user or the repository runs, and what was written lasts.
const SETTINGS: &str = "core.hooksPath=/dev/null core.fsmonitor=false core.fsync=objects \
    core.fsyncMethod=batch submodule.recurse=false gc.auto=0 maintenance.auto=false \
    protocol.ext.allow=never http.lowSpeedLimit=1 http.lowSpeedTime=20";

/// git in a directory. Its errors say in one line why git gave no answer.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
    prompts: bool,
    /// Fetches nothing that a partial clone lacks.
    is_local: bool,
}

impl Git {
    /// git in a directory, asking the user nothing.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), prompts: false, is_local: false }
    }

    /// The same with or without prompts for passphrases and passwords on the terminal.
    pub fn with_prompts(self, prompts: bool) -> Self {
        Self { prompts, ..self }
    }

    pub fn local(self) -> Self {
        Self { is_local: true, ..self }
    }

    /// What git prints.
    ///
    /// # Errors
    /// If git cannot run or fails.
    pub fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        self.feed(arguments, Vec::new())
    }

    /// What git prints after it has read this.
    ///
    /// # Errors
    /// If git cannot run or fails.
    pub fn feed(&self, arguments: &[&str], input: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut git = self.command(arguments);
        git.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
        git.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut git = git.spawn().map_err(failed)?;
        if let Some(mut stdin) = git.stdin.take() {
            // If git reads no further, its exit code says why.
            thread::Builder::new().spawn(move || drop(stdin.write_all(&input))).map_err(failed)?;
        }
        // Not by `wait_with_output`, which panics if a pipe cannot be read.
        let (stdout, stderr) = (git.stdout.take(), git.stderr.take());
        let errors = thread::Builder::new().spawn(move || read(stderr)).map_err(failed)?;
        let printed = read(stdout);
        let status = git.wait().map_err(failed)?;
        let errors = errors.join().ok().and_then(Result::ok).unwrap_or_default();
        if status.success() { printed.map_err(failed) } else { Err(reason(&errors)) }
    }

    /// Runs git where another machine has to answer, with a lock, which lasts until git has ended, too. After the limit, git and what
    /// it started end.
    ///
    /// # Errors
    /// If git cannot run, fails, or takes too long.
    pub fn run_locked(
        &self,
        arguments: &[&str],
        lock: &File,
        limit: Duration,
    ) -> Result<(), String> {
        let mut git = self.command(arguments);
        if !self.prompts {
            git.env("GIT_TERMINAL_PROMPT", "0");
            let has_ssh =
                ["GIT_SSH", "GIT_SSH_COMMAND"].iter().any(|it| std::env::var_os(it).is_some());
            if !has_ssh && self.ask(&["config", "--get", "core.sshCommand"]).is_none() {
                git.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=10");
            }
            // What asks for a passphrase has to stay in the foreground of the terminal; nothing else does.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut git, 0);
        }
        git.stdin(lock.try_clone().map_err(failed)?).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut git = git.spawn().map_err(failed)?;
        let stderr = git.stderr.take();
        let (sender, receiver) = mpsc::channel();
        let send = move || drop(sender.send(read(stderr).unwrap_or_default()));
        thread::Builder::new().spawn(send).map_err(failed)?;
        let Ok(stderr) = receiver.recv_timeout(limit) else {
            self.stop(&mut git);
            return Err(format!("no answer within {} seconds", limit.as_secs()));
        };
        if git.wait().map_err(failed)?.success() { Ok(()) } else { Err(reason(&stderr)) }
    }

    /// A git that reads from one pipe and writes to another one until it is ended.
    ///
    /// # Errors
    /// If git cannot run.
    pub fn start(&self, arguments: &[&str]) -> Result<Child, String> {
        let mut git = self.command(arguments);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        git.spawn().map_err(failed)
    }

    /// What git answers, without space around it; `None` if it has no answer.
    pub fn ask(&self, arguments: &[&str]) -> Option<String> {
        let answer = String::from_utf8(self.run(arguments).ok()?).ok()?;
        let answer = answer.trim();
        (!answer.is_empty()).then(|| answer.to_owned())
    }

    pub fn url(&self, remote: &str) -> Option<String> {
        self.ask(&["remote", "get-url", "--", remote])
    }

    /// The rule by which git ignores a file, with its place: `.gitignore:2 `*.jsonl``.
    pub fn ignored_by(&self, file: &str) -> Option<String> {
        let rule = self.ask(&["check-ignore", "-v", "--no-index", "--", file])?;
        let (rule, _) = rule.split_once('\t')?;
        let (place, pattern) = rule.rsplit_once(':')?;
        Some(format!("{place} `{pattern}`"))
    }

    pub fn files_in_head(&self, folder: &str) -> Vec<String> {
        let folder = format!("HEAD:./{folder}");
        let files = self.ask(&["ls-tree", "--name-only", &folder]).unwrap_or_default();
        files.lines().map(str::to_owned).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).args(["--no-pager", "--no-replace-objects"]);
        for setting in SETTINGS.split_whitespace() {
            git.args(["-c", setting]);
        }
        git.args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_MESSAGES", "C");
        for name in OF_HOOKS.split_whitespace() {
            git.env_remove(name);
        }
        if self.is_local {
            git.env("GIT_NO_LAZY_FETCH", "1");
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

fn read(pipe: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.map_or(Ok(0), |mut pipe| pipe.read_to_end(&mut bytes)).map(|_| bytes)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn failed(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "git is required".to_owned(),
        _ => format!("git failed: {error}"),
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
    use super::Git;
    use std::fs::File;
    use std::time::{Duration, Instant};

    #[test]
    fn a_git_that_gives_no_answer_is_stopped_with_what_it_started() {
        let lock = File::open(".").unwrap();
        let began = Instant::now();
        let alias = ["-c", "alias.hang=!sleep 60; true", "hang"];
        let answer = Git::new(".").run_locked(&alias, &lock, Duration::from_secs(1));
        assert_eq!(answer, Err("no answer within 1 seconds".to_owned()));
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
