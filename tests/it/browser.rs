//! The site in a real browser: every page in every language, with scripts and without, light and
//! dark; and the walks of somebody who has a keyboard only.

use medreg_tests::browser::{Browser, Scripts, Tab};
use medreg_tests::demo::Demo;
use medreg_tests::trial::Knobs;
use serde_json::Value;

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

/// The site, and a browser to look at it.
struct Shown {
    demo: Demo,
    browser: Browser,
}

impl Shown {
    fn begin(knobs: Knobs) -> Self {
        Self {
            demo: Demo::show(knobs),
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

    /// What a program is told at an address.
    fn told(&self, path: &str) -> Value {
        let mut answer = ureq::get(self.address(path)).call().unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// The first entry of this standing.
    fn entry(&self, standing: &str) -> Value {
        let found = self.told(&format!("/api/v1/entries?limit=1&standing={standing}"));
        let entry = found["items"][0].clone();
        assert!(!entry.is_null(), "the demo has no entry that is {standing}");
        entry
    }
}
