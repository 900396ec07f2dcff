//! A mediator's place in one court's register, from registration to removal.
//!
//! What comes before registration is [`crate::application`]; what may be done to an entry is
//! in `entry/rules.rs`; where it stands on a day is [`crate::standing`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::{CategoryCode, Kato, LanguageCode, SroId};
use crate::ids::{ApplicationId, ComplaintId, ProceedingId, VerificationId};
use crate::numbers::EntryNo;
use crate::person::PersonKey;
use crate::standing::{Removal, Validity};

pub mod command;
pub mod event;
mod rules;

use event::{
    Bar, Certificate, EntryEvent, ProceedingOutcome, ProfileChange, SealedPersonal, vocabulary,
};
pub use rules::suspended_to;
pub(crate) use rules::{decide, ensure_not_removed, wrong_state};

vocabulary! {
    /// The kinds of mediators (art 9; R13).
    EntryKind {
        /// Trained, paid, at least 25.
        Professional,
        /// Elected by a local community, unpaid, at least 40; "non-professional" until 2021.
        Public,
        /// A judge retired in honour.
        RetiredJudge,
    }
    /// Whether a mediator takes cases now.
    Availability {
        /// Takes cases.
        Open,
        /// Takes none for now.
        Closed,
    }
}

impl EntryKind {
    /// The code, such as `PROFESSIONAL`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The application it came from.
    pub application_id: ApplicationId,
    /// The person.
    pub person: PersonKey,
    /// The kind.
    pub kind: EntryKind,
    /// Name and contact, sealed.
    pub personal: SealedPersonal,
    /// Where the mediator practises.
    pub practice_kato: Kato,
    /// In which categories.
    pub categories: Vec<CategoryCode>,
    /// In which languages.
    pub languages: Vec<LanguageCode>,
    /// The training certificate.
    pub certificate: Option<Certificate>,
    /// The organisation.
    pub sro: Option<SroId>,
    /// The check of documents it rests on.
    pub verification_id: VerificationId,
    /// Whether the mediator takes cases.
    pub availability: Availability,
    /// The dates standing follows from.
    pub validity: Validity,
    /// Open statutory bars.
    pub bars: Vec<Bar>,
    /// Complaints, never public.
    pub complaints: Vec<ComplaintId>,
    /// Proceedings, never public.
    pub proceedings: Vec<Proceeding>,
    /// Hours of further training.
    pub training_hours: u32,
}

/// A proceeding and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceeding {
    /// The proceeding.
    pub id: ProceedingId,
    /// Its outcome, once closed.
    pub outcome: Option<ProceedingOutcome>,
    /// True once a sanction came of it.
    pub sanctioned: bool,
}

impl Entry {
    /// The entry a registration begins; none for any other event.
    pub fn begin(event: &EntryEvent) -> Option<(EntryNo, Self)> {
        let EntryEvent::MediatorRegistered {
            entry_no,
            application_id,
            person_key,
            kind,
            personal,
            practice_kato,
            categories,
            languages,
            certificate,
            sro,
            verification_id,
            fee_id: _,
            valid_from,
            valid_to,
        } = event
        else {
            return None;
        };
        let entry = Self {
            application_id: *application_id,
            person: *person_key,
            kind: *kind,
            personal: personal.clone(),
            practice_kato: *practice_kato,
            categories: categories.clone(),
            languages: languages.clone(),
            certificate: certificate.clone(),
            sro: *sro,
            verification_id: *verification_id,
            availability: Availability::Open,
            validity: Validity::new(*valid_from, *valid_to),
            bars: Vec::new(),
            complaints: Vec::new(),
            proceedings: Vec::new(),
            training_hours: 0,
        };
        Some((*entry_no, entry))
    }

    /// Takes an event of this entry over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "events of the application are not the entry's"
    )]
    pub fn evolve(&mut self, event: &EntryEvent, on: NaiveDate) {
        match event {
            EntryEvent::ProfileChanged { changed, .. } => self.change_profile(changed),
            EntryEvent::PracticeLocationChanged { practice_kato, .. } => {
                self.practice_kato = *practice_kato;
            }
            EntryEvent::TrainingRecorded { hours, .. } => {
                self.training_hours = self.training_hours.saturating_add(u32::from(*hours));
            }
            EntryEvent::EntryRenewed { valid_to, .. } => {
                let from = rules::renewal_from(self.validity.valid_to(), on);
                self.validity.renewals.push((from, *valid_to));
            }
            EntryEvent::ComplaintReceived { .. }
            | EntryEvent::DisciplinaryProceedingOpened { .. }
            | EntryEvent::DisciplinaryProceedingClosed { .. }
            | EntryEvent::SanctionRecorded { .. }
            | EntryEvent::MediatorSuspended { .. }
            | EntryEvent::SuspensionLifted { .. } => self.evolve_discipline(event),
            EntryEvent::BarEstablished { bar, .. } if self.bars.contains(bar) => {}
            EntryEvent::BarEstablished { bar, .. } => self.bars.push(*bar),
            EntryEvent::BarLifted { bar, .. } => self.bars.retain(|open| open != bar),
            EntryEvent::EntryRemoved { reason, on, .. } => {
                self.validity.removals.push(Removal {
                    on: *on,
                    reason: *reason,
                    reinstated_on: None,
                });
            }
            EntryEvent::EntryReinstated { on, .. } => self.validity.reinstate(*on),
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events of discipline come here"
    )]
    fn evolve_discipline(&mut self, event: &EntryEvent) {
        match event {
            EntryEvent::ComplaintReceived { complaint_id, .. } => {
                self.complaints.push(*complaint_id);
            }
            EntryEvent::DisciplinaryProceedingOpened { proceeding_id, .. } => {
                self.proceedings.push(Proceeding {
                    id: *proceeding_id,
                    outcome: None,
                    sanctioned: false,
                });
            }
            EntryEvent::DisciplinaryProceedingClosed {
                proceeding_id,
                outcome,
                ..
            } => self.proceeding(*proceeding_id, |known| known.outcome = Some(*outcome)),
            EntryEvent::SanctionRecorded { proceeding_id, .. } => {
                self.proceeding(*proceeding_id, |known| known.sanctioned = true);
            }
            EntryEvent::MediatorSuspended {
                proceeding_id,
                from,
                to,
                ..
            } => {
                self.proceeding(*proceeding_id, |known| known.sanctioned = true);
                self.validity.suspensions.push((*from, *to));
            }
            EntryEvent::SuspensionLifted { on, .. } => self.validity.lift_suspension(*on),
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

    fn proceeding(&mut self, id: ProceedingId, change: impl FnOnce(&mut Proceeding)) {
        if let Some(proceeding) = self.proceedings.iter_mut().find(|known| known.id == id) {
            change(proceeding);
        }
    }
}

impl EntryEvent {
    /// The entry the event is about; none before there is one.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "everything else belongs to the application"
    )]
    pub fn entry_no(&self) -> Option<EntryNo> {
        match self {
            Self::MediatorRegistered { entry_no, .. }
            | Self::ProfileChanged { entry_no, .. }
            | Self::PracticeLocationChanged { entry_no, .. }
            | Self::TrainingRecorded { entry_no, .. }
            | Self::EntryRenewed { entry_no, .. }
            | Self::EntryLapsed { entry_no, .. }
            | Self::ComplaintReceived { entry_no, .. }
            | Self::DisciplinaryProceedingOpened { entry_no, .. }
            | Self::DisciplinaryProceedingClosed { entry_no, .. }
            | Self::SanctionRecorded { entry_no, .. }
            | Self::MediatorSuspended { entry_no, .. }
            | Self::SuspensionLifted { entry_no, .. }
            | Self::BarEstablished { entry_no, .. }
            | Self::BarLifted { entry_no, .. }
            | Self::EntryRemoved { entry_no, .. }
            | Self::EntryReinstated { entry_no, .. }
            | Self::SroMembershipRecorded { entry_no, .. }
            | Self::SroMembershipEnded { entry_no, .. }
            | Self::QualityReviewRecorded { entry_no, .. }
            | Self::EntryTransferred { entry_no, .. }
            | Self::CertificateIssued { entry_no, .. }
            | Self::CertificateRevoked { entry_no, .. }
            | Self::AppealLodged { entry_no, .. }
            | Self::AppealDecided { entry_no, .. } => Some(*entry_no),
            _ => None,
        }
    }
}
