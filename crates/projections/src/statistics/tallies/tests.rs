use medreg_domain::entry::event::SealedPersonal;
use medreg_domain::referral::Referral;
use medreg_domain::referral::event::{
    AgreementKind, CaseStage, ConsultationChannel, ConsultationGiver, ConsultationOutcome,
    Consulted, FeeBand, FeeKind, FeedbackRole, Ground, Outcome, ReferralEvent, ReferralSource,
    SessionMode, ValueBand,
};
use medreg_domain::{
    ApplicationId, Channel, ConsultationId, Digest, PersonKey, ProcedureId, VerificationId,
};
use proptest::prelude::*;
use uuid::Uuid;

use super::super::{Sign, Statistics};
use super::*;
use crate::store::{Batch, Store};

const COURT: &str = "KZ-75-012";
const NUMBER: &str = "KZ-75-012-2025-000001";
const ENTRY: &str = "KZ-75-012-2025-00001";

fn day(number: i64) -> NaiveDate {
    NaiveDate::default() + chrono::TimeDelta::days(20_000 + number)
}

fn court() -> CourtCode {
    COURT.parse().unwrap()
}

/// One step in a dispute's way; the days count from its referral.
#[derive(Clone, Debug)]
enum Step {
    Choose,
    Offer,
    Lapse,
    Agree {
        language: &'static str,
        fee: Option<FeeBand>,
    },
    Session {
        attended: Option<u8>,
    },
    Terminate(Ground),
    Return(Outcome),
    Approve,
    Score(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let language = prop_oneof![Just("kk"), Just("ru")];
    let fee = proptest::option::of(Just(FeeBand::UpTo50));
    prop_oneof![
        Just(Step::Choose),
        Just(Step::Offer),
        Just(Step::Lapse),
        (language, fee).prop_map(|(language, fee)| Step::Agree { language, fee }),
        proptest::option::of(1..3_u8).prop_map(|attended| Step::Session { attended }),
        Just(Step::Terminate(Ground::Settlement)),
        Just(Step::Return(Outcome::FullSettlement)),
        Just(Step::Return(Outcome::WithdrawnOne)),
        Just(Step::Approve),
        (1..6_u8).prop_map(Step::Score),
    ]
}

fn event(step: &Step, at: i64, sessions: u16) -> ReferralEvent {
    let referral_no = NUMBER.parse().unwrap();
    let on = day(at);
    match step {
        Step::Choose => ReferralEvent::MediatorChosen {
            referral_no,
            entry_no: ENTRY.parse().unwrap(),
            method: medreg_domain::referral::event::ChoiceMethod::JointOwn,
            on,
        },
        Step::Offer => ReferralEvent::MediationOffered {
            referral_no,
            offered_on: on,
            answer_by: day(at + 10),
        },
        Step::Lapse => ReferralEvent::OfferLapsed { referral_no, on },
        Step::Agree { language, fee } => ReferralEvent::MediationAgreementSigned {
            referral_no,
            procedure_id: ProcedureId(Uuid::nil()),
            previous_procedure_id: None,
            agreement_on: on,
            kind: AgreementKind::PostDispute,
            language: language.parse().unwrap(),
            fee_kind: if fee.is_some() {
                FeeKind::Paid
            } else {
                FeeKind::Free
            },
            fee_band: *fee,
            due_on_raw: day(at + 30),
            due_on: day(at + 30),
        },
        Step::Session { attended } => ReferralEvent::SessionHeld {
            referral_no,
            no: sessions,
            on,
            mode: SessionMode::InPerson,
            minutes: 60,
            attended: *attended,
        },
        Step::Terminate(ground) => ReferralEvent::MediationTerminated {
            referral_no,
            ground: *ground,
            on,
        },
        Step::Return(result) => ReferralEvent::ResultReturned {
            referral_no,
            result: *result,
            ended_on: on,
            returned_on: day(at + 2),
            sessions: 0,
        },
        Step::Approve => ReferralEvent::SettlementApproved {
            referral_no,
            on,
            state_fee_refunded: true,
        },
        Step::Score(score) => ReferralEvent::FeedbackReceived {
            referral_no,
            role: FeedbackRole::Party,
            score: *score,
        },
    }
}

fn consulted() -> ReferralEvent {
    ReferralEvent::ConsultationHeld {
        consultation_id: ConsultationId(Uuid::nil()),
        on: day(0),
        channel: ConsultationChannel::Room,
        category: None,
        given_by: ConsultationGiver::Coordinator,
        entry_no: None,
        room: None,
        outcome: ConsultationOutcome::Referral,
    }
}

fn referred() -> ReferralEvent {
    ReferralEvent::DisputeReferred {
        referral_no: NUMBER.parse().unwrap(),
        channel: Channel::InCourt,
        category: "CIVIL.LOAN".parse().unwrap(),
        stage: CaseStage::FirstInstance,
        source: ReferralSource::Judge,
        parties_count: 2,
        value_band: ValueBand::None,
        after: Some(Consulted {
            consultation_id: ConsultationId(Uuid::nil()),
            on: day(0),
        }),
        case_ref_hash: Digest([1; 32]),
        referred_on: day(3),
    }
}

fn registered() -> EntryEvent {
    EntryEvent::MediatorRegistered {
        entry_no: ENTRY.parse().unwrap(),
        application_id: ApplicationId(Uuid::nil()),
        person_key: PersonKey(Digest([1; 32])),
        kind: EntryKind::Public,
        personal: SealedPersonal {
            key: format!("{ENTRY}/1").parse().unwrap(),
            commitment: Digest([1; 32]),
            sealed: "c2VhbGVk".to_owned(),
        },
        practice_kato: "750000000".parse().unwrap(),
        categories: Vec::new(),
        languages: Vec::new(),
        certificate: None,
        sro: None,
        verification_id: VerificationId(Uuid::nil()),
        fee_id: None,
        valid_from: day(0),
        valid_to: day(400),
    }
}

/// A dispute's events, each with the state before it.
fn way(steps: &[Step]) -> Vec<(Option<Referral>, ReferralEvent)> {
    let begun = referred();
    let mut referral = Referral::begin(&begun).unwrap().1;
    let mut way = vec![(None, begun)];
    let mut sessions = 0;
    for (step, at) in steps.iter().zip((4..).step_by(40)) {
        sessions += u16::from(matches!(step, Step::Session { .. }));
        let event = event(step, at, sessions);
        way.push((Some(referral), event.clone()));
        referral.evolve(&event);
    }
    way
}

fn count(
    statistics: &mut Statistics,
    store: &Store,
    way: &[(Option<Referral>, ReferralEvent)],
    sign: Sign,
) {
    for (before, event) in way {
        statistics
            .referral(store, court(), before.as_ref(), event, sign)
            .unwrap();
    }
}

fn rows(statistics: &mut Statistics, store: &Store) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut batch = Batch::default();
    statistics.flush(store, &mut batch).unwrap();
    store.commit(batch).unwrap();
    let rows = store.scan(b"s").map(Result::unwrap);
    rows.map(|(key, value)| (key.to_vec(), value.to_vec()))
        .collect()
}

/// Statistics in which the mediator is registered and the consultation was held.
fn begun(folder: &std::path::Path) -> (Store, Statistics) {
    let (store, _) = Store::open(folder).unwrap();
    let mut statistics = Statistics::new();
    let event = registered();
    statistics
        .entry(&store, court(), (&event, day(0)), Sign::Count)
        .unwrap();
    statistics
        .referral(&store, court(), None, &consulted(), Sign::Count)
        .unwrap();
    (store, statistics)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_dispute_taken_back_and_told_anew_leaves_the_rows_of_the_second_telling(
        wrong in proptest::collection::vec(step(), 0..12),
        right in proptest::collection::vec(step(), 0..12),
        committed in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (store, mut statistics) = begun(&folder.path().join("corrected"));
        count(&mut statistics, &store, &way(&wrong), Sign::Count);
        if committed {
            rows(&mut statistics, &store);
            statistics = Statistics::new();
        }
        count(&mut statistics, &store, &way(&wrong), Sign::TakeBack);
        count(&mut statistics, &store, &way(&right), Sign::Count);
        let (other, mut once) = begun(&folder.path().join("once"));
        count(&mut once, &other, &way(&right), Sign::Count);
        prop_assert_eq!(rows(&mut statistics, &store), rows(&mut once, &other));
    }
}

#[test]
fn what_is_all_taken_back_leaves_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let (store, mut statistics) = begun(&folder.path().join("views"));
    let way = way(&[
        Step::Choose,
        Step::Agree {
            language: "kk",
            fee: None,
        },
        Step::Return(Outcome::FullSettlement),
        Step::Score(4),
    ]);
    count(&mut statistics, &store, &way, Sign::Count);
    assert!(rows(&mut statistics, &store).len() > 3);
    count(&mut statistics, &store, &way, Sign::TakeBack);
    let event = registered();
    statistics
        .entry(&store, court(), (&event, day(0)), Sign::TakeBack)
        .unwrap();
    statistics
        .referral(&store, court(), None, &consulted(), Sign::TakeBack)
        .unwrap();
    assert_eq!(rows(&mut statistics, &store), []);
}

#[test]
fn a_dispute_is_counted_at_the_court_of_its_number_whoever_states_it() {
    let mut tallies = Vec::new();
    let successor = "KZ-71-003".parse().unwrap();
    of_referral(&mut tallies, successor, None, None, &referred());
    assert_eq!(tallies.len(), 1);
    assert_eq!(tallies[0].place.court, court());
}

#[test]
fn an_entry_taken_back_from_its_registration_on_is_taken_back_under_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = Store::open(&folder.path().join("views")).unwrap();
    let mut statistics = Statistics::new();
    let lapsed = EntryEvent::EntryLapsed {
        entry_no: ENTRY.parse().unwrap(),
        on: day(400),
    };
    let application = ApplicationFacts {
        submitted_on: day(-4),
        kind: Some(EntryKind::Public),
    };
    for sign in [Sign::Count, Sign::TakeBack] {
        for (event, on) in [(registered(), 0), (lapsed.clone(), 400)] {
            let event = (&event, day(on));
            let asked = Some(&application);
            statistics
                .application(&store, court(), asked, event, sign)
                .unwrap();
            statistics.entry(&store, court(), event, sign).unwrap();
        }
        let left = rows(&mut statistics, &store).len();
        assert_eq!(left, if sign == Sign::Count { 3 } else { 0 });
    }
}
