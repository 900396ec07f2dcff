//! The releases of figures, the newest first: of when, what may be downloaded, and how anybody
//! checks that it is what was released.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_node::query::{Moment, hex};
use medreg_projections::Release;
use medreg_projections::statistics::Period;

use super::period;
use crate::api::archive;
use crate::asked::Asked;
use crate::language::Language;
use crate::page::frame::Frame;
use crate::parameters::Parameters;
use crate::site::Site;

#[derive(Template)]
#[template(path = "releases.html")]
struct ReleasesPage {
    frame: Frame,
    rows: Vec<Row>,
}

/// A release.
#[derive(Clone, Debug)]
struct Row {
    /// Its quarter as a question names it, and in words.
    quarter: String,
    period: String,
    on: String,
    position: String,
    /// The hash of the list of its tables, as `sha256sum` writes it.
    hash: String,
    archive: String,
}

impl Row {
    fn of(language: Language, (of, release): (&Period, &Release)) -> Self {
        let quarter = of.to_string();
        Self {
            period: period::short(language, &quarter),
            on: language.date(release.on),
            position: language.number(release.position),
            hash: hex(&release.tables_hash.0),
            archive: archive(*of),
            quarter,
        }
    }
}

pub(crate) async fn releases(State(site): State<Site>, asked: Asked) -> Response {
    let read = |_: &mut Parameters, _: &Asked| ();
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, ()| {
        let frame = asked.frame(site, moment, asked.today, "section-statistics");
        let releases = moment.views().releases().iter().rev();
        let rows = releases.map(|release| Row::of(frame.language, release));
        Ok(ReleasesPage {
            rows: rows.collect(),
            frame,
        })
    };
    asked.page(site, read, look).await
}
