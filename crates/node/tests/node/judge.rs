//! What a judge asks: who a number stands for, whom to offer, and what befell an entry. What
//! everybody is told of it is less.

use std::sync::Arc;

use chrono::NaiveDate;
use medreg_domain::reference::event::ReferenceEvent;
use medreg_domain::rotation::in_turn;
use medreg_domain::visibility::Audience;
use medreg_domain::{Command, EntryNo, FederalNo, PersonKey};
use medreg_node::federal::keyring::{Keyring, wrap};
use medreg_node::query::{
    Candidates, Check, Fact, Narrowing, Offered, PersonShown, QueryError, QueryHandle, Sight,
};
use serde_json::{Value, json};

use crate::clerk::{Clerk, KURCHATOV, SEMEY, code, day};
use crate::office::Office;

const ENTERED: &str = "2025-01-10";

/// An office that has heard what two courts did.
struct Scene {
    office: Office,
    clerks: [Clerk; 2],
    keyring: Arc<Keyring>,
    heard: [usize; 2],
}

impl Scene {
    fn begin() -> Self {
        let office = Office::begin();
        let keys = office.folder.path().join("data-keys");
        Self {
            office,
            clerks: [SEMEY, KURCHATOV].map(Clerk::in_memory),
            keyring: Arc::new(Keyring::open(&keys, [7; 32]).unwrap()),
            heard: [0; 2],
        }
    }

    fn enter(&mut self, court: usize, surname: &str) -> EntryNo {
        self.clerks[court].enter(ENTERED, surname)
    }

    fn act(&mut self, on: &str, command: Value) {
        let command: Command = serde_json::from_value(command).unwrap();
        self.clerks[0].act(on, command);
    }

    /// The office's answers, once it has taken what the courts did.
    fn queries(&mut self) -> QueryHandle {
        for (clerk, heard) in self.clerks.iter().zip(&mut self.heard) {
            for key in &clerk.data_keys {
                let wrapped = wrap(key, &self.keyring.public_key()).unwrap();
                self.keyring.keep(&wrapped).unwrap();
            }
            let news = &clerk.messages[*heard..];
            if !news.is_empty() {
                let taken = self.office.take(news);
                assert_eq!(taken.kept_aside, 0, "{taken:?}");
            }
            *heard = clerk.messages.len();
        }
        self.office.federal.queries(Arc::clone(&self.keyring))
    }

    /// A proceeding that has found a breach.
    fn breach(&mut self, on: &str, entry_no: EntryNo, number: u8) -> String {
        let id = |kind: u8| format!("01957f3e-0000-7000-8000-{kind:02x}00000000{number:02x}");
        let (complaint, proceeding) = (id(0xd), id(0xe));
        self.act(
            on,
            json!({"act": "receive_complaint", "entry_no": entry_no, "complaint_id": complaint,
                "by": "PARTY", "ground": "CONDUCT"}),
        );
        self.act(
            on,
            json!({"act": "open_proceeding", "entry_no": entry_no, "proceeding_id": proceeding,
                "complaint_id": complaint, "body": "COURT"}),
        );
        self.act(
            on,
            json!({"act": "close_proceeding", "entry_no": entry_no, "proceeding_id": proceeding,
                "outcome": "BREACH_CONFIRMED"}),
        );
        proceeding
    }

    fn suspend(&mut self, on: &str, entry_no: EntryNo) {
        let proceeding = self.breach(on, entry_no, 1);
        self.act(
            on,
            json!({"act": "suspend_mediator", "entry_no": entry_no, "proceeding_id": proceeding}),
        );
    }

    fn remove(&mut self, on: &str, entry_no: EntryNo, reason: &str) {
        self.act(
            on,
            json!({"act": "remove_entry", "entry_no": entry_no, "reason": reason}),
        );
    }
}

fn history(queries: &QueryHandle, entry_no: EntryNo, audience: Audience, today: &str) -> Vec<Fact> {
    let today = day(today);
    let sight = Sight::of(audience, today);
    let facts = queries.at::<_, QueryError>(None, |moment| moment.history(entry_no, today, sight));
    facts.unwrap()
}

fn events(facts: &[Fact]) -> Vec<&'static str> {
    facts.iter().map(|fact| fact.event).collect()
}

fn person(
    queries: &QueryHandle,
    number: FederalNo,
    today: &str,
) -> Result<PersonShown, QueryError> {
    let today = day(today);
    queries.at(None, |moment| {
        moment.person(number, today, Sight::everybody(today))
    })
}

fn number_of(queries: &QueryHandle, entry_no: EntryNo) -> FederalNo {
    let today = day(ENTERED);
    let shown = queries.at::<_, QueryError>(None, |moment| {
        moment.entry(entry_no, today, Sight::everybody(today))
    });
    shown.unwrap().federal_no
}

fn check(entry_no: EntryNo, on: &str) -> Check {
    Check {
        entry_no,
        on: day(on),
        category: None,
        language: None,
    }
}

fn wanted(on: &str) -> Candidates {
    Candidates {
        court: Some(code(SEMEY)),
        region: None,
        category: None,
        language: None,
        place: None,
        on: day(on),
        size: 10,
    }
}

fn offered(queries: &QueryHandle, asked: &Candidates) -> Offered {
    let sight = Sight::of(Audience::Judge, asked.on);
    let offered = queries.at::<_, QueryError>(None, |moment| moment.candidates(asked, sight));
    offered.unwrap()
}

fn numbers(offered: &Offered) -> Vec<EntryNo> {
    offered.items.iter().map(|item| item.entry_no).collect()
}

#[test]
fn a_suspension_is_everybodys_while_it_runs_and_the_proceeding_never() {
    let mut scene = Scene::begin();
    let entry_no = scene.enter(0, "Ибраева");
    scene.suspend("2025-02-03", entry_no);
    let queries = scene.queries();
    let running = history(&queries, entry_no, Audience::Public, "2025-03-01");
    assert_eq!(
        events(&running),
        ["MediatorSuspended", "MediatorRegistered"]
    );
    assert!(running.iter().all(|fact| fact.record.is_none()));
    let until = running[0].until.unwrap();
    let after = (until + chrono::Days::new(1)).to_string();
    let ended = history(&queries, entry_no, Audience::Public, &after);
    assert_eq!(events(&ended), ["MediatorRegistered"]);
    // A judge is shown the sanction for years, and not how it came to be.
    let judge = history(&queries, entry_no, Audience::Judge, &after);
    assert_eq!(events(&judge), ["MediatorSuspended", "MediatorRegistered"]);
    let office = history(&queries, entry_no, Audience::Federal, &after);
    assert_eq!(office.len(), 5, "{office:?}");
    assert!(office.iter().all(|fact| fact.record.is_some()));
    let told = json!(office[0]);
    assert!(
        told["event_id"].is_string() && told["recorded_at"].is_string(),
        "{told}"
    );
}

#[test]
fn a_warning_is_told_to_judges_and_to_nobody_else() {
    let mut scene = Scene::begin();
    let entry_no = scene.enter(0, "Ибраева");
    let proceeding = scene.breach("2025-02-03", entry_no, 1);
    scene.act(
        "2025-02-03",
        json!({"act": "record_sanction", "entry_no": entry_no, "proceeding_id": proceeding,
            "kind": "WARNING"}),
    );
    let queries = scene.queries();
    let seen = |audience| events(&history(&queries, entry_no, audience, "2025-03-01"));
    assert_eq!(seen(Audience::Public), ["MediatorRegistered"]);
    assert_eq!(
        seen(Audience::Judge),
        ["SanctionRecorded", "MediatorRegistered"]
    );
}

#[test]
fn a_removal_is_told_in_three_words_and_not_once_it_is_undone() {
    let mut scene = Scene::begin();
    let entry_no = scene.enter(0, "Ибраева");
    scene.act(
        "2025-02-03",
        json!({"act": "establish_bar", "entry_no": entry_no, "bar": "PROSECUTION",
            "since": "2025-02-01"}),
    );
    let queries = scene.queries();
    let public = history(&queries, entry_no, Audience::Public, "2025-03-01");
    assert_eq!(events(&public), ["EntryRemoved", "MediatorRegistered"]);
    assert_eq!(public[0].reason, Some("EXCLUDED"));
    let office = history(&queries, entry_no, Audience::Federal, "2025-03-01");
    assert!(
        office
            .iter()
            .any(|fact| fact.reason == Some("STATUTORY_BAR"))
    );
    let today = day("2025-03-01");
    let shown = queries.at::<_, QueryError>(None, |moment| {
        moment.entry(entry_no, today, Sight::everybody(today))
    });
    let shown = shown.unwrap();
    assert!(shown.contact.is_empty() && shown.name.is_some());
    assert_eq!(json!(shown.standing)["reason"], "EXCLUDED");

    scene.act(
        "2025-04-01",
        json!({"act": "lift_bar", "entry_no": entry_no, "bar": "PROSECUTION"}),
    );
    scene.act(
        "2025-04-01",
        json!({"act": "reinstate_entry", "entry_no": entry_no, "basis": "BAR_LIFTED"}),
    );
    let queries = scene.queries();
    let back = history(&queries, entry_no, Audience::Public, "2025-04-02");
    assert_eq!(events(&back), ["MediatorRegistered"]);
}

#[test]
fn a_number_stands_for_the_entries_at_all_courts_and_for_one_where_one_is_left() {
    let mut scene = Scene::begin();
    let [semey, kurchatov] = [0, 1].map(|court| scene.enter(court, "Ибраева"));
    scene.enter(0, "Сейтқали");
    let queries = scene.queries();
    let number = number_of(&queries, semey);
    let both = person(&queries, number, ENTERED).unwrap();
    let listed: Vec<EntryNo> = both.entries.iter().map(|entry| entry.entry_no).collect();
    assert_eq!(listed, [semey, kurchatov]);
    assert!(
        both.only().is_none(),
        "nobody guesses which of two is meant"
    );
    scene.remove("2025-02-03", semey, "OWN_WISH");
    let queries = scene.queries();
    let left = person(&queries, number, "2025-02-03").unwrap();
    assert_eq!(left.entries.len(), 2);
    assert_eq!(left.only().map(|entry| entry.entry_no), Some(kurchatov));
    let unknown: FederalNo = code("FM-54V2C-837Y9-X");
    assert!(matches!(
        person(&queries, unknown, ENTERED),
        Err(QueryError::NotFound(_))
    ));
}

#[test]
fn a_persons_old_number_leads_to_the_merged_person() {
    let mut scene = Scene::begin();
    let first = scene.enter(0, "Ибраева");
    let second = scene.enter(1, "Ыбыраева");
    let queries = scene.queries();
    let apart = [first, second].map(|entry_no| number_of(&queries, entry_no));
    assert_ne!(apart[0], apart[1]);
    let person_keys: Vec<PersonKey> = scene
        .office
        .federal
        .views()
        .entries()
        .map(|row| row.unwrap().1.entry.person)
        .collect();
    scene.office.state(&[ReferenceEvent::PersonsMerged {
        person_keys,
        basis: "SAME_IIN".to_owned(),
    }]);
    let queries = scene.queries();
    for number in apart {
        let merged = person(&queries, number, ENTERED).unwrap();
        assert_eq!(merged.entries.len(), 2);
        assert!(apart.contains(&merged.federal_no));
        assert_eq!(
            merged.federal_no,
            person(&queries, apart[0], ENTERED).unwrap().federal_no
        );
    }
}

#[test]
fn everybody_is_answered_about_a_removed_entry_for_three_years_and_a_judge_longer() {
    let mut scene = Scene::begin();
    let entry_no = scene.enter(0, "Ибраева");
    scene.remove("2025-02-03", entry_no, "OWN_WISH");
    let queries = scene.queries();
    let asked = |audience, today: &str| {
        let sight = Sight::of(audience, day(today));
        queries.at::<_, QueryError>(None, |moment| {
            moment.eligibility(&check(entry_no, today), sight)
        })
    };
    let verdict = |told: Result<medreg_node::query::EligibilityShown, QueryError>| {
        json!(told.unwrap())["verdict"].clone()
    };
    assert_eq!(verdict(asked(Audience::Public, "2028-02-02")), "NO");
    assert!(matches!(
        asked(Audience::Public, "2028-02-03"),
        Err(QueryError::NotFound(_))
    ));
    assert_eq!(verdict(asked(Audience::Judge, "2028-02-03")), "NO");
}

const NAMES: [&str; 6] = [
    "Аманова",
    "Бекова",
    "Ғабитова",
    "Дәулетова",
    "Есенова",
    "Жақыпова",
];

#[test]
fn candidates_come_in_the_order_of_the_day_and_the_suspended_do_not() {
    let mut scene = Scene::begin();
    let mut entered: Vec<EntryNo> = NAMES.map(|name| scene.enter(0, name)).to_vec();
    scene.enter(1, "Зейнолла");
    scene.suspend("2025-01-20", entered[2]);
    scene.act(
        "2025-01-20",
        json!({"act": "change_profile", "entry_no": entered[3],
            "changed": {"availability": "CLOSED"}}),
    );
    let queries = scene.queries();
    entered.drain(2..4);
    let on: NaiveDate = day("2025-01-21");
    let all = offered(&queries, &wanted("2025-01-21"));
    assert_eq!(
        numbers(&all),
        in_turn(on, entered.clone(), |number| *number)
    );
    assert_eq!(all.eligible, 4);
    let few = Candidates {
        size: 3,
        ..wanted("2025-01-21")
    };
    assert_eq!(numbers(&offered(&queries, &few)), numbers(&all)[..3]);
    // A court that is silent tells nothing of its mediators.
    let later = offered(&queries, &wanted("2025-03-21"));
    assert_eq!((later.items.len(), later.eligible), (0, 0));
}

#[test]
fn a_person_at_two_courts_is_one_candidate_and_a_short_list_says_what_would_widen_it() {
    let mut scene = Scene::begin();
    let both = [0, 1].map(|court| scene.enter(court, "Ибраева"));
    let other = scene.enter(1, "Сейтқали");
    let queries = scene.queries();
    let region = Candidates {
        court: None,
        region: Some(code("10")),
        ..wanted(ENTERED)
    };
    let found = offered(&queries, &region);
    assert_eq!((found.eligible, found.items.len()), (2, 2));
    assert!(numbers(&found).contains(&other));
    assert!(found.widen.is_empty());
    let court = offered(&queries, &wanted(ENTERED));
    assert_eq!(numbers(&court), [both[0]]);
    let widen = |offered: &Offered| -> Vec<(Narrowing, usize)> {
        let widen = offered.widen.iter();
        widen.map(|it| (it.without, it.eligible)).collect()
    };
    assert_eq!(widen(&court), [(Narrowing::Court, 2)]);
    // Everybody here works in Kazakh and takes loans.
    let nobody = Candidates {
        language: Some(code("en")),
        ..wanted(ENTERED)
    };
    let nobody = offered(&queries, &nobody);
    assert_eq!(nobody.eligible, 0);
    assert_eq!(widen(&nobody), [(Narrowing::Language, 1)]);
    let fitting = Candidates {
        category: Some(code("CIVIL.LOAN")),
        language: Some(code("kk")),
        ..wanted(ENTERED)
    };
    assert_eq!(offered(&queries, &fitting).eligible, 1);
}
