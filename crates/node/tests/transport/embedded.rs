//! What only the link inside one process must show.

use medreg_node::transport::{
    BATCH_MAX, CourtLink, Embedded, FederalLink, LinkError, Opened, QUEUE_MAX, StartOver,
};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::harness::{WAIT, court, courtseqs, fetch, fresh_inbox, messages};
use crate::server::PATIENCE;

const A: &str = "KZ-75-001";

#[tokio::test]
async fn a_publisher_waits_while_the_queue_is_full() {
    let keys = TempDir::new().unwrap();
    let hub = Embedded::open(keys.path()).unwrap();
    let office = FederalLink::embedded(&hub);
    let mut a = CourtLink::embedded(&hub, court(A));
    let mut inbox = fresh_inbox(&office).await;
    let fitting = QUEUE_MAX / BATCH_MAX * BATCH_MAX;
    for first in (1..=fitting as u64).step_by(BATCH_MAX) {
        a.publish(first, &messages(A, first..=first + 999))
            .await
            .unwrap();
    }
    let next = fitting as u64 + 1;
    let batch = messages(A, next..=next + 999);
    a.head().await.unwrap();
    assert!(
        timeout(WAIT, a.publish(next, &batch)).await.is_err(),
        "it does not fit"
    );
    a.head().await.unwrap();
    let (published, came) = tokio::join!(
        timeout(PATIENCE, a.publish(next, &batch)),
        fetch(&mut inbox, fitting)
    );
    published.unwrap().unwrap();
    assert_eq!(courtseqs(&came).last(), Some(&(next - 1)));
    assert_eq!(courtseqs(&fetch(&mut inbox, BATCH_MAX).await)[0], next);
}

#[tokio::test]
async fn a_position_of_another_life_starts_over_at_what_is_there() {
    let keys = TempDir::new().unwrap();
    let before = Embedded::open(keys.path()).unwrap();
    CourtLink::embedded(&before, court(A))
        .publish(1, &messages(A, 1..=5))
        .await
        .unwrap();
    let mut inbox = fresh_inbox(&FederalLink::embedded(&before)).await;
    fetch(&mut inbox, 5).await;

    let after = Embedded::open(keys.path()).unwrap();
    let mut a = CourtLink::embedded(&after, court(A));
    assert_eq!(a.head().await.unwrap(), None);
    a.publish(6, &messages(A, 6..=9)).await.unwrap();
    let office = FederalLink::embedded(&after);
    let (mut inbox, opened) = office.open_inbox(inbox.position()).await.unwrap();
    assert_eq!(
        opened,
        Opened::StartedOver {
            reason: StartOver::Recreated
        }
    );
    assert_eq!(courtseqs(&fetch(&mut inbox, 4).await), [6, 7, 8, 9]);
}

#[tokio::test]
async fn what_was_read_past_a_position_is_reported_as_gone() {
    let keys = TempDir::new().unwrap();
    let hub = Embedded::open(keys.path()).unwrap();
    let office = FederalLink::embedded(&hub);
    CourtLink::embedded(&hub, court(A))
        .publish(1, &messages(A, 1..=5))
        .await
        .unwrap();
    let mut inbox = fresh_inbox(&office).await;
    fetch(&mut inbox, 2).await;
    let position = inbox.position();
    fetch(&mut inbox, 1).await;
    let (_, opened) = office.open_inbox(position).await.unwrap();
    assert_eq!(
        opened,
        Opened::StartedOver {
            reason: StartOver::NotRetained
        }
    );
    let replaced = inbox.fetch(1, WAIT).await.unwrap_err();
    assert!(matches!(replaced, LinkError::Superseded), "{replaced}");
}
