//! What people and scripts see: data on stdout, everything else on stderr.

#![expect(clippy::print_stderr, reason = "this is where the program speaks")]

use std::io::{IsTerminal, Write};
use std::time::Duration;

use comfy_table::Table;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::json;

use crate::exit::Failure;

/// A line of data.
pub(crate) fn line(text: &str) {
    // A reader that closed the pipe has seen enough.
    drop(writeln!(std::io::stdout(), "{text}"));
}

/// A document for scripts.
pub(crate) fn json(value: &impl Serialize) {
    match serde_json::to_string(value) {
        Ok(text) => line(&text),
        Err(error) => note(&error.to_string()),
    }
}

/// A word to the person at the terminal.
pub(crate) fn note(text: &str) {
    eprintln!("{text}");
}

/// Tells why a command failed.
pub(crate) fn failure(failure: &Failure) {
    let Failure::Refused {
        rejection,
        json: as_json,
    } = failure
    else {
        note(&format!("medreg: {failure}"));
        return;
    };
    if *as_json {
        let (code, article) = (rejection.code.as_str(), rejection.code.article());
        json(&json!({"refused": {"code": code, "article": article, "detail": rejection.detail}}));
    }
    note(&failure.to_string());
}

/// A table.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    line(&render(header, rows).to_string());
}

/// A table to be drawn elsewhere.
pub(crate) fn render(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    table
}

/// Clears the terminal and draws a page with what was said before it, where there is one; else
/// prints it.
pub(crate) fn page(said: &str, text: &str) {
    if std::io::stderr().is_terminal() {
        eprintln!("\x1b[2J\x1b[H{said}\n{text}");
    } else {
        eprintln!("{text}");
    }
}

/// A bar on a terminal; a line every few seconds elsewhere.
pub(crate) fn progress(what: &'static str, total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    let style =
        ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}

/// Tells how far long work has come where no bar can be drawn.
#[derive(Debug)]
pub(crate) struct Ticker {
    what: &'static str,
    said: std::time::Instant,
}

impl Ticker {
    const EVERY: Duration = Duration::from_secs(5);

    pub(crate) fn new(what: &'static str) -> Self {
        Self {
            what,
            said: std::time::Instant::now(),
        }
    }

    pub(crate) fn tick(&mut self, position: u64) {
        if !std::io::stderr().is_terminal() && self.said.elapsed() >= Self::EVERY {
            self.said = std::time::Instant::now();
            note(&format!("{}: {position}", self.what));
        }
    }
}
