//! Who looked at what is not public: the newest reads first, for auditors.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_node::query::Moment;

use super::frame::Frame;
use super::oversight::{DeskLink, desk};
use super::plain::Plain;
use super::written;
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::signing::Signing;
use crate::signing::record::AccessRecord;
use crate::site::Site;
use crate::viewer::Role;

/// Reads of a page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "reads.html")]
struct ReadsPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    rows: Vec<Row>,
    total: u64,
    /// The numbers at which the pages before and after this one begin.
    older: Option<u64>,
    newer: Option<u64>,
}

struct Row {
    no: u64,
    at: String,
    who: String,
    role: String,
    by: String,
    route: String,
    subject: String,
}

impl Row {
    fn of(language: Language, record: &AccessRecord) -> Self {
        let AccessRecord { no, read } = record;
        let subject = read.subject.iter();
        let subject = subject.map(|(name, value)| format!("{name}={value}"));
        Self {
            no: *no,
            at: language.instant(read.at),
            who: read.account.clone(),
            role: language.word("role", read.role),
            by: language.word("by", <&str>::from(read.by)),
            route: read.route.clone(),
            subject: subject.collect::<Vec<_>>().join(", "),
        }
    }
}

pub(super) async fn reads(State(site): State<Site>, asked: Asked) -> Response {
    let signing = site.signing().cloned();
    let language = asked.language();
    let read = |parameters: &mut Parameters, _: &Asked| parameters.number("from", 1, usize::MAX);
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, from: Option<usize>| {
        asked.viewer.ensure(&[Role::Auditor])?;
        let frame = asked.frame(site, moment, asked.today, "section-reads");
        Ok((desk(asked, &frame), frame, from))
    };
    asked
        .page_by(
            site,
            read,
            look,
            move |(desk, frame, from)| match ReadsPage::of((desk, frame), signing.as_ref(), from) {
                Ok(page) => written(StatusCode::OK, &page, language),
                Err(problem) => problem.document(language),
            },
        )
        .await
}

impl ReadsPage {
    fn of(
        (desk, frame): (Vec<DeskLink>, Frame),
        signing: Option<&Signing>,
        from: Option<usize>,
    ) -> Result<Self, Problem> {
        let total = signing.map_or(0, Signing::records_last);
        let newest = (total + 1).saturating_sub(PAGE).max(1);
        let first = from.map_or(newest, |from| from as u64);
        let found = signing
            .map(|signing| signing.records(first, 50))
            .transpose();
        let found = found.map_err(|error| Problem::internal(&error))?;
        let records = found.unwrap_or_default();
        let rows = records.iter().rev();
        let rows = rows.map(|record| Row::of(frame.language, record));
        Ok(Self {
            rows: rows.collect(),
            total,
            older: (first > 1).then(|| first.saturating_sub(PAGE).max(1)),
            newer: (first + PAGE <= total).then(|| first + PAGE),
            desk,
            frame,
        })
    }

    fn from(&self, first: impl Plain<u64>) -> String {
        self.frame.here("from", Some(&first.plain().to_string()))
    }
}
