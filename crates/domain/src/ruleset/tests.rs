use super::*;
use crate::reference::builtin;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rulesets() -> Rulesets {
    builtin::reference().unwrap().rulesets
}

#[test]
fn the_law_is_chosen_by_the_day_of_the_act() {
    let rulesets = rulesets();
    for (day, id) in [
        ("2011-08-05", "KZ-2011"),
        ("2020-01-10", "KZ-2011"),
        ("2020-01-11", "KZ-2020"),
        ("2021-12-31", "KZ-2020"),
        ("2022-01-01", "KZ-2021"),
        ("2199-12-31", "KZ-2021"),
    ] {
        let ruleset = rulesets.in_force(date(day)).unwrap().ruleset;
        assert_eq!(ruleset.as_str(), id, "{day}");
    }
}

#[test]
fn before_the_law_there_is_none() {
    let refused = rulesets().in_force(date("2011-08-04")).unwrap_err();
    assert_eq!(refused.code, Code::RulesetUnknown);
}

#[test]
fn a_later_law_prevails_over_an_earlier_one_left_open() {
    let mut rulesets = rulesets();
    let mut later = rulesets.named("KZ-2021".parse().unwrap()).unwrap().clone();
    later.ruleset = "KZ-2027".parse().unwrap();
    later.effective_from = Some(date("2027-01-01"));
    rulesets.publish(later);
    let in_force = |day| rulesets.in_force(date(day)).unwrap().ruleset.to_string();
    assert_eq!(in_force("2026-12-31"), "KZ-2021");
    assert_eq!(in_force("2027-01-01"), "KZ-2027");
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones() {
    let rulesets = rulesets();
    let refused = rulesets.named("KZ-1999".parse().unwrap()).unwrap_err();
    assert_eq!(refused.code, Code::RulesetUnknown);
    assert!(refused.detail.contains("KZ-1999"), "{refused}");
    assert!(refused.detail.contains("KZ-2021"), "{refused}");
}

#[test]
fn a_parameter_is_named_with_its_article_where_there_is_one() {
    let rulesets = rulesets();
    let law = rulesets.named("KZ-2021".parse().unwrap()).unwrap();
    assert_eq!(law.cited("cap_days"), Some("art 23(1), 23(2)"));
    assert_eq!(law.source_of("cap_days"), "KZ-2021 (art 23(1), 23(2))");
    assert_eq!(law.cited("colour"), None);
    assert_eq!(law.source_of("colour"), "KZ-2021");
}

#[test]
fn a_day_of_the_year_is_written_month_and_day() {
    let read = |text: &str| MonthDay::try_from(text.to_owned());
    assert_eq!(read("12-25").unwrap().in_year(2018), date("2018-12-25"));
    assert_eq!(read("02-29").unwrap().in_year(2019), date("2019-02-28"));
    assert_eq!(String::from(read("02-09").unwrap()), "02-09");
    for wrong in ["", "12", "13-01", "02-30", "-1-5", "+1-05", "1-5"] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_ruleset_is_compared_with_the_law_before_it_or_the_law_it_varies() {
    let rulesets = rulesets();
    let compared = |id: &str| {
        let ruleset = rulesets.named(id.parse().unwrap()).unwrap();
        let other = rulesets.compared_with(ruleset, date("2026-11-23"));
        other.map(|other| other.ruleset.as_str().to_owned())
    };
    assert_eq!(compared("KZ-2011"), None);
    assert_eq!(compared("KZ-2021").as_deref(), Some("KZ-2020"));
    assert_eq!(compared("KZ-SEED").as_deref(), Some("KZ-2021"));
    let extrajudicial = compared("KZ-2011-EXTRAJUDICIAL");
    assert_eq!(extrajudicial.as_deref(), Some("KZ-2011"));
}
