//! The names that find items, roles and phases, and names that must not match.

use super::{Unclear, item, items, one, phase, role, role_or_authority};
use crate::samples::playbook;

/// The only match, or the reason why there is none, in a few words.
fn shown<T>(found: Result<T, Unclear<T>>, named: impl Fn(&T) -> String) -> String {
    let joined = |all: Vec<T>| all.iter().map(&named).collect::<Vec<_>>().join(" ");
    match found {
        Ok(one) => named(&one),
        Err(Unclear::Empty) => "empty".to_owned(),
        Err(Unclear::Unknown { name, nearest }) => format!("no {name:?}: {}", joined(nearest)),
        Err(Unclear::Several { name, matches }) => format!("several {name:?}: {}", joined(matches)),
    }
}

/// The matches of an item name, as numbers.
fn found(name: &str) -> String {
    let playbook = playbook();
    shown(item(&playbook, name), |&place| playbook.number(place))
}

#[test]
fn every_item_is_found_by_its_number_and_its_id() {
    let playbook = playbook();
    for place in playbook.places() {
        for name in [
            playbook.number(place),
            playbook.number(place).to_lowercase(),
            playbook.id(place).to_string(),
            playbook.id(place).to_string().to_uppercase(),
            format!("  {}\n", playbook.id(place)),
        ] {
            assert_eq!(item(&playbook, &name), Ok(place), "{name}");
        }
    }
}

#[test]
fn an_item_is_found_by_a_prefix_of_its_id_or_a_part_of_its_text() {
    for (name, expected) in [
        ("plan.s", "1.1"),
        ("ready", "2.1"),
        ("plan.", "several \"plan.\": 1.1 1.2 1.3"),
        ("sign off", "2.1"),
        ("SCHEDULE Windows (IF", "1.2"),
        ("sign-off", "2.1"),
        ("the d", "several \"the d\": 3.2 4.1"),
        ("ÜBERBLICK”", "1.3"),
        ("\u{1b}[31m", "no \"\\u{1b}[31m\": "),
        // A duty matches only if no item does: `qa` is also a prefix of the ids of two duties.
        ("qa", "1.1"),
        ("regression", "D2"),
        ("test the fa", "D3"),
        ("qa.t", "D2"),
        ("qa.", "several \"qa.\": D2 D3"),
        ("release", "D1"),
    ] {
        assert_eq!(found(name), expected);
    }
}

#[test]
fn several_items_are_named_by_numbers_a_range_or_their_phase() {
    let playbook = playbook();
    let found = |name: &str| match items(&playbook, name) {
        Ok(places) => places.iter().map(|&it| playbook.number(it)).collect::<Vec<_>>().join(" "),
        Err(unclear) => format!("{unclear:?}").split([' ', '{']).next().unwrap().to_owned(),
    };
    for (name, numbers) in [
        ("1.1,1.3", "1.1 1.3"),
        ("1.1, 2.1,", "1.1 2.1"),
        ("1.1-1.3", "1.1 1.2 1.3"),
        ("1.3-2.1,3.1", "1.3 2.1 3.1"),
        ("1", "1.1 1.2 1.3"),
        ("D1-d2", "D1 D2"),
        ("1.3-1.1", "Unknown"),
        ("1.1-1.9", "Unknown"),
        ("1.1,1.9", "Unknown"),
        (",", "Unknown"),
        ("-", "Unknown"),
        ("#", "Unknown"),
        ("99", "Unknown"),
    ] {
        assert_eq!(found(name), numbers, "{name}");
    }
}

#[test]
fn an_item_is_found_by_a_printed_line_or_by_words_in_any_order() {
    let playbook = playbook();
    let line = playbook.line(item(&playbook, "1.2").unwrap());
    for name in [
        "#1.2".to_owned(),
        format!("1.2  {line}"),
        format!("☐  1.2  {line}   Release Manager  Tue 1 Dec"),
        format!("+ 1.2 {}…  Release Manager", line.get(..9).unwrap()),
        "windows SCHEDULE".to_owned(),
        line,
    ] {
        assert_eq!(found(&name), "1.2", "{name}");
    }
    assert_eq!(found("1.2 something else"), "no \"1.2 something else\": ");
}

#[test]
fn a_number_never_matches_part_of_a_text() {
    let mut playbook = playbook();
    playbook.phases[0].items[0].text = "Wait 24 hours".to_owned();
    assert!(matches!(item(&playbook, "24"), Err(Unclear::Unknown { .. })));
    assert_eq!(found("0"), "no \"0\": ");
    assert_eq!(found("1.9"), "no \"1.9\": 1.1 1.2 1.3");
}

#[test]
fn a_mistyped_word_suggests_the_nearest_one() {
    let closest = |word| super::closest(word, ["pre-release", "deploy", "finish"].into_iter());
    assert_eq!(closest("predeploy"), Some("deploy"));
    assert_eq!(closest("prerelease"), Some("pre-release"));
    assert_eq!(closest("Deplyo"), Some("deploy"));
    assert_eq!(closest("nonsense"), None);
    assert_eq!(closest(""), None);
}

#[test]
fn an_empty_name_matches_nothing() {
    for name in ["", " ", "\t\n"] {
        assert_eq!(found(name), "empty");
        assert_eq!(role(&playbook(), name), Err(Unclear::Empty));
        assert_eq!(phase(&playbook(), name), Err(Unclear::Empty));
    }
}

#[test]
fn a_role_is_found_by_part_of_its_id_or_name() {
    let found = |name| shown(role(&playbook(), name), ToString::to_string);
    for name in ["qa", "QA", "q", "qa/testing", "testing", " test"] {
        assert_eq!(found(name), "qa", "{name}");
    }
    assert_eq!(found("e"), "several \"e\": rm dev qa");
    assert_eq!(found("develper"), "no \"develper\": dev");
    assert_eq!(found("boss"), "no \"boss\": ");
}

#[test]
fn an_escalation_authority_is_found_where_one_is_allowed() {
    let found = |name| shown(role_or_authority(&playbook(), name), ToString::to_string);
    assert_eq!(found("boss"), "boss");
    assert_eq!(found("product lead"), "boss");
    assert_eq!(found("qa"), "qa");
    assert_eq!(found("le"), "several \"le\": rm boss");
}

#[test]
fn a_phase_is_found_by_its_number_its_id_or_its_name() {
    let found = |name| shown(phase(&playbook(), name), ToString::to_string);
    for name in ["3", "deploy", "Deployment", "de"] {
        assert_eq!(found(name), "deploy", "{name}");
    }
    assert_eq!(found("hour"), "after");
    assert_eq!(found("0"), "no \"0\": ");
    assert_eq!(found("6"), "no \"6\": ");
    assert_eq!(found("re"), "ready");
    assert_eq!(found("days"), "ready");
}

#[test]
fn a_better_kind_of_match_wins_before_ambiguity_is_checked() {
    let pick = |name| {
        shown(
            one(name, [(1, "go", "Go"), (2, "no-go", "No"), (3, "x", "go on")]),
            ToString::to_string,
        )
    };
    assert_eq!(pick("go"), "1");
    assert_eq!(pick("No"), "2");
    assert_eq!(pick("g"), "1");
    assert_eq!(pick("o"), "several \"o\": 1 2 3");
}
