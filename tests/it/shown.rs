//! An office that has a history and shows its site.

use medreg_domain::{CardCode, FederalNo};
use serde_json::Value;
use tempfile::TempDir;

use crate::harness;
use crate::process::Process;
use crate::trial::{self, Knobs, Trial, succeed, text};

const KNOBS: Knobs = Knobs {
    courts: 3,
    years: 1,
    procedures: 200,
    seed: 31,
};

/// A court that takes part, and is not heard of.
const COURT: &str = "KZ-10-011";

pub(crate) const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// The office, and where its site is.
pub(crate) struct Shown {
    pub(crate) address: String,
    /// The trial it lived through; none for a federation that goes on.
    trial: Option<Trial>,
    _office: Process,
    _folder: TempDir,
}

/// An answer of the site.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Shown {
    pub(crate) fn lived() -> Self {
        let folder = TempDir::new().unwrap();
        let trial = Trial::begin(folder.path(), KNOBS);
        let config = trial.office().join("federal.toml");
        let before = std::fs::read_to_string(&config).unwrap();
        std::fs::write(&config, format!("{before}listen = '127.0.0.1:0'\n")).unwrap();
        let mut office = trial.serve_ready();
        let address = office.wait_between("site: ", "/\n");
        let lived = trial.live_except(COURT).finish();
        assert_eq!(lived.code, Some(0), "{lived:?}");
        trial::wait_until(&mut office, &trial.office(), "all is in", |status| {
            let stream = &status["stream"];
            stream["taken"] == stream["last_sequence"] && status["position"].as_u64() > Some(500)
        });
        Self {
            address,
            trial: Some(trial),
            _office: office,
            _folder: folder,
        }
    }

    /// A federation whose day goes on: its mediators are active today.
    pub(crate) fn going_on() -> Self {
        let folder = TempDir::new().unwrap();
        let mut arguments = vec!["demo".to_owned()];
        arguments.extend(KNOBS.arguments());
        let data = text(folder.path()).to_owned();
        arguments.extend(["--listen".to_owned(), "127.0.0.1:0".to_owned()]);
        arguments.extend(["--data".to_owned(), format!("{data}/demo")]);
        let mut office = Process::start(&harness::medreg(), arguments);
        let address = office.wait_between("site: ", "/\n");
        Self {
            address,
            trial: None,
            _office: office,
            _folder: folder,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent: ureq::Agent = config.max_redirects(0).build().into();
        let mut request = agent.get(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = request.call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        let named = answer.headers().iter();
        let headers = named.map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().unwrap_or_default().to_owned(),
            )
        });
        Reply {
            status: answer.status().as_u16(),
            headers: headers.collect(),
            text,
        }
    }

    /// What the command line answers to the office that serves.
    pub(crate) fn ask(&self, question: &str) -> Value {
        let office = self.trial.as_ref().unwrap().office();
        let mut arguments: Vec<&str> = question.split(' ').collect();
        arguments.extend(["--json", "--data", text(&office)]);
        succeed(&arguments).json()
    }

    pub(crate) fn some_entry(&self) -> String {
        let found = self.get("/api/v1/entries?limit=1").json();
        found["items"][0]["entry_no"].as_str().unwrap().to_owned()
    }

    /// The code on the cards of whoever an entry is of.
    pub(crate) fn card_code(&self, entry_no: &str) -> String {
        let entry = self.get(&format!("/api/v1/entries/{entry_no}")).json();
        let number: FederalNo = entry["federal_no"].as_str().unwrap().parse().unwrap();
        CardCode::of(number).to_string()
    }
}
