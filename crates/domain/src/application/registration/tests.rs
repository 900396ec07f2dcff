use serde_json::{Value, json};

use crate::command::Command;
use crate::entry::event::EntryEvent;
use crate::event::Event;
use crate::rejection::Code as C;
use crate::scenario::*;

/// An application of another person, or of the same one, under another number.
fn submit_again(number: u128, person: u128) -> Command {
    let changes = json!({
        "application_id": application_id(number), "person_key": person_key(person),
    });
    with(submit(), changes)
}

fn waive(reason: &str) -> Command {
    command(json!({
        "act": "waive_fee", "application_id": application_id(1), "fee_id": fee_id(1),
        "reason": reason,
    }))
}

fn revoke() -> Command {
    command(json!({
        "act": "revoke_verification", "verification_id": verification_id(1), "reason": "FORGED",
    }))
}

fn register_with(changes: Value) -> Command {
    with(register(), changes)
}

#[test]
fn an_appointment_that_begins_within_the_entry_stands_in_its_way() {
    let mut later = appointed("KZ-75-204", "o-78", 1);
    later["CoordinatorAppointed"]["from"] = json!("2025-09-01");
    let paid = Given::court().paid(DAY).fact(later);
    check(
        &paid,
        (DAY, register()),
        Err(C::CoordinatorMediatorConflict),
    );
}

#[test]
fn a_mediator_is_entered_when_everything_is_settled() {
    let paid = Given::court().paid(DAY);
    check(&paid, (DAY, register()), Ok(&["MediatorRegistered"]));
    check(
        &Given::court().applied(DAY),
        (DAY, register()),
        Err(C::NotVerified),
    );
    check(
        &Given::court().verified(DAY),
        (DAY, register()),
        Err(C::FeeUnpaid),
    );
    let assessed = Given::court().verified(DAY).then(DAY, assess(1));
    check(&assessed, (DAY, register()), Err(C::FeeUnpaid));
    check(
        &paid.clone().then(DAY, revoke()),
        (DAY, register()),
        Err(C::NotVerified),
    );
    check(
        &Given::court(),
        (DAY, register()),
        Err(C::ApplicationUnknown),
    );
    let entered = paid.then(DAY, register());
    check(&entered, (DAY, register()), Err(C::WrongState));
}

#[test]
fn an_entry_is_valid_as_long_as_the_fee_buys() {
    let registered = Given::court().paid("2025-03-10");
    let registered = registered.decide(date("2025-03-10"), register()).unwrap();
    let [Event::Entry(event)] = &registered[..] else {
        panic!("{registered:?}");
    };
    let EntryEvent::MediatorRegistered {
        entry_no,
        valid_from,
        valid_to,
        ..
    } = event.as_ref()
    else {
        panic!("{event:?}");
    };
    assert_eq!(entry_no.to_string(), ENTRY);
    assert_eq!(
        (*valid_from, *valid_to),
        (date("2025-03-10"), date("2026-03-09"))
    );
}

#[test]
fn age_is_reached_on_the_day_of_entry() {
    let paid = Given::court().paid(DAY);
    let born = |on: &str| register_with(json!({"born_on": on}));
    check(
        &paid,
        (DAY, born("2000-03-03")),
        Ok(&["MediatorRegistered"]),
    );
    check(&paid, (DAY, born("2000-03-04")), Err(C::AgeRequirement));
    check(&paid, (DAY, born("2025-03-04")), Err(C::AgeRequirement));
}

#[test]
fn a_public_mediator_is_forty_and_shows_no_certificate() {
    let mut items = documents()[..4].to_vec();
    items.push(document("ELECTION_MINUTES", 30));
    let public = Given::court()
        .then(DAY, with(submit(), json!({"kind": "PUBLIC", "sro": null})))
        .then(DAY, with(verify(), json!({"items": items})))
        .then(DAY, waive("PUBLIC_MEDIATOR"));
    let born = |on: &str| register_with(json!({"born_on": on, "certificate": null}));
    check(
        &public,
        (DAY, born("1985-03-03")),
        Ok(&["MediatorRegistered"]),
    );
    check(&public, (DAY, born("1985-03-04")), Err(C::AgeRequirement));
}

#[test]
fn a_retired_judge_shows_the_decree_and_no_age() {
    let items = vec![
        document("IDENTITY", 20),
        document("NO_CONVICTION", 21),
        document("JUDGE_RETIREMENT", 22),
    ];
    let judge = Given::court()
        .then(DAY, with(submit(), json!({"kind": "RETIRED_JUDGE"})))
        .then(DAY, with(verify(), json!({"items": items})))
        .then(DAY, waive("STATUTORY_RELIEF"));
    let register = register_with(json!({"born_on": "2010-01-01", "certificate": null}));
    check(&judge, (DAY, register), Ok(&["MediatorRegistered"]));
}

#[test]
fn a_professional_shows_a_certificate_of_a_recognised_provider() {
    let paid = Given::court().paid(DAY);
    let certificate = |provider: &str, issued_on: &str| {
        register_with(json!({"certificate":
            {"provider": provider, "issued_on": issued_on, "number_hash": hash(25)}}))
    };
    let none = register_with(json!({"certificate": null}));
    check(&paid, (DAY, none), Err(C::CertificateUnverified));
    check(
        &paid,
        (DAY, certificate("TP-014", "2011-08-05")),
        Ok(&["MediatorRegistered"]),
    );
    for (provider, issued_on) in [("TP-014", "2011-08-04"), ("TP-999", "2020-01-01")] {
        let command = certificate(provider, issued_on);
        check(&paid, (DAY, command), Err(C::TrainingProviderUnknown));
    }
    check(
        &paid,
        (DAY, certificate("TP-014", "2025-03-04")),
        Err(C::DateOrder),
    );
}

#[test]
fn categories_and_languages_are_known() {
    let paid = Given::court().paid(DAY);
    let category = register_with(json!({"categories": ["NO.SUCH"]}));
    check(&paid, (DAY, category), Err(C::CategoryUnknown));
    let language = register_with(json!({"languages": ["kk", "xx"]}));
    check(&paid, (DAY, language), Err(C::LanguageUnknown));
}

#[test]
fn a_bar_on_an_earlier_entry_stands_in_the_way_of_a_new_one() {
    let bar = |act: &str| entry(act, json!({"bar": "CONVICTION"}));
    let barred = with(
        bar("lift_bar"),
        json!({"act": "establish_bar", "since": DAY}),
    );
    let second = |given: Given| {
        let fee = json!({"application_id": application_id(2)});
        let verified = json!({
            "act": "reuse_verification", "application_id": application_id(2),
            "verification_id": verification_id(1), "from_court": COURT,
        });
        let pay = given.pay(DAY, 2);
        given
            .then(DAY, submit_again(2, 1))
            .then(DAY, command(verified))
            .then(DAY, with(assess(2), fee))
            .then(DAY, pay)
    };
    let register = register_with(json!({"application_id": application_id(2)}));
    let again = second(Given::court().entered(DAY).then(DAY, barred));
    check(&again, (DAY, register.clone()), Err(C::StatutoryBar));
    let lifted = again.then(DAY, bar("lift_bar"));
    check(&lifted, (DAY, register), Ok(&["MediatorRegistered"]));
}

#[test]
fn the_certificate_is_the_one_that_was_verified() {
    let paid = Given::court().paid(DAY);
    let other = register_with(json!({"certificate":
        {"provider": "TP-014", "issued_on": "2011-08-05", "number_hash": hash(26)}}));
    check(&paid, (DAY, other), Err(C::CertificateUnverified));
    // The number of another document that passed is no certificate's.
    let diploma = register_with(json!({"certificate":
        {"provider": "TP-014", "issued_on": "2011-08-05", "number_hash": hash(24)}}));
    check(&paid, (DAY, diploma), Err(C::CertificateUnverified));
    // Who needs none states none that nobody verified.
    let mut items = documents()[..4].to_vec();
    items.push(document("ELECTION_MINUTES", 30));
    let public = Given::court()
        .then(DAY, with(submit(), json!({"kind": "PUBLIC", "sro": null})))
        .then(DAY, with(verify(), json!({"items": items})))
        .then(DAY, waive("PUBLIC_MEDIATOR"));
    check(&public, (DAY, register()), Err(C::CertificateUnverified));
}

#[test]
fn a_bar_on_an_entry_under_another_key_stands_in_the_way_too() {
    let second = json!({"application_id": application_id(2), "person_key": person_key(2)});
    let barred = entry("establish_bar", json!({"bar": "CONVICTION", "since": DAY}));
    let verified = json!({"application_id": application_id(2),
        "verification_id": verification_id(2)});
    let entered = Given::court().entered(DAY).then(DAY, barred);
    let pay = entered.pay(DAY, 2);
    let paid = entered
        .then(DAY, with(submit(), second.clone()))
        .then(DAY, with(verify(), verified))
        .then(
            DAY,
            with(assess(2), json!({"application_id": application_id(2)})),
        )
        .then(DAY, pay);
    let register = register_with(json!({"application_id": application_id(2)}));
    check(&paid, (DAY, register.clone()), Ok(&["MediatorRegistered"]));
    let merged = paid.fact(merged(&[1, 2]));
    check(&merged, (DAY, register), Err(C::StatutoryBar));
}

#[test]
fn an_office_under_another_key_stands_in_the_way_too() {
    let paid = Given::court().paid(DAY).fact(merged(&[1, 8]));
    check(
        &paid,
        (DAY, register()),
        Err(C::CoordinatorMediatorConflict),
    );
}
