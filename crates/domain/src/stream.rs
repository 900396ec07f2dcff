//! The stream an event belongs to inside its source, as it stands in `subject`.

use std::fmt;
use std::str::FromStr;

use crate::ids::ApplicationId;
use crate::numbers::{EntryNo, ReferralNo};

/// A matter of a court whose events are folded together, and may be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// An application, before it has an entry number.
    Application(ApplicationId),
    /// An entry.
    Entry(EntryNo),
    /// A referral.
    Referral(ReferralNo),
}

/// The subject is of no stream that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no application, entry or referral")]
pub struct StreamError(String);

impl fmt::Display for Stream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(id) => write!(out, "application/{id}"),
            Self::Entry(entry_no) => write!(out, "entry/{entry_no}"),
            Self::Referral(referral_no) => write!(out, "referral/{referral_no}"),
        }
    }
}

impl FromStr for Stream {
    type Err = StreamError;

    fn from_str(subject: &str) -> Result<Self, StreamError> {
        let wrong = || StreamError(subject.chars().take(64).collect());
        let (kind, name) = subject.split_once('/').ok_or_else(wrong)?;
        let stream = match kind {
            "application" => name.parse().map(Self::Application).ok(),
            "entry" => name.parse().map(Self::Entry).ok(),
            "referral" => name.parse().map(Self::Referral).ok(),
            _ => None,
        };
        stream.ok_or_else(wrong)
    }
}
