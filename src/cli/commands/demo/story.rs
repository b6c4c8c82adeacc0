//! What is played: who does what, and when. The commands are run as they stand here.

/// What happens at a moment.
pub(super) struct Scene {
    /// Days from T.
    pub(super) day: i64,
    pub(super) time: &'static str,
    /// The same in words.
    pub(super) when: &'static str,
    pub(super) told: &'static str,
    /// `DAY` stands for the day of T.
    pub(super) commands: &'static [&'static str],
}

pub(super) const SCENES: [Scene; 12] = [
    Scene {
        day: -14,
        time: "09:30",
        when: "two weeks before",
        told: "Alice begins the release. Every date of the plan follows from T.",
        commands: &["octorel start 2.4.0 --on \"DAY 14:00\" --tz Europe/Paris --assign qa=dana"],
    },
    Scene {
        day: -14,
        time: "11:00",
        when: "two weeks before",
        told: "What is done is ticked. What is not needed is left out, for a reason.",
        commands: &[
            "octorel tick 1.1 1.2 1.3 1.5 1.6",
            "octorel skip 1.4 --reason \"no window needed\"",
        ],
    },
    Scene {
        day: -7,
        time: "16:00",
        when: "one week before",
        told: "Each role confirms its own. One thing has to wait.",
        commands: &[
            "octorel tick 2.1 2.2 2.3 2.5 2.6 2.7",
            "octorel block 2.4 --reason \"waiting for the new nodes\"",
            "octorel tick \"tests passing\" --as dana",
            "octorel tick 3.1 3.2 3.4 3.5",
        ],
    },
    Scene {
        day: -4,
        time: "10:00",
        when: "four days before",
        told: "The stand-up. What waited is late by now.",
        commands: &["octorel status"],
    },
    Scene {
        day: -4,
        time: "10:05",
        when: "four days before",
        told: "May we go on? The exit code is the answer, for CI.",
        commands: &["octorel gate"],
    },
    Scene {
        day: -4,
        time: "15:00",
        when: "four days before",
        told: "The nodes are there. Late is recorded all the same, and kept as a deviation.",
        commands: &["octorel tick 2.4 --note \"three new nodes\""],
    },
    Scene {
        day: -3,
        time: "12:00",
        when: "three days before",
        told: "Staging is validated, and the gate opens.",
        commands: &["octorel tick 4.1 4.2 4.3 4.4 4.5 4.6", "octorel gate"],
    },
    Scene {
        day: 0,
        time: "10:00",
        when: "the day of the release",
        told: "Go or no-go is a decision, and only its owners may make it.",
        commands: &[
            "octorel tick 6.1 6.2 6.3",
            "octorel decide go-no-go go --as dana",
            "octorel decide go-no-go go --reason \"all is green\"",
        ],
    },
    Scene {
        day: 0,
        time: "13:50",
        when: "ten minutes before",
        told: "Those outside are told: the text is there already. May it be deployed?",
        commands: &["octorel announce start", "octorel tick 5.1 5.2 5.3", "octorel gate deploy"],
    },
    Scene {
        day: 0,
        time: "14:20",
        when: "twenty minutes after",
        told: "It is out, and something is wrong. An incident comes first until it is over.",
        commands: &[
            "octorel tick 5.4 6.4",
            "octorel incident open \"checkout is slow\" --severity 3 --as dana",
            "octorel tick 10.1 10.2 10.3 10.6 10.7",
            "octorel incident close --reason \"a cold cache, warm by now\"",
        ],
    },
    Scene {
        day: 0,
        time: "14:50",
        when: "an hour after",
        told: "All look at what is theirs, and all is well.",
        commands: &[
            "octorel tick 5.5 5.6 5.7 7.1 7.2 7.3 7.4 7.5 7.6",
            "octorel tick 6.5 6.6 --as dana",
            "octorel tick 6.6 --role all",
        ],
    },
    Scene {
        day: 1,
        time: "15:00",
        when: "the day after",
        told: "What was learned is noted, and the release closed, with a record of it all.",
        commands: &[
            "octorel note \"warm the cache before the traffic comes\" --kind lesson",
            "octorel tick 8.1 --as dana",
            "octorel tick 8.1 --role all",
            "octorel tick 8.2 8.3 8.4 9.1 9.2 9.3 9.4 9.5 9.6",
            "octorel deviations",
            "octorel close",
        ],
    },
];
