//! What every page must be, whoever looks at it: whole, quiet, light, and open to everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use medreg_domain::CardCode;
use medreg_tests::browser::{Browser, Scheme, Scripts, Tab};
use medreg_tests::harness;
use medreg_web::Role;
use serde_json::{Value, json};

use super::rows::{Example, ROWS};
use super::{RUNS_SCRIPTS, Shown, VARIED};

/// Bytes of a page with all it needs, as they come to a reader who was never here.
const BYTES_MAX: u64 = 100_000;

/// Elements of a page.
const NODES_MAX: u64 = 1500;

/// The narrowest window in which nothing is cut off (WCAG 1.4.10).
const NARROW: u32 = 320;

/// A tablet's window: wide enough for tables, and none too wide.
const MIDDLE: u32 = 800;

const WIDE: u32 = 1280;

/// The rules of axe-core that must find nothing.
const AXE_TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

const STANDINGS: [&str; 4] = ["ACTIVE", "SUSPENDED", "LAPSED", "REMOVED"];

/// What a page says of itself.
const FACTS: &str = "({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    nodes: document.querySelectorAll('*').length,
    text: document.body.textContent,
    paper: getComputedStyle(document.body).backgroundColor,
    isSignedIn: document.querySelector(`form[action$='/sign-out']`) !== null,
})";

/// What reaches over the edge of the window, with everything folded out.
const OVERFLOW: &str = "(() => {
    document.querySelectorAll('details').forEach((it) => { it.open = true; });
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const over = [...document.querySelectorAll('body *')]
        .filter((it) => it.getBoundingClientRect().right > width + 1);
    return over.slice(0, 5).map((it) => `${it.tagName}.${it.getAttribute('class')}`);
})()";

/// What stands for each word in the addresses of examples: the first entry of each standing,
/// as it was when the site began to be shown, and what belongs to the first that is active.
fn words(shown: &Shown) -> BTreeMap<&'static str, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let numbers = STANDINGS.map(|standing| (standing, text(&shown.entry(standing)["entry_no"])));
    let active = shown.entry("ACTIVE");
    let person = text(&active["federal_no"]).parse().unwrap();
    let of_active = [
        ("COURT", text(&active["court"])),
        ("CODE", CardCode::of(person).to_string()),
        ("PERSON", shown.of_several()),
    ];
    numbers.into_iter().chain(of_active).collect()
}

/// A page as it is looked at, and what was wrong with it.
struct Look<'a> {
    shown: &'a Shown,
    language: &'a str,
    disclaimer: String,
    axe: String,
    /// What stands for the words in the addresses of examples.
    words: BTreeMap<&'static str, String>,
    faults: Vec<String>,
    undecided: Vec<String>,
    heaviest: (u64, String),
}

impl<'a> Look<'a> {
    fn begin(shown: &'a Shown, language: &'a str) -> Self {
        let texts = format!("crates/web/locales/{language}/site.ftl");
        let texts = fs::read_to_string(harness::root().join(texts)).unwrap();
        let mut lines = texts.lines();
        let disclaimer = lines.find_map(|line| line.strip_prefix("disclaimer = "));
        Self {
            shown,
            language,
            disclaimer: disclaimer.expect("R34 stands in the texts").to_owned(),
            axe: axe(),
            words: words(shown),
            faults: Vec::new(),
            undecided: Vec::new(),
            heaviest: (0, String::new()),
        }
    }

    /// Looks at a page with nothing of the site at hand, then again without scripts.
    fn visit(&mut self, tab: &mut Tab, example: &Example) {
        let path = format!("/{}{}", self.language, self.filled(example.path));
        tab.forget();
        for scripts in [Scripts::On, Scripts::Off] {
            tab.set_scripts(scripts);
            set(tab, WIDE, Scheme::Light);
            let mut faults = Vec::new();
            let came = tab.open(&self.shown.address(&path));
            if came != u64::from(example.status) {
                faults.push(format!("status {came}, not {}", example.status));
            }
            if tab.value(RUNS_SCRIPTS) != json!(scripts == Scripts::On) {
                faults.push("scripts run where they should not, or the reverse".to_owned());
            }
            if scripts == Scripts::On {
                self.weigh(tab, &path, &mut faults);
            }
            self.read(tab, example.by, &mut faults);
            faults.extend(tab.complaints());
            if scripts == Scripts::On {
                self.examine(tab, &path, &mut faults);
            }
            let by = example.by;
            let told = |fault| format!("{path}, {by:?}, scripts {scripts:?}: {fault}");
            self.faults.extend(faults.into_iter().map(told));
        }
    }

    fn weigh(&mut self, tab: &Tab, path: &str, faults: &mut Vec<String>) {
        let bytes = tab.bytes();
        if bytes > BYTES_MAX {
            faults.push(format!("{bytes} bytes, at most {BYTES_MAX}"));
        }
        if bytes > self.heaviest.0 {
            self.heaviest = (bytes, path.to_owned());
        }
    }

    /// An example with what stands for its words.
    fn filled(&self, example: &str) -> String {
        let words = self.words.iter();
        words.fold(example.to_owned(), |path, (word, value)| {
            path.replace(&format!("{{{word}}}"), value)
        })
    }

    /// The checks that need no axe, in light, in dark and in a narrow window.
    fn read(&self, tab: &mut Tab, by: Option<Role>, faults: &mut Vec<String>) {
        let light = tab.value(FACTS);
        if light["isSignedIn"] != by.is_some() {
            faults.push("it is not shown to who came".to_owned());
        }
        if light["language"] != self.language {
            faults.push(format!("its language is {}", light["language"]));
        }
        if light["headings"] != 1 {
            faults.push(format!("{} main headings", light["headings"]));
        }
        if light["nodes"].as_u64() > Some(NODES_MAX) {
            faults.push(format!("{} nodes, at most {NODES_MAX}", light["nodes"]));
        }
        if !light["text"].as_str().unwrap().contains(&self.disclaimer) {
            faults.push("the disclaimer is missing".to_owned());
        }
        set(tab, WIDE, Scheme::Dark);
        if tab.value(FACTS)["paper"] == light["paper"] {
            faults.push(format!("dark is as light: {}", light["paper"]));
        }
        for width in [MIDDLE, NARROW] {
            set(tab, width, Scheme::Dark);
            let over = tab.value(OVERFLOW);
            if over != json!([]) {
                faults.push(format!("wider than {width} pixels: {over}"));
            }
        }
        let host = self.shown.demo.address();
        let foreign = tab.asked().iter().filter(|it| !it.starts_with(host));
        faults.extend(foreign.map(|it| format!("asks {it}")));
    }

    /// What axe finds: in Russian in a wide light window and in a narrow dark one, in the
    /// others in the wide light one.
    fn examine(&mut self, tab: &mut Tab, path: &str, faults: &mut Vec<String>) {
        tab.value(&self.axe);
        let narrow = [(NARROW, Scheme::Dark)];
        let narrow = narrow.into_iter().filter(|_| self.language == "ru");
        for (width, scheme) in [(WIDE, Scheme::Light)].into_iter().chain(narrow) {
            set(tab, width, scheme);
            let found = tab.value(&axe_run());
            assert!(
                found["passes"].as_u64() > Some(10),
                "axe has not looked: {found}"
            );
            faults.extend(texts(&found["violations"]).map(|it| format!("axe, {scheme:?}: {it}")));
            let undecided = texts(&found["incomplete"]);
            self.undecided
                .extend(undecided.map(|it| format!("{path}, {scheme:?}: {it}")));
        }
    }
}

/// Brings axe into a page by the protocol, past the policy of the page.
fn axe() -> String {
    let script = fs::read_to_string(harness::axe()).unwrap();
    format!("{script}; 0")
}

/// Has axe look at the page; what it found, a line for each rule.
fn axe_run() -> String {
    format!(
        "axe.run({{runOnly: {}}}).then((found) => {{
            const told = (rules) => rules.map((rule) => `${{rule.id}}: ` + rule.nodes.slice(0, 3)
                .map((it) => `${{it.target}} ${{it.failureSummary}}`).join(', '));
            return {{
                violations: told(found.violations),
                incomplete: told(found.incomplete),
                passes: found.passes.length,
            }};
        }})",
        json!(AXE_TAGS)
    )
}

fn texts(list: &Value) -> impl Iterator<Item = String> {
    let list = list.as_array().cloned().unwrap_or_default().into_iter();
    list.map(|it| it.as_str().unwrap_or_default().to_owned())
}

fn set(tab: &mut Tab, width: u32, scheme: Scheme) {
    tab.set_width(width);
    tab.set_scheme(scheme);
    let is_dark = scheme == Scheme::Dark;
    tab.until(&format!(
        "innerWidth === {width} && matchMedia('(prefers-color-scheme: dark)').matches === {is_dark}"
    ));
}

#[expect(
    clippy::print_stdout,
    reason = "what axe cannot tell is for a person to look at"
)]
fn every_page_is_sound(language: &str) {
    let shown = Shown::begin(VARIED);
    let mut look = Look::begin(&shown, language);
    let examples = || ROWS.iter().flat_map(|row| row.examples);
    let who: BTreeSet<Option<Role>> = examples().map(|example| example.by).collect();
    for by in who {
        let mut tab = by.map_or_else(|| shown.tab(Scripts::On), |role| shown.tab_of(role));
        for example in examples().filter(|example| example.by == by) {
            look.visit(&mut tab, example);
        }
    }
    println!("heaviest: {:?}", look.heaviest);
    for undecided in look.undecided {
        println!("axe cannot tell: {undecided}");
    }
    assert!(look.faults.is_empty(), "\n{}\n", look.faults.join("\n"));
}

/// A page with faults for a look and for axe to find.
const FAULTY: &str = "data:text/html,<!doctype html><html lang='ru'><title>x</title><main>\
    <h1>x</h1><h1>x</h1><p style='width:30rem'>x</p><button></button>\
    <script>console.warn('x'); fetch('http://127.0.0.1:9/')</script></main>";

#[test]
fn a_faulty_page_is_found_out() {
    let browser = Browser::start();
    let mut tab = browser.tab(&browser.reader());
    tab.open(FAULTY);
    assert_eq!(tab.value(FACTS)["headings"], 2);
    let complaints = tab.complaints().join("\n");
    assert!(complaints.contains("console: "), "{complaints}");
    assert!(complaints.contains("request: "), "{complaints}");
    assert!(tab.asked().iter().any(|it| it == "http://127.0.0.1:9/"));
    set(&mut tab, WIDE, Scheme::Light);
    assert_eq!(tab.value(OVERFLOW), json!([]));
    set(&mut tab, NARROW, Scheme::Light);
    assert_eq!(tab.value(OVERFLOW), json!(["P.null"]));
    tab.value(&axe());
    let violations = tab.value(&axe_run())["violations"].to_string();
    assert!(violations.contains("button-name: "), "{violations}");
}

#[test]
fn every_page_is_sound_in_kazakh() {
    every_page_is_sound("kk");
}

#[test]
fn every_page_is_sound_in_russian() {
    every_page_is_sound("ru");
}

#[test]
fn every_page_is_sound_in_english() {
    every_page_is_sound("en");
}
