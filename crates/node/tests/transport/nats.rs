//! What only a broker can do to us: die, forget, be set up wrongly, and forbid.

use std::time::Duration;

use async_nats::jetstream::{self, Context};
use futures::StreamExt;
use medreg_log::SigningKey;
use medreg_node::entropy::Entropy;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::{FederalService, Intervals};
use medreg_node::federal::{Federal, OfficeKeys, federal_key_name};
use medreg_node::transport::nats::{Found, ProvisionError, provision};
use medreg_node::transport::{
    AskError, CourtLink, FederalLink, Inbox, LinkError, Opened, PublishError, StartOver,
};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::harness::{
    Harness, OverNats, WAIT, court, courtseq, courtseqs, eventually, fetch, fresh_inbox, messages,
};
use crate::server::{PATIENCE, Server};

const A: &str = "KZ-75-001";
const B: &str = "KZ-75-002";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_costs_nothing_and_doubles_nothing() {
    const ALL: u64 = 10_000;
    let mut hub = OverNats::start().await;
    let mut inbox = fresh_inbox(hub.office()).await;
    let publishing = tokio::spawn(publish_all(hub.court(A).await, ALL));
    let mut came = Vec::new();
    for until in [ALL / 5, ALL / 2] {
        read_until(&mut inbox, &mut came, until).await;
        hub.server.kill();
        hub.server.restart().await;
    }
    read_until(&mut inbox, &mut came, ALL).await;
    timeout(PATIENCE, publishing).await.unwrap().unwrap();
    assert_eq!(came, (1..=ALL).collect::<Vec<_>>());
    assert!(inbox.fetch(10, WAIT).await.unwrap().is_empty());
    assert!(inbox.restarts() >= 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_whose_broker_goes_away_while_it_starts_waits_for_it() {
    let mut hub = OverNats::start().await;
    hub.server.kill();
    let folder = TempDir::new().unwrap();
    let key = |name: &str| SigningKey::from_seed(name, &[7; 32]).unwrap();
    let keys = || OfficeKeys {
        log: key("register.example"),
        federal: key(&federal_key_name("register.example")),
    };
    Federal::create(folder.path(), &keys()).unwrap();
    let (federal, _) = Federal::open(folder.path(), keys(), Entropy::System, |_| {}).unwrap();
    let keyring = Keyring::open(&folder.path().join("data-keys"), [7; 32]).unwrap();
    let intervals = Intervals {
        checkpoint: Duration::from_millis(100),
        audit: None,
    };
    let link = hub.office().clone();
    let (service, office) = FederalService::new(federal, keyring, link, intervals);
    let (stop, stopped) = medreg_node::stop();
    let running = tokio::spawn(service.run(stopped));
    // The office's own attempt began before this one.
    let away = hub.office().open_inbox(None).await;
    assert!(matches!(away, Err(LinkError::Broker { .. })), "{away:?}");
    assert!(!running.is_finished(), "{running:?}");

    hub.server.restart().await;
    let mut court = hub.court(A).await;
    court.publish(1, &messages(A, 1..=3)).await.unwrap();
    // What these messages hold is no event: that they came shows in what is kept aside.
    eventually("the messages are kept aside", async || {
        let status = office.ask(Request::Status).await.unwrap();
        (status["quarantine"] == 3).then_some(())
    })
    .await;
    stop.stop();
    running.await.unwrap().unwrap();
}

/// Publishes as a court does: after any doubt, ask where the hub is and go on from there.
async fn publish_all(mut link: CourtLink, all: u64) {
    let mut next = 1;
    while next <= all {
        match link.publish(next, &messages(A, next..=next + 49)).await {
            Ok(_) => next += 50,
            Err(PublishError::Unreachable | PublishError::Busy) => {}
            Err(
                PublishError::TimedOut { .. }
                | PublishError::Conflict { .. }
                | PublishError::NoStream { .. }
                | PublishError::Refused { .. }
                | PublishError::HeadUnknown { .. },
            ) => {
                if let Ok(head) = link.head().await {
                    next = head.map_or(1, |head| courtseq(&head.body) + 1);
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
}

async fn read_until(inbox: &mut Inbox, came: &mut Vec<u64>, until: u64) {
    let reading = async {
        while (came.len() as u64) < until {
            match inbox.fetch(500, WAIT).await {
                Ok(deliveries) => came.extend(courtseqs(&deliveries)),
                Err(error @ LinkError::StartedOver(_)) => panic!("{error}"),
                Err(_) => {}
            }
        }
    };
    timeout(PATIENCE, reading)
        .await
        .unwrap_or_else(|_| panic!("stopped before {until}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recreated_stream_is_read_from_its_first_message_and_said_so() {
    let hub = OverNats::start().await;
    hub.court(A)
        .await
        .publish(1, &messages(A, 1..=9))
        .await
        .unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    fetch(&mut inbox, 9).await;
    let position = inbox.position();
    recreate(&hub.server).await;
    hub.court(A)
        .await
        .publish(1, &messages(A, 1..=3))
        .await
        .unwrap();

    let reason = eventually("the notice", async || match inbox.fetch(10, WAIT).await {
        Err(LinkError::StartedOver(reason)) => Some(reason),
        Ok(came) => {
            assert!(came.is_empty());
            None
        }
        Err(_) => None,
    })
    .await;
    assert_eq!(reason, StartOver::Recreated);
    assert_eq!(courtseqs(&fetch(&mut inbox, 3).await), [1, 2, 3]);

    let (mut reopened, opened) = hub.office().open_inbox(position).await.unwrap();
    assert_eq!(
        opened,
        Opened::StartedOver {
            reason: StartOver::Recreated
        }
    );
    assert_eq!(courtseqs(&fetch(&mut reopened, 3).await), [1, 2, 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_lost_its_end_or_changed_a_message_is_read_again() {
    let hub = OverNats::start().await;
    hub.court(A)
        .await
        .publish(1, &messages(A, 1..=9))
        .await
        .unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    fetch(&mut inbox, 9).await;
    let holds = inbox.position().unwrap();
    let mut behind = holds.clone();
    behind.sequence += 1;
    let mut other = holds.clone();
    other.last_hash[0] ^= 1;
    let mut epoch = holds.clone();
    epoch.identity.epoch.push('x');
    for (position, reason) in [
        (behind, StartOver::Truncated),
        (other, StartOver::MessageDiffers),
        (epoch, StartOver::EpochChanged),
    ] {
        let (mut inbox, opened) = hub.office().open_inbox(Some(position)).await.unwrap();
        assert_eq!(opened, Opened::StartedOver { reason });
        assert_eq!(fetch(&mut inbox, 9).await.len(), 9);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_that_is_gone_is_set_up_again() {
    let hub = OverNats::start().await;
    let mut a = hub.court(A).await;
    a.publish(1, &messages(A, 1..=9)).await.unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    fetch(&mut inbox, 9).await;
    let stream = admin(&hub.server)
        .await
        .get_stream("MEDREG_INBOX")
        .await
        .unwrap();
    let mut names = stream.consumer_names();
    while let Some(name) = names.next().await {
        stream.delete_consumer(&name.unwrap()).await.unwrap();
    }
    a.publish(10, &messages(A, 10..=12)).await.unwrap();
    assert_eq!(courtseqs(&fetch(&mut inbox, 3).await), [10, 11, 12]);
    assert_eq!(inbox.restarts(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_that_stops_quietly_is_noticed() {
    let hub = OverNats::start().await;
    let mut a = hub.court(A).await;
    a.publish(1, &messages(A, 1..=9)).await.unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    fetch(&mut inbox, 9).await;
    let context = admin(&hub.server).await;
    let stream = context.get_stream("MEDREG_INBOX").await.unwrap();
    let later = async_nats::datetime::parse_rfc3339("2199-01-01T00:00:00Z").unwrap();
    let mut names = stream.consumer_names();
    while let Some(name) = names.next().await {
        stream.pause_consumer(&name.unwrap(), later).await.unwrap();
    }
    a.publish(10, &messages(A, 10..=12)).await.unwrap();
    assert_eq!(courtseqs(&fetch(&mut inbox, 3).await), [10, 11, 12]);
    assert_eq!(inbox.restarts(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn setting_up_twice_changes_nothing() {
    let server = Server::start_with("").await;
    let missing = FederalLink::connect(&server.options()).await.unwrap_err();
    assert!(
        missing
            .to_string()
            .contains("medreg federal init --nats nats://127"),
        "{missing}"
    );
    for found in [Found::Created, Found::Present] {
        let outcome = provision(&server.options(), 1).await.unwrap();
        assert!(
            outcome.iter().all(|provisioned| provisioned.found == found),
            "{outcome:?}"
        );
    }
    FederalLink::connect(&server.options()).await.unwrap();
    let mismatch = provision(&server.options(), 3).await.unwrap_err();
    assert!(matches!(
        mismatch,
        ProvisionError::Unfit {
            stream: "MEDREG_INBOX",
            ..
        }
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_may_lose_messages_is_not_used() {
    let server = Server::start().await;
    let context = admin(&server).await;
    let stream = context.get_stream("MEDREG_INBOX").await.unwrap();
    let mut config = stream.cached_info().config.clone();
    config.max_age = Duration::from_hours(1);
    context.update_stream(&config).await.unwrap();
    let unfit = FederalLink::connect(&server.options()).await.unwrap_err();
    assert!(
        matches!(
            unfit,
            LinkError::Misconfigured {
                setting: "max_age",
                ..
            }
        ),
        "{unfit}"
    );
}

/// Test keys, made for these tests and used nowhere else.
const OFFICE_SEED: &str = "SUAPTXD3UB25FSWSVEUGWXNVV7QF7YF5RCYJHKNR7PMRZVQWHOKMCS6DN4";
const COURT_SEED: &str = "SUAJO6KNCJ7CLWXUFTZPVJ4SGP4GW3RYAYJDPINA2LN6UKAZQKIHCX5TYM";
const RULES: &str = r#"
authorization { users = [
  { nkey: UA3W4SLXSFIIOTVB433K254LHYPL77RJFWF3PGDKLC7ENVNLPWAZB23Y }
  { nkey: UBIDBTACZXYMA56OT4FD2AAPRO7WXY65SFSZSQXAVPGLJQL4ADJ4353E, permissions: {
      publish: ["medreg.inbox.KZ-75-001", "medreg.ask.KZ-75-001"]
      subscribe: ["_INBOX_KZ-75-001.>", "medreg.receipt.KZ-75-001", "medreg.resend.KZ-75-001"]
  } }
] }"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_speaks_for_itself_only() {
    let server = Server::start_with(RULES).await;
    let (office, own) = (
        server.options_with_seed(OFFICE_SEED),
        server.options_with_seed(COURT_SEED),
    );
    provision(&office, 1).await.unwrap();
    let office = FederalLink::connect(&office).await.unwrap();
    let _answers = crate::harness::echo(&office).await;

    let mut a = CourtLink::connect(&own, court(A)).await.unwrap();
    a.publish(1, &messages(A, 1..=2)).await.unwrap();
    let head = eventually("the head", async || a.head().await.ok().flatten()).await;
    assert_eq!(head.sequence, 2);

    let mut b = CourtLink::connect(&own, court(B)).await.unwrap();
    for range in [1..=1, 1..=300] {
        let denied = b.publish(1, &messages(B, range)).await.unwrap_err();
        assert!(matches!(denied, PublishError::Denied { .. }), "{denied}");
    }
    // The client drops the broker's word where three hundred denials came before it; the
    // question is never answered all the same.
    eventually("the denial", async || match b.ask("{}".into()).await {
        Err(AskError::Denied { .. }) => Some(()),
        Err(AskError::TimedOut { .. }) => None,
        other => panic!("{other:?}"),
    })
    .await;
    assert_eq!(office.stream_state().await.unwrap().last_sequence, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_court_starts_without_the_office() {
    let mut hub = OverNats::start().await;
    hub.server.kill();
    let mut a = hub.court(A).await;
    let unreachable = a.publish(1, &messages(A, 1..=1)).await.unwrap_err();
    assert!(
        matches!(unreachable, PublishError::Unreachable),
        "{unreachable}"
    );
    hub.server.restart().await;
    eventually("the hub", async || {
        a.publish(1, &messages(A, 1..=1)).await.ok()
    })
    .await;
    let state = eventually("the state", async || hub.office().stream_state().await.ok()).await;
    assert_eq!(state.last_sequence, 1);
}

async fn admin(server: &Server) -> Context {
    jetstream::new(async_nats::connect(server.options().servers).await.unwrap())
}

async fn recreate(server: &Server) {
    admin(server)
        .await
        .delete_stream("MEDREG_INBOX")
        .await
        .unwrap();
    provision(&server.options(), 1).await.unwrap();
}
