//! Whether the log can be trusted: its newest checkpoint, how to check it, and what that does
//! not prove.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use medreg_node::published::{Continuation, Published, PublishedCheckpoint};
use medreg_node::query::Moment;

use super::super::frame::Frame;
use super::super::{problem, written};
use super::{DeskLink, desk, frame};
use crate::asked::Asked;
use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;

/// Checkpoints of the list.
const KEPT: usize = 20;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    desk: Vec<DeskLink>,
    newest: Option<CheckpointRow>,
    kept: Vec<CheckpointRow>,
    kept_count: usize,
    continuation: Option<Continuation>,
}

#[derive(Clone, Debug)]
struct CheckpointRow {
    size: u64,
    /// The size in words.
    records: String,
    root: String,
    note: String,
    signers: String,
    written: String,
}

/// Two sizes, of which the later is asked to continue the earlier.
#[derive(Clone, Copy, Debug, Default)]
struct Sizes {
    old: Option<u64>,
    new: Option<u64>,
}

impl Sizes {
    fn of(parameters: &mut Parameters, _: &Asked) -> Self {
        Self {
            old: parameters.one("a"),
            new: parameters.one("b"),
        }
    }
}

pub(in crate::page) async fn audit(State(site): State<Site>, asked: Asked) -> Response {
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, sizes: Sizes| {
        let frame = frame(site, asked, moment);
        Ok((desk(asked, &frame), frame, sizes))
    };
    let (office, told, again) = (site.office().clone(), site.clone(), asked.clone());
    let write = move |(desk, frame, sizes): (Vec<DeskLink>, Frame, Sizes)| {
        let language = frame.language;
        match page(office.published(), (desk, frame), sizes) {
            Ok(page) => written(StatusCode::OK, &page, language),
            Err(found) => problem(&told, &again, &found),
        }
    };
    asked.page_by(site, Sizes::of, look, write).await
}

fn page(
    published: &Published,
    (desk, frame): (Vec<DeskLink>, Frame),
    sizes: Sizes,
) -> Result<AuditPage, Problem> {
    let newest = published.checkpoint()?;
    let size = newest.as_ref().map_or(0, |it| it.checkpoint.size);
    let continuation = match sizes {
        Sizes {
            old: None,
            new: None,
        } => None,
        Sizes { old, new } => {
            let (old, new) = (old.unwrap_or(size), new.unwrap_or(size));
            let refused = || {
                let detail = format!(
                    "the sizes are 1 to {size}, the earlier one first, not {old} and {new}"
                );
                Problem::new(StatusCode::BAD_REQUEST, "SIZES_OUT_OF_RANGE", detail)
            };
            let found = published.continuation(old, new)?.filter(|_| old > 0);
            Some(found.ok_or_else(refused)?)
        }
    };
    let (kept, kept_count) = published.kept(KEPT)?;
    let language = frame.language;
    let row = |it: &PublishedCheckpoint| row(language, it);
    Ok(AuditPage {
        newest: newest.as_ref().map(row),
        kept: kept.iter().map(row).collect(),
        kept_count,
        continuation,
        desk,
        frame,
    })
}

fn row(language: Language, it: &PublishedCheckpoint) -> CheckpointRow {
    CheckpointRow {
        size: it.checkpoint.size,
        records: language.n("audit-records", it.checkpoint.size),
        root: it.checkpoint.root.to_string(),
        note: it.note.clone(),
        signers: it.signers.join(", "),
        written: language.instant(it.written_at),
    }
}

/// From the form for a record to the record.
pub(in crate::page) async fn log(State(site): State<Site>, asked: Asked) -> Response {
    let Some(language) = asked.language else {
        return asked.nowhere(&site);
    };
    let mut parameters = Parameters::of(asked.query());
    let index: Option<u64> = parameters.one("index");
    match (parameters.finish(), index) {
        (Err(errors), _) => problem(&site, &asked, &errors.into()),
        (Ok(()), Some(index)) => {
            let to = format!("/{}/audit/log/{index}", language.code());
            Redirect::to(&to).into_response()
        }
        (Ok(()), None) => {
            let to = format!("/{}/audit", language.code());
            Redirect::to(&to).into_response()
        }
    }
}
