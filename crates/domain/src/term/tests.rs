use std::sync::LazyLock;

use chrono::Datelike;
use proptest::prelude::*;

use super::*;
use crate::reference::{Reference, builtin};

static FACTS: LazyLock<Reference> = LazyLock::new(|| builtin::reference().unwrap());

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn due(raw: &str, rolled: &str) -> Due {
    Due {
        raw: date(raw),
        rolled: date(rolled),
    }
}

/// The law in force on a day.
fn law_on(day: &str) -> Law<'static> {
    Law {
        ruleset: FACTS.rulesets.in_force(date(day)).unwrap(),
        calendar: &FACTS.calendar,
    }
}

/// A ruleset by its name.
fn law(ruleset: &str) -> Law<'static> {
    Law {
        ruleset: FACTS.rulesets.named(ruleset.parse().unwrap()).unwrap(),
        calendar: &FACTS.calendar,
    }
}

/// A term concluded out of court, and its cap.
fn concluded(agreement_on: &str) -> (Term, Due) {
    let law = law_on(agreement_on);
    let term = law.conclude(Channel::OutOfCourt, date(agreement_on), None);
    let term = term.unwrap();
    (term, law.cap(&term).unwrap())
}

/// A decision of all parties.
fn days(days: u16, decided_on: &str) -> Extension {
    Extension {
        days,
        decided_on: date(decided_on),
        decided_by: Decider::Parties,
        all_parties: true,
    }
}

fn extended(term: &Term, extension: Extension) -> Result<Due, Code> {
    let law = law_on(&extension.decided_on.to_string());
    let term = law.extend(term, extension);
    term.map(|term| term.due)
        .map_err(|rejection| rejection.code)
}

#[track_caller]
fn check(agreement_on: &str, due_on: (&str, &str), cap: (&str, &str)) {
    let (term, capped) = concluded(agreement_on);
    assert_eq!(term.due, due(due_on.0, due_on.1), "due");
    assert_eq!(capped, due(cap.0, cap.1), "cap");
}

#[test]
fn t1_thirty_days_from_the_agreement_and_sixty_in_all() {
    check(
        "2025-03-03",
        ("2025-04-02", "2025-04-02"),
        ("2025-05-02", "2025-05-02"),
    );
    let (term, _) = concluded("2025-03-03");
    let extension = extended(&term, days(30, "2025-04-01"));
    assert_eq!(extension, Ok(due("2025-05-02", "2025-05-02")));
}

#[test]
fn t2_a_sunday_moves_to_monday() {
    check(
        "2025-01-31",
        ("2025-03-02", "2025-03-03"),
        ("2025-04-01", "2025-04-01"),
    );
}

#[test]
fn t3_a_leap_february_is_counted_day_by_day() {
    check(
        "2024-01-31",
        ("2024-03-01", "2024-03-01"),
        ("2024-03-31", "2024-04-01"),
    );
}

#[test]
fn t4_the_leap_day_is_a_last_day() {
    check(
        "2024-01-30",
        ("2024-02-29", "2024-02-29"),
        ("2024-03-30", "2024-04-01"),
    );
}

#[test]
fn t5_an_agreement_of_the_leap_day_counts_like_any_other() {
    check(
        "2024-02-29",
        ("2024-03-30", "2024-04-01"),
        ("2024-04-29", "2024-04-29"),
    );
}

#[test]
fn t6_the_last_day_of_february_is_no_month_term() {
    check(
        "2025-02-28",
        ("2025-03-30", "2025-03-31"),
        ("2025-04-29", "2025-04-29"),
    );
}

#[test]
fn t7_a_term_runs_over_the_turn_of_the_year() {
    check(
        "2023-12-31",
        ("2024-01-30", "2024-01-30"),
        ("2024-02-29", "2024-02-29"),
    );
}

#[test]
fn t8_new_year_and_the_weekend_after_it_are_passed_over() {
    check(
        "2025-12-02",
        ("2026-01-01", "2026-01-05"),
        ("2026-01-31", "2026-02-02"),
    );
}

#[test]
fn t9_nauryz_and_its_transferred_days_come_from_the_calendar() {
    check(
        "2026-02-19",
        ("2026-03-21", "2026-03-26"),
        ("2026-04-20", "2026-04-20"),
    );
}

#[test]
fn t10_extensions_fill_the_cap_and_no_more() {
    let (term, cap) = concluded("2025-03-03");
    let law = law_on("2025-04-02");
    let first = law.extend(&term, days(10, "2025-04-02")).unwrap();
    assert_eq!(first.due, due("2025-04-12", "2025-04-14"));
    let second = law.extend(&first, days(20, "2025-04-14")).unwrap();
    assert_eq!(second.due, cap);
    assert_eq!((second.extended_days, second.extensions), (30, 2));
    let third = extended(&second, days(1, "2025-05-02"));
    assert_eq!(third, Err(Code::AggregateCapExceeded));
}

#[test]
fn t11_an_extension_after_the_last_day_is_too_late() {
    let (term, _) = concluded("2025-03-03");
    assert!(extended(&term, days(10, "2025-04-02")).is_ok());
    let late = extended(&term, days(10, "2025-04-03"));
    assert_eq!(late, Err(Code::ExtensionAfterExpiry));
}

#[test]
fn t12_an_extension_of_the_rolled_day_counts_from_the_raw_one() {
    let (term, cap) = concluded("2025-01-31");
    assert_eq!(extended(&term, days(30, "2025-03-03")), Ok(cap));
    let too_long = extended(&term, days(31, "2025-03-03"));
    assert_eq!(too_long, Err(Code::ExtensionDaysInvalid));
}

#[test]
fn t13_an_extension_decided_in_time_counts_though_recorded_late() {
    let (term, _) = concluded("2025-03-03");
    assert!(extended(&term, days(10, "2025-04-01")).is_ok());
    let (decided_on, recorded_on) = (date("2025-04-01"), date("2025-04-05"));
    assert!(term.due.is_recorded_late(decided_on, recorded_on));
    assert!(!term.due.is_recorded_late(decided_on, date("2025-04-02")));
    assert!(!term.due.is_recorded_late(recorded_on, recorded_on));
}

#[test]
fn t14_an_extension_is_one_to_thirty_days() {
    let (term, _) = concluded("2025-03-03");
    for wrong in [0, 31, u16::MAX] {
        let refused = extended(&term, days(wrong, "2025-03-10"));
        assert_eq!(refused, Err(Code::ExtensionDaysInvalid), "{wrong}");
    }
}

#[test]
fn t15_the_court_extended_until_the_parties_did() {
    let court = |extension| Extension {
        decided_by: Decider::Court,
        ..extension
    };
    let in_court = |law: Law<'_>, on| law.conclude(Channel::InCourt, date(on), None).unwrap();
    let old = in_court(law_on("2012-02-15"), "2012-02-15");
    let refused = extended(&old, days(10, "2012-03-01"));
    assert_eq!(refused, Err(Code::DeciderNotAllowed));
    assert!(extended(&old, court(days(10, "2012-03-01"))).is_ok());

    let new = in_court(law_on("2023-04-17"), "2023-04-17");
    assert!(extended(&new, days(10, "2023-05-01")).is_ok());
    let refused = extended(&new, court(days(10, "2023-05-01")));
    assert_eq!(refused, Err(Code::DeciderNotAllowed));

    let seed = law("KZ-SEED");
    assert!(seed.extend(&new, days(10, "2023-05-01")).is_ok());
    assert!(seed.extend(&new, court(days(10, "2023-05-01"))).is_ok());
}

#[test]
fn t16_the_extrajudicial_variant_gives_sixty_and_thirty() {
    let law = law("KZ-2011-EXTRAJUDICIAL");
    let began_on = date("2013-02-04");
    let term = law.conclude(Channel::OutOfCourt, began_on, None).unwrap();
    assert_eq!(term.due.raw, add_days(began_on, 60));
    let longer = law.extend(&term, days(30, "2013-04-01")).unwrap();
    assert_eq!(longer.due.raw, add_days(began_on, 90));
    let refused = law.extend(&longer, days(1, "2013-05-01")).unwrap_err();
    assert_eq!(refused.code, Code::AggregateCapExceeded);
}

#[test]
fn t17_a_criminal_term_is_the_authoritys() {
    let law = law_on("2025-05-01");
    let began_on = date("2025-05-01");
    let conclude = |deadline: Option<&str>| {
        let term = law.conclude(Channel::Criminal, began_on, deadline.map(date));
        term.map(|term| term.due).map_err(|refused| refused.code)
    };
    assert_eq!(
        conclude(Some("2025-05-15")),
        Ok(due("2025-05-15", "2025-05-15"))
    );
    assert_eq!(conclude(None), Err(Code::ProceduralDeadlineRequired));
    assert_eq!(conclude(Some("2025-04-30")), Err(Code::DateOrder));
    let term = law.conclude(Channel::Criminal, began_on, Some(date("2025-05-15")));
    let term = term.unwrap();
    let refused = extended(&term, days(10, "2025-05-10"));
    assert_eq!(refused, Err(Code::CriminalTermFixed));
    assert_eq!(law.cap(&term), Ok(term.due));
}

#[test]
fn t18_an_agreement_before_the_dispute_has_run_out_unless_the_law_says_otherwise() {
    let dates = PreDispute {
        agreement_on: date("2020-06-01"),
        arose_on: date("2025-03-01"),
        started_on: date("2025-03-10"),
    };
    let refused = law_on("2025-03-10").start_pre_dispute(Channel::OutOfCourt, dates);
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, Code::PreDisputeNotAllowed);
    assert!(refused.detail.contains("2020-07-01"), "{refused}");

    let draft = law("DRAFT-PRE-DISPUTE");
    for channel in [Channel::OutOfCourt, Channel::Arbitration] {
        let term = draft.start_pre_dispute(channel, dates).unwrap();
        assert_eq!(term.due, due("2025-04-09", "2025-04-09"));
    }
    let in_court = draft.start_pre_dispute(Channel::InCourt, dates);
    assert_eq!(in_court.unwrap_err().code, Code::NewAgreementRequired);
    let backwards = PreDispute {
        arose_on: date("2025-03-11"),
        ..dates
    };
    let refused = draft.start_pre_dispute(Channel::OutOfCourt, backwards);
    assert_eq!(refused.unwrap_err().code, Code::DateOrder);
}

#[test]
fn an_extension_by_the_parties_needs_all_of_them() {
    let (term, _) = concluded("2025-03-03");
    let extension = Extension {
        all_parties: false,
        ..days(10, "2025-03-10")
    };
    assert_eq!(extended(&term, extension), Err(Code::MutualDecisionMissing));
}

#[test]
fn an_extension_before_the_agreement_is_refused() {
    let (term, _) = concluded("2025-03-03");
    let early = extended(&term, days(10, "2025-03-02"));
    assert_eq!(early, Err(Code::DateOrder));
}

#[test]
fn a_ruleset_may_allow_one_extension_only() {
    let mut ruleset = law("KZ-2021").ruleset.clone();
    ruleset.parameters.several_extensions_inside_cap = false;
    let law = Law {
        ruleset: &ruleset,
        calendar: &FACTS.calendar,
    };
    let (term, _) = concluded("2025-03-03");
    let first = law.extend(&term, days(1, "2025-03-10")).unwrap();
    let refused = law.extend(&first, days(1, "2025-03-10")).unwrap_err();
    assert_eq!(refused.code, Code::AggregateCapExceeded);
}

#[test]
fn a_channel_the_law_does_not_know_has_no_term() {
    let refused = law_on("2013-01-01").conclude(Channel::Enforcement, date("2013-01-01"), None);
    assert_eq!(refused.unwrap_err().code, Code::ChannelUnknown);
}

#[test]
fn counts_from_hostile_events_are_refused_and_not_added() {
    let (term, _) = concluded("2025-03-03");
    let hostile = Term {
        extended_days: u16::MAX,
        extensions: u8::MAX,
        ..term
    };
    let longer = law_on("2025-03-10").extend(&hostile, days(30, "2025-03-10"));
    assert_eq!(longer.unwrap().extensions, u8::MAX);
    let far = Term {
        started_on: NaiveDate::MAX,
        due: Due {
            raw: NaiveDate::MAX,
            rolled: NaiveDate::MAX,
        },
        ..term
    };
    assert!(
        law_on("2025-03-10")
            .extend(&far, days(30, "2025-03-10"))
            .is_err()
    );
}

/// What the refusal of an extension says.
fn told(term: &Term, extension: Extension) -> String {
    let law = law_on(&extension.decided_on.to_string());
    law.extend(term, extension).unwrap_err().detail.into_owned()
}

#[test]
fn a_refused_extension_names_ruleset_article_and_arithmetic() {
    let (term, _) = concluded("2025-03-03");
    let article = "KZ-2021 (art 20(9), 23(1), 23(2))";
    assert_eq!(
        told(&term, days(10, "2025-04-03")),
        format!(
            "by {article} 2025-03-03 + 30 days = 2025-04-02, so an extension of 2025-04-03 is \
             too late: conclude a new agreement"
        )
    );
    assert_eq!(
        told(&term, days(31, "2025-04-01")),
        format!("by {article} an extension is 1 to 30 days, not 31")
    );
    let longer = law_on("2025-04-01").extend(&term, days(20, "2025-04-01"));
    assert_eq!(
        told(&longer.unwrap(), days(15, "2025-04-02")),
        "by KZ-2021 (art 23(1), 23(2)) 2025-03-03 + 30 + 20 days = 2025-04-22; \
         2025-03-03 + 60 = cap 2025-05-02; asked 20 + 15 = 35 > 30"
    );
    let by_court = Extension {
        decided_by: Decider::Court,
        ..days(10, "2025-04-01")
    };
    assert_eq!(
        told(&term, by_court),
        "by KZ-2021 (art 23(1) mutual decision of the parties; art 20(9) agreement of the \
         parties with the mediator's consent) an extension in channel OUT_OF_COURT is decided \
         by PARTIES, not by COURT"
    );
}

#[test]
fn a_last_day_is_told_step_by_step() {
    let (term, _) = concluded("2025-01-31");
    let rolled = "2025-01-31 + 30 days = 2025-03-02, moved to the working day 2025-03-03";
    assert_eq!(term.told(), rolled);
    let longer = law_on("2025-03-03").extend(&term, days(10, "2025-03-03"));
    assert_eq!(
        longer.unwrap().told(),
        "2025-01-31 + 30 + 10 days = 2025-03-12"
    );
}

#[test]
fn every_refusal_about_terms_names_its_ruleset() {
    let (term, _) = concluded("2025-03-03");
    let mut once = law("KZ-2021").ruleset.clone();
    once.parameters.several_extensions_inside_cap = false;
    let once = Law {
        ruleset: &once,
        calendar: &FACTS.calendar,
    };
    let law = law("KZ-2021");
    let first = law.extend(&term, days(1, "2025-03-10")).unwrap();
    let criminal = law.conclude(
        Channel::Criminal,
        date("2025-05-01"),
        Some(date("2025-05-15")),
    );
    let alone = Extension {
        all_parties: false,
        ..days(10, "2025-03-10")
    };
    let clause = PreDispute {
        agreement_on: date("2020-06-01"),
        arose_on: date("2025-03-01"),
        started_on: date("2025-03-10"),
    };
    for refused in [
        once.extend(&first, days(1, "2025-03-10")),
        law.extend(&criminal.unwrap(), days(1, "2025-05-10")),
        law.extend(&term, alone),
        law.start_pre_dispute(Channel::OutOfCourt, clause),
        law.conclude(Channel::Criminal, date("2025-05-01"), None),
    ] {
        let refused = refused.unwrap_err();
        assert!(refused.detail.starts_with("by KZ-2021 ("), "{refused}");
    }
}

#[test]
fn an_arbitration_is_out_of_court_for_every_rule_on_terms() {
    for ruleset in ["KZ-2011", "KZ-2021", "KZ-SEED", "DRAFT-PRE-DISPUTE"] {
        let law = law(ruleset);
        let began_on = date("2025-03-03");
        let of = |channel| {
            let term = law.conclude(channel, began_on, None).unwrap();
            let longer = law.extend(&term, days(30, "2025-04-01")).unwrap();
            (term.due, longer.due, law.cap(&term).unwrap())
        };
        assert_eq!(
            of(Channel::Arbitration),
            of(Channel::OutOfCourt),
            "{ruleset}"
        );
        let deciders = &law.ruleset.parameters.extension_decider;
        assert_eq!(
            deciders[&Channel::Arbitration],
            deciders[&Channel::OutOfCourt],
            "{ruleset}"
        );
    }
}

#[test]
fn the_proposal_lets_a_clause_count_from_the_start_out_of_court_alone() {
    let dates = |agreement_on: &str, arose_on: &str, started_on: &str| PreDispute {
        agreement_on: date(agreement_on),
        arose_on: date(arose_on),
        started_on: date(started_on),
    };
    let draft = law("DRAFT-PRE-DISPUTE");
    let sound = dates("2020-06-01", "2025-03-01", "2025-03-10");
    for channel in [
        Channel::InCourt,
        Channel::Criminal,
        Channel::AdminOffence,
        Channel::AdminCourt,
        Channel::Enforcement,
    ] {
        let refused = draft.start_pre_dispute(channel, sound).unwrap_err();
        assert_eq!(refused.code, Code::NewAgreementRequired, "{channel}");
    }
    for ruleset in ["KZ-2011", "KZ-2020", "KZ-2021", "KZ-SEED"] {
        for channel in [Channel::OutOfCourt, Channel::Arbitration] {
            let refused = law(ruleset).start_pre_dispute(channel, sound).unwrap_err();
            assert_eq!(refused.code, Code::PreDisputeNotAllowed, "{ruleset}");
        }
    }
    let same_day = dates("2025-03-10", "2025-03-10", "2025-03-10");
    let term = draft.start_pre_dispute(Channel::Arbitration, same_day);
    let term = term.unwrap();
    assert_eq!(term.due.raw, date("2025-04-09"));
    let longer = draft.extend(&term, days(30, "2025-04-09")).unwrap();
    assert_eq!(longer.due.raw, date("2025-05-09"));
    for backwards in [
        dates("2025-03-02", "2025-03-01", "2025-03-10"),
        dates("2020-06-01", "2025-03-11", "2025-03-10"),
    ] {
        let refused = draft.start_pre_dispute(Channel::Arbitration, backwards);
        assert_eq!(refused.unwrap_err().code, Code::DateOrder);
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let first = date("2011-08-05").num_days_from_ce();
    let last = date("2027-09-30").num_days_from_ce();
    (first..=last).prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).unwrap())
}

proptest! {
    #[test]
    fn days_are_counted_one_by_one(from in any_day(), count in 0u16..91) {
        let naive = (0..count).fold(from, |day, _| day.succ_opt().unwrap());
        prop_assert_eq!(add_days(from, count), naive);
    }

    #[test]
    fn rolling_goes_to_the_first_working_day_and_not_far(from in any_day(), count in 0u16..91) {
        let due = law("KZ-2021").due(from, count).unwrap();
        let mut naive = due.raw;
        while !FACTS.calendar.is_working(naive).unwrap() {
            naive = naive.succ_opt().unwrap();
        }
        prop_assert_eq!(due.rolled, naive);
        prop_assert!(due.rolled >= due.raw);
        prop_assert!(days_between(due.raw, due.rolled) <= 15);
    }

    #[test]
    fn the_cap_does_not_depend_on_rolling(
        from in any_day(),
        steps in proptest::collection::vec(1u16..31, 1..8),
    ) {
        let mut unrolled = law("KZ-2021").ruleset.clone();
        unrolled.parameters.roll_non_working = false;
        let unrolled = Law { ruleset: &unrolled, calendar: &FACTS.calendar };
        let raw_days = |law: Law<'_>| {
            let mut term = law.conclude(Channel::OutOfCourt, from, None).unwrap();
            for step in &steps {
                let extension = Extension { days: *step, decided_on: from, ..days(1, "2025-01-01") };
                term = law.extend(&term, extension).unwrap_or(term);
            }
            days_between(from, term.due.raw)
        };
        let (with, without) = (raw_days(law("KZ-2021")), raw_days(unrolled));
        prop_assert_eq!(with, without);
        prop_assert!((30..=60).contains(&with));
    }
}
