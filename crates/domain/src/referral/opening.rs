//! What opens a matter: a consultation, and the referral of a dispute that can be mediated.

use super::PARTIES_MAX;
use super::command::ReferralCommand as C;
use super::event::{ConsultationGiver, Criterion, ReferralEvent as E, ReferralSource, Suitability};
use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::rejection::{Code, Rejection, ensure};

/// Records a consultation: free, and by an active mediator if by one (R18, R20).
pub(super) fn consult(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let C::HoldConsultation {
        consultation_id,
        channel,
        category,
        given_by,
        entry_no,
        room,
        outcome,
        fee,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    ensure(fee.is_none(), Code::ConsultationMustBeFree, || {
        "a consultation is free: no amount is taken".to_owned()
    })?;
    if let Some(category) = category {
        act.reference.ensure_category(category)?;
    }
    ensure(
        given_by != ConsultationGiver::Mediator || entry_no.is_some(),
        Code::MediatorMissing,
        || "a mediator gave the consultation: name the entry".to_owned(),
    )?;
    if let Some(entry_no) = entry_no {
        let active = docket.entry(entry_no)?.validity.is_active(act.on);
        ensure(active, Code::MediatorNotActive, || {
            format!("entry {entry_no} is not active on {}", act.on)
        })?;
    }
    Ok(vec![E::ConsultationHeld {
        consultation_id,
        on: act.on,
        channel,
        category,
        given_by,
        entry_no,
        room,
        outcome,
    }])
}

/// Refers a dispute that can be mediated, or that the parties bring themselves (R3, R11, R25, R27).
pub(super) fn refer(docket: &Docket, act: &Act<'_>, command: C) -> Result<Vec<E>, Rejection> {
    let C::ReferDispute {
        channel,
        category,
        stage,
        source,
        parties_count,
        value_band,
        case_ref_hash,
        consultation_id: _,
        suitability,
        assessed_by: _,
        mandatory,
    } = command
    else {
        return Err(decided_elsewhere());
    };
    ensure(!mandatory, Code::CoercionForbidden, || {
        "nobody is ordered into mediation: refer without obligation".to_owned()
    })?;
    let ruleset = act.ruleset()?;
    ensure(
        ruleset.parameters.channels.contains(&channel),
        Code::ChannelUnknown,
        || {
            format!(
                "ruleset {} does not know mediation in channel {channel}",
                ruleset.ruleset
            )
        },
    )?;
    act.reference.ensure_category(category)?;
    ensure(
        (2..=PARTIES_MAX).contains(&parties_count),
        Code::PartiesInsufficient,
        || format!("a mediation has 2 to {PARTIES_MAX} parties, not {parties_count}"),
    )?;
    ensure_suitable(suitability.as_deref(), source)?;
    act.ensure_court_sits()?;
    let referral_no = docket.next_referral_no(act.court, act.on)?;
    let assessed = suitability.map(|criteria| E::SuitabilityAssessed {
        referral_no,
        result: Suitability::Suitable,
        criteria,
    });
    let referred = E::DisputeReferred {
        referral_no,
        channel,
        category,
        stage,
        source,
        parties_count,
        value_band,
        case_ref_hash,
        referred_on: act.on,
        after: None,
    };
    Ok(assessed.into_iter().chain([referred]).collect())
}

/// Refuses what the law excludes, and what nobody assessed unless the parties ask themselves.
fn ensure_suitable(
    criteria: Option<&[Criterion]>,
    source: ReferralSource,
) -> Result<(), Rejection> {
    let Some(criteria) = criteria else {
        return ensure(source == ReferralSource::Parties, Code::NotMediable, || {
            "assess the dispute's suitability first, unless the parties ask themselves".to_owned()
        });
    };
    match criteria.iter().find(|criterion| criterion.excludes()) {
        Some(criterion) => {
            let name: &'static str = criterion.into();
            let detail = format!("the dispute is excluded from mediation: {name}");
            Err(Rejection::new(Code::NotMediable, detail))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
