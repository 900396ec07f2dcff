//! Erasing a person: the fact stays, the keys go from everywhere, and figures do not change.

use std::fs;

use medreg_domain::Code;
use medreg_node::court::facts::Facts;
use medreg_node::federal::FederalError;
use medreg_node::federal::request::Request;
use medreg_node::federal::service::ServeError;
use medreg_node::query::{AsAt, Find, Query};
use medreg_node::transport::{FederalLink, KeyId};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::clerk::{Clerk, SEMEY, code};
use crate::office::{Office, open};
use crate::service::{Serving, Working, find, office_key};

const ENTRY: &str = "KZ-10-101-2025-00001";

/// An office that has one mediator, whose year has passed, with the court that entered her.
struct Scene {
    office: Serving,
    court: Working,
    folder: TempDir,
    key: KeyId,
}

impl Scene {
    async fn begin() -> Self {
        let office = Box::pin(Serving::begin(Office::begin())).await;
        let folder = TempDir::new().unwrap();
        let mut clerk = Clerk::open(SEMEY, folder.path());
        let registration = clerk.apply("2025-01-10", "Ибраева");
        clerk.court.commit().unwrap();
        let court = Working::begin(clerk.court, &folder, office.link(SEMEY)).await;
        court.handle.act(registration).await.unwrap();
        // Five events, and the check of documents that the office shares.
        office.reached(2 + 6).await;
        let sent = fs::read_dir(folder.path().join("data-keys/sent")).unwrap();
        let names: Vec<String> = sent
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let [key] = &names[..] else {
            panic!("{names:?}")
        };
        Self {
            key: key.parse().unwrap(),
            office,
            court,
            folder,
        }
    }

    async fn erase(&self, entry: &str) -> Result<Value, ServeError> {
        let erase = Request::Erase {
            entry_no: code(entry),
            basis: "COURT_ORDER".to_owned(),
        };
        self.office.handle.ask(erase).await
    }

    async fn held_by_the_broker(&self) -> bool {
        let link = FederalLink::embedded(&self.office.hub);
        link.key(&self.key).await.unwrap().is_some()
    }

    fn held_by_the_office(&self) -> bool {
        let folder = self.office.folder.path().join("data-keys");
        folder.join(self.key.as_str()).exists()
    }
}

fn refused(answer: Result<Value, ServeError>) -> Code {
    match answer {
        Err(ServeError::Federal(FederalError::Rejected(rejection))) => rejection.code,
        told => panic!("{told:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_erased_is_named_nowhere_any_more() {
    let scene = Scene::begin().await;
    assert!(scene.held_by_the_broker().await && scene.held_by_the_office());
    assert_eq!(scene.office.ask(find("ибраева")).await["total"], 1);
    let before = scene.office.ask(Query::Digests).await;
    let position = before["position"].clone();
    assert_eq!(
        refused(scene.erase("KZ-10-101-2025-00009").await),
        Code::EntryUnknown
    );
    let erased = scene.erase(ENTRY).await.unwrap();
    assert_eq!(erased["keys"].as_array().unwrap().len(), 1, "{erased}");
    assert_eq!(refused(scene.erase(ENTRY).await), Code::AlreadyClosed);
    assert!(!scene.held_by_the_broker().await && !scene.held_by_the_office());

    // Not by name, and the entry itself says why it has none; that holds for the past too.
    assert_eq!(scene.office.ask(find("ибраева")).await["total"], 0);
    let Query::Find(all) = find("") else {
        unreachable!()
    };
    let past = position.as_u64().map(AsAt::Position);
    for as_at in [None, past] {
        let all = Find {
            q: None,
            as_at,
            ..all.clone()
        };
        let listed = scene.office.ask(Query::Find(all)).await;
        let item = &listed["items"][0];
        assert_eq!(
            (&item["name"], &item["erased"]),
            (&Value::Null, &json!(true))
        );
        assert!(item["erased_on"].is_string(), "{item}");
        assert_eq!(item["entry_no"], ENTRY);
    }
    let after = scene.office.ask(Query::Digests).await;
    for digest in ["register_digest", "statistics_digest"] {
        assert_eq!(after[digest], before[digest], "no figure changes");
    }

    // The court hears of it, and destroys its copy.
    let mut facts = Facts::open(scene.folder.path(), office_key()).unwrap();
    facts.refresh(&scene.office.link(SEMEY)).await.unwrap();
    let copy = scene
        .folder
        .path()
        .join("data-keys/sent")
        .join(scene.key.as_str());
    assert!(copy.exists());
    scene.court.keys.destroy(facts.erased()).unwrap();
    assert!(!copy.exists());
    scene.court.stop().await;

    // Views made anew say the same.
    let (folder, federal) = scene.office.stop().await;
    drop(federal);
    fs::remove_dir_all(folder.path().join("views")).unwrap();
    let (federal, _) = open(folder.path());
    assert!(federal.views().erasure(code(ENTRY)).is_some());
    let digests = federal.views().digests().unwrap();
    let told = data_encoding::HEXLOWER.encode(&digests.register);
    assert_eq!(before["register_digest"], json!(told));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erasure_that_was_cut_off_is_carried_out_at_the_next_start() {
    let scene = Scene::begin().await;
    let hub = scene.office.hub.clone();
    let link = FederalLink::embedded(&hub);
    let wrapped = link.key(&scene.key).await.unwrap().unwrap();
    scene.erase(ENTRY).await.unwrap();
    let key = scene.key.clone();
    scene.court.stop().await;
    let (folder, federal) = scene.office.stop().await;
    // As if the office had fallen between the fact and the keys.
    fs::write(folder.path().join("data-keys").join(key.as_str()), &wrapped).unwrap();
    link.put_key(&key, wrapped).await.unwrap();
    let office = Serving::begin_on(hub, Office { folder, federal }).await;
    assert!(
        !office
            .folder
            .path()
            .join("data-keys")
            .join(key.as_str())
            .exists()
    );
    assert_eq!(link.key(&key).await.unwrap(), None);
    office.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_the_office_lost_comes_back_from_the_broker() {
    let scene = Scene::begin().await;
    let (hub, key) = (scene.office.hub.clone(), scene.key.clone());
    scene.court.stop().await;
    let (folder, federal) = scene.office.stop().await;
    let file = folder.path().join("data-keys").join(key.as_str());
    let before = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let office = Serving::begin_on(hub, Office { folder, federal }).await;
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(office.ask(find("ибраева")).await["total"], 1);
    office.stop().await;
}
