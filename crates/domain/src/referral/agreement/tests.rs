use serde_json::json;

use crate::command::Command;
use crate::event::Event;
use crate::ids::ProcedureId;
use crate::referral::Referral;
use crate::referral::event::{FeeBand, Ground, ReferralEvent};
use crate::referral::tests::{also_entered, numbers};
use crate::rejection::Code as C;
use crate::scenario::*;
use crate::term::Due;

/// A law that lets an agreement from before the dispute count from the procedure's start.
fn pre_dispute_allowed(given: Given) -> Given {
    let law = given.reference.rulesets.in_force(date(DAY)).unwrap();
    let mut ruleset = serde_json::to_value(law).unwrap();
    ruleset["parameters"]["pre_dispute_channels"] = json!(["OUT_OF_COURT", "ARBITRATION"]);
    given.fact(json!({"RulesetPublished": ruleset}))
}

fn session() -> Command {
    referral("hold_session", json!({"mode": "VIDEO", "minutes": 90}))
}

fn pre_dispute(agreement_on: &str, arose_on: &str) -> Command {
    let dates = json!({"agreement_on": agreement_on, "dispute_arose_on": arose_on});
    referral("record_pre_dispute_agreement", dates)
}

fn start() -> Command {
    let form = json!({"procedure_id": id(0xc, 1), "language": "ru", "fee_kind": "FREE"});
    referral("start_procedure", form)
}

fn remove() -> Command {
    entry("remove_entry", json!({"reason": "OWN_WISH"}))
}

/// The one referral of the scenario.
fn state(given: &Given) -> Referral {
    *given.docket.referrals.values().next().unwrap()
}

fn due_of(given: &Given) -> Due {
    state(given).procedure.unwrap().term.due
}

#[test]
fn an_agreement_needs_consents_a_mediator_and_a_language() {
    let referred = Given::court().referred(DAY, "IN_COURT");
    check(&referred, (DAY, sign(1)), Err(C::ConsentMissing));
    let consented = referred.then(DAY, consent(0)).then(DAY, consent(1));
    check(&consented, (DAY, sign(1)), Err(C::MediatorMissing));
    let ready = consented.then(DAY, choose());
    check(&ready, (DAY, sign(1)), Ok(&["MediationAgreementSigned"]));
    let unknown = with(sign(1), json!({"language": "xx"}));
    check(&ready, (DAY, unknown), Err(C::LanguageUnknown));
    check(
        &ready.clone().then(DAY, remove()),
        (DAY, sign(1)),
        Err(C::MediatorNotActive),
    );
    let agreed = ready.then(DAY, sign(1));
    check(&agreed, (DAY, sign(2)), Err(C::WrongState));
}

#[test]
fn the_due_date_is_the_laws_and_not_what_was_written_down() {
    let ready = Given::court().ready("2025-01-31", "IN_COURT");
    let declared = |on: &str| ("2025-01-31", with(sign(1), json!({"declared_due_on": on})));
    check(
        &ready,
        declared("2025-03-03"),
        Ok(&["MediationAgreementSigned"]),
    );
    check(&ready, declared("2025-03-02"), Err(C::DueDateInconsistent));
    let agreed = ready.then("2025-01-31", sign(1));
    let (raw, rolled) = (date("2025-03-02"), date("2025-03-03"));
    assert_eq!(due_of(&agreed), Due { raw, rolled });
}

#[test]
fn t11_after_the_expiry_a_new_agreement_starts_a_new_procedure() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let after = "2025-04-03";
    check(&agreed, (after, extend(10)), Err(C::ExtensionAfterExpiry));
    check(&agreed, (after, session()), Err(C::WrongState));
    let signed = ["MediationTerminated", "MediationAgreementSigned"];
    check(&agreed, (after, sign(2)), Ok(&signed));
    let events = agreed.decide(date(after), sign(2)).unwrap();
    let [
        Event::Referral(ReferralEvent::MediationTerminated { ground, on, .. }),
        Event::Referral(ReferralEvent::MediationAgreementSigned {
            previous_procedure_id,
            ..
        }),
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!((*ground, *on), (Ground::Expired, date("2025-04-02")));
    assert_eq!(*previous_procedure_id, Some(ProcedureId(id(0xc, 1))));
    let renewed = agreed.then(after, sign(2));
    assert_eq!(due_of(&renewed).rolled, date("2025-05-05"));
    assert_eq!(state(&renewed).procedure.unwrap().term.extended_days, 0);
}

#[test]
fn t18_an_agreement_before_the_dispute_starts_a_procedure_where_the_law_allows() {
    let day = "2025-03-10";
    let clause = pre_dispute("2020-06-01", "2025-03-01");
    let ready = Given::court().ready(day, "OUT_OF_COURT");
    check(&ready, (day, clause.clone()), Err(C::PreDisputeNotAllowed));
    check(&ready, (day, start()), Err(C::NewAgreementRequired));
    let allowed = pre_dispute_allowed(ready);
    check(
        &allowed,
        (day, clause.clone()),
        Ok(&["PreDisputeAgreementRecorded"]),
    );
    check(
        &allowed,
        (day, pre_dispute("2025-03-02", "2025-03-01")),
        Err(C::DateOrder),
    );
    let recorded = allowed.then(day, clause.clone());
    check(&recorded, (day, start()), Ok(&["ProcedureStarted"]));
    let started = recorded.then(day, start());
    assert_eq!(due_of(&started).rolled, date("2025-04-09"));
    check(&started, (day, start()), Err(C::WrongState));
    let expired = ["MediationTerminated", "ProcedureStarted"];
    check(&started, ("2025-04-10", start()), Ok(&expired));
    let in_court = pre_dispute_allowed(Given::court().ready(day, "IN_COURT"));
    check(&in_court, (day, clause), Err(C::NewAgreementRequired));
}

#[test]
fn a_band_is_stated_of_a_fee_that_is_agreed() {
    let ready = Given::court().ready(DAY, "IN_COURT");
    let form = |kind: &str| with(sign(1), json!({"fee_kind": kind, "fee_band": "UP_TO_50"}));
    check(&ready, (DAY, form("FREE")), Err(C::CostShareInvalid));
    check(
        &ready,
        (DAY, form("PAID")),
        Ok(&["MediationAgreementSigned"]),
    );
    let agreed = ready.then(DAY, form("PAID"));
    let procedure = state(&agreed).procedure.unwrap();
    assert_eq!(procedure.fee_band, Some(FeeBand::UpTo50));
}

#[test]
fn a_public_mediator_works_unpaid() {
    let public = json!({"kind": "PUBLIC"});
    let referred = also_entered(Given::court().referred(DAY, "IN_COURT"), 2, DAY, public);
    let consented = referred.then(DAY, consent(0)).then(DAY, consent(1));
    let second = json!({"entry_no": numbers(&[2])[0]});
    let chosen = consented.clone().then(DAY, with(choose(), second.clone()));
    let free = with(sign(1), json!({"fee_kind": "FREE"}));
    check(&chosen, (DAY, sign(1)), Err(C::CostShareInvalid));
    check(
        &chosen,
        (DAY, free.clone()),
        Ok(&["MediationAgreementSigned"]),
    );

    let mut replace = json!({"reason": "PARTIES_WISH", "all_parties": true});
    replace["entry_no"] = second["entry_no"].clone();
    let replace = referral("replace_mediator", replace);
    let chosen = consented.then(DAY, choose());
    let paid = chosen.clone().then(DAY, sign(1));
    check(&paid, (DAY, replace.clone()), Err(C::CostShareInvalid));
    let free = chosen.then(DAY, free);
    check(&free, (DAY, replace), Ok(&["MediatorReplaced"]));
}

/// A court under the proposal, as if it were the law from 2025 on.
fn under_the_proposal() -> Given {
    let court = Given::court();
    let proposal = "DRAFT-PRE-DISPUTE".parse().unwrap();
    let draft = court.reference.rulesets.named(proposal).unwrap();
    let mut ruleset = serde_json::to_value(draft).unwrap();
    ruleset["line"] = json!("IN_FORCE");
    ruleset["effective_from"] = json!("2025-01-01");
    court.fact(json!({"RulesetPublished": ruleset}))
}

#[test]
fn under_the_proposal_a_clause_starts_a_procedure_out_of_court_and_in_arbitration() {
    let clause = pre_dispute("2020-06-01", "2025-03-01");
    for channel in ["OUT_OF_COURT", "ARBITRATION"] {
        let literal = Given::court().ready(DAY, channel);
        check(
            &literal,
            ("2025-03-10", clause.clone()),
            Err(C::PreDisputeNotAllowed),
        );
        let ready = under_the_proposal().ready(DAY, channel);
        let started = ready
            .then("2025-03-10", clause.clone())
            .then("2025-03-10", start());
        let due_on = date("2025-04-09");
        let due = Due {
            raw: due_on,
            rolled: due_on,
        };
        assert_eq!(due_of(&started), due, "{channel}");
        check(
            &started,
            ("2025-04-09", extend(30)),
            Ok(&["MediationExtended"]),
        );
        check(
            &started,
            ("2025-04-10", extend(30)),
            Err(C::ExtensionAfterExpiry),
        );
    }
    let in_court = under_the_proposal().ready(DAY, "IN_COURT");
    check(
        &in_court,
        ("2025-03-10", clause),
        Err(C::NewAgreementRequired),
    );
}

#[test]
fn an_arbitration_has_no_case_that_rests_and_no_judge_who_approves() {
    let agreed = Given::court().agreed(DAY, "ARBITRATION");
    let rest = referral("suspend_proceedings", json!({}));
    check(&agreed, (DAY, rest), Err(C::WrongState));
    let settled = agreed.then("2025-03-20", give_back("FULL_SETTLEMENT", "2025-03-20"));
    let approve = referral("approve_settlement", json!({"state_fee_refunded": false}));
    check(&settled, ("2025-03-21", approve), Err(C::WrongState));
}

#[test]
fn a_due_date_that_is_not_the_laws_is_told_with_the_arithmetic() {
    let ready = Given::court().ready(DAY, "IN_COURT");
    let declared = with(sign(1), json!({"declared_due_on": "2025-04-03"}));
    let refused = ready.decide(date(DAY), declared).unwrap_err();
    assert_eq!(
        refused.detail,
        "by KZ-2021 (art 20(9), 23(1), 23(2)) 2025-03-03 + 30 days = 2025-04-02; \
         the agreement states 2025-04-03: correct it"
    );
}

#[test]
fn a_new_agreement_is_not_dated_inside_the_procedure_before_it() {
    let ended = Given::court().agreed(DAY, "IN_COURT").then(
        "2025-03-20",
        referral("terminate", json!({"ground": "A26_3"})),
    );
    check(&ended, ("2025-03-10", sign(2)), Err(C::DateOrder));
    check(
        &ended,
        ("2025-03-20", sign(2)),
        Ok(&["MediationAgreementSigned"]),
    );
}
