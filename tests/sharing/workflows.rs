//! The workflows of `octorel help sharing`, run as they stand there.

use crate::team::{Member, PEOPLE, PROGRAM, Team, write_program};
use serde_json::Value;
use std::path::Path;
use std::thread;
use std::time::Duration;

const HELP: &str = include_str!("../../src/help/sharing.md");

/// The commands of a workflow. octorel is installed already.
fn commands(file: &str) -> Vec<String> {
    let start = format!("yaml\n# {file}\n");
    let text = HELP.split("```").find_map(|block| block.strip_prefix(&start)).unwrap();
    let yaml: Value = serde_yaml::from_str(text).unwrap();
    let jobs = yaml.get("jobs").unwrap_or(&yaml).as_object().unwrap();
    let steps = jobs
        .values()
        .flat_map(|job| job.get("steps").or(job.get("script")).unwrap().as_array().unwrap());
    let commands = steps.filter_map(|step| step.get("run").unwrap_or(step).as_str());
    let mut commands: Vec<String> = commands.map(str::to_owned).collect();
    assert_eq!(commands.remove(0), "cargo install --locked octorel", "{file}");
    commands
}

/// Runs a workflow in a clone and returns the exit code of the first command that fails, and what they printed.
fn run(ci: &Member, file: &str) -> (i32, String) {
    let path = std::env::var("PATH").unwrap();
    let bin = Path::new(PROGRAM).parent().unwrap().display();
    let mut printed = String::new();
    for command in commands(file) {
        let mut shell = ci.program("sh");
        shell.args(["-e", "-c", &command]).env("PATH", format!("{bin}:{path}"));
        let output = shell.output().unwrap();
        printed += &crate::team::text(&output);
        if !output.status.success() {
            return (output.status.code().unwrap(), printed);
        }
    }
    (0, printed)
}

#[test]
fn the_workflows_of_the_help_deploy_what_nine_people_have_recorded() {
    let (team, members) = Team::sharing(&PEOPLE[1..]);
    let rm = &members[0];
    write_program(&rm.dir.join("deploy.sh"), "#!/bin/sh\necho deployed >> deployed\n");
    rm.commit_all();
    rm.git("push -q origin main main:release");
    team.protect();
    let ready = team.ci("ready", "release");
    let (code, text) = run(&ready, ".github/workflows/ready.yml");
    assert!(code == 1 && text.contains("::error"), "{code}: {text}");
    thread::scope(|scope| {
        for member in &members[1..] {
            scope.spawn(|| member.ok("note ready"));
        }
    });
    rm.ok("tick 1 2 3 4 5.1 5.2 6.1-6.3");
    assert_eq!(run(&ready, ".github/workflows/ready.yml").0, 0);
    rm.git("tag v2.4.0");
    rm.git("push -q origin v2.4.0");
    let workflows = [
        (".github/workflows/deploy.yml", vec![("GITHUB_REF_NAME", "v2.4.0")]),
        (".gitlab-ci.yml", vec![("CI_COMMIT_TAG", "v2.4.0"), ("CI_DEFAULT_BRANCH", "main")]),
    ];
    thread::scope(|scope| {
        let team = &team;
        let running: Vec<_> = workflows
            .into_iter()
            .enumerate()
            .map(|(at, (file, settings))| {
                let clone = team.ci(&format!("deploy{at}"), "v2.4.0");
                let ci = settings.iter().fold(clone, |ci, (name, value)| ci.with(name, value));
                scope.spawn(move || (run(&ci, file), ci))
            })
            .collect();
        thread::sleep(Duration::from_secs(2));
        for at in 0..2 {
            assert!(!team.path(&format!("deploy{at}/deployed")).exists());
        }
        rm.ok("decide go-no-go go");
        for running in running {
            let ((code, text), ci) = running.join().unwrap();
            assert!(code == 0 && text.contains("OPEN"), "{code}: {text}");
            assert!(ci.dir.join("deployed").exists());
        }
    });
    team.assert_untrapped();
}
