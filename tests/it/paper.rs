//! A federation counted on paper: ninety-seven events of three courts in two quarters, and
//! every figure of S1-S30 as a person with a pencil gets it.
//!
//! `paper/ledger.rs` is the ledger, lived by real courts under the law; `paper/expected.rs`
//! has the figures with how they come about; `paper/figures.rs` writes the program's answers
//! in the same form. Where the two differ, the definition of the indicator decides. Nothing
//! states `EventRefused` or a gap of C, whose events arrive late but whole: S29 has none.

use std::collections::BTreeSet;

use medreg_domain::visibility::Audience;
use medreg_node::query::{EntryAsked, MapName, Query, Sight as Reader};
use medreg_projections::{Fold, Opened, Views, catch_up};
use serde_json::Value;
use tempfile::TempDir;

use self::expected::{BEFORE, CURRENT, FACETS, REPORTED, WHILE_AWAY};
use self::figures::{AS_OF, Sight, all_lines, ask, lines};
use self::world::{World, day};

mod acts;
mod expected;
mod figures;
mod ledger;
mod world;

fn lived() -> World {
    let mut world = World::begin();
    ledger::live(&mut world);
    world
}

/// Compares lines with those on paper, and shows only what differs.
fn ensure_same(what: &str, asked: &[String], on_paper: &[String]) {
    let of = |lines: &[String]| lines.iter().cloned().collect::<BTreeSet<String>>();
    let (asked, on_paper) = (of(asked), of(on_paper));
    let differ: Vec<String> = asked
        .difference(&on_paper)
        .map(|line| format!("program: {line}"))
        .chain(
            on_paper
                .difference(&asked)
                .map(|line| format!("paper:   {line}")),
        )
        .collect();
    assert!(differ.is_empty(), "{what}\n{}", differ.join("\n"));
}

fn on_paper(text: &str) -> Vec<String> {
    text.trim().lines().map(str::to_owned).collect()
}

#[test]
fn every_indicator_is_what_a_pencil_gives_on_both_maps_and_at_three_moments() {
    let mut world = lived();
    let sights = [
        (None, MapName::AsReported, REPORTED),
        (None, MapName::Current, CURRENT),
        (Some("2025-04-20"), MapName::AsReported, WHILE_AWAY),
        (Some("2025-04-20"), MapName::Current, WHILE_AWAY),
        (Some("2025-03-15"), MapName::AsReported, BEFORE),
        (Some("2025-03-15"), MapName::Current, BEFORE),
    ];
    for (as_at, map, text) in sights {
        let asked = all_lines(&mut world, Sight::of(as_at, map, "region"));
        let what = format!("as at {as_at:?}, map {map:?}");
        ensure_same(&what, &asked, &on_paper(text));
    }
}

#[test]
fn other_dimensions_are_what_a_pencil_gives_too() {
    let mut world = lived();
    let words = FACETS.trim().lines().map(|line| line.split(' '));
    let asked: BTreeSet<(&str, &str)> = words
        .map(|mut words| (words.next().unwrap(), words.next().unwrap()))
        .collect();
    let mut answered = Vec::new();
    for (by, indicator) in asked {
        let sight = Sight::of(None, MapName::AsReported, by);
        let told = lines(&mut world, indicator, sight);
        answered.extend(told.into_iter().map(|line| format!("{by} {line}")));
    }
    ensure_same("by other dimensions", &answered, &on_paper(FACETS));
}

#[test]
fn the_map_changes_on_the_day_of_the_merger_and_not_before() {
    let mut world = lived();
    let mut referrals = |as_of| {
        let sight = Sight {
            as_of,
            ..Sight::of(None, MapName::Current, "court")
        };
        lines(&mut world, "S7", sight)
    };
    let apart = [
        "S7 Q1 referrals KZ-35-206:2 KZ-39-104:1 KZ-55-101:1 all:4",
        "S7 Q2 referrals KZ-35-206:1 KZ-55-101:2 all:3",
    ];
    assert_eq!(referrals("2025-04-30"), apart);
    let merged = [
        "S7 Q1 referrals KZ-39-104:3 KZ-55-101:1 all:4",
        "S7 Q2 referrals KZ-39-104:1 KZ-55-101:2 all:3",
    ];
    assert_eq!(referrals("2025-05-01"), merged);
}

#[test]
fn what_is_pending_at_the_end_was_pending_started_and_has_not_ended() {
    let mut world = lived();
    for map in [MapName::AsReported, MapName::Current] {
        for as_at in [None, Some("2025-04-20"), Some("2025-03-15")] {
            for by in ["region", "court", "channel", "language", "kind"] {
                let told = lines(&mut world, "S19", Sight::of(as_at, map, by));
                ensure_identity(&told);
            }
        }
    }
}

/// The identity of S19 for each group and quarter, and that one quarter begins as the one
/// before it ended.
fn ensure_identity(told: &[String]) {
    let count = |quarter: &str, figure: &str, group: &str| -> i64 {
        let title = format!("S19 {quarter} {figure} ");
        let line = told.iter().find_map(|line| line.strip_prefix(&title));
        let named = |word: &str| {
            let (name, count) = word.split_once(':')?;
            (name == group).then(|| count.parse().unwrap())
        };
        line.and_then(|line| line.split(' ').find_map(named))
            .unwrap_or(0)
    };
    let words = told.iter().flat_map(|line| line.split(' ').skip(3));
    let groups: BTreeSet<&str> = words
        .filter_map(|word| Some(word.split_once(':')?.0))
        .collect();
    assert!(groups.len() > 1, "{told:?}");
    for group in groups {
        for quarter in ["Q1", "Q2"] {
            let of = |figure: &str| count(quarter, figure, group);
            let end = of("pending_start") + of("started") - of("ended");
            assert_eq!(of("pending_end"), end, "{quarter} {group} {told:?}");
        }
        let carried = count("Q2", "pending_start", group);
        assert_eq!(
            count("Q1", "pending_end", group),
            carried,
            "{group} {told:?}"
        );
    }
}

fn referral(world: &mut World, number: &str, as_at: Option<&str>) -> Value {
    let query = Query::Referral {
        referral_no: number.parse().unwrap(),
        as_at: as_at.map(|text| text.parse().unwrap()),
    };
    ask(world, &query)
}

#[test]
fn an_extension_recorded_late_counts_is_flagged_and_was_not_known_before() {
    let mut world = lived();
    // Recorded on 5 April, arrived on 20 May behind what was recorded until 13 May.
    for as_at in ["2025-04-03", "2025-04-20", "2025-05-12"] {
        let before = referral(&mut world, ledger::C1, Some(as_at));
        assert_eq!(before["due_on"], "2025-04-02", "{as_at}");
        assert_eq!(before["extensions"], 0);
        assert_eq!(before["result"], Value::Null);
    }
    let now = referral(&mut world, ledger::C1, None);
    assert_eq!(now["due_on_raw"], "2025-04-12");
    assert_eq!(now["due_on"], "2025-04-14");
    assert_eq!(
        now["ended"],
        Value::Null,
        "returned at once, without a notice before"
    );
    assert_eq!(now["result"]["ended_on"], "2025-04-10");
    assert!(world.federal.audit(day("2025-07-02")).unwrap() > 0);
    let query = Query::Findings {
        rule: Some("LATE_RECORDED".parse().unwrap()),
        all: false,
    };
    let found = ask(&mut world, &query);
    assert_eq!(found["total"], 1, "{found}");
    let subject = format!("referral/{}", ledger::C1);
    assert_eq!(found["items"][0]["subjects"][0], subject.as_str());
    // An extension recorded in time is no finding: a1's.
    assert_eq!(
        referral(&mut world, ledger::A1, None)["due_on"],
        "2025-03-19"
    );
}

#[test]
fn an_entry_is_shown_as_it_stands_and_as_it_was_thought_to_stand() {
    let mut world = lived();
    let mut standing = |as_of: &str, as_at: Option<&str>| {
        let query = Query::Entry(EntryAsked {
            entry_no: ledger::P2_AT_A.parse().unwrap(),
            as_of: day(as_of),
            as_at: as_at.map(|text| text.parse().unwrap()),
            fields: vec!["standing".to_owned()],
            seen_by: Reader::of(Audience::Federal, day(as_of)),
        });
        ask(&mut world, &query)["standing"]["code"].clone()
    };
    // On 31 March P2 was suspended by all that was known until the appeal of 8 April was won.
    assert_eq!(standing("2025-03-31", Some("2025-04-03")), "SUSPENDED");
    assert_eq!(standing("2025-03-31", Some("2025-04-20")), "ACTIVE");
    assert_eq!(standing("2025-03-31", None), "ACTIVE");
    assert_eq!(standing("2025-03-23", None), "SUSPENDED");
    assert_eq!(standing(AS_OF, None), "ACTIVE");
}

/// Every row, key and value.
fn rows(views: &Views) -> Vec<(Vec<u8>, Vec<u8>)> {
    views.rows().collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_was_lived_is_what_the_history_gives_however_often_it_is_read() {
    let mut world = lived();
    world.federal.audit(day("2025-07-02")).unwrap();
    let live = rows(world.federal.views());
    assert!(!live.is_empty());
    for _ in 0..2 {
        let folder = TempDir::new().unwrap();
        let (mut fold, opened) = Fold::open(folder.path()).unwrap();
        assert_eq!(opened, Opened::Ready);
        let history = world.federal.history();
        catch_up(&mut fold, &history.reader(), history.flushed_size(), |_| {}).unwrap();
        assert!(rows(fold.views()) == live, "the rows differ");
    }
    let position = world.federal.views().cursor().position;
    let again = world.deliver(world.delivered.clone());
    assert_eq!((again.recorded, again.kept_aside), (0, 0));
    assert_eq!(again.duplicates, 97);
    assert_eq!(world.federal.views().cursor().position, position);
    assert!(
        rows(world.federal.views()) == live,
        "what came twice was counted twice"
    );
    let other = lived();
    let digests = |world: &World| world.federal.views().digests().unwrap();
    let (one, other) = (digests(&world), digests(&other));
    assert_eq!(
        one.register, other.register,
        "another life of the same ledger"
    );
    assert_eq!(one.statistics, other.statistics);
}
