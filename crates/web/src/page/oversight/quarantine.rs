//! What could not enter the history: by court, why, and what is to be done.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::Source;
use medreg_node::federal::held::{Held, KeptAside};
use medreg_node::federal::quarantine::Reason;
use medreg_node::query::Moment;
use strum::VariantArray;

use super::super::frame::Frame;
use super::super::options::Choice;
use super::{DeskLink, court_choices, court_name, desk, frame, range, word_choices};
use crate::asked::Asked;
use crate::language::Language;
use crate::oversight::{KeptAsked, expected};
use crate::site::Site;

#[derive(Template)]
#[template(path = "quarantine.html")]
struct QuarantinePage {
    frame: Frame,
    desk: Vec<DeskLink>,
    queue: Vec<QueueRow>,
    rows: Vec<KeptRow>,
    total: usize,
    courts: Vec<Choice>,
    reasons: Vec<Choice>,
}

/// One source that has something kept aside.
#[derive(Clone, Debug)]
struct QueueRow {
    held: Held,
    name: String,
    href: Option<String>,
    is_here: bool,
    word: String,
    since: String,
}

#[derive(Clone, Debug)]
struct KeptRow {
    item: KeptAside,
    name: String,
    word: String,
    text: String,
    /// What a rule's own code says, where the reason is one.
    said: Option<String>,
    since: String,
    /// The event that the office waits for; none where nobody knows whose it is.
    expected: Option<u64>,
}

pub(in crate::page) async fn quarantine(State(site): State<Site>, asked: Asked) -> Response {
    let kept = KeptAsked::ask(&site, &asked).await;
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, _| {
        let (wanted, kept) = kept?;
        let (language, reference) = (asked.language(), moment.reference());
        let frame = frame(site, asked, moment);
        let name = |source: Option<Source>| match source.map(Source::court) {
            Some(Some(code)) => court_name(language, reference, code),
            Some(None) => language.t("subject-office"),
            None => language.t("quarantine-nobody"),
        };
        let queue = kept.held.iter().map(|held| {
            let court = held.source.and_then(Source::court);
            QueueRow {
                name: name(held.source),
                href: court.map(|code| frame.here("court", Some(&code.to_string()))),
                is_here: court.is_some() && court == wanted.court,
                word: language.word("kept", held.reason.as_str()),
                since: language.instant(held.since),
                held: held.clone(),
            }
        });
        let sources = moment.views().sources();
        let rows = kept.items.iter().map(|item| KeptRow {
            expected: item.source.map(|source| expected(sources, source)),
            ..row(language, item, name(item.source))
        });
        let reasons = Reason::VARIANTS.iter().map(|reason| reason.as_str());
        Ok(QuarantinePage {
            desk: desk(asked, &frame),
            queue: queue.collect(),
            rows: rows.collect(),
            total: kept.total,
            courts: court_choices(language, reference),
            reasons: word_choices(language, "kept", reasons),
            frame,
        })
    };
    asked.page(site, KeptAsked::of, look).await
}

fn row(language: Language, item: &KeptAside, name: String) -> KeptRow {
    let reason = item.reason.as_str();
    KeptRow {
        name,
        word: language.word("kept", reason),
        text: language.t(&format!("kept-{reason}.text")),
        said: language.find(&format!("code-{}", item.detail), None),
        since: language.instant(item.kept_at),
        expected: None,
        item: item.clone(),
    }
}

impl QuarantinePage {
    /// Which of how many are shown.
    fn range(&self) -> String {
        range(&self.frame, (1, self.rows.len()), self.total)
    }

    /// Which event of its court the office expects, and which came.
    fn expected(&self, row: &KeptRow) -> String {
        let Some(expected) = row.expected else {
            return self.frame.t("quarantine-unreadable");
        };
        let expected = self.frame.number(expected);
        let Some(came) = row.item.courtseq else {
            return self
                .frame
                .with("quarantine-unread", "expected", expected.as_str());
        };
        let came = self.frame.number(came);
        let put = [("expected", expected.as_str()), ("came", came.as_str())];
        self.frame.language.with("quarantine-came", &put)
    }
}
