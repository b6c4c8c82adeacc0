//! Trusted gates where the protected branch lists the keys of the people.

use crate::scale::{amount, figures};
use crate::team::{Member, Team};
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

const GATE: &str = "gate pre-release --trusted main -r 2.4.0";

/// Makes a key with this passphrase and lets the git of a member sign with it. Returns its public part.
fn key(team: &Team, member: &Member, name: &str, phrase: &str) -> String {
    let path = team.path(name);
    let mut keygen = member.program("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", phrase, "-C", "", "-f"]).arg(&path);
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
    let lines = list_keys(&team, &members);
    (team, members, lines)
}

/// Makes a key for each member, and puts the list of all keys on main.
fn list_keys(team: &Team, members: &[Member]) -> String {
    let line =
        |member: &Member| format!("{} {}\n", member.person, key(team, member, &member.person, ""));
    let lines: String = members.iter().map(line).collect();
    list(members, &lines);
    lines
}

/// The list without the key of this person.
fn without(lines: &str, person: &str) -> String {
    lines.split_inclusive('\n').filter(|line| !line.starts_with(person)).collect()
}

#[test]
fn only_what_people_have_signed_opens_the_gate_and_anything_careful_closes_it() {
    let (team, members, lines) = signing(&["dana", "mallory"]);
    let [rm, dana, mallory] = &members[..] else { panic!() };
    rm.says(2, GATE, "the release was started by rm@example.com, without a signature");
    rm.ok("sync --resign");
    rm.exits(1, GATE);
    rm.ok("tick 1 2 3");
    dana.ok("tick 4");
    rm.says(0, GATE, "OPEN");
    // Without a key nothing counts, and what is careful counts.
    list(&members, &without(&lines, "mallory"));
    dana.ok("untick 4.1");
    mallory.ok("tick 4.1");
    rm.says(1, GATE, "4.1 by mallory, on a branch that is not signed with a listed key");
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
    rm.says(1, "gate deploy --trusted main -r 2.4.0", "1 incident ongoing");
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
    mallory.says(
        0,
        "tick 4 --as dana@example.com",
        "what you recorded as dana@example.com does not count for gates",
    );
    // The gate of a clone that fetched the list counts as the one of CI does.
    for gate in ["gate", "gate --here"] {
        rm.exits(1, gate);
    }
    assert_eq!(rm.log(), mallory.log());
    rm.says(1, GATE, "dana, who did not record it on their own branch");
    // By dana on a branch of dana that mallory has signed, with a key of mallory.
    let mut forger = mallory.clone();
    forger.person = "dana@example.com".to_owned();
    forger.ok("note forged");
    rm.exits(1, GATE);
    // The owner takes the branch back, and what others recorded in her name stays theirs.
    dana.says(0, "note mine", "holds a commit that you have not signed");
    dana.ok("sync --take-over");
    dana.ok("note again");
    // What she does not sign is on the branch of the clone that recorded it.
    mallory.ok("sync");
    rm.says(1, GATE, "dana, who did not record it on their own branch");
    dana.ok("untick 4");
    dana.ok("tick 4");
    rm.ok(GATE);
    // A key that was removed.
    let others = without(&lines, "dana");
    list(&members, &others);
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
        list(&members, &format!("{others}{bad}\n"));
        let text = rm.exits(2, GATE);
        assert!(text.contains("of .octorel/signers"), "{bad}: {text}");
    }
    // A new key, once it signs.
    let new = self::key(&team, dana, "second", "");
    list(&members, &format!("{others}dana@example.com {new}\n"));
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
    key(&team, dana, "locked", "secret");
    let began = Instant::now();
    dana.says(0, "note x", "shared with origin … not signed, so gates do not count it");
    assert!(began.elapsed() < Duration::from_secs(20));
    let text = members[0].ok("sync") + &members[0].ok("check");
    assert!(
        text.contains("the branch of dana@example.com is not signed with a listed key"),
        "{text}"
    );
}

#[test]
fn one_process_checks_all_signatures() {
    let (team, members) = Team::of(amount(5, 16));
    list_keys(&team, &members);
    members[0].ok("sync --resign");
    for member in &members {
        member.ok("note signed");
    }
    let began = Instant::now();
    members[0].exits(1, GATE);
    let took = began.elapsed();
    let (code, calls) = members[0].traced(&["-f", "-e", "trace=execve", "-s", "300"], GATE);
    assert_eq!(code, Some(1));
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
