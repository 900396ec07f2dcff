//! The catalogue follows the rows, and lists what is asked for in every order.

use std::sync::Arc;

use medreg_domain::entry::Availability;
use medreg_domain::entry::command::EntryCommand;
use medreg_domain::entry::event::ProfileChange;
use medreg_domain::visibility::Audience;
use medreg_node::federal::keyring::{Keyring, wrap};
use medreg_node::query::{Find, Order, Query, QueryHandle, Sight};
use serde_json::Value;
use strum::VariantArray;

use crate::clerk::{Clerk, KURCHATOV, SEMEY, day};
use crate::office::Office;

const SURNAMES: [&str; 6] = [
    "Үсенова",
    "Ұзақова",
    "Сейтқали",
    "Ибраева",
    "Іскакова",
    "Әбенова",
];

/// An office with mediators of two courts, asked after every message by one who follows.
struct Scene {
    office: Office,
    keyring: Arc<Keyring>,
    following: QueryHandle,
}

impl Scene {
    fn lived() -> Self {
        let mut office = Office::begin();
        let keys = office.folder.path().join("data-keys");
        let keyring = Arc::new(Keyring::open(&keys, [7; 32]).unwrap());
        let following = office.federal.queries(Arc::clone(&keyring));
        for court in [SEMEY, KURCHATOV] {
            let mut clerk = Clerk::in_memory(court);
            for surname in SURNAMES {
                let entry_no = clerk.enter("2025-01-10", surname);
                let closed = EntryCommand::ChangeProfile {
                    entry_no,
                    changed: ProfileChange {
                        availability: Some(Availability::Closed),
                        ..ProfileChange::default()
                    },
                };
                clerk.act("2025-02-01", closed);
            }
            for key in &clerk.data_keys {
                keyring
                    .keep(&wrap(key, &keyring.public_key()).unwrap())
                    .unwrap();
            }
            for message in &clerk.messages {
                office.take(std::slice::from_ref(message));
                ask(&following, everything());
            }
        }
        Self {
            office,
            keyring,
            following,
        }
    }

    fn afresh(&self) -> QueryHandle {
        self.office.federal.queries(Arc::clone(&self.keyring))
    }
}

fn everything() -> Find {
    let day = day("2025-02-01");
    Find {
        limit: 200,
        ..Find::all(day, Sight::of(Audience::Federal, day))
    }
}

fn ask(queries: &QueryHandle, find: Find) -> Value {
    queries.answer(&Query::Find(find)).unwrap()
}

fn names(answer: &Value, script: &str) -> Vec<String> {
    let items = answer["items"].as_array().unwrap();
    let name = |item: &Value| item["name"][script].as_str().unwrap().to_owned();
    items.iter().map(name).collect()
}

#[test]
fn who_follows_the_changes_lists_what_who_begins_afresh_lists() {
    let scene = Scene::lived();
    let afresh = scene.afresh();
    for sort in Order::VARIANTS {
        let find = Find {
            sort: *sort,
            counts: true,
            ..everything()
        };
        let answer = ask(&scene.following, find.clone());
        assert_eq!(answer["total"], 2 * SURNAMES.len());
        assert_eq!(answer, ask(&afresh, find));
    }
}

#[test]
fn names_are_sorted_as_their_language_sorts_them() {
    let scene = Scene::lived();
    let find = Find {
        sort: Order::NameKk,
        court: Some(crate::clerk::code(SEMEY)),
        ..everything()
    };
    let sorted = names(&ask(&scene.following, find), "kk");
    let surnames: Vec<&str> = sorted
        .iter()
        .filter_map(|name| name.split(' ').next())
        .collect();
    // In Kazakh Ә follows А, Ұ stands before Ү, and І after all of them.
    assert_eq!(
        surnames,
        [
            "Әбенова",
            "Ибраева",
            "Сейтқали",
            "Ұзақова",
            "Үсенова",
            "Іскакова"
        ]
    );
}

#[test]
fn a_list_is_paged_without_gap_and_without_double_in_every_order() {
    let scene = Scene::lived();
    for sort in Order::VARIANTS {
        let whole = ask(
            &scene.following,
            Find {
                sort: *sort,
                ..everything()
            },
        );
        let mut paged = Vec::new();
        let mut cursor = None;
        loop {
            let find = Find {
                sort: *sort,
                cursor,
                limit: 5,
                ..everything()
            };
            let page = scene.following.answer(&Query::Find(find)).unwrap();
            assert_eq!(page["total"], whole["total"]);
            paged.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.parse().unwrap()),
                None => break,
            }
        }
        assert_eq!(Value::Array(paged), whole["items"]);
    }
}

#[test]
fn a_count_says_what_its_filter_would_leave() {
    let scene = Scene::lived();
    let find = Find {
        court: Some(crate::clerk::code(SEMEY)),
        counts: true,
        ..everything()
    };
    let answer = ask(&scene.following, find.clone());
    // The filter itself is left aside where its own values are counted.
    assert_eq!(answer["counts"]["court"][KURCHATOV], SURNAMES.len());
    for (value, count) in answer["counts"]["language"].as_object().unwrap() {
        let language = Some(value.parse().unwrap());
        let narrowed = ask(
            &scene.following,
            Find {
                language,
                ..find.clone()
            },
        );
        assert_eq!(narrowed["total"], *count, "{value}");
    }
}

#[test]
fn a_name_is_shown_as_soon_as_its_key_is_here() {
    let mut office = Office::begin();
    let keys = office.folder.path().join("data-keys");
    let keyring = Arc::new(Keyring::open(&keys, [7; 32]).unwrap());
    let following = office.federal.queries(Arc::clone(&keyring));
    let mut clerk = Clerk::in_memory(SEMEY);
    clerk.enter("2025-01-10", "Ибраева");
    office.take(&clerk.messages);
    let find = || Find {
        q: Some("ибраева".to_owned()),
        ..everything()
    };
    assert_eq!(
        ask(&following, everything())["items"][0]["name"],
        Value::Null
    );
    assert_eq!(ask(&following, find())["total"], 0);
    for key in &clerk.data_keys {
        let wrapped = wrap(key, &keyring.public_key()).unwrap();
        keyring.keep(&wrapped).unwrap();
    }
    assert_eq!(ask(&following, find())["total"], 1);
}
