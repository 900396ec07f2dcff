//! Oversight: what each rule sees and does not see.

use std::path::Path;

use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::{Certificate, EntryEvent, RevocationReason, WaiverReason};
use medreg_domain::fund::event::{AllocationPurpose, FundEvent};
use medreg_domain::oversight::OversightEvent;
use medreg_domain::reference::builtin;
use medreg_domain::reference::event::{
    LegalEducation, ReferenceEvent, ReorganisationKind, Training,
};
use medreg_domain::referral::event::{ChoiceMethod, Ground, Outcome, ReferralEvent};
use medreg_domain::{
    AllocationId, ApplicationId, Channel, Currency, Digest, FeeId, Money, Names, PersonKey,
    ProceedingId, VerificationId,
};
use medreg_projections::{Fold, Rule};
use tempfile::TempDir;

use crate::builder::{
    ALMATY, ASTANA, Chain, Stated, agreed, assessed, code, day, extended, id, paid, referred,
    registered, removed, returned, terminated, views_of,
};

const ENTRY: &str = "KZ-75-012-2025-00001";
const OTHER: &str = "KZ-71-003-2025-00001";
pub(crate) const NO: &str = "KZ-75-012-2025-000001";

/// The office and two courts; the office's facts stand in front.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) office: Chain,
    pub(crate) almaty: Chain,
    astana: Chain,
}

impl World {
    fn new() -> Self {
        let mut office = Chain::of("federal");
        for (on, fact) in builtin::facts().unwrap() {
            if matches!(fact, ReferenceEvent::RulesetPublished(_)) {
                office.state(&on.to_string(), fact);
            }
        }
        Self {
            office,
            almaty: Chain::of(ALMATY),
            astana: Chain::of(ASTANA),
        }
    }

    pub(crate) fn stated(&self) -> Vec<Stated> {
        let chains = [&self.office, &self.almaty, &self.astana];
        let events = chains.into_iter().flat_map(|chain| chain.stated.clone());
        events.collect()
    }

    fn views(&self, folder: &Path) -> Fold {
        views_of(folder, &self.stated(), 7)
    }

    /// The findings a fresh audit raises of the rule.
    fn sees(&self, rule: Rule, as_of: &str) -> Vec<String> {
        let folder = TempDir::new().unwrap();
        let views = self.views(folder.path());
        raised(&views.views().audit(day(as_of)).unwrap(), rule)
    }

    fn enter(&mut self, no: &str, person: u8, valid: (&str, &str)) {
        let event = registered(no, person, &["CIVIL.LOAN"], valid);
        let court = if no.starts_with(ALMATY) {
            &mut self.almaty
        } else {
            &mut self.astana
        };
        court.state(valid.0, event);
    }
}

fn raised(events: &[OversightEvent], rule: Rule) -> Vec<String> {
    let prefix = format!("{rule}/");
    let ids = events.iter().filter_map(|event| {
        let OversightEvent::AuditFindingRaised { finding, .. } = event else {
            return None;
        };
        finding.as_str().strip_prefix(&prefix).map(str::to_owned)
    });
    ids.collect()
}

fn referral() -> Vec<String> {
    vec![format!("referral/{NO}")]
}

fn entry() -> Vec<String> {
    vec![format!("entry/{ENTRY}")]
}

fn nothing() -> Vec<String> {
    Vec::new()
}

pub(crate) fn court(code_of: &str, territory: &[&str]) -> ReferenceEvent {
    let name = || "Court".to_owned();
    ReferenceEvent::CourtRegistered {
        court: code(code_of),
        names: Names {
            kk: name(),
            ru: name(),
            en: name(),
        },
        kind: "district".to_owned(),
        region: code("75"),
        territory: territory.iter().map(|area| code(area)).collect(),
        time_zone: "Asia/Almaty".to_owned(),
        valid_from: None,
    }
}

pub(crate) fn merged(from: &str, to: &str, effective_on: &str) -> ReferenceEvent {
    ReferenceEvent::CourtReorganised {
        predecessors: vec![code(from)],
        successors: vec![code(to)],
        kind: ReorganisationKind::Merge,
        effective_on: day(effective_on),
        act_ref: "decree-216".to_owned(),
    }
}

fn chosen(entry_no: &str) -> ReferralEvent {
    ReferralEvent::MediatorChosen {
        referral_no: code(NO),
        entry_no: code(entry_no),
        method: ChoiceMethod::JointOwn,
        on: day("2025-03-01"),
    }
}

pub(crate) fn running() -> World {
    let mut world = World::new();
    let court = &mut world.almaty;
    court.state(
        "2025-03-01",
        referred(NO, Channel::InCourt, "CIVIL.LOAN", "2025-03-01"),
    );
    court.state("2025-03-03", agreed(NO, "2025-03-03", "2025-04-02"));
    world
}

#[test]
fn a_return_is_overdue_some_days_after_the_end_or_the_term() {
    let mut world = running();
    assert_eq!(world.sees(Rule::ReturnOverdue, "2025-04-05"), nothing());
    assert_eq!(world.sees(Rule::ReturnOverdue, "2025-04-06"), referral());
    let ended = terminated(NO, Ground::Settlement, "2025-03-10");
    world.almaty.state("2025-03-10", ended);
    assert_eq!(world.sees(Rule::ReturnOverdue, "2025-03-13"), nothing());
    assert_eq!(world.sees(Rule::ReturnOverdue, "2025-03-14"), referral());
    let result = returned(NO, Outcome::FullSettlement, "2025-03-10", "2025-03-14");
    world.almaty.state("2025-03-14", result);
    assert_eq!(world.sees(Rule::ReturnOverdue, "2025-06-01"), nothing());
    // From then on it was late, for good.
    assert_eq!(world.sees(Rule::ReturnLate, "2025-06-01"), referral());
}

#[test]
fn a_term_extended_beyond_the_cap_is_seen() {
    let mut world = running();
    let first = extended(NO, "2025-04-01", 30, "2025-05-02");
    world.almaty.state("2025-04-01", first);
    assert_eq!(world.sees(Rule::TermOverCap, "2025-05-01"), nothing());
    let second = extended(NO, "2025-05-02", 1, "2025-05-03");
    world.almaty.state("2025-05-02", second);
    assert_eq!(world.sees(Rule::TermOverCap, "2025-05-03"), referral());
}

#[test]
fn ends_and_extensions_after_the_term_are_seen() {
    let mut world = running();
    world.almaty.state_late(
        "2025-04-02",
        2,
        extended(NO, "2025-04-02", 10, "2025-04-14"),
    );
    assert_eq!(world.sees(Rule::LateRecorded, "2025-04-10"), referral());
    assert_eq!(
        world.sees(Rule::ExtensionAfterExpiry, "2025-04-10"),
        nothing()
    );
    world
        .almaty
        .state("2025-04-15", extended(NO, "2025-04-15", 5, "2025-04-19"));
    assert_eq!(
        world.sees(Rule::ExtensionAfterExpiry, "2025-05-10"),
        referral()
    );
    assert_eq!(world.sees(Rule::TermExceeded, "2025-05-10"), nothing());
    world
        .almaty
        .state("2025-04-20", terminated(NO, Ground::Expired, "2025-04-20"));
    assert_eq!(world.sees(Rule::TermExceeded, "2025-05-10"), referral());
}

#[test]
fn a_settlement_on_the_day_of_the_agreement_without_a_session_is_seen() {
    let settled = |sessions: u16, on: &str| {
        let mut world = running();
        let mut result = returned(NO, Outcome::FullSettlement, on, on);
        if let ReferralEvent::ResultReturned { sessions: held, .. } = &mut result {
            *held = sessions;
        }
        world.almaty.state(on, result);
        world.sees(Rule::SameDaySettlement, "2025-06-01")
    };
    assert_eq!(settled(0, "2025-03-03"), referral());
    assert_eq!(settled(1, "2025-03-03"), nothing());
    assert_eq!(settled(0, "2025-03-04"), nothing());
}

#[test]
fn a_procedure_under_a_mediator_who_is_not_active_is_seen() {
    let mut world = running();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    world.almaty.state("2025-03-01", chosen(ENTRY));
    assert_eq!(
        world.sees(Rule::SuspendedMediatorRuns, "2025-03-20"),
        nothing()
    );
    let suspended = EntryEvent::MediatorSuspended {
        entry_no: code(ENTRY),
        proceeding_id: ProceedingId(id(5)),
        from: day("2025-03-15"),
        to: day("2025-09-15"),
    };
    world.almaty.state("2025-03-15", suspended);
    assert_eq!(
        world.sees(Rule::SuspendedMediatorRuns, "2025-03-14"),
        nothing()
    );
    assert_eq!(
        world.sees(Rule::SuspendedMediatorRuns, "2025-03-20"),
        referral()
    );
    world.almaty.state(
        "2025-03-21",
        terminated(NO, Ground::Impossible, "2025-03-21"),
    );
    assert_eq!(
        world.sees(Rule::SuspendedMediatorRuns, "2025-03-21"),
        nothing()
    );
}

fn application() -> ApplicationId {
    ApplicationId(id(1))
}

fn submitted(on: &str) -> EntryEvent {
    EntryEvent::ApplicationSubmitted {
        application_id: application(),
        person_key: PersonKey(Digest([1; 32])),
        kind: EntryKind::RetiredJudge,
        practice_kato: code("750000000"),
        sro: None,
        requested_on: day(on),
    }
}

#[test]
fn an_application_waits_too_long_and_its_late_decision_stays_seen() {
    let mut world = World::new();
    world.almaty.state("2025-03-03", submitted("2025-03-03"));
    let seen = vec![format!("application/{}", application())];
    assert_eq!(world.sees(Rule::DecisionOverdue, "2025-03-13"), nothing());
    assert_eq!(world.sees(Rule::DecisionOverdue, "2025-03-14"), seen);
    let refused = |on: &str| EntryEvent::RegistrationRefused {
        application_id: application(),
        reasons: vec!["AGE_REQUIREMENT".to_owned()],
        decided_on: day(on),
    };
    let mut in_time = World::new();
    in_time.almaty.state("2025-03-03", submitted("2025-03-03"));
    in_time.almaty.state("2025-03-13", refused("2025-03-13"));
    assert_eq!(in_time.sees(Rule::DecisionOverdue, "2025-06-01"), nothing());
    world.almaty.state("2025-03-14", refused("2025-03-14"));
    assert_eq!(world.sees(Rule::DecisionOverdue, "2025-06-01"), seen);
}

#[test]
fn a_validity_that_passed_unnoticed_is_seen_until_it_is_recorded() {
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-03-31"));
    assert_eq!(world.sees(Rule::ValidityPassed, "2025-04-30"), nothing());
    assert_eq!(world.sees(Rule::ValidityPassed, "2025-05-01"), entry());
    let lapsed = EntryEvent::EntryLapsed {
        entry_no: code(ENTRY),
        on: day("2025-04-01"),
    };
    world.almaty.state("2025-05-01", lapsed);
    assert_eq!(world.sees(Rule::ValidityPassed, "2025-05-02"), nothing());
}

#[test]
fn a_place_of_practice_outside_the_territory_is_seen_by_the_map_of_the_day() {
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    // Nothing is known of the court's territory yet.
    assert_eq!(
        world.sees(Rule::PracticeOutsideTerritory, "2025-02-01"),
        nothing()
    );
    world
        .office
        .state("2025-01-01", court(ALMATY, &["751000000"]));
    assert_eq!(
        world.sees(Rule::PracticeOutsideTerritory, "2025-02-01"),
        entry()
    );
    // The court that takes over has the whole city.
    world
        .office
        .state("2025-01-01", court(ASTANA, &["750000000"]));
    world
        .office
        .state("2025-03-01", merged(ALMATY, ASTANA, "2025-03-01"));
    assert_eq!(
        world.sees(Rule::PracticeOutsideTerritory, "2025-02-28"),
        entry()
    );
    assert_eq!(
        world.sees(Rule::PracticeOutsideTerritory, "2025-03-01"),
        nothing()
    );
}

fn appointed(person: u8, from: &str) -> ReferenceEvent {
    ReferenceEvent::CoordinatorAppointed {
        court: code(ASTANA),
        office: code("o-1"),
        person_key: PersonKey(Digest([person; 32])),
        training: Training {
            provider: code("TP-1"),
            certificate_hash: Digest([1; 32]),
            completed_on: day("2024-01-01"),
        },
        legal_education: LegalEducation {
            institution: "U-1".to_owned(),
            diploma_hash: Digest([2; 32]),
        },
        from: day(from),
    }
}

fn same_person(keys: &[u8]) -> ReferenceEvent {
    ReferenceEvent::PersonsMerged {
        person_keys: keys
            .iter()
            .map(|key| PersonKey(Digest([*key; 32])))
            .collect(),
        basis: "IDENTITY_CARD".to_owned(),
    }
}

#[test]
fn a_coordinator_with_a_live_entry_anywhere_is_seen_under_whichever_key() {
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    world.office.state("2025-02-01", appointed(2, "2025-02-01"));
    assert_eq!(
        world.sees(Rule::CoordinatorMediates, "2025-03-01"),
        nothing()
    );
    world.office.state("2025-02-02", same_person(&[1, 2]));
    assert_eq!(
        world.sees(Rule::CoordinatorMediates, "2025-01-31"),
        nothing()
    );
    assert_eq!(world.sees(Rule::CoordinatorMediates, "2025-03-01"), entry());
    world
        .almaty
        .state("2025-03-02", removed(ENTRY, "2025-03-02"));
    assert_eq!(
        world.sees(Rule::CoordinatorMediates, "2025-03-02"),
        nothing()
    );
}

#[test]
fn one_mediator_with_most_of_a_courts_procedures_is_seen() {
    let with = |own: u32, others: u32, on: &str| {
        let mut world = World::new();
        for serial in 1..=own + others {
            let no = format!("{ALMATY}-2025-{serial:06}");
            let event = referred(&no, Channel::InCourt, "CIVIL.LOAN", "2025-03-01");
            world.almaty.state("2025-03-01", event);
            let mediator = if serial <= own { "00001" } else { "00002" };
            let chosen = ReferralEvent::MediatorChosen {
                referral_no: code(&no),
                entry_no: code(&format!("{ALMATY}-2025-{mediator}")),
                method: ChoiceMethod::JointOwn,
                on: day("2025-03-01"),
            };
            world.almaty.state("2025-03-01", chosen);
            world
                .almaty
                .state("2025-03-03", agreed(&no, "2025-03-03", "2025-04-02"));
        }
        world.sees(Rule::OutlyingShare, on)
    };
    assert_eq!(with(21, 19, "2025-06-01"), entry());
    // Half of them is not more than half.
    assert_eq!(with(20, 20, "2025-06-01"), nothing());
    // Few are no share.
    assert_eq!(with(19, 0, "2025-06-01"), nothing());
    // Twelve months later they are not of late.
    assert_eq!(with(21, 19, "2026-03-02"), entry());
    assert_eq!(with(21, 19, "2026-03-03"), nothing());
}

#[test]
fn a_live_entry_whose_fee_is_not_settled_is_seen() {
    let with = |fee: &[EntryEvent]| {
        let mut world = World::new();
        world.almaty.state("2025-01-01", submitted("2025-01-01"));
        for event in fee {
            world.almaty.state("2025-01-02", event.clone());
        }
        let valid = ("2025-01-05", "2025-12-31");
        let mut event = registered(ENTRY, 1, &["CIVIL.LOAN"], valid);
        if let EntryEvent::MediatorRegistered { fee_id, .. } = &mut event {
            *fee_id = Some(FeeId(id(7)));
        }
        world.almaty.state("2025-01-05", event);
        world.sees(Rule::FeeMismatch, "2025-02-01")
    };
    let asked = |amount| EntryEvent::FeeAssessed {
        fee_id: FeeId(id(7)),
        application_id: application(),
        amount,
        currency: Currency::KZT,
        schedule: code("FEE-2024"),
    };
    let waived = EntryEvent::FeeWaived {
        fee_id: FeeId(id(7)),
        application_id: application(),
        amount: 0,
        currency: Currency::KZT,
        reason: WaiverReason::PublicMediator,
    };
    assert_eq!(with(&[]), entry());
    assert_eq!(with(&[asked(100)]), entry());
    assert_eq!(with(&[asked(100), paid(7, 90, "2025-01-03")]), entry());
    assert_eq!(with(&[asked(100), paid(7, 100, "2025-01-03")]), nothing());
    assert_eq!(with(&[waived]), nothing());
    // Of an application that was never stated here nothing is known.
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    assert_eq!(world.sees(Rule::FeeMismatch, "2025-02-01"), nothing());
}

fn allocated(amount: i64) -> FundEvent {
    FundEvent::FeeRevenueAllocated {
        allocation_id: AllocationId(id(1)),
        amount: Money::tiyin(amount),
        purpose: AllocationPurpose::CoordinatorPay,
        on: day("2025-02-01"),
    }
}

#[test]
fn a_fund_that_spends_what_it_does_not_have_is_seen() {
    let fund = |of: &str| vec![format!("fund/{of}")];
    let mut world = World::new();
    world.almaty.state("2025-01-01", assessed(7, 1_000));
    world
        .almaty
        .state("2025-01-02", paid(7, 1_000, "2025-01-02"));
    world.almaty.state("2025-02-01", allocated(1_000));
    assert_eq!(world.sees(Rule::FundNegative, "2025-03-01"), nothing());
    let pay = |amount| FundEvent::CoordinatorRemunerationPaid {
        allocation_id: AllocationId(id(1)),
        office: code("o-1"),
        amount: Money::tiyin(amount),
        paid_on: day("2025-02-02"),
    };
    world.almaty.state("2025-02-02", pay(1_000));
    assert_eq!(world.sees(Rule::FundNegative, "2025-03-01"), nothing());
    world.almaty.state("2025-02-02", pay(1));
    assert_eq!(world.sees(Rule::FundNegative, "2025-03-01"), fund(ALMATY));
    let mut world = World::new();
    world.almaty.state("2025-01-01", assessed(7, 1_000));
    world
        .almaty
        .state("2025-01-02", paid(7, 1_000, "2025-01-02"));
    world.astana.state("2025-02-01", allocated(1));
    assert_eq!(world.sees(Rule::FundNegative, "2025-03-01"), fund(ASTANA));
    // A court that took over has the fees of the one before it.
    world.office.state("2025-01-01", court(ALMATY, &[]));
    world.office.state("2025-01-01", court(ASTANA, &[]));
    world
        .office
        .state("2025-01-31", merged(ALMATY, ASTANA, "2025-02-01"));
    assert_eq!(world.sees(Rule::FundNegative, "2025-03-01"), nothing());
    let views = world.views(TempDir::new().unwrap().path());
    let desk = views.views().desk(code(ASTANA)).unwrap().unwrap();
    assert_eq!((desk.allocated, desk.balance()), (1, -1));
}

pub(crate) fn enrolled(court: &str) -> ReferenceEvent {
    ReferenceEvent::CourtKeyAdded {
        court: code(court),
        vkey: format!("{court}.register.example+0+key"),
    }
}

#[test]
fn an_enrolled_court_from_which_nothing_comes_is_seen() {
    let silent = || vec![format!("court/{ALMATY}")];
    let mut world = World::new();
    world.office.state("2025-01-01", court(ALMATY, &[]));
    world.office.state("2025-01-01", court(ASTANA, &[]));
    assert_eq!(world.sees(Rule::SilentCourt, "2026-01-01"), nothing());
    world.office.state("2025-01-01", enrolled(ALMATY));
    assert_eq!(world.sees(Rule::SilentCourt, "2025-01-31"), nothing());
    assert_eq!(world.sees(Rule::SilentCourt, "2025-02-01"), silent());
    world.enter(ENTRY, 1, ("2025-01-20", "2025-12-31"));
    assert_eq!(world.sees(Rule::SilentCourt, "2025-02-19"), nothing());
    assert_eq!(world.sees(Rule::SilentCourt, "2025-02-20"), silent());
    // A court that has ended has nothing more to say.
    world
        .office
        .state("2025-02-01", merged(ALMATY, ASTANA, "2025-02-10"));
    assert_eq!(world.sees(Rule::SilentCourt, "2025-02-20"), nothing());
}

fn certified(no: &str, person: u8, number: u8) -> EntryEvent {
    let mut event = registered(no, person, &["CIVIL.LOAN"], ("2025-01-01", "2025-12-31"));
    if let EntryEvent::MediatorRegistered { certificate, .. } = &mut event {
        *certificate = Some(Certificate {
            provider: code("TP-1"),
            issued_on: day("2024-05-01"),
            number_hash: Digest([number; 32]),
        });
    }
    event
}

#[test]
fn one_certificate_under_two_persons_suggests_that_they_are_one() {
    let mut world = World::new();
    world.almaty.state("2025-01-01", certified(ENTRY, 1, 0xab));
    world.astana.state("2025-01-01", certified(OTHER, 1, 0xab));
    assert_eq!(world.sees(Rule::SameCertificate, "2025-02-01"), nothing());
    let third = "KZ-71-003-2025-00002";
    world.astana.state("2025-01-02", certified(third, 2, 0xab));
    let seen = vec![format!("certificate/{}", "ab".repeat(32))];
    assert_eq!(world.sees(Rule::SameCertificate, "2025-02-01"), seen);
    world.office.state("2025-01-03", same_person(&[1, 2]));
    assert_eq!(world.sees(Rule::SameCertificate, "2025-02-01"), nothing());
}

#[test]
fn a_live_entry_on_a_check_that_was_revoked_anywhere_is_seen() {
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    let revoked = |id_of: u128| EntryEvent::VerificationRevoked {
        verification_id: VerificationId(id(id_of)),
        reason: RevocationReason::Forged,
    };
    world.astana.state("2025-02-01", revoked(4));
    assert_eq!(
        world.sees(Rule::VerificationWithdrawn, "2025-03-01"),
        nothing()
    );
    world.astana.state("2025-02-01", revoked(3));
    assert_eq!(
        world.sees(Rule::VerificationWithdrawn, "2025-03-01"),
        entry()
    );
    assert_eq!(
        world.sees(Rule::VerificationWithdrawn, "2026-03-01"),
        nothing()
    );
    let mut world = World::new();
    world.enter(ENTRY, 1, ("2025-01-01", "2025-12-31"));
    let withdrawn = ReferenceEvent::VerificationWithdrawn {
        verification_id: VerificationId(id(3)),
        reason: RevocationReason::Forged,
    };
    world.office.state("2025-02-01", withdrawn);
    assert_eq!(
        world.sees(Rule::VerificationWithdrawn, "2025-03-01"),
        entry()
    );
}
