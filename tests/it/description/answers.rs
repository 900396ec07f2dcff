//! Every operation answers whoever may ask it, with a document of the form it is described with.

use std::collections::BTreeMap;
use std::path::Path;

use medreg_tests::aside::Aside;
use medreg_tests::harness::{root, run_with, schemathesis_python};
use medreg_tests::trial::merge;
use serde_json::{Value, json};

use super::issuer::{Issuer, ROLES};
use crate::oversight::signed_size;
use crate::site::{KNOBS, Reply, Shown, agent};
use crate::trial::Knobs;

/// A court that takes part, and of which nothing but this is there.
const HELD: Aside = Aside {
    court: Some("KZ-10-011"),
    courtseq: Some(1),
    reason: "IMPOSSIBLE",
};

/// What came from nobody knows where.
const STRAY: Aside = Aside {
    court: None,
    courtseq: None,
    reason: "MALFORMED",
};

/// Puts messages into the quarantine of an office that is to begin.
pub(super) fn put_aside(office: &Path) {
    for aside in [HELD, STRAY] {
        aside.put(office);
    }
}

/// What is asked beside the bare question, so that every form of an answer comes up.
const QUESTIONS: &[(&str, &[&str])] = &[
    (
        "/entries",
        &[
            "?q=a&limit=3",
            "?standing=ACTIVE,SUSPENDED,LAPSED,REMOVED&limit=200&as_of=2024-12-01",
        ],
    ),
    (
        "/eligibility",
        &[
            "?entry_no={entry_no}",
            "?federal_no={federal_no}&category=CIVIL&language=kk",
            "?federal_no={of_several}",
        ],
    ),
    (
        "/candidates",
        &[
            "?court={court}",
            "?region={region}&category=CIVIL&language=kk",
        ],
    ),
    (
        "/statistics/{indicator}",
        &["?by=region&period=2024-Q1..2024-Q4", "?release={quarter}"],
    ),
    ("/events", &["?from=100&limit=256"]),
    ("/findings", &["?state=closed", "?limit=1"]),
    ("/quarantine", &["?court=KZ-10-011", "?reason=MALFORMED"]),
    (
        "/referrals/deadlines",
        &[
            "?as_of=2024-10-01",
            "?as_of=2024-10-01&state=extended&limit=2",
        ],
    ),
    ("/rulesets", &["?on=2015-06-01"]),
    (
        "/term",
        &[
            "?agreement_on=2025-01-31&extend=20@2025-02-20",
            "?agreement_on=2025-01-31&extend=20@2025-02-20&recorded=2025-05-01",
            "?agreement_on=2025-01-31&channel=CRIMINAL&procedural_deadline=2025-03-01",
            "?agreement_on=2025-01-31&channel=ENFORCEMENT",
            "?suspended_from=2025-01-31",
            "?offered=2025-01-31",
            "?applied=2025-01-31",
            "?valid_to=2025-12-31",
            "?valid_to=2015-12-31",
            "?recorded_at=2025-01-31T20:00:00Z&zone=Asia/Almaty",
        ],
    ),
];

/// Operations whose bare question names nothing to answer.
const ASK_MORE: [&str; 3] = ["/eligibility", "/candidates", "/term"];

/// A year in which a mediator is sanctioned and appeals, and another may not go on.
const TROUBLED: Knobs = Knobs {
    courts: 4,
    years: 1,
    procedures: 250,
    seed: 8,
};

/// What an entry carries for judges and auditors alone; that year has some of each.
const OF_OFFICE: [&str; 5] = [
    "sanctions",
    "quality_reviews",
    "proceedings",
    "appeals",
    "bars",
];

/// What stands in addresses.
fn known(shown: &Shown) -> BTreeMap<&'static str, String> {
    let entry = &shown.get("/api/v1/entries?limit=1&standing=ACTIVE&as_of=2024-12-01");
    let entry = &entry.json()["items"][0];
    let text = |field: &str| entry[field].as_str().unwrap().to_owned();
    let court = text("court");
    BTreeMap::from([
        ("quarter", released(shown)),
        ("entry_no", text("entry_no")),
        ("federal_no", text("federal_no")),
        ("of_several", of_several(shown)),
        ("region", court[3..5].to_owned()),
        ("court", court),
        (
            "event_id",
            entry["source_events"][0].as_str().unwrap().to_owned(),
        ),
    ])
}

/// What there is of what questions name, by the name of the parameter.
pub(super) fn to_be_named(shown: &Shown) -> [(&'static str, Vec<String>); 5] {
    let entries = entries(shown);
    let of = |field: &str| -> Vec<String> {
        let values = entries.iter().map(|entry| &entry[field]);
        values.map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    let events = entries.iter().map(|entry| &entry["source_events"][0]);
    let events = events.map(|it| it.as_str().unwrap().to_owned());
    [
        ("entry_no", of("entry_no")),
        ("federal_no", of("federal_no")),
        ("court", of("court")),
        ("event_id", events.collect()),
        ("quarter", quarters(shown)),
    ]
}

/// The quarters of every release.
fn quarters(shown: &Shown) -> Vec<String> {
    let releases = shown.get("/api/v1/releases").json();
    let releases = releases["items"].as_array().unwrap().iter();
    let quarters = releases.map(|it| it["release"].as_str().unwrap().to_owned());
    quarters.collect()
}

/// Releases the figures of the year that was lived through; tells of which quarter.
pub(super) fn released(shown: &Shown) -> String {
    let released = shown.ask("federal release --on 2025-02-10");
    released["released"].as_str().unwrap().to_owned()
}

/// Every entry there is.
fn entries(shown: &Shown) -> Vec<Value> {
    let mut path = "/api/v1/entries?limit=200&standing=ACTIVE,SUSPENDED,LAPSED,REMOVED".to_owned();
    let mut entries = Vec::new();
    loop {
        let reply = shown.get(&path);
        entries.extend(reply.json()["items"].as_array().unwrap().clone());
        let link = reply.header("link");
        let next = link.strip_prefix('<').and_then(|it| it.split('>').next());
        match next {
            Some(next) => next.clone_into(&mut path),
            None => return entries,
        }
    }
}

/// The number of a person with several entries: from now on those of the first two.
fn of_several(shown: &Shown) -> String {
    let entries = entries(shown);
    let numbers = [0, 1].map(|at| entries[at]["entry_no"].as_str().unwrap());
    merge(&shown.office(), numbers, "2024-12-01");
    let merged = shown.get(&format!("/api/v1/entries/{}", numbers[0])).json();
    merged["federal_no"].as_str().unwrap().to_owned()
}

/// An operation as it is described.
struct Described<'a> {
    path: &'a str,
    get: &'a Value,
}

impl<'a> Described<'a> {
    fn of((path, operation): (&'a String, &'a Value)) -> Self {
        let get = &operation["get"];
        Self { path, get }
    }

    /// Who may ask; everybody and all roles where it is for everybody.
    fn askers(&self) -> Vec<Option<&str>> {
        let secured = self.get["security"].as_array().unwrap();
        match &secured[..] {
            [] => [None].into_iter().chain(ROLES.map(Some)).collect(),
            [one] => {
                let roles = one["bearer"].as_array().unwrap().iter();
                roles.map(Value::as_str).collect()
            }
            several => panic!("{}: {several:?}", self.path),
        }
    }

    /// Every question, with what stands in its address; examples of the description first.
    fn questions(&self, known: &BTreeMap<&str, String>) -> Vec<String> {
        let parameters = self.get["parameters"].as_array().unwrap();
        let in_path = parameters.iter().filter(|one| one["in"] == "path");
        let address = in_path.fold(self.path.to_owned(), |address, one| {
            let name = one["name"].as_str().unwrap();
            let value = one["example"].as_str().unwrap_or_else(|| &known[name]);
            address.replace(&format!("{{{name}}}"), value)
        });
        let bare = (!ASK_MORE.contains(&self.path)).then_some("");
        let more = QUESTIONS.iter().filter(|(path, _)| *path == self.path);
        let more = more.flat_map(|(_, questions)| *questions).copied();
        let asked = bare.into_iter().chain(more).map(|question| {
            let filled = known
                .iter()
                .fold(question.to_owned(), |question, (name, value)| {
                    question.replace(&format!("{{{name}}}"), value)
                });
            format!("/api/v1{address}{filled}")
        });
        asked.collect()
    }

    /// The media types of an answer.
    fn kinds(&self) -> Vec<&str> {
        let content = self.get["responses"]["200"]["content"].as_object();
        content.unwrap().keys().map(String::as_str).collect()
    }

    /// The form of a document.
    fn form(&self) -> &'a Value {
        &self.get["responses"]["200"]["content"]["application/json"]["schema"]
    }
}

/// What was answered, and what is wrong with it.
#[derive(Default)]
struct Answers {
    forms: BTreeMap<String, Value>,
    documents: Vec<Value>,
    faults: Vec<String>,
}

impl Answers {
    /// Takes an answer for what it is to be of an operation.
    fn take(&mut self, what: String, operation: &Described<'_>, reply: &Reply) {
        let kind = reply.header("content-type");
        let kind = kind.split(';').next().unwrap_or_default();
        if reply.status != 200 {
            let fault = format!("{what}: {}: {}", reply.status, reply.text);
            self.faults.push(fault);
        } else if !operation.kinds().contains(&kind) {
            self.faults.push(format!("{what}: answers {kind}"));
        } else if kind == "application/json" {
            let form = operation.path.to_owned();
            let document = json!({"what": what, "form": form, "document": reply.json()});
            self.forms.insert(form, operation.form().clone());
            self.documents.push(document);
        }
    }

    /// Compares every document with its form, and stops at what is wrong.
    fn ensure_sound(mut self) {
        let given = json!({"forms": self.forms, "documents": self.documents});
        let script = root().join("tests/validate.py");
        let ran = run_with(&schemathesis_python(), [script], &given.to_string());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let found: Vec<String> = serde_json::from_str(&ran.stdout).unwrap();
        self.faults.extend(found);
        assert!(self.faults.is_empty(), "{}", self.faults.join("\n"));
    }
}

/// Asks as a program, or as everybody; of what has no end or is no text, only how it begins.
fn ask(shown: &Shown, path: &str, authorization: Option<&str>) -> Reply {
    let mut request = agent().get(format!("{}{path}", shown.address));
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    let answer = request.call().unwrap();
    let kind = answer.headers().get("content-type");
    match kind.and_then(|kind| kind.to_str().ok()) {
        Some(kind @ ("text/event-stream" | "application/zip")) => Reply {
            status: answer.status().as_u16(),
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            text: String::new(),
        },
        Some(_) | None => Reply::of(answer),
    }
}

#[test]
fn every_operation_answers_each_role_that_may_ask_with_a_document_of_its_form() {
    let issuer = Issuer::new();
    let shown = &issuer.shown(KNOBS, put_aside);
    signed_size(shown);
    let known = known(shown);
    let described = shown.get("/openapi.json").json();
    let mut answers = Answers::default();
    for operation in described["paths"].as_object().unwrap() {
        let operation = Described::of(operation);
        let has_table = operation.kinds().contains(&"text/csv");
        for asker in operation.askers() {
            let authorization = asker.map(|role| issuer.authorization(role));
            for mut path in operation.questions(&known) {
                let reply = ask(shown, &path, authorization.as_deref());
                answers.take(format!("{asker:?}: {path}"), &operation, &reply);
                if has_table {
                    path.insert_str(path.find('?').unwrap_or(path.len()), ".csv");
                    let table = ask(shown, &path, authorization.as_deref());
                    answers.take(format!("{asker:?}: {path}"), &operation, &table);
                    assert!(
                        table.header("content-type").starts_with("text/csv"),
                        "{path}"
                    );
                }
            }
        }
    }
    assert!(answers.documents.len() > 150, "too few were answered");
    answers.ensure_sound();
}

#[test]
fn every_entry_is_of_its_form_for_each_role() {
    let issuer = Issuer::new();
    let shown = &issuer.shown(TROUBLED, |_| {});
    let described = shown.get("/openapi.json").json();
    let paths = described["paths"].as_object().unwrap();
    let operations = ["/entries/{entry_no}", "/entries/{entry_no}/history"];
    let operations = operations.map(|path| Described::of(paths.get_key_value(path).unwrap()));
    let entries = entries(shown);
    let mut answers = Answers::default();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for role in ["judge", "auditor"] {
        let authorization = issuer.authorization(role);
        for entry in &entries {
            let number = entry["entry_no"].as_str().unwrap();
            for operation in &operations {
                let path = operation.path.replace("{entry_no}", number);
                let path = format!("/api/v1{path}?as_of=2024-12-01");
                let reply = ask(shown, &path, Some(&authorization));
                let told = reply.json();
                answers.take(format!("{role}: {path}"), operation, &reply);
                for field in OF_OFFICE {
                    let items = told[field].as_array().map_or(0, Vec::len);
                    *seen.entry(field).or_default() += items;
                }
            }
        }
    }
    answers.ensure_sound();
    for (field, items) in &seen {
        assert!(*items > 0, "no entry has {field}: {seen:?}");
    }
}
