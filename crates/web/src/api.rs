//! The API, version 1: what the pages say, for programs.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use medreg_domain::{CourtCode, EntryNo, RegionCode};
use medreg_node::query::{Figures, Found, Moment, Order};
use serde::Serialize;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

mod facts;
mod oversight;
mod told;

pub(crate) use facts::to_the_hour;
use told::{list, one};

/// Entries of a page where no number is asked for.
const LIMIT: usize = 50;

/// Every address of the API, below its version.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/entries", get(entries))
        .route("/entries/{entry_no}", get(entry))
        .route("/courts", get(courts))
        .route("/courts/{code}", get(court))
        .route("/regions", get(regions))
        .route("/categories", get(categories))
        .route("/indicators", get(indicators))
        .route("/statistics/{indicator}", get(statistics))
        .merge(oversight::routes())
}

impl Asked {
    /// Answers a program with a document; what is wrong becomes one too.
    async fn document<Q: Send + 'static, L: Serialize + 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
    ) -> Response {
        let write = |seen: L| Json(seen).into_response();
        self.document_by(site, read, look, write).await
    }

    /// The same, where the answer is more than what was seen.
    async fn document_by<Q: Send + 'static, L: 'static>(
        self,
        site: Site,
        read: impl FnOnce(&mut Parameters, &Self) -> Q,
        look: impl FnOnce(&Site, &Self, &Moment<'_>, Q) -> Result<L, Problem> + Send + 'static,
        write: impl FnOnce(L) -> Response + Send + 'static,
    ) -> Response {
        let answered = self.answer(&site, read, look, write).await;
        answered.unwrap_or_else(|problem| problem.document(self.told_in()))
    }
}

/// Reads no parameter.
fn nothing(_: &mut Parameters, _: &Asked) {}

async fn entries(State(site): State<Site>, asked: Asked) -> Response {
    let query = asked.query().to_owned();
    let read = |parameters: &mut Parameters, asked: &Asked| {
        question::find(parameters, asked.sight(), (LIMIT, Order::Number))
    };
    asked
        .document_by(
            site,
            read,
            |_, _, moment, find| Ok(moment.find(&find)?),
            move |found| listed(&query, found),
        )
        .await
}

fn listed(asked: &str, found: Found) -> Response {
    let at = ("/api/v1/entries".to_owned(), asked.to_owned());
    let next = found.next.as_ref();
    let next = next.map(|next| ("cursor", next.to_string()));
    with_next(Json(found).into_response(), at, next)
}

/// A list with the link to what follows it (RFC 8288): the address asked for, with its
/// parameters, but for where it goes on.
fn with_next(
    mut response: Response,
    (path, asked): (String, String),
    next: Option<(&str, String)>,
) -> Response {
    let next = next.map(|(name, place)| {
        let kept = form_urlencoded::parse(asked.as_bytes());
        let kept = kept.filter(|(name, _)| name != "cursor" && name != "page");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair(name, &place);
        format!("<{path}?{}>; rel=\"next\"", query.finish())
    });
    if let Some(link) = next.and_then(|link| HeaderValue::from_str(&link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

async fn entry(State(site): State<Site>, Path(entry_no): Path<String>, asked: Asked) -> Response {
    let read =
        |parameters: &mut Parameters, asked: &Asked| question::as_of(parameters, asked.today);
    asked
        .document(site, read, move |_, asked, moment, as_of| {
            let entry_no: EntryNo = question::named(&entry_no)?;
            let shown = moment.entry_with_all(entry_no, as_of, asked.sight())?;
            Ok(one(moment, Some(as_of), shown))
        })
        .await
}

async fn statistics(
    State(site): State<Site>,
    Path(indicator): Path<String>,
    asked: Asked,
) -> Response {
    let indicator = match question::indicator(&indicator) {
        Ok(indicator) => indicator,
        Err(unknown) => return unknown.document(asked.told_in()),
    };
    let read = move |parameters: &mut Parameters, asked: &Asked| {
        question::figures(parameters, indicator, asked.sight())
    };
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, figures: Figures| {
        let envelope = one(moment, Some(figures.as_of), json!({}));
        Ok((moment.figures(&figures)?, envelope))
    };
    asked
        .document_by(site, read, look, |(counted, mut envelope)| {
            if let (Value::Object(envelope), Value::Object(answer)) =
                (&mut envelope, json!(counted.answer()))
            {
                envelope.extend(answer);
            }
            Json(envelope).into_response()
        })
        .await
}

async fn courts(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, asked: &Asked| {
        (
            parameters.one::<RegionCode>("region"),
            question::as_of(parameters, asked.today),
        )
    };
    asked
        .document(site, read, |_, _, moment, (region, as_of)| {
            let items = facts::courts(moment, region, as_of);
            Ok(list(moment, Some(as_of), items))
        })
        .await
}

async fn court(State(site): State<Site>, Path(code): Path<String>, asked: Asked) -> Response {
    asked
        .document(site, nothing, move |_, _, moment, ()| {
            let code: CourtCode = question::named(&code)?;
            let court = facts::court(moment, code);
            let unknown = || Problem::not_found(format!("there is no court {code}"));
            Ok(one(moment, None, court.ok_or_else(unknown)?))
        })
        .await
}

async fn regions(State(site): State<Site>, asked: Asked) -> Response {
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        Ok(list(moment, None, facts::regions(moment)))
    };
    asked.document(site, nothing, look).await
}

async fn categories(State(site): State<Site>, asked: Asked) -> Response {
    let look = |_: &Site, _: &Asked, moment: &Moment<'_>, ()| {
        Ok(list(moment, None, facts::categories(moment)))
    };
    asked.document(site, nothing, look).await
}

async fn indicators(State(site): State<Site>, asked: Asked) -> Response {
    let look =
        |_: &Site, _: &Asked, moment: &Moment<'_>, ()| Ok(list(moment, None, facts::indicators()));
    asked.document(site, nothing, look).await
}
