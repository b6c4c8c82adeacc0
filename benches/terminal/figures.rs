//! The measurements, their number of repetitions, and their limits.

use super::folder::{Folder, process};
use super::table::Table;
use super::window::Window;
use super::{EMPTY, Result};
use std::iter::repeat_n;
use std::path::Path;
use std::time::Duration;
use std::{env, fs, thread};

/// Number of measured first frames.
const STARTS: usize = 31;

/// Number of measured processes.
const PROCESSES: usize = 101;

/// Number of measured cursor movements.
const MOVES: usize = 200;

/// The search text, typed key by key.
const SEARCHED: &str = "verify part component 2 owners";

/// The limit between a key and its frame: one of sixty frames a second.
const FRAME: Option<f64> = Some(16.0);

/// The limit for an answer that feels immediate.
const AT_ONCE: Option<f64> = Some(50.0);

/// The limit for a typical release, as a multiple of the time that a minimal full-screen program takes.
const THRICE: Option<f64> = Some(3.0);

/// Moves down in a list.
const CTRL_N: char = '\u{e}';

/// A word in the last line of the first frame of the full-screen program.
const UI: &str = "every";

/// The same for the picker.
const PICKER: &str = "accepts";

/// Runs all measurements.
pub(crate) fn all(octorel: &Path) -> Result<Table> {
    let (small, large) = (Folder::small(octorel)?, Folder::large(octorel)?);
    let mut table = Table::default();
    first_frames(&small, &large, &mut table)?;
    screen(&large, &mut table)?;
    picker(&large, &mut table)?;
    completion(&small, &large, &mut table)?;
    Ok(table)
}

/// Starts the full-screen program and a minimal one in turn.
fn first_frames(small: &Folder, large: &Folder, table: &mut Table) -> Result<()> {
    let (mut empty, mut few, mut many) = (vec![], vec![], vec![]);
    for _ in 0..STARTS {
        let program = small.command(env::current_exe()?, &[EMPTY]);
        empty.push(Window::start(program, EMPTY)?.1);
        few.push(Window::start(small.octorel(&["ui"]), UI)?.1);
        many.push(Window::start(large.octorel(&["ui"]), UI)?.1);
    }
    let least = table.median("an empty ratatui program: first frame", &empty, None);
    for (folder, times) in [(small, few), (large, many)] {
        let what = format!("ui, {} items: first frame", folder.items);
        let median = table.median(&what, &times, None);
        let what = format!("ui, {} items: against the empty program", folder.items);
        table.add(&what, median / least, "×", THRICE);
    }
    Ok(())
}

/// Moves and searches in the full-screen program, where one list contains all items, and then leaves it idle.
fn screen(large: &Folder, table: &mut Table) -> Result<()> {
    let (mut window, _) = Window::start(large.octorel(&["ui"]), UI)?;
    // Opens the list of items that can be done now.
    for key in ["h", "g", "\r"] {
        window.type_in(key)?;
    }
    let what = format!("ui, {} items", large.items);
    let times = keys(&mut window, repeat_n('j', MOVES))?;
    table.frames(&format!("{what}: from a key to its frame"), &times, FRAME);
    window.type_in("/")?;
    let times = keys(&mut window, SEARCHED.chars())?;
    let searching = format!("{what}: from a key of the search to its frame");
    table.frames(&searching, &times, FRAME);
    if let Some(before) = used(&window) {
        thread::sleep(Duration::from_secs(5));
        let ticks = used(&window).unwrap_or(before) - before;
        let idle = format!("{what}: processor time in 5 s without a key");
        table.add(&idle, ticks, "ticks", Some(1.0));
    }
    Ok(())
}

/// Runs `tick` without an item, moves through the list and filters it.
fn picker(large: &Folder, table: &mut Table) -> Result<()> {
    let mut starts = vec![];
    for _ in 0..STARTS {
        starts.push(Window::start(large.octorel(&["tick"]), PICKER)?.1);
    }
    let what = format!("tick asks, {} items", large.items);
    table.median(&format!("{what}: first frame"), &starts, AT_ONCE);
    let (mut window, _) = Window::start(large.octorel(&["tick"]), PICKER)?;
    let times = keys(&mut window, repeat_n(CTRL_N, MOVES))?;
    table.frames(&format!("{what}: from a key to its frame"), &times, FRAME);
    let times = keys(&mut window, SEARCHED.chars())?;
    let narrowing = format!("{what}: from a letter to its frame");
    table.frames(&narrowing, &times, FRAME);
    Ok(())
}

/// Completes a command that needs an item; `grep` counts the same items.
fn completion(small: &Folder, large: &Folder, table: &mut Table) -> Result<()> {
    for folder in [small, large] {
        let (mut greps, mut ours) = (vec![], vec![]);
        for _ in 0..PROCESSES {
            greps.push(process(folder.command("grep", &["-c", r"\[ \]", "items.md"]))?);
            let line = ["__complete", "line", "octorel tick "];
            ours.push(process(folder.octorel(&line))?);
        }
        let items = folder.items;
        let grep = table.median(&format!("grep -c, {items} items: whole process"), &greps, None);
        let what = format!("completing an item of {items}: whole process");
        let complete = table.median(&what, &ours, AT_ONCE);
        table.add(
            &format!("completing an item of {items}: against grep"),
            complete / grep,
            "×",
            None,
        );
    }
    Ok(())
}

/// Types keys one by one and waits for the frame of each.
fn keys(window: &mut Window, keys: impl Iterator<Item = char>) -> Result<Vec<Duration>> {
    keys.map(|key| window.type_in(&key.to_string())).collect()
}

/// Returns the CPU time of a program in system ticks; `None` if it is unknown.
fn used(window: &Window) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", window.pid())).ok()?;
    // The name can contain spaces; the state is the first field after it, and the third field overall.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some(ticks(14)? + ticks(15)?)
}
