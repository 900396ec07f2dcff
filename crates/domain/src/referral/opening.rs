//! What opens a matter: a consultation, and the referral of a dispute that can be mediated.

use super::command::ReferralCommand as C;
use super::event::{
    Assessor, ConsultationChannel, ConsultationGiver, Consulted, Criterion, ReferralEvent as E,
    ReferralSource, Suitability,
};
use super::{PARTIES_MAX, ensure_not_before};
use crate::act::Act;
use crate::command::decided_elsewhere;
use crate::docket::Docket;
use crate::entry::wrong_state;
use crate::ids::ConsultationId;
use crate::rejection::{Code, Rejection, ensure};

/// Records a consultation: free, in a room that is open if in one, and by an active mediator
/// if by one (R17, R18, R20).
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
    ensure(
        channel != ConsultationChannel::Room || room.is_some(),
        Code::RoomUnknown,
        || "a consultation in a room names it: state the room of this court".to_owned(),
    )?;
    if let Some(room) = room {
        docket.rooms.ensure_open(room, act.on)?;
    }
    ensure(
        docket.consulted_on(consultation_id).is_none(),
        Code::AlreadyExists,
        || format!("consultation {consultation_id} exists already: give the new one its own id"),
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
        consultation_id,
        suitability,
        assessed_by,
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
            let by = ruleset.source_of("channels");
            format!("{by} does not know mediation in channel {channel}")
        },
    )?;
    act.reference.ensure_category(category)?;
    ensure(
        (2..=PARTIES_MAX).contains(&parties_count),
        Code::PartiesInsufficient,
        || format!("a mediation has 2 to {PARTIES_MAX} parties, not {parties_count}"),
    )?;
    ensure_may_assess(assessed_by)?;
    ensure_suitable(suitability.as_deref(), source)?;
    let after = consulted(docket, act, consultation_id)?;
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
        after,
    };
    Ok(assessed.into_iter().chain([referred]).collect())
}

/// The consultation a dispute came from: held here, and not after the referral (S6).
fn consulted(
    docket: &Docket,
    act: &Act<'_>,
    consultation_id: Option<ConsultationId>,
) -> Result<Option<Consulted>, Rejection> {
    let Some(consultation_id) = consultation_id else {
        return Ok(None);
    };
    let on = docket.consulted_on(consultation_id).ok_or_else(|| {
        wrong_state(format!(
            "consultation {consultation_id} was not held here: record it first"
        ))
    })?;
    ensure_not_before(on, act.on, "a referral before its consultation")?;
    Ok(Some(Consulted {
        consultation_id,
        on,
    }))
}

/// The coordinator or the judge assesses suitability, nobody else (R25).
fn ensure_may_assess(assessed_by: Option<Assessor>) -> Result<(), Rejection> {
    match assessed_by {
        None | Some(Assessor::Coordinator | Assessor::Judge) => Ok(()),
        Some(assessor @ (Assessor::Mediator | Assessor::Party)) => {
            let name: &'static str = assessor.into();
            Err(Rejection::new(
                Code::ActorNotAllowed,
                format!("the coordinator or the judge assesses suitability, not a {name}"),
            ))
        }
    }
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
