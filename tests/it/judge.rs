//! What is looked up about one person: the page for everybody, the whole of an entry, the card
//! and its code; and that what judges ask is not everybody's.

use medreg_domain::{CardCode, FederalNo};
use medreg_tests::demo::Demo;
use serde_json::Value;

use crate::site::Shown;
use crate::trial::Knobs;

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// A late day of the history.
const DAY: &str = "2024-12-01";

/// What a site answered.
struct Answer {
    status: u16,
    location: String,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

/// Where a site is.
#[derive(Clone, Copy)]
struct Site<'s>(&'s str);

impl Site<'_> {
    fn get(self, path: &str) -> Answer {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.max_redirects(0).build().into();
        let mut answer = agent.get(format!("{}{path}", self.0)).call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let location = answer.headers().get("location");
        let location = location.and_then(|location| location.to_str().ok());
        Answer {
            status: answer.status().as_u16(),
            location: location.unwrap_or_default().to_owned(),
            text,
        }
    }

    /// The code on the cards of whoever an entry is of.
    fn card_code(self, entry_no: &str) -> String {
        let entry = self.get(&format!("/api/v1/entries/{entry_no}")).json();
        let number: FederalNo = text(&entry, "federal_no").parse().unwrap();
        CardCode::of(number).to_string()
    }
}

/// Entries that were active on that day.
fn entries(shown: Site<'_>) -> Vec<Value> {
    let path = format!("/api/v1/entries?limit=200&as_of={DAY}&standing=ACTIVE");
    let found = shown.get(&path).json();
    found["items"].as_array().unwrap().clone()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap()
}

/// Pages that begin at one entry, with what each has to say.
fn pages(shown: Site<'_>, entry: &Value) -> Vec<(String, u16, String)> {
    let (entry_no, federal_no) = (text(entry, "entry_no"), text(entry, "federal_no"));
    let code = shown.card_code(entry_no);
    vec![
        (
            format!("/entries/{entry_no}"),
            200,
            "mr-timeline".to_owned(),
        ),
        (
            format!("/entries/{entry_no}?as_of={DAY}"),
            200,
            "mr-band".to_owned(),
        ),
        // Its year has passed: there is nothing to print.
        (
            format!("/entries/{entry_no}/card"),
            200,
            "/v</b>".to_owned(),
        ),
        ("/check".to_owned(), 200, "f-person".to_owned()),
        (
            format!("/check?person={entry_no}&on={DAY}"),
            200,
            "mr-banner--verdict".to_owned(),
        ),
        (
            format!("/check?person={federal_no}&on={DAY}&category=CIVIL&language=kk"),
            200,
            federal_no.to_owned(),
        ),
        ("/check?person=a".to_owned(), 200, "mr-row".to_owned()),
        (
            "/check?person=zzzzzzzz".to_owned(),
            200,
            "id=\"choose\"".to_owned(),
        ),
        (
            format!("/check?person={entry_no}&on=2001-01-01"),
            400,
            "mr-disclaimer".to_owned(),
        ),
        ("/v".to_owned(), 200, "f-code".to_owned()),
        (format!("/v/{code}"), 200, entry_no.to_owned()),
        ("/v/00000-00000-98".to_owned(), 404, "mr-bad".to_owned()),
        (
            "/v/00000-00000-99".to_owned(),
            404,
            "error-summary".to_owned(),
        ),
        ("/v?code=hello".to_owned(), 400, "error-summary".to_owned()),
        (
            "/persons/FM-54V2C-837Y9-X".to_owned(),
            404,
            "mr-disclaimer".to_owned(),
        ),
        ("/judge/list".to_owned(), 401, "SIGN_IN".to_owned()),
    ]
}

#[test]
fn every_page_of_the_look_up_stands_in_three_languages_with_the_disclaimer() {
    let lived = Shown::lived();
    let shown = Site(&lived.address);
    let entry = &entries(shown)[0];
    for language in LANGUAGES {
        for (page, status, says) in pages(shown, entry) {
            let path = format!("/{language}{page}");
            let reply = shown.get(&path);
            assert_eq!(reply.status, status, "{path}: {}", reply.text);
            assert!(
                reply.text.contains(&says),
                "{path} lacks {says}: {}",
                reply.text
            );
            assert!(reply.text.contains("mr-disclaimer"), "{path}");
            for forbidden in [" style=", "<style", " onclick=", "http://", "https://"] {
                assert!(!reply.text.contains(forbidden), "{path} has `{forbidden}`");
            }
            assert_eq!(reply.text.matches("<h1").count(), 1, "{path}");
        }
    }
}

#[test]
fn an_entrys_page_tells_what_programs_are_told_of_its_history() {
    let lived = Shown::lived();
    let shown = Site(&lived.address);
    let all = shown.get("/api/v1/entries?limit=25").json();
    let all = all["items"].as_array().unwrap();
    let everybodys = [
        "MediatorRegistered",
        "EntryRenewed",
        "EntryLapsed",
        "EntryRemoved",
        "MediatorSuspended",
        "ProfileChanged",
        "PracticeLocationChanged",
        "EntryTransferred",
        "SroMembershipRecorded",
    ];
    let mut told = 0;
    for entry in all {
        let entry_no = text(entry, "entry_no");
        let history = shown
            .get(&format!("/api/v1/entries/{entry_no}/history"))
            .json();
        let items = history["items"].as_array().unwrap();
        assert_eq!(items.last().unwrap()["event"], "MediatorRegistered");
        for item in items {
            assert!(everybodys.contains(&text(item, "event")), "{item}");
            assert!(item.get("event_id").is_none() && item.get("recorded_at").is_none());
        }
        let page = shown.get(&format!("/en/entries/{entry_no}")).text;
        let steps = page.split("mr-timeline").nth(1).unwrap();
        let steps = steps.split("</ol>").next().unwrap();
        assert_eq!(steps.matches("<li").count(), items.len(), "{entry_no}");
        told += items.len();
        // The proof is of the registration, the one event everybody knows by its identity.
        let event = entry["source_events"][0].as_str().unwrap();
        assert!(
            page.contains(&format!("/api/v1/proofs/{event}")),
            "{entry_no}"
        );
        let is_removed = entry["standing"]["code"] == "REMOVED";
        assert_eq!(page.contains("noindex"), is_removed, "{entry_no}");
    }
    assert!(told > all.len(), "nothing but registrations was told");
}

#[test]
fn a_persons_number_leads_to_the_entry_or_to_the_choice() {
    let lived = Shown::lived();
    let shown = Site(&lived.address);
    for entry in entries(shown).iter().take(10) {
        let federal_no = text(entry, "federal_no");
        let person = shown.get(&format!("/api/v1/persons/{federal_no}")).json();
        let own = person["entries"].as_array().unwrap();
        assert!(own.iter().any(|it| it["entry_no"] == entry["entry_no"]));
        assert!(own.iter().all(|it| it["federal_no"] == federal_no));
        let page = shown.get(&format!("/ru/persons/{federal_no}"));
        if let [only] = &own[..] {
            assert_eq!(page.status, 303);
            let to = format!("/ru/entries/{}", text(only, "entry_no"));
            assert_eq!(page.location, to);
        } else {
            assert_eq!(page.status, 200);
        }
    }
}

/// An active entry of a federation that goes on, the last to run out.
fn active(shown: Site<'_>) -> Value {
    let now = shown
        .get("/api/v1/entries?limit=200&standing=ACTIVE&sort=valid_to")
        .json();
    now["items"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn what_a_card_bears_leads_to_the_entry_and_a_typed_code_is_read_as_meant() {
    let demo = Demo::show(Knobs {
        courts: 3,
        years: 1,
        procedures: 200,
        seed: 31,
    });
    let shown = Site(demo.address());
    let entry = &active(shown);
    let entry_no = text(entry, "entry_no");
    let card = shown.get(&format!("/kk/entries/{entry_no}/card")).text;
    assert_eq!(card.matches("class=\"mr-card\"").count(), 2);
    assert_eq!(card.matches("class=\"mr-qr\"").count(), 2);
    let code = shown.card_code(entry_no);
    assert!(card.contains(&code), "{code}");
    let host = demo.address().split_once("://").unwrap().1;
    assert!(card.contains(&format!("{host}/v")));
    let typed = code.to_lowercase().replace('-', "+").replace('0', "o");
    let reply = shown.get(&format!("/en/v?code={typed}"));
    assert_eq!(reply.status, 303, "{typed}: {}", reply.text);
    assert_eq!(reply.location, format!("/en/v/{code}"));
    let compared = shown.get(&format!("/en/v/{code}")).text;
    for said in [entry_no, text(entry, "federal_no"), host] {
        assert!(compared.contains(said), "{said}");
    }
    assert!(!compared.contains("password"));
    let checked = shown.get(&format!("/en/check?person={code}")).text;
    assert!(checked.contains("mr-banner--verdict mr-ok"), "{checked}");
    // Without a language it leads to the reader's own: so it can be printed.
    let neutral = shown.get(&format!("/v/{code}"));
    assert_eq!(
        (neutral.status, neutral.location),
        (303, format!("/kk/v/{code}"))
    );
}

/// What is asked, and the status, the code and the first faulty parameter's code of the answer.
const FAULTY: &[(&str, u16, &str, &str)] = &[
    ("/eligibility", 400, "QUERY_INVALID", "MISSING"),
    (
        "/eligibility?entry_no=KZ-1",
        400,
        "QUERY_INVALID",
        "INVALID",
    ),
    (
        "/eligibility?federal_no=FM-54V2C-837Y8-X",
        400,
        "QUERY_INVALID",
        "INVALID",
    ),
    (
        "/eligibility?entry_no=KZ-10-011-2024-00001&federal_no=FM-54V2C-837Y9-X",
        400,
        "QUERY_INVALID",
        "GIVEN_TWICE",
    ),
    (
        "/eligibility?entry_no=KZ-10-011-2024-00001&on=2999-01-01",
        400,
        "QUERY_INVALID",
        "DATE_AHEAD",
    ),
    (
        "/eligibility?entry_no=KZ-10-011-2024-00001",
        401,
        "SIGN_IN",
        "",
    ),
    ("/candidates", 400, "QUERY_INVALID", "MISSING"),
    (
        "/candidates?court=KZ-10-011&size=2",
        400,
        "QUERY_INVALID",
        "OUT_OF_RANGE",
    ),
    ("/candidates?court=KZ-10-011", 401, "SIGN_IN", ""),
    ("/persons/FM-1", 404, "NOT_FOUND", ""),
    ("/persons/FM-54V2C-837Y9-X", 404, "NOT_FOUND", ""),
    (
        "/entries/KZ-10-011-2024-99999/history",
        404,
        "NOT_FOUND",
        "",
    ),
];

#[test]
fn what_is_asked_wrongly_or_by_who_may_not_is_refused_with_a_code() {
    let lived = Shown::lived();
    let shown = Site(&lived.address);
    for &(path, status, code, fault) in FAULTY {
        let reply = shown.get(&format!("/api/v1{path}"));
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        let problem = reply.json();
        assert_eq!(problem["code"], code, "{path}");
        let first = problem["errors"][0]["code"].as_str().unwrap_or_default();
        assert_eq!(first, fault, "{path}: {problem}");
    }
}
