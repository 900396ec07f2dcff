//! The ledger: 97 events of three courts, numbered by court as `A7`, and the office's facts.
//!
//! Persons: P1 is a professional mediator at A and at B; P2 a public one at A; P3 a retired
//! judge at C, and, as is found out in July, the same person as P2; P4 is refused at C; P5
//! has applied at C and not paid. A fee is five indices of 3 932 tenge, 1 966 000 tiyin.
//!
//! Referrals, with their procedures and days:
//!
//! | | channel, category, source | referred | agreed, due | ended | returned |
//! |---|---|---|---|---|---|
//! | a1 | in court, divorce, consultation | 27.1. | 28.1. P1, kk, paid to 50; 27.2., then 19.3. | 6.3., 37 d, settled | 7.3. |
//! | a2 | out of court, loan, parties | 14.2. | 18.2. P2, ru, free; 20.3. | 20.3., 30 d, expired | 27.3. |
//! | a3 | in court, loan, parties | 14.4. | 15.4. P1, kk, paid, band not told; 15.5. | 12.5., 27 d, one party withdrew | 13.5., by B |
//! | b1 | in court, loan, parties | 3.2. | 4.2. P1, ru, paid over 200; 6.3. | 4.3., 28 d, no settlement; in part, as corrected | 5.3. |
//! | b2 | in court, loan, parties | 11.3. | voided as a slip | | |
//! | c1 | in court, divorce, parties | 28.2. | 3.3. P3, kk, free; 2.4., then 14.4. | 10.4., 38 d, settled | 11.4. |
//! | c2 | out of court, loan, parties | 7.4. | never started | 18.4. | 22.4. |
//! | c3 | out of court, divorce, parties | 16.6. | 17.6. P3, ru, free; 17.7. | open | |

use serde_json::{Value, json};

use super::acts::{
    agree, apply, approval, assess, cases, consent, consultation, extension, feedback, pay, refer,
    register, result, session, tiyin, verify,
};
use super::world::{A, B, C, World, hash, id};

pub(super) const A1: &str = "KZ-35-206-2025-000001";
const A2: &str = "KZ-35-206-2025-000002";
const A3: &str = "KZ-35-206-2025-000003";
const B1: &str = "KZ-39-104-2025-000001";
const B2: &str = "KZ-39-104-2025-000002";
pub(super) const C1: &str = "KZ-55-101-2025-000001";
const C2: &str = "KZ-55-101-2025-000002";
const C3: &str = "KZ-55-101-2025-000003";

/// The entries of P1 and P2 at A, of P1 at B and of P3 at C.
const P1_AT_A: &str = "KZ-35-206-2025-00001";
pub(super) const P2_AT_A: &str = "KZ-35-206-2025-00002";
const P1_AT_B: &str = "KZ-39-104-2025-00001";
const P3_AT_C: &str = "KZ-55-101-2025-00001";

const LOAN: &str = "CIVIL.LOAN";
const DIVORCE: &str = "FAMILY.DIVORCE";

const FEE: i64 = 1_966_000;

/// Lives the ledger from the first day to the last.
pub(super) fn live(world: &mut World) {
    opening(world);
    january(world);
    february(world);
    early_march(world);
    world.goes_offline(C);
    while_c_is_away(world);
    after_the_merger(world);
    world.sync();
}

/// 1 January: what the office states before anybody acts. Inhabitants: 35 has 1 000 000,
/// 39 has 800 000, 55 has 500 000.
fn opening(world: &mut World) {
    let names = json!({"kk": "Оқу орталығы", "ru": "Учебный центр", "en": "Training centre"});
    let provider = json!({"id": "TP-001", "names": names, "valid_from": "2020-01-01"});
    world.fact(
        "2025-01-01",
        json!({"TrainingProviderRecognised": provider}),
    );
    for (region, inhabitants) in [("35", 1_000_000), ("39", 800_000), ("55", 500_000)] {
        let population = json!({
            "region": region, "year": 2025, "inhabitants": inhabitants, "source": "BNS-2025",
        });
        world.fact("2025-01-01", json!({"PopulationSet": population}));
    }
    for court in [A, B, C] {
        world.enrol(court);
    }
}

/// January: A1-A20, B1-B5, C1-C5.
fn january(world: &mut World) {
    // A1-A5: P1 on the 8th, entered on the 13th, after 5 days.
    apply(world, A, "P1", "PROFESSIONAL", "2025-01-08");
    verify(world, A, "P1", "PROFESSIONAL", "2025-01-08");
    assess(world, A, "P1", "2025-01-08");
    pay(world, A, "P1", "2025-01-09");
    // A6-A8: P2 on the 10th; the fee is waived.
    apply(world, A, "P2", "PUBLIC", "2025-01-10");
    verify(world, A, "P2", "PUBLIC", "2025-01-10");
    let waiver = json!({
        "act": "waive_fee", "application_id": id("A/P2"), "fee_id": id("A/P2/fee"),
        "reason": "PUBLIC_MEDIATOR",
    });
    world.act(A, "2025-01-10", waiver);
    register(
        world,
        A,
        "P1",
        ("PROFESSIONAL", "2025-01-13"),
        &["kk", "ru"],
    );
    // C1-C5: P3 on the 13th, entered on the 15th, after 2 days.
    apply(world, C, "P3", "RETIRED_JUDGE", "2025-01-13");
    verify(world, C, "P3", "RETIRED_JUDGE", "2025-01-13");
    assess(world, C, "P3", "2025-01-13");
    pay(world, C, "P3", "2025-01-14");
    // A9-A13: a room, two consultations, forty leaflets, one contact.
    let hours = json!([{"weekday": 2, "from": "10:00:00", "to": "13:00:00"}]);
    world.act(
        A,
        "2025-01-14",
        json!({"act": "open_room", "room": "R-1", "hours": hours}),
    );
    register(world, C, "P3", ("RETIRED_JUDGE", "2025-01-15"), &["kk"]);
    world.act(A, "2025-01-15", consultation("k1", DIVORCE, "REFERRAL"));
    world.act(A, "2025-01-16", consultation("k2", LOAN, "INFORMATION"));
    world.act(
        A,
        "2025-01-20",
        json!({
            "act": "provide_information", "channel": "LEAFLET", "language": "ru", "count": 40,
        }),
    );
    // B1-B5: P1 again on the 20th, on A's check of documents; entered after 2 days.
    world.sync();
    apply(world, B, "P1", "PROFESSIONAL", "2025-01-20");
    let reuse = json!({
        "act": "reuse_verification", "application_id": id("B/P1"),
        "verification_id": id("A/P1/check"), "from_court": A,
    });
    world.act(B, "2025-01-20", reuse);
    assess(world, B, "P1", "2025-01-20");
    pay(world, B, "P1", "2025-01-21");
    world.act(
        A,
        "2025-01-21",
        json!({"act": "log_contact", "with": "PARTY", "topic": "INFORMATION"}),
    );
    register(world, B, "P1", ("PROFESSIONAL", "2025-01-22"), &["kk"]);
    // A14: P2 is entered after 14 days, four too many.
    register(world, A, "P2", ("PUBLIC", "2025-01-24"), &["ru"]);
    // A15-A20: a1 is found suitable and referred, twelve days after k1, and agreed.
    let mut referral = refer("IN_COURT", DIVORCE, "a1");
    referral["source"] = json!("CONSULTATION");
    referral["consultation_id"] = json!(id("k1"));
    referral["suitability"] = json!(["CONTINUING_RELATION"]);
    world.act(A, "2025-01-27", referral);
    consent(world, A, A1, "2025-01-27");
    agree(
        world,
        A,
        (A1, P1_AT_A),
        "2025-01-28",
        ["kk", "PAID", "UP_TO_50"],
    );
}

/// February: A21-A30, B6-B11, C6-C13.
fn february(world: &mut World) {
    // C6-C10: P4 applies on the 3rd, pays, is refused after 9 days and gets the fee back.
    apply(world, C, "P4", "PROFESSIONAL", "2025-02-03");
    assess(world, C, "P4", "2025-02-03");
    // B6-B10: b1.
    world.act(B, "2025-02-03", refer("IN_COURT", LOAN, "b1"));
    consent(world, B, B1, "2025-02-03");
    pay(world, C, "P4", "2025-02-04");
    agree(
        world,
        B,
        (B1, P1_AT_B),
        "2025-02-04",
        ["ru", "PAID", "OVER_200"],
    );
    // A21, A22: two sessions of a1, both parties there; B11: one of b1, one party there.
    world.act(A, "2025-02-04", session(A1, None));
    world.act(A, "2025-02-11", session(A1, None));
    world.act(B, "2025-02-12", session(B1, Some(1)));
    let refusal = json!({
        "act": "refuse_registration", "application_id": id("C/P4"),
        "reasons": ["AGE_REQUIREMENT"],
    });
    world.act(C, "2025-02-12", refusal);
    let refund = json!({
        "act": "refund_fee", "fee_id": id("C/P4/fee"), "amount": tiyin(FEE), "reason": "REFUSED",
    });
    world.act(C, "2025-02-13", refund);
    // A23-A27: a2, referred on the 14th and recorded three days later, on the 17th.
    world.act_late(
        A,
        ("2025-02-14", "2025-02-17"),
        refer("OUT_OF_COURT", LOAN, "a2"),
    );
    consent(world, A, A2, "2025-02-17");
    agree(world, A, (A2, P2_AT_A), "2025-02-18", ["ru", "FREE", ""]);
    // A28: 27 February and 20 days are 19 March.
    world.act(A, "2025-02-20", extension(A1, 20));
    // A29, A30: a complaint about P2, and a proceeding.
    let complaint = json!({
        "act": "receive_complaint", "complaint_id": id("complaint"), "entry_no": P2_AT_A,
        "by": "PARTY", "ground": "IMPARTIALITY", "referral_no": A2,
    });
    world.act(A, "2025-02-24", complaint);
    let mut proceeding = about_p2("open_proceeding");
    proceeding["complaint_id"] = json!(id("complaint"));
    proceeding["body"] = json!("COMMISSION");
    world.act(A, "2025-02-25", proceeding);
    // C11-C15: c1, by the law's own example: 3 March and 30 days are 2 April.
    world.act(C, "2025-02-28", refer("IN_COURT", DIVORCE, "c1"));
    consent(world, C, C1, "2025-02-28");
}

/// 1 to 15 March: A31-A39, B12, B13, C14, C15.
fn early_march(world: &mut World) {
    // A31, A32: the breach is confirmed, and P2 suspended from 3 March.
    let mut outcome = about_p2("close_proceeding");
    outcome["outcome"] = json!("BREACH_CONFIRMED");
    world.act(A, "2025-03-03", outcome);
    world.act(A, "2025-03-03", about_p2("suspend_mediator"));
    agree(world, C, (C1, P3_AT_C), "2025-03-03", ["kk", "FREE", ""]);
    // B12: b1 comes back without a settlement: a slip of the pen, as is seen in June.
    world.act(B, "2025-03-05", result(B1, "NO_SETTLEMENT", "2025-03-04"));
    // A33-A39: a1 is settled, approved and scored; P2 appeals; the fund pays.
    world.act(A, "2025-03-07", result(A1, "FULL_SETTLEMENT", "2025-03-06"));
    let mut appeal = about_p2("lodge_appeal");
    appeal["appeal_id"] = json!(id("appeal"));
    appeal["against"] = json!("SUSPENSION");
    world.act(A, "2025-03-10", appeal);
    // B13: b2, which never was.
    world.act(B, "2025-03-11", refer("IN_COURT", LOAN, "b2"));
    world.act(A, "2025-03-12", approval(A1));
    for score in [5, 4] {
        world.act(A, "2025-03-13", feedback(A1, score));
    }
    let allocation = json!({
        "act": "allocate_revenue", "allocation_id": id("allocation"), "amount": tiyin(1_000_000),
        "purpose": "COORDINATOR_PAY",
    });
    world.act(A, "2025-03-14", allocation);
    let pay = json!({
        "act": "pay_coordinator", "allocation_id": id("allocation"), "office": "o-1",
        "amount": tiyin(600_000),
    });
    world.act(A, "2025-03-14", pay);
    world.sync();
}

/// 16 March to 20 May: A40-A48, B14, B15, and C16-C22, which nobody hears of.
fn while_c_is_away(world: &mut World) {
    // C16: a session of c1, both parties there.
    world.act(C, "2025-03-20", session(C1, None));
    // A40, A41: a2 ran out on the 20th; that is recorded on the 26th and returned after 7 days.
    let ground = json!({"act": "terminate", "referral_no": A2, "ground": "A26_5"});
    world.act(A, "2025-03-26", ground);
    world.act(A, "2025-03-27", result(A2, "EXPIRED", "2025-03-20"));
    // C17: decided on 1 April, the day before the last, and recorded on the 5th.
    world.act_late(C, ("2025-04-01", "2025-04-05"), extension(C1, 10));
    // C18: c2. A42, A43: the appeal is won; the suspension ends on 24 March.
    world.act(C, "2025-04-07", refer("OUT_OF_COURT", LOAN, "c2"));
    let won = json!({
        "act": "decide_appeal", "appeal_id": id("appeal"), "entry_no": P2_AT_A,
        "outcome": "WON", "effective_on": "2025-03-24",
    });
    world.act(A, "2025-04-08", won);
    cases(
        world,
        "2025-04-10",
        (A, 1),
        &[("CIVIL", 20), ("FAMILY", 10)],
    );
    cases(world, "2025-04-10", (B, 1), &[("CIVIL", 30)]);
    cases(world, "2025-04-10", (C, 1), &[("CIVIL", 15)]);
    // C19-C22: c1 is settled by its new term, approved and scored; c2 never starts.
    world.act(C, "2025-04-11", result(C1, "FULL_SETTLEMENT", "2025-04-10"));
    // A44-A48: a3.
    world.act(A, "2025-04-14", refer("IN_COURT", LOAN, "a3"));
    consent(world, A, A3, "2025-04-14");
    world.act(C, "2025-04-15", approval(C1));
    agree(world, A, (A3, P1_AT_A), "2025-04-15", ["kk", "PAID", ""]);
    world.act(C, "2025-04-16", feedback(C1, 3));
    world.act(C, "2025-04-22", result(C2, "NOT_STARTED", "2025-04-18"));
    // A merges into B on 1 May. B14, B15: a3 goes on there, and one party withdraws.
    let merger = json!({
        "act": "reorganise_courts", "predecessors": [A], "successors": [B], "kind": "MERGE",
        "effective_on": "2025-05-01", "act_ref": "Decree 1",
    });
    world.office("2025-04-25", merger);
    world.adopt(B, A);
    world.act(B, "2025-05-06", session(A3, Some(1)));
    world.act(B, "2025-05-13", result(A3, "WITHDRAWN_ONE", "2025-05-12"));
    world.sync();
    world.comes_back();
}

/// What is about the proceeding against P2.
fn about_p2(act: &str) -> Value {
    json!({"act": act, "entry_no": P2_AT_A, "proceeding_id": id("proceeding")})
}

/// 21 May to 2 July: B16-B20, C23-C29.
fn after_the_merger(world: &mut World) {
    // C23-C27: c3. C28, C29: P5 applies and does not pay.
    world.act(C, "2025-06-16", refer("OUT_OF_COURT", DIVORCE, "c3"));
    consent(world, C, C3, "2025-06-16");
    agree(world, C, (C3, P3_AT_C), "2025-06-17", ["ru", "FREE", ""]);
    apply(world, C, "P5", "PROFESSIONAL", "2025-06-18");
    assess(world, C, "P5", "2025-06-18");
    // B16-B18: b1 was settled in part; b2 never was; A37 gave 2 points, not 4.
    let b12 = world.event("ResultReturned", &[("referral_no", json!(B1))]);
    let in_part = json!({
        "act": "correct_record", "target_event": b12, "reason": "CLERICAL",
        "patch": {"result": "PARTIAL_SETTLEMENT"},
    });
    world.act(B, "2025-06-20", in_part);
    let b13 = world.event("DisputeReferred", &[("referral_no", json!(B2))]);
    let void = json!({"act": "void_event", "target_event": b13, "reason": "CLERICAL"});
    world.act(B, "2025-06-23", void);
    let score = [("referral_no", json!(A1)), ("score", json!(4))];
    let a37 = world.event("FeedbackReceived", &score);
    let two = json!({
        "act": "correct_record", "target_event": a37, "reason": "DISPUTED", "patch": {"score": 2},
    });
    world.act(B, "2025-06-23", two);
    // B19, B20: the judge refuses what was settled in b1; P1 leaves B.
    world.act(
        B,
        "2025-06-24",
        json!({"act": "refuse_settlement", "referral_no": B1}),
    );
    world.act(
        B,
        "2025-06-26",
        json!({"act": "remove_entry", "entry_no": P1_AT_B, "reason": "OWN_WISH"}),
    );
    cases(world, "2025-07-01", (A, 2), &[("CIVIL", 5)]);
    cases(world, "2025-07-01", (B, 2), &[("CIVIL", 25)]);
    let persons = json!({
        "act": "merge_persons", "person_keys": [hash("P2"), hash("P3")], "basis": "SAME_IIN",
    });
    world.office("2025-07-02", persons);
}
