//! Everything that can be stated, in one place.

use strum::VariantNames;

use crate::Stream;
use crate::correction::CorrectionEvent;
use crate::court_code::Source;
use crate::docket::Docket;
use crate::entry::event::EntryEvent;
use crate::fund::event::FundEvent;
use crate::numbers::ReferralNo;
use crate::outreach::event::OutreachEvent;
use crate::oversight::OversightEvent;
use crate::reference::event::ReferenceEvent;
use crate::referral::event::ReferralEvent;
use crate::rejection::{Code, Rejection};

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
    /// About a court's fund.
    Fund(FundEvent),
    /// About rooms, information and contacts.
    Outreach(OutreachEvent),
    /// About something recorded before.
    Correction(Box<CorrectionEvent>),
    /// What the federal office finds and seals.
    Oversight(Box<OversightEvent>),
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

impl From<FundEvent> for Event {
    fn from(event: FundEvent) -> Self {
        Self::Fund(event)
    }
}

impl From<OutreachEvent> for Event {
    fn from(event: OutreachEvent) -> Self {
        Self::Outreach(event)
    }
}

impl From<CorrectionEvent> for Event {
    fn from(event: CorrectionEvent) -> Self {
        Self::Correction(Box::new(event))
    }
}

impl From<OversightEvent> for Event {
    fn from(event: OversightEvent) -> Self {
        Self::Oversight(Box::new(event))
    }
}

impl Event {
    /// The names of all events, as they stand in `type` between `medreg.` and `.v1`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        [
            ReferenceEvent::VARIANTS,
            EntryEvent::VARIANTS,
            ReferralEvent::VARIANTS,
            FundEvent::VARIANTS,
            OutreachEvent::VARIANTS,
            CorrectionEvent::VARIANTS,
            OversightEvent::VARIANTS,
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
            Self::Fund(event) => event.into(),
            Self::Outreach(event) => event.into(),
            Self::Correction(event) => event.as_ref().into(),
            Self::Oversight(event) => event.as_ref().into(),
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
            Self::Fund(_) => format!("fund/{source}"),
            // A correction stands in the stream of what it corrects: who records it knows that.
            Self::Outreach(_) | Self::Correction(_) => court,
            Self::Oversight(event) => event.subject(),
        }
    }

    /// The matter the event goes on with, by the subject it is recorded under; what an
    /// application gave goes on with the application.
    pub fn matter(&self, subject: &str) -> Option<Stream> {
        if let Self::Entry(event) = self
            && let EntryEvent::MediatorRegistered { application_id, .. } = event.as_ref()
        {
            return Some(Stream::Application(*application_id));
        }
        subject.parse().ok()
    }

    /// True for the name of an event that a court states about its own register.
    pub fn is_of_court(name: &str) -> bool {
        let of_courts = [
            EntryEvent::VARIANTS,
            ReferralEvent::VARIANTS,
            FundEvent::VARIANTS,
            OutreachEvent::VARIANTS,
            CorrectionEvent::VARIANTS,
        ];
        of_courts.into_iter().flatten().any(|known| *known == name)
    }

    /// What the federal office is told where it would state a court's fact (R29).
    pub fn not_authoritative(name: &str) -> Rejection {
        Rejection::new(
            Code::NotAuthoritative,
            format!("{name} is a court's to state: ask the court whose register it is"),
        )
    }

    /// Refuses a fact that is not the source's to state: a court states what happens in its
    /// register, the federal office what holds for all, and neither the other's (R22, R29).
    pub fn ensure_stated_by(&self, source: Source) -> Result<(), Rejection> {
        let name = self.name();
        match (self, source) {
            (Self::Reference(_) | Self::Oversight(_), Source::Federal)
            | (
                Self::Entry(_)
                | Self::Referral(_)
                | Self::Fund(_)
                | Self::Outreach(_)
                | Self::Correction(_),
                Source::Court(_),
            ) => Ok(()),
            (Self::Reference(_) | Self::Oversight(_), Source::Court(court)) => Err(Rejection::new(
                Code::WrongCourt,
                format!("{name} is the federal office's to state, not court {court}'s"),
            )),
            (_, Source::Federal) => Err(Self::not_authoritative(name)),
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
            Self::SroRegistered { sro, .. }
            | Self::SroStatusChanged { sro, .. }
            | Self::SroOfficeAdded { sro, .. } => format!("sro/{sro}"),
            Self::QualityBodyRegistered { id, .. } => format!("quality-body/{id}"),
            Self::PersonsMerged { .. } | Self::PersonsSplit { .. } => "persons/federal".to_owned(),
            Self::VerificationShared {
                verification_id, ..
            }
            | Self::VerificationWithdrawn {
                verification_id, ..
            } => format!("verification/{verification_id}"),
            Self::PopulationSet { region, .. } => format!("region/{region}"),
            Self::CourtCasesSet { court, .. } => format!("court/{court}"),
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
            | Self::FeedbackReceived { referral_no, .. }
            | Self::ReferralTransferred { referral_no, .. } => Some(*referral_no),
        }
    }
}

#[cfg(test)]
mod tests;
