//! What has to be known of a command by its name: what it is for, whether it is about one release, and whether it records.
//!
//! A command that is not listed as reading records.

/// All commands by what they are for, in the order of the help.
pub(crate) const GROUPS: [(&str, &str); 5] = [
    ("Every day", "status next list show tick untick skip block note undo"),
    ("Decide", "gate decide readiness incident announce channels"),
    ("Plan", "start assign reschedule add again upgrade finish cancel reopen"),
    ("View", "phases roles log releases report ui demo"),
    ("Set up", "init check import share sync schema completions man help"),
];

const WITHOUT_RELEASE: &str =
    "start demo releases init import share sync schema completions man help";

const READING: &str = "status next list show phases roles readiness channels log gate incident \
     report";

pub(crate) fn takes_release(command: &str) -> bool {
    !is_listed(WITHOUT_RELEASE, command)
}

/// Says whether a command records in the name of a person, whom `--as` names. `decide` and `check` alone
/// only show something.
pub(super) fn records(command: &str, has_arguments: bool) -> bool {
    let shows = !has_arguments && ["decide", "check"].contains(&command);
    command == "start" || takes_release(command) && !is_listed(READING, command) && !shows
}

fn is_listed(commands: &str, command: &str) -> bool {
    commands.split(' ').any(|name| name == command)
}

pub(crate) fn command_in<'a>(words: &'a [String], commands: &[&str]) -> Option<&'a str> {
    words.iter().map(String::as_str).find(|word| commands.contains(word))
}

/// The words of a line, with the person if its command records, or is about their own items, and names nobody.
pub(crate) fn as_person(words: &[String], person: &str, commands: &[&str]) -> Vec<String> {
    let mut words = words.to_vec();
    let Some(command) = command_in(&words, commands) else { return words };
    // Behind `--` every word is a value.
    let options: Vec<&String> = words.iter().take_while(|word| *word != "--").collect();
    let names_somebody = |word: &&String| *word == "--as" || word.starts_with("--as=");
    let asks_for_own = options.iter().any(|word| *word == "--mine");
    let at = words.iter().position(|word| word == command).unwrap_or_default() + 1;
    let at = match words.get(at) {
        // A command within `incident`, or the text that declares one.
        Some(inner) if command == "incident" && inner != "report" && !inner.starts_with('-') => {
            at + 1
        }
        inner if records(command, inner.is_some()) || asks_for_own => at,
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
            ("note 1.3 -- --as", "note --as dana 1.3 -- --as"),
            ("-r 2.4.0 tick 1.3", "-r 2.4.0 tick --as dana 1.3"),
            ("incident note down", "incident note --as dana down"),
            ("incident resolve", "incident resolve --as dana"),
            ("incident down", "incident down --as dana"),
            ("incident", "incident"),
            ("undo --as eve", "undo --as eve"),
            ("undo --as=eve", "undo --as=eve"),
            ("gate deploy", "gate deploy"),
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
