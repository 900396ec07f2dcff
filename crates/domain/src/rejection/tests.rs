//! The rule book's index: one command for every code. The rules themselves are tested where
//! they stand; here nothing may be missing, and every refusal must say what is at fault.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use strum::VariantArray;

use super::*;
use crate::calendar::Calendar;
use crate::command::Command;
use crate::person::{Bin, FederalNo, Iin};
use crate::reference::event::ReferenceEvent;
use crate::scenario::*;

type Refusals = Vec<(Code, Rejection)>;

fn refused(given: &Given, command: Command) -> Rejection {
    refused_on(given, DAY, command)
}

fn refused_on(given: &Given, day: &str, command: Command) -> Rejection {
    given.decide(date(day), command).unwrap_err()
}

fn persons() -> Refusals {
    vec![
        (Code::IinInvalid, "900229450016".parse::<Iin>().unwrap_err()),
        (
            Code::NotNaturalPerson,
            "240440012343".parse::<Iin>().unwrap_err(),
        ),
        (Code::BinInvalid, "850101300124".parse::<Bin>().unwrap_err()),
        (
            Code::FederalNoInvalid,
            "FM-54V2C-837Y8-X".parse::<FederalNo>().unwrap_err(),
        ),
    ]
}

fn acts() -> Refusals {
    let court = Given::court();
    let ahead = court.decide_recorded(date("2025-03-04"), date(DAY), submit());
    let released = court.clone().fact(json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": "2025-03-02", "reason": "OWN_WISH"}}));
    let elsewhere = crate::Act {
        court: "KZ-75-204".parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date(DAY),
        recorded_on: date(DAY),
        reference: &court.reference,
    };
    let wrong_court = court.docket.decide(&elsewhere, submit());
    let mut without_calendar = Given::court().ready(DAY, "IN_COURT");
    without_calendar.reference.calendar = Calendar::default();
    let before_the_law = court.reference.rulesets.in_force(date("2011-08-04"));
    vec![
        (Code::DateInFuture, ahead.unwrap_err()),
        (Code::CoordinatorNotInOffice, refused(&released, submit())),
        (Code::WrongCourt, wrong_court.unwrap_err()),
        (Code::CalendarMissing, refused(&without_calendar, sign(1))),
        (Code::RulesetUnknown, before_the_law.unwrap_err()),
    ]
}

fn applications() -> Refusals {
    let court = Given::court();
    let applied = Given::court().applied(DAY);
    let place = with(submit(), json!({"practice_kato": "110000000"}));
    let again = with(submit(), json!({"application_id": application_id(2)}));
    let coordinator = with(submit(), json!({"person_key": person_key(9)}));
    let sro = with(submit(), json!({"sro": "SRO-999"}));
    let mut office = appointed(COURT, OFFICE, 1);
    office["CoordinatorAppointed"]["from"] = json!("2025-03-04");
    let own = applied
        .clone()
        .fact(json!({"CoordinatorReleased":
            {"court": COURT, "office": OFFICE, "on": DAY, "reason": "OWN_WISH"}}))
        .fact(office);
    let reasons = |reasons: Value| {
        command(
            json!({"act": "refuse_registration", "application_id": application_id(1),
            "reasons": reasons}),
        )
    };
    vec![
        (Code::ApplicationUnknown, refused(&court, verify())),
        (Code::AlreadyExists, refused(&applied, submit())),
        (Code::AlreadyEntered, refused(&applied, again)),
        (Code::PracticeLocationMismatch, refused(&court, place)),
        (
            Code::CoordinatorMediatorConflict,
            refused(&court, coordinator),
        ),
        (Code::SroUnknown, refused(&court, sro)),
        (
            Code::SelfVerification,
            refused_on(&own, "2025-03-04", verify()),
        ),
        (Code::ReasonMissing, refused(&applied, reasons(json!([])))),
        (
            Code::ConfidentialContent,
            refused(&applied, reasons(json!(["he lied"]))),
        ),
    ]
}

fn documents_shown() -> Refusals {
    let applied = Given::court().applied(DAY);
    let without = |missing: &str| {
        let mut items = documents();
        items.retain(|item| item["kind"] != missing);
        refused(&applied, with(verify(), json!({"items": items})))
    };
    let mut expired = documents();
    expired[0]["valid_to"] = json!("2025-03-02");
    let expired = with(verify(), json!({"items": expired}));
    let again = with(verify(), json!({"verification_id": verification_id(2)}));
    let revoke = command(json!({
        "act": "revoke_verification", "verification_id": verification_id(1), "reason": "FORGED",
    }));
    vec![
        (Code::DocumentMissing, without("IDENTITY")),
        (Code::EducationRequirement, without("DIPLOMA")),
        (Code::CertificateUnverified, without("TRAINING_CERTIFICATE")),
        (Code::DocumentExpired, refused(&applied, expired)),
        (
            Code::AlreadyVerified,
            refused(&Given::court().verified(DAY), again),
        ),
        (Code::NotVerified, refused(&applied, register())),
        (Code::VerificationUnknown, refused(&applied, revoke)),
    ]
}

fn fees_and_registration() -> Refusals {
    let paid = Given::court().paid(DAY);
    let assessed = Given::court().verified(DAY).then(DAY, assess(1));
    let amount = json!({"amount": {"amount_minor": 1, "currency": "KZT"}});
    let short = with(assessed.pay(DAY, 1), amount);
    let certificate = json!({"certificate":
        {"provider": "TP-999", "issued_on": "2020-01-01", "number_hash": hash(25)}});
    let kind = crate::entry::EntryKind::Public;
    let unpriced = crate::reference::Reference::default().fee(kind, date(DAY));
    vec![
        (Code::FeeScheduleMissing, unpriced.unwrap_err()),
        (Code::FeeUnpaid, refused(&assessed, register())),
        (Code::FeeAmountMismatch, refused(&assessed, short)),
        (Code::FeeUnknown, refused(&assessed, assessed.pay(DAY, 2))),
        (Code::PaymentDuplicate, refused(&paid, paid.pay(DAY, 1))),
        (
            Code::AgeRequirement,
            refused(&paid, with(register(), json!({"born_on": "2001-01-01"}))),
        ),
        (
            Code::TrainingProviderUnknown,
            refused(&paid, with(register(), certificate)),
        ),
        (
            Code::CategoryUnknown,
            refused(&paid, with(register(), json!({"categories": ["X"]}))),
        ),
        (
            Code::LanguageUnknown,
            refused(&paid, with(register(), json!({"languages": ["xx"]}))),
        ),
    ]
}

fn entries() -> Refusals {
    let court = Given::court();
    let entered = Given::court().entered(DAY);
    let bar = |since: &str| {
        entry(
            "establish_bar",
            json!({"bar": "CONVICTION", "since": since}),
        )
    };
    let barred = entered.clone().then(DAY, bar(DAY));
    let reinstate = entry("reinstate_entry", json!({"basis": "BAR_LIFTED"}));
    let suspend = entry("suspend_mediator", json!({"proceeding_id": id(0xe, 1)}));
    let lapse = entry("lapse_entry", json!({}));
    vec![
        (Code::EntryUnknown, refused(&court, lapse.clone())),
        (Code::WrongState, refused(&entered, lapse)),
        (Code::DateOrder, refused(&entered, bar("2025-03-04"))),
        (Code::StatutoryBar, refused(&barred, reinstate)),
        (
            Code::RenewalWindowClosed,
            refused(&entered, entry("renew_entry", json!({}))),
        ),
        (Code::DisciplineSequence, refused(&entered, suspend)),
    ]
}

fn quality_and_offices() -> Refusals {
    let entered = Given::court().entered(DAY);
    let review = json!({"body": "QB-99", "result": "SOUND"});
    let nobody = |_: crate::PersonKey, _: chrono::NaiveDate| None;
    let appointing = |training: Value, legal_education: Value| {
        let command = serde_json::from_value(json!({
            "act": "appoint_coordinator", "court": COURT, "office": "o-20",
            "person_key": person_key(1), "from": DAY, "training": training,
            "legal_education": legal_education,
        }));
        let reference = &entered.reference;
        let decided = crate::reference::decide(reference, &nobody, command.unwrap(), date(DAY));
        decided.unwrap_err()
    };
    let training = json!({"provider": "TP-014", "certificate_hash": hash(1), "completed_on": DAY});
    let registered = &entered.recorded.last().unwrap().1;
    let stated = registered.ensure_stated_by(crate::Source::Federal);
    vec![
        (
            Code::QualityBodyUnknown,
            refused(&entered, entry("record_quality_review", review)),
        ),
        (
            Code::CoordinatorTrainingMissing,
            appointing(json!(null), json!(null)),
        ),
        (
            Code::CoordinatorLegalEducationMissing,
            appointing(training, json!(null)),
        ),
        (Code::NotAuthoritative, stated.unwrap_err()),
    ]
}

fn referrals() -> Refusals {
    let court = Given::court();
    let referred = Given::court().referred(DAY, "IN_COURT");
    let consented = referred.clone().then(DAY, consent(0)).then(DAY, consent(1));
    let closed = referred.clone().then(DAY, give_back("NOT_STARTED", DAY));
    let referring = |changes: Value| refused(&court, with(refer(), changes));
    let consultation = command(json!({
        "act": "hold_consultation", "consultation_id": id(1, 1), "channel": "ROOM",
        "given_by": "JUDGE", "outcome": "NONE", "fee": {"amount_minor": 1, "currency": "KZT"},
    }));
    let enforcement = with(refer(), json!({"channel": "ENFORCEMENT"}));
    let list = referral(
        "offer_mediators",
        json!({"entries": [ENTRY], "method": "ALL"}),
    );
    let alone = with(choose(), json!({"all_parties": false}));
    let shares = referral("agree_cost_share", json!({"shares": [60, 60]}));
    let score = referral("receive_feedback", json!({"role": "PARTY", "score": 6}));
    vec![
        (Code::ReferralUnknown, refused(&court, consent(0))),
        (
            Code::ChannelUnknown,
            refused_on(&court, "2013-01-03", enforcement),
        ),
        (
            Code::PartiesInsufficient,
            referring(json!({"parties_count": 1})),
        ),
        (
            Code::NotMediable,
            referring(json!({"suitability": ["INCAPABLE_PARTY"]})),
        ),
        (
            Code::CoercionForbidden,
            referring(json!({"mandatory": true})),
        ),
        (Code::ConsultationMustBeFree, refused(&court, consultation)),
        (Code::ConsentMissing, refused(&referred, sign(1))),
        (Code::PartyUnknown, refused(&referred, consent(2))),
        (Code::MediatorMissing, refused(&consented, sign(1))),
        (
            Code::MediatorNotActive,
            refused_on(&referred, "2026-03-03", choose()),
        ),
        (Code::MediatorNotJointlyChosen, refused(&referred, alone)),
        (Code::ShortlistTooShort, refused(&referred, list)),
        (Code::CostShareInvalid, refused(&referred, shares)),
        (Code::AlreadyClosed, refused(&closed, consent(0))),
        (Code::ScoreInvalid, refused(&closed, score)),
    ]
}

fn procedures() -> Refusals {
    let ready = Given::court().ready(DAY, "OUT_OF_COURT");
    let agreed = Given::court().agreed(DAY, "OUT_OF_COURT");
    let criminal = Given::court().ready(DAY, "CRIMINAL");
    let deadline = json!({"deadline_on": "2025-05-15", "authority": "COURT"});
    let deadline = referral("set_procedural_deadline", deadline);
    let fixed = criminal.clone().then(DAY, deadline).then(DAY, sign(1));
    let extended = agreed.clone().then(DAY, extend(30));
    let extending = |changes: Value| refused(&agreed, with(extend(10), changes));
    let declared = with(sign(1), json!({"declared_due_on": "2025-04-03"}));
    let start = json!({"procedure_id": id(0xc, 1), "language": "ru", "fee_kind": "FREE"});
    let clause = json!({"agreement_on": "2020-06-01", "dispute_arose_on": "2025-03-01"});
    let clause = referral("record_pre_dispute_agreement", clause);
    let unsigned = give_back("FULL_SETTLEMENT", DAY);
    let unsigned = with(unsigned, json!({"signed_by_parties": false}));
    vec![
        (Code::DueDateInconsistent, refused(&ready, declared)),
        (
            Code::ExtensionAfterExpiry,
            refused_on(&agreed, "2025-04-03", extend(10)),
        ),
        (Code::AggregateCapExceeded, refused(&extended, extend(1))),
        (Code::ExtensionDaysInvalid, extending(json!({"days": 31}))),
        (
            Code::MutualDecisionMissing,
            extending(json!({"all_parties": false})),
        ),
        (
            Code::DeciderNotAllowed,
            extending(json!({"decided_by": "COURT"})),
        ),
        (
            Code::ProceduralDeadlineRequired,
            refused(&criminal, sign(1)),
        ),
        (Code::CriminalTermFixed, refused(&fixed, extend(10))),
        (Code::PreDisputeNotAllowed, refused(&ready, clause)),
        (
            Code::NewAgreementRequired,
            refused(&ready, referral("start_procedure", start)),
        ),
        (Code::SettlementUnsigned, refused(&agreed, unsigned)),
        (
            Code::ResultCodeUnknown,
            refused(&agreed, give_back("NOT_STARTED", DAY)),
        ),
    ]
}

fn funds() -> Refusals {
    let paid = Given::court().paid(DAY);
    let money = |tiyin: i64| json!({"amount_minor": tiyin, "currency": "KZT"});
    let allocate = |changes: Value| {
        let base = command(json!({
            "act": "allocate_revenue", "allocation_id": id(0x7, 1), "amount": money(100),
            "purpose": "COORDINATOR_PAY",
        }));
        with(base, changes)
    };
    let pay = command(json!({
        "act": "pay_coordinator", "allocation_id": id(0x7, 1), "office": OFFICE,
        "amount": money(100),
    }));
    vec![
        (
            Code::AllocationExceedsFunds,
            refused(&paid, allocate(json!({"amount": money(i64::MAX)}))),
        ),
        (
            Code::AllocationPurposeForbidden,
            refused(&paid, allocate(json!({"purpose": "EQUIPMENT"}))),
        ),
        (Code::AllocationUnknown, refused(&paid, pay)),
    ]
}

fn before_disputes() -> Refusals {
    let court = Given::court();
    let close = command(json!({"act": "close_room", "room": "R-1"}));
    let contact = command(json!({
        "act": "log_contact", "with": "PARTY", "topic": "FEE", "note": "N. N. called",
    }));
    let by_a_party = with(refer(), json!({"assessed_by": "PARTY"}));
    vec![
        (Code::RoomUnknown, refused(&court, close)),
        (Code::PiiInPublicEvent, refused(&court, contact)),
        (Code::ActorNotAllowed, refused(&court, by_a_party)),
    ]
}

fn corrections_and_oversight() -> Refusals {
    use crate::correction::{CorrectionCommand, CorrectionReason, decide, patched};
    let given = Given::court().referred(DAY, "IN_COURT");
    let act = crate::Act {
        court: COURT.parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date(DAY),
        recorded_on: date(DAY),
        reference: &given.reference,
    };
    let void = CorrectionCommand::VoidEvent {
        target_event: crate::EventId(id(0xee, 1)),
        reason: CorrectionReason::Clerical,
    };
    let (_, referred) = given.recorded.last().unwrap();
    let finding = "RETURN_OVERDUE/referral/X".parse().unwrap();
    vec![
        (Code::EventUnknown, decide(&act, void, None).unwrap_err()),
        (
            Code::PatchInvalid,
            patched(referred, &serde_json::Map::new()).unwrap_err(),
        ),
        (
            Code::FindingUnknown,
            crate::oversight::close(None, finding, "EXPLAINED").unwrap_err(),
        ),
        (
            Code::FieldNotPublic,
            crate::visibility::ensure_visible("iin", crate::visibility::Audience::Judge)
                .unwrap_err(),
        ),
    ]
}

fn index() -> Refusals {
    let families = [
        persons(),
        acts(),
        applications(),
        documents_shown(),
        fees_and_registration(),
        entries(),
        quality_and_offices(),
        referrals(),
        procedures(),
        funds(),
        before_disputes(),
        corrections_and_oversight(),
    ];
    families.into_iter().flatten().collect()
}

#[test]
fn every_code_is_produced_by_its_rule() {
    let mut produced = BTreeMap::new();
    for (code, rejection) in index() {
        assert_eq!(rejection.code, code, "{rejection}");
        produced.insert(code, rejection);
    }
    let missing: Vec<&Code> = Code::VARIANTS
        .iter()
        .filter(|code| !produced.contains_key(*code))
        .collect();
    assert!(missing.is_empty(), "no test refuses by {missing:?}");
}

#[test]
fn a_refusal_reads_alone_with_its_code_and_article() {
    for (code, rejection) in index() {
        let told = rejection.to_string();
        let ending = format!(" ({code}, {})", code.article());
        assert!(told.ends_with(&ending), "{told}");
        assert!(rejection.detail.len() >= 15, "{told}");
        assert!(!rejection.detail.ends_with('.'), "{told}");
    }
}

#[test]
fn a_code_reads_back_as_written() {
    assert_eq!(Code::FeeUnpaid.as_str(), "FEE_UNPAID");
    for code in Code::VARIANTS {
        assert_eq!(code.as_str().parse(), Ok(*code));
        assert_eq!(code.to_string(), code.as_str());
    }
}

#[test]
fn reference_facts_never_fail() {
    // What names nothing known changes nothing.
    let mut reference = crate::reference::Reference::default();
    let policy: ReferenceEvent = serde_json::from_value(json!({"CourtPolicySet":
        {"court": COURT, "coordinator_required": false, "effective_on": DAY}}))
    .unwrap();
    reference.evolve(&policy);
    assert!(reference.courts.is_empty());
}
