//! Puts what is new on the branch of the person, signed if the repository lists keys.

use super::branch::branch_of;
use super::objects::{Objects, commit, store};
use super::sync::{Arrived, Sending, Sync, View};
use super::synced::Synced;
use super::trust::signed_by;
use std::fs::File;
use std::time::Duration;

/// The text for people who find the branch on the host. The last line keeps services from building it.
const TEXT: &str = "\
This branch holds what one person recorded with octorel (octorel help sharing).
octorel writes it. Do not merge, edit or delete it.

[skip ci]
";

impl Sync {
    /// Puts a commit with what is new on the person's branch. What a pull request runs before a push does not run.
    pub(super) fn send(
        &self,
        view: &View,
        objects: &mut Objects,
        synced: &mut Synced,
        arrived: &mut Arrived,
        (lock, limit): (&File, Duration),
    ) -> Result<(), String> {
        let me = branch_of(self.me.as_str());
        let list = objects.signers(&self.sharing.head());
        let is_signed = !matches!(list, Ok(None));
        for other in view.others.iter().filter(|_| is_signed) {
            arrived.warnings.insert(format!(
                "what you recorded as {other} does not count for gates: only {other} can sign it"
            ));
        }
        if let Some(mine) = &view.mine
            && is_signed
            && self.sending != Sending::TakeOver
            && synced.sent.as_ref() != Some(mine)
        {
            let list = list?.unwrap_or_default();
            if signed_by(&self.git, &self.sharing, &list, &[mine])?.get(mine) != Some(&me) {
                let branch = self.sharing.branch(&me);
                let short = mine.get(..7).unwrap_or_default();
                return Err(format!(
                    "{branch} holds a commit that you have not signed ({short}): octorel sync --take-over"
                ));
            }
        }
        let mut files = view.tree.clone();
        for (file, bytes) in &view.new {
            let id = store(&self.git, &["hash-object", "-w", "--stdin"], bytes.clone())?;
            files.insert(file.clone(), id);
        }
        let message = format!("{}\n\n{TEXT}", view.subjects.join("; "));
        let commit =
            |is_signed| commit(&self.git, view.mine.as_deref(), &files, (&me, &message), is_signed);
        let id = commit(is_signed).or_else(|reason| {
            if !is_signed {
                return Err(reason);
            }
            let how =
                "git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519.pub";
            arrived.warnings.insert(format!("not signed, so gates do not count it: {how}"));
            commit(false)
        })?;
        let target = format!("{id}:{}", self.sharing.branch(&me));
        let push = "push --quiet --no-verify --no-signed --no-follow-tags --no-recurse-submodules";
        let mut push: Vec<&str> = push.split_whitespace().collect();
        push.extend(["--", &self.sharing.remote, &target]);
        let refused = |reason| format!("{} refuses it: {reason}", self.sharing.remote);
        self.git.run_locked(&push, lock, limit).map_err(refused)?;
        synced.sent = Some(id);
        Ok(())
    }

    /// The newest commit of the branch that this clone has sent or this person has signed.
    pub(super) fn newest_own(
        &self,
        tip: &str,
        objects: &mut Objects,
        synced: &Synced,
    ) -> Result<Option<String>, String> {
        if synced.sent.as_deref() == Some(tip) {
            return Ok(Some(tip.to_owned()));
        }
        let history = self.git.ask(&["rev-list", "--first-parent", "-n", "500", tip]);
        let history = history.unwrap_or_default();
        let commits: Vec<&str> = history.lines().collect();
        let list = objects.signers(&self.sharing.head())?.unwrap_or_default();
        let signed = signed_by(&self.git, &self.sharing, &list, &commits)?;
        let me = branch_of(self.me.as_str());
        let is_own = |it: &&str| synced.sent.as_deref() == Some(it) || signed.get(*it) == Some(&me);
        Ok(commits.into_iter().find(is_own).map(str::to_owned))
    }
}
