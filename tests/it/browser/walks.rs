//! Walks through the site: by real keys with scripts, by plain links and forms without.

use medreg_tests::browser::{Key, Scripts, Tab};
use serde_json::json;

use super::{RUNS_SCRIPTS, SMALL, Shown};

/// What shows that a whole page is there, not a part of one.
const IS_WHOLE: &str = "document.readyState === 'complete' && document.doctype !== null \
    && document.querySelectorAll('header').length === 1 \
    && document.querySelectorAll('main h1').length === 1 \
    && document.querySelector('.mr-disclaimer') !== null";

/// An entry to be found: its number, and its names in Russian.
struct Sought {
    number: String,
    name: String,
    language: String,
    since: String,
}

impl Sought {
    fn of(shown: &Shown) -> Self {
        let entry = shown.entry("ACTIVE");
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        Self {
            number: text(&entry["entry_no"]),
            name: text(&entry["name"]["ru"]),
            language: text(&entry["languages"][0]),
            since: text(&entry["valid_from"]),
        }
    }

    fn surname(&self) -> &str {
        self.name.split(' ').next().unwrap()
    }

    fn path(&self) -> String {
        format!("/ru/entries/{}", self.number)
    }
}

/// Somebody in a tab; what leads on is a key with scripts, a click without.
struct Walk<'a> {
    shown: &'a Shown,
    tab: Tab,
    scripts: Scripts,
}

impl<'a> Walk<'a> {
    fn begin(shown: &'a Shown, scripts: Scripts, path: &str) -> Self {
        let mut tab = shown.tab(scripts);
        assert_eq!(tab.open(&shown.address(path)), 200);
        assert_eq!(tab.value(RUNS_SCRIPTS), json!(scripts == Scripts::On));
        Self {
            shown,
            tab,
            scripts,
        }
    }

    /// Comes to an element and uses it.
    fn use_at(&mut self, selector: &str) {
        match self.scripts {
            Scripts::On => {
                self.tab.tab_to(selector);
                self.tab.press(Key::Enter);
            }
            Scripts::Off => self.tab.click(selector),
        }
    }

    /// Comes to a box and writes into it, in place of what was there.
    fn write_at(&mut self, selector: &str, text: &str) {
        match self.scripts {
            Scripts::On => self.tab.tab_to(selector),
            Scripts::Off => {
                self.tab.click(selector);
                self.tab.value("document.activeElement.select()");
            }
        }
        self.tab.write(text);
        let (selector, text) = (json!(selector), json!(text));
        self.tab.until(&format!(
            "document.querySelector({selector}).value === {text}"
        ));
    }

    /// Comes to a list and chooses a value from it.
    fn choose_at(&mut self, selector: &str, value: &str) {
        match self.scripts {
            Scripts::On => self.tab.tab_to(selector),
            Scripts::Off => {
                let focus = format!("document.querySelector({}).focus()", json!(selector));
                self.tab.value(&focus);
            }
        }
        let chosen = format!("document.activeElement.value === {}", json!(value));
        let choices = self.tab.value("document.activeElement.options.length");
        for _ in 0..choices.as_u64().unwrap() {
            if self.tab.value(&chosen) == json!(true) {
                return;
            }
            self.tab.press(Key::Down);
        }
        panic!("{selector} has no {value}");
    }

    /// Waits for a whole page at an address.
    fn arrive(&mut self, path: &str) {
        let address = json!(self.shown.address(path));
        self.tab
            .until(&format!("decodeURI(location.href) === {address}"));
        self.tab.until(IS_WHOLE);
    }

    fn until(&mut self, expression: &str) {
        self.tab.until(expression);
    }

    /// From the start to an entry: K1.
    fn find(&mut self, sought: &Sought) {
        let (surname, language) = (sought.surname(), &sought.language);
        self.write_at("#q", surname);
        self.use_at(".mr-hero form button");
        self.arrive(&format!("/ru/entries?q={surname}"));
        self.use_at("#filters > summary");
        self.until("document.querySelector('#filters').open");
        self.choose_at("#f-language", language);
        self.use_at(".mr-filter__panel button[type=submit]");
        self.until(&format!(
            "new URLSearchParams(location.search).get('language') === '{language}'"
        ));
        self.until("document.querySelectorAll('.mr-chips li').length === 1");
        self.until(IS_WHOLE);
        self.use_at(&format!("#e-{} h3 a", sought.number));
        self.arrive(&sought.path());
        self.until(&format!(
            "document.querySelector('h1').textContent === {}",
            json!(sought.name)
        ));
    }

    /// From an entry to the proof that it stands in the log, which the link there leads to.
    fn prove(&mut self) {
        self.tab.tab_to(".mr-proof a[download]");
        let fetched = "fetch(document.activeElement.href).then(answer => answer.text())";
        let proof = self.tab.value(fetched);
        let proof = proof.as_str().unwrap();
        assert!(proof.starts_with("c2sp.org/tlog-proof@v1\n"), "{proof}");
    }

    /// From an entry to a past day, and back: K2.
    fn go_back_in_time(&mut self, sought: &Sought) {
        self.use_at(".mr-asof summary");
        self.until("document.querySelector('.mr-asof details').open");
        let parts: Vec<&str> = sought.since.split('-').collect();
        for (part, value) in ["y", "m", "d"].into_iter().zip(parts).rev() {
            self.write_at(&format!("#f-as_of-{part}"), value);
        }
        self.use_at(".mr-asof form button");
        self.until("document.querySelector('.mr-past') !== null");
        self.until(IS_WHOLE);
        let shown = format!(".mr-asof time[datetime=\"{}\"]", sought.since);
        self.until(&format!(
            "document.querySelector({}) !== null",
            json!(shown)
        ));
        self.use_at(".mr-past a");
        self.arrive(&sought.path());
        self.until("document.querySelector('.mr-past') === null");
    }

    /// From one language to another: K9.
    fn change_language(&mut self) {
        let state = "?q=a&language=kk&standing=ACTIVE&sort=valid_to&as_of=2024-12-01";
        self.tab
            .open(&self.shown.address(&format!("/ru/entries{state}")));
        let found = self
            .tab
            .value("document.querySelectorAll('.mr-row').length");
        for language in ["en", "kk", "ru"] {
            self.use_at(&format!(".mr-lang a[lang={language}]"));
            self.arrive(&format!("/{language}/entries{state}"));
            self.until(&format!("document.documentElement.lang === '{language}'"));
            self.until(&format!(
                "document.querySelectorAll('.mr-row').length === {found}"
            ));
            self.until(
                "document.querySelector('#f-q').value === 'a' \
                 && document.querySelector('#f-language').value === 'kk' \
                 && document.querySelector('#f-sort').value === 'valid_to' \
                 && document.querySelector('#f-standing-ACTIVE').checked",
            );
        }
    }

    /// A judge signs in, makes a list to offer, looks at the first on it, and leaves.
    fn offer(&mut self, court: &str) {
        self.use_at(".mr-who a");
        self.until("location.pathname === '/ru/sign-in'");
        self.until(IS_WHOLE);
        self.write_at("#f-name", "judge");
        self.write_at("#f-password", self.shown.demo.password("judge"));
        self.use_at("main form button");
        self.arrive("/ru/check");
        self.use_at("main .mr-links a");
        self.arrive("/ru/judge/list");
        self.choose_at("#f-court", court);
        self.use_at("main form button");
        self.until(&format!(
            "new URLSearchParams(location.search).get('court') === '{court}'"
        ));
        self.until("document.querySelectorAll('.mr-table tbody tr').length > 0");
        self.until(IS_WHOLE);
        self.use_at(".mr-table tbody th a");
        self.until("document.querySelector('.mr-proof') !== null");
        self.until(IS_WHOLE);
        self.use_at(".mr-who button");
        self.arrive("/ru");
        self.until("document.querySelector('.mr-who a') !== null");
        let status = self.tab.open(&self.shown.address("/ru/judge/list"));
        assert_eq!(status, 401, "who has left is a judge still");
    }

    fn end(mut self) {
        let complaints = self.tab.complaints();
        assert!(complaints.is_empty(), "{complaints:?}");
    }
}

#[test]
fn an_entry_is_found_dated_back_and_read_in_three_languages_by_keyboard() {
    let shown = Shown::begin(SMALL);
    let sought = Sought::of(&shown);
    let mut walk = Walk::begin(&shown, Scripts::On, "/ru");
    walk.find(&sought);
    walk.prove();
    walk.go_back_in_time(&sought);
    walk.change_language();
    walk.end();
}

#[test]
fn an_entry_is_found_dated_back_and_read_in_three_languages_without_scripts() {
    let shown = Shown::begin(SMALL);
    let sought = Sought::of(&shown);
    let mut walk = Walk::begin(&shown, Scripts::Off, "/ru");
    walk.find(&sought);
    walk.go_back_in_time(&sought);
    walk.change_language();
    walk.end();
}

#[test]
fn a_judge_signs_in_makes_a_list_and_leaves_by_keyboard_and_without_scripts() {
    let shown = Shown::begin(SMALL);
    let entry = shown.entry("ACTIVE");
    for scripts in [Scripts::On, Scripts::Off] {
        let mut walk = Walk::begin(&shown, scripts, "/ru/check");
        walk.offer(entry["court"].as_str().unwrap());
        walk.end();
    }
}

#[test]
fn a_filter_leaves_the_page_and_the_focus_where_they_are_and_says_what_it_found() {
    let shown = Shown::begin(SMALL);
    let mut walk = Walk::begin(&shown, Scripts::On, "/ru/entries");
    walk.tab.value("window.isTheSame = true");
    let before = walk
        .tab
        .value("document.querySelector('#results h2').textContent");
    walk.use_at("#filters > summary");
    walk.choose_at("#f-kind", "RETIRED_JUDGE");
    walk.use_at(".mr-filter__panel button[type=submit]");
    walk.until("new URLSearchParams(location.search).get('kind') === 'RETIRED_JUDGE'");
    walk.until("document.querySelectorAll('.mr-chips li').length === 1");
    walk.until(
        "document.querySelector('#live').textContent \
         === document.querySelector('#results h2').textContent",
    );
    let after = walk
        .tab
        .value("document.querySelector('#live').textContent");
    assert_ne!(before, after, "the filter has found the same");
    walk.until("document.activeElement.matches('.mr-filter__panel button[type=submit]')");
    walk.until("window.isTheSame === true && document.querySelectorAll('#results').length === 1");
    walk.end();
}

#[test]
fn back_forward_and_a_new_tab_show_whole_pages() {
    let shown = Shown::begin(SMALL);
    let reader = shown.browser.reader();
    let tab = shown.browser.tab(&reader);
    let mut walk = Walk {
        shown: &shown,
        tab,
        scripts: Scripts::On,
    };
    walk.tab.open(&shown.address("/ru/entries"));
    for kind in ["RETIRED_JUDGE", "PROFESSIONAL"] {
        walk.tab.open(&shown.address("/ru/entries?q=a"));
        walk.use_at("#filters > summary");
        walk.choose_at("#f-kind", kind);
        walk.use_at(".mr-filter__panel button[type=submit]");
        walk.until(&format!("location.search.includes('kind={kind}')"));
        walk.until("document.querySelectorAll('.mr-chips li').length === 1");
    }
    let filtered = walk.tab.value("location.href");
    let found = walk
        .tab
        .value("document.querySelectorAll('.mr-row').length");
    walk.tab.open(&shown.address("/ru/courts"));
    for (by, rows) in [
        (-1, Some(&found)),
        (-1, None),
        (-1, None),
        (1, None),
        (1, Some(&found)),
    ] {
        walk.tab.step(by);
        walk.until(IS_WHOLE);
        if let Some(rows) = rows {
            walk.until(&format!("location.href === {filtered}"));
            walk.until(&format!(
                "document.querySelectorAll('.mr-row').length === {rows}"
            ));
        }
    }
    let mut beside = shown.browser.tab(&reader);
    assert_eq!(beside.open(filtered.as_str().unwrap()), 200);
    beside.until(IS_WHOLE);
    beside.until(&format!(
        "document.querySelectorAll('.mr-row').length === {found}"
    ));
    walk.end();
}
