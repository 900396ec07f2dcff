//! The catalogue follows the rows, and lists what is asked for in every order.

use std::collections::BTreeSet;
use std::sync::Arc;

use medreg_domain::entry::Availability;
use medreg_domain::entry::command::EntryCommand;
use medreg_domain::entry::event::ProfileChange;
use medreg_domain::visibility::Audience;
use medreg_node::federal::keyring::{Keyring, wrap};
use medreg_node::query::{Find, Order, Query, QueryHandle, Sight};
use serde_json::{Value, json};
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

/// Messages between two questions of one who asks seldom.
const SELDOM: usize = 3;

/// An office with mediators of two courts, asked after every message by one who follows, and
/// after some by another.
struct Scene {
    office: Office,
    keyring: Arc<Keyring>,
    following: QueryHandle,
    seldom: QueryHandle,
}

impl Scene {
    fn lived() -> Self {
        let mut office = Office::begin();
        let keys = office.folder.path().join("data-keys");
        let keyring = Arc::new(Keyring::open(&keys, [7; 32]).unwrap());
        let following = office.federal.queries(Arc::clone(&keyring));
        let seldom = office.federal.queries(Arc::clone(&keyring));
        for court in [SEMEY, KURCHATOV] {
            let mut clerk = Clerk::in_memory(court);
            let entered = SURNAMES.map(|surname| clerk.enter("2025-01-10", surname));
            for entry_no in entered.into_iter().step_by(2) {
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
            for messages in clerk.messages.chunks(SELDOM) {
                for message in messages {
                    office.take(std::slice::from_ref(message));
                    ask(&following, everything());
                }
                ask(&seldom, everything());
            }
        }
        Self {
            office,
            keyring,
            following,
            seldom,
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
        assert_eq!(answer, ask(&scene.seldom, find.clone()));
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

/// The same question with one filter set to a value.
fn narrowed(find: &Find, filter: &str, value: &str) -> Find {
    let mut narrowed = serde_json::to_value(find).unwrap();
    narrowed[filter] = match filter {
        "standing" => json!([value]),
        _ => json!(value),
    };
    serde_json::from_value(narrowed).unwrap()
}

#[test]
fn a_count_says_what_its_filter_would_leave() {
    let scene = Scene::lived();
    let mut counted = BTreeSet::new();
    for on in ["2025-01-05", "2025-02-01", "2026-03-01"] {
        let whole = Find {
            as_of: day(on),
            counts: true,
            ..everything()
        };
        let of_court = narrowed(&whole, "court", SEMEY);
        let open = narrowed(&of_court, "availability", "OPEN");
        let active = narrowed(&open, "standing", "ACTIVE");
        for find in [whole, of_court, open, active] {
            let answer = ask(&scene.following, find.clone());
            for (filter, values) in answer["counts"].as_object().unwrap() {
                counted.insert(filter.clone());
                // The filter itself is left aside where its own values are counted.
                for (value, count) in values.as_object().unwrap() {
                    let left = ask(&scene.following, narrowed(&find, filter, value));
                    assert_eq!(left["total"], *count, "{on}: {filter} {value}");
                }
            }
        }
    }
    let counted: Vec<&str> = counted.iter().map(String::as_str).collect();
    assert_eq!(
        counted,
        [
            "availability",
            "category",
            "court",
            "kind",
            "language",
            "region",
            "standing"
        ]
    );
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
