//! One record of the log: word for word for who may read it, its hash and source for everybody.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use medreg_domain::visibility::Audience;
use medreg_log::Leaf;
use medreg_node::published::Published;
use medreg_node::query::{EventPlace, Moment};

use super::super::asked::Named;
use super::super::frame::Frame;
use super::super::{problem, written};
use super::{DeskLink, court_name, desk, frame};
use crate::asked::Asked;
use crate::log;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    index: u64,
    size: u64,
    /// The size in words.
    lead: String,
    hash: String,
    source: String,
    source_name: String,
    /// The record, for who may read it.
    read: Option<Read>,
}

/// What only some may read.
#[derive(Clone, Debug)]
struct Read {
    id: String,
    courtseq: u64,
    recorded_at: String,
    text: String,
    signature: String,
}

/// What was looked up of a record before the views were let go.
struct Found {
    frame: Frame,
    desk: Vec<DeskLink>,
    event: EventPlace,
    source_name: String,
    reads: bool,
}

pub(in crate::page) async fn record(
    State(site): State<Site>,
    named: Named,
    asked: Asked,
) -> Response {
    let text = named.0.1;
    let look = move |site: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        let none = |_| Problem::not_found(format!("`{text}` is not a position such as 90431"));
        let index: u64 = text.parse().map_err(none)?;
        let event = moment.event_at(index)?;
        let frame = frame(site, asked, moment);
        let source_name = match event.source.court() {
            Some(code) => court_name(asked.language(), moment.reference(), code),
            None => frame.t("subject-office"),
        };
        Ok(Found {
            reads: event.least == Audience::Public || log::reads_events(asked),
            desk: desk(asked, &frame),
            frame,
            event,
            source_name,
        })
    };
    let (office, told, again) = (site.office().clone(), site.clone(), asked.clone());
    let write = move |found: Found| {
        let language = found.frame.language;
        match page(office.published(), found) {
            Ok(page) => written(StatusCode::OK, &page, language),
            Err(found) => problem(&told, &again, &found),
        }
    };
    let read = |_: &mut Parameters, _: &Asked| ();
    asked.page_by(site, read, look, write).await
}

fn page(published: &Published, found: Found) -> Result<RecordPage, Problem> {
    let event = &found.event;
    let covering = published.checkpoint()?;
    let covering = covering.filter(|it| event.position < it.checkpoint.size);
    let covering = covering.ok_or_else(|| log::not_yet(event.position))?;
    let reader = published.reader(&covering.checkpoint);
    let hash = reader.hash(0, event.position).map_err(|error| {
        let error: medreg_node::published::PublishedError = error.into();
        Problem::from(error)
    })?;
    let read = if found.reads {
        let leaf = reader.leaf(event.position).map_err(|error| {
            let error: medreg_node::published::PublishedError = error.into();
            Problem::from(error)
        })?;
        Some(read(&found, &leaf)?)
    } else {
        None
    };
    Ok(RecordPage {
        index: event.position,
        size: covering.checkpoint.size,
        lead: found
            .frame
            .language
            .n("record-lead", covering.checkpoint.size),
        hash: hash.to_string(),
        source: event.source.to_string(),
        source_name: found.source_name,
        read,
        desk: found.desk,
        frame: found.frame,
    })
}

/// The record laid out to be read; its line is what was signed.
fn read(found: &Found, leaf: &[u8]) -> Result<Read, Problem> {
    let leaf = Leaf::parse(leaf).map_err(|error| Problem::internal(&error))?;
    let line: serde_json::Value =
        serde_json::from_str(leaf.line()).map_err(|error| Problem::internal(&error))?;
    let text = serde_json::to_string_pretty(&line).map_err(|error| Problem::internal(&error))?;
    let signature = leaf
        .signature()
        .map_err(|error| Problem::internal(&error))?;
    Ok(Read {
        id: found.event.id.to_string(),
        courtseq: found.event.courtseq,
        recorded_at: found.frame.language.instant(found.event.recorded_at),
        signature: signature.name().to_owned(),
        text,
    })
}

impl RecordPage {
    /// The address of another record.
    fn at(&self, index: u64) -> String {
        self.frame.to(&format!("/audit/log/{index}"))
    }
}
