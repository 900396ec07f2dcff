//! Findings: what somebody should look at, with the law each rule serves.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_node::query::{FindingShown, FindingsAsked, Moment};
use medreg_projections::{Rule, Severity};
use strum::VariantArray;

use super::super::frame::Frame;
use super::super::options::Choice;
use super::super::tag::Tag;
use super::{DeskLink, court_choices, desk, ensure, frame, range, tag, word_choices};
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::{self, AUDITORS};
use crate::site::Site;

#[derive(Template)]
#[template(path = "findings.html")]
struct FindingsPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    /// For each severity, how many, and since when the oldest stands.
    counts: Vec<(String, usize, Option<chrono::NaiveDate>)>,
    rules: Vec<Choice>,
    courts: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<FindingRow>,
    is_open: bool,
    total: usize,
    first: usize,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Clone, Debug)]
struct FindingRow {
    shown: FindingShown,
    title: String,
    text: String,
    tag: Option<Tag>,
    subjects: Vec<Subject>,
    closed: Option<String>,
    /// Where the rule stands that it serves.
    law: Option<String>,
}

/// What a finding is about, and where to look at it.
#[derive(Clone, Debug)]
struct Subject {
    word: String,
    text: String,
    href: Option<String>,
}

pub(in crate::page) async fn findings(State(site): State<Site>, asked: Asked) -> Response {
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, wanted| {
        ensure(asked, &AUDITORS)?;
        let (wanted, page): (FindingsAsked, usize) = wanted;
        let found = moment.findings(&wanted)?;
        let (language, reference) = (asked.language(), moment.reference());
        let frame = frame(site, asked, moment);
        let counted = [Severity::Breach, Severity::Warning, Severity::Hint].map(|severity| {
            let count = found.by_severity.get(&severity).copied().unwrap_or(0);
            let word = language.word("severity", <&str>::from(severity));
            (word, count, found.oldest.get(&severity).copied())
        });
        let shown = wanted.skip + found.items.len();
        let at = |page: usize| frame.here("page", Some(&page.to_string()));
        let rules = Rule::VARIANTS.iter().map(Into::into);
        let states = ["open", "closed"].into_iter();
        Ok(FindingsPage {
            desk: desk(asked, &frame),
            counts: counted.into_iter().collect(),
            rules: word_choices(language, "rule", rules),
            courts: court_choices(language, reference),
            states: word_choices(language, "finding-state", states),
            rows: found
                .items
                .into_iter()
                .map(|finding| row(&frame, language, finding))
                .collect(),
            is_open: wanted.state == medreg_node::query::FindingState::Open,
            total: found.total,
            first: wanted.skip + 1,
            previous: (page > 1).then(|| at(page - 1)),
            next: (shown < found.total).then(|| at(page + 1)),
            frame,
        })
    };
    asked.page(site, oversight::findings, look).await
}

fn row(frame: &Frame, language: Language, shown: FindingShown) -> FindingRow {
    let subjects = shown.subjects.iter();
    let closed = shown.closed_on.map(|on| {
        let by = shown.closed_by.as_ref();
        let by = by.map(|by| language.word("finding_closure", <&str>::from(by)));
        format!("{}: {}", language.date(on), by.unwrap_or_default())
    });
    FindingRow {
        title: language.word("rule", shown.rule),
        text: language.t(&format!("rule-{}.text", shown.rule)),
        tag: shown
            .severity
            .map(|severity| severity_tag(language, severity)),
        subjects: subjects.map(|it| subject(frame, language, it)).collect(),
        closed,
        law: shown.law.as_deref().map(|law| language.citation(law)),
        shown,
    }
}

fn severity_tag(language: Language, severity: Severity) -> Tag {
    let drawn = match severity {
        Severity::Breach => ("mr-bad", "warning"),
        Severity::Warning => ("mr-warn", "lapsed"),
        Severity::Hint => ("mr-info", "unknown"),
    };
    tag(
        language,
        drawn,
        &format!("severity-{}", <&str>::from(severity)),
    )
}

/// A subject such as `entry/KZ-75-012-2025-00041`, led to where a page tells of it.
fn subject(frame: &Frame, language: Language, text: &str) -> Subject {
    let (kind, name) = text.split_once('/').unwrap_or(("finding", text));
    let href = match kind {
        "entry" => Some(frame.entry(name)),
        "court" => Some(frame.court(name)),
        "fund" => Some(frame.to(&format!("/federal/fees/{name}"))),
        _ => None,
    };
    Subject {
        word: language.word("subject", kind),
        text: name.to_owned(),
        href,
    }
}

impl FindingsPage {
    /// Which of how many are shown.
    fn range(&self) -> String {
        let last = self.first + self.rows.len() - 1;
        range(&self.frame, (self.first, last), self.total)
    }
}
