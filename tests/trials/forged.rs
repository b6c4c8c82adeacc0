//! Handwritten events that the rules would have refused: none counts, wherever it is placed in the graph.

use crate::faults::Fault;
use crate::histories::{Line, SANE, begins, concat};
use crate::luck::{Luck, for_each};
use crate::scale::{amount, figures};
use octorel::internals::log::Log;
use octorel::internals::playbook::{Playbook, Source, load};
use octorel::internals::release::{Release, gate::judge};
use octorel::internals::render::json;
use octorel::internals::view::{DecisionsView, Filter, ListView};

pub(crate) const FAULTS: &[Fault] = &[Fault {
    what: "an event is not checked when it is read",
    file: "src/release/permissions.rs",
    was: "let permission = permissions.check(places[i], &event.by, &event.act);",
    becomes: "let permission = permissions.check(places[i], &event.by, &event.act).or(Ok(()));",
}];

/// How many forged events there are in each log.
const FORGED: usize = 10;

/// The items, decisions, people and gates of a log, and how many of its events are listed as not counted.
fn shown(lines: &[Line]) -> (String, usize) {
    let release = Release::of(Log::read(&concat(lines))).unwrap();
    let gates = release.playbook.gates.iter();
    let gates = gates.map(|gate| judge(&release, &gate.id).unwrap().missing.len());
    let gates = gates.collect::<Vec<_>>();
    let list = ListView::new(&release, &Filter::default(), release.t.unwrap());
    let list = json("list", &list).unwrap();
    let decisions = json("decisions", &DecisionsView::new(&release, None)).unwrap();
    let shown = format!("{list} {decisions} {gates:?} {:?}", release.progress.people);
    assert_eq!(release.log.refusals(), []);
    (shown, release.log.uncounted.len())
}

/// An event of the strict release by somebody who may record it, or by somebody who may not; `%` is an event of Alice.
fn event(luck: &mut Luck, playbook: &Playbook, forged: bool) -> (&'static str, String) {
    let by = if forged { "mallory@example.com" } else { "alice@example.com" };
    let items: Vec<_> = playbook.items().filter(|(_, phase, _)| phase.when.is_some()).collect();
    let (decision, role) = (luck.of_these(&playbook.decisions), luck.of_these(&playbook.roles).id);
    let (id, owner) = (&decision.id, &decision.owners[0]);
    let outcome = luck.of_these(&decision.outcomes);
    let item = &luck.of_these(&items).2.id;
    let said = match luck.below(if forged { 12 } else { 5 }) {
        0 => format!(r#""decided","role":"{owner}","decision":"{id}","outcome":"{outcome}""#),
        1 => format!(r#""assigned","role":"{role}","person":"bob@example.com""#),
        2 => format!(r#""blocked","item":"{item}","role":"{role}","reason":"x""#),
        3 => format!(r#""ticked","item":"{item}","role":"{role}""#),
        4 => format!(r#""unticked","item":"{item}","role":"{role}""#),
        5 => format!(r#""skipped","item":"{item}","role":"{role}","reason":"x""#),
        6 => format!(r#""unassigned","role":"{role}","person":"alice@example.com""#),
        7 => r#""undone","event":"%""#.to_owned(),
        8 => format!(r#""decided","decision":"{id}","outcome":"{outcome}","overridden":true"#),
        9 => format!(r#""decided","role":"{owner}","decision":"{id}","outcome":"x""#),
        10 => format!(r#""escalated","decision":"{id}","to":"{owner}""#),
        _ => format!(r#""decided","role":"{owner}","decision":"x","outcome":"{outcome}""#),
    };
    (by, said)
}

#[test]
fn no_event_counts_that_the_rules_would_have_refused() {
    let playbook = load(&Source::Embedded).unwrap();
    let roles =
        playbook.roles.iter().map(|role| format!("\"{}\":[\"alice@example.com\"]", role.id));
    let people = format!("\"strict\":true,\"people\":{{{}}}", roles.collect::<Vec<_>>().join(","));
    let begins = begins(&playbook);
    let (before, after) = begins.split_once("\"people\":").unwrap();
    let begins = format!("{before}{people}{}", &after[after.find('}').unwrap() + 1..]);
    let logs = amount(100, 1_000);
    for_each(logs, |number| {
        let luck = &mut Luck::of(number);
        let mut lines = vec![Line::new(&[], SANE, "alice@example.com", &begins)];
        for _ in 0..luck.below(40) {
            let (by, said) = event(luck, &playbook, false);
            let known = lines[lines.len() - 1 - luck.below(lines.len().min(3))].id.clone();
            lines.push(Line::new(&[&known], SANE, by, &said));
        }
        let (expected, uncounted) = shown(&lines);
        assert_eq!(uncounted, 0);
        let honest = lines.len();
        for copy in 0..FORGED {
            let (by, said) = event(luck, &playbook, true);
            let (known, about) = (luck.below(honest), luck.below(honest));
            let said = said.replace('%', &lines[about].id);
            let at = format!("2026-12-02T09:12:{copy:02}Z");
            lines.push(Line::new(&[&lines[known].id], &at, by, &said));
        }
        assert_eq!(shown(&lines), (expected, FORGED));
    });
    let tried = format!("{} handwritten events that the rules refuse", logs * FORGED);
    figures("forged", &tried, "0 counted, each listed");
}
