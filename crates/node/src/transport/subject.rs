//! The subjects of the wire contract, written and read in one place.

use medreg_domain::{CourtCode, Source};

/// All messages from courts.
pub(super) const INBOX_ALL: &str = "medreg.inbox.*";
/// All questions from courts.
pub(super) const ASK_ALL: &str = "medreg.ask.*";
/// All receipts to courts.
pub(super) const RECEIPT_ALL: &str = "medreg.receipt.*";
/// All requests to resend.
pub(super) const RESEND_ALL: &str = "medreg.resend.*";
/// The reference facts.
pub(super) const REFERENCE: &str = "medreg.reference";

const INBOX: &str = "medreg.inbox.";
const ASK: &str = "medreg.ask.";

pub(super) fn inbox(source: Source) -> String {
    format!("{INBOX}{source}")
}

pub(super) fn ask(court: CourtCode) -> String {
    format!("{ASK}{court}")
}

pub(super) fn receipt(court: CourtCode) -> String {
    format!("medreg.receipt.{court}")
}

pub(super) fn resend(court: CourtCode) -> String {
    format!("medreg.resend.{court}")
}

/// The prefix of the subjects that a court alone may listen to.
pub(super) fn private_inbox(court: CourtCode) -> String {
    format!("_INBOX_{court}.")
}

/// The source a message's subject names.
pub(super) fn inbox_source(subject: &str) -> Option<Source> {
    subject.strip_prefix(INBOX)?.parse().ok()
}

/// The court a question's subject names; the broker's permissions make it true.
pub(super) fn asking_court(subject: &str) -> Option<CourtCode> {
    subject.strip_prefix(ASK)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_names_its_source() {
        let court: Source = "KZ-75-012".parse().unwrap();
        assert_eq!(inbox_source(&inbox(court)), Some(court));
        assert_eq!(inbox_source("medreg.inbox.federal"), Some(Source::Federal));
        for other in [
            "medreg.inbox.nobody",
            "medreg.ask.KZ-75-012",
            "medreg.inbox.",
        ] {
            assert_eq!(inbox_source(other), None, "{other}");
        }
    }

    #[test]
    fn only_a_court_asks() {
        let court: CourtCode = "KZ-75-012".parse().unwrap();
        assert_eq!(asking_court(&ask(court)), Some(court));
        assert_eq!(asking_court("medreg.ask.federal"), None);
    }
}
