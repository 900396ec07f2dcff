//! The control socket: one line each way, and every kind of answer.

use std::path::Path;
use std::time::Duration;

use medreg_domain::Source;
use medreg_domain::reference::builtin;
use medreg_domain::reference::command::OfficeCommand;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::visibility::Audience;
use medreg_node::control::{Reply, call, serve, socket};
use medreg_node::federal::request::Request;
use medreg_node::query::{EntryAsked, Figures, MapName, Query, Sight};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::timeout;

use crate::clerk::{ABAI, SEED, SEMEY, code, day, key_added};
use crate::office::Office;
use crate::pen::Pen;
use crate::service::{Serving, find};

/// An office that serves its control socket.
async fn serving(office: Office) -> (Serving, JoinHandle<std::io::Result<()>>) {
    let office = Serving::begin(office).await;
    let (data, handle) = (office.folder.path().to_owned(), office.handle.clone());
    let listener = tokio::spawn(async move { serve(&data, handle).await });
    let listening = async {
        while call(office.folder.path(), &Request::Status)
            .await
            .unwrap()
            .is_none()
        {
            yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), listening).await.unwrap();
    (office, listener)
}

async fn asked(data: &Path, request: Request) -> Reply {
    call(data, &request).await.unwrap().unwrap()
}

fn ok(reply: Reply) -> Value {
    if let Reply::Ok(value) = reply {
        return value;
    }
    panic!("{reply:?}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_over_the_socket_are_answered() {
    let mut begun = Office::begin();
    begun.take(&Pen::of(SEMEY).consultations(3));
    begun.take(&Pen::of(ABAI).consultations(1));
    let (office, listener) = Box::pin(serving(begun)).await;
    let data = office.folder.path();
    let status = ok(asked(data, Request::Status).await);
    assert_eq!(status["position"], 5);
    assert_eq!(status["quarantine_reasons"], json!({"UNKNOWN_SOURCE": 1}));
    let kept = ok(asked(
        data,
        Request::Quarantine {
            court: None,
            reason: None,
        },
    )
    .await);
    assert_eq!(kept["items"][0]["source"], ABAI);
    assert_eq!(kept["items"][0]["reason"], "UNKNOWN_SOURCE");
    let digests = ok(asked(data, Request::Query(Query::Digests)).await);
    assert_eq!(digests["position"], 5);
    assert_eq!(
        ok(asked(data, Request::Query(find("ибр"))).await)["total"],
        0
    );
    // A fact stated over the socket counts at once: what waited for it is in.
    let is_abai = |fact: &ReferenceEvent| matches!(fact, ReferenceEvent::CourtRegistered { court, .. } if *court == code(ABAI));
    let mut shipped = builtin::facts().unwrap().into_iter().map(|(_, fact)| fact);
    let registered = shipped.find(is_abai).unwrap();
    let act = |fact| {
        let fact = Box::new(fact);
        (day("2025-01-02"), OfficeCommand::State { fact })
    };
    let acts = [registered, key_added(ABAI, SEED)].map(act).to_vec();
    assert_eq!(ok(asked(data, Request::Act(acts)).await)["stated"], 2);
    let kept = ok(asked(
        data,
        Request::Quarantine {
            court: None,
            reason: None,
        },
    )
    .await);
    assert_eq!(kept["items"], json!([]));
    listener.abort();
    let (_folder, federal) = office.stop().await;
    let head = federal.views().sources().head(code::<Source>(ABAI));
    assert_eq!(head.unwrap().courtseq, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_and_what_is_malformed_are_told_apart() {
    let (office, listener) = Box::pin(serving(Office::begin())).await;
    let data = office.folder.path();
    let entry = Query::Entry(EntryAsked {
        entry_no: code("KZ-10-101-2025-00001"),
        as_of: day("2025-02-01"),
        as_at: None,
        fields: Vec::new(),
        seen_by: Sight::everybody(day("2025-02-01")),
    });
    let reply = asked(data, Request::Query(entry)).await;
    let Reply::NotFound(detail) = reply else {
        panic!("{reply:?}")
    };
    assert!(detail.contains("KZ-10-101-2025-00001"), "{detail}");
    let figures = |indicator: &str, by: &str, period: &str| {
        Request::Query(Query::Statistics(Figures {
            indicator: indicator.to_owned(),
            by: vec![by.to_owned()],
            period: period.to_owned(),
            map: MapName::Current,
            audience: Audience::Federal,
            as_at: None,
            release: None,
            as_of: day("2025-02-01"),
        }))
    };
    assert_eq!(
        ok(asked(data, figures("s7", "court", "2025")).await)["indicator"],
        "S7"
    );
    for (control, told) in [
        (figures("S99", "court", "2025"), "S99"),
        (figures("S7", "planet", "2025"), "planet"),
        (figures("S7", "court", "soon"), "soon"),
    ] {
        let reply = asked(data, control).await;
        let Reply::Malformed(detail) = reply else {
            panic!("{reply:?}")
        };
        assert!(detail.contains(told), "{detail}");
    }
    // Not even a question: told so, and the next caller is served.
    for line in ["no json\n", "{\"query\":{\"query\":\"guess\"}}\n", "\n"] {
        let mut stream = UnixStream::connect(socket(data)).await.unwrap();
        stream.write_all(line.as_bytes()).await.unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        let reply: Reply = serde_json::from_str(&said).unwrap();
        assert!(matches!(reply, Reply::Malformed(_)), "{reply:?}");
    }
    assert_eq!(ok(asked(data, Request::Status).await)["position"], 2);
    listener.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_nobody_serves_is_told_from_one_that_is() {
    let folder = TempDir::new().unwrap();
    assert!(
        call(folder.path(), &Request::Status)
            .await
            .unwrap()
            .is_none()
    );
    // A socket left behind by a crash belongs to nobody, and is taken over.
    let (office, first) = Box::pin(serving(Office::begin())).await;
    first.abort();
    drop(first.await);
    let data = office.folder.path().to_owned();
    assert!(socket(&data).exists());
    assert!(call(&data, &Request::Status).await.unwrap().is_none());
    let handle = office.handle.clone();
    let serving = data.clone();
    let second = tokio::spawn(async move { serve(&serving, handle).await });
    let listening = async {
        while call(&data, &Request::Status).await.unwrap().is_none() {
            yield_now().await;
        }
    };
    timeout(Duration::from_secs(30), listening).await.unwrap();
    // The office stops: the socket says so instead of hanging.
    let (_folder, _federal) = office.stop().await;
    let reply = asked(&data, Request::Status).await;
    let Reply::Failed(detail) = reply else {
        panic!("{reply:?}")
    };
    assert!(detail.contains("stopped"), "{detail}");
    second.abort();
}
