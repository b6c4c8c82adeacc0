//! What people do with git every day takes no event away.

use crate::scale::{amount, figures};
use crate::team::Team;
use std::fs;
use std::thread;

#[test]
fn everyday_git_takes_no_event_away() {
    let rounds = amount(1, 125);
    let (team, rm, dana) = Team::pair();
    dana.commit("b.txt", "two\n");
    dana.git("branch old HEAD~1");
    let mut count = 0;
    for round in 0..rounds {
        for line in [
            "stash -u",
            "reset -q --hard",
            "checkout -q -f",
            "restore .",
            "clean -q -f -d -x",
            "switch -q old",
            "switch -q main",
            "rebase -q old",
            "gc -q --prune=now",
            "worktree add -q ../tree",
            "worktree remove --force ../tree",
            "branch -q -D tree",
        ] {
            fs::write(dana.dir.join("app.txt"), format!("{round} {line}\n")).unwrap();
            // While git runs, too.
            thread::scope(|scope| {
                scope.spawn(|| dana.ok(&format!("note 'during {line} {round}' --no-sync")));
                let _ = dana.try_git(&dana.dir, line);
            });
            dana.ok(&format!("note 'after {line} {round}' --no-sync"));
            count += 2;
            assert_eq!(dana.log().len(), 1 + count, "{line}");
        }
        let _ = dana.try_git(&dana.dir, "stash drop");
    }
    dana.ok("sync");
    rm.ok("sync");
    assert_eq!(rm.log().len(), 1 + count);
    figures("A6", &format!("{count} notes during and after everyday git"), "0 lost");
    team.assert_untrapped();
}

#[test]
fn all_worktrees_of_a_clone_have_one_log_and_any_kind_of_clone_takes_part() {
    let (team, _, dana) = Team::pair();
    dana.git("worktree add -q ../tree");
    let mut tree = dana.clone();
    tree.dir = team.path("tree");
    tree.ok("tick 1.1");
    dana.says(0, "list", "✓");
    assert_eq!(dana.log().len(), 2);
    let kinds = [
        "--depth=1",
        "--single-branch",
        "--filter=blob:none",
        "--filter=tree:0 --sparse",
        "--ref-format=reftable",
    ];
    for (at, options) in kinds.into_iter().enumerate() {
        let name = format!("kind{at}");
        let clone = team.clone_as(&name, &format!("{name}@example.com"), options);
        let shallow = fs::read_to_string(clone.dir.join(".git/shallow")).ok();
        // Without the branches, the clone has to be told once.
        clone.ok("share");
        clone.ok(&format!("note 'from {options}'"));
        assert_eq!(clone.log().len(), 3 + at, "{options}");
        let main = clone.git("rev-parse HEAD");
        let is_kept = |before: &String| before.lines().any(|line| line == main.trim());
        assert_eq!(shallow.as_ref().map(is_kept), shallow.as_ref().map(|_| true));
        assert_eq!(clone.git("status --porcelain"), "");
    }
    // A submodule has a git directory of its own.
    let hub = team.hub();
    let outer = team.clone("outer", "outer@example.com");
    outer.git(&format!(
        "-c protocol.file.allow=always submodule --quiet add {} inner",
        hub.display()
    ));
    let mut inner = outer.clone();
    inner.dir = outer.dir.join("inner");
    inner.says(0, "status", "2.4.0");
    inner.ok("note 'from a submodule'");
    dana.ok("sync");
    assert_eq!(dana.log().len(), 8);
    team.assert_untrapped();
}

#[test]
fn two_projects_of_a_repository_share_their_releases_apart() {
    let (team, rm) = Team::unshared();
    let mut projects = ["api", "services/web"].map(|folder| {
        let mut project = rm.clone();
        project.dir = rm.dir.join(folder);
        fs::create_dir_all(project.dir.join(".octorel/playbook")).unwrap();
        fs::write(project.dir.join(".octorel/playbook/all.yaml"), "items: [Test, Tag]\n").unwrap();
        project
    });
    projects[0].ok("share");
    for project in &projects {
        project.ok("start 2.4.0");
    }
    projects[0].ok("tick 1.1");
    rm.commit_all();
    rm.git("push -q origin main");
    let dana = team.clone("dana", "dana@example.com");
    for (project, done) in projects.iter_mut().zip([1, 0]) {
        project.dir = dana.dir.join(project.dir.strip_prefix(&rm.dir).unwrap());
        project.person = "dana@example.com".to_owned();
        let list = project.ok("list --format json");
        assert_eq!(list.matches("\"state\": \"done\"").count(), done, "{list}");
    }
}
