use medreg_domain::reference::event::ReorganisationKind::{Merge, Split};

use super::*;
use crate::simulator::{SimulationError, World};

fn knobs(courts: usize) -> Knobs {
    Knobs {
        courts,
        years: 2,
        mediators: None,
        procedures: 60,
        seed: 7,
    }
}

fn planned(courts: usize) -> (World, Vec<Reorganisation>) {
    let world = World::new(knobs(courts)).unwrap();
    let planned = plan(world.knobs, &world.courts);
    (world, planned)
}

#[test]
fn from_the_least_number_of_courts_on_there_are_a_merger_and_a_split() {
    for courts in [COURTS_MIN, 7, 12, 40, 60] {
        let (_, planned) = planned(courts);
        let kinds: Vec<_> = planned.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Merge, Split], "{courts} courts");
        assert_eq!(planned[0].successors.len(), 1);
        assert_eq!(planned[1].successors.len(), 2);
    }
    assert!(planned(COURTS_MIN - 1).1.is_empty());
}

#[test]
fn no_court_is_reorganised_twice_and_the_first_never() {
    for courts in COURTS_MIN..45 {
        let (world, planned) = planned(courts);
        let concerned = planned.iter().flat_map(|one| {
            let own = std::iter::once(one.predecessor);
            own.chain(one.successors.iter().copied())
        });
        let mut concerned: Vec<CourtCode> = concerned.collect();
        let count = concerned.len();
        concerned.sort_unstable();
        concerned.dedup();
        assert_eq!(concerned.len(), count, "{courts} courts");
        assert!(!concerned.contains(&world.courts[0].0), "{courts} courts");
    }
}

#[test]
fn a_court_that_is_reorganised_does_not_live_apart_and_another_does() {
    let (world, planned) = planned(12);
    for one in &planned {
        for code in std::iter::once(&one.predecessor).chain(&one.successors) {
            let refused = world.ensure_apart(*code).unwrap_err();
            assert!(matches!(refused, SimulationError::Reorganised(named) if named == *code));
        }
    }
    world.ensure_apart(world.courts[0].0).unwrap();
    let stranger = "KZ-75-999".parse().unwrap();
    let refused = world.ensure_apart(stranger).unwrap_err();
    assert!(matches!(refused, SimulationError::NoPart(named) if named == stranger));
}

#[test]
fn every_matter_of_a_court_that_was_split_goes_to_one_of_the_successors() {
    let (_, planned) = planned(12);
    let split = &planned[1];
    let gone = [0, 1, 2, 3].map(|number| split.successor_of(number).unwrap());
    let [one, other] = split.successors[..] else {
        panic!("a split has two successors here");
    };
    assert_eq!(gone, [one, other, one, other]);
}

#[test]
fn the_matters_of_a_court_that_was_split_are_acted_on_by_the_court_they_went_to() {
    let busy = Knobs {
        procedures: 3000,
        ..knobs(COURTS_MIN)
    };
    let world = World::new(busy).unwrap();
    let planned = plan(world.knobs, &world.courts);
    let split = &planned[1];
    for code in &split.successors {
        let mut life = world.life(*code, None).unwrap();
        life.live(split.on).unwrap();
        let acts = life.live(split.on + Days::new(90)).unwrap();
        assert!(!acts.messages.is_empty());
        assert_eq!(life.refused.get(&medreg_domain::Code::WrongCourt), None);
        let mut kept = [0, 0];
        for (which, dispute) in life.disputes.iter().enumerate() {
            let referral = life.court.docket().referrals[&dispute.referral_no];
            let Some(keeper) = referral.transferred_to else {
                continue;
            };
            let of_it = |task: &&Task| matches!(task, Task::Dispute(own, _) if *own == which);
            if keeper == *code {
                kept[0] += 1;
                assert!(
                    !referral.is_open(),
                    "{} was not gone on with",
                    dispute.referral_no
                );
            } else {
                kept[1] += 1;
                let left = life.agenda.values().flatten().filter(of_it);
                assert_eq!(left.count(), 0, "{} goes on elsewhere", dispute.referral_no);
                assert!(
                    referral.is_open(),
                    "{} was acted on here",
                    dispute.referral_no
                );
            }
        }
        assert!(kept[0] > 0 && kept[1] > 0, "{kept:?}");
    }
}
