//! Puts what is new on the branch of the person, signed if the repository lists keys.

use super::branch::branch_of;
use super::lane::only_own;
use super::objects::{Object, commit, objects};
use super::sync::{Arrived, Sending, Sync, View};
use super::synced::Synced;
use super::trust::{SIGNERS, signed_by, signers};
use crate::git::GitError;
use std::collections::BTreeMap;
use std::fs::File;
use std::time::Duration;

impl Sync<'_> {
    /// Puts a commit with what is new on the person's branch. What a pull request runs before a push does not run.
    pub(super) fn send(
        &self,
        view: &View,
        synced: &mut Synced,
        arrived: &mut Arrived,
        lock: &File,
        limit: Duration,
    ) -> Result<(), String> {
        let words = |error: GitError| error.to_string();
        let me = branch_of(self.me.as_str());
        let list = format!("refs/remotes/{}/HEAD:{SIGNERS}", self.sharing.remote);
        let list = self.git.run(&["cat-file", "blob", &list], None).ok();
        if let (Some(list), Some(mine), Sending::New | Sending::SignAgain) =
            (&list, &view.mine, self.sending)
            && synced.sent.as_ref() != Some(mine)
        {
            let signed = signed_by(self.git, self.sharing, &signers(list)?, &[mine])?;
            if signed.get(mine) != Some(&self.me.as_str().to_lowercase()) {
                let branch = self.sharing.branch(&me);
                let short = mine.get(..7).unwrap_or_default();
                return Err(format!(
                    "{branch} holds a commit that you have not signed ({short}): octorel sync --take-over"
                ));
            }
        }
        let subjects = view.outgoing.iter().map(|(.., subject)| subject.as_str());
        let message = format!("{}\n\n[skip ci]\n", subjects.collect::<Vec<_>>().join("; "));
        let new = view.outgoing.iter().map(|(file, bytes, _)| (file.clone(), bytes.clone()));
        let mut files: BTreeMap<String, Vec<u8>> = new.collect();
        if let (Sending::TakeOver, Some(mine)) = (self.sending, &view.mine) {
            self.keep_own(view, mine, list.as_deref(), synced, &mut files)?;
        }
        let commit = |is_signed| {
            let parent = (view.mine.as_deref(), view.tree.clone());
            commit(
                self.git,
                parent,
                files.clone().into_iter().collect(),
                (&me, &message),
                is_signed,
            )
        };
        let id = match list.is_some().then(|| commit(true)) {
            Some(Ok(id)) => id,
            None => commit(false).map_err(words)?,
            Some(Err(_)) => {
                let how =
                    "git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519.pub";
                arrived
                    .warnings
                    .insert(format!("not signed, so trusted gates do not count it: {how}"));
                commit(false).map_err(words)?
            }
        };
        let target = format!("{id}:{}", self.sharing.branch(&me));
        let push = "push --quiet --porcelain --no-verify --no-signed --no-follow-tags --no-recurse-submodules";
        let mut push: Vec<&str> = push.split(' ').collect();
        push.extend([&*self.sharing.remote, &target]);
        self.remote(&push, lock, limit).map_err(words)?;
        let seen = format!("{}{me}", self.sharing.seen());
        self.git.run(&["update-ref", &seen, &id], None).map_err(words)?;
        synced.sent = Some(id);
        Ok(())
    }

    /// Leaves of the files of the branch what the person has signed before, and what was recorded in this clone.
    fn keep_own(
        &self,
        view: &View,
        mine: &str,
        list: Option<&[u8]>,
        synced: &Synced,
        files: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<(), String> {
        let words = |error: GitError| error.to_string();
        let history = self.git.ask(&["rev-list", "--first-parent", "-n", "500", mine]);
        let history = history.unwrap_or_default();
        let commits: Vec<&str> = history.lines().collect();
        let list = signers(list.unwrap_or_default())?;
        let signed = signed_by(self.git, self.sharing, &list, &commits)?;
        let me = self.me.as_str().to_lowercase();
        let base = commits.iter().find(|commit| signed.get(**commit) == Some(&me));
        let names: Vec<&String> =
            view.tree.keys().filter(|it| self.sharing.release(it).is_some()).collect();
        let before =
            names.iter().filter_map(|file| Some(format!("{}:{file}", base?))).collect::<Vec<_>>();
        let before = objects(self.git, &before).map_err(words)?;
        let now: Vec<String> = names.iter().map(|file| format!("{mine}:{file}")).collect();
        let now = objects(self.git, &now).map_err(words)?;
        for (at, file) in names.into_iter().enumerate() {
            let before = before.get(at).map_or(&[][..], Object::bytes);
            let bytes = files.entry(file.clone()).or_insert_with(|| now[at].bytes().to_vec());
            *bytes = only_own(self.me, bytes, before, &synced.foreign);
        }
        Ok(())
    }
}
