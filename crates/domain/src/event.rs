//! Everything that can be stated, in one place.

use strum::VariantNames;

use crate::court_code::Source;
use crate::docket::Docket;
use crate::entry::event::EntryEvent;
use crate::numbers::ReferralNo;
use crate::reference::event::ReferenceEvent;
use crate::referral::event::ReferralEvent;

/// A fact, by the family it belongs to.
///
/// The rarer and larger families are boxed, so that a run of referrals stays small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// About the world, by the federal office.
    Reference(Box<ReferenceEvent>),
    /// About an application or entry.
    Entry(Box<EntryEvent>),
    /// About a dispute.
    Referral(ReferralEvent),
}

impl From<ReferenceEvent> for Event {
    fn from(event: ReferenceEvent) -> Self {
        Self::Reference(Box::new(event))
    }
}

impl From<EntryEvent> for Event {
    fn from(event: EntryEvent) -> Self {
        Self::Entry(Box::new(event))
    }
}

impl From<ReferralEvent> for Event {
    fn from(event: ReferralEvent) -> Self {
        Self::Referral(event)
    }
}

impl Event {
    /// The names of all events, as they stand in `type` between `medreg.` and `.v1`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        [
            ReferenceEvent::VARIANTS,
            EntryEvent::VARIANTS,
            ReferralEvent::VARIANTS,
        ]
        .into_iter()
        .flatten()
        .copied()
    }

    /// The event's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reference(event) => event.as_ref().into(),
            Self::Entry(event) => event.as_ref().into(),
            Self::Referral(event) => event.into(),
        }
    }

    /// The stream the event belongs to, as it stands in `subject`.
    ///
    /// A payment names only its fee: the docket knows whose it is.
    pub fn subject(&self, source: Source, docket: &Docket) -> String {
        let court = format!("court/{source}");
        match self {
            Self::Reference(event) => event.subject(),
            Self::Entry(event) => match event.entry_no() {
                Some(entry_no) => format!("entry/{entry_no}"),
                None => docket
                    .application_of(event)
                    .map_or(court, |id| format!("application/{id}")),
            },
            Self::Referral(event) => event
                .referral_no()
                .map_or(court, |no| format!("referral/{no}")),
        }
    }
}

impl ReferenceEvent {
    fn subject(&self) -> String {
        match self {
            Self::CourtRegistered { court, .. }
            | Self::CourtKeyAdded { court, .. }
            | Self::CourtKeyRevoked { court, .. }
            | Self::CoordinatorAppointed { court, .. }
            | Self::CoordinatorReleased { court, .. }
            | Self::CourtPolicySet { court, .. } => format!("court/{court}"),
            Self::CourtReorganised { predecessors, .. } => predecessors.first().map_or_else(
                || "court/federal".to_owned(),
                |court| format!("court/{court}"),
            ),
            Self::RulesetPublished(ruleset) => format!("ruleset/{}", ruleset.ruleset),
            Self::RegionChanged { region, .. } => format!("region/{region}"),
            Self::HolidayCalendarSet { year, .. } => format!("calendar/{year}"),
            Self::FeeScheduleSet { schedule, .. } => format!("schedule/{schedule}"),
            Self::MciSet { effective_from, .. } => format!("mci/{effective_from}"),
            Self::CategoriesSet { version, .. } => format!("categories/{version}"),
            Self::LanguagesSet { version, .. } => format!("languages/{version}"),
            Self::SroRegistered { sro, .. } | Self::SroStatusChanged { sro, .. } => {
                format!("sro/{sro}")
            }
            Self::TrainingProviderRecognised { id, .. } => format!("provider/{id}"),
        }
    }
}

impl ReferralEvent {
    /// The referral the event is about; a consultation is about none.
    pub fn referral_no(&self) -> Option<ReferralNo> {
        match self {
            Self::ConsultationHeld { .. } => None,
            Self::SuitabilityAssessed { referral_no, .. }
            | Self::DisputeReferred { referral_no, .. }
            | Self::MediationOffered { referral_no, .. }
            | Self::OfferLapsed { referral_no, .. }
            | Self::PartyConsentRecorded { referral_no, .. }
            | Self::PartyWithdrew { referral_no, .. }
            | Self::MediatorListOffered { referral_no, .. }
            | Self::MediatorChosen { referral_no, .. }
            | Self::MediatorReplaced { referral_no, .. }
            | Self::CostShareAgreed { referral_no, .. }
            | Self::MediationAgreementSigned { referral_no, .. }
            | Self::PreDisputeAgreementRecorded { referral_no, .. }
            | Self::ProcedureStarted { referral_no, .. }
            | Self::ProceedingsSuspended { referral_no, .. }
            | Self::ProceedingsResumed { referral_no, .. }
            | Self::SessionHeld { referral_no, .. }
            | Self::MediationExtended { referral_no, .. }
            | Self::ProceduralDeadlineSet { referral_no, .. }
            | Self::MediationTerminated { referral_no, .. }
            | Self::ResultReturned { referral_no, .. }
            | Self::SettlementApproved { referral_no, .. }
            | Self::SettlementRefused { referral_no, .. }
            | Self::SettlementBreachReported { referral_no, .. }
            | Self::FeedbackReceived { referral_no, .. } => Some(*referral_no),
        }
    }
}

#[cfg(test)]
mod tests;
