use serde_json::json;

use crate::command::Command;
use crate::entry::EntryKind;
use crate::rejection::Code as C;
use crate::scenario::*;
use crate::standing::Standing;

fn renew(fee: Option<u128>) -> Command {
    entry("renew_entry", json!({"fee_id": fee.map(fee_id)}))
}

fn remove(reason: &str) -> Command {
    entry("remove_entry", json!({"reason": reason}))
}

fn reinstate(basis: &str) -> Command {
    entry("reinstate_entry", json!({"basis": basis}))
}

fn establish(bar: &str, since: &str) -> Command {
    entry("establish_bar", json!({"bar": bar, "since": since}))
}

fn lift(bar: &str) -> Command {
    entry("lift_bar", json!({"bar": bar}))
}

fn profile(changed: serde_json::Value) -> Command {
    entry("change_profile", json!({"changed": changed}))
}

fn training(provider: &str, completed_on: &str) -> Command {
    entry(
        "record_training",
        json!({
            "provider": provider, "kind": "SPECIALISED", "hours": 36, "completed_on": completed_on,
        }),
    )
}

/// An entry with the fee for its renewal paid on a day.
fn paid_again(given: Given, day: &str, fee: u128) -> Given {
    let pay = given.pay(day, fee);
    given.then(day, assess(fee)).then(day, pay)
}

fn standing(given: &Given, day: &str) -> Standing {
    let entry = given.docket.entries.values().next().unwrap();
    entry.validity.standing(date(day))
}

#[test]
fn a_live_entry_changes_what_its_page_shows() {
    let entered = Given::court().entered(DAY);
    let languages = profile(json!({"languages": ["ru", "en"], "availability": "CLOSED"}));
    check(&entered, (DAY, languages.clone()), Ok(&["ProfileChanged"]));
    check(
        &entered,
        (DAY, profile(json!({"languages": ["xx"]}))),
        Err(C::LanguageUnknown),
    );
    check(
        &entered,
        (DAY, profile(json!({"categories": ["X"]}))),
        Err(C::CategoryUnknown),
    );
    check(
        &entered,
        ("2026-03-03", languages.clone()),
        Err(C::WrongState),
    );
    let changed = entered.then(DAY, languages);
    let entry = changed.docket.entries.values().next().unwrap();
    assert_eq!(entry.languages.len(), 2);
    assert_eq!(entry.languages[1].as_str(), "en");
    assert_eq!(entry.categories.len(), 1);
    check(
        &Given::court(),
        (DAY, profile(json!({}))),
        Err(C::EntryUnknown),
    );
}

#[test]
fn a_move_out_of_the_territory_ends_the_entry() {
    let entered = Given::court().entered(DAY);
    let to = |place: &str| entry("change_practice_location", json!({"practice_kato": place}));
    check(
        &entered,
        (DAY, to("751410100")),
        Ok(&["PracticeLocationChanged"]),
    );
    let near = entered.clone().then(DAY, to("751410100"));
    assert_eq!(near.the_entry().practice_kato.as_str(), "751410100");
    let moved = ["PracticeLocationChanged", "EntryRemoved"];
    check(&entered, (DAY, to("751310000")), Ok(&moved));
    let gone = entered.then(DAY, to("751310000"));
    check(&gone, (DAY, to("751410000")), Err(C::WrongState));
}

#[test]
fn training_is_by_a_recognised_provider_and_not_yet_to_come() {
    let entered = Given::court().entered(DAY);
    check(
        &entered,
        (DAY, training("TP-014", DAY)),
        Ok(&["TrainingRecorded"]),
    );
    let unknown = training("TP-999", DAY);
    check(&entered, (DAY, unknown), Err(C::TrainingProviderUnknown));
    check(
        &entered,
        (DAY, training("TP-014", "2025-03-04")),
        Err(C::DateOrder),
    );
    let trained = entered.then(DAY, training("TP-014", DAY));
    assert_eq!(
        trained
            .docket
            .entries
            .values()
            .next()
            .unwrap()
            .training_hours,
        36
    );
}

#[test]
fn an_entry_is_renewed_from_sixty_days_before_its_end_to_thirty_after() {
    let paid = paid_again(Given::court().entered(DAY), DAY, 2);
    for (day, then) in [
        ("2025-12-31", Err(C::RenewalWindowClosed)),
        ("2026-01-01", Ok(&["EntryRenewed"][..])),
        ("2026-03-02", Ok(&["EntryRenewed"])),
        ("2026-04-01", Ok(&["EntryRenewed"])),
        ("2026-04-02", Err(C::RenewalWindowClosed)),
    ] {
        check(&paid, (day, renew(Some(2))), then);
    }
}

#[test]
fn a_renewal_counts_from_the_end_or_from_the_act_after_it() {
    let paid = paid_again(Given::court().entered(DAY), DAY, 2);
    let in_time = paid.clone().then("2026-02-01", renew(Some(2)));
    assert_eq!(standing(&in_time, "2027-03-02"), Standing::Active);
    let on = date("2027-03-03");
    assert_eq!(standing(&in_time, "2027-03-03"), Standing::Lapsed { on });
    let late = paid.then("2026-03-20", renew(Some(2)));
    let on = date("2026-03-03");
    assert_eq!(standing(&late, "2026-03-19"), Standing::Lapsed { on });
    assert_eq!(standing(&late, "2027-03-19"), Standing::Active);
}

#[test]
fn a_renewal_rests_on_a_fee_of_its_own() {
    let entered = Given::court().entered(DAY);
    let day = "2026-02-02";
    check(&entered, (day, renew(None)), Err(C::FeeUnpaid));
    check(&entered, (day, renew(Some(1))), Err(C::FeeUnpaid));
    check(&entered, (day, renew(Some(2))), Err(C::FeeUnknown));
    let assessed = entered.clone().then(day, assess(2));
    check(&assessed, (day, renew(Some(2))), Err(C::FeeUnpaid));
    let paid = paid_again(entered.clone(), day, 2);
    check(&paid, (day, renew(Some(2))), Ok(&["EntryRenewed"]));
    let used = paid.then(day, renew(Some(2)));
    check(&used, ("2027-02-02", renew(Some(2))), Err(C::FeeUnpaid));
    let free = entered.fact(json!({"FeeScheduleSet": {
        "schedule": "FEE-0", "entry_kind": "PROFESSIONAL", "validity_months": 12,
        "effective_from": "2026-01-01",
    }}));
    check(&free, (day, renew(None)), Ok(&["EntryRenewed"]));
}

#[test]
fn the_fee_of_another_application_renews_nothing() {
    let other = json!({"application_id": application_id(2), "person_key": person_key(2)});
    let assess = with(assess(2), json!({"application_id": application_id(2)}));
    let entered = Given::court().entered(DAY);
    let pay = entered.pay("2026-02-02", 2);
    let paid = entered
        .then(DAY, with(submit(), other))
        .then("2026-02-02", assess)
        .then("2026-02-02", pay);
    check(&paid, ("2026-02-02", renew(Some(2))), Err(C::FeeUnknown));
}

#[test]
fn a_removed_entry_and_a_coordinators_entry_are_not_renewed() {
    let day = "2026-02-02";
    let paid = paid_again(Given::court().entered(DAY), day, 2);
    let removed = paid.clone().then(day, remove("OWN_WISH"));
    check(&removed, (day, renew(Some(2))), Err(C::WrongState));
    let mut appointed = appointed("KZ-75-204", "o-78", 1);
    appointed["CoordinatorAppointed"]["from"] = json!("2026-01-15");
    let coordinator = paid.fact(appointed);
    check(
        &coordinator,
        (day, renew(Some(2))),
        Err(C::CoordinatorMediatorConflict),
    );
}

#[test]
fn t25_without_a_request_by_25_december_an_entry_ends_with_the_year() {
    let entered = Given::court().entered("2018-05-14");
    let validity = &entered.docket.entries.values().next().unwrap().validity;
    assert_eq!(validity.valid_to(), date("2018-12-31"));
    assert_eq!(standing(&entered, "2018-12-31"), Standing::Active);
    let on = date("2019-01-01");
    assert_eq!(standing(&entered, "2019-01-01"), Standing::Lapsed { on });

    let paid = paid_again(entered, "2018-12-03", 2);
    check(&paid, ("2018-12-25", renew(Some(2))), Ok(&["EntryRenewed"]));
    check(
        &paid,
        ("2018-12-26", renew(Some(2))),
        Err(C::RenewalWindowClosed),
    );
    check(
        &paid,
        ("2019-01-01", renew(Some(2))),
        Err(C::RenewalWindowClosed),
    );
    let renewed = paid.then("2018-12-25", renew(Some(2)));
    assert_eq!(standing(&renewed, "2019-12-31"), Standing::Active);
    let on = date("2020-01-01");
    assert_eq!(standing(&renewed, "2020-01-01"), Standing::Lapsed { on });

    // One year's renewal is asked for in that year, not years ahead.
    let again = paid_again(renewed, "2018-12-25", 3);
    check(
        &again,
        ("2018-12-25", renew(Some(3))),
        Err(C::RenewalWindowClosed),
    );
    check(
        &again,
        ("2019-01-03", renew(Some(3))),
        Ok(&["EntryRenewed"]),
    );
}

#[test]
fn an_entry_lapses_once_when_it_has_run_out() {
    let entered = Given::court().entered(DAY);
    let lapse = || entry("lapse_entry", json!({}));
    check(&entered, ("2026-03-02", lapse()), Err(C::WrongState));
    check(&entered, ("2026-03-03", lapse()), Ok(&["EntryLapsed"]));
    let lapsed = entered.clone().then("2026-03-03", lapse());
    check(&lapsed, ("2026-03-04", lapse()), Err(C::WrongState));
    let paid = paid_again(lapsed, "2026-03-20", 2);
    let renewed = paid.then("2026-03-20", renew(Some(2)));
    check(&renewed, ("2027-03-20", lapse()), Ok(&["EntryLapsed"]));
    let removed = entered.then(DAY, remove("OWN_WISH"));
    check(&removed, ("2026-03-03", lapse()), Err(C::WrongState));
}

#[test]
fn a_bar_forces_exclusion() {
    let entered = Given::court().entered(DAY);
    let excluded = ["BarEstablished", "EntryRemoved"];
    check(&entered, (DAY, establish("CONVICTION", DAY)), Ok(&excluded));
    let later = establish("CONVICTION", "2025-03-04");
    check(&entered, (DAY, later), Err(C::DateOrder));
    check(&entered, (DAY, lift("CONVICTION")), Err(C::WrongState));
    let barred = entered.then(DAY, establish("CONVICTION", DAY));
    check(
        &barred,
        (DAY, establish("CONVICTION", DAY)),
        Err(C::AlreadyExists),
    );
    check(
        &barred,
        (DAY, establish("INCAPACITY", DAY)),
        Ok(&["BarEstablished"]),
    );
    check(&barred, (DAY, lift("CONVICTION")), Ok(&["BarLifted"]));
}

#[test]
fn a_bar_that_is_stated_twice_is_open_once() {
    let court = Given::court();
    let barred = court.entered(DAY).then(DAY, establish("CONVICTION", DAY));
    let stated = barred.recorded.iter();
    let again = stated.filter(|(_, event)| event.name() == "BarEstablished");
    let again: Vec<_> = again.map(|(_, event)| event.clone()).collect();
    let mut twice = barred.clone();
    twice.record(date(DAY), again);
    assert_eq!(twice.the_entry().bars, barred.the_entry().bars);
}

#[test]
fn an_entry_is_removed_once() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, remove("DECEASED")), Ok(&["EntryRemoved"]));
    check(
        &entered,
        ("2025-03-02", remove("OWN_WISH")),
        Err(C::WrongState),
    );
    check(
        &Given::court(),
        (DAY, remove("OWN_WISH")),
        Err(C::EntryUnknown),
    );
    let removed = entered.then(DAY, remove("OWN_WISH"));
    check(&removed, (DAY, remove("OWN_WISH")), Err(C::WrongState));
}

#[test]
fn a_removed_entry_comes_back_when_its_bar_is_lifted_and_by_appeal_not_by_hand() {
    let entered = Given::court().entered(DAY);
    check(&entered, (DAY, reinstate("APPEAL_WON")), Err(C::WrongState));
    let barred = entered.clone().then(DAY, establish("PROSECUTION", DAY));
    check(
        &barred,
        (DAY, reinstate("BAR_LIFTED")),
        Err(C::StatutoryBar),
    );
    let lifted = barred.then(DAY, lift("PROSECUTION"));
    check(
        &lifted,
        (DAY, reinstate("BAR_LIFTED")),
        Ok(&["EntryReinstated"]),
    );
    let left = entered.then(DAY, remove("OWN_WISH"));
    check(&left, (DAY, reinstate("BAR_LIFTED")), Err(C::WrongState));
    check(&left, (DAY, reinstate("APPEAL_WON")), Err(C::WrongState));
    let on = date(DAY);
    assert_eq!(standing(&lifted, DAY), Standing::Removed { on });
    let back = lifted.then("2025-04-01", reinstate("BAR_LIFTED"));
    assert_eq!(standing(&back, "2025-03-31"), Standing::Removed { on });
    assert_eq!(standing(&back, "2025-04-01"), Standing::Active);
}

#[test]
fn an_entry_does_not_come_back_beside_another_or_beside_an_office() {
    let left = Given::court()
        .entered(DAY)
        .then(DAY, establish("PROSECUTION", DAY))
        .then(DAY, lift("PROSECUTION"));
    let coordinator = left.clone().fact(appointed("KZ-75-204", "o-78", 1));
    let back = || (DAY, reinstate("BAR_LIFTED"));
    check(&coordinator, back(), Err(C::CoordinatorMediatorConflict));
    let second = json!({"application_id": application_id(2)});
    let pay = left.pay(DAY, 2);
    let other = left
        .then(DAY, with(submit(), second.clone()))
        .then(
            DAY,
            command(json!({
                "act": "reuse_verification", "application_id": application_id(2),
                "verification_id": verification_id(1), "from_court": COURT,
            })),
        )
        .then(DAY, with(assess(2), second.clone()))
        .then(DAY, pay)
        .then(DAY, with(register(), second));
    check(&other, back(), Err(C::AlreadyEntered));
}

#[test]
fn kinds_are_named_by_their_codes() {
    assert_eq!(EntryKind::RetiredJudge.as_str(), "RETIRED_JUDGE");
}

/// The story's court merged into the successor from the day on.
fn taken_over(given: Given, on: &str) -> Given {
    given.fact(reorganised(&[COURT], &[SUCCESSOR.0], "MERGE", on))
}

fn transfer(to_court: &str) -> Command {
    entry("transfer_entry", json!({"to_court": to_court}))
}

#[test]
fn an_entry_is_handed_over_to_a_court_that_took_over() {
    let merged = taken_over(Given::court().entered(DAY), "2025-06-01");
    let handed_over = Ok(&["EntryTransferred"][..]);
    check(
        &merged,
        ("2025-05-31", transfer(SUCCESSOR.0)),
        Err(C::WrongCourt),
    );
    check(&merged, ("2025-06-01", transfer(SUCCESSOR.0)), handed_over);
    check(
        &merged,
        ("2025-06-01", transfer("KZ-75-303")),
        Err(C::WrongCourt),
    );
    check(&merged, ("2025-06-01", transfer(COURT)), Err(C::WrongState));
    let sitting = Given::court().entered(DAY);
    check(&sitting, (DAY, transfer(SUCCESSOR.0)), Err(C::WrongCourt));
    check(
        &taken_over(Given::court(), DAY),
        (DAY, transfer(SUCCESSOR.0)),
        Err(C::EntryUnknown),
    );
    let away = merged.then("2025-06-01", transfer(SUCCESSOR.0));
    let keeper = away.the_entry().transferred_to;
    assert_eq!(keeper, Some(SUCCESSOR.0.parse().unwrap()));
    check(
        &away,
        ("2025-06-02", transfer(SUCCESSOR.0)),
        Err(C::WrongState),
    );
}

#[test]
fn a_court_that_has_ended_does_nothing_but_hand_over() {
    let merged = taken_over(Given::court().entered(DAY), "2025-06-01");
    check(
        &merged,
        ("2025-05-31", remove("OWN_WISH")),
        Ok(&["EntryRemoved"]),
    );
    check(
        &merged,
        ("2025-06-01", remove("OWN_WISH")),
        Err(C::WrongCourt),
    );
    let told = merged.decide(date("2025-06-01"), remove("OWN_WISH"));
    let told = told.unwrap_err().to_string();
    assert!(told.contains("turn to KZ-75-204"), "{told}");
}

#[test]
fn the_successor_acts_on_an_entry_with_the_old_number() {
    let merged = taken_over(Given::court().entered(DAY), "2025-06-01");
    let by_successor = |given: &Given, on: &str| {
        let decided = given.decide_at(SUCCESSOR, on, remove("OWN_WISH"));
        decided
            .map(|events| events.len())
            .map_err(|refused| refused.code)
    };
    assert_eq!(by_successor(&merged, "2025-05-31"), Err(C::WrongCourt));
    assert_eq!(by_successor(&merged, "2025-06-01"), Ok(1));
    let away = merged.then("2025-06-01", transfer(SUCCESSOR.0));
    assert_eq!(by_successor(&away, "2025-06-01"), Ok(1));
    assert_eq!(
        by_successor(&Given::court().entered(DAY), DAY),
        Err(C::WrongCourt)
    );
}

#[test]
fn an_entry_of_a_divided_court_goes_on_with_the_court_it_was_handed_to() {
    let divided = Given::court().entered(DAY).fact(reorganised(
        &[COURT],
        &[COURT, SUCCESSOR.0],
        "SPLIT",
        "2025-06-01",
    ));
    let on = "2025-06-02";
    let by_successor = |given: &Given| given.decide_at(SUCCESSOR, on, remove("OWN_WISH")).is_ok();
    // While the divided court goes on, it keeps what it has not handed over.
    assert!(!by_successor(&divided));
    check(&divided, (on, remove("OWN_WISH")), Ok(&["EntryRemoved"]));
    let away = divided.then(on, transfer(SUCCESSOR.0));
    assert!(by_successor(&away));
    check(&away, (on, remove("OWN_WISH")), Err(C::WrongCourt));
    // The person may be entered anew at the court that no longer keeps the entry.
    let again = with(submit(), json!({"application_id": application_id(2)}));
    check(&away, (on, again), Ok(&["ApplicationSubmitted"]));
}

#[test]
fn every_way_out_of_the_register_ends_the_certificate() {
    let issue = entry("issue_certificate", json!({"credential_id": id(0xcc, 1)}));
    let certified = Given::court().entered(DAY).then(DAY, issue);
    let to = |place: &str| entry("change_practice_location", json!({"practice_kato": place}));
    let revoke = json!({"act": "revoke_verification", "verification_id": verification_id(1),
        "reason": "FORGED"});
    let certificate = "CertificateRevoked";
    for (day, command, then) in [
        (DAY, remove("OWN_WISH"), vec!["EntryRemoved"]),
        (
            DAY,
            to("751310000"),
            vec!["PracticeLocationChanged", "EntryRemoved"],
        ),
        (
            DAY,
            establish("CONVICTION", DAY),
            vec!["BarEstablished", "EntryRemoved"],
        ),
        (
            DAY,
            command(revoke),
            vec!["VerificationRevoked", "EntryRemoved"],
        ),
        (
            "2026-03-03",
            entry("lapse_entry", json!({})),
            vec!["EntryLapsed"],
        ),
    ] {
        let expected: Vec<&str> = then.into_iter().chain([certificate]).collect();
        check(&certified, (day, command), Ok(&expected));
    }
    let stays = to("751410100");
    check(&certified, (DAY, stays), Ok(&["PracticeLocationChanged"]));
}
