//! How an entry takes events over. Never fails: what was recorded happened.

use chrono::NaiveDate;

use super::event::{Appealed, EntryEvent, ProfileChange, ReinstatementBasis};
use super::{Credential, Entry, renewal};
use crate::standing::Removal;

impl Entry {
    /// Takes an event of this entry over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "events of the application are not the entry's"
    )]
    pub fn evolve(&mut self, event: &EntryEvent, on: NaiveDate) {
        use EntryEvent as E;
        match event {
            E::ProfileChanged { changed, .. } => self.change_profile(changed),
            E::PracticeLocationChanged { practice_kato, .. } => {
                self.practice_kato = *practice_kato;
            }
            E::TrainingRecorded { hours, .. } => {
                self.training_hours = self.training_hours.saturating_add(u32::from(*hours));
            }
            E::ComplaintReceived { .. }
            | E::QualityReviewRecorded { .. }
            | E::DisciplinaryProceedingOpened { .. }
            | E::DisciplinaryProceedingClosed { .. }
            | E::SanctionRecorded { .. }
            | E::MediatorSuspended { .. }
            | E::SuspensionLifted { .. }
            | E::AppealLodged { .. }
            | E::AppealDecided { .. } => self.evolve_conduct(event, on),
            E::EntryRenewed { .. }
            | E::EntryLapsed { .. }
            | E::EntryRemoved { .. }
            | E::EntryReinstated { .. } => self.evolve_validity(event, on),
            E::BarEstablished { bar, .. } if self.bars.contains(bar) => {}
            E::BarEstablished { bar, .. } => self.bars.push(*bar),
            E::BarLifted { bar, .. } => self.bars.retain(|open| open != bar),
            E::SroMembershipRecorded {
                sro, office, from, ..
            } => self.join(*sro, *office, *from),
            E::SroMembershipEnded { sro, on, .. } => self.leave(*sro, *on),
            E::EntryTransferred { to_court, .. } => self.transferred_to = Some(*to_court),
            E::CertificateIssued {
                credential_id,
                valid_to,
                ..
            } => self.credentials.push(Credential {
                id: *credential_id,
                issued_on: on,
                valid_to: *valid_to,
                revoked_on: None,
            }),
            E::CertificateRevoked {
                credential_id, on, ..
            } => self.revoke_credential(*credential_id, *on),
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events that begin or end validity come here"
    )]
    fn evolve_validity(&mut self, event: &EntryEvent, on: NaiveDate) {
        match event {
            EntryEvent::EntryRenewed { valid_to, .. } => {
                let from = renewal::renewal_from(self.validity.valid_to(), on);
                self.validity.renewals.push((from, *valid_to));
                self.lapsed_on = None;
            }
            EntryEvent::EntryLapsed { on, .. } => self.lapsed_on = Some(*on),
            EntryEvent::EntryRemoved { reason, on, .. } => {
                self.validity.removals.push(Removal {
                    on: *on,
                    reason: *reason,
                    reinstated_on: None,
                });
            }
            EntryEvent::EntryReinstated {
                basis: ReinstatementBasis::AppealWon,
                ..
            } if self.has_won(Appealed::Removal) => {}
            EntryEvent::EntryReinstated { on, .. } => self.validity.reinstate(*on),
            _ => {}
        }
    }

    fn change_profile(&mut self, changed: &ProfileChange) {
        if let Some(categories) = &changed.categories {
            self.categories.clone_from(categories);
        }
        if let Some(languages) = &changed.languages {
            self.languages.clone_from(languages);
        }
        if let Some(personal) = &changed.personal {
            self.personal.clone_from(personal);
        }
        self.availability = changed.availability.unwrap_or(self.availability);
    }
}
