use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::act::Act;
use crate::docket::Docket;
use crate::rejection::{Code as C, Rejection};
use crate::scenario::*;

/// What was recorded, with an id for each event: its place in the story.
pub(super) type Story = Vec<(EventId, chrono::NaiveDate, Event)>;

fn event_id(at: usize) -> EventId {
    EventId(Uuid::from_u128(0xeee << 64 | u128::try_from(at).unwrap()))
}

pub(super) fn story(given: &Given) -> Story {
    let recorded = given.recorded.iter().cloned().enumerate();
    recorded
        .map(|(at, (on, event))| (event_id(at), on, event))
        .collect()
}

/// The part of the story about the one referral.
pub(super) fn of_referral(given: &Given) -> Story {
    let mut story = story(given);
    story.retain(|(_, _, event)| matches!(event, Event::Referral(_)));
    story
}

fn of_entry(given: &Given) -> Story {
    let mut story = story(given);
    story
        .retain(|(_, _, event)| matches!(event, Event::Entry(event) if event.entry_no().is_some()));
    story
}

/// The id of the first event of that name.
pub(super) fn first(story: &Story, name: &str) -> EventId {
    let found = story.iter().find(|(_, _, event)| event.name() == name);
    found.unwrap().0
}

pub(super) fn void(id: EventId) -> CorrectionCommand {
    CorrectionCommand::VoidEvent {
        target_event: id,
        reason: CorrectionReason::Clerical,
    }
}

pub(super) fn correct(id: EventId, patch: Value) -> CorrectionCommand {
    CorrectionCommand::CorrectRecord {
        target_event: id,
        reason: CorrectionReason::Clerical,
        patch: patch.as_object().unwrap().clone(),
    }
}

fn corrected_by(corrections: &[CorrectionEvent]) -> Corrections {
    let mut all = Corrections::default();
    for correction in corrections {
        all.take(correction);
    }
    all
}

fn decided(
    given: &Given,
    stream: &Story,
    corrections: &[CorrectionEvent],
    asked: (&str, CorrectionCommand),
) -> Result<CorrectionEvent, Rejection> {
    let (day, command) = asked;
    let act = Act {
        court: COURT.parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date(day),
        recorded_on: date("2025-12-31"),
        reference: &given.reference,
    };
    let corrections = corrected_by(corrections);
    let target = Target {
        stream,
        corrections: &corrections,
    };
    decide(&act, command, Some(&target))
}

#[track_caller]
pub(super) fn refused(given: &Given, stream: &Story, command: CorrectionCommand, code: C) {
    let told = format!("{command:?}");
    let rejection = decided(given, stream, &[], ("2025-06-02", command)).unwrap_err();
    assert_eq!(rejection.code, code, "{told}: {rejection}");
}

#[track_caller]
pub(super) fn allowed(
    given: &Given,
    stream: &Story,
    command: CorrectionCommand,
) -> CorrectionEvent {
    let told = format!("{command:?}");
    match decided(given, stream, &[], ("2025-06-02", command)) {
        Ok(event) => event,
        Err(rejection) => panic!("{told}: {rejection}"),
    }
}

fn patch_of(event: CorrectionEvent) -> Value {
    match event {
        CorrectionEvent::RecordCorrected { patch, .. } => Value::Object(patch),
        CorrectionEvent::EventVoided { .. } => unreachable!("{event:?}"),
    }
}

#[test]
fn an_event_is_corrected_where_it_stands() {
    let given = Given::court().referred(DAY, "IN_COURT");
    let stream = of_referral(&given);
    let referred = first(&stream, "DisputeReferred");
    let command = correct(referred, json!({"category": "FAMILY"}));
    let correction = allowed(&given, &stream, command.clone());
    assert_eq!(patch_of(correction.clone()), json!({"category": "FAMILY"}));

    let on = |day: &str| decided(&given, &stream, &[], (day, command.clone()));
    assert!(on(DAY).is_ok());
    assert_eq!(on("2025-03-02").unwrap_err().code, C::DateOrder);
    assert_eq!(on("2026-01-01").unwrap_err().code, C::DateInFuture);

    let docket = Docket::fold(borrowed(&story(&given)), &corrected_by(&[correction]));
    let referral = docket.referrals.values().next().unwrap();
    assert_eq!(referral.category, "FAMILY".parse().unwrap());
}

fn borrowed(story: &Story) -> impl Iterator<Item = (EventId, chrono::NaiveDate, &Event)> {
    story.iter().map(|(id, on, event)| (*id, *on, event))
}

#[test]
fn a_later_patch_applies_to_the_earlier_ones() {
    let given = Given::court().referred(DAY, "IN_COURT");
    let stream = of_referral(&given);
    let referred = first(&stream, "DisputeReferred");
    let family = allowed(
        &given,
        &stream,
        correct(referred, json!({"category": "FAMILY"})),
    );
    let again = correct(referred, json!({"category": "FAMILY"}));
    let told = decided(
        &given,
        &stream,
        std::slice::from_ref(&family),
        ("2025-06-02", again),
    );
    assert_eq!(told.unwrap_err().code, C::PatchInvalid);
    let three = correct(referred, json!({"parties_count": 3}));
    let three = decided(
        &given,
        &stream,
        std::slice::from_ref(&family),
        ("2025-06-02", three),
    );
    let corrections = corrected_by(&[family, three.unwrap()]);
    let recorded = &stream.iter().find(|(id, _, _)| *id == referred).unwrap().2;
    let now = corrections.corrected(referred, recorded).unwrap();
    let whole = patched(
        recorded,
        json!({"category": "FAMILY", "parties_count": 3})
            .as_object()
            .unwrap(),
    );
    assert_eq!(now.as_ref(), &whole.unwrap());
    assert!(corrections.is_touched(referred));
    assert!(!corrections.is_touched(event_id(404)));
}

#[test]
fn what_a_court_that_was_before_corrected_comes_before_what_this_one_corrects() {
    let patch = |value: Value| CorrectionEvent::RecordCorrected {
        target_event: event_id(1),
        reason: CorrectionReason::Clerical,
        patch: value.as_object().unwrap().clone(),
    };
    let voided = CorrectionEvent::EventVoided {
        target_event: event_id(2),
        reason: CorrectionReason::Legal,
    };
    let (family, three) = (
        patch(json!({"category": "FAMILY"})),
        patch(json!({"parties_count": 3})),
    );
    let mut all = corrected_by(&[family.clone(), voided.clone()]);
    all.merge(&corrected_by(std::slice::from_ref(&three)));
    assert_eq!(all, corrected_by(&[family, voided, three]));
}

#[test]
fn a_patch_gives_an_event_that_could_have_been_stated() {
    let given = Given::court().agreed(DAY, "IN_COURT");
    let (entry, referral) = (of_entry(&given), of_referral(&given));
    let registered = first(&entry, "MediatorRegistered");
    let referred = first(&referral, "DisputeReferred");
    let signed = first(&referral, "MediationAgreementSigned");
    for (patch, code) in [
        (json!({}), C::PatchInvalid),
        (json!({"category": "HEALTH.TREATMENT"}), C::PatchInvalid),
        (json!({"category": null}), C::PatchInvalid),
        (json!({"parties_count": "two"}), C::PatchInvalid),
        (json!({"parties_count": 1}), C::PartiesInsufficient),
        (json!({"colour": "RED"}), C::PatchInvalid),
        (json!({"referral_no": REFERRAL}), C::PatchInvalid),
        (
            json!({"after": {"consultation_id": id(1, 1), "on": DAY}}),
            C::PatchInvalid,
        ),
        (json!({"category": "NO_SUCH"}), C::CategoryUnknown),
        (json!({"stage": "he lied to us"}), C::ConfidentialContent),
        (json!({"stage": ""}), C::ConfidentialContent),
        (json!({"stage": "A".repeat(65)}), C::ConfidentialContent),
        (json!({"stage": "A".repeat(64)}), C::PatchInvalid),
        (json!({"referred_on": "2026-01-01"}), C::DateInFuture),
        (json!({"referred_on": "1999-12-31"}), C::PatchInvalid),
        (json!({"channel": "OUT_OF_COURT"}), C::WrongState),
    ] {
        refused(&given, &referral, correct(referred, patch), code);
    }
    let many = vec!["kk"; 65];
    for (patch, code) in [
        (json!({"entry_no": ENTRY}), C::PatchInvalid),
        (json!({"person_key": person_key(7)}), C::PatchInvalid),
        (
            json!({"verification_id": verification_id(7)}),
            C::PatchInvalid,
        ),
        (json!({"personal": {"sealed": "AAAA"}}), C::PatchInvalid),
        (json!({"languages": many}), C::PatchInvalid),
        (json!({"languages": ["xx"]}), C::LanguageUnknown),
        (json!({"valid_to": "2025-01-01"}), C::DateOrder),
    ] {
        refused(&given, &entry, correct(registered, patch), code);
    }
    let languages = json!({"languages": ["en"], "sro": null});
    allowed(&given, &entry, correct(registered, languages));
    let band = json!({"fee_band": "UP_TO_10"});
    allowed(&given, &referral, correct(signed, band));
    let band = json!({"fee_band": "UP_TO_10", "fee_kind": "FREE"});
    refused(
        &given,
        &referral,
        correct(signed, band),
        C::CostShareInvalid,
    );
}

#[test]
fn only_entries_and_referrals_are_corrected() {
    let given = Given::court().entered(DAY);
    let entry = of_entry(&given);
    refused(&given, &entry, void(event_id(404)), C::EventUnknown);
    let act = Act {
        court: COURT.parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date(DAY),
        recorded_on: date(DAY),
        reference: &given.reference,
    };
    let nowhere = decide(&act, void(event_id(1)), None).unwrap_err();
    assert_eq!(nowhere.code, C::EventUnknown);
    let consultation = command(json!({
        "act": "hold_consultation", "consultation_id": id(1, 1), "channel": "PHONE",
        "given_by": "JUDGE", "outcome": "NONE",
    }));
    let inform = command(json!({
        "act": "provide_information", "channel": "PAGE", "language": "kk", "count": 1,
    }));
    for other in [consultation, inform] {
        let told = story(&Given::court().then(DAY, other));
        let rejection = decided(&given, &told, &[], (DAY, void(event_id(0)))).unwrap_err();
        assert_eq!(rejection.code, C::EventUnknown);
        assert!(rejection.detail.contains("state a new fact"), "{rejection}");
    }
}

#[test]
fn an_office_that_is_not_held_corrects_nothing() {
    let given = Given::court().entered(DAY);
    let (entry, void) = (of_entry(&given), void(event_id(0)));
    let released = given.clone().fact(json!({"CoordinatorReleased":
        {"court": COURT, "office": OFFICE, "on": DAY, "reason": "OWN_WISH"}}));
    let told = decided(&released, &entry, &[], ("2025-03-04", void));
    assert_eq!(told.unwrap_err().code, C::CoordinatorNotInOffice);
}

#[test]
fn an_event_is_voided_once() {
    let given = Given::court().ready(DAY, "IN_COURT");
    let stream = of_referral(&given);
    let consented = first(&stream, "PartyConsentRecorded");
    let voided = allowed(&given, &stream, void(consented));
    for again in [
        void(consented),
        correct(consented, json!({"on": "2025-03-02"})),
    ] {
        let told = decided(
            &given,
            &stream,
            std::slice::from_ref(&voided),
            ("2025-06-02", again),
        );
        assert_eq!(told.unwrap_err().code, C::AlreadyClosed);
    }
}

#[test]
fn what_begins_a_matter_is_voided_while_nothing_stands_after_it() {
    let given = Given::court().ready(DAY, "IN_COURT");
    let stream = of_referral(&given);
    let referred = first(&stream, "DisputeReferred");
    refused(&given, &stream, void(referred), C::WrongState);
    let later = stream.iter().skip(2).map(|(id, _, _)| *id);
    let voided: Vec<CorrectionEvent> = later.map(|id| allowed(&given, &stream, void(id))).collect();
    assert!(decided(&given, &stream, &voided, ("2025-06-02", void(referred))).is_ok());

    let entered = Given::court().entered(DAY);
    let registered = first(&of_entry(&entered), "MediatorRegistered");
    allowed(&entered, &of_entry(&entered), void(registered));
    let changed = entered.then(DAY, entry("remove_entry", json!({"reason": "OWN_WISH"})));
    let stream = of_entry(&changed);
    refused(&changed, &stream, void(registered), C::WrongState);
}

#[test]
fn nothing_is_left_standing_on_what_is_voided() {
    let given = Given::court()
        .agreed(DAY, "IN_COURT")
        .then("2025-03-20", extend(10))
        .then("2025-03-25", give_back("FULL_SETTLEMENT", "2025-03-25"));
    let stream = of_referral(&given);
    let of = |name: &str| first(&stream, name);
    for below in ["MediationAgreementSigned", "MediationExtended"] {
        refused(&given, &stream, void(of(below)), C::WrongState);
    }
    let mut voided = Vec::new();
    for last in [
        "ResultReturned",
        "MediationExtended",
        "MediationAgreementSigned",
    ] {
        let told = decided(&given, &stream, &voided, ("2025-06-02", void(of(last))));
        voided.push(told.unwrap());
    }
}

#[test]
fn what_happens_in_a_procedure_rests_on_its_agreement_and_on_no_extension() {
    let agreed = Given::court().agreed(DAY, "IN_COURT");
    let session = referral("hold_session", json!({"mode": "VIDEO", "minutes": 60}));
    let replacement = json!({"entry_no": ENTRY, "reason": "PARTIES_WISH", "all_parties": true});
    for later in [
        session,
        referral("replace_mediator", replacement),
        referral("suspend_proceedings", json!({})),
    ] {
        let given = agreed.clone().then("2025-03-10", later.clone());
        let stream = of_referral(&given);
        let signed = first(&stream, "MediationAgreementSigned");
        refused(&given, &stream, void(signed), C::WrongState);
        let extended = agreed.clone().then(DAY, extend(10));
        let given = extended.then("2025-03-10", later);
        let stream = of_referral(&given);
        allowed(&given, &stream, void(first(&stream, "MediationExtended")));
    }
}

#[test]
fn what_follows_a_result_rests_on_it() {
    let settled = Given::court()
        .agreed(DAY, "IN_COURT")
        .then(DAY, give_back("FULL_SETTLEMENT", DAY));
    let stream = of_referral(&settled);
    allowed(&settled, &stream, void(first(&stream, "ResultReturned")));
    for later in [
        referral("approve_settlement", json!({"state_fee_refunded": true})),
        referral("refuse_settlement", json!({})),
        referral("report_breach", json!({})),
        referral("receive_feedback", json!({"role": "PARTY", "score": 4})),
    ] {
        let given = settled.clone().then(DAY, later);
        let stream = of_referral(&given);
        let returned = first(&stream, "ResultReturned");
        refused(&given, &stream, void(returned), C::WrongState);
    }
}

#[test]
fn a_corrected_agreement_ends_on_the_day_the_law_gives() {
    let given = Given::court()
        .ready(DAY, "IN_COURT")
        .then("2025-03-05", sign(1));
    let stream = of_referral(&given);
    let signed = first(&stream, "MediationAgreementSigned");
    let filled = allowed(
        &given,
        &stream,
        correct(signed, json!({"agreement_on": DAY})),
    );
    assert_eq!(
        patch_of(filled),
        json!({"agreement_on": DAY, "due_on_raw": "2025-04-02", "due_on": "2025-04-02"})
    );
    let stated = json!({"agreement_on": DAY, "due_on": "2025-04-02"});
    allowed(&given, &stream, correct(signed, stated));
    for wrong in [
        json!({"agreement_on": DAY, "due_on": "2025-04-03"}),
        json!({"due_on": "2025-05-04"}),
        json!({"due_on_raw": "2025-05-04"}),
    ] {
        refused(
            &given,
            &stream,
            correct(signed, wrong),
            C::DueDateInconsistent,
        );
    }
    let same = correct(signed, json!({"language": "kk"}));
    assert_eq!(
        patch_of(allowed(&given, &stream, same)),
        json!({"language": "kk"})
    );
}

#[test]
fn a_corrected_extension_stays_inside_the_law() {
    let given = Given::court()
        .agreed(DAY, "IN_COURT")
        .then("2025-04-01", extend(10));
    let stream = of_referral(&given);
    let extended = first(&stream, "MediationExtended");
    let filled = allowed(&given, &stream, correct(extended, json!({"days": 20})));
    assert_eq!(
        patch_of(filled),
        json!({"days": 20, "new_due_on_raw": "2025-04-22", "new_due_on": "2025-04-22"})
    );
    for (patch, code) in [
        (json!({"days": 31}), C::ExtensionDaysInvalid),
        (json!({"decided_on": "2025-04-03"}), C::ExtensionAfterExpiry),
        (json!({"decided_by": "COURT"}), C::DeciderNotAllowed),
        (json!({"all_parties": false}), C::MutualDecisionMissing),
        (
            json!({"days": 20, "new_due_on": "2025-04-23"}),
            C::DueDateInconsistent,
        ),
        (json!({"no": 2}), C::PatchInvalid),
    ] {
        refused(&given, &stream, correct(extended, patch), code);
    }
}

#[test]
fn a_last_day_is_not_moved_under_an_extension() {
    let given = Given::court()
        .ready(DAY, "IN_COURT")
        .then("2025-03-05", sign(1))
        .then("2025-04-01", extend(10));
    let stream = of_referral(&given);
    let signed = first(&stream, "MediationAgreementSigned");
    let earlier = correct(signed, json!({"agreement_on": DAY}));
    refused(&given, &stream, earlier.clone(), C::WrongState);
    let extended = first(&stream, "MediationExtended");
    let voided = allowed(&given, &stream, void(extended));
    assert!(decided(&given, &stream, &[voided], ("2025-06-02", earlier)).is_ok());
}

#[test]
fn a_deadline_is_not_corrected_under_an_agreement() {
    let deadline = json!({"deadline_on": "2025-05-15", "authority": "COURT"});
    let set = Given::court()
        .ready(DAY, "CRIMINAL")
        .then(DAY, referral("set_procedural_deadline", deadline));
    let stream = of_referral(&set);
    let fact = first(&stream, "ProceduralDeadlineSet");
    let later = json!({"deadline_on": "2025-06-16"});
    allowed(&set, &stream, correct(fact, later.clone()));
    let signed = set.then(DAY, sign(1));
    let stream = of_referral(&signed);
    refused(&signed, &stream, correct(fact, later), C::WrongState);
    refused(&signed, &stream, void(fact), C::WrongState);
}

#[test]
fn a_pre_dispute_procedure_is_corrected_by_the_same_law() {
    let mut given = Given::court();
    let law = given.reference.rulesets.in_force(date(DAY)).unwrap();
    let mut ruleset = serde_json::to_value(law).unwrap();
    ruleset["parameters"]["pre_dispute_channels"] = json!(["OUT_OF_COURT"]);
    given = given.fact(json!({"RulesetPublished": ruleset}));
    let clause = json!({"agreement_on": "2020-06-01", "dispute_arose_on": "2025-03-01"});
    let start = json!({"procedure_id": id(0xc, 1), "language": "ru", "fee_kind": "FREE"});
    let given = given
        .ready(DAY, "OUT_OF_COURT")
        .then(
            "2025-03-10",
            referral("record_pre_dispute_agreement", clause),
        )
        .then("2025-03-10", referral("start_procedure", start));
    let stream = of_referral(&given);
    let started = first(&stream, "ProcedureStarted");
    let filled = allowed(
        &given,
        &stream,
        correct(started, json!({"started_on": "2025-03-04"})),
    );
    assert_eq!(
        patch_of(filled),
        json!({"started_on": "2025-03-04", "due_on_raw": "2025-04-03", "due_on": "2025-04-03"})
    );
    let early = correct(started, json!({"started_on": "2025-02-28"}));
    refused(&given, &stream, early, C::DateOrder);
    let clause = first(&stream, "PreDisputeAgreementRecorded");
    refused(&given, &stream, void(clause), C::WrongState);
}

#[test]
fn a_voided_number_is_not_given_again() {
    let given = Given::court().entered(DAY).then(DAY, refer());
    let story = story(&given);
    let corrections: Vec<CorrectionEvent> = ["MediatorRegistered", "DisputeReferred"]
        .map(|name| CorrectionEvent::EventVoided {
            target_event: first(&story, name),
            reason: CorrectionReason::Legal,
        })
        .to_vec();
    let docket = Docket::fold(borrowed(&story), &corrected_by(&corrections));
    assert!(docket.entries.is_empty() && docket.referrals.is_empty());
    let court = COURT.parse().unwrap();
    let next = docket.next_entry_no(court, date(DAY)).unwrap();
    assert_eq!(next.serial(), 2);
    let next = docket.next_referral_no(court, date(DAY)).unwrap();
    assert_eq!(next.serial(), 2);
}

#[test]
fn a_patch_nobody_allowed_changes_nothing() {
    let given = Given::court().entered(DAY);
    let story = story(&given);
    let stray = CorrectionEvent::RecordCorrected {
        target_event: first(&story, "MediatorRegistered"),
        reason: CorrectionReason::Disputed,
        patch: json!({"entry_no": "x", "kind": 7})
            .as_object()
            .unwrap()
            .clone(),
    };
    let docket = Docket::fold(borrowed(&story), &corrected_by(&[stray]));
    assert_eq!(docket, given.docket);
}

/// A story in which much happens to one entry and one dispute.
fn long() -> Given {
    let act = |name: &str| referral(name, json!({}));
    let session = referral(
        "hold_session",
        json!({"mode": "VIDEO", "minutes": 60, "attended": 1}),
    );
    Given::court()
        .agreed(DAY, "IN_COURT")
        .then(DAY, act("suspend_proceedings"))
        .then("2025-03-10", session)
        .then("2025-03-20", extend(10))
        .then("2025-03-25", give_back("FULL_SETTLEMENT", "2025-03-25"))
        .then(
            "2025-04-01",
            referral("approve_settlement", json!({"state_fee_refunded": true})),
        )
        .then(
            "2025-04-02",
            referral("receive_feedback", json!({"role": "PARTY", "score": 4})),
        )
        .then(
            "2025-04-03",
            entry("change_profile", json!({"changed": {"languages": ["en"]}})),
        )
        .then(
            "2025-04-04",
            entry("remove_entry", json!({"reason": "OWN_WISH"})),
        )
}

/// Patches of which each fits some events.
fn patches() -> Vec<Value> {
    vec![
        json!({"category": "FAMILY"}),
        json!({"on": "2025-03-15"}),
        json!({"language": "kk", "fee_kind": "FREE"}),
        json!({"minutes": 90, "attended": null}),
        json!({"languages": ["kk"], "sro": null}),
        json!({"amount": {"amount_minor": 5}}),
        json!({"result": "PARTIAL_SETTLEMENT", "sessions": 2}),
        json!({"kind": "RETIRED_JUDGE"}),
        json!({"party_index": 0}),
    ]
}

/// What is equal of two dockets whose numbers are given differently.
fn without_serials(docket: &Docket) -> impl PartialEq + std::fmt::Debug + use<> {
    let Docket {
        applications,
        entries,
        referrals,
        fees,
        fund,
        ..
    } = docket.clone();
    (applications, entries, referrals, fees, fund)
}

proptest! {
    #[test]
    fn folding_without_corrections_is_taking_over_one_by_one(length in 0usize..40) {
        let given = long();
        let story: Story = story(&given).into_iter().take(length).collect();
        let mut one_by_one = Docket::default();
        for (_, on, event) in &story {
            one_by_one.evolve(event, *on);
        }
        prop_assert_eq!(Docket::fold(borrowed(&story), &Corrections::default()), one_by_one);
    }

    #[test]
    fn of_a_voided_event_nothing_remains(picks in proptest::collection::vec(0usize..40, 1..4)) {
        let story = story(&long());
        let voided: Vec<EventId> = picks.iter().map(|at| story[at % story.len()].0).collect();
        let corrections: Vec<CorrectionEvent> = voided
            .iter()
            .map(|id| CorrectionEvent::EventVoided {
                target_event: *id,
                reason: CorrectionReason::Clerical,
            })
            .collect();
        let without: Story = story
            .iter()
            .filter(|(id, _, _)| !voided.contains(id))
            .cloned()
            .collect();
        let folded = Docket::fold(borrowed(&story), &corrected_by(&corrections));
        let never = Docket::fold(borrowed(&without), &Corrections::default());
        prop_assert_eq!(without_serials(&folded), without_serials(&never));
    }

    #[test]
    fn a_patched_event_is_as_if_it_had_been_stated_so(at in 0usize..40, which in 0usize..9) {
        let mut story = story(&long());
        let at = at % story.len();
        let patch = patches()[which].as_object().unwrap().clone();
        let (id, _, event) = &story[at];
        let Ok(next) = patched(event, &patch) else {
            return Ok(());
        };
        let correction = CorrectionEvent::RecordCorrected {
            target_event: *id,
            reason: CorrectionReason::Clerical,
            patch,
        };
        let folded = Docket::fold(borrowed(&story), &corrected_by(&[correction]));
        story[at].2 = next;
        prop_assert_eq!(folded, Docket::fold(borrowed(&story), &Corrections::default()));
    }
}

#[test]
fn each_patch_of_the_property_fits_an_event() {
    let story = story(&long());
    for patch in patches() {
        let patch = patch.as_object().unwrap();
        let fits =
            |(_, _, event): &(EventId, chrono::NaiveDate, Event)| patched(event, patch).is_ok();
        assert!(story.iter().any(fits), "{patch:?}");
    }
}
