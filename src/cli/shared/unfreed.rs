//! What is left to the system to free. Most commands end with the program, so that to free what they read would be work for
//! nothing; inside the full-screen program they do not.

use crate::terminal;
use std::mem;
use std::ops::{Deref, DerefMut};

/// A value that is freed only where the program goes on after the command.
pub(crate) struct Unfreed<T>(Option<T>);

const THERE: &str = "it is taken out only when it is dropped";

impl<T> Unfreed<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T> Deref for Unfreed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect(THERE)
    }
}

impl<T> DerefMut for Unfreed<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect(THERE)
    }
}

impl<T> Drop for Unfreed<T> {
    fn drop(&mut self) {
        if !terminal::is_kept() {
            mem::forget(self.0.take());
        }
    }
}
