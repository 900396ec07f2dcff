//! Which event of an application or entry stands on which: by the number the later one names.

use crate::entry::event::EntryEvent;
use crate::ids::{FeeId, ProceedingId, VerificationId};

/// True if the later event makes no sense without the earlier one.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing rests on the other events"
)]
pub(super) fn rests_on(later: &EntryEvent, earlier: &EntryEvent) -> bool {
    use EntryEvent as E;
    match earlier {
        E::DocumentsVerified {
            verification_id, ..
        }
        | E::VerificationReused {
            verification_id, ..
        } => on_verification(later, *verification_id),
        E::FeeAssessed { fee_id, .. } | E::FeePaid { fee_id, .. } | E::FeeWaived { fee_id, .. } => {
            on_fee(later, *fee_id) && is_later_stage(later, earlier)
        }
        E::ComplaintReceived { complaint_id, .. } => matches!(
            later,
            E::DisciplinaryProceedingOpened { complaint_id: named, .. } if *named == Some(*complaint_id)
        ),
        E::DisciplinaryProceedingOpened { proceeding_id, .. } => {
            on_proceeding(later, *proceeding_id)
        }
        E::DisciplinaryProceedingClosed { proceeding_id, .. } => {
            on_proceeding(later, *proceeding_id)
                && !matches!(later, E::DisciplinaryProceedingClosed { .. })
        }
        E::SanctionRecorded { proceeding_id, .. } => matches!(
            later,
            E::AppealLodged { proceeding_id: named, .. } if *named == Some(*proceeding_id)
        ),
        E::MediatorSuspended { proceeding_id, .. } => match later {
            E::SuspensionLifted { .. } => true,
            E::AppealLodged {
                proceeding_id: named,
                ..
            } => *named == Some(*proceeding_id),
            _ => false,
        },
        E::AppealLodged { appeal_id, .. } => {
            matches!(later, E::AppealDecided { appeal_id: named, .. } if named == appeal_id)
        }
        E::AppealDecided { .. } => {
            matches!(
                later,
                E::SuspensionLifted { .. } | E::EntryReinstated { .. }
            )
        }
        E::BarEstablished { bar, .. } => {
            matches!(later, E::BarLifted { bar: named, .. } if named == bar)
        }
        E::EntryRemoved { .. } => matches!(later, E::EntryReinstated { .. }),
        E::SroMembershipRecorded { sro, .. } => {
            matches!(later, E::SroMembershipEnded { sro: named, .. } if named == sro)
        }
        E::CertificateIssued { credential_id, .. } => matches!(
            later,
            E::CertificateRevoked { credential_id: named, .. } if named == credential_id
        ),
        _ => false,
    }
}

fn on_verification(later: &EntryEvent, id: VerificationId) -> bool {
    matches!(
        later,
        EntryEvent::MediatorRegistered { verification_id, .. } if *verification_id == id
    )
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events name no fee"
)]
fn on_fee(later: &EntryEvent, id: FeeId) -> bool {
    use EntryEvent as E;
    match later {
        E::FeePaid { fee_id, .. } | E::FeeWaived { fee_id, .. } | E::FeeRefunded { fee_id, .. } => {
            *fee_id == id
        }
        E::MediatorRegistered { fee_id, .. } | E::EntryRenewed { fee_id, .. } => {
            *fee_id == Some(id)
        }
        _ => false,
    }
}

/// A payment rests on the assessment and not on another payment of the same fee.
fn is_later_stage(later: &EntryEvent, earlier: &EntryEvent) -> bool {
    use EntryEvent as E;
    let settles = |event: &E| matches!(event, E::FeePaid { .. } | E::FeeWaived { .. });
    !(settles(later) && settles(earlier))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events name no proceeding"
)]
fn on_proceeding(later: &EntryEvent, id: ProceedingId) -> bool {
    use EntryEvent as E;
    match later {
        E::DisciplinaryProceedingClosed { proceeding_id, .. }
        | E::SanctionRecorded { proceeding_id, .. }
        | E::MediatorSuspended { proceeding_id, .. } => *proceeding_id == id,
        E::AppealLodged { proceeding_id, .. } => *proceeding_id == Some(id),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
