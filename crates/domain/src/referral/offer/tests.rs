use serde_json::json;

use crate::command::Command;
use crate::referral::Referral;
use crate::rejection::Code as C;
use crate::scenario::*;

fn act(name: &str) -> Command {
    referral(name, json!({}))
}

fn list(entries: &[&str], reason: Option<&str>) -> Command {
    let list = json!({"entries": entries, "method": "ALL", "reason": reason});
    referral("offer_mediators", list)
}

fn share(shares: &[u8]) -> Command {
    referral("agree_cost_share", json!({"shares": shares}))
}

fn remove() -> Command {
    entry("remove_entry", json!({"reason": "OWN_WISH"}))
}

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

#[test]
fn t22_an_offer_without_answer_is_refused_after_ten_days() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(&referred, (DAY, act("lapse_offer")), Err(C::WrongState));
    check(
        &referred,
        (DAY, act("offer_mediation")),
        Ok(&["MediationOffered"]),
    );
    let offered = referred.then(DAY, act("offer_mediation"));
    assert_eq!(state(&offered).answer_by, Some(date("2025-03-13")));
    check(
        &offered,
        ("2025-03-13", act("lapse_offer")),
        Err(C::WrongState),
    );
    check(
        &offered,
        ("2025-03-14", act("lapse_offer")),
        Ok(&["OfferLapsed"]),
    );
    let lapsed = offered.clone().then("2025-03-14", act("lapse_offer"));
    check(
        &lapsed,
        ("2025-03-15", act("lapse_offer")),
        Err(C::WrongState),
    );
    let answered = offered.then(DAY, consent(0)).then(DAY, consent(1));
    check(
        &answered,
        ("2025-03-14", act("lapse_offer")),
        Err(C::WrongState),
    );
}

#[test]
fn parties_consent_and_withdraw_by_their_index() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(&referred, (DAY, consent(1)), Ok(&["PartyConsentRecorded"]));
    check(&referred, (DAY, consent(2)), Err(C::PartyUnknown));
    let withdraw = |index: u8| referral("withdraw_party", json!({"party_index": index}));
    check(&referred, (DAY, withdraw(0)), Ok(&["PartyWithdrew"]));
    check(&referred, (DAY, withdraw(255)), Err(C::PartyUnknown));
    check(&referred, ("2025-03-02", consent(0)), Err(C::DateOrder));
    check(&Given::court(), (DAY, consent(0)), Err(C::ReferralUnknown));
    let ready = Given::court().ready(DAY, "IN_COURT");
    let withdrawn = ready.then(DAY, withdraw(1));
    check(&withdrawn, (DAY, sign(1)), Err(C::ConsentMissing));
    // The other party's consent stands.
    let again = withdrawn.then(DAY, consent(1));
    check(&again, (DAY, sign(1)), Ok(&["MediationAgreementSigned"]));
}

#[test]
fn a_list_offers_two_active_mediators_or_says_why_not() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    let reason = Some("ONLY_ONE_ACTIVE");
    check(
        &referred,
        (DAY, list(&[ENTRY], reason)),
        Ok(&["MediatorListOffered"]),
    );
    for short in [
        list(&[ENTRY], None),
        list(&[], reason),
        list(&[ENTRY, ENTRY], None),
    ] {
        check(&referred, (DAY, short), Err(C::ShortlistTooShort));
    }
    let unknown = list(&["KZ-75-304-2025-00002"], reason);
    check(&referred, (DAY, unknown), Err(C::EntryUnknown));
    let removed = referred.then(DAY, remove());
    check(
        &removed,
        (DAY, list(&[ENTRY], reason)),
        Err(C::MediatorNotActive),
    );
}

#[test]
fn the_parties_choose_an_active_mediator_jointly() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(&referred, (DAY, choose()), Ok(&["MediatorChosen"]));
    let alone = with(choose(), json!({"all_parties": false}));
    check(&referred, (DAY, alone), Err(C::MediatorNotJointlyChosen));
    check(
        &referred,
        ("2026-03-03", choose()),
        Err(C::MediatorNotActive),
    );
    let coordinator = referred.clone().fact(appointed("KZ-75-204", "o-78", 1));
    check(
        &coordinator,
        (DAY, choose()),
        Err(C::CoordinatorMediatorConflict),
    );
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    check(&agreed, ("2025-04-02", choose()), Err(C::WrongState));
    check(&agreed, ("2025-04-03", choose()), Ok(&["MediatorChosen"]));
}

#[test]
fn cost_shares_are_stated_for_each_party_and_sum_to_a_hundred() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    for shares in [&[50, 50][..], &[100, 0]] {
        check(&referred, (DAY, share(shares)), Ok(&["CostShareAgreed"]));
    }
    for shares in [&[][..], &[100], &[50, 49], &[40, 30, 30], &[255, 255]] {
        check(&referred, (DAY, share(shares)), Err(C::CostShareInvalid));
    }
}
