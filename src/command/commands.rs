//! What has to be known of a command by its name: what it is for, whether it is about one release, and whether it records.
//!
//! A command that is not listed as reading records.

/// What commands are for, and the commands in the order of the help. Those that act on items begin the group `Record`.
pub(crate) const GROUPS: [(&str, &str); 7] = [
    ("Begin", "start demo"),
    ("See", "ui status next list phases roles readiness notes deviations channels log releases"),
    ("Record", "note undo assign reschedule announce"),
    ("Decide", "gate decide escalate decisions"),
    ("Incidents", "incident"),
    ("End", "close cancel reopen record"),
    ("Files and help", "init check verify repair completions man help"),
];

/// Commands that are not about one release.
const WITHOUT_RELEASE: [&str; 8] =
    ["start", "demo", "releases", "check", "init", "completions", "man", "help"];

/// Commands that only read a release.
const READING: &str = "status next list phases roles readiness notes deviations channels log gate decisions \
     incident record verify";

/// Commands within `incident`, which record.
const INCIDENT: [&str; 3] = ["open", "note", "close"];

/// Says whether a command is about one release, which `-r` names.
pub(crate) fn takes_release(command: &str) -> bool {
    !WITHOUT_RELEASE.contains(&command)
}

/// Says whether a command records in the name of a person, whom `--as` names.
pub(super) fn records(command: &str) -> bool {
    command == "start" || takes_release(command) && READING.split(' ').all(|name| name != command)
}

/// The command that a line names, of all commands.
pub(crate) fn command_in<'a>(words: &'a [String], commands: &[&str]) -> Option<&'a str> {
    words.iter().map(String::as_str).find(|word| commands.contains(word))
}

/// The words of a line, with the person if its command records, or asks what is theirs, and names nobody.
pub(crate) fn as_person(words: &[String], person: &str, commands: &[&str]) -> Vec<String> {
    let mut words = words.to_vec();
    let Some(command) = command_in(&words, commands) else {
        return words;
    };
    // Behind `--` every word is a value.
    let options: Vec<&String> = words.iter().take_while(|word| *word != "--").collect();
    let names_somebody = |word: &&String| *word == "--as" || word.starts_with("--as=");
    let asks_for_own = options.iter().any(|word| *word == "--mine");
    let at = words.iter().position(|word| word == command).unwrap_or_default() + 1;
    let at = match words.get(at) {
        Some(inner) if command == "incident" && INCIDENT.contains(&inner.as_str()) => at + 1,
        _ if records(command) || asks_for_own => at,
        _ => return words,
    };
    if !options.iter().any(names_somebody) {
        words.splice(at..at, ["--as".to_owned(), person.to_owned()]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::as_person;

    #[test]
    fn a_suggested_command_that_records_names_the_person() {
        const NAMES: [&str; 6] = ["gate", "incident", "list", "note", "tick", "undo"];
        for (line, completed) in [
            ("tick 1.3", "tick --as dana 1.3"),
            ("note 1.3 -- -5", "note --as dana 1.3 -- -5"),
            ("note 1.3 -- --as", "note --as dana 1.3 -- --as"),
            ("-r 2.4.0 tick 1.3", "-r 2.4.0 tick --as dana 1.3"),
            ("incident note down", "incident note --as dana down"),
            ("incident close", "incident close --as dana"),
            ("incident", "incident"),
            ("undo", "undo --as dana"),
            ("undo --as eve", "undo --as eve"),
            ("undo --as=eve", "undo --as=eve"),
            ("gate deploy", "gate deploy"),
            ("list", "list"),
            ("list --mine", "list --as dana --mine"),
            ("tock 1.3", "tock 1.3"),
            ("", ""),
        ] {
            let words = |line: &str| -> Vec<String> {
                line.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(as_person(&words(line), "dana", &NAMES), words(completed));
        }
    }
}
