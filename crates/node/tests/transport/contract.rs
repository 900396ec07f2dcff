//! What courts and the office may rely on, whichever form the link has.

use bytes::Bytes;
use medreg_domain::Source;
use medreg_node::transport::{BATCH_MAX, KeyId, Notice, PublishError};
use tokio::time::timeout;

use crate::harness::{
    Harness, WAIT, court, courtseq, courtseqs, eventually, expect_empty, fetch, fresh_inbox,
    message, messages, resumed_inbox, text,
};
use crate::server::PATIENCE;

const A: &str = "KZ-75-001";
const B: &str = "KZ-71-002";

pub(crate) async fn publish_order_is_kept<H: Harness>() {
    let hub = H::start().await;
    let (mut a, mut b) = (hub.court(A).await, hub.court(B).await);
    for seq in (1..=300).step_by(3) {
        a.publish(seq, &messages(A, seq..=seq + 2)).await.unwrap();
        b.publish(seq, &messages(B, seq..=seq)).await.unwrap();
        b.publish(seq + 1, &messages(B, seq + 1..=seq + 2))
            .await
            .unwrap();
    }
    let mut inbox = fresh_inbox(hub.office()).await;
    let all = fetch(&mut inbox, 600).await;
    let sequences: Vec<u64> = all.iter().map(|delivery| delivery.sequence).collect();
    assert_eq!(sequences, (1..=600).collect::<Vec<_>>());
    for code in [A, B] {
        let own: Vec<_> = all
            .iter()
            .filter(|delivery| delivery.subject_source == Some(Source::Court(court(code))))
            .map(|delivery| courtseq(&delivery.body))
            .collect();
        assert_eq!(own, (1..=300).collect::<Vec<_>>());
    }
}

pub(crate) async fn everything_a_message_bears_arrives<H: Harness>() {
    let hub = H::start().await;
    let sent = messages(A, 1..=3);
    let mut a = hub.court(A).await;
    a.publish(1, &sent[..1]).await.unwrap();
    a.publish(2, &sent[1..]).await.unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    for (delivery, sent) in fetch(&mut inbox, 3).await.into_iter().zip(sent) {
        assert_eq!(delivery.subject_source, Some(sent.source));
        assert_eq!(delivery.message_id, sent.id);
        assert_eq!(delivery.signature, Some(sent.signature));
        assert_eq!(delivery.body, sent.body);
    }
}

pub(crate) async fn a_stale_writer_is_refused<H: Harness>() {
    let hub = H::start().await;
    let (mut first, mut second) = (hub.court(A).await, hub.court(A).await);
    first.publish(1, &messages(A, 1..=2)).await.unwrap();
    second.head().await.unwrap();
    second.publish(3, &messages(A, 3..=4)).await.unwrap();

    let refused = first.publish(3, &messages(A, 13..=14)).await.unwrap_err();
    assert!(
        matches!(refused, PublishError::Conflict { expected: 2 }),
        "{refused}"
    );
    let refused = hub
        .court(A)
        .await
        .publish(1, &messages(A, 11..=11))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, PublishError::Conflict { expected: 0 }),
        "{refused}"
    );

    let head = first.head().await.unwrap().unwrap();
    assert_eq!((head.sequence, courtseq(&head.body)), (4, 4));
    first.publish(5, &messages(A, 5..=5)).await.unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    assert_eq!(courtseqs(&fetch(&mut inbox, 5).await), [1, 2, 3, 4, 5]);
    expect_empty(&mut inbox).await;
}

pub(crate) async fn a_retry_is_refused_not_doubled<H: Harness>() {
    let hub = H::start().await;
    for range in [1..=1, 1..=20] {
        let code = if *range.end() == 1 { A } else { B };
        let batch = messages(code, range);
        hub.court(code).await.publish(1, &batch).await.unwrap();
        // The acknowledgement was lost with the process; the next one sends it again.
        let refused = hub.court(code).await.publish(1, &batch).await.unwrap_err();
        assert!(
            matches!(refused, PublishError::Conflict { .. }),
            "{refused}"
        );
    }
    let mut inbox = fresh_inbox(hub.office()).await;
    assert_eq!(fetch(&mut inbox, 21).await.len(), 21);
    expect_empty(&mut inbox).await;
}

pub(crate) async fn a_batch_of_a_thousand_is_whole_or_absent<H: Harness>() {
    const ALL: u64 = 6_000;
    let hub = H::start().await;
    let mut inbox = fresh_inbox(hub.office()).await;
    let mut a = hub.court(A).await;
    let mut last = 0;
    let mut patience = 0;
    let rounds = async {
        while last < ALL {
            let batch = messages(A, last + 1..=last + 1_000);
            // Dropped after more and more of the work, as by a process that is stopped. A
            // batch dropped late may still arrive, after the head was asked for even: then
            // the next one is refused.
            tokio::select! {
                biased;
                () = yields(patience) => {}
                outcome = a.publish(last + 1, &batch) => match outcome {
                    Ok(_) | Err(PublishError::Conflict { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            patience += 40;
            let head = a.head().await.unwrap();
            last = head.map_or(0, |head| courtseq(&head.body));
            assert_eq!(last % 1_000, 0);
        }
    };
    timeout(PATIENCE, rounds).await.unwrap();
    let came = fetch(&mut inbox, usize::try_from(last).unwrap()).await;
    assert_eq!(courtseqs(&came), (1..=last).collect::<Vec<_>>());
    expect_empty(&mut inbox).await;
}

pub(crate) async fn a_batch_out_of_bounds_is_not_sent<H: Harness>() {
    let hub = H::start().await;
    let mut a = hub.court(A).await;
    let too_long = messages(A, 1..=BATCH_MAX as u64 + 1);
    for batch in [&[][..], &too_long] {
        let refused = a.publish(1, batch).await.unwrap_err();
        assert!(
            matches!(refused, PublishError::BatchLength { .. }),
            "{refused}"
        );
    }
    let foreign = a
        .publish(1, &[message(A, 1), message(B, 1)])
        .await
        .unwrap_err();
    assert!(
        matches!(foreign, PublishError::ForeignSource { .. }),
        "{foreign}"
    );
    assert_eq!(a.head().await.unwrap(), None);
}

pub(crate) async fn a_link_that_forgot_asks_for_the_head_first<H: Harness>() {
    let hub = H::start().await;
    let mut a = hub.court(A).await;
    let refused = a.publish(7, &messages(A, 7..=7)).await.unwrap_err();
    assert!(
        matches!(refused, PublishError::HeadUnknown { first_seq: 7 }),
        "{refused}"
    );
    assert_eq!(a.head().await.unwrap(), None);
    a.publish(7, &messages(A, 7..=7)).await.unwrap();
    let head = hub.court(A).await.head().await.unwrap().unwrap();
    assert_eq!(head.body, message(A, 7).body);
    assert_eq!(hub.court(B).await.head().await.unwrap(), None);
}

pub(crate) async fn a_position_delivers_exactly_the_rest<H: Harness>() {
    let hub = H::start().await;
    hub.court(A)
        .await
        .publish(1, &messages(A, 1..=100))
        .await
        .unwrap();
    let mut inbox = fresh_inbox(hub.office()).await;
    assert_eq!(inbox.position(), None);
    fetch(&mut inbox, 40).await;
    let stored = serde_json::to_string(&inbox.position().unwrap()).unwrap();
    drop(inbox);
    let position = serde_json::from_str(&stored).unwrap();
    let mut inbox = resumed_inbox(hub.office(), position).await;
    assert_eq!(
        courtseqs(&fetch(&mut inbox, 60).await),
        (41..=100).collect::<Vec<_>>()
    );
    // At the end too, and for what comes later.
    let position = inbox.position().unwrap();
    drop(inbox);
    let mut inbox = resumed_inbox(hub.office(), position).await;
    let mut a = hub.court(A).await;
    a.head().await.unwrap();
    a.publish(101, &messages(A, 101..=101)).await.unwrap();
    assert_eq!(courtseqs(&fetch(&mut inbox, 1).await), [101]);
    expect_empty(&mut inbox).await;
}

pub(crate) async fn receipts_reach_only_the_court_addressed<H: Harness>() {
    let hub = H::start().await;
    let (a, b) = (hub.court(A).await, hub.court(B).await);
    let (mut at_a, mut at_b) = (a.notices().await.unwrap(), b.notices().await.unwrap());
    eventually("a receipt", async || {
        hub.office()
            .send_receipt(court(A), Bytes::from_static(b"to a"))
            .await
            .unwrap();
        timeout(WAIT, at_a.next_receipt()).await.ok().flatten()
    })
    .await;
    // Whatever B is told comes in order: had it heard A's, it would hear it first.
    let heard = eventually("a receipt", async || {
        hub.office()
            .send_receipt(court(B), Bytes::from_static(b"to b"))
            .await
            .unwrap();
        timeout(WAIT, at_b.next_receipt()).await.ok().flatten()
    })
    .await;
    assert_eq!(text(&heard), "to b");
}

pub(crate) async fn requests_to_resend_are_told_from_receipts<H: Harness>() {
    let hub = H::start().await;
    let a = hub.court(A).await;
    let mut at_a = a.notices().await.unwrap();
    let heard = eventually("a request to resend", async || {
        hub.office()
            .send_resend(court(A), Bytes::from_static(b"from 3"))
            .await
            .unwrap();
        timeout(WAIT, at_a.next()).await.ok().flatten()
    })
    .await;
    assert_eq!(heard, Notice::Resend(Bytes::from_static(b"from 3")));
    hub.office()
        .publish_reference(Bytes::from_static(b"{}"))
        .await
        .unwrap();
}

pub(crate) async fn questions_are_answered<H: Harness>() {
    let hub = H::start().await;
    let (a, b) = (hub.court(A).await, hub.court(B).await);
    for (link, code) in [(&a, A), (&b, B)] {
        let request = Bytes::from_static(br#"{"ask":"REFERENCE","from":1}"#);
        let answer = eventually("an answer", async || link.ask(request.clone()).await.ok()).await;
        assert_eq!(
            text(&answer),
            format!(r#"{code} asked {{"ask":"REFERENCE","from":1}}"#)
        );
    }
}

pub(crate) async fn a_slow_reader_loses_nothing<H: Harness>() {
    const ALL: u64 = 20_000;
    let hub = H::start().await;
    let mut a = hub.court(A).await;
    let mut inbox = fresh_inbox(hub.office()).await;
    let publishing = async {
        for first in (1..=ALL).step_by(BATCH_MAX) {
            a.publish(first, &messages(A, first..=first + 999))
                .await
                .unwrap();
        }
    };
    let reading = async {
        let mut expected = 1;
        while expected <= ALL {
            for delivery in inbox.fetch(61, WAIT).await.unwrap() {
                assert_eq!(courtseq(&delivery.body), expected);
                expected += 1;
            }
            yields(20).await;
        }
    };
    let both = async { tokio::join!(publishing, reading) };
    timeout(PATIENCE, both).await.unwrap();
    expect_empty(&mut inbox).await;
    assert_eq!(inbox.restarts(), 0);
}

pub(crate) async fn a_dropped_fetch_loses_nothing<H: Harness>() {
    const ALL: u64 = 3_000;
    let hub = H::start().await;
    let mut a = hub.court(A).await;
    let mut inbox = fresh_inbox(hub.office()).await;
    let publishing = async {
        for seq in 1..=ALL / 10 {
            let first = seq * 10 - 9;
            a.publish(first, &messages(A, first..=first + 9))
                .await
                .unwrap();
        }
    };
    let reading = async {
        let mut all = Vec::new();
        let mut patience = 0;
        while all.len() < usize::try_from(ALL).unwrap() {
            patience = (patience + 1) % 7;
            tokio::select! {
                biased;
                came = inbox.fetch(64, WAIT) => all.extend(courtseqs(&came.unwrap())),
                () = yields(patience) => {}
            }
        }
        all
    };
    let both = async { tokio::join!(publishing, reading) };
    let ((), all) = timeout(PATIENCE, both).await.unwrap();
    assert_eq!(all, (1..=ALL).collect::<Vec<_>>());
}

pub(crate) async fn keys_are_kept_and_destroyed<H: Harness>() {
    let hub = H::start().await;
    let office = hub.office();
    let (kept, destroyed): (KeyId, KeyId) = ("k-1".parse().unwrap(), "k-2".parse().unwrap());
    for id in [&kept, &destroyed] {
        assert_eq!(office.key(id).await.unwrap(), None);
        office
            .put_key(id, Bytes::from_static(b"old"))
            .await
            .unwrap();
        office
            .put_key(id, Bytes::from_static(b"wrapped"))
            .await
            .unwrap();
    }
    office.purge_key(&destroyed).await.unwrap();
    office.purge_key(&destroyed).await.unwrap();
    assert_eq!(
        office.key(&kept).await.unwrap(),
        Some(Bytes::from_static(b"wrapped"))
    );
    assert_eq!(office.key(&destroyed).await.unwrap(), None);
}

pub(crate) async fn the_state_shows_the_last_sequence<H: Harness>() {
    let hub = H::start().await;
    let before = hub.office().stream_state().await.unwrap();
    assert_eq!(before.last_sequence, 0);
    hub.court(A)
        .await
        .publish(1, &messages(A, 1..=12))
        .await
        .unwrap();
    let after = hub.office().stream_state().await.unwrap();
    assert_eq!((after.first_sequence, after.last_sequence), (1, 12));
    assert_eq!(after.identity, before.identity);
}

async fn yields(count: u64) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}
