//! The bounds of the wire contract on what a command would have stated: lists of at most 64.
//!
//! Text needs no bound of its own here: the rules let codes of at most 64 characters through
//! and nothing else, and sealed text is measured below. Dates are bounded by the envelope.

use super::Command;
use crate::entry::command::EntryCommand;
use crate::entry::event::SealedPersonal;
use crate::fund::command::FundCommand;
use crate::outreach::command::OutreachCommand;
use crate::referral::command::ReferralCommand;
use crate::rejection::{Code, Rejection, ensure};

/// Items one list in an event may have (events 1).
pub(crate) const LIST_MAX: usize = 64;

/// Characters a sealed text may have: a name in three scripts and a contact of 512 characters
/// each, two bytes a letter, a third longer in base64, fit into it.
const SEALED_MAX: usize = 8_192;

impl Command {
    /// Refuses a list or a sealed text that no event can hold.
    pub(crate) fn ensure_bounds(&self) -> Result<(), Rejection> {
        match self {
            Self::Entry(command) => entry(command),
            Self::Referral(command) => referral(command),
            Self::Outreach(OutreachCommand::OpenRoom { hours, .. }) => list("hours", hours),
            Self::Outreach(
                OutreachCommand::CloseRoom { .. }
                | OutreachCommand::ProvideInformation { .. }
                | OutreachCommand::LogContact { .. },
            )
            | Self::Fund(
                FundCommand::AllocateRevenue { .. } | FundCommand::PayCoordinator { .. },
            ) => Ok(()),
            // A patch is measured with the event it gives.
            Self::Correction(_) => Ok(()),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other commands have no list and no sealed text"
)]
fn entry(command: &EntryCommand) -> Result<(), Rejection> {
    use EntryCommand as C;
    match command {
        C::ReturnApplication { missing, .. } => list("missing", missing),
        C::VerifyDocuments { items, .. } => list("items", items),
        C::RefuseRegistration { reasons, .. } => list("reasons", reasons),
        C::RegisterMediator {
            personal,
            categories,
            languages,
            ..
        } => {
            sealed(personal)?;
            list("categories", categories)?;
            list("languages", languages)
        }
        C::ChangeProfile { changed, .. } => {
            changed.personal.as_ref().map_or(Ok(()), sealed)?;
            list("categories", changed.categories.as_deref().unwrap_or(&[]))?;
            list("languages", changed.languages.as_deref().unwrap_or(&[]))
        }
        _ => Ok(()),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other commands have no list"
)]
fn referral(command: &ReferralCommand) -> Result<(), Rejection> {
    use ReferralCommand as C;
    match command {
        C::ReferDispute { suitability, .. } => {
            list("suitability", suitability.as_deref().unwrap_or(&[]))
        }
        C::OfferMediators { entries, .. } => list("entries", entries),
        C::AgreeCostShare { shares, .. } => list("shares", shares),
        _ => Ok(()),
    }
}

fn list<T>(name: &str, items: &[T]) -> Result<(), Rejection> {
    let count = items.len();
    ensure(count <= LIST_MAX, Code::WrongState, || {
        format!("`{name}` has {count} items, and an event holds {LIST_MAX} at most: leave some out")
    })
}

fn sealed(personal: &SealedPersonal) -> Result<(), Rejection> {
    let length = personal.sealed.len();
    let written = personal
        .sealed
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    ensure(written, Code::ConfidentialContent, || {
        "`sealed` is not base64: name and contact enter an event sealed only".to_owned()
    })?;
    ensure(length <= SEALED_MAX, Code::WrongState, || {
        format!("`sealed` has {length} characters, and an event holds {SEALED_MAX} at most")
    })
}
