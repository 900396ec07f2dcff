//! Histories by hand: events as a court would state them, signed and chained, in any order
//! of the courts.

use std::fmt::Debug;
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, TimeDelta};
use medreg_domain::correction::CorrectionEvent;
use medreg_domain::entry::EntryKind;
use medreg_domain::entry::event::{EntryEvent, RemovalReason, SealedPersonal};
use medreg_domain::referral::event::{
    AgreementKind, CaseStage, ConsultationChannel, ConsultationGiver, ConsultationOutcome, FeeKind,
    Ground, Outcome, ReferralEvent, ReferralSource, ValueBand,
};
use medreg_domain::{
    ApplicationId, Channel, ConsultationId, Currency, Decider, Digest, Docket, Event, FeeId, Money,
    PersonKey, ProcedureId, Source, VerificationId,
};
use medreg_log::{Draft, Leaf, Recorded, SigningKey, TileWriter, encode, event_type};
use medreg_projections::{Fold, Opened, Positioned, Recall, RecallError, StoreError, Views};
use uuid::Uuid;

pub(crate) const ALMATY: &str = "KZ-75-012";
pub(crate) const ASTANA: &str = "KZ-71-003";
pub(crate) const ABAI: &str = "KZ-10-011";

/// One event with its leaf, which no order of the courts changes.
#[derive(Clone, Debug)]
pub(crate) struct Stated {
    pub(crate) recorded: Recorded,
    leaf: Vec<u8>,
    pub(crate) leaf_hash: Digest,
}

/// The events of one source, each following the one before it.
#[derive(Debug)]
pub(crate) struct Chain {
    source: Source,
    key: SigningKey,
    pub(crate) stated: Vec<Stated>,
}

/// A code or number, by its text.
pub(crate) fn code<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    code(text)
}

/// An identity that follows from a number.
pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0195_7f3e_0000_7000_8000_0000_0000_0000 | number)
}

impl Chain {
    pub(crate) fn of(source: &str) -> Self {
        let key = SigningKey::from_seed(&format!("{source}.register.example"), &[7; 32]).unwrap();
        Self {
            source: code(source),
            key,
            stated: Vec::new(),
        }
    }

    /// Adds an event recorded at noon of its day.
    pub(crate) fn state(&mut self, on: &str, event: impl Into<Event>) {
        self.state_late(on, 0, event);
    }

    /// Adds an event recorded some days after the act.
    pub(crate) fn state_late(&mut self, on: &str, days: u64, event: impl Into<Event>) {
        let day = day(on) + Days::new(days);
        let time = day.and_hms_opt(7, 0, 0).unwrap().and_utc();
        self.state_at(on, time, event);
    }

    pub(crate) fn state_at(
        &mut self,
        on: &str,
        time: chrono::DateTime<chrono::Utc>,
        event: impl Into<Event>,
    ) {
        let event = event.into();
        let subject = event.subject(self.source, &Docket::default());
        self.state_about(on, time, (subject, event));
    }

    /// Adds a correction, in the stream of what it corrects.
    pub(crate) fn correct(&mut self, on: &str, stream: &str, correction: CorrectionEvent) {
        let time = day(on).and_hms_opt(7, 0, 0).unwrap().and_utc();
        self.state_about(on, time, (stream.to_owned(), correction.into()));
    }

    fn state_about(
        &mut self,
        on: &str,
        time: chrono::DateTime<chrono::Utc>,
        (subject, event): (String, Event),
    ) {
        let courtseq = self.stated.len() as u64 + 1;
        let court = self
            .source
            .to_string()
            .bytes()
            .fold(0, |sum, byte| (sum * 31 + u128::from(byte)) % 1_000_003);
        let draft = Draft {
            id: id(court << 20 | u128::from(courtseq)),
            source: self.source,
            event_type: event_type(&event),
            subject,
            time: time + TimeDelta::milliseconds(i64::try_from(courtseq).unwrap()),
            occurred_on: day(on),
            ruleset: Some("KZ-2021".to_owned()),
            actor: "COORDINATOR:o-1".to_owned(),
            correlation_id: None,
            causation_id: None,
            seen: None,
            data: encode(&event).unwrap(),
        };
        let before = self.stated.last().map(|stated| stated.leaf_hash);
        let line = draft.line(courtseq, before);
        let leaf = Leaf::sign(&line, &self.key).unwrap();
        // Read back as every reader does, so that nothing here differs from a real history.
        let recorded = Recorded::from_line(line.as_bytes()).unwrap();
        let leaf_hash = leaf.hash();
        self.stated.push(Stated {
            recorded,
            leaf: leaf.into_bytes(),
            leaf_hash,
        });
    }
}

/// The events at their positions, from `first` on.
pub(crate) fn positioned(stated: &[Stated], first: usize) -> Vec<Positioned> {
    let place = |(position, stated): (usize, &Stated)| Positioned {
        position: position as u64,
        leaf_hash: stated.leaf_hash,
        recorded: stated.recorded.clone(),
    };
    (first..).zip(&stated[first..]).map(place).collect()
}

/// Opens views that were dropped just before: sled lets go of its lock in a thread of its
/// own, a moment after the last handle is gone.
pub(crate) fn reopen(folder: &Path) -> (Fold, Opened) {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        match Fold::open(folder) {
            Err(StoreError::InUse(_)) if Instant::now() < patience => std::thread::yield_now(),
            opened => return opened.unwrap(),
        }
    }
}

/// Recall of these events, as a history holds them.
pub(crate) fn recall(stated: &[Stated]) -> Recall {
    let events: Vec<Recorded> = stated.iter().map(|one| one.recorded.clone()).collect();
    Recall::new(move |range| {
        let at = |position: u64| usize::try_from(position).unwrap();
        let found = events.get(at(range.start)..at(range.end));
        found
            .map(<[Recorded]>::to_vec)
            .ok_or(RecallError::Missing(range.end - 1))
    })
}

/// Views of these events in a folder, committed `batch` at a time.
pub(crate) fn views_of(folder: &Path, stated: &[Stated], batch: usize) -> Fold {
    let (mut views, _) = reopen(folder);
    views.recall_by(recall(stated));
    for events in positioned(stated, 0).chunks(batch.max(1)) {
        views.take(events, None).unwrap();
    }
    views
}

/// Everything in the views, byte for byte.
pub(crate) fn rows(views: &Views) -> Vec<(Vec<u8>, Vec<u8>)> {
    views.rows().map(Result::unwrap).collect()
}

/// A history on disk that holds these events.
pub(crate) fn history(folder: &Path, stated: &[Stated]) -> TileWriter {
    let key = SigningKey::from_seed("register.example", &[1; 32]).unwrap();
    let mut history = TileWriter::create(folder, key).unwrap();
    for event in stated {
        history.append(&event.leaf, event.leaf_hash).unwrap();
    }
    history.flush().unwrap();
    history
}

/// The courts' events, one of each court in turn.
pub(crate) fn in_turn(chains: &[Chain]) -> Vec<Stated> {
    let longest = chains.iter().map(|chain| chain.stated.len()).max();
    (0..longest.unwrap_or(0))
        .flat_map(|at| chains.iter().filter_map(move |chain| chain.stated.get(at)))
        .cloned()
        .collect()
}

/// The consultation of a day.
pub(crate) fn consultation_of(on: &str) -> ConsultationId {
    let days = day(on)
        .signed_duration_since(NaiveDate::default())
        .num_days();
    ConsultationId(id(u128::try_from(days).unwrap()))
}

pub(crate) fn consulted(
    on: &str,
    category: Option<&str>,
    outcome: ConsultationOutcome,
) -> ReferralEvent {
    ReferralEvent::ConsultationHeld {
        consultation_id: consultation_of(on),
        on: day(on),
        channel: ConsultationChannel::Room,
        category: category.map(code),
        given_by: ConsultationGiver::Coordinator,
        entry_no: None,
        room: None,
        outcome,
    }
}

pub(crate) fn referred(no: &str, channel: Channel, category: &str, on: &str) -> ReferralEvent {
    ReferralEvent::DisputeReferred {
        referral_no: code(no),
        channel,
        category: code(category),
        stage: CaseStage::FirstInstance,
        source: ReferralSource::Parties,
        parties_count: 2,
        value_band: ValueBand::None,
        after: None,
        case_ref_hash: Digest([3; 32]),
        referred_on: day(on),
    }
}

pub(crate) fn agreed(no: &str, on: &str, due_on: &str) -> ReferralEvent {
    ReferralEvent::MediationAgreementSigned {
        referral_no: code(no),
        procedure_id: ProcedureId(id(2)),
        previous_procedure_id: None,
        agreement_on: day(on),
        kind: AgreementKind::PostDispute,
        language: code("kk"),
        fee_kind: FeeKind::Paid,
        fee_band: None,
        due_on_raw: day(due_on),
        due_on: day(due_on),
    }
}

pub(crate) fn offered(no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::MediationOffered {
        referral_no: code(no),
        offered_on: day(on),
        answer_by: day(on) + Days::new(10),
    }
}

pub(crate) fn lapsed(no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::OfferLapsed {
        referral_no: code(no),
        on: day(on),
    }
}

pub(crate) fn extended(no: &str, decided_on: &str, days: u16, due_on: &str) -> ReferralEvent {
    ReferralEvent::MediationExtended {
        referral_no: code(no),
        no: 1,
        days,
        decided_on: day(decided_on),
        decided_by: Decider::Parties,
        all_parties: true,
        notified_court_on: None,
        new_due_on_raw: day(due_on),
        new_due_on: day(due_on),
    }
}

pub(crate) fn terminated(no: &str, ground: Ground, on: &str) -> ReferralEvent {
    ReferralEvent::MediationTerminated {
        referral_no: code(no),
        ground,
        on: day(on),
    }
}

pub(crate) fn returned(
    no: &str,
    result: Outcome,
    ended_on: &str,
    returned_on: &str,
) -> ReferralEvent {
    ReferralEvent::ResultReturned {
        referral_no: code(no),
        result,
        ended_on: day(ended_on),
        returned_on: day(returned_on),
        sessions: 0,
    }
}

pub(crate) fn approved(no: &str, on: &str) -> ReferralEvent {
    ReferralEvent::SettlementApproved {
        referral_no: code(no),
        on: day(on),
        state_fee_refunded: true,
    }
}

pub(crate) fn registered(
    no: &str,
    person: u8,
    categories: &[&str],
    valid: (&str, &str),
) -> EntryEvent {
    EntryEvent::MediatorRegistered {
        entry_no: code(no),
        application_id: ApplicationId(id(u128::from(person))),
        person_key: PersonKey(Digest([person; 32])),
        kind: EntryKind::RetiredJudge,
        personal: SealedPersonal {
            key: code(&format!("{no}/1")),
            commitment: Digest([person; 32]),
            sealed: "c2VhbGVk".to_owned(),
        },
        practice_kato: code("750000000"),
        categories: categories.iter().map(|category| code(category)).collect(),
        languages: vec![code("kk")],
        certificate: None,
        sro: None,
        verification_id: VerificationId(id(3)),
        fee_id: None,
        valid_from: day(valid.0),
        valid_to: day(valid.1),
    }
}

pub(crate) fn removed(no: &str, on: &str) -> EntryEvent {
    EntryEvent::EntryRemoved {
        entry_no: code(no),
        reason: RemovalReason::OwnWish,
        on: day(on),
    }
}

pub(crate) fn assessed(fee: u128, amount: i64) -> EntryEvent {
    EntryEvent::FeeAssessed {
        fee_id: FeeId(id(fee)),
        application_id: ApplicationId(id(9)),
        amount,
        currency: Currency::KZT,
        schedule: code("FEE-2024"),
    }
}

pub(crate) fn paid(fee: u128, amount: i64, on: &str) -> EntryEvent {
    EntryEvent::FeePaid {
        fee_id: FeeId(id(fee)),
        amount: Money::tiyin(amount),
        paid_on: day(on),
        payer: medreg_domain::entry::event::Payer::Own,
        bank_ref_hash: Digest([5; 32]),
    }
}

/// A court's life: disputes of every kind of ending, mediators, fees, consultations.
pub(crate) fn life(court: &str, disputes: u64) -> Chain {
    let mut chain = Chain::of(court);
    for number in 1..=disputes {
        let on = |days: u64| (day("2025-01-03") + Days::new(number * 2 + days)).to_string();
        if number.is_multiple_of(3) {
            let event = consulted(&on(0), Some("CIVIL.LOAN"), ConsultationOutcome::Information);
            chain.state(&on(0), event);
        }
        if number % 4 == 1 {
            mediator(&mut chain, court, number, &on);
        }
        dispute(
            &mut chain,
            &format!("{court}-2025-{number:06}"),
            number,
            &on,
        );
    }
    chain
}

fn mediator(chain: &mut Chain, court: &str, number: u64, on: &dyn Fn(u64) -> String) {
    let entry_no = format!("{court}-2025-{number:05}");
    let person = u8::try_from(number % 200).unwrap();
    let fee = u128::from(number) + 100;
    chain.state(&on(0), assessed(fee, 1_000));
    chain.state(&on(1), paid(fee, 1_000, &on(1)));
    let valid = (on(1), on(200));
    let categories = ["CIVIL.LOAN", "FAMILY.DIVORCE"];
    chain.state(
        &on(1),
        registered(&entry_no, person, &categories, (&valid.0, &valid.1)),
    );
    if number % 8 == 1 {
        chain.state(&on(40), removed(&entry_no, &on(40)));
    }
}

fn dispute(chain: &mut Chain, no: &str, number: u64, on: &dyn Fn(u64) -> String) {
    let (channel, category) = match number % 3 {
        0 => (Channel::InCourt, "FAMILY.DIVORCE"),
        1 => (Channel::OutOfCourt, "CIVIL.LOAN"),
        _ => (Channel::Enforcement, "CIVIL.LOAN"),
    };
    chain.state_late(&on(0), number % 2, referred(no, channel, category, &on(0)));
    if number.is_multiple_of(5) {
        let event = returned(no, Outcome::NotStarted, &on(9), &on(10));
        chain.state(&on(10), event);
        return;
    }
    chain.state(&on(4), agreed(no, &on(4), &on(34)));
    match number % 5 {
        1 => {
            chain.state(&on(20), terminated(no, Ground::Settlement, &on(20)));
            let event = returned(no, Outcome::FullSettlement, &on(20), &on(21));
            chain.state(&on(21), event);
            chain.state(&on(30), approved(no, &on(30)));
        }
        2 => {
            chain.state(&on(30), extended(no, &on(30), 30, &on(64)));
            let event = returned(no, Outcome::PartialSettlement, &on(50), &on(55));
            chain.state(&on(55), event);
        }
        3 => {
            chain.state(&on(35), terminated(no, Ground::Expired, &on(34)));
            chain.state(&on(36), agreed(no, &on(36), &on(66)));
            let event = returned(no, Outcome::WithdrawnOne, &on(70), &on(71));
            chain.state(&on(71), event);
        }
        _ => {}
    }
}
