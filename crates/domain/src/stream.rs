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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_back_as_it_stands_in_a_subject() {
        for subject in [
            "application/01957f3e-0000-7000-8000-00000000aa01",
            "entry/KZ-75-012-2025-00041",
            "referral/KZ-75-012-2025-000318",
        ] {
            let stream: Stream = subject.parse().unwrap();
            assert_eq!(stream.to_string(), subject);
        }
    }

    #[test]
    fn what_is_no_matter_of_a_court_is_no_stream() {
        for subject in [
            "",
            "entry",
            "entry/",
            "entry/KZ-75-012-2025-000318",
            "referral/KZ-75-012-2025-00041",
            "application/KZ-75-012-2025-00041",
            "court/KZ-75-012",
            "fund/KZ-75-012",
        ] {
            let error = subject.parse::<Stream>().unwrap_err();
            let told = format!("`{subject}` names no application, entry or referral");
            assert_eq!(error.to_string(), told);
        }
    }
}
