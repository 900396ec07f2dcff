//! Pictures of the main pages, for whoever reads the documents.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::browser::{Browser, Scheme};
use crate::demo::Demo;
use crate::trial::Knobs;

/// Large enough that lists and figures are not empty; equal knobs give an equal history.
const KNOBS: Knobs = Knobs {
    courts: 12,
    years: 2,
    procedures: 3000,
    seed: 7,
};

/// Bytes of one picture, at most: the repository is to stay small.
const BYTES_MAX: usize = 150_000;

/// A picture: its name, the page, and the colours. `{entry}` is the first entry found.
const PICTURES: &[(&str, &str, Scheme)] = &[
    ("start", "/ru", Scheme::Light),
    ("search", "/en/entries?q=ibr", Scheme::Light),
    ("entry", "/kk/entries/{entry}", Scheme::Light),
    ("check", "/en/check?person={entry}", Scheme::Light),
    (
        "calculator",
        "/en/rules/calc?channel=IN_COURT&agreement_on=2025-01-31&extend_1_days=20&extend_1_on=2025-02-20",
        Scheme::Light,
    ),
    ("statistics", "/ru/statistics", Scheme::Light),
    (
        "statistic",
        "/en/statistics/S16?by=region&period=2024-Q1..2025-Q3",
        Scheme::Dark,
    ),
    ("sync", "/kk/sync", Scheme::Light),
];

/// Writes every picture into a folder; their paths and sizes.
///
/// # Panics
///
/// If a page is not there, or a picture is too large.
pub fn paint(folder: &Path) -> Vec<(PathBuf, usize)> {
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let (demo, browser) = (Demo::show(KNOBS), Browser::start());
    let mut tab = browser.tab(&browser.reader());
    tab.open(&format!("{}/ru/entries", demo.address()));
    let first = tab.value("document.querySelector('.mr-row .mr-code').textContent");
    let first = first.as_str().expect("a number is text").to_owned();
    let painted = PICTURES.iter().map(|(name, page, scheme)| {
        tab.set_scheme(*scheme);
        let page = page.replace("{entry}", &first);
        let status = tab.open(&format!("{}{page}", demo.address()));
        assert_eq!(status, 200, "{page}");
        let picture = STANDARD.decode(tab.picture()).expect("base64");
        let bytes = picture.len();
        assert!(bytes <= BYTES_MAX, "{name}: {bytes} bytes");
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, bytes)
    });
    painted.collect()
}
