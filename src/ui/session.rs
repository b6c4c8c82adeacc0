//! The event loop: waits for an event, updates the state, performs its effects, checks for new events in the log, and draws.

use super::ask::{Question, ask};
use super::draw::{areas, draw};
use super::state::{Effect, UiState};
use super::{Backend, Model, Theme};
use crate::release::{ArgumentKind, PartialArguments};
use crate::terminal::{Area, Takeover, wait_for_event};
use crate::view::{Candidate, candidates};
use crossterm::event::Event;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Size;
use std::io::{self, BufWriter, Stdout, Write};
use std::time::{Duration, Instant};

/// How often the log is checked for events of others.
const PULSE: Duration = Duration::from_millis(500);

pub fn run(backend: &mut impl Backend, model: Model, theme: Theme) -> io::Result<()> {
    let takeover = Takeover::new(Area::FullScreen)?;
    // A frame is written at once.
    let out = BufWriter::with_capacity(1 << 16, io::stdout());
    let terminal = Terminal::new(CrosstermBackend::new(out))?;
    let state = UiState::new(&model);
    let mut session = Session { model, state, terminal, takeover, theme, drawn: None };
    session.draw()?;
    let mut refreshed = Instant::now();
    loop {
        let patience = PULSE.saturating_sub(refreshed.elapsed());
        let changed = match wait_for_event(patience)? {
            None => false,
            Some(Event::Resize(..)) => {
                // The terminal may have cut off the frame, even if it has its old size again.
                clear(&mut session.terminal)?;
                true
            }
            Some(event) if event.is_key_release() => false,
            Some(event) => {
                match session.on_event(event) {
                    Some(Effect::Quit) => return Ok(()),
                    Some(effect) => session.perform(effect, backend)?,
                    None => {}
                }
                true
            }
        };
        let mut is_outdated = false;
        if refreshed.elapsed() >= PULSE {
            refreshed = Instant::now();
            is_outdated = backend.is_stale();
            if is_outdated {
                session.refresh(backend);
                session.state.hear(&session.model);
            }
        }
        if changed || is_outdated || session.drawn != Some(session.terminal.size()?) {
            session.draw()?;
        }
    }
}

struct Session {
    model: Model,
    state: UiState,
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    takeover: Takeover,
    theme: Theme,
    drawn: Option<Size>,
}

impl Session {
    fn on_event(&mut self, event: Event) -> Option<Effect> {
        match event {
            Event::Key(key) => return self.state.on_key(key, &self.model),
            Event::Paste(text) => self.state.paste(&text),
            Event::Resize(..) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => {}
        }
        None
    }

    fn perform(&mut self, effect: Effect, backend: &mut impl Backend) -> io::Result<()> {
        let page = self.model.page(usize::MAX);
        match effect {
            Effect::Run(words) => self.run(&words, backend)?,
            Effect::Ask(mut words, missing) => {
                let fitting = self.fitting(missing.kind);
                for value in self.ask(Question::about(&missing, &fitting, page))? {
                    missing.target.add(&mut words, &value);
                    self.run(&words, backend)?;
                }
            }
            Effect::Menu(menu) => {
                let entries = menu.entries(&self.model);
                for line in self.ask(Question::among(menu.title(), &entries, page))? {
                    let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
                    self.run(&words, backend)?;
                }
            }
            Effect::Search => {
                let all = self.fitting(ArgumentKind::Subject);
                let chosen = self.ask(Question::among("Go to", &all, page).by_position())?;
                let chosen = chosen.first().and_then(|at| all.get(at.parse::<usize>().ok()?));
                if let Some(effect) = chosen.and_then(|it| self.state.find(it, &self.model)) {
                    self.perform(effect, backend)?;
                }
            }
            Effect::Complete(line) => self.state.complete(backend.complete(&line)),
            Effect::Mine => self.state.toggle_mine(backend.who(), &self.model),
            Effect::Suspend => {
                self.takeover.suspend()?;
                clear(&mut self.terminal)?;
            }
            Effect::Quit => {}
        }
        Ok(())
    }

    /// Asks a question; no answer if it is cancelled.
    fn ask(&mut self, question: Question) -> io::Result<Vec<String>> {
        let answer = ask(question, self.theme)?;
        clear(&mut self.terminal)?;
        Ok(answer.unwrap_or_default())
    }

    fn fitting(&self, kind: ArgumentKind) -> Vec<Candidate> {
        candidates(&self.model.release, kind, &PartialArguments::default(), None, self.model.now)
    }

    /// Runs a command line, which may ask for what it lacks, and shows its output and the new state of the release.
    fn run(&mut self, words: &[String], backend: &mut impl Backend) -> io::Result<()> {
        let width = self.terminal.size().map_or(80, |size| size.width);
        let ran = backend.run(words, usize::from(width).saturating_sub(2));
        if backend.is_stale() {
            self.refresh(backend);
        }
        self.state.ran(ran, &self.model);
        clear(&mut self.terminal)
    }

    /// Reads the release again. If that fails, the old model stays, and the top says why.
    fn refresh(&mut self, backend: &mut impl Backend) {
        self.state.trouble = backend.refresh().map(|model| self.model = model).err();
    }

    fn draw(&mut self) -> io::Result<()> {
        let Self { model, state, terminal, takeover: _, theme, drawn } = self;
        terminal.draw(|frame| {
            let area = frame.area();
            *drawn = Some(area.as_size());
            state.settle(areas(area, model, state));
            draw(frame, model, state, *theme);
        })?;
        Ok(())
    }
}

/// Makes the next frame draw everything. Unlike ratatui's own `clear`, it does not query the terminal: a late or lost answer
/// would end the program.
pub(super) fn clear<W: Write>(terminal: &mut Terminal<CrosstermBackend<W>>) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(size.into())
}
