//! What is counted of a dispute's way through mediation (S6-S22, S24, S30).
//!
//! A case that moves from one cell to another leaves the one with minus one, so that every
//! event's tallies are right by themselves, whatever came before.

use chrono::NaiveDate;
use medreg_domain::calendar::days_between;
use medreg_domain::entry::EntryKind;
use medreg_domain::referral::event::{Ground, Outcome, ReferralEvent};
use medreg_domain::referral::{Procedure, Referral};
use medreg_domain::{CourtCode, EntryNo, LanguageCode, ReferralNo};

use super::super::{Facets, Measure, Place, Tally};

/// Sessions from which on a procedure went past the first meeting (S18).
const SESSIONS_PAST_FIRST: u16 = 2;

/// The day a procedure starts by this event, if one does.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events start no procedure"
)]
pub(crate) fn starts_on(before: Option<&Referral>, event: &ReferralEvent) -> Option<NaiveDate> {
    before?;
    match event {
        ReferralEvent::MediationAgreementSigned { agreement_on, .. } => Some(*agreement_on),
        ReferralEvent::ProcedureStarted { started_on, .. } => Some(*started_on),
        _ => None,
    }
}

/// The mediator whose kind and workload the event's tallies ask for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "nothing of a procedure is counted of the other events"
)]
pub(crate) fn mediator_asked_for(
    before: Option<&Referral>,
    event: &ReferralEvent,
) -> Option<EntryNo> {
    use ReferralEvent as E;
    let referral = before?;
    match event {
        E::MediationAgreementSigned { .. } | E::ProcedureStarted { .. } => referral.mediator,
        E::MediationTerminated { .. }
        | E::ResultReturned { .. }
        | E::SettlementApproved { .. }
        | E::SettlementRefused { .. }
        | E::FeedbackReceived { .. } => referral.procedure.as_ref()?.mediator,
        _ => None,
    }
}

/// What happened to a dispute, given its state before the event and the kind of the mediator
/// [`mediator_asked_for`] names.
pub(crate) fn of_referral(
    into: &mut Vec<Tally>,
    court: CourtCode,
    kind: Option<EntryKind>,
    before: Option<&Referral>,
    event: &ReferralEvent,
) {
    use ReferralEvent as E;
    let court = event.referral_no().map_or(court, ReferralNo::court);
    match (event, before) {
        (
            E::ConsultationHeld {
                on,
                category,
                outcome,
                ..
            },
            _,
        ) => {
            let facets = Facets {
                category: *category,
                ..Facets::default()
            };
            into.push(Place { court, facets }.one(*on, Measure::Consultations(*outcome)));
        }
        (
            E::DisputeReferred {
                channel,
                category,
                source,
                referred_on,
                ..
            },
            _,
        ) => {
            let facets = Facets {
                channel: Some(*channel),
                category: Some(*category),
                source: Some(*source),
                ..Facets::default()
            };
            into.push(Place { court, facets }.one(*referred_on, Measure::Referred));
        }
        (_, Some(referral)) => Dispute::of(court, kind, referral).happened(into, event),
        (_, None) => {}
    }
}

/// A referral before the event, with the places its tallies go to.
struct Dispute<'r> {
    referral: &'r Referral,
    /// Of the referral itself: no mediator and no language are known of a cohort.
    cohort: Place,
    kind: Option<EntryKind>,
}

impl<'r> Dispute<'r> {
    fn of(court: CourtCode, kind: Option<EntryKind>, referral: &'r Referral) -> Self {
        let facets = Facets {
            channel: Some(referral.channel),
            category: Some(referral.category),
            source: Some(referral.source),
            ..Facets::default()
        };
        let cohort = Place { court, facets };
        Self {
            referral,
            cohort,
            kind,
        }
    }

    fn place(&self, language: LanguageCode) -> Place {
        let facets = Facets {
            kind: self.kind,
            language: Some(language),
            ..self.cohort.facets
        };
        Place {
            facets,
            ..self.cohort
        }
    }

    /// Where the current procedure is counted; the referral's own place where none started.
    fn current(&self) -> Place {
        let procedure = self.referral.procedure.as_ref();
        procedure.map_or(self.cohort, |procedure| self.place(procedure.language))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events are not counted"
    )]
    fn happened(&self, into: &mut Vec<Tally>, event: &ReferralEvent) {
        use ReferralEvent as E;
        match event {
            E::MediationOffered { .. } if !self.was_offered() => {
                self.of_cohort(into, Measure::CohortOffered, 1);
            }
            E::MediationAgreementSigned {
                agreement_on: on,
                language,
                fee_kind,
                fee_band,
                ..
            }
            | E::ProcedureStarted {
                started_on: on,
                language,
                fee_kind,
                fee_band,
                ..
            } => {
                if !self.was_offered() {
                    self.of_cohort(into, Measure::CohortOffered, 1);
                }
                if self.referral.procedure.is_none() {
                    self.of_cohort(into, Measure::CohortAgreed, 1);
                } else if self.referral.ended.is_some() {
                    self.of_cohort(into, Measure::CohortEnded, -1);
                }
                let place = self.place(*language);
                into.push(place.one(*on, Measure::Started));
                into.push(place.one(*on, Measure::Cost(*fee_kind, *fee_band)));
            }
            E::MediationTerminated { ground, on, .. } => {
                if let Some(procedure) = self.referral.running() {
                    self.ended(into, procedure, (*ground, None), *on);
                }
            }
            E::ResultReturned {
                result,
                ended_on,
                returned_on,
                ..
            } if self.referral.is_open() => {
                self.returned(into, *result, *ended_on, *returned_on);
            }
            E::SettlementApproved { on, .. } => {
                into.push(self.current().one(*on, Measure::SettlementsApproved));
            }
            E::SettlementRefused { on, .. } => {
                into.push(self.current().one(*on, Measure::SettlementsRefused));
            }
            E::FeedbackReceived { score, .. } => self.scored(into, *score),
            _ => {}
        }
    }

    /// True once mediation was offered, or began without an offer.
    fn was_offered(&self) -> bool {
        self.referral.offered || self.referral.procedure.is_some()
    }

    /// What became of a referral, on the date it was made.
    fn of_cohort(&self, into: &mut Vec<Tally>, measure: Measure, count: i64) {
        let one = self.cohort.one(self.referral.referred_on, measure);
        into.push(Tally { count, ..one });
    }

    /// A procedure ended; its result may not be known yet.
    fn ended(
        &self,
        into: &mut Vec<Tally>,
        procedure: &Procedure,
        how: (Ground, Option<Outcome>),
        on: NaiveDate,
    ) {
        let (place, term) = (self.place(procedure.language), &procedure.term);
        self.of_cohort(into, Measure::CohortEnded, 1);
        into.push(place.one(on, Measure::Ended(how.0, how.1)));
        let days = days_between(term.started_on, on);
        into.push(place.days(on, Measure::Duration, days));
        if on <= term.due.rolled {
            into.push(place.one(on, Measure::WithinTerm));
        }
        if term.extensions > 0 {
            let days_added = i64::from(term.extended_days);
            into.push(place.sum(on, Measure::Extended, days_added));
        }
        if procedure.first_attended == Some(true) {
            into.push(place.one(on, Measure::Attended));
        }
        if procedure.sessions >= SESSIONS_PAST_FIRST {
            into.push(place.one(on, Measure::PastFirst));
        }
        if how.1.is_some_and(Outcome::is_settlement) {
            self.settled(into, procedure, on);
        }
    }

    /// A procedure that ended turns out to be settled (S18).
    fn settled(&self, into: &mut Vec<Tally>, procedure: &Procedure, on: NaiveDate) {
        let place = self.place(procedure.language);
        if procedure.first_attended == Some(true) {
            into.push(place.one(on, Measure::AttendedSettled));
        }
        if procedure.sessions >= SESSIONS_PAST_FIRST {
            into.push(place.one(on, Measure::PastFirstSettled));
        }
    }

    fn returned(
        &self,
        into: &mut Vec<Tally>,
        result: Outcome,
        ended_on: NaiveDate,
        returned_on: NaiveDate,
    ) {
        let place = self.current();
        let lag = days_between(ended_on, returned_on);
        into.push(place.days(returned_on, Measure::ReturnLag, lag));
        match (&self.referral.procedure, self.referral.ended) {
            (None, _) => into.push(place.one(ended_on, Measure::NotStarted)),
            (Some(procedure), Some((ground, on))) => {
                let unknown = place.one(on, Measure::Ended(ground, None));
                into.push(Tally {
                    count: -1,
                    ..unknown
                });
                into.push(place.one(on, Measure::Ended(ground, Some(result))));
                if result.is_settlement() {
                    self.settled(into, procedure, on);
                }
            }
            (Some(procedure), None) => {
                let ground = result.ground().unwrap_or(Ground::Impossible);
                self.ended(into, procedure, (ground, Some(result)), ended_on);
            }
        }
        if result.is_settlement() {
            self.of_cohort(into, Measure::CohortSettled, 1);
        }
    }

    /// A score, on the day the procedure ended; the first of a procedure is its answer (S30).
    fn scored(&self, into: &mut Vec<Tally>, score: u8) {
        let returned_on = self.referral.returned.map(|returned| returned.ended_on);
        let ended_on = self.referral.ended.map(|(_, on)| on).or(returned_on);
        let (Some(on), Some(_)) = (ended_on, &self.referral.procedure) else {
            return;
        };
        let place = self.current();
        into.push(place.sum(on, Measure::Scores, i64::from(score)));
        if self.referral.feedback == 0 {
            into.push(place.one(on, Measure::Answered));
        }
    }
}
