//! A dispute's way through mediation: referred, agreed, extended, ended, returned, approved.
//!
//! Start at [`Referral`]; what opens it is in [`opening`], what comes before the agreement in
//! [`offer`], the agreement in [`agreement`], the procedure in [`procedure`], the end in
//! [`ending`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::channel::Channel;
use crate::codes::{CategoryCode, LanguageCode};
use crate::docket::Docket;
use crate::ids::ProcedureId;
use crate::numbers::{EntryNo, ReferralNo};
use crate::rejection::{Code, Rejection, ensure};
use crate::term::{Due, Term};

mod agreement;
pub mod command;
mod ending;
pub mod event;
mod offer;
mod opening;
mod procedure;

use command::ReferralCommand;
use event::{FeeBand, FeeKind, Ground, Outcome, ReferralEvent, ReferralSource};

/// Parties one referral may have: consents are kept as bits.
const PARTIES_MAX: u8 = 64;

/// A referral as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// The channel.
    pub channel: Channel,
    /// The category.
    pub category: CategoryCode,
    /// Who had the idea.
    pub source: ReferralSource,
    /// How many parties.
    pub parties_count: u8,
    /// When it was referred.
    pub referred_on: NaiveDate,
    /// Which parties consent, by bit.
    pub consents: u64,
    /// By when an offer is to be answered.
    pub answer_by: Option<NaiveDate>,
    /// The mediator chosen.
    pub mediator: Option<EntryNo>,
    /// The agreement from before the dispute: its date, and the dispute's.
    pub pre_dispute: Option<(NaiveDate, NaiveDate)>,
    /// The deadline the authority set.
    pub procedural_deadline: Option<NaiveDate>,
    /// The current procedure.
    pub procedure: Option<Procedure>,
    /// How and when the current procedure ended.
    pub ended: Option<(Ground, NaiveDate)>,
    /// The one result.
    pub returned: Option<Returned>,
    /// What the judge said of the settlement: `true` if approved.
    pub approved: Option<bool>,
    /// True while case or enforcement rests.
    pub suspended: bool,
    /// How many scores were received (S30).
    pub feedback: u8,
}

/// A procedure under one agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// The procedure.
    pub id: ProcedureId,
    /// Its term so far.
    pub term: Term,
    /// Its language.
    pub language: LanguageCode,
    /// The mediator it started under; a later one may have taken over (S27).
    pub mediator: Option<EntryNo>,
    /// What the mediator costs.
    pub fee_kind: FeeKind,
    /// What the mediator asks, as a band, where it was stated (S24).
    pub fee_band: Option<FeeBand>,
    /// Sessions held.
    pub sessions: u16,
    /// Whether every party attended the first session; none before it (S18).
    pub first_attended: Option<bool>,
}

/// The result of a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Its form.
    pub result: Outcome,
    /// When the procedure ended.
    pub ended_on: NaiveDate,
    /// When the matter returned.
    pub returned_on: NaiveDate,
}

impl Referral {
    /// The referral an event opens; none for any other event.
    pub fn begin(event: &ReferralEvent) -> Option<(ReferralNo, Self)> {
        let ReferralEvent::DisputeReferred {
            referral_no,
            channel,
            category,
            source,
            parties_count,
            referred_on,
            ..
        } = event
        else {
            return None;
        };
        let referral = Self {
            channel: *channel,
            category: *category,
            source: *source,
            parties_count: *parties_count,
            referred_on: *referred_on,
            consents: 0,
            answer_by: None,
            mediator: None,
            pre_dispute: None,
            procedural_deadline: None,
            procedure: None,
            ended: None,
            returned: None,
            approved: None,
            suspended: false,
            feedback: 0,
        };
        Some((*referral_no, referral))
    }

    /// True until the result is returned.
    pub fn is_open(&self) -> bool {
        self.returned.is_none()
    }

    /// The current procedure, unless it has ended.
    pub fn running(&self) -> Option<&Procedure> {
        self.procedure
            .as_ref()
            .filter(|_| self.ended.is_none() && self.is_open())
    }

    /// The current procedure, if it has not ended and its term has not run out on the day.
    pub fn in_term(&self, day: NaiveDate) -> Option<&Procedure> {
        self.running()
            .filter(|procedure| !procedure.term.due.is_past_on(day))
    }

    /// True if every party consents.
    pub fn all_consent(&self) -> bool {
        let parties = (0..self.parties_count.min(PARTIES_MAX)).fold(0, |all, at| all | bit(at));
        self.consents & parties == parties
    }

    /// Takes an event of this referral over. Never fails: what was recorded happened.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events leave no trace in the state"
    )]
    pub fn evolve(&mut self, event: &ReferralEvent) {
        use ReferralEvent as E;
        match event {
            E::MediationOffered { answer_by, .. } => self.answer_by = Some(*answer_by),
            E::OfferLapsed { .. } => self.answer_by = None,
            E::PartyConsentRecorded { party_index, .. } => self.consents |= bit(*party_index),
            E::PartyWithdrew { party_index, .. } => self.consents &= !bit(*party_index),
            E::MediatorChosen { entry_no, .. } | E::MediatorReplaced { entry_no, .. } => {
                self.mediator = Some(*entry_no);
            }
            E::PreDisputeAgreementRecorded {
                agreement_on,
                dispute_arose_on,
                ..
            } => self.pre_dispute = Some((*agreement_on, *dispute_arose_on)),
            E::ProceedingsSuspended { .. } => self.suspended = true,
            E::ProceedingsResumed { .. } => self.suspended = false,
            E::MediationTerminated { ground, on, .. } => self.ended = Some((*ground, *on)),
            E::ResultReturned {
                result,
                ended_on,
                returned_on,
                ..
            } => {
                self.returned = Some(Returned {
                    result: *result,
                    ended_on: *ended_on,
                    returned_on: *returned_on,
                });
                self.suspended = false;
            }
            E::SettlementApproved { .. } => self.approved = Some(true),
            E::SettlementRefused { .. } => self.approved = Some(false),
            E::FeedbackReceived { .. } => self.feedback = self.feedback.saturating_add(1),
            about_the_procedure => self.evolve_procedure(about_the_procedure),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events leave no trace in the procedure"
    )]
    fn evolve_procedure(&mut self, event: &ReferralEvent) {
        use ReferralEvent as E;
        match event {
            E::MediationAgreementSigned {
                procedure_id,
                agreement_on,
                language,
                fee_kind,
                fee_band,
                due_on_raw,
                due_on,
                ..
            } => {
                let due = due(*due_on_raw, *due_on);
                let form = (*language, *fee_kind, *fee_band);
                self.start(*procedure_id, *agreement_on, due, form);
            }
            E::ProcedureStarted {
                procedure_id,
                started_on,
                language,
                fee_kind,
                fee_band,
                due_on_raw,
                due_on,
                ..
            } => {
                let due = due(*due_on_raw, *due_on);
                let form = (*language, *fee_kind, *fee_band);
                self.start(*procedure_id, *started_on, due, form);
            }
            E::SessionHeld { no, attended, .. } => {
                let parties_count = self.parties_count;
                self.change(|procedure| {
                    procedure.sessions = *no;
                    if *no == 1 {
                        let all = attended.is_none_or(|attended| attended == parties_count);
                        procedure.first_attended = Some(all);
                    }
                });
            }
            E::MediationExtended {
                no,
                days,
                new_due_on_raw,
                new_due_on,
                ..
            } => self.change(|procedure| {
                let term = &mut procedure.term;
                term.due = due(*new_due_on_raw, *new_due_on);
                term.extended_days = term.extended_days.saturating_add(*days);
                term.extensions = *no;
            }),
            E::ProceduralDeadlineSet { deadline_on, .. } => {
                self.procedural_deadline = Some(*deadline_on);
                if self.ended.is_none() {
                    let due = due(*deadline_on, *deadline_on);
                    self.change(|procedure| procedure.term.due = due);
                }
            }
            _ => {}
        }
    }

    fn start(
        &mut self,
        id: ProcedureId,
        on: NaiveDate,
        due: Due,
        form: (LanguageCode, FeeKind, Option<FeeBand>),
    ) {
        let term = Term {
            channel: self.channel,
            started_on: on,
            due,
            extended_days: 0,
            extensions: 0,
        };
        let (language, fee_kind, fee_band) = form;
        self.procedure = Some(Procedure {
            id,
            term,
            language,
            mediator: self.mediator,
            fee_kind,
            fee_band,
            sessions: 0,
            first_attended: None,
        });
        self.ended = None;
    }

    fn change(&mut self, change: impl FnOnce(&mut Procedure)) {
        if let Some(procedure) = &mut self.procedure {
            change(procedure);
        }
    }
}

fn due(raw: NaiveDate, rolled: NaiveDate) -> Due {
    Due { raw, rolled }
}

fn bit(party_index: u8) -> u64 {
    1u64.checked_shl(u32::from(party_index)).unwrap_or(0)
}

/// Decides what concerns a dispute.
pub(crate) fn decide(
    docket: &Docket,
    act: &Act<'_>,
    command: ReferralCommand,
) -> Result<Vec<ReferralEvent>, Rejection> {
    use ReferralCommand as C;
    match command {
        C::HoldConsultation { .. } => opening::consult(docket, act, command),
        C::ReferDispute { .. } => opening::refer(docket, act, command),
        C::OfferMediation { .. }
        | C::LapseOffer { .. }
        | C::RecordConsent { .. }
        | C::WithdrawParty { .. }
        | C::OfferMediators { .. }
        | C::ChooseMediator { .. }
        | C::AgreeCostShare { .. } => offer::decide(docket, act, command),
        C::SignAgreement { .. }
        | C::RecordPreDisputeAgreement { .. }
        | C::StartProcedure { .. } => agreement::decide(docket, act, command),
        C::ReplaceMediator { .. }
        | C::SuspendProceedings { .. }
        | C::ResumeProceedings { .. }
        | C::HoldSession { .. }
        | C::Extend { .. }
        | C::SetProceduralDeadline { .. } => procedure::decide(docket, act, command),
        C::Terminate { .. }
        | C::ReturnResult { .. }
        | C::ApproveSettlement { .. }
        | C::RefuseSettlement { .. }
        | C::ReportBreach { .. }
        | C::TransferReferral { .. }
        | C::ReceiveFeedback { .. } => ending::decide(docket, act, command),
    }
}

/// The referral, if it is open and was referred by the day of the act.
fn open<'d>(
    docket: &'d Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
) -> Result<&'d Referral, Rejection> {
    let referral = docket.referral(referral_no)?;
    ensure(referral.is_open(), Code::AlreadyClosed, || {
        format!("referral {referral_no} has its result: nothing more can be done in it")
    })?;
    ensure_not_before(referral.referred_on, act.on, "an act before the referral")?;
    Ok(referral)
}

/// The procedure that has not been ended, though its term may have run out.
fn running<'d>(
    docket: &'d Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
) -> Result<&'d Procedure, Rejection> {
    let procedure = open(docket, act, referral_no)?.running();
    procedure.ok_or_else(|| {
        let detail = format!("no procedure runs in referral {referral_no}");
        Rejection::new(Code::WrongState, detail)
    })
}

/// The procedure on a day of its term: after it, it has ended by law (art 26(1)(5), T11).
fn in_term<'d>(
    docket: &'d Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
) -> Result<&'d Procedure, Rejection> {
    let procedure = running(docket, act, referral_no)?;
    let Term {
        started_on, due, ..
    } = procedure.term;
    ensure_not_before(
        started_on,
        act.on,
        "an act before the start of the procedure",
    )?;
    ensure(!due.is_past_on(act.on), Code::WrongState, || {
        let ended_on = due.rolled;
        format!("the term of referral {referral_no} ended on {ended_on}: conclude a new agreement")
    })?;
    Ok(procedure)
}

/// Refuses a mediator whose entry is not active on the day, or who is a coordinator.
fn ensure_may_mediate(docket: &Docket, act: &Act<'_>, entry_no: EntryNo) -> Result<(), Rejection> {
    let entry = docket.entry(entry_no)?;
    ensure(
        entry.validity.is_active(act.on),
        Code::MediatorNotActive,
        || format!("entry {entry_no} is not active on {}", act.on),
    )?;
    act.reference
        .ensure_not_coordinator(entry.person, act.on, act.on)
}

fn ensure_not_before(earlier: NaiveDate, later: NaiveDate, what: &str) -> Result<(), Rejection> {
    ensure(earlier <= later, Code::DateOrder, || {
        format!("{what}: {later} lies before {earlier}")
    })
}

#[cfg(test)]
mod tests;
