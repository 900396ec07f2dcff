//! Releases of figures: frozen in the history, readable for good, made again where they are lost.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use medreg_domain::oversight::OversightEvent;
use medreg_domain::visibility::Audience;
use medreg_domain::{Code, Digest, Event};
use medreg_node::entropy::derive;
use medreg_node::federal::FederalError;
use medreg_node::federal::keyring::Keyring;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::ServeError;
use medreg_node::query::{Figures, MapName, Query, QueryError, QueryHandle};
use medreg_node::released::{self, ReleaseError};
use medreg_projections::statistics::Period;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::clerk::{SEED, SEMEY, day};
use crate::office::Office;
use crate::pen::Pen;
use crate::service::Serving;

/// The day of a release of `2025-Q2`, in which the consultations were held.
const ON: &str = "2025-08-10";

fn quarter() -> Period {
    "2025-Q2".parse().unwrap()
}

fn queries(office: &Office) -> QueryHandle {
    let folder = office.folder.path();
    let wrapped = folder.join("data-keys");
    let keyring = Keyring::open(&wrapped, derive(SEED, "office/wrap")).unwrap();
    office.federal.queries(Arc::new(keyring))
}

fn consultations(period: &str, release: Option<&str>) -> Query {
    Query::Statistics(Figures {
        indicator: "S6".to_owned(),
        by: Vec::new(),
        period: period.to_owned(),
        map: MapName::Current,
        audience: Audience::Public,
        as_at: None,
        release: release.map(str::to_owned),
        as_of: day(ON),
    })
}

/// How many consultations an answer counts, and of how many events.
fn counted(answer: &Value) -> (i64, i64) {
    let mut rows = answer["rows"].as_array().unwrap().iter();
    let row = rows.find(|row| row["figure"] == "consultations").unwrap();
    let number = |value: &Value| value.as_i64().unwrap();
    (number(&row["numerator"]), number(&answer["position"]))
}

/// An office that released the figures of twenty consultations.
fn released() -> (Office, Value) {
    released_of(20)
}

/// The same of so many.
fn released_of(consultations: usize) -> (Office, Value) {
    let mut office = Office::begin();
    office.take(&Pen::of(SEMEY).consultations(consultations));
    let request = Request::Release { on: day(ON) };
    let answer = office.federal.answer(&queries(&office), request).unwrap();
    (office, answer)
}

fn sums(file: &Path) -> String {
    let mut zip = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    std::io::read_to_string(zip.by_name(released::SUMS).unwrap()).unwrap()
}

#[test]
fn a_release_names_its_tables_in_the_history() {
    let (office, answer) = released();
    assert_eq!(answer["released"], "2025-Q2");
    assert_eq!(
        (&answer["of_position"], &answer["position"]),
        (&json!(22), &json!(23))
    );
    let Event::Oversight(stated) = office.federal.views().recalled(22).unwrap().event else {
        panic!("the office states its own fact");
    };
    let OversightEvent::StatisticsReleased {
        period,
        position,
        tables_hash,
    } = *stated
    else {
        panic!("{stated:?}");
    };
    assert_eq!((period.as_str(), position), ("2025-Q2", 22));
    let sums = sums(&released::file(office.folder.path(), quarter()));
    assert_eq!(Digest(Sha256::digest(&sums).into()), tables_hash);
    for name in ["release.json", "S6.csv", "S16-region-category.csv"] {
        assert!(
            sums.lines()
                .any(|line| line.ends_with(&format!("  {name}"))),
            "{name}"
        );
    }
    // Equal tables have equal hashes, whoever makes them from the same events.
    let again = queries(&office).make_release(day("2025-11-10")).unwrap();
    assert_ne!(again.release.tables_hash, tables_hash);
    let (other, _) = released();
    let of = |office: &Office| office.federal.views().releases().clone();
    assert_eq!(of(&other), of(&office));
    // The release is a row like any: a fresh replay finds it.
    let before = of(&office);
    let (office, _) = office.reopened_after(|data| {
        fs::remove_dir_all(medreg_node::federal::views_folder(data)).unwrap();
    });
    assert_eq!(of(&office), before);
}

#[test]
fn what_was_released_stands_while_figures_grow() {
    let (mut office, _) = released();
    let ask = |office: &Office, query: &Query| queries(office).answer(query).unwrap();
    let before = ask(&office, &consultations("2025-Q2", Some("2025-Q2")));
    assert_eq!(counted(&before), (20, 22));
    assert_eq!(before["on"], ON);
    let mut pen = Pen::of(SEMEY);
    drop(pen.consultations(20));
    office.take(&pen.consultations(3));
    assert_eq!(
        counted(&ask(&office, &consultations("2025-Q2", None))),
        (23, 26)
    );
    let after = ask(&office, &consultations("2025-Q2", Some("2025-Q2")));
    assert_eq!(after, before);
    // By years and several quarters as well: what lies between is the same table.
    let years = ask(&office, &consultations("2024", Some("2025-Q2")));
    assert_eq!(years["rows"], json!([]));
    let quarters = ask(&office, &consultations("2025-Q1..2025-Q2", Some("2025-Q2")));
    assert_eq!(counted(&quarters), (20, 22));
}

#[test]
fn what_is_not_released_is_told_as_such() {
    let (mut office, _) = released();
    let queries = queries(&office);
    let refused = |query| queries.answer(&query).unwrap_err();
    let unfinished = refused(consultations("2025-Q3", Some("2025-Q2"))).to_string();
    assert!(unfinished.starts_with("NOT_RELEASED: "), "{unfinished}");
    let year = refused(consultations("2025", Some("2025-Q2"))).to_string();
    assert!(year.contains("2025 will be when it has ended"), "{year}");
    assert!(matches!(
        refused(consultations("2025-Q1", Some("2025-Q1"))),
        QueryError::NotFound(_)
    ));
    assert!(matches!(
        refused(consultations("2025", Some("summer"))),
        QueryError::Malformed(_)
    ));
    let months = refused(consultations("2025-06", Some("2025-Q2"))).to_string();
    assert!(months.starts_with("NOT_PUBLIC: "), "{months}");
    // A quarter is released once.
    let request = Request::Release {
        on: day("2025-09-30"),
    };
    let again = office.federal.answer(&queries, request).unwrap_err();
    let ServeError::Query(QueryError::Refused(rejection)) = again else {
        panic!("{again:?}");
    };
    assert_eq!(rejection.code, Code::AlreadyExists);
    // Nor is one released ahead of time, which would be the newest for good.
    let request = Request::Release {
        on: day("2199-01-01"),
    };
    let ahead = office.federal.answer(&queries, request).unwrap_err();
    let ServeError::Federal(FederalError::Rejected(rejection)) = ahead else {
        panic!("{ahead:?}");
    };
    assert_eq!(rejection.code, Code::DateInFuture);
    let kept = fs::read_dir(released::folder(office.folder.path())).unwrap();
    assert_eq!((office.position(), kept.count()), (23, 1));
}

#[test]
fn tables_that_are_lost_are_made_again_as_they_were() {
    let (mut office, _) = released();
    let mut pen = Pen::of(SEMEY);
    drop(pen.consultations(20));
    office.take(&pen.consultations(3));
    let file = released::file(office.folder.path(), quarter());
    let (kept, queries) = (fs::read(&file).unwrap(), queries(&office));
    assert_eq!(queries.mend_releases().unwrap(), []);
    let asked = consultations("2025-Q2", Some("2025-Q2"));
    let before = queries.answer(&asked).unwrap();
    for damage in [
        None,
        Some(b"no archive".to_vec()),
        Some(kept[..kept.len() / 2].to_vec()),
    ] {
        match &damage {
            None => fs::remove_file(&file).unwrap(),
            Some(bytes) => fs::write(&file, bytes).unwrap(),
        }
        let told = queries.answer(&asked).unwrap_err();
        assert!(matches!(told, QueryError::Release(_)), "{told:?}");
        assert_eq!(queries.mend_releases().unwrap(), [quarter()]);
        assert_eq!(fs::read(&file).unwrap(), kept);
        assert_eq!(queries.answer(&asked).unwrap(), before);
    }
}

#[test]
fn tables_that_were_changed_are_not_believed() {
    let (office, _) = released();
    let (other, _) = released_of(30);
    let file = |office: &Office| released::file(office.folder.path(), quarter());
    fs::copy(file(&other), file(&office)).unwrap();
    let told = queries(&office).answer(&consultations("2025-Q2", Some("2025-Q2")));
    let changed = matches!(&told, Err(QueryError::Release(ReleaseError::Changed(name))) if name == released::SUMS);
    assert!(changed, "{told:?}");
}

#[test]
fn an_office_that_knows_nothing_yet_releases_that() {
    let mut office = Office::begin();
    let request = Request::Release { on: day(ON) };
    office.federal.answer(&queries(&office), request).unwrap();
    let asked = consultations("2025-Q2", Some("2025-Q2"));
    assert_eq!(queries(&office).answer(&asked).unwrap()["rows"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_serving_office_releases_each_quarter_once_when_it_is_due() {
    let mut office = Office::begin();
    office.take(&Pen::of(SEMEY).consultations(20));
    let office = Box::pin(Serving::begin(office)).await;
    let after = chrono::Days::new(40);
    for (today, expected) in [
        ("2025-08-08", None),
        ("2025-08-09", Some("2025-Q2")),
        ("2025-09-30", Some("2025-Q2")),
        ("2025-11-10", Some("2025-Q3")),
    ] {
        office
            .handle
            .release_if_due(day(today), after)
            .await
            .unwrap();
        let newest = office.handle.queries().release(None);
        let newest = newest.map(|(quarter, _)| quarter.to_string());
        assert_eq!(newest.as_deref(), expected, "{today}");
    }
    let again = office
        .handle
        .ask(Request::Release {
            on: day("2025-11-11"),
        })
        .await;
    assert!(
        matches!(again, Err(ServeError::Query(QueryError::Refused(_)))),
        "{again:?}"
    );
    let (_folder, federal) = office.stop().await;
    assert_eq!(federal.views().cursor().position, 24);
}
