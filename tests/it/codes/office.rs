//! What the command line refuses: questions to the office, its acts, and terms.

use std::fs;

use medreg_domain::Code;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::Told;
use super::story::{COURT, DAY, ENTRY, hash, person_key};
use crate::trial::{medreg, succeed, text};

const REFUSED: i32 = 3;

pub(super) fn refusals() -> Vec<Told> {
    let mut told = terms();
    let office = Office::init();
    told.extend(office.acts());
    told.extend(office.questions());
    told
}

/// What is said to whoever asks: a rule says no, and there is no data.
fn said(code: Code, arguments: &[&str]) -> Told {
    let finished = medreg(arguments);
    assert_eq!(finished.code, Some(REFUSED), "{arguments:?}: {finished:?}");
    assert_eq!(finished.stdout, "", "{arguments:?}");
    (code, finished.stderr)
}

fn terms() -> Vec<Told> {
    let term = |code: Code, agreement| said(code, &["term", "--agreement", agreement]);
    vec![
        term(Code::RulesetUnknown, "2011-08-04"),
        term(Code::CalendarMissing, "2035-03-05"),
    ]
}

/// An office of its own, without a broker.
struct Office(TempDir);

impl Office {
    fn init() -> Self {
        let office = Self(TempDir::new().unwrap());
        succeed(&["federal", "init", &office.data()]);
        let provider = json!({"on": DAY, "fact": {"TrainingProviderRecognised":
            {"id": "TP-014", "names": names(), "valid_from": "2011-08-05"}}});
        let file = office.written(&provider);
        succeed(&["federal", "state", &file, "--data", &office.data()]);
        office
    }

    fn data(&self) -> String {
        text(&self.0.path().join("office")).to_owned()
    }

    fn written(&self, act: &Value) -> String {
        let path = self.0.path().join("acts.jsonl");
        fs::write(&path, format!("{act}\n")).unwrap();
        text(&path).to_owned()
    }

    fn refuses(&self, code: Code, act: &Value) -> Told {
        let file = self.written(act);
        said(code, &["federal", "state", &file, "--data", &self.data()])
    }

    fn acts(&self) -> Vec<Told> {
        let appoint = |training: Value| {
            json!({"on": DAY, "act": "appoint_coordinator", "court": COURT, "office": "o-20",
                "person_key": person_key(1), "from": DAY, "training": training,
                "legal_education": null})
        };
        let training =
            json!({"provider": "TP-014", "certificate_hash": hash(1), "completed_on": DAY});
        let registered = json!({"on": DAY, "fact": {"MediatorRegistered": {"entry_no": ENTRY}}});
        let sro = json!({"on": DAY, "fact": {"SroRegistered":
            {"sro": "SRO-007", "bin": "850101300124", "names": names()}}});
        vec![
            self.refuses(Code::CoordinatorTrainingMissing, &appoint(Value::Null)),
            self.refuses(Code::CoordinatorLegalEducationMissing, &appoint(training)),
            self.refuses(Code::NotAuthoritative, &registered),
            self.refuses(Code::BinInvalid, &sro),
        ]
    }

    fn questions(&self) -> Vec<Told> {
        let data = self.data();
        let close = [
            "federal",
            "close-finding",
            "RETURN_OVERDUE/referral/X",
            "--reason",
            "EXPLAINED",
            "--data",
            &data,
        ];
        let show = [
            "register", "show", ENTRY, "--fields", "iin", "--data", &data,
        ];
        vec![
            said(Code::FindingUnknown, &close),
            said(Code::FieldNotPublic, &show),
        ]
    }
}

fn names() -> Value {
    json!({"kk": "Атауы", "ru": "Название", "en": "Name"})
}
