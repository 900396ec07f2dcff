//! From the referral to the agreement: offer, consent, list, choice and cost.

use super::command::ReferralCommand as C;
use super::event::{ListMethod, ReferralEvent as E, ShortListReason};
use super::{Referral, ensure_may_mediate, open};
use crate::act::Act;
use crate::calendar::add_days;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::wrong_state;
use crate::numbers::{EntryNo, ReferralNo};
use crate::rejection::{Code, Rejection, ensure};

mod list;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the dispatcher sends only these"
)]
pub(super) fn decide(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let on = act.on;
    match command {
        C::OfferMediation { referral_no } => {
            ensure_before_agreement(open(docket, act, referral_no)?, referral_no, act)?;
            let answer_by = add_days(on, act.ruleset()?.parameters.offer_answer_days);
            Ok(vec![E::MediationOffered {
                referral_no,
                offered_on: on,
                answer_by,
            }])
        }
        C::LapseOffer { referral_no } => lapse(docket, act, referral_no),
        C::RecordConsent {
            referral_no,
            party_index,
        } => {
            ensure_party(open(docket, act, referral_no)?, referral_no, party_index)?;
            Ok(vec![E::PartyConsentRecorded {
                referral_no,
                party_index,
                on,
            }])
        }
        C::WithdrawParty {
            referral_no,
            party_index,
        } => {
            ensure_party(open(docket, act, referral_no)?, referral_no, party_index)?;
            Ok(vec![E::PartyWithdrew {
                referral_no,
                party_index,
                on,
            }])
        }
        C::OfferMediators {
            referral_no,
            entries,
            method,
            reason,
        } => offer_list(docket, act, referral_no, (entries, method, reason)),
        C::ChooseMediator {
            referral_no,
            entry_no,
            method,
            all_parties,
        } => {
            ensure_before_agreement(open(docket, act, referral_no)?, referral_no, act)?;
            ensure_joint(all_parties)?;
            ensure_may_mediate(docket, act, entry_no)?;
            Ok(vec![E::MediatorChosen {
                referral_no,
                entry_no,
                method,
                on,
            }])
        }
        C::AgreeCostShare {
            referral_no,
            shares,
        } => share_cost(docket, act, referral_no, shares),
        _ => Err(decided_elsewhere()),
    }
}

/// An offer without answer counts as refused when its last day has passed (art 20(6), T22).
fn lapse(docket: &Docket, act: &Act<'_>, referral_no: ReferralNo) -> Result<Vec<E>, Rejection> {
    let referral = open(docket, act, referral_no)?;
    let answer_by = referral
        .answer_by
        .ok_or_else(|| wrong_state(format!("no offer is open in referral {referral_no}")))?;
    ensure(!referral.all_consent(), Code::WrongState, || {
        format!("every party of referral {referral_no} consents: the offer was answered")
    })?;
    ensure(act.on > answer_by, Code::WrongState, || {
        format!("the offer in referral {referral_no} may be answered until the end of {answer_by}")
    })?;
    Ok(vec![E::OfferLapsed {
        referral_no,
        on: act.on,
    }])
}

/// Offers a list of active mediators made as stated, never one name without a reason (R19).
fn offer_list(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    list: (Vec<EntryNo>, ListMethod, Option<ShortListReason>),
) -> Result<Vec<E>, Rejection> {
    let (entries, method, reason) = list;
    let referral = open(docket, act, referral_no)?;
    for entry_no in &entries {
        ensure_may_mediate(docket, act, *entry_no)?;
    }
    let first = entries.first();
    let several = entries.iter().any(|entry_no| Some(entry_no) != first);
    ensure(
        several || (first.is_some() && reason.is_some()),
        Code::ShortlistTooShort,
        || "a list offers at least two mediators: add one, or say why there is only one".to_owned(),
    )?;
    match method {
        ListMethod::All => list::ensure_complete(docket, act, &entries)?,
        ListMethod::Filtered => list::ensure_fitting(docket, &entries, referral.category)?,
        ListMethod::Rotation => list::ensure_rotated(docket, &entries)?,
    }
    Ok(vec![E::MediatorListOffered {
        referral_no,
        entries,
        method,
        reason,
    }])
}

fn share_cost(
    docket: &Docket,
    act: &Act<'_>,
    referral_no: ReferralNo,
    shares: Vec<u8>,
) -> Result<Vec<E>, Rejection> {
    let parties = open(docket, act, referral_no)?.parties_count;
    let sum: u32 = shares.iter().map(|share| u32::from(*share)).sum();
    let complete = shares.len() == usize::from(parties);
    ensure(sum == 100 && complete, Code::CostShareInvalid, || {
        let stated = shares.len();
        format!("{stated} shares sum to {sum}: state one for each of {parties} parties, 100 in all")
    })?;
    Ok(vec![E::CostShareAgreed {
        referral_no,
        shares,
    }])
}

/// The choice of a mediator is confirmed by all parties (art 9(1), R4).
pub(super) fn ensure_joint(all_parties: bool) -> Result<(), Rejection> {
    ensure(all_parties, Code::MediatorNotJointlyChosen, || {
        "the parties choose the mediator jointly: every party confirms".to_owned()
    })
}

fn ensure_party(
    referral: &Referral,
    referral_no: ReferralNo,
    party_index: u8,
) -> Result<(), Rejection> {
    let parties = referral.parties_count;
    ensure(party_index < parties, Code::PartyUnknown, || {
        let last = parties.saturating_sub(1);
        format!("referral {referral_no} has parties 0 to {last}, not {party_index}")
    })
}

/// Refuses while a procedure is in term: what was offered before it is settled.
fn ensure_before_agreement(
    referral: &Referral,
    referral_no: ReferralNo,
    act: &Act<'_>,
) -> Result<(), Rejection> {
    match referral.in_term(act.on) {
        Some(procedure) => Err(wrong_state(format!(
            "a procedure runs in referral {referral_no} until {}",
            procedure.term.due.rolled
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
