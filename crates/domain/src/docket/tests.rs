use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::correction::Corrections;
use crate::ids::EventId;
use crate::scenario::*;

/// What a coordinator may ask, in an order in which much of it is allowed.
fn commands() -> Vec<Command> {
    let entry_acts = [
        entry("change_profile", json!({"changed": {"languages": ["en"]}})),
        entry("renew_entry", json!({"fee_id": fee_id(2)})),
        entry("lapse_entry", json!({})),
        entry(
            "receive_complaint",
            json!({"complaint_id": id(0xd, 1), "by": "PARTY",
            "ground": "COSTS"}),
        ),
        entry(
            "open_proceeding",
            json!({"proceeding_id": id(0xe, 1),
            "complaint_id": id(0xd, 1), "body": "SRO-007"}),
        ),
        entry(
            "close_proceeding",
            json!({"proceeding_id": id(0xe, 1),
            "outcome": "BREACH_CONFIRMED"}),
        ),
        entry("suspend_mediator", json!({"proceeding_id": id(0xe, 1)})),
        entry("lift_suspension", json!({"reason": "APPEAL_WON"})),
        entry(
            "establish_bar",
            json!({"bar": "PROSECUTION", "since": "2025-01-01"}),
        ),
        entry("lift_bar", json!({"bar": "PROSECUTION"})),
        entry("remove_entry", json!({"reason": "OWN_WISH"})),
        entry("reinstate_entry", json!({"basis": "APPEAL_WON"})),
    ];
    let referral_acts = [
        referral("offer_mediation", json!({})),
        referral("lapse_offer", json!({})),
        consent(0),
        consent(1),
        referral("withdraw_party", json!({"party_index": 1})),
        choose(),
        sign(1),
        sign(2),
        extend(10),
        extend(25),
        referral("hold_session", json!({"mode": "PHONE", "minutes": 30})),
        referral("suspend_proceedings", json!({})),
        referral("resume_proceedings", json!({})),
        referral("terminate", json!({"ground": "A26_5"})),
        referral("terminate", json!({"ground": "A26_4"})),
        give_back("EXPIRED", "2025-04-02"),
        give_back("WITHDRAWN_ONE", DAY),
        referral("receive_feedback", json!({"role": "PARTY", "score": 3})),
    ];
    let court = Given::court();
    let second = json!({"application_id": application_id(2), "person_key": person_key(2)});
    let first = [
        submit(),
        verify(),
        assess(1),
        court.pay(DAY, 1),
        register(),
        refer(),
    ];
    let later = [assess(2), court.pay(DAY, 2), with(submit(), second)];
    let all = first.into_iter().chain(later).chain(entry_acts);
    all.chain(referral_acts).chain(court_acts()).collect()
}

/// What is about the court itself: fund, rooms, consultations and lists.
fn court_acts() -> [Command; 7] {
    let tiyin = |tiyin: i64| json!({"amount_minor": tiyin, "currency": "KZT"});
    let refund = json!({"act": "refund_fee", "fee_id": fee_id(1), "amount": tiyin(500),
        "reason": "REFUSED"});
    let allocate = json!({"act": "allocate_revenue", "allocation_id": id(0x7, 1),
        "amount": tiyin(1_000), "purpose": "COORDINATOR_PAY"});
    let pay = json!({"act": "pay_coordinator", "allocation_id": id(0x7, 1), "office": OFFICE,
        "amount": tiyin(400)});
    let open = json!({"act": "open_room", "room": "R-1", "hours": []});
    let consult = json!({"act": "hold_consultation", "consultation_id": id(1, 1),
        "channel": "ROOM", "room": "R-1", "given_by": "COORDINATOR", "outcome": "REFERRAL"});
    let close = json!({"act": "close_room", "room": "R-1"});
    let list = json!({"act": "offer_mediators", "referral_no": REFERRAL, "entries": [ENTRY],
        "method": "ROTATION", "reason": "ONLY_ONE_ACTIVE"});
    [refund, allocate, pay, open, consult, close, list].map(command)
}

/// How many commands there are to draw from.
const COMMANDS: usize = 46;

fn any_story() -> impl Strategy<Value = Vec<(usize, i64)>> {
    // Most stories begin as the list does, so that they get somewhere.
    let steps = proptest::collection::vec((0usize..COMMANDS, 0i64..9), 0..60);
    (0usize..7, steps).prop_map(|(head, tail)| {
        let head = (0..head).map(|at| (at, 0));
        head.chain(tail).collect()
    })
}

/// The docket after every command of the story that was allowed.
fn told(story: &[(usize, i64)]) -> Given {
    let commands = commands();
    let mut given = Given::court();
    let mut day = date(DAY);
    for (at, days) in story {
        day += chrono::Duration::days(*days);
        let command = commands[at % commands.len()].clone();
        if let Ok(events) = given.decide(day, command) {
            assert!(!events.is_empty());
            given.record(day, events);
        }
    }
    given
}

proptest! {
    #[test]
    fn a_replay_gives_the_same_state(story in any_story()) {
        let given = told(&story);
        let mut replayed = Docket::default();
        for (on, event) in &given.recorded {
            replayed.evolve(event, *on);
        }
        prop_assert_eq!(replayed, given.docket);
    }

    #[test]
    fn events_in_any_order_and_number_are_taken_over(
        story in any_story(),
        picks in proptest::collection::vec(any::<proptest::sample::Index>(), 0..80),
    ) {
        let recorded = told(&story).recorded;
        prop_assume!(!recorded.is_empty());
        let mut shuffled = Given::court();
        for pick in picks {
            let (on, event) = pick.get(&recorded).clone();
            shuffled.record(on, vec![event]);
        }
        for command in commands() {
            let _ = shuffled.decide(date(DAY), command);
        }
    }

    #[test]
    fn an_event_stated_twice_in_a_row_changes_no_index(story in any_story()) {
        let given = told(&story);
        let mut twice = Docket::default();
        for (on, event) in &given.recorded {
            twice.evolve(event, *on);
            twice.evolve(event, *on);
        }
        prop_assert_eq!(twice.matters_of, given.docket.matters_of);
        prop_assert_eq!(twice.fees_of, given.docket.fees_of);
        prop_assert_eq!(twice.entry_serials, given.docket.entry_serials);
    }
}

#[test]
fn most_of_the_commands_are_allowed_in_some_story() {
    let count = commands().len();
    assert_eq!(count, COMMANDS);
    let story: Vec<(usize, i64)> = (0..count).map(|at| (at, 1)).collect();
    assert!(told(&story).recorded.len() > 20);
}

#[test]
fn numbers_are_given_by_year_from_one() {
    let given = Given::court()
        .entered("2025-12-30")
        .then("2025-12-30", refer());
    let number = |day: &str| {
        let court = COURT.parse().unwrap();
        let entry_no = given.docket.next_entry_no(court, date(day)).unwrap();
        let referral_no = given.docket.next_referral_no(court, date(day)).unwrap();
        (entry_no.to_string(), referral_no.to_string())
    };
    let of = |year, serial| {
        (
            format!("{COURT}-{year}-{serial:05}"),
            format!("{COURT}-{year}-{serial:06}"),
        )
    };
    assert_eq!(number("2025-12-31"), of(2025, 2));
    assert_eq!(number("2026-01-01"), of(2026, 1));
}

#[test]
fn a_year_without_numbers_left_says_so() {
    let mut given = Given::court();
    let court = COURT.parse().unwrap();
    given.docket.entry_serials.insert((court, 2025), 99_999);
    let refused = given.docket.next_entry_no(court, date(DAY)).unwrap_err();
    assert_eq!(refused.code, Code::AlreadyExists);
    assert!(refused.detail.contains("2025"), "{refused}");
}

#[test]
fn a_court_that_went_in_whole_leaves_its_fund_and_one_that_was_split_does_not() {
    let own = Given::court().paid(DAY).docket;
    let open = json!({"act": "open_room", "room": "R-1", "hours": []});
    let theirs = Given::court().paid(DAY).then(DAY, command(open));
    let adopted = |estate| {
        let mut docket = own.clone();
        let left = theirs.recorded.iter();
        let left = left.map(|(on, event)| (EventId(id(0xee, 1)), *on, event));
        docket.adopt(left, &Corrections::default(), estate);
        docket
    };
    let receipts = own.fund.receipts;
    let (whole, matters) = (adopted(Estate::Whole), adopted(Estate::Matters));
    assert_eq!(whole.fund.receipts, 2 * receipts);
    assert_eq!(matters.fund.receipts, receipts);
    for docket in [whole, matters] {
        assert_eq!(docket.rooms, own.rooms);
    }
}

/// A court with so many applications of other people, their documents verified, and one of
/// the first person that was refused.
fn busy(applications: u128) -> Given {
    let refuse = command(json!({
        "act": "refuse_registration", "application_id": application_id(1),
        "reasons": ["AGE_REQUIREMENT"],
    }));
    let mut given = Given::court().verified(DAY).then(DAY, refuse);
    for number in 1_000..1_000 + applications {
        let application_id = ApplicationId(application_id(number));
        let submitted = EntryEvent::ApplicationSubmitted {
            application_id,
            person_key: person_key(number),
            kind: entry::EntryKind::Professional,
            practice_kato: PLACE.parse().unwrap(),
            sro: None,
            requested_on: date(DAY),
        };
        let verified = EntryEvent::DocumentsVerified {
            application_id,
            verification_id: VerificationId(verification_id(number)),
            items: Vec::new(),
            verified_on: date(DAY),
        };
        for event in [submitted, verified] {
            given.docket.evolve(&Event::from(event), date(DAY));
        }
    }
    given
}

/// The shortest of some runs of the same twenty commands.
fn time_of_twenty(given: &Given, command: &Command) -> Duration {
    let act = Act {
        court: COURT.parse().unwrap(),
        office: OFFICE.parse().unwrap(),
        on: date(DAY),
        recorded_on: date(DAY),
        reference: &given.reference,
    };
    let run = || {
        let began = Instant::now();
        for _ in 0..20 {
            assert!(given.docket.decide(&act, command.clone()).is_ok());
        }
        began.elapsed()
    };
    (0..10).map(|_| run()).min().unwrap()
}

#[test]
fn a_command_does_not_walk_over_a_hundred_thousand_applications() {
    let second = json!({"application_id": application_id(2)});
    let submit = with(submit(), second.clone());
    let mut items = documents();
    items[0] = document("IDENTITY", 99);
    let verify = with(
        with(verify(), second),
        json!({
            "verification_id": verification_id(2), "items": items,
        }),
    );
    let times = |given: Given| {
        let submitting = time_of_twenty(&given, &submit);
        let applied = given.then(DAY, submit.clone());
        [submitting, time_of_twenty(&applied, &verify)]
    };
    for (few, many) in times(busy(100)).into_iter().zip(times(busy(100_000))) {
        // A walk over all of them takes a hundred times as long and more.
        assert!(many < few * 20, "{many:?} with many, {few:?} with few");
    }
}
