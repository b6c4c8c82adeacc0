//! Limits of a repair: unknown events, bytes that it cannot keep, and bytes that are not yet on disk.

use super::{DAMAGED, alter, append_unknown, three};
use snapbox::str;
use std::fs;

#[test]
fn events_of_a_newer_octorel_are_not_repaired() {
    let here = three();
    append_unknown(&here);
    fs::write(here.log(), [&here.bytes()[..], b"damage\n"].concat()).unwrap();
    here.refuses(str![[r#"
[2] $ octorel check
✓  the built-in playbook: no problems found
   9 roles, 10 phases with 60 items, 5 decisions, 4 channels, 3 gates
✗  2.4.0  5 events intact
          line 6 is damaged: not an event
          .octorel/releases/2.4.0.jsonl:6
          ignored until it is restored from another copy
          event <id> is of the unknown kind `celebrated`
          it is kept, but only a newer octorel can interpret it
          until this is repaired, recording and gates are disabled
          hint: `octorel check -r 2.4.0 --repair` previews the repair
[2] $ octorel check --repair --yes
! error: a newer octorel recorded an event of the unknown kind `celebrated`; nothing was changed
! hint: update octorel, then repair

"#]]);
}

#[test]
fn a_repair_that_cannot_keep_removed_bytes_changes_nothing() {
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    fs::create_dir(here.path(DAMAGED)).unwrap();
    let before = here.bytes();
    assert_eq!(here.run("check --repair --yes").code, Some(2));
    assert!(here.bytes() == before);
    fs::remove_dir(here.path(DAMAGED)).unwrap();
    here.ok("check --repair --yes");
}

#[test]
#[cfg(unix)]
fn a_repair_keeps_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let here = three();
    alter(&here, "no answer yet", "no answer yes");
    fs::set_permissions(here.log(), fs::Permissions::from_mode(0o640)).unwrap();
    here.ok("check --repair --yes");
    let rights = fs::metadata(here.log()).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o640);
}
