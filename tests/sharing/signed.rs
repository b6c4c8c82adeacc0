//! Trusted gates where the protected branch lists the keys of the people.

use crate::scale::{amount, figures};
use crate::team::{Member, PROGRAM, Team};
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

const GATE: &str = "gate pre-release --trusted main -r 2.4.0";

/// Makes a key for a member and lets their git sign with it. Returns its public part.
fn key(team: &Team, member: &Member, name: &str) -> String {
    let path = team.path(name);
    let mut keygen = member.program("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&path);
    assert!(keygen.status().unwrap().success());
    member.git("config gpg.format ssh");
    member.git(&format!("config user.signingkey {}", path.display()));
    fs::read_to_string(team.path(&format!("{name}.pub"))).unwrap().trim().to_owned()
}

/// Puts this list of keys on main, and lets everybody know.
fn list(members: &[Member], lines: &str) {
    members[0].commit(".octorel/signers", lines);
    members[0].git("push -q origin main");
    for member in members {
        member.git("fetch -q origin");
        member.git("remote set-head origin main");
    }
}

/// A team whose members have listed keys, and the list.
fn signing(people: &[&str]) -> (Team, Vec<Member>, String) {
    let (team, members) = Team::sharing(people);
    let line =
        |member: &Member| format!("{} {}\n", member.person, key(&team, member, &member.person));
    let lines: String = members.iter().map(line).collect();
    list(&members, &lines);
    (team, members, lines)
}

#[test]
fn only_what_people_have_signed_opens_the_gate_and_anything_careful_closes_it() {
    let (team, members, lines) = signing(&["dana", "mallory"]);
    let [rm, dana, mallory] = &members[..] else { panic!() };
    let text = rm.exits(2, GATE);
    assert!(
        text.contains("the release was started by rm@example.com, without a signature"),
        "{text}"
    );
    rm.ok("sync --resign");
    rm.exits(1, GATE);
    rm.ok("tick 1 2 3");
    dana.ok("tick 4");
    assert!(rm.ok(GATE).contains("OPEN"));
    // Without a key nothing counts, and what is careful counts.
    let without = lines
        .lines()
        .filter(|line| !line.starts_with("mallory"))
        .fold(String::new(), |all, line| all + line + "\n");
    list(&members, &without);
    dana.ok("untick 4.1");
    mallory.ok("tick 4.1");
    let text = rm.exits(1, GATE);
    assert!(
        text.contains("4.1 by mallory, on a branch that is not signed with a listed key"),
        "{text}"
    );
    dana.ok("tick 4.1");
    rm.ok(GATE);
    // mallory can close it, and dana alone can open it again.
    mallory.ok("untick 4.3");
    rm.exits(1, GATE);
    mallory.ok("tick 4.3");
    rm.exits(1, GATE);
    dana.ok("sync");
    dana.ok("untick 4.3");
    mallory.ok("sync");
    mallory.ok("block 4.3 --reason wait");
    rm.exits(1, GATE);
    dana.ok("sync");
    dana.ok("untick 4.3");
    dana.ok("tick 4.3");
    rm.ok(GATE);
    mallory.ok("incident declare smoke");
    let text = rm.exits(1, "gate deploy --trusted main -r 2.4.0");
    assert!(text.contains("1 incident ongoing"), "{text}");
    team.assert_untrapped();
}

#[test]
fn forged_names_keys_and_lists_do_not_open_the_gate() {
    let (team, members, lines) = signing(&["dana", "mallory"]);
    let [rm, dana, mallory] = &members[..] else { panic!() };
    rm.ok("sync --resign");
    rm.ok("tick 1 2 3");
    dana.ok("note here");
    // By dana, on the branch of mallory, who has a listed key.
    let text = mallory.ok("tick 4 --as dana@example.com");
    assert!(
        text.contains("what you recorded as dana@example.com does not count for gates"),
        "{text}"
    );
    // The gate of a clone that fetched the list counts as the one of CI does.
    for gate in ["gate", "gate --here"] {
        rm.exits(1, gate);
    }
    assert_eq!(rm.log(), mallory.log());
    let text = rm.exits(1, GATE);
    assert!(text.contains("dana, who did not record it on their own branch"), "{text}");
    // By dana on a branch of dana that mallory has signed, with a key of mallory.
    let mut forger = mallory.clone();
    forger.person = "dana@example.com".to_owned();
    forger.ok("note forged");
    rm.exits(1, GATE);
    // The owner takes the branch back, and what others recorded in her name stays theirs.
    assert!(dana.ok("note mine").contains("holds a commit that you have not signed"));
    dana.ok("sync --take-over");
    dana.ok("note again");
    // What she does not sign is on the branch of the clone that recorded it.
    mallory.ok("sync");
    let text = rm.exits(1, GATE);
    assert!(text.contains("dana, who did not record it on their own branch"), "{text}");
    dana.ok("untick 4");
    dana.ok("tick 4");
    rm.ok(GATE);
    // A key that was removed.
    let others = |lines: &str| {
        lines
            .lines()
            .filter(|line| !line.starts_with("dana"))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    list(&members, &others(&lines));
    rm.exits(1, GATE);
    // Lists that git would read otherwise.
    let dana_key = lines.lines().find(|line| line.starts_with("dana")).unwrap().to_owned();
    let key = dana_key.split_once(' ').unwrap().1;
    for bad in [
        format!("*@example.com {key}"),
        format!("dana@example.com,rm@example.com {key}"),
        format!("dana@example.com cert-authority {key}"),
        format!("dana@example.com valid-before=\"20400101\" {key}"),
        format!("garbage\n{dana_key}"),
    ] {
        list(&members, &format!("{}{bad}\n", others(&lines)));
        let text = rm.exits(2, GATE);
        assert!(text.contains("of .octorel/signers"), "{bad}: {text}");
    }
    // A new key, once it signs.
    let new = self::key(&team, dana, "second");
    list(&members, &format!("{}dana@example.com {new}\n", others(&lines)));
    rm.exits(1, GATE);
    dana.ok("sync --resign");
    rm.ok(GATE);
    figures("A8", "forged names and keys, old keys, patterns, bad lists", "0 opened, each named");
    team.assert_untrapped();
}

#[test]
fn a_key_that_cannot_be_used_stops_nothing_and_is_named() {
    let (team, members, _) = signing(&["dana"]);
    let dana = &members[1];
    let path = team.path("locked");
    let mut keygen = dana.program("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "secret", "-C", "", "-f"]).arg(&path);
    assert!(keygen.status().unwrap().success());
    dana.git(&format!("config user.signingkey {}", path.display()));
    let began = Instant::now();
    let text = dana.ok("note x");
    assert!(text.contains("not signed, so gates do not count it"), "{text}");
    assert!(text.contains("shared with origin"), "{text}");
    assert!(began.elapsed() < Duration::from_secs(20));
    let text = members[0].ok("sync") + &members[0].ok("check");
    assert!(
        text.contains("the branch of dana@example.com is not signed with a listed key"),
        "{text}"
    );
}

#[test]
fn one_process_checks_all_signatures() {
    let names: Vec<String> = (1..amount(5, 16)).map(|number| format!("p{number}")).collect();
    let (team, members, _) = signing(&names.iter().map(String::as_str).collect::<Vec<_>>());
    members[0].ok("sync --resign");
    for member in &members {
        member.ok("note signed");
    }
    let began = Instant::now();
    members[0].exits(1, GATE);
    let took = began.elapsed();
    let trace = team.path("trace");
    let mut strace = members[0].program("strace");
    strace
        .args(["-f", "-e", "trace=execve", "-s", "300", "-o"])
        .arg(&trace)
        .arg(PROGRAM)
        .args(GATE.split(' '));
    assert_eq!(strace.output().unwrap().status.code(), Some(1));
    let calls = fs::read_to_string(&trace).unwrap();
    // A call can take several lines, each with the number of its process.
    let checks = calls.lines().filter(|line| line.contains("%G? %GS"));
    let processes: BTreeSet<_> = checks.map(|line| line.split(' ').next()).collect();
    assert_eq!(processes.len(), 1);
    figures(
        "A13",
        &format!("the gate with {} signed people", members.len()),
        &format!("{took:.2?}, 1 process of git for all signatures"),
    );
}
