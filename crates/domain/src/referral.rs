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
use crate::court_code::CourtCode;
use crate::docket::Docket;
use crate::entry::EntryKind;
use crate::entry::event::TransferBasis;
use crate::ids::ProcedureId;
use crate::numbers::{EntryNo, ReferralNo};
use crate::rejection::{Code, Rejection, ensure};
use crate::term::Term;

mod agreement;
pub mod command;
pub(crate) mod ending;
pub mod event;
mod fold;
mod offer;
mod opening;
mod procedure;

use command::ReferralCommand;
use event::{FeeBand, FeeKind, Ground, Outcome, ReferralEvent, ReferralSource};

/// Parties one referral may have: consents are kept as bits.
pub(crate) const PARTIES_MAX: u8 = 64;

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
    /// Whether mediation was ever offered to the parties.
    pub offered: bool,
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
    /// Since when case or enforcement rests, while it does.
    pub rests_since: Option<NaiveDate>,
    /// Responses to the question how the procedure was, so far.
    pub feedback: u8,
    /// The court that took the matter over, if one did.
    pub transferred_to: Option<CourtCode>,
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
    /// In which band the fee lies, where one is agreed and it was stated.
    pub fee_band: Option<FeeBand>,
    /// Sessions held.
    pub sessions: u16,
    /// Whether all parties attended the first session; none before it.
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
    if let Some(referral_no) = command.referral_no() {
        let transferred_to = docket.referral(referral_no)?.transferred_to;
        if !matches!(command, C::TransferReferral { .. }) {
            act.ensure_keeps(referral_no.court(), transferred_to)?;
        }
    }
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
        | C::ReceiveFeedback { .. } => ending::decide(docket, act, command),
        C::TransferReferral {
            referral_no,
            to_court,
        } => transfer(docket, act, referral_no, to_court),
    }
}

/// Hands an open matter over to a court that took over from this one; its number stays.
fn transfer(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    to_court: CourtCode,
) -> Result<Vec<ReferralEvent>, Rejection> {
    let referral = open(docket, act, referral_no)?;
    let keeper = referral.transferred_to.unwrap_or(referral_no.court());
    act.ensure_may_hand_over(keeper, to_court)?;
    Ok(vec![ReferralEvent::ReferralTransferred {
        referral_no,
        to_court,
        basis: TransferBasis::CourtReorganised,
    }])
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

/// Public mediators work unpaid, for their expenses only (art 22).
fn ensure_may_charge(
    docket: &Docket,
    entry_no: EntryNo,
    fee_kind: FeeKind,
) -> Result<(), Rejection> {
    let unpaid = docket.entry(entry_no)?.kind == EntryKind::Public;
    ensure(
        fee_kind == FeeKind::Free || !unpaid,
        Code::CostShareInvalid,
        || {
            format!(
                "{entry_no} is a public mediator's entry, who works unpaid (art 22): \
                 fee_kind is FREE, or another mediator is chosen"
            )
        },
    )
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

pub(crate) fn ensure_not_before(
    earlier: NaiveDate,
    later: NaiveDate,
    what: &str,
) -> Result<(), Rejection> {
    ensure(earlier <= later, Code::DateOrder, || {
        format!("{what}: {later} lies before {earlier}")
    })
}

#[cfg(test)]
mod tests;
