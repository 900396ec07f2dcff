use std::collections::{BTreeMap, BTreeSet};

use medreg_domain::Code;
use medreg_domain::reference::event::ReferenceEvent;

use super::*;

fn knobs() -> Knobs {
    Knobs {
        courts: 12,
        years: 2,
        mediators: None,
        procedures: 2400,
        seed: 7,
    }
}

/// Every court's life in memory to the end.
fn lived(world: &World) -> Vec<(Life, Lived)> {
    let live = |(code, _): &(CourtCode, Vec<OfficeId>)| {
        let mut life = world.life(*code, None).unwrap();
        let lived = life.live(world.knobs.end()).unwrap();
        (life, lived)
    };
    world.courts.iter().map(live).collect()
}

/// The name of an event, without its version.
fn name(line: &str) -> Option<&str> {
    let after = line.split_once("\"type\":\"medreg.")?.1;
    Some(after.split_once('.')?.0)
}

#[test]
fn the_whole_law_is_lived_and_little_is_refused_that_nobody_did_wrong() {
    let world = World::new(knobs()).unwrap();
    let lived = lived(&world);
    let lines = lived
        .iter()
        .flat_map(|(_, lived)| lived.messages.values().flatten())
        .map(|message| String::from_utf8_lossy(&message.body).into_owned());
    let lines: Vec<String> = lines.collect();
    let seen: BTreeSet<&str> = lines.iter().filter_map(|line| name(line)).collect();
    for wanted in [
        "AppealDecided",
        "AppealLodged",
        "BarEstablished",
        "BarLifted",
        "EntryReinstated",
        "EntryTransferred",
        "EventVoided",
        "OfferLapsed",
        "PartyWithdrew",
        "PreDisputeAgreementRecorded",
        "ProcedureStarted",
        "ProceedingsResumed",
        "ProfileChanged",
        "RecordCorrected",
        "ReferralTransferred",
        "SettlementBreachReported",
        "VerificationReused",
        "VerificationRevoked",
    ] {
        assert!(seen.contains(wanted), "no {wanted} among {seen:?}");
    }
    let mut refused: BTreeMap<Code, u64> = BTreeMap::new();
    for (life, _) in &lived {
        for (code, count) in &life.refused {
            *refused.entry(*code).or_default() += count;
        }
    }
    for code in [
        Code::WrongCourt,
        Code::CoordinatorNotInOffice,
        Code::ShortlistTooShort,
        Code::VerificationUnknown,
    ] {
        assert_eq!(refused.get(&code), None, "{refused:?}");
    }
    let total: u64 = refused.values().sum();
    assert!(total * 100 < lines.len() as u64, "{refused:?}");
}

#[test]
fn the_office_states_policies_reliefs_persons_and_an_organisation_suspended() {
    let world = World::new(knobs()).unwrap();
    let (facts, _) = world.facts();
    let count = |is: fn(&ReferenceEvent) -> bool| facts.iter().filter(|(_, fact)| is(fact)).count();
    assert_eq!(
        count(|fact| matches!(fact, ReferenceEvent::CourtPolicySet { .. })),
        2
    );
    assert_eq!(
        count(|fact| matches!(fact, ReferenceEvent::PersonsMerged { .. })),
        2
    );
    assert_eq!(
        count(|fact| matches!(fact, ReferenceEvent::PersonsSplit { .. })),
        1
    );
    assert_eq!(
        count(|fact| matches!(fact, ReferenceEvent::SroStatusChanged { .. })),
        2
    );
    assert!(count(|fact| matches!(fact, ReferenceEvent::CoordinatorReleased { .. })) >= 4);
}

#[test]
fn one_pair_of_keys_is_one_person_and_the_pair_that_was_split_is_two() {
    let world = World::new(knobs()).unwrap();
    let (facts, _) = world.facts();
    let mut together = Vec::new();
    for (_, fact) in facts {
        if let ReferenceEvent::PersonsMerged { person_keys, .. } = fact {
            let persons = person_keys.iter().map(|key| world.reference().person(*key));
            let persons: BTreeSet<_> = persons.collect();
            together.push(persons.len() == 1);
        }
    }
    assert_eq!(together, [true, false]);
}

#[test]
fn an_act_is_signed_by_an_office_that_is_held_on_its_day_or_by_the_registrar() {
    let world = World::new(knobs()).unwrap();
    let reference = world.reference();
    let mut by_the_registrar = 0;
    for (code, _) in &world.courts {
        let mut life = world.life(*code, None).unwrap();
        life.keep_requests();
        for request in life.live(world.knobs.end()).unwrap().requests {
            reference
                .ensure_in_office(*code, request.office, request.on)
                .unwrap();
            let held = reference.holder(*code, request.office, request.on);
            by_the_registrar += u64::from(held.is_none());
        }
    }
    assert!(by_the_registrar > 0);
}

#[test]
fn a_life_follows_from_the_seed_and_the_court_alone() {
    let few = Knobs {
        courts: 7,
        procedures: 300,
        ..knobs()
    };
    let world = World::new(few).unwrap();
    for (code, _) in &world.courts {
        let once = world.life(*code, None).unwrap().live(few.end()).unwrap();
        let again = world.life(*code, None).unwrap().live(few.end()).unwrap();
        let ids = |lived: &Lived| -> Vec<_> {
            let all = lived.messages.values().flatten();
            all.map(|message| message.id).collect()
        };
        assert_eq!(ids(&once), ids(&again), "{code}");
    }
}
