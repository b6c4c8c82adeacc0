//! The value of a key in a file: absent, invalid or valid.

/// The value of a key.
#[derive(Debug, Clone, Default)]
pub(super) enum Field<T> {
    #[default]
    Absent,
    /// Present but unusable. The problem has been reported.
    Invalid,
    Valid(T),
}

impl<T> Field<T> {
    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Valid(value) => Field::Valid(change(value)),
            Self::Absent => Field::Absent,
            Self::Invalid => Field::Invalid,
        }
    }

    pub(super) fn get(&self) -> Option<&T> {
        match self {
            Self::Valid(value) => Some(value),
            Self::Absent | Self::Invalid => None,
        }
    }
}

impl<T> Field<Vec<T>> {
    /// The entries; none if there is no list.
    pub(super) fn entries(&self) -> &[T] {
        self.get().map_or(&[], Vec::as_slice)
    }

    pub(super) fn entries_mut(&mut self) -> &mut [T] {
        match self {
            Self::Valid(list) => list,
            Self::Absent | Self::Invalid => &mut [],
        }
    }

    /// Whether a list is absent or empty, rather than invalid.
    pub(super) fn is_empty(&self) -> bool {
        !matches!(self, Self::Invalid) && self.entries().is_empty()
    }
}
