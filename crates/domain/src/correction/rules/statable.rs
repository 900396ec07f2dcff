//! What a corrected event may state: nothing the rules would have refused by its values alone.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::act::Act;
use crate::codes::{CategoryCode, LanguageCode};
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::referral::PARTIES_MAX;
use crate::referral::event::{FeeKind, ReferralEvent};
use crate::rejection::{Code, Rejection, ensure};

/// Refuses values no rule would have let through.
pub(super) fn ensure_statable(
    act: &Act<'_>,
    event: &Event,
    patch: &Map<String, Value>,
) -> Result<(), Rejection> {
    ensure_past(act, patch)?;
    match event {
        Event::Entry(event) => entry(act, event),
        Event::Referral(event) => referral(act, event),
        Event::Reference(_)
        | Event::Fund(_)
        | Event::Outreach(_)
        | Event::Correction(_)
        | Event::Oversight(_) => Ok(()),
    }
}

/// What is said to have happened has happened by the day it is recorded on.
fn ensure_past(act: &Act<'_>, patch: &Map<String, Value>) -> Result<(), Rejection> {
    for (field, value) in patch {
        let may_come = matches!(field.as_str(), "due_on" | "new_due_on" | "deadline_on");
        let happened = field == "on" || field.ends_with("_on");
        let day = value
            .as_str()
            .and_then(|text| text.parse::<NaiveDate>().ok());
        if let (true, false, Some(day)) = (happened, may_come, day) {
            let today = act.recorded_on;
            ensure(day <= today, Code::DateInFuture, || {
                format!("`{field}` is {day}, which has not come: today is {today}")
            })?;
        }
    }
    Ok(())
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state values of closed vocabularies only"
)]
fn entry(act: &Act<'_>, event: &EntryEvent) -> Result<(), Rejection> {
    use EntryEvent as E;
    match event {
        E::MediatorRegistered {
            categories,
            languages,
            valid_from,
            valid_to,
            ..
        } => {
            ensure(valid_from <= valid_to, Code::DateOrder, || {
                format!("an entry valid from {valid_from} ends on {valid_to}, before it begins")
            })?;
            ensure_known(act, categories, languages)
        }
        E::ProfileChanged { changed, .. } => ensure_known(
            act,
            changed.categories.as_deref().unwrap_or(&[]),
            changed.languages.as_deref().unwrap_or(&[]),
        ),
        E::FeeAssessed { amount, .. } | E::FeeWaived { amount, .. } => ensure_amount(*amount),
        E::FeePaid { amount, .. } | E::FeeRefunded { amount, .. } => {
            ensure_amount(amount.amount_minor)
        }
        E::RegistrationRefused { reasons, .. } => {
            let wrong = reasons
                .iter()
                .find(|reason| reason.parse::<Code>().is_err());
            ensure(
                wrong.is_none() && !reasons.is_empty(),
                Code::PatchInvalid,
                || "the reasons of a refusal are codes of rules, at least one".to_owned(),
            )
        }
        E::MediatorSuspended { from, to, .. } => ensure(from <= to, Code::DateOrder, || {
            format!("a suspension from {from} ends on {to}, before it begins")
        }),
        _ => Ok(()),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other events state values of closed vocabularies only"
)]
fn referral(act: &Act<'_>, event: &ReferralEvent) -> Result<(), Rejection> {
    use ReferralEvent as E;
    match event {
        E::DisputeReferred {
            category,
            parties_count,
            ..
        } => {
            act.reference.ensure_category(*category)?;
            ensure(
                (2..=PARTIES_MAX).contains(parties_count),
                Code::PartiesInsufficient,
                || format!("a mediation has 2 to {PARTIES_MAX} parties, not {parties_count}"),
            )
        }
        E::MediationAgreementSigned {
            language,
            fee_kind,
            fee_band,
            ..
        }
        | E::ProcedureStarted {
            language,
            fee_kind,
            fee_band,
            ..
        } => {
            act.reference.ensure_language(*language)?;
            let agrees = fee_band.is_none() || *fee_kind == FeeKind::Paid;
            ensure(agrees, Code::CostShareInvalid, || {
                "fee_band is stated only where fee_kind is PAID: take the band out".to_owned()
            })
        }
        E::CostShareAgreed { shares, .. } => {
            let sum: u32 = shares.iter().map(|share| u32::from(*share)).sum();
            ensure(sum == 100, Code::CostShareInvalid, || {
                format!("the shares sum to {sum}, not to 100")
            })
        }
        E::FeedbackReceived { score, .. } => {
            ensure((1..=5).contains(score), Code::ScoreInvalid, || {
                format!("a score is 1 to 5, not {score}")
            })
        }
        E::SessionHeld { attended, .. } => ensure(*attended != Some(0), Code::PartyUnknown, || {
            "a session that no party attended is none: void it".to_owned()
        }),
        E::PreDisputeAgreementRecorded {
            agreement_on,
            dispute_arose_on,
            ..
        } => ensure(agreement_on <= dispute_arose_on, Code::DateOrder, || {
            format!("the dispute of {dispute_arose_on} arose before the agreement {agreement_on}")
        }),
        E::ResultReturned {
            ended_on,
            returned_on,
            ..
        } => ensure(ended_on <= returned_on, Code::DateOrder, || {
            format!("a return of {returned_on} lies before the end on {ended_on}")
        }),
        _ => Ok(()),
    }
}

fn ensure_known(
    act: &Act<'_>,
    categories: &[CategoryCode],
    languages: &[LanguageCode],
) -> Result<(), Rejection> {
    for category in categories {
        act.reference.ensure_category(*category)?;
    }
    for language in languages {
        act.reference.ensure_language(*language)?;
    }
    Ok(())
}

fn ensure_amount(amount: i64) -> Result<(), Rejection> {
    ensure(amount >= 0, Code::PatchInvalid, || {
        format!("an amount of {amount} tiyin is less than nothing")
    })
}

#[cfg(test)]
mod tests;
