//! Puts what is new on the branch of the person, signed if the repository lists keys.

use super::branch::branch_of;
use super::lane::only_own;
use super::objects::{Object, Objects, add, commit};
use super::sync::{Arrived, Outgoing, Sending, Sync, View};
use super::synced::Synced;
use super::trust::{signed_by, signers};
use crate::names::Person;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::time::Duration;

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
        let list = objects.signers(&self.sharing)?;
        if list.is_some() {
            let others: BTreeSet<&str> =
                view.outgoing.iter().flat_map(|it| it.others.iter().map(Person::as_str)).collect();
            for other in others {
                arrived.warnings.insert(format!(
                    "what you recorded as {other} does not count for gates: only {other} can sign it"
                ));
            }
        }
        if let (Some(list), Some(mine), Sending::New | Sending::SignAgain) =
            (&list, &view.mine, self.sending)
            && synced.sent.as_ref() != Some(mine)
        {
            let signed = signed_by(&self.git, &self.sharing, &signers(list)?, &[mine])?;
            if signed.get(mine) != Some(&self.me.as_str().to_lowercase()) {
                let branch = self.sharing.branch(&me);
                let short = mine.get(..7).unwrap_or_default();
                return Err(format!(
                    "{branch} holds a commit that you have not signed ({short}): octorel sync --take-over"
                ));
            }
        }
        let subjects = view.outgoing.iter().map(|it| it.subject.as_str());
        let message = format!("{}\n\n[skip ci]\n", subjects.collect::<Vec<_>>().join("; "));
        let new =
            view.outgoing.iter().map(|Outgoing { file, bytes, .. }| (file.clone(), bytes.clone()));
        let mut new: BTreeMap<String, Vec<u8>> = new.collect();
        if let (Sending::TakeOver, Some(mine)) = (self.sending, &view.mine) {
            self.keep_own((view, mine), objects, list.as_deref(), synced, &mut new)?;
        }
        let mut files = view.tree.clone();
        add(&self.git, &mut files, new)?;
        let commit =
            |is_signed| commit(&self.git, view.mine.as_deref(), &files, (&me, &message), is_signed);
        let id = match list.is_some().then(|| commit(true)) {
            Some(Ok(id)) => id,
            None => commit(false)?,
            Some(Err(_)) => {
                let how =
                    "git config gpg.format ssh && git config user.signingkey ~/.ssh/id_ed25519.pub";
                arrived.warnings.insert(format!("not signed, so gates do not count it: {how}"));
                commit(false)?
            }
        };
        let target = format!("{id}:{}", self.sharing.branch(&me));
        let push = "push --quiet --porcelain --no-verify --no-signed --no-follow-tags --no-recurse-submodules";
        let mut push: Vec<&str> = push.split(' ').collect();
        push.extend([&*self.sharing.remote, &target]);
        self.git.run_locked(&push, lock, limit)?;
        synced.sent = Some(id);
        Ok(())
    }

    /// Leaves of the files of the branch what the person has signed before, and what was recorded in this clone.
    fn keep_own(
        &self,
        (view, mine): (&View, &str),
        objects: &mut Objects,
        list: Option<&[u8]>,
        synced: &Synced,
        files: &mut BTreeMap<String, Vec<u8>>,
    ) -> Result<(), String> {
        let history = self.git.ask(&["rev-list", "--first-parent", "-n", "500", mine]);
        let history = history.unwrap_or_default();
        let commits: Vec<&str> = history.lines().collect();
        let list = signers(list.unwrap_or_default())?;
        let signed = signed_by(&self.git, &self.sharing, &list, &commits)?;
        let me = self.me.as_str().to_lowercase();
        let base = commits.iter().find(|commit| signed.get(**commit) == Some(&me));
        for (file, id) in view.tree.iter().filter(|(it, _)| self.sharing.release(it).is_some()) {
            let before =
                base.map_or(Ok(Object::Missing), |base| objects.read(&format!("{base}:{file}")));
            let now = match files.remove(file) {
                Some(bytes) => bytes,
                None => objects.read(id)?.into_bytes(),
            };
            let before = before?.into_bytes();
            files.insert(file.clone(), only_own(&self.me, &now, &before, &synced.foreign));
        }
        Ok(())
    }
}
