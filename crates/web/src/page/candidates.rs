//! The list to offer: never one name, in an order that nobody chose (R19).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use medreg_domain::rotation::{OFFERED_MAX, OFFERED_MIN};
use medreg_node::query::{Candidates, Narrowing, Offered};

use super::frame::Frame;
use super::options::{Choice, Choices, all_categories};
use super::search::Row;
use crate::asked::Asked;
use crate::look_up::JUDGES;
use crate::question::judge::candidates;
use crate::site::Site;

#[derive(Template)]
#[template(path = "candidates.html")]
struct ListPage {
    frame: Frame,
    choices: Choices,
    categories: Vec<Choice>,
    on: chrono::NaiveDate,
    listed: Option<Listed>,
}

/// A list as it is offered.
struct Listed {
    rows: Vec<Row>,
    eligible: usize,
    /// What would give more: words, address, number.
    widen: Vec<(String, String, usize)>,
}

pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Response {
    asked
        .page(site, candidates, |site, asked, moment, candidates| {
            asked.viewer.ensure(&JUDGES)?;
            let language = asked.language();
            let frame = asked.frame(site, moment, asked.today, "section-check");
            let reference = moment.reference();
            let listed = match &candidates {
                Some(candidates) => {
                    let offered = moment.candidates(candidates, asked.sight())?;
                    let rows = offered.items.iter();
                    let rows = rows.map(|shown| Row::of(language, reference, shown));
                    Some(Listed {
                        rows: rows.collect(),
                        eligible: offered.eligible,
                        widen: widen(&frame, candidates, &offered),
                    })
                }
                None => None,
            };
            Ok(ListPage {
                choices: Choices::of(language, reference, None),
                categories: all_categories(language, reference),
                on: candidates.as_ref().map_or(asked.today, |it| it.on),
                listed,
                frame,
            })
        })
        .await
}

/// Where a list is too short to choose from: each filter whose removal gives more.
fn widen(
    frame: &Frame,
    candidates: &Candidates,
    offered: &Offered,
) -> Vec<(String, String, usize)> {
    if offered.eligible >= OFFERED_MIN {
        return Vec::new();
    }
    let widen = offered.widen.iter().map(|widening| {
        let name: &'static str = widening.without.into();
        let to = match (widening.without, candidates.court) {
            (Narrowing::Court, Some(court)) => {
                let region = court.region().to_string();
                frame.here_with(&[("court", None), ("region", Some(&region))])
            }
            (
                Narrowing::Court | Narrowing::Category | Narrowing::Language | Narrowing::Place,
                _,
            ) => frame.here(name, None),
        };
        (frame.t(&format!("widen-{name}")), to, widening.eligible)
    });
    widen.collect()
}

impl ListPage {
    fn sizes() -> std::ops::RangeInclusive<usize> {
        OFFERED_MIN..=OFFERED_MAX
    }
}
