//! The agreement: of the day, or from before the dispute; the clock starts with it.

use super::command::ReferralCommand as C;
use super::event::{AgreementKind, FeeBand, FeeKind, Ground, ReferralEvent as E};
use super::{Referral, ensure_may_charge, ensure_may_mediate, ensure_not_before, open};
use crate::act::Act;
use crate::codes::LanguageCode;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::numbers::ReferralNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::term::PreDispute;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the dispatcher sends only these"
)]
pub(super) fn decide(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    match command {
        C::SignAgreement { .. } => sign(docket, act, command),
        C::RecordPreDisputeAgreement {
            referral_no,
            agreement_on,
            dispute_arose_on,
        } => {
            let channel = open(docket, act, referral_no)?.channel;
            let dates = PreDispute {
                agreement_on,
                arose_on: dispute_arose_on,
                started_on: act.on,
            };
            act.law_on(act.on)?.start_pre_dispute(channel, dates)?;
            Ok(vec![E::PreDisputeAgreementRecorded {
                referral_no,
                agreement_on,
                dispute_arose_on,
            }])
        }
        C::StartProcedure { .. } => start_pre_dispute(docket, act, command),
        _ => Err(decided_elsewhere()),
    }
}

/// Signs the agreement of the day: consents, mediator, and dates by the law (art 20, 23; R43).
///
/// After an expiry it is a new agreement, and the procedure before it ends by law (T11).
fn sign(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let C::SignAgreement {
        referral_no,
        procedure_id,
        language,
        fee_kind,
        fee_band,
        declared_due_on,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let referral = open(docket, act, referral_no)?;
    let expired = ended_before(referral, referral_no, act)?;
    ensure_ready(docket, act, referral_no, language)?;
    ensure_fee(docket, referral, (fee_kind, fee_band))?;
    let agreement_on = act.on;
    let law = act.law_on(agreement_on)?;
    let deadline = referral.procedural_deadline;
    let term = law.conclude(referral.channel, agreement_on, deadline)?;
    let due = term.due;
    if let Some(declared) = declared_due_on {
        ensure(declared == due.rolled, Code::DueDateInconsistent, || {
            let counted = law.explained(&term);
            format!("{counted}; the agreement states {declared}: correct it")
        })?;
    }
    let signed = E::MediationAgreementSigned {
        referral_no,
        procedure_id,
        previous_procedure_id: referral.procedure.as_ref().map(|before| before.id),
        agreement_on,
        kind: AgreementKind::PostDispute,
        language,
        fee_kind,
        fee_band,
        due_on_raw: due.raw,
        due_on: due.rolled,
    };
    Ok(expired.into_iter().chain([signed]).collect())
}

/// Starts the procedure under an agreement from before the dispute (R47).
fn start_pre_dispute(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let C::StartProcedure {
        referral_no,
        procedure_id,
        language,
        fee_kind,
        fee_band,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    let referral = open(docket, act, referral_no)?;
    let (agreement_on, arose_on) = referral.pre_dispute.ok_or_else(|| {
        let detail = format!(
            "no agreement from before the dispute is recorded in {referral_no}: conclude a new one"
        );
        Rejection::new(Code::NewAgreementRequired, detail)
    })?;
    let expired = ended_before(referral, referral_no, act)?;
    ensure_ready(docket, act, referral_no, language)?;
    ensure_fee(docket, referral, (fee_kind, fee_band))?;
    let started_on = act.on;
    let dates = PreDispute {
        agreement_on,
        arose_on,
        started_on,
    };
    let law = act.law_on(started_on)?;
    let due = law.start_pre_dispute(referral.channel, dates)?.due;
    let started = E::ProcedureStarted {
        referral_no,
        procedure_id,
        started_on,
        language,
        fee_kind,
        fee_band,
        due_on_raw: due.raw,
        due_on: due.rolled,
    };
    Ok(expired.into_iter().chain([started]).collect())
}

/// The end by law of a procedure whose term ran out; refuses while one is in term, and a day
/// before the end of one that has ended: two procedures never run at once.
fn ended_before(
    referral: &Referral,
    referral_no: ReferralNo,
    act: &Act<'_>,
) -> Result<Option<E>, Rejection> {
    if let Some((_, ended_on)) = referral.ended {
        ensure_not_before(
            ended_on,
            act.on,
            "a start before the end of the procedure before it",
        )?;
    }
    let Some(procedure) = referral.running() else {
        return Ok(None);
    };
    let due = procedure.term.due;
    ensure(due.is_past_on(act.on), Code::WrongState, || {
        let due_on = due.rolled;
        format!("a procedure runs in referral {referral_no} until {due_on}")
    })?;
    Ok(Some(E::MediationTerminated {
        referral_no,
        ground: Ground::Expired,
        on: due.rolled,
    }))
}

/// A fee has a band only where one is agreed, and public mediators take none (art 22; S24).
fn ensure_fee(
    docket: &Docket,
    referral: &Referral,
    fee: (FeeKind, Option<FeeBand>),
) -> Result<(), Rejection> {
    let (fee_kind, fee_band) = fee;
    if let (FeeKind::Free, Some(band)) = (fee_kind, fee_band) {
        let band: &'static str = band.into();
        let detail = format!("fee_band {band} is stated, but fee_kind is FREE: leave the band out");
        return Err(Rejection::new(Code::CostShareInvalid, detail));
    }
    match referral.mediator {
        Some(entry_no) => ensure_may_charge(docket, entry_no, fee_kind),
        None => Ok(()),
    }
}

/// Refuses unless every party consents and the mediator may mediate on the day.
fn ensure_ready(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    language: LanguageCode,
) -> Result<(), Rejection> {
    let referral = docket.referral(referral_no)?;
    act.reference.ensure_language(language)?;
    ensure(referral.all_consent(), Code::ConsentMissing, || {
        let (given, parties) = (referral.consents.count_ones(), referral.parties_count);
        format!("{given} of {parties} parties of referral {referral_no} consent: all must")
    })?;
    let mediator = referral.mediator.ok_or_else(|| {
        let detail = format!("no mediator is chosen in referral {referral_no}");
        Rejection::new(Code::MediatorMissing, detail)
    })?;
    ensure_may_mediate(docket, act, mediator)
}

#[cfg(test)]
mod tests;
