//! A team: a bare repository as the host, and a clone for each person. The git settings of everybody are traps: hooks, a file
//! system monitor and a signing program, none of which may run.

use assert_fs::TempDir;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_octorel");

/// The release manager, and the others who hold roles.
pub(crate) const PEOPLE: [&str; 9] =
    ["rm", "dev", "pat", "dana", "uma", "sam", "cleo", "ada", "pete"];

const ROLES: [&str; 9] = [
    "release-manager",
    "developer",
    "product-manager",
    "qa",
    "ux-designer",
    "security-lead",
    "customer-success",
    "data-analyst",
    "project-manager",
];

pub(crate) struct Team {
    folder: TempDir,
}

/// A clone, and who sits there.
#[derive(Clone)]
pub(crate) struct Member {
    pub(crate) dir: PathBuf,
    pub(crate) person: String,
    home: PathBuf,
    environment: Vec<(String, String)>,
}

impl Team {
    /// A host with a branch main that holds one file.
    pub(crate) fn new() -> Self {
        let team = Self { folder: TempDir::new().unwrap() };
        let home = team.path("home");
        let hooks = team.path("home/hooks");
        fs::create_dir_all(&hooks).unwrap();
        let trap =
            format!("#!/bin/sh\necho \"$0\" >> {}\nexit 1\n", team.path("trapped").display());
        for hook in ["pre-push", "reference-transaction", "post-checkout", "fsmonitor", "gpg"] {
            write_program(&hooks.join(hook), &trap);
        }
        let settings = format!(
            "[core]\nhooksPath = {0}\nfsmonitor = {0}/fsmonitor\n[commit]\ngpgSign = true\n[gpg]\nprogram = {0}/gpg\n[push]\ngpgSign = if-asked\n[init]\ndefaultBranch = main\n",
            hooks.display()
        );
        fs::write(home.join(".gitconfig"), settings).unwrap();
        let first = team.member("first", "first");
        first.git_at(&team.path("."), "init -q --bare -b main hub.git");
        // The host is another machine, with its own settings.
        let hub = team.hub();
        first.git_at(&hub, &format!("config core.hooksPath {}", hub.join("hooks").display()));
        fs::create_dir(&first.dir).unwrap();
        first.git("init -q -b main");
        fs::write(first.dir.join("app.txt"), "one\n").unwrap();
        first.git("add .");
        first.git("commit -q -m one");
        first.git("remote add origin ../hub.git");
        first.git("push -q origin main");
        team
    }

    /// The release 2.4.0, shared by its release manager, and the clones of these people, who take part.
    pub(crate) fn sharing(people: &[&str]) -> (Self, Vec<Member>) {
        let (team, rm) = Self::unshared();
        rm.ok("share");
        rm.ok(&start("2.4.0"));
        let mut members = vec![rm];
        for name in people {
            let member = team.clone(name, &format!("{name}@example.com"));
            member.ok("status");
            members.push(member);
        }
        (team, members)
    }

    /// The same of the release manager and dana.
    pub(crate) fn pair() -> (Self, Member, Member) {
        let (team, mut members) = Self::sharing(&["dana"]);
        let dana = members.pop().unwrap();
        (team, members.pop().unwrap(), dana)
    }

    /// A release shared by this many people.
    pub(crate) fn of(size: usize) -> (Self, Vec<Member>) {
        let names: Vec<String> = (1..size).map(|number| format!("p{number}")).collect();
        Self::sharing(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// A team whose release manager has a clone, and has shared nothing yet.
    pub(crate) fn unshared() -> (Self, Member) {
        let team = Self::new();
        let rm = team.clone("rm", "rm@example.com");
        (team, rm)
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    pub(crate) fn hub(&self) -> PathBuf {
        self.path("hub.git")
    }

    /// A member whose clone does not exist yet.
    fn member(&self, name: &str, person: &str) -> Member {
        let (dir, home) = (self.path(name), self.path("home"));
        Member { dir, person: person.to_owned(), home, environment: Vec::new() }
    }

    /// Clones the repository for a person.
    pub(crate) fn clone(&self, name: &str, person: &str) -> Member {
        self.clone_as(name, person, "")
    }

    pub(crate) fn clone_as(&self, name: &str, person: &str, options: &str) -> Member {
        let member = self.member(name, person);
        let hub = format!("file://{}", self.hub().display());
        member.git_at(&self.path("."), &format!("clone -q {options} {hub} {name}"));
        member
    }

    /// A shallow clone of a branch or tag, as CI makes it.
    pub(crate) fn ci(&self, name: &str, reference: &str) -> Member {
        let ci = self.clone_as(name, "ci@example.com", &format!("--depth=1 --branch={reference}"));
        ci.with("CI", "true")
    }

    /// Lets the host refuse pushes to main.
    pub(crate) fn protect(&self) {
        let hook =
            "#!/bin/sh\nwhile read old new name; do [ $name != refs/heads/main ] || exit 1; done\n";
        write_program(&self.hub().join("hooks/pre-receive"), hook);
    }

    /// Lets the host need time for each answer.
    pub(crate) fn slow(&self, members: &[Member]) {
        for member in members {
            member.git("config remote.origin.uploadpack 'sleep 0.8; git-upload-pack'");
            member.git("config remote.origin.receivepack 'sleep 0.8; git-receive-pack'");
        }
        write_program(&self.hub().join("hooks/pre-receive"), "#!/bin/sh\nsleep 0.4\n");
    }

    /// The branches of people on the host, each with its commit.
    pub(crate) fn branches(&self) -> Vec<String> {
        let first = self.member("hub.git", "first");
        let list = first.git("for-each-ref --format=%(refname) refs/heads/octorel/");
        list.lines().map(str::to_owned).collect()
    }

    /// Checks that no setting of the user has run.
    pub(crate) fn assert_untrapped(&self) {
        let trapped = fs::read_to_string(self.path("trapped")).unwrap_or_default();
        assert_eq!(trapped, "", "a hook or program of the user has run");
    }
}

/// The command that starts a release with all roles assigned.
pub(crate) fn start(release: &str) -> String {
    let team =
        ROLES.iter().zip(PEOPLE).map(|(role, name)| format!(" --assign {role}={name}@example.com"));
    format!("start {release} --on 2026-12-08T14:00 --tz Europe/Paris{}", team.collect::<String>())
}

pub(crate) fn write_program(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

impl Member {
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut member = self.clone();
        member.environment.push((name.to_owned(), value.to_owned()));
        member
    }

    /// A program in the clone, with a fixed environment.
    pub(crate) fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.dir).env_clear().envs([
            ("PATH", std::env::var("PATH").unwrap().as_str()),
            ("HOME", self.home.to_str().unwrap()),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("TZ", "UTC"),
            ("COLUMNS", "200"),
            ("OCTOREL_NOW", "2026-12-04T09:00:00Z"),
            ("OCTOREL_USER", &self.person),
        ]);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program. Words are split at spaces, except within `'`.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.program(PROGRAM).args(words(line)).output().unwrap()
    }

    /// Runs the program, requires this exit code, and returns what it prints on both streams.
    #[track_caller]
    pub(crate) fn exits(&self, code: i32, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(code), "{}: {line}: {}", self.person, text(&output));
        text(&output)
    }

    #[track_caller]
    pub(crate) fn ok(&self, line: &str) -> String {
        self.exits(0, line)
    }

    /// Runs the program, and requires this exit code and, in this order, the parts of `a … b` in what it prints.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, line: &str, parts: &str) {
        let text = self.exits(code, line);
        let mut rest = &text[..];
        for part in parts.split(" … ") {
            let found = rest.split_once(part);
            (_, rest) = found.unwrap_or_else(|| panic!("{line}: no `{part}` in {text}"));
        }
    }

    /// Runs the program under strace with these options. Returns its exit code and the trace.
    pub(crate) fn traced(&self, options: &[&str], line: &str) -> (Option<i32>, String) {
        let trace = self.home.join("trace");
        let mut strace = self.program("strace");
        strace.args(options).arg("-o").arg(&trace).arg(PROGRAM).args(words(line));
        let code = strace.output().unwrap().status.code();
        (code, fs::read_to_string(&trace).unwrap())
    }

    /// Runs the program and returns how long it took.
    pub(crate) fn timed(&self, line: &str) -> Duration {
        let began = Instant::now();
        self.ok(line);
        began.elapsed()
    }

    /// Runs git as its user does, but without the traps.
    #[track_caller]
    pub(crate) fn git(&self, line: &str) -> String {
        self.git_at(&self.dir, line)
    }

    #[track_caller]
    pub(crate) fn git_at(&self, dir: &Path, line: &str) -> String {
        let output = self.try_git(dir, line);
        assert!(output.status.success(), "git {line}: {}", text(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn try_git(&self, dir: &Path, line: &str) -> Output {
        let mut git = self.program("git");
        git.current_dir(dir).args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"]);
        git.args(["-c", "commit.gpgSign=false", "-c", "user.name=x"]);
        git.args(["-c", &format!("user.email={}", self.person)]);
        git.args(words(line)).output().unwrap()
    }

    /// The lines of the log that the clone shows.
    pub(crate) fn log(&self) -> BTreeSet<String> {
        let log = fs::read_to_string(self.log_path()).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    pub(crate) fn log_path(&self) -> PathBuf {
        self.dir.join(".git/octorel/shared/2.4.0.jsonl")
    }

    /// Commits a file.
    pub(crate) fn commit(&self, file: &str, content: &str) {
        let path = self.dir.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self.commit_all();
    }

    /// Commits every file.
    pub(crate) fn commit_all(&self) {
        self.git("add -A");
        self.git("commit -q -m change");
    }
}

pub(crate) fn text(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8_lossy(&text).into_owned()
}

fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// The value below which 95 % of these are.
pub(crate) fn p95(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 95 / 100 - usize::from(times.len().is_multiple_of(20))]
}
