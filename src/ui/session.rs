//! The loop: waits, lets the state answer, performs what it wants, looks whether others have recorded, draws.

use super::desk::Desk;
use super::draw::{draw, wishes};
use super::form::Form;
use super::input::{Input, Waited};
use super::paint::Inks;
use super::picture::Picture;
use super::plan::Plan;
use super::screen::Screen;
use super::state::{Effect, State};
use crossterm::event::{Event, KeyEventKind, MouseEventKind};
use ratatui::layout::Size;
use std::io;
use std::time::{Duration, Instant};

/// How often to look whether others have recorded.
const PULSE: Duration = Duration::from_millis(500);

/// Shows a release on the whole screen until it is left.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn run(desk: &mut impl Desk, picture: Picture, inks: Inks) -> io::Result<()> {
    let input = Input::new()?;
    let mut session = Session {
        state: State::new(&picture),
        picture,
        screen: Screen::enter()?,
        inks,
        drawn: None,
    };
    session.draw()?;
    let mut looked = Instant::now();
    loop {
        let patience = PULSE.saturating_sub(looked.elapsed());
        let changed = match input.wait(patience)? {
            Waited::Over => {
                drop(session);
                input.obey();
                return Ok(());
            }
            Waited::Nothing => false,
            Waited::Event(Event::Resize(..)) => {
                // The terminal may have cut off what was drawn even if it has its old size again.
                session.screen.clear()?;
                true
            }
            Waited::Event(event) => match session.on_event(event) {
                Heard::Nothing => false,
                Heard::Something(None) => true,
                Heard::Something(Some(Effect::Quit)) => return Ok(()),
                Heard::Something(Some(effect)) => {
                    session.perform(effect, desk)?;
                    true
                }
            },
        };
        let mut stale = false;
        if looked.elapsed() >= PULSE {
            looked = Instant::now();
            stale = desk.is_stale();
            if stale {
                session.look(desk);
                session.state.hear(&session.picture);
            }
        }
        if changed || stale || session.is_resized()? {
            session.draw()?;
        }
    }
}

struct Session {
    picture: Picture,
    state: State,
    screen: Screen,
    inks: Inks,
    /// The size of the screen when it was drawn last.
    drawn: Option<Size>,
}

/// What an event came to.
enum Heard {
    /// It means nothing here, and nothing needs to be drawn.
    Nothing,
    Something(Option<Effect>),
}

impl Session {
    fn on_event(&mut self, event: Event) -> Heard {
        Heard::Something(match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => return Heard::Nothing,
            Event::Key(key) => self.state.on_key(key, &self.picture),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Moved | MouseEventKind::Drag(_) | MouseEventKind::Up(_) => {
                    return Heard::Nothing;
                }
                _ => self.state.on_mouse(mouse, &self.picture),
            },
            Event::Paste(text) => {
                self.state.paste(&text);
                None
            }
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
        })
    }

    fn perform(&mut self, effect: Effect, desk: &mut impl Desk) -> io::Result<()> {
        match effect {
            Effect::Run(form) => self.run(&form, desk),
            Effect::Complete(line) => self.state.complete(desk.complete(&line)),
            Effect::Mine => {
                let who = desk.who();
                self.state.toggle_mine(who, &self.picture);
            }
            Effect::Suspend => self.screen.suspend()?,
            Effect::Quit => {}
        }
        Ok(())
    }

    /// Runs the line of a form, and shows what it came to on the release as it is then.
    fn run(&mut self, form: &Form, desk: &mut impl Desk) {
        let width = self.screen.terminal.size().map_or(80, |size| size.width);
        let ran = desk.run(&form.words, usize::from(width).saturating_sub(2));
        if desk.is_stale() {
            self.look(desk);
        }
        self.state.ran(form, ran, &self.picture);
    }

    /// Takes in the release as it is now. If it cannot be read the old picture stays, and the top says why.
    fn look(&mut self, desk: &mut impl Desk) {
        match desk.look() {
            Ok(picture) => {
                self.picture = picture;
                self.state.trouble = None;
            }
            Err(why) => self.state.trouble = Some(why),
        }
    }

    fn is_resized(&self) -> io::Result<bool> {
        let size = self.screen.terminal.size()?;
        let drawn = self.drawn;
        Ok(drawn != Some(size))
    }

    fn draw(&mut self) -> io::Result<()> {
        let Self {
            picture,
            state,
            screen,
            inks,
            drawn,
        } = self;
        screen.terminal.draw(|frame| {
            let area = frame.area();
            *drawn = Some(area.as_size());
            state.settle(Plan::new(
                area,
                wishes(picture, state, usize::from(area.width)),
            ));
            draw(frame, picture, state, *inks);
        })?;
        Ok(())
    }
}
