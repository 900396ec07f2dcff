//! The site in a real browser: every page in every language, with scripts and without, light and
//! dark; and the walks of somebody who has a keyboard only.

use medreg_tests::aside::Aside;
use medreg_tests::browser::{Browser, Key, Scripts, Tab};
use medreg_tests::demo::Demo;
use medreg_tests::trial::{self, Knobs};
use medreg_web::Role;
use serde_json::{Value, json};

mod rows;
mod sound;
mod walks;

/// True in a page whose scripts have run.
const RUNS_SCRIPTS: &str = "document.documentElement.classList.contains('js')";

/// A federation with an entry of every standing.
const VARIED: Knobs = Knobs {
    courts: 5,
    years: 2,
    procedures: 500,
    seed: 7,
};

/// A federation that is there at once.
const SMALL: Knobs = Knobs {
    courts: 3,
    years: 1,
    procedures: 100,
    seed: 31,
};

/// What the office keeps aside: of a court, and of nobody knows whom.
const ASIDE: [Aside; 2] = [
    Aside {
        court: Some("KZ-10-011"),
        courtseq: Some(1),
        reason: "BAD_SIGNATURE",
    },
    Aside {
        court: None,
        courtseq: None,
        reason: "MALFORMED",
    },
];

/// The site, and a browser to look at it.
struct Shown {
    demo: Demo,
    browser: Browser,
}

impl Shown {
    fn begin(knobs: Knobs) -> Self {
        Self {
            demo: Demo::show_with(knobs, &ASIDE),
            browser: Browser::start(),
        }
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.demo.address())
    }

    /// A tab of somebody who was never here.
    fn tab(&self, scripts: Scripts) -> Tab {
        let mut tab = self.browser.tab(&self.browser.reader());
        tab.set_scripts(scripts);
        tab
    }

    /// A tab of somebody who signed in, as people do: by the form.
    fn tab_of(&self, role: Role) -> Tab {
        let name: &str = role.into();
        let mut tab = self.tab(Scripts::On);
        tab.open(&self.address("/ru/sign-in?return_to=%2Fru%2Fhelp"));
        for (label, text) in [("#f-name", name), ("#f-password", self.demo.password(name))] {
            tab.tab_to(label);
            tab.write(text);
        }
        tab.press(Key::Enter);
        let address = json!(self.address("/ru/help"));
        tab.until(&format!("location.href === {address}"));
        tab
    }

    /// What a program is told at an address.
    fn told(&self, path: &str) -> Value {
        let mut answer = ureq::get(self.address(path)).call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// The number of a person with two entries: those of the register that run out last.
    fn of_several(&self) -> String {
        let found = self.told("/api/v1/entries?standing=ACTIVE&sort=valid_to&limit=200");
        let entries = found["items"].as_array().unwrap();
        let last: Vec<&Value> = entries.iter().rev().take(2).collect();
        let numbers = [0, 1].map(|at| last[at]["entry_no"].as_str().unwrap());
        trial::merge(
            &self.demo.office(),
            numbers,
            found["as_of"].as_str().unwrap(),
        );
        let merged = self.told(&format!("/api/v1/entries/{}", numbers[0]));
        merged["federal_no"].as_str().unwrap().to_owned()
    }

    /// The first entry of this standing.
    fn entry(&self, standing: &str) -> Value {
        let found = self.told(&format!("/api/v1/entries?limit=1&standing={standing}"));
        let entry = found["items"][0].clone();
        assert!(!entry.is_null(), "the demo has no entry that is {standing}");
        entry
    }
}
