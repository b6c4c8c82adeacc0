//! All ids of the definitions, collected before references to them are checked.
//!
//! Only this file reports missing, malformed and repeated ids.

use crate::names::is_id;
use crate::playbook::markdown::plain_line;
use crate::playbook::model::Stage;
use crate::playbook::problem::{At, Code, Problem};
use crate::playbook::raw::{RawFile, RawItem};
use crate::playbook::shape::{YamlText, as_str};
use crate::playbook::suggest::{listed, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use strum::{EnumCount, VariantNames};

/// The most words that are listed for an unknown one.
const LISTED: usize = 20;

/// The longest derived id; longer texts are cut between words.
const MAX_LENGTH: usize = 40;

/// What has ids of its own.
#[derive(Clone, Copy, PartialEq, Eq, strum::EnumCount, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum IdKind {
    Role,
    Authority,
    Phase,
    Item,
    Duty,
    Decision,
    Gate,
}

/// The places of all ids by kind.
#[derive(Default)]
pub(super) struct KnownIds([BTreeMap<String, At>; IdKind::COUNT]);

/// The id of a definition, the name or text that it is derived from, and the place of the definition.
type Named<'a> = (&'a mut Option<YamlText>, Option<&'a YamlText>, At);

impl KnownIds {
    /// Collects the ids of all definitions, and derives those that are not typed.
    pub(super) fn learn(files: &mut [RawFile], report: &mut Vec<Problem>) -> Self {
        let mut known = Self::default();
        macro_rules! each {
            ($($list:ident $kind:ident,)*) => {$(
                let all = files.iter_mut().flat_map(|file| &mut file.$list);
                let all = all.map(|it| (&mut it.id, it.name.as_ref(), it.at)).collect();
                known.learn_list(IdKind::$kind, "", all, report);
            )*};
        }
        each! { roles Role, authorities Authority, phases Phase, decisions Decision, gates Gate, }
        for role in files.iter_mut().flat_map(|file| &mut file.roles) {
            let duties = role.duties.iter_mut().flat_map(|(_, duties)| duties);
            let duties = duties.map(|it| (&mut it.id, it.text.as_ref(), it.at)).collect();
            known.learn_list(IdKind::Duty, as_str(role.id.as_ref()), duties, report);
        }
        for phase in files.iter_mut().flat_map(|file| &mut file.phases) {
            known.learn_items(as_str(phase.id.as_ref()), &mut phase.items, report);
        }
        known.refuse_shared(report);
        known
    }

    pub(super) fn of(&self, kind: IdKind) -> &BTreeMap<String, At> {
        &self.0[kind as usize]
    }

    pub(super) fn place(&self, kind: IdKind, id: &str) -> Option<At> {
        self.of(kind).get(id).copied()
    }

    fn learn_items(&mut self, above: &str, items: &mut [RawItem], report: &mut Vec<Problem>) {
        let all = items.iter_mut().map(|it| (&mut it.id, it.text.as_ref(), it.at)).collect();
        self.learn_list(IdKind::Item, above, all, report);
        for item in items {
            let id = format!("{above}.{}", as_str(item.id.as_ref()));
            self.learn_items(&id, &mut item.steps, report);
        }
    }

    /// Adds the ids of a list, prefixed with the id `above` it. One that is not typed is the name in lower-case letters, digits
    /// and hyphens, numbered if another one of the list has it.
    fn learn_list(
        &mut self,
        kind: IdKind,
        above: &str,
        list: Vec<Named<'_>>,
        report: &mut Vec<Problem>,
    ) {
        // Only steps are below something that is below a phase.
        let what = if above.contains('.') { "step" } else { kind.into() };
        let typed = list.iter().filter_map(|(id, ..)| Some(id.as_ref()?.value.clone()));
        let mut taken: BTreeSet<String> = typed.collect();
        let mut tried = BTreeMap::new();
        for (number, (id, name, at)) in (1..).zip(list) {
            let id = id.get_or_insert_with(|| {
                let base = base_of(as_str(name), what, number);
                let tried = tried.entry(base.clone()).or_insert(0);
                let value = numbered(&base, tried, |id| !taken.contains(id));
                taken.insert(value.clone());
                YamlText { at: name.map_or(at, |name| name.at), value }
            });
            report.extend(self.add(kind, above, id));
        }
    }

    fn add(&mut self, kind: IdKind, above: &str, id: &YamlText) -> Vec<Problem> {
        let mut problems = Vec::new();
        let what: &str = kind.into();
        if !is_id(&id.value) {
            problems.push(bad_id(&format!("the id of {} {what}", article(what)), id));
        } else if id.value == "all" {
            let problem = Problem::new(Code::BadId, id.at, "`all` cannot be an id");
            problems.push(problem.help("`all` means every role"));
        }
        let full =
            if above.is_empty() { id.value.clone() } else { format!("{above}.{}", id.value) };
        if let Some(first) = self.place(kind, &full) {
            let what = format!("{what} id `{full}`");
            problems.push(Problem::duplicate(Code::DuplicateId, &what, id.at, first));
        } else {
            self.0[kind as usize].insert(full, id.at);
        }
        problems
    }

    /// An authority and a role of the same id would be ambiguous, and so would an item and a duty.
    fn refuse_shared(&self, report: &mut Vec<Problem>) {
        let people = (IdKind::Authority, IdKind::Role, "an authority and a role");
        for (one, other, both) in [people, (IdKind::Item, IdKind::Duty, "an item and a duty")] {
            for (id, &at) in self.of(one) {
                let Some(also) = self.place(other, id) else { continue };
                let message = format!("`{id}` is both {both}");
                let problem = Problem::new(Code::DuplicateId, at.max(also), message);
                let problem = problem.also(at.min(also), "first occurrence");
                report.push(problem.help("change one of the ids"));
            }
        }
    }
}

/// What all sections are checked with: the files, their ids, and the problems found so far.
pub(super) struct Checker<'a> {
    pub(super) files: &'a [RawFile],
    pub(super) known: KnownIds,
    pub(super) problems: Vec<Problem>,
}

impl Checker<'_> {
    pub(super) fn report(&mut self, code: Code, at: At, message: impl Into<String>, help: &str) {
        self.problems.push(Problem::new(code, at, message).help(help));
    }

    /// Reports a text that is an id of none of these kinds.
    pub(super) fn refer(&mut self, text: &YamlText, kinds: &[IdKind]) {
        let ids = kinds.iter().map(|kind| self.known.of(*kind));
        if ids.clone().any(|ids| ids.contains_key(&text.value)) {
            return;
        }
        let what: Vec<&str> = kinds.iter().map(Into::into).collect();
        let words: Vec<&str> = ids.flat_map(|ids| ids.keys().map(String::as_str)).collect();
        let is_role = kinds.contains(&IdKind::Role);
        let code = if is_role { Code::UnknownRole } else { Code::UnknownReference };
        self.problems.push(unknown(code, &what.join(" or "), text, &words));
    }

    pub(super) fn stage(&mut self, name: &YamlText) -> Stage {
        self.word("stage", name).unwrap_or(Stage::PreRelease)
    }

    /// One of a fixed set of words.
    pub(super) fn word<T: FromStr + VariantNames>(
        &mut self,
        what: &str,
        word: &YamlText,
    ) -> Option<T> {
        let known = word.value.parse().ok();
        if known.is_none() {
            self.problems.push(unknown(Code::UnknownWord, what, word, T::VARIANTS));
        }
        known
    }

    /// A text that must be there and say something.
    pub(super) fn text(
        &mut self,
        text: Option<&YamlText>,
        what: &str,
        key: &str,
        at: At,
    ) -> String {
        if as_str(text).trim().is_empty() {
            self.problems.push(missing(what, key, text.map_or(at, |text| text.at)));
            return String::new();
        }
        as_str(text).to_owned()
    }
}

pub(super) fn unknown(code: Code, what: &str, word: &YamlText, words: &[&str]) -> Problem {
    let ending = format!(".{}", word.value);
    let longer = || words.iter().copied().find(|known| known.ends_with(&ending));
    let help = match nearest(&word.value, words.iter().copied()).or_else(longer) {
        Some(near) => format!("did you mean `{near}`?"),
        None if words.is_empty() => "there is none".to_owned(),
        None if words.len() > LISTED => format!("for example {}", listed(&words[..LISTED])),
        None => format!("use {}", listed(words)),
    };
    Problem::new(code, word.at, format!("unknown {what} `{}`", word.value)).help(help)
}

pub(super) fn missing(what: &str, key: &str, place: At) -> Problem {
    Problem::new(Code::Missing, place, format!("{} {what} without `{key}`", article(what)))
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

pub(super) fn bad_id(what: &str, text: &YamlText) -> Problem {
    let message = format!("`{}` cannot be {what}", text.value.escape_debug());
    let plain = id_of(&text.value);
    let help = match plain.is_empty() {
        true => "use lower-case letters, digits and hyphens, at most 64".to_owned(),
        false => format!("use lower-case letters, digits and hyphens, for example `{plain}`"),
    };
    Problem::new(Code::BadId, text.at, message).help(help)
}

/// The id that a text suggests, numbered until it is free; with few Latin letters, `what` and its number.
pub fn free_id(text: &str, what: &str, number: usize, is_free: impl Fn(&str) -> bool) -> String {
    numbered(&base_of(text, what, number), &mut 0, is_free)
}

fn base_of(text: &str, what: &str, number: usize) -> String {
    match id_of(text) {
        id if id.is_empty() || id == "all" => format!("{what}-{number}"),
        id => id,
    }
}

/// The first free one of `base`, `base-2` and so on, after the number of those that were tried before.
fn numbered(base: &str, tried: &mut usize, is_free: impl Fn(&str) -> bool) -> String {
    loop {
        *tried += 1;
        let id = if *tried == 1 { base.to_owned() } else { format!("{base}-{tried}") };
        if is_free(&id) {
            return id;
        }
    }
}

/// The id that a text suggests; empty if it has no Latin letters.
fn id_of(text: &str) -> String {
    let lower = plain_line(text).to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        if !id.is_empty() && id.len() + word.len() > MAX_LENGTH {
            break;
        }
        id += if id.is_empty() { "" } else { "-" };
        id += word;
    }
    let has_letter = id.bytes().any(|c| c.is_ascii_lowercase());
    if has_letter && is_id(&id) { id } else { String::new() }
}
