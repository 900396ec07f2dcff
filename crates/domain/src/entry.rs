//! A mediator's place in one court's register, from registration to removal.
//!
//! What comes before registration is [`crate::application`]; what may be done to an entry is
//! in `entry/rules.rs`, how it takes events over in `entry/fold.rs`; where it stands on a day
//! is [`crate::standing`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::codes::{CategoryCode, Kato, LanguageCode, SroId};
use crate::court_code::CourtCode;
use crate::ids::{ApplicationId, ComplaintId, VerificationId};
use crate::numbers::EntryNo;
use crate::person::PersonKey;
use crate::standing::Validity;

pub mod command;
mod conduct;
mod credential;
pub mod event;
mod fold;
mod membership;
pub(crate) mod renewal;
mod rules;

pub use conduct::{Appeal, Proceeding, Review, Sanction, SanctionForm};
pub use credential::Credential;
pub(crate) use credential::ended_with;
use event::{Bar, Certificate, EntryEvent, SealedPersonal, vocabulary};
pub use membership::Membership;
pub use renewal::renewal_window;
pub use rules::suspended_to;
pub(crate) use rules::{
    decide, ensure_kept, ensure_may_return, ensure_not_removed, ensure_unbarred, removed,
    wrong_state,
};

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
    /// The organisation the mediator belongs to now.
    pub sro: Option<SroId>,
    /// Every membership, oldest first.
    pub memberships: Vec<Membership>,
    /// The check of documents it rests on.
    pub verification_id: VerificationId,
    /// Whether the mediator takes cases.
    pub availability: Availability,
    /// The dates standing follows from.
    pub validity: Validity,
    /// First day without validity, once the lapse is recorded and until a renewal.
    pub lapsed_on: Option<NaiveDate>,
    /// The court that keeps the entry since its own was reorganised.
    pub transferred_to: Option<CourtCode>,
    /// Certificates of being in the register, oldest first.
    pub credentials: Vec<Credential>,
    /// Open statutory bars.
    pub bars: Vec<Bar>,
    /// Complaints, never public.
    pub complaints: Vec<ComplaintId>,
    /// Proceedings, never public.
    pub proceedings: Vec<Proceeding>,
    /// What quality bodies found, never public.
    pub reviews: Vec<Review>,
    /// Sanctions, overturned ones too.
    pub sanctions: Vec<Sanction>,
    /// Appeals, never public.
    pub appeals: Vec<Appeal>,
    /// Hours of further training.
    pub training_hours: u32,
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
        let mut entry = Self {
            application_id: *application_id,
            person: *person_key,
            kind: *kind,
            personal: personal.clone(),
            practice_kato: *practice_kato,
            categories: categories.clone(),
            languages: languages.clone(),
            certificate: certificate.clone(),
            sro: None,
            memberships: Vec::new(),
            verification_id: *verification_id,
            availability: Availability::Open,
            validity: Validity::new(*valid_from, *valid_to),
            lapsed_on: None,
            transferred_to: None,
            credentials: Vec::new(),
            bars: Vec::new(),
            complaints: Vec::new(),
            proceedings: Vec::new(),
            reviews: Vec::new(),
            sanctions: Vec::new(),
            appeals: Vec::new(),
            training_hours: 0,
        };
        if let Some(sro) = sro {
            entry.join(*sro, None, *valid_from);
        }
        Some((*entry_no, entry))
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
