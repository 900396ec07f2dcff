//! Court, publisher and office over the link inside one process.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use medreg_domain::reference::builtin;
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::referral::command::ReferralCommand as R;
use medreg_domain::visibility::Audience;
use medreg_domain::{Code, CourtCode};
use medreg_log::{TileReader, VerifierKey};
use medreg_node::Receipt;
use medreg_node::court::facts::{Facts, FactsError};
use medreg_node::court::hearing::{Hearing, HearingError};
use medreg_node::court::publisher::{Publisher, PublisherError, Resend};
use medreg_node::court::service::{ActError, CourtHandle, CourtService, DataKeys};
use medreg_node::court::{Court, CourtError, DataKey};
use medreg_node::entropy::derive;
use medreg_node::federal::Federal;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::{FederalHandle, FederalService, Intervals, ServeError};
use medreg_node::query::{Find, Query, Sight};
use medreg_node::transport::{CourtLink, Embedded, FederalLink, Notices};
use medreg_node::{Stop, StopSwitch, stop};
use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::clerk::{Clerk, KURCHATOV, SEED, SEMEY, appointment, code, day, reference};
use crate::office::{Office, office_keys};
use crate::pen::Pen;

const PATIENCE: Duration = Duration::from_secs(30);

/// An office at work; its folder is removed with it.
pub(crate) struct Serving {
    pub(crate) folder: TempDir,
    pub(crate) handle: FederalHandle,
    pub(crate) hub: Embedded,
    switch: StopSwitch,
    running: JoinHandle<Result<Federal, ServeError>>,
}

impl Serving {
    pub(crate) async fn begin(office: Office) -> Self {
        let hub = Embedded::open(&office.folder.path().join("hub-keys")).unwrap();
        Box::pin(Self::begin_on(hub, office)).await
    }

    /// An office that serves on a hub that was there before it.
    pub(crate) async fn begin_on(hub: Embedded, office: Office) -> Self {
        let Office { folder, federal } = office;
        let wrapped = folder.path().join("data-keys");
        let keyring = Keyring::open(&wrapped, derive(SEED, "office/wrap")).unwrap();
        let link = FederalLink::embedded(&hub);
        let intervals = Intervals {
            checkpoint: Duration::from_hours(1),
            audit: None,
        };
        let (service, handle) = FederalService::new(federal, keyring, link, intervals);
        let (switch, stopped) = stop();
        let running = tokio::spawn(service.run(stopped));
        // It answers people once it listens to courts.
        handle.ask(Request::Status).await.unwrap();
        Self {
            folder,
            handle,
            hub,
            switch,
            running,
        }
    }

    pub(crate) fn link(&self, court: &str) -> CourtLink {
        CourtLink::embedded(&self.hub, code(court))
    }

    pub(crate) async fn ask(&self, query: Query) -> Value {
        self.handle.ask(Request::Query(query)).await.unwrap()
    }

    async fn act(&self, command: OfficeCommand) {
        let acts = vec![(day("2025-01-02"), command)];
        self.handle.ask(Request::Act(acts)).await.unwrap();
    }

    async fn state(&self, facts: Vec<(NaiveDate, ReferenceEvent)>) {
        let act = |(on, fact): (NaiveDate, ReferenceEvent)| {
            let fact = Box::new(fact);
            (on, OfficeCommand::State { fact })
        };
        let acts = facts.into_iter().map(act).collect();
        self.handle.ask(Request::Act(acts)).await.unwrap();
    }

    pub(crate) async fn reached(&self, position: u64) {
        let reached = self.handle.reached(position);
        timeout(PATIENCE, reached).await.unwrap().unwrap();
    }

    pub(crate) async fn stop(self) -> (TempDir, Federal) {
        self.switch.stop();
        let federal = timeout(PATIENCE, self.running).await.unwrap();
        (self.folder, federal.unwrap().unwrap())
    }
}

pub(crate) fn office_key() -> VerifierKey {
    office_keys().federal.vkey()
}

/// A court at work with its outbox.
pub(crate) struct Working {
    pub(crate) handle: CourtHandle,
    notices: Notices,
    pub(crate) keys: DataKeys,
    published: watch::Receiver<u64>,
    log: watch::Receiver<TileReader>,
    resend: Resend,
    switch: StopSwitch,
    court: JoinHandle<Result<Court, ActError>>,
    publisher: JoinHandle<Result<(), PublisherError>>,
}

impl Working {
    pub(crate) async fn begin(court: Court, folder: &TempDir, link: CourtLink) -> Self {
        let keys = DataKeys::open(folder.path());
        let own = court.vkey();
        let (_, known) = watch::channel(reference());
        let (service, handle, log) = CourtService::new(court, keys.clone(), known).unwrap();
        let notices = link.notices().await.unwrap();
        let publisher = Publisher::new(link, log.clone(), keys.clone(), own, office_key());
        let (published, resend) = (publisher.published(), publisher.resend());
        let (switch, stopped) = stop();
        let court = tokio::spawn(service.run(stopped.clone()));
        let publisher = tokio::spawn(publisher.run(stopped));
        Self {
            handle,
            notices,
            keys,
            published,
            log,
            resend,
            switch,
            court,
            publisher,
        }
    }

    async fn receipt_of(&mut self, court: CourtCode, courtseq: u64) -> Receipt {
        loop {
            let note = timeout(PATIENCE, self.notices.next_receipt())
                .await
                .unwrap();
            let receipt = Receipt::open(&note.unwrap(), &office_key(), court).unwrap();
            if receipt.courtseq >= courtseq {
                return receipt;
            }
        }
    }

    pub(crate) async fn stop(self) -> Court {
        self.switch.stop();
        let published = timeout(PATIENCE, self.publisher).await.unwrap();
        published.unwrap().unwrap();
        timeout(PATIENCE, self.court)
            .await
            .unwrap()
            .unwrap()
            .unwrap()
    }
}

/// Hears what the office says to a court, and asks it every few milliseconds.
fn hear(
    court: &str,
    folder: &TempDir,
    hub: &Embedded,
    working: &Working,
) -> JoinHandle<Result<(), HearingError>> {
    let hearing = Hearing::new(
        CourtLink::embedded(hub, code(court)),
        office_key(),
        folder.path().join("receipt.json"),
        working.log.clone(),
        working.resend.clone(),
    );
    tokio::spawn(hearing.run(Duration::from_millis(5)))
}

/// The act by which the office comes to state an appointment.
fn appointed(fact: ReferenceEvent) -> OfficeCommand {
    let ReferenceEvent::CoordinatorAppointed {
        court,
        office,
        person_key,
        training,
        legal_education,
        from,
    } = fact
    else {
        panic!("{fact:?} appoints nobody")
    };
    OfficeCommand::AppointCoordinator {
        court,
        office,
        person_key,
        training: Some(training),
        legal_education: Some(legal_education),
        from,
    }
}

pub(crate) fn find(q: &str) -> Query {
    Query::Find(Find {
        q: Some(q.to_owned()),
        limit: 10,
        ..Find::all(
            day("2025-02-01"),
            Sight::of(Audience::Federal, day("2025-02-01")),
        )
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_court_records_arrives_with_receipts_and_names() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let registration = clerk.apply("2025-01-10", "Ибраева");
    clerk.court.commit().unwrap();
    let mut court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    assert_eq!(court.handle.act(registration).await.unwrap(), [5]);
    office.reached(2 + 5).await;
    let receipt = court.receipt_of(code(SEMEY), 5).await;
    assert!(receipt.position >= 7);
    // By the beginning of a word, in the other script's letters, and not by another name.
    for q in ["ибраева", "айгер", "aigerim ибр"] {
        let found = office.ask(find(q)).await;
        assert_eq!(found["total"], 1, "{q}");
        assert_eq!(found["items"][0]["entry_no"], "KZ-10-101-2025-00001");
        assert_eq!(found["items"][0]["name"]["kk"], "Ибраева Әйгерім");
        assert_eq!(found["items"][0]["standing"]["code"], "ACTIVE");
    }
    assert_eq!(office.ask(find("сейтқали")).await["total"], 0);
    assert!(
        court.keys.pending(10).unwrap().is_empty(),
        "the office holds the key"
    );
    let stopped = court.stop().await;
    assert_eq!(
        stopped.head().map(|head| head.leaf_hash),
        Some(receipt.leaf_hash)
    );
    let (_folder, federal) = office.stop().await;
    assert_eq!(federal.views().cursor().entries, 1);
    assert_eq!(federal.history().published().unwrap().checkpoint().size, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_that_lost_what_the_hub_acknowledged_has_it_sent_again() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let registration = clerk.apply("2025-01-10", "Ибраева");
    clerk.court.commit().unwrap();
    let first = Serving::begin(Office::begin()).await;
    let hub = first.hub.clone();
    let court = Working::begin(clerk.court, &folder, first.link(SEMEY)).await;
    court.handle.act(registration).await.unwrap();
    // Five events, and the check of documents that the office shares.
    first.reached(2 + 6).await;
    let (_gone, federal) = first.stop().await;
    let digests = federal.views().digests().unwrap();
    drop(federal);
    // Restored from before the court spoke; the hub keeps nothing that was read.
    let restored = Serving::begin_on(hub.clone(), Office::begin()).await;
    let hearing = hear(SEMEY, &folder, &hub, &court);
    restored.reached(2 + 6).await;
    hearing.abort();
    court.stop().await;
    let (_folder, federal) = restored.stop().await;
    assert_eq!(federal.views().digests().unwrap(), digests);
    assert!(federal.quarantine().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_that_asks_for_events_again_gets_them_and_drops_what_it_has() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let registration = clerk.apply("2025-01-10", "Ибраева");
    let next = clerk.refer_command();
    let next = clerk.request("2025-01-12", next);
    clerk.court.commit().unwrap();
    let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    court.handle.act(registration).await.unwrap();
    office.reached(2 + 6).await;
    let hearing = hear(SEMEY, &folder, &office.hub, &court);
    court.resend.from(2);
    court.handle.act(next).await.unwrap();
    office.reached(2 + 7).await;
    let status = office.handle.ask(Request::Status).await.unwrap();
    assert_eq!(status["taken"]["duplicates"], 4, "{status}");
    hearing.abort();
    court.stop().await;
    office.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_stops_hearing_an_office_that_holds_another_event_in_its_name() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let clerk = Clerk::open(SEMEY, folder.path());
    let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    let hearing = hear(SEMEY, &folder, &office.hub, &court);
    let messages = Pen::of(SEMEY).consultations(1);
    office.link(SEMEY).publish(1, &messages).await.unwrap();
    let heard = timeout(PATIENCE, hearing).await.unwrap().unwrap();
    assert!(
        matches!(heard, Err(HearingError::Contradicted { courtseq: 1, .. })),
        "{heard:?}"
    );
    court.publisher.abort();
    office.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_request_is_answered_and_the_court_goes_on() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let refused = clerk.request(
        "2025-01-10",
        R::OfferMediation {
            referral_no: code("KZ-10-101-2025-000900"),
        },
    );
    let command = clerk.refer_command();
    let sound = clerk.request("2025-01-10", command);
    let second = clerk.refer_command();
    let second = clerk.request("2025-01-11", second);
    let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    let refused = court.handle.act(refused).await.unwrap_err();
    let ActError::Court(CourtError::Rejected(rejection)) = refused else {
        panic!("{refused}")
    };
    assert_eq!(rejection.code, Code::ReferralUnknown);
    assert_eq!(court.handle.act(sound).await.unwrap(), [1]);
    assert_eq!(court.handle.act(second).await.unwrap(), [2]);
    office.reached(2 + 2).await;
    let handle = court.handle.clone();
    let stopped = court.stop().await;
    assert_eq!(stopped.reader().unwrap().size(), 2);
    let mut clerk = Clerk::of(stopped);
    let command = clerk.refer_command();
    let late = clerk.request("2025-01-12", command);
    assert!(matches!(handle.act(late).await, Err(ActError::Stopped)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_in_the_log_is_published_at_the_next_start_and_only_once() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    for _ in 0..3 {
        clerk.refer("2025-01-10");
    }
    clerk.court.commit().unwrap();
    let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    office.reached(2 + 3).await;
    drop(court.stop().await);
    let mut clerk = Clerk::open(SEMEY, folder.path());
    for _ in 0..2 {
        clerk.refer("2025-01-11");
    }
    clerk.court.commit().unwrap();
    let mut court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    office.reached(2 + 5).await;
    let receipt = court.receipt_of(code(SEMEY), 5).await;
    assert_eq!((receipt.courtseq, receipt.position), (5, 7));
    drop(court.stop().await);
    let status = office.handle.ask(Request::Status).await.unwrap();
    assert_eq!(status["taken"]["recorded"], 5);
    assert_eq!(status["taken"]["duplicates"], 0);
    assert_eq!(status["courts"][SEMEY]["last_courtseq"], 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_data_key_is_handed_over_however_many_wait() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    clerk.refer("2025-01-10");
    clerk.court.commit().unwrap();
    let keys = DataKeys::open(folder.path());
    for number in 0..230 {
        let uuid = clerk.uuid();
        let key = DataKey {
            id: code(&format!("{uuid}/1")),
            key: derive(number, "key"),
        };
        keys.keep(&key).unwrap();
    }
    // What a crash tore was never relied on, and holds nobody up.
    fs::write(folder.path().join("data-keys/pending/torn_1"), "abc").unwrap();
    let mut court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    let published = court.published.wait_for(|count| *count >= 1);
    timeout(PATIENCE, published).await.unwrap().unwrap();
    assert!(court.keys.pending(1_000).unwrap().is_empty());
    let wrapped = fs::read_dir(office.folder.path().join("data-keys")).unwrap();
    assert_eq!(wrapped.count(), 230);
    drop(court.stop().await);
}

#[test]
fn a_data_key_is_kept_once_and_a_new_one_takes_its_place() {
    let folder = TempDir::new().unwrap();
    let keys = DataKeys::open(folder.path());
    assert!(keys.pending(10).unwrap().is_empty());
    let key = |number| DataKey {
        id: code("KZ-10-101-2025-00041/1"),
        key: derive(number, "key"),
    };
    let pending = |max| {
        keys.pending(max)
            .unwrap()
            .iter()
            .map(|key| key.key)
            .collect::<Vec<_>>()
    };
    keys.keep(&key(1)).unwrap();
    keys.keep(&key(1)).unwrap();
    assert_eq!(pending(10), [key(1).key]);
    assert!(pending(0).is_empty());
    keys.sent(&[key(1)]).unwrap();
    assert!(pending(10).is_empty());
    // The same act again: the office has its key.
    keys.keep(&key(1)).unwrap();
    assert!(pending(10).is_empty());
    // A crash undid the act, and it was done again with another key.
    keys.keep(&key(2)).unwrap();
    assert_eq!(pending(10), [key(2).key]);
    keys.sent(&[key(2)]).unwrap();
    assert!(pending(10).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_that_cannot_keep_a_data_key_stops_before_the_event_is_durable() {
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    let registration = clerk.apply("2025-01-10", "Ибраева");
    clerk.court.commit().unwrap();
    // No folder can be made where a file is.
    fs::write(folder.path().join("data-keys"), "").unwrap();
    let (_, known) = watch::channel(reference());
    let keys = DataKeys::open(folder.path());
    let (service, handle, _log) = CourtService::new(clerk.court, keys, known).unwrap();
    let (_switch, stopped) = stop();
    let running = tokio::spawn(service.run(stopped));
    assert!(matches!(
        handle.act(registration).await,
        Err(ActError::Stopped)
    ));
    let stopped = timeout(PATIENCE, running).await.unwrap().unwrap();
    assert!(matches!(stopped, Err(ActError::Keys(_))), "{stopped:?}");
    let again = Clerk::open(SEMEY, folder.path());
    assert_eq!(again.court.head().unwrap().seq, 4);
    assert!(again.court.docket().entries.is_empty());
}

async fn run_publisher(
    clerk: Clerk,
    folder: &TempDir,
    link: CourtLink,
    stop: Stop,
) -> Result<(), PublisherError> {
    let (_log, log) = watch::channel(clerk.court.reader().unwrap());
    let keys = DataKeys::open(folder.path());
    let own = clerk.court.vkey();
    let publisher = Publisher::new(link, log, keys, own, office_key());
    timeout(PATIENCE, publisher.run(stop)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_whose_log_was_replaced_stops_when_the_hub_holds_other_bytes() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let mut clerk = Clerk::open(SEMEY, folder.path());
    for on in ["2025-01-10", "2025-01-11"] {
        clerk.refer(on);
    }
    clerk.court.commit().unwrap();
    let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
    office.reached(2 + 2).await;
    drop(court.stop().await);

    // A log with other events, then one that is too short.
    for days in [
        &["2025-02-01", "2025-02-02", "2025-02-03"][..],
        &["2025-01-10"],
    ] {
        let replaced = TempDir::new().unwrap();
        let mut clerk = Clerk::open(SEMEY, replaced.path());
        for on in days {
            clerk.refer(on);
        }
        clerk.court.commit().unwrap();
        let (_switch, stopped) = stop();
        let stopped = run_publisher(clerk, &replaced, office.link(SEMEY), stopped).await;
        let stopped = stopped.unwrap_err();
        let PublisherError::Contradicted { court, courtseq } = stopped else {
            panic!("{stopped}")
        };
        assert_eq!((court, courtseq), (code(SEMEY), 2));
    }
    assert_eq!(office.handle.position(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_offices_facts_reach_a_court_and_stay_with_it() {
    let mut begun = Office::begin();
    // More than one answer holds.
    let shipped = builtin::facts().unwrap();
    begun
        .federal
        .state(&shipped, crate::clerk::morning("2025-01-01"))
        .unwrap();
    let stated = 2 + shipped.len() as u64;
    let office = Serving::begin(begun).await;
    let folder = TempDir::new().unwrap();
    let link = office.link(SEMEY);
    let mut facts = Facts::open(folder.path(), office_key()).unwrap();
    assert_eq!(facts.known(), 0);
    assert!(facts.refresh(&link).await.unwrap());
    assert_eq!(facts.known(), stated);
    assert!(!facts.refresh(&link).await.unwrap());
    let holder = |facts: &Facts, office: &str| {
        let reference: Arc<_> = facts.reference();
        reference.holder(code(SEMEY), code(office), day("2025-02-01"))
    };
    assert!(holder(&facts, "o-8").is_none());
    let provider = ReferenceEvent::TrainingProviderRecognised {
        id: code("TP-001"),
        names: medreg_domain::Names {
            kk: "Оқу орталығы".to_owned(),
            ru: "Учебный центр".to_owned(),
            en: "Training centre".to_owned(),
        },
        valid_from: day("2020-01-01"),
        valid_to: None,
    };
    office.state(vec![(day("2025-01-02"), provider)]).await;
    office.act(appointed(appointment(SEMEY, "o-8"))).await;
    assert!(facts.refresh(&link).await.unwrap());
    assert_eq!(facts.known(), stated + 2);
    assert!(holder(&facts, "o-8").is_some());
    let again = Facts::open(folder.path(), office_key()).unwrap();
    assert_eq!(again.known(), stated + 2);
    assert!(holder(&again, "o-8").is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_torn_line_of_facts_is_asked_for_again_and_spoils_nothing() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let link = office.link(SEMEY);
    let mut facts = Facts::open(folder.path(), office_key()).unwrap();
    facts.refresh(&link).await.unwrap();
    let path = folder.path().join("facts");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 9]).unwrap();
    let mut torn = Facts::open(folder.path(), office_key()).unwrap();
    assert_eq!(torn.known(), 1);
    torn.refresh(&link).await.unwrap();
    assert_eq!(torn.known(), 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), whole);
    assert_eq!(Facts::open(folder.path(), office_key()).unwrap().known(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_that_the_office_did_not_sign_are_not_believed() {
    let office = Serving::begin(Office::begin()).await;
    let folder = TempDir::new().unwrap();
    let stranger = crate::clerk::court_key(KURCHATOV, SEED).vkey();
    let mut facts = Facts::open(folder.path(), stranger).unwrap();
    let refused = facts.refresh(&office.link(SEMEY)).await.unwrap_err();
    assert!(matches!(refused, FactsError::Leaf(_)), "{refused}");
    assert_eq!(facts.known(), 0);
    assert!(!folder.path().join("facts").exists());
}
