//! Values as templates hand them over: behind however many references.

use chrono::NaiveDate;

use crate::language::Language;

/// A small value, by itself or behind references.
pub(super) trait Plain<T> {
    /// The value.
    fn plain(&self) -> T;
}

macro_rules! plain {
    ($($kind:ty),+) => {$(
        impl Plain<$kind> for $kind {
            fn plain(&self) -> $kind {
                *self
            }
        }

        impl<R: Plain<$kind>> Plain<$kind> for &R {
            fn plain(&self) -> $kind {
                (**self).plain()
            }
        }
    )+};
}

plain!(NaiveDate, Language, u64, usize);
