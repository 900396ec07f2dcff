//! What a correction leaves behind is a matter that could have happened.

use serde_json::json;

use crate::correction::patch::patched;
use crate::correction::tests::{Story, allowed, correct, first, of_referral, refused, story, void};
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::rejection::Code as C;
use crate::scenario::*;

/// A dispute settled on 20 March after two sessions, with two parties.
fn settled() -> Given {
    let session =
        |minutes: u16| referral("hold_session", json!({"mode": "VIDEO", "minutes": minutes}));
    Given::court()
        .agreed(DAY, "IN_COURT")
        .then("2025-03-10", session(60))
        .then("2025-03-17", session(30))
        .then("2025-03-20", give_back("FULL_SETTLEMENT", "2025-03-20"))
}

#[test]
fn a_corrected_dispute_is_one_that_could_have_happened() {
    let given = settled();
    let stream = of_referral(&given);
    for (name, patch, code) in [
        (
            "DisputeReferred",
            json!({"referred_on": "2025-03-12"}),
            C::DateOrder,
        ),
        (
            "MediationAgreementSigned",
            json!({"agreement_on": "2025-02-20"}),
            C::DateOrder,
        ),
        (
            "MediationAgreementSigned",
            json!({"agreement_on": "2025-03-12"}),
            C::DateOrder,
        ),
        ("SessionHeld", json!({"on": "2025-03-01"}), C::DateOrder),
        (
            "PartyConsentRecorded",
            json!({"party_index": 2}),
            C::PartyUnknown,
        ),
        (
            "ResultReturned",
            json!({"ended_on": "2025-03-01"}),
            C::DateOrder,
        ),
        (
            "ResultReturned",
            json!({"result": "NOT_STARTED"}),
            C::ResultCodeUnknown,
        ),
        (
            "ResultReturned",
            json!({"result": "EXPIRED"}),
            C::ResultCodeUnknown,
        ),
        ("ResultReturned", json!({"sessions": 99}), C::WrongState),
    ] {
        refused(&given, &stream, correct(first(&stream, name), patch), code);
    }
    let returned = first(&stream, "ResultReturned");
    for patch in [
        json!({"ended_on": "2025-03-19"}),
        json!({"result": "PARTIAL_SETTLEMENT"}),
    ] {
        allowed(&given, &stream, correct(returned, patch));
    }
    // The result states two sessions.
    let sessions = stream
        .iter()
        .filter(|(_, _, event)| event.name() == "SessionHeld");
    let last = sessions.map(|(id, _, _)| *id).next_back().unwrap();
    refused(&given, &stream, void(last), C::WrongState);
}

#[test]
fn what_did_not_fit_before_hinders_no_other_correction() {
    let given = settled();
    let mut stream = of_referral(&given);
    let returned = first(&stream, "ResultReturned");
    for (id, _, event) in &mut stream {
        if *id == returned {
            let more = json!({"sessions": 7});
            *event = patched(event, more.as_object().unwrap()).unwrap();
        }
    }
    let session = first(&stream, "SessionHeld");
    allowed(&given, &stream, correct(session, json!({"minutes": 45})));
    let consent = correct(
        first(&stream, "PartyConsentRecorded"),
        json!({"party_index": 9}),
    );
    refused(&given, &stream, consent, C::PartyUnknown);
}

#[test]
fn an_end_is_corrected_inside_its_term_and_by_a_ground_that_held() {
    let given = Given::court().agreed(DAY, "IN_COURT").then(
        "2025-03-20",
        referral("terminate", json!({"ground": "A26_3"})),
    );
    let stream = of_referral(&given);
    let ended = first(&stream, "MediationTerminated");
    for (patch, code) in [
        (json!({"on": "2025-03-01"}), C::DateOrder),
        (json!({"on": "2025-04-20"}), C::ResultCodeUnknown),
        (json!({"ground": "A26_5"}), C::ResultCodeUnknown),
    ] {
        refused(&given, &stream, correct(ended, patch), code);
    }
    allowed(&given, &stream, correct(ended, json!({"on": "2025-03-19"})));
    allowed(&given, &stream, correct(ended, json!({"ground": "A26_2"})));
}

/// The part of the story about the one mediator, application and entry together.
fn of_mediator(given: &Given) -> Story {
    let mut story = story(given);
    story.retain(|(_, _, event)| matches!(event, Event::Entry(_)));
    story
}

#[test]
fn an_entry_keeps_what_it_rests_on() {
    let given = Given::court().entered(DAY);
    let stream = of_mediator(&given);
    for name in ["DocumentsVerified", "FeeAssessed", "FeePaid"] {
        refused(&given, &stream, void(first(&stream, name)), C::WrongState);
    }
    let paid = Given::court().verified(DAY).then(DAY, assess(1));
    let paid = paid.clone().then(DAY, paid.pay(DAY, 1));
    let stream = of_mediator(&paid);
    refused(
        &paid,
        &stream,
        void(first(&stream, "FeeAssessed")),
        C::WrongState,
    );
    allowed(&paid, &stream, void(first(&stream, "FeePaid")));
    allowed(&paid, &stream, void(first(&stream, "DocumentsVerified")));
}

#[test]
fn the_last_day_of_an_entry_is_corrected_to_the_laws_alone() {
    let given = Given::court().entered(DAY);
    let stream = of_mediator(&given);
    let registered = first(&stream, "MediatorRegistered");
    for wrong in ["2099-06-30", "2025-03-04"] {
        let patch = correct(registered, json!({"valid_to": wrong}));
        refused(&given, &stream, patch, C::PatchInvalid);
    }
    let Event::Entry(event) = &stream
        .iter()
        .find(|(id, _, _)| *id == registered)
        .unwrap()
        .2
    else {
        panic!("a registration is of an entry")
    };
    let EntryEvent::MediatorRegistered { valid_to, .. } = event.as_ref() else {
        panic!("{event:?}")
    };
    let same = correct(
        registered,
        json!({"valid_to": valid_to, "languages": ["kk"]}),
    );
    allowed(&given, &stream, same);
}

#[test]
fn an_end_fits_the_term_that_a_corrected_agreement_gives() {
    let ending = referral("terminate", json!({"ground": "A26_3"}));
    let given = Given::court()
        .ready(DAY, "IN_COURT")
        .then("2025-03-12", sign(1))
        .then("2025-04-08", ending);
    let stream = of_referral(&given);
    let signed = first(&stream, "MediationAgreementSigned");
    // From 3 March the term would have run out on 2 April.
    let earlier = correct(signed, json!({"agreement_on": DAY}));
    refused(&given, &stream, earlier, C::ResultCodeUnknown);
    let later = correct(signed, json!({"agreement_on": "2025-03-11"}));
    allowed(&given, &stream, later);
}

#[test]
fn an_act_after_the_return_is_not_corrected_to_a_day_before_it() {
    let approve = referral("approve_settlement", json!({"state_fee_refunded": true}));
    let given = settled().then("2025-03-25", approve);
    let stream = of_referral(&given);
    let approved = first(&stream, "SettlementApproved");
    let early = correct(approved, json!({"on": "2025-03-19"}));
    refused(&given, &stream, early, C::DateOrder);
    allowed(
        &given,
        &stream,
        correct(approved, json!({"on": "2025-03-20"})),
    );
}

#[test]
fn the_last_day_of_a_renewal_counts_from_the_end_before_it() {
    let renewed = |given: Given, day: &str, fee: u128| {
        let (assess, pay) = (assess(fee), given.pay(day, fee));
        let renew = entry("renew_entry", json!({"fee_id": fee_id(fee)}));
        given.then(day, assess).then(day, pay).then(day, renew)
    };
    let given = Given::court().entered("2023-05-10");
    let given = renewed(given, "2024-04-29", 2);
    let given = renewed(given, "2025-04-28", 3);
    let mut stream = of_mediator(&given);
    let (last, _, event) = stream.iter_mut().next_back().unwrap();
    let last = *last;
    assert_eq!(event.name(), "EntryRenewed");
    // As a court of another version might have recorded it.
    *event = patched(
        event,
        json!({"valid_to": "2026-05-01"}).as_object().unwrap(),
    )
    .unwrap();
    let to = |day: &str| correct(last, json!({"valid_to": day}));
    for wrong in ["2026-05-08", "2026-05-10"] {
        refused(&given, &stream, to(wrong), C::PatchInvalid);
    }
    allowed(&given, &stream, to("2026-05-09"));
}

#[test]
fn the_last_day_of_an_entry_is_that_of_the_law_it_was_made_under() {
    let schedule = json!({"FeeScheduleSet": {"schedule": "FEE-LATER", "entry_kind": "PROFESSIONAL",
        "amount": {"amount_minor": 5, "currency": "KZT"}, "validity_months": 24, "effective_from": "2025-05-01"}});
    let given = Given::court().entered(DAY).fact(schedule);
    let stream = of_mediator(&given);
    let registered = first(&stream, "MediatorRegistered");
    let to = |day: &str| correct(registered, json!({"valid_to": day, "languages": ["kk"]}));
    refused(&given, &stream, to("2027-03-02"), C::PatchInvalid);
    allowed(&given, &stream, to("2026-03-02"));
}
