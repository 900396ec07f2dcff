//! Money in integer minor units; Kazakhstan's is the tiyin, a hundredth of a tenge.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// An amount with its currency. Never a float, never negative in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units: 100 tiyin are one tenge.
    pub amount_minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Currencies a fee may be set in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    VariantArray,
)]
pub enum Currency {
    /// Tenge.
    KZT,
}

impl Money {
    /// Tenge from minor units.
    pub const fn tiyin(amount_minor: i64) -> Self {
        Self {
            amount_minor,
            currency: Currency::KZT,
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        let minor = self.amount_minor.unsigned_abs();
        write!(out, "{sign}{}.{:02} KZT", minor / 100, minor % 100)
    }
}

#[cfg(test)]
mod tests;
