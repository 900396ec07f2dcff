use serde_json::json;

use crate::command::Command;
use crate::event::Event;
use crate::ids::ConsultationId;
use crate::referral::event::{Consulted, ReferralEvent};
use crate::rejection::Code as C;
use crate::scenario::*;

fn consultation(changes: serde_json::Value) -> Command {
    let base = command(json!({
        "act": "hold_consultation", "consultation_id": id(1, 1), "channel": "PHONE",
        "category": "FAMILY", "given_by": "COORDINATOR", "outcome": "INFORMATION",
    }));
    with(base, changes)
}

fn remove() -> Command {
    entry("remove_entry", json!({"reason": "OWN_WISH"}))
}

#[test]
fn a_consultation_is_free_and_by_an_active_mediator_if_by_one() {
    let entered = Given::court().entered(DAY);
    let held = |changes| (DAY, consultation(changes));
    check(&entered, held(json!({})), Ok(&["ConsultationHeld"]));
    let fee = json!({"fee": {"amount_minor": 100, "currency": "KZT"}});
    check(&entered, held(fee), Err(C::ConsultationMustBeFree));
    check(
        &entered,
        held(json!({"category": "X"})),
        Err(C::CategoryUnknown),
    );
    let nameless = json!({"given_by": "MEDIATOR"});
    check(&entered, held(nameless), Err(C::MediatorMissing));
    let by = json!({"given_by": "MEDIATOR", "entry_no": ENTRY});
    check(&entered, held(by.clone()), Ok(&["ConsultationHeld"]));
    check(&Given::court(), held(by.clone()), Err(C::EntryUnknown));
    let removed = entered.then(DAY, remove());
    check(&removed, held(by), Err(C::MediatorNotActive));
}

#[test]
fn a_suitable_dispute_is_referred() {
    let court = Given::court();
    let when = |changes| (DAY, with(refer(), changes));
    let referred = ["SuitabilityAssessed", "DisputeReferred"];
    check(&court, when(json!({})), Ok(&referred));
    check(
        &court,
        when(json!({"mandatory": true})),
        Err(C::CoercionForbidden),
    );
    check(
        &court,
        when(json!({"category": "X"})),
        Err(C::CategoryUnknown),
    );
    for parties in [0, 1, 65, 255] {
        let parties = json!({"parties_count": parties});
        check(&court, when(parties), Err(C::PartiesInsufficient));
    }
    check(&court, when(json!({"parties_count": 64})), Ok(&referred));
    for criterion in [
        "THIRD_PARTY_INTERESTS",
        "INCAPABLE_PARTY",
        "STATE_BODY_PARTY",
        "CORRUPTION_OFFENCE",
        "NO_ADMIN_DISCRETION",
    ] {
        let excluded = json!({"suitability": ["POWER_IMBALANCE", criterion]});
        check(&court, when(excluded), Err(C::NotMediable));
    }
}

#[test]
fn only_the_parties_themselves_go_without_assessment() {
    let court = Given::court();
    let asked = |source: &str| with(refer(), json!({"suitability": null, "source": source}));
    check(&court, (DAY, asked("JUDGE")), Err(C::NotMediable));
    check(&court, (DAY, asked("PARTIES")), Ok(&["DisputeReferred"]));
}

#[test]
fn the_law_of_the_day_knows_the_channel() {
    let court = Given::court();
    let refer = |channel: &str| with(refer(), json!({"channel": channel}));
    let referred = ["SuitabilityAssessed", "DisputeReferred"];
    for channel in ["ADMIN_OFFENCE", "ADMIN_COURT", "ENFORCEMENT"] {
        check(
            &court,
            ("2021-12-31", refer(channel)),
            Err(C::ChannelUnknown),
        );
        check(&court, ("2022-01-01", refer(channel)), Ok(&referred));
    }
    check(&court, ("2012-01-03", refer("ARBITRATION")), Ok(&referred));
}

#[test]
fn a_consultation_is_recorded_once() {
    let held = Given::court().then(DAY, consultation(json!({})));
    check(
        &held,
        ("2025-03-04", consultation(json!({}))),
        Err(C::AlreadyExists),
    );
    let other = consultation(json!({"consultation_id": id(1, 2)}));
    check(&held, (DAY, other), Ok(&["ConsultationHeld"]));
}

#[test]
fn a_dispute_names_the_consultation_it_came_from() {
    let held = Given::court().then(DAY, consultation(json!({})));
    let after = |consultation: u128| with(refer(), json!({"consultation_id": id(1, consultation)}));
    check(&held, (DAY, after(2)), Err(C::WrongState));
    check(&held, ("2025-03-02", after(1)), Err(C::DateOrder));
    let referred = held.decide(date("2025-03-10"), after(1)).unwrap();
    let Some(Event::Referral(ReferralEvent::DisputeReferred { after, .. })) = referred.last()
    else {
        unreachable!("{referred:?}");
    };
    let expected = Consulted {
        consultation_id: ConsultationId(id(1, 1)),
        on: date(DAY),
    };
    assert_eq!(*after, Some(expected));
}

#[test]
fn the_coordinator_or_the_judge_assesses_suitability() {
    let court = Given::court();
    let by = |assessor: &str| with(refer(), json!({"assessed_by": assessor}));
    let referred = ["SuitabilityAssessed", "DisputeReferred"];
    for assessor in ["COORDINATOR", "JUDGE"] {
        check(&court, (DAY, by(assessor)), Ok(&referred));
    }
    for assessor in ["MEDIATOR", "PARTY"] {
        check(&court, (DAY, by(assessor)), Err(C::ActorNotAllowed));
    }
}
