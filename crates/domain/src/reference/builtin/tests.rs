use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::*;
use crate::channel::Channel;
use crate::ruleset::{Line, Ruleset};

const ARRAY_MAX: usize = 64;
const STRING_MAX: usize = 512;
const FACT_BYTES_MAX: usize = 30 * 1024;

fn shipped() -> Reference {
    reference().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn days(first: &str, last: &str) -> impl Iterator<Item = NaiveDate> {
    let last = date(last);
    date(first).iter_days().take_while(move |day| *day <= last)
}

#[test]
fn every_file_is_read_and_stated_for_a_day() {
    let facts = facts().unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (on, fact) in &facts {
        *counts.entry(fact.into()).or_default() += 1;
        assert!(
            (2011..=2027).contains(&chrono::Datelike::year(on)),
            "{on} {fact:?}"
        );
    }
    let expected = [
        ("CategoriesSet", 2),
        ("CourtRegistered", 489),
        ("CourtReorganised", 100),
        ("FeeScheduleSet", 3),
        ("HolidayCalendarSet", 17),
        ("LanguagesSet", 1),
        ("MciSet", 18),
        ("RegionChanged", 26),
        ("RulesetPublished", 6),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn every_fact_keeps_the_bounds_of_the_wire() {
    for (_, fact) in facts().unwrap() {
        let value = serde_json::to_value(&fact).unwrap();
        assert!(value.to_string().len() <= FACT_BYTES_MAX, "{fact:?}");
        assert_bounds(&value);
    }
}

fn assert_bounds(value: &Value) {
    match value {
        Value::String(text) => assert!(text.chars().count() <= STRING_MAX, "{text}"),
        Value::Array(items) => {
            assert!(items.len() <= ARRAY_MAX, "{items:?}");
            items.iter().for_each(assert_bounds);
        }
        Value::Object(fields) => fields.values().for_each(assert_bounds),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn twenty_regions_of_today_and_the_one_that_was_divided() {
    let regions = shipped().regions;
    let codes: Vec<String> = regions.keys().map(ToString::to_string).collect();
    let today = [
        "10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61",
        "62", "63", "71", "75", "79",
    ];
    let former = ["51"];
    let expected: BTreeSet<&str> = today.into_iter().chain(former).collect();
    assert_eq!(codes, expected.into_iter().collect::<Vec<_>>());
    let capital: RegionCode = "71".parse().unwrap();
    let names: Vec<&str> = regions[&capital]
        .iter()
        .map(|known| known.names.en.as_str())
        .collect();
    assert_eq!(names, ["Astana", "Nur-Sultan", "Astana"]);
}

#[test]
fn courts_lie_in_a_region_and_end_in_a_successor() {
    let reference = shipped();
    assert_eq!(reference.courts.len(), 489);
    for (code, court) in &reference.courts {
        assert!(reference.regions.contains_key(&court.region), "{code}");
        assert_eq!(court.region, code.region(), "{code}");
        assert_eq!(
            court.valid_to.is_some(),
            !court.successors.is_empty(),
            "{code}"
        );
        for successor in &court.successors {
            assert!(
                reference.courts.contains_key(successor),
                "{code} ends in {successor}"
            );
            assert_ne!(successor, code);
        }
    }
}

#[test]
fn a_court_counts_its_days_in_the_zone_of_its_region() {
    let reference = shipped();
    for (region, zone) in [
        ("15", "Asia/Aqtobe"),
        ("23", "Asia/Atyrau"),
        ("27", "Asia/Oral"),
        ("39", "Asia/Qostanay"),
        ("43", "Asia/Qyzylorda"),
        ("47", "Asia/Aqtau"),
        ("63", "Asia/Almaty"),
        ("75", "Asia/Almaty"),
    ] {
        let region: RegionCode = region.parse().unwrap();
        let courts = reference.courts.values();
        let mut zones = courts.filter(|court| court.region == region);
        assert!(zones.clone().count() > 0, "{region}");
        assert!(zones.all(|court| court.zone.name() == zone), "{region}");
    }
}

#[test]
fn a_reorganisation_is_of_the_kind_the_table_says() {
    use ReorganisationKind as K;
    let facts = facts().unwrap();
    let kind_of = |court: &str| {
        let court: CourtCode = court.parse().unwrap();
        let kinds = facts.iter().filter_map(|(_, fact)| {
            let ReferenceEvent::CourtReorganised {
                predecessors, kind, ..
            } = fact
            else {
                return None;
            };
            (*predecessors == [court]).then_some(*kind)
        });
        kinds.collect::<Vec<_>>()
    };
    for (court, kind) in [
        ("KZ-39-290", K::Merge),
        ("KZ-51-001", K::Split),
        ("KZ-11-071", K::Rename),
        // Handed to another region with its code changed, and nothing else.
        ("KZ-19-052", K::Rename),
        ("KZ-11-301", K::Close),
    ] {
        assert_eq!(kind_of(court), [kind], "{court}");
    }
}

#[test]
fn a_court_without_territory_is_of_a_kind_that_has_none_or_has_ended() {
    let mut today: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ended: BTreeMap<&str, usize> = BTreeMap::new();
    let reference = shipped();
    for court in reference
        .courts
        .values()
        .filter(|court| court.territory.is_empty())
    {
        let counts = if court.valid_to.is_some() {
            &mut ended
        } else {
            &mut today
        };
        *counts.entry(&court.kind).or_default() += 1;
    }
    let of_today = [
        ("administrative-offences", 17),
        ("cassation", 3),
        ("military", 8),
        ("supreme", 1),
    ];
    assert_eq!(today, BTreeMap::from(of_today));
    let former = [
        ("administrative-offences", 14),
        ("city", 3),
        ("district", 15),
        ("interdistrict-juvenile", 1),
        ("investigative", 1),
        ("military", 2),
    ];
    assert_eq!(ended, BTreeMap::from(former));
}

#[test]
fn nothing_is_lost_between_the_files_and_the_facts() {
    // A code or a date that does not parse would be left out silently.
    let rows: Vec<CourtRow> = rows("courts.csv", include_str!("../../../data/courts.csv")).unwrap();
    let reference = shipped();
    for row in rows {
        let court = &reference.courts[&row.court_code];
        let parts = |text: &str| text.split(';').filter(|part| !part.is_empty()).count();
        assert_eq!(
            court.territory.len(),
            parts(&row.territory_kato),
            "{}",
            row.court_code
        );
        assert_eq!(
            court.successors.len(),
            parts(&row.successor),
            "{}",
            row.court_code
        );
        assert_eq!(court.valid_to, row.valid_to, "{}", row.court_code);
        assert_eq!(
            court.zone.name(),
            zone_of(row.region_code),
            "{}",
            row.court_code
        );
    }
}

#[test]
fn every_day_from_2011_to_2027_is_a_working_day_or_not() {
    let calendar = shipped().calendar;
    let mut working: BTreeMap<i32, u32> = BTreeMap::new();
    for day in days("2011-01-01", "2027-12-31") {
        let is_working = calendar.is_working(day).unwrap();
        *working.entry(chrono::Datelike::year(&day)).or_default() += u32::from(is_working);
    }
    assert_eq!(working.len(), 17);
    for (year, count) in working {
        assert!(
            (242..=252).contains(&count),
            "{count} working days in {year}"
        );
    }
    assert!(calendar.is_working(date("2028-01-01")).is_err());
}

#[test]
fn a_transferred_day_is_worked_though_it_was_free_by_rule() {
    let calendar = shipped().calendar;
    let is_working = |day| calendar.is_working(date(day)).unwrap();
    let worked = ["2020-01-05", "2020-05-11", "2020-12-20"].map(is_working);
    assert_eq!(worked, [true; 3]);
    let free = ["2020-01-03", "2020-05-08", "2020-12-18"].map(is_working);
    assert_eq!(free, [false; 3]);
}

#[test]
fn exactly_one_law_is_in_force_on_every_day() {
    let rulesets = shipped().rulesets;
    let line: Vec<&Ruleset> = rulesets
        .iter()
        .filter(|set| set.line == Line::InForce)
        .collect();
    for day in days("2011-08-05", "2026-12-31") {
        let covering: Vec<_> = line
            .iter()
            .filter(|set| set.covers(day))
            .map(|set| set.ruleset)
            .collect();
        assert_eq!(covering.len(), 1, "{day}: {covering:?}");
        assert_eq!(rulesets.in_force(day).unwrap().ruleset, covering[0]);
    }
}

#[test]
fn rulesets_inherit_what_they_do_not_change() {
    let rulesets = shipped().rulesets;
    let named = |id: &str| rulesets.named(id.parse().unwrap()).unwrap();
    let (first, interim) = (&named("KZ-2011").parameters, &named("KZ-2020").parameters);
    assert!(first.annual_renewal_deadline.is_some());
    assert_eq!(interim.annual_renewal_deadline, None);
    assert_eq!(interim.extension_decider, first.extension_decider);
    assert_eq!((interim.base_days, interim.cap_days), (30, 60));
    let variant = &named("KZ-2011-EXTRAJUDICIAL").parameters;
    let days = (variant.base_days, variant.extension_days, variant.cap_days);
    assert_eq!(days, (60, 30, 90));
    assert_eq!(variant.refusal_days, first.refusal_days);
    assert_eq!(variant.extension_decider[&Channel::OutOfCourt].len(), 1);
    let draft = named("DRAFT-PRE-DISPUTE");
    let channels = [Channel::OutOfCourt, Channel::Arbitration];
    assert_eq!(draft.parameters.pre_dispute_channels, channels);
    assert_eq!((draft.line, draft.effective_from), (Line::Variant, None));
    assert_eq!(
        draft.parameters.base_days,
        named("KZ-SEED").parameters.base_days
    );
}

#[test]
fn every_parameter_is_set_and_says_where_it_stands() {
    for ruleset in shipped().rulesets.iter() {
        let parameters = &ruleset.parameters;
        let id = ruleset.ruleset;
        for (name, value) in serde_json::to_value(parameters)
            .unwrap()
            .as_object()
            .unwrap()
        {
            if name == "extension_decider" {
                for channel in parameters.extension_decider.keys() {
                    let cited = ruleset.citation(&format!("{name}.{channel}"));
                    assert_ne!(cited, "not cited", "{id} {name} {channel}");
                }
                continue;
            }
            if name == "documents" {
                for kind in parameters.documents.keys() {
                    let cited = ruleset.citation(&format!("{name}.{}", kind.as_str()));
                    assert_ne!(cited, "not cited", "{id} {name} {kind:?}");
                }
                continue;
            }
            assert_ne!(ruleset.citation(name), "not cited", "{id} {name}");
            let may_be_zero = name == "enforcement_suspension_days";
            assert!(may_be_zero || *value != 0, "{id} {name} is zero");
        }
        assert!(
            parameters.base_days + parameters.extension_days <= parameters.cap_days,
            "{id}"
        );
        for channel in parameters
            .channels
            .iter()
            .filter(|channel| !channel.has_procedural_term())
        {
            let deciders = parameters.extension_decider.get(channel);
            assert!(
                deciders.is_some_and(|deciders| !deciders.is_empty()),
                "{id} {channel}"
            );
        }
        assert_eq!(ruleset.citation("no_such_parameter"), "not cited");
    }
}

#[test]
fn the_index_is_known_for_every_day_and_a_fee_from_the_first_day_of_the_law() {
    let reference = shipped();
    for day in days("2011-08-05", "2026-12-31") {
        for kind in [
            EntryKind::Professional,
            EntryKind::Public,
            EntryKind::RetiredJudge,
        ] {
            let due = reference.fee(kind, day).unwrap();
            assert_eq!(due.validity_months, 12);
            assert!(due.amount.amount_minor >= 5 * 151_200, "{day}");
        }
    }
    let index = |day: &str| {
        let due = reference.fee(EntryKind::Professional, date(day)).unwrap();
        due.amount.amount_minor / 500
    };
    let by_day = [
        "2011-08-05",
        "2020-03-31",
        "2020-04-01",
        "2022-04-01",
        "2024-06-01",
    ];
    assert_eq!(by_day.map(index), [1_512, 2_651, 2_778, 3_063, 3_692]);
    let rows: Vec<MciRow> = rows("mci.csv", include_str!("../../../data/mci.csv")).unwrap();
    let first = rows.iter().map(|row| row.valid_from).min();
    assert_eq!(first, Some(date("2011-01-01")));
}

#[test]
fn every_category_hangs_from_one_that_exists() {
    let categories = shipped().categories;
    assert_eq!(categories.len(), 123);
    for (code, category) in &categories {
        match &category.parent {
            Some(parent) => {
                assert!(
                    categories.contains_key(parent),
                    "{code} hangs from {parent}"
                );
                assert_eq!(parent.top(), code.top());
                let rest = code.as_str().strip_prefix(parent.as_str());
                assert!(
                    rest.is_some_and(|rest| rest.starts_with('.')),
                    "{code} under {parent}"
                );
            }
            None => assert!(!code.as_str().contains('.'), "{code} has no parent"),
        }
    }
}

#[test]
fn the_languages_of_the_register_are_known() {
    let languages = shipped().languages;
    for code in ["kk", "ru", "en", "ug", "uz"] {
        assert!(languages.contains_key(&code.parse().unwrap()), "{code}");
    }
}

#[test]
fn the_documents_of_each_kind_stand_in_the_law_of_their_time() {
    let rulesets = shipped().rulesets;
    let required = |id: &str, kind| {
        let ruleset = rulesets.named(id.parse().unwrap()).unwrap();
        crate::application::required_documents(ruleset, kind)
    };
    for ruleset in rulesets.iter() {
        let id = ruleset.ruleset.as_str();
        assert_eq!(required(id, EntryKind::Professional).unwrap().len(), 6);
        assert_eq!(required(id, EntryKind::Public).unwrap().len(), 5);
    }
    let judge = EntryKind::RetiredJudge;
    for id in ["KZ-2021", "KZ-SEED", "DRAFT-PRE-DISPUTE"] {
        assert_eq!(required(id, judge).unwrap().len(), 3, "{id}");
    }
    // Retired judges mediate since Law 84-VII only.
    for id in ["KZ-2011", "KZ-2011-EXTRAJUDICIAL", "KZ-2020"] {
        let told = required(id, judge).unwrap_err().to_string();
        assert!(told.contains("knows PROFESSIONAL, PUBLIC"), "{told}");
    }
}
