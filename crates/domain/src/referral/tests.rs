use serde_json::{Value, json};

use crate::docket::Estate;
use crate::event::Event;
use crate::referral::Referral;
use crate::referral::event::ReferralEvent;
use crate::rejection::Code as C;
use crate::scenario::*;

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

/// The court with one more mediator, registered on the day as the changes say.
pub(super) fn also_entered(mut given: Given, serial: u32, day: &str, changes: Value) -> Given {
    let number = u128::from(serial);
    let mut told = json!({
        "entry_no": format!("{COURT}-2025-{serial:05}"), "application_id": application_id(number),
        "person_key": person_key(100 + number), "kind": "PROFESSIONAL", "personal": personal(),
        "practice_kato": PLACE, "categories": ["HEALTH.TREATMENT"], "languages": ["kk"],
        "verification_id": verification_id(number), "valid_from": day, "valid_to": "2030-01-01",
    });
    let fields = changes.as_object().unwrap().clone();
    told.as_object_mut().unwrap().extend(fields);
    let registered = serde_json::from_value(json!({"MediatorRegistered": told})).unwrap();
    given.record(date(day), vec![Event::Entry(Box::new(registered))]);
    given
}

/// Entry numbers of the scenario's court by their serials.
pub(super) fn numbers(serials: &[u32]) -> Vec<String> {
    let number = |serial: &u32| format!("{COURT}-2025-{serial:05}");
    serials.iter().map(number).collect()
}

#[test]
fn consent_of_strangers_does_not_stand_for_that_of_parties() {
    let mut referred = Given::court().referred(DAY, "IN_COURT");
    let referral_no = REFERRAL.parse().unwrap();
    let stray = |party_index| {
        let on = date(DAY);
        Event::Referral(ReferralEvent::PartyConsentRecorded {
            referral_no,
            party_index,
            on,
        })
    };
    referred.record(date(DAY), vec![stray(62), stray(63), stray(64), stray(255)]);
    assert!(!state(&referred).all_consent());
}

#[test]
fn hostile_counts_in_events_do_not_overflow() {
    let mut agreed = Given::court().agreed(DAY, "IN_COURT");
    let extended = |days: u16| {
        let text = json!({"MediationExtended": {
            "referral_no": REFERRAL, "no": 255, "days": days, "decided_on": DAY,
            "decided_by": "COURT", "all_parties": false, "new_due_on_raw": "2199-12-31",
            "new_due_on": "2199-12-31",
        }});
        Event::Referral(serde_json::from_value(text).unwrap())
    };
    agreed.record(date(DAY), vec![extended(u16::MAX), extended(u16::MAX)]);
    check(&agreed, (DAY, extend(30)), Err(C::AggregateCapExceeded));
}

#[test]
fn a_referral_stays_small() {
    // A court keeps every referral it ever had: 100,000 of them fit into 20 MB.
    assert!(size_of::<Referral>() <= 192, "{}", size_of::<Referral>());
}

const PREDECESSOR: &str = "KZ-75-204";

/// The predecessor's court merges into the scenario's on 10 March.
fn merged(given: Given) -> Given {
    given.fact(json!({"CourtReorganised": {
        "predecessors": [PREDECESSOR], "successors": [COURT], "kind": "MERGE",
        "effective_on": "2025-03-10", "act_ref": "Decree 1",
    }}))
}

/// The command about the predecessor's referral instead of the court's own.
fn theirs(asked: crate::Command) -> crate::Command {
    let referral_no = REFERRAL.replace(COURT, PREDECESSOR);
    with(asked, json!({"referral_no": referral_no}))
}

/// What the predecessor recorded: the same story as a court's own, under its own code.
fn their_events() -> Vec<(chrono::NaiveDate, Event)> {
    let own = Given::court().ready(DAY, "IN_COURT").recorded;
    let renamed = |event: Event| {
        if let Event::Referral(event) = event {
            let text = serde_json::to_string(&event).unwrap();
            let text = text.replace(COURT, PREDECESSOR);
            return Event::Referral(serde_json::from_str(&text).unwrap());
        }
        let Event::Entry(event) = event else {
            unreachable!("{event:?} is no part of this story");
        };
        let text = serde_json::to_string(&event).unwrap();
        let text = text.replace(COURT, PREDECESSOR);
        Event::Entry(Box::new(serde_json::from_str(&text).unwrap()))
    };
    let renamed = own.into_iter().map(|(on, event)| (on, renamed(event)));
    renamed.collect()
}

/// A court that has adopted what its predecessor left.
fn adopted() -> Given {
    let mut given = merged(Given::court());
    let events = their_events();
    let told = events
        .iter()
        .map(|(on, event)| (crate::EventId(id(9, 9)), *on, event));
    given.docket.adopt(
        told,
        &crate::correction::Corrections::default(),
        Estate::Whole,
    );
    given
}

#[test]
fn a_successor_acts_in_its_predecessors_matters_from_the_day_it_took_over() {
    let adopted = adopted();
    let sign = theirs(sign(1));
    check(&adopted, ("2025-03-09", sign.clone()), Err(C::WrongCourt));
    check(
        &adopted,
        ("2025-03-10", sign.clone()),
        Ok(&["MediationAgreementSigned"]),
    );
    let mut stranger = adopted;
    stranger.reference = Given::court().reference;
    check(&stranger, ("2025-03-10", sign), Err(C::WrongCourt));
}

#[test]
fn a_mediator_of_a_merged_court_may_be_chosen() {
    let theirs = ENTRY.replace(COURT, PREDECESSOR);
    let choice = with(choose(), json!({"entry_no": theirs}));
    let list = referral(
        "offer_mediators",
        json!({"entries": [theirs], "method": "ALL", "reason": "ONLY_ONE_ACTIVE"}),
    );
    let referred = adopted().then("2025-03-10", refer());
    check(
        &referred,
        ("2025-03-10", list),
        Ok(&["MediatorListOffered"]),
    );
    check(&referred, ("2025-03-10", choice), Ok(&["MediatorChosen"]));
}

#[test]
fn adopted_numbers_use_up_none_of_the_courts_own() {
    let referred = adopted().then("2025-03-10", refer());
    let own = REFERRAL.parse().unwrap();
    assert!(referred.docket.referrals.contains_key(&own));
    assert_eq!(referred.docket.referrals.len(), 2);
}

#[test]
fn an_open_matter_goes_to_a_court_that_took_over() {
    let split = Given::court()
        .referred(DAY, "IN_COURT")
        .fact(json!({"CourtReorganised": {
            "predecessors": [COURT], "successors": ["KZ-75-204", "KZ-75-303"], "kind": "SPLIT",
            "effective_on": "2025-03-10", "act_ref": "Decree 2",
        }}));
    let transfer = |court: &str| referral("transfer_referral", json!({"to_court": court}));
    let gone = ["ReferralTransferred"];
    check(&split, ("2025-03-10", transfer("KZ-75-204")), Ok(&gone));
    check(
        &split,
        ("2025-03-09", transfer("KZ-75-204")),
        Err(C::WrongCourt),
    );
    for (other, code) in [(COURT, C::WrongState), ("KZ-71-301", C::WrongCourt)] {
        check(&split, ("2025-03-10", transfer(other)), Err(code));
    }
    let transferred = split.then("2025-03-10", transfer("KZ-75-204"));
    check(
        &transferred,
        ("2025-03-11", transfer("KZ-75-303")),
        Err(C::WrongCourt),
    );
    check(&transferred, ("2025-03-11", consent(0)), Err(C::WrongCourt));
    let closed = Given::court()
        .referred(DAY, "IN_COURT")
        .then(DAY, give_back("NOT_STARTED", DAY));
    check(&closed, (DAY, transfer("KZ-75-204")), Err(C::AlreadyClosed));
}

#[test]
fn responses_are_counted() {
    let feedback = || referral("receive_feedback", json!({"role": "PARTY", "score": 5}));
    let told = Given::court()
        .referred(DAY, "IN_COURT")
        .then(DAY, give_back("NOT_STARTED", DAY))
        .then(DAY, feedback())
        .then(DAY, feedback());
    assert_eq!(state(&told).feedback, 2);
}
