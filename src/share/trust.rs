//! Which events count for a trusted gate: those on branches whose newest commit is signed by their person, with a key that the trusted
//! branch lists. A branch has one writer, so this signature covers all of it.

use super::branch::branch_of;
use super::copies::BranchFile;
use super::lane::lines;
use super::place::Sharing;
use crate::log::{EventId, decode, write_whole};
use crate::sys::{Folder, Git};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// The file with the keys, on the trusted branch.
pub(super) const SIGNERS: &str = ".octorel/signers";

const KEYS: &str = "ssh-ed25519 ecdsa-sha2-nistp256 sk-ssh-ed25519@openssh.com \
    sk-ecdsa-sha2-nistp256@openssh.com";

/// Reads the keys strictly, since git passes over what it does not understand, and returns them as git reads them.
///
/// # Errors
/// The first line that is not `EMAIL [namespaces="git"] TYPE KEY`, and why.
pub(super) fn signers(text: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(text).map_err(|_| format!("{SIGNERS} is not text"))?;
    let (mut read, mut keys) = (String::new(), HashSet::new());
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let words: Vec<&str> =
            line.split_whitespace().filter(|it| *it != "namespaces=\"git\"").collect();
        let is_name = |name: &str| {
            name.chars().all(|c| c.is_ascii_graphic() && !"*?!,\"'\\".contains(c))
                && name.contains('@')
        };
        let is_key =
            |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c));
        let is_known = |kind: &str| KEYS.split_whitespace().any(|it| it == kind);
        match words[..] {
            [_, _, key] if keys.contains(key) => {
                return Err(format!("line {number} of {SIGNERS} has the key of an earlier line"));
            }
            [name, kind, key] if is_name(name) && is_known(kind) && is_key(key) => {
                keys.insert(key);
                // Writing to a string cannot fail.
                let _ = writeln!(read, "{} namespaces=\"git\" {kind} {key}", name.to_lowercase());
            }
            _ => return Err(format!("line {number} of {SIGNERS} is not `EMAIL TYPE KEY`")),
        }
    }
    Ok(read)
}

/// Says for each commit that is signed with a key of the list whose branch it may be on. git is asked once.
pub fn signed_by(
    git: &Git,
    sharing: &Sharing,
    signers: &str,
    commits: &[&str],
) -> Result<BTreeMap<String, String>, String> {
    const FILE: &str = "signers";
    let folder = Folder::open(&sharing.git).and_then(|git| git.make("octorel"));
    let written = folder.and_then(|folder| write_whole(&folder, FILE, signers.as_bytes()));
    written.map_err(|error| format!("cannot write the keys: {error}"))?;
    let file = format!("gpg.ssh.allowedSignersFile={}", sharing.folder().join(FILE).display());
    let mut line = vec!["-c", &file];
    // Only keys of the list count.
    let settings = "gpg.ssh.program=ssh-keygen gpg.program=false gpg.openpgp.program=false \
        gpg.x509.program=false";
    line.extend(settings.split_whitespace().flat_map(|setting| ["-c", setting]));
    line.extend(["log", "--no-walk", "--no-show-signature", "--format=%H %G? %GS", "--stdin"]);
    let answer = git.feed(&line, (commits.join("\n") + "\n").into_bytes())?;
    let signed = |line: &str| {
        let mut words = line.split(' ');
        let (commit, verdict, person) = (words.next()?, words.next()?, words.next()?);
        (verdict == "G").then(|| (commit.to_owned(), branch_of(person)))
    };
    Ok(String::from_utf8_lossy(&answer).lines().filter_map(signed).collect())
}

/// The events that do not count because nobody has signed them, and why.
pub fn unsigned(
    files: &[BranchFile],
    signed: &BTreeMap<String, String>,
) -> BTreeMap<EventId, &'static str> {
    let (mut counted, mut unsigned) = (HashSet::new(), BTreeMap::new());
    for file in files {
        let is_signed = signed.get(&file.commit) == Some(&file.branch);
        for event in lines(&file.bytes).filter_map(|line| decode(line).ok()) {
            if is_signed && branch_of(event.by.as_str()) == file.branch {
                counted.insert(event.id);
            } else if is_signed {
                unsigned.entry(event.id).or_insert("who did not record it on their own branch");
            } else {
                unsigned.insert(event.id, "on a branch that is not signed with a listed key");
            }
        }
    }
    unsigned.retain(|id, _| !counted.contains(id));
    unsigned
}

#[cfg(test)]
mod tests {
    use super::signers;

    #[test]
    fn only_a_list_of_single_people_with_single_keys_is_accepted() {
        let good = "# keys\n\nDana@Example.com ssh-ed25519 AAAA\nrm@example.com namespaces=\"git\" ecdsa-sha2-nistp256 BBBB\n";
        let read = signers(good.as_bytes()).unwrap();
        assert!(
            read.starts_with("dana@example.com namespaces=\"git\" ssh-ed25519 AAAA\n"),
            "{read}"
        );
        for bad in [
            "* ssh-ed25519 AAAA",
            "*@example.com ssh-ed25519 AAAA",
            "!a@x,b@x ssh-ed25519 AAAA",
            "a@x,b@x ssh-ed25519 AAAA",
            "a@x cert-authority ssh-ed25519 AAAA",
            "a@x valid-before=\"20300101\" ssh-ed25519 AAAA",
            "a@x namespaces=\"file\" ssh-ed25519 AAAA",
            "a@x ssh-rsa AAAA",
            "a@x ssh-ed25519",
            "a@x ssh-ed25519 AAAA comment",
            "a ssh-ed25519 AAAA",
            "a@x ssh-ed25519 AAAA\nb@x ssh-ed25519 AAAA",
        ] {
            assert!(signers(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
