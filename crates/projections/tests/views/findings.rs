//! A finding's life: raised, closed by the facts or by a person, perhaps raised again.

use chrono::{Days, NaiveDate};
use medreg_domain::oversight::{FindingClosure, OversightEvent};
use medreg_domain::referral::event::Outcome;
use medreg_domain::{EventId, FindingId};
use medreg_projections::{Finding, Fold, Views};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::builder::{
    ALMATY, ASTANA, Chain, Stated, code, day, extended, in_turn, life, positioned, returned, rows,
    views_of,
};
use crate::oversight::{NO, enrolled, running};

/// States the office's events after all others, and takes them over.
fn state(
    views: &mut Fold,
    stated: &mut Vec<Stated>,
    office: &mut Chain,
    events: Vec<OversightEvent>,
    on: NaiveDate,
) {
    for event in events {
        office.state(&on.to_string(), event);
        stated.push(office.stated.last().unwrap().clone());
    }
    let from = usize::try_from(views.views().cursor().position).unwrap();
    views.take(&positioned(stated, from), None).unwrap();
}

fn findings(views: &Views) -> Vec<Finding> {
    views.findings().map(Result::unwrap).collect()
}

fn open(views: &Views) -> Vec<FindingId> {
    let open = findings(views).into_iter().filter(Finding::is_open);
    open.map(|finding| finding.finding).collect()
}

fn closed_by_a_person(finding: &Finding) -> OversightEvent {
    OversightEvent::AuditFindingClosed {
        finding: finding.finding,
        rule: finding.rule,
        subjects: finding.subjects.clone(),
        events: Vec::new(),
        closed_by: FindingClosure::Person,
        reason: Some("EXPLAINED".to_owned()),
    }
}

#[test]
fn a_finding_closes_by_the_facts_and_may_be_raised_again() {
    let world = running();
    let folder = TempDir::new().unwrap();
    let mut stated = world.stated();
    let mut views = views_of(folder.path(), &stated, 9);
    let (mut office, mut almaty) = (world.office, world.almaty);
    let id: FindingId = code(&format!("RETURN_OVERDUE/referral/{NO}"));
    let on = day("2025-04-10");
    let events = views.views().audit(on).unwrap();
    state(&mut views, &mut stated, &mut office, events, on);
    assert_eq!(open(views.views()), [id]);
    assert_eq!(views.views().cursor().findings, 1);
    assert_eq!(views.views().audit(on).unwrap(), []);
    // The result comes back; the finding is closed, and the late return found.
    almaty.state(
        "2025-04-20",
        returned(NO, Outcome::Expired, "2025-04-02", "2025-04-20"),
    );
    stated.push(almaty.stated.last().unwrap().clone());
    let from = usize::try_from(views.views().cursor().position).unwrap();
    views.take(&positioned(&stated, from), None).unwrap();
    let on = day("2025-04-21");
    let events = views.views().audit(on).unwrap();
    state(&mut views, &mut stated, &mut office, events, on);
    let finding = views.views().finding(id).unwrap().unwrap();
    let closed = finding.closed.unwrap();
    assert_eq!(
        (closed.on, closed.by, closed.reason),
        (on, FindingClosure::Facts, None)
    );
    assert_eq!(
        open(views.views()),
        [code(&format!("RETURN_LATE/referral/{NO}"))]
    );
    assert_eq!(views.views().cursor().findings, 1);
}

#[test]
fn what_a_person_closed_is_not_raised_again_while_the_facts_are_the_same() {
    let mut world = running();
    world.almaty.state_late(
        "2025-04-02",
        2,
        extended(NO, "2025-04-02", 10, "2025-04-12"),
    );
    let folder = TempDir::new().unwrap();
    let mut stated = world.stated();
    let mut views = views_of(folder.path(), &stated, 9);
    let (mut office, mut almaty) = (world.office, world.almaty);
    let on = day("2025-04-10");
    let events = views.views().audit(on).unwrap();
    state(&mut views, &mut stated, &mut office, events, on);
    let [finding] = &findings(views.views())[..] else {
        unreachable!("{:?}", open(views.views()))
    };
    let first = EventId(almaty.stated.last().unwrap().recorded.id);
    assert_eq!(
        (finding.rule.as_str(), &finding.events[..]),
        ("LATE_RECORDED", &[first][..])
    );
    let close = vec![closed_by_a_person(finding)];
    state(&mut views, &mut stated, &mut office, close, on);
    assert_eq!(
        (open(views.views()), views.views().audit(on).unwrap()),
        (vec![], vec![])
    );
    assert_eq!(views.views().cursor().findings, 0);
    // A second late record is another fact.
    almaty.state_late(
        "2025-04-12",
        1,
        extended(NO, "2025-04-12", 10, "2025-04-22"),
    );
    stated.push(almaty.stated.last().unwrap().clone());
    let from = usize::try_from(views.views().cursor().position).unwrap();
    views.take(&positioned(&stated, from), None).unwrap();
    let second = EventId(almaty.stated.last().unwrap().recorded.id);
    let again = views.views().audit(day("2025-04-14")).unwrap();
    let [OversightEvent::AuditFindingRaised { events, .. }] = &again[..] else {
        unreachable!("{again:?}")
    };
    assert!(
        events.contains(&first) && events.contains(&second),
        "{events:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_audit_whose_result_is_stated_finds_nothing_more(
        disputes in 1_u64..40,
        days in proptest::collection::vec(0_u64..500, 1..4),
        closing in any::<prop::sample::Index>(),
    ) {
        let folder = TempDir::new().unwrap();
        let mut office = Chain::of("federal");
        office.state("2025-01-01", enrolled(ALMATY));
        let courts = [life(ALMATY, disputes), life(ASTANA, disputes / 2)];
        let mut stated = [&office.stated[..], &in_turn(&courts)[..]].concat();
        let mut views = views_of(folder.path(), &stated, 50);
        for after in days {
            let on = day("2025-01-10") + Days::new(after);
            let events = views.views().audit(on).unwrap();
            prop_assert_eq!(&views.views().audit(on).unwrap(), &events, "the order is fixed");
            state(&mut views, &mut stated, &mut office, events, on);
            prop_assert_eq!(views.views().audit(on).unwrap(), vec![]);
            prop_assert_eq!(views.views().cursor().findings, open(views.views()).len() as u64);
            // A person closes one; the audit of the day leaves it closed.
            let known = findings(views.views());
            let unsettled: Vec<Finding> = known.into_iter().filter(Finding::is_open).collect();
            if !unsettled.is_empty() {
                let close = vec![closed_by_a_person(closing.get(&unsettled))];
                state(&mut views, &mut stated, &mut office, close, on);
                prop_assert_eq!(views.views().audit(on).unwrap(), vec![]);
            }
        }
        let again = views_of(&folder.path().join("again"), &stated, 33);
        prop_assert!(rows(again.views()) == rows(views.views()));
    }
}
