//! The API, version 1: what the pages say, for programs.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use medreg_domain::{CourtCode, EntryNo};
use medreg_node::query::{DISCLAIMER, EntryAnswer, Found, Order};
use medreg_projections::Views;
use serde_json::{Value, json};

use crate::language::Language;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::question;
use crate::site::Site;

mod facts;
mod table;

pub(crate) use facts::to_the_hour;
use table::Form;

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
}

/// A problem in the language a program asks for.
struct Refused(Language, Problem);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.1.document(self.0)
    }
}

type Answer<T> = Result<T, Refused>;

/// Reads the parameters, asks, and answers; what fails is said in the language asked for.
async fn answered<Q: Send + 'static, T: Send + 'static>(
    site: Site,
    headers: &HeaderMap,
    RawQuery(query): RawQuery,
    read: impl FnOnce(&mut Parameters, &Site) -> Q,
    ask: impl FnOnce(&Site, Q) -> Result<T, Problem> + Send + 'static,
) -> Answer<T> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|header| header.to_str().ok());
    let language = accepted.map_or(Language::En, Language::accepted);
    let mut parameters = Parameters::of(&query.unwrap_or_default());
    let question = read(&mut parameters, &site);
    let refused = |problem| Refused(language, problem);
    parameters
        .finish()
        .map_err(|errors| refused(errors.into()))?;
    site.answer(move |site| ask(site, question))
        .await
        .map_err(refused)
}

/// The value of a part of the path.
fn named<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|error| Problem::not_found(format!("{error}")))
}

async fn entries(
    State(site): State<Site>,
    headers: HeaderMap,
    query: RawQuery,
) -> Answer<Response> {
    let asked = query.0.clone().unwrap_or_default();
    let found = answered(
        site,
        &headers,
        query,
        |parameters, site| question::find(parameters, site.clock().today(), (LIMIT, Order::Number)),
        |site, find| Ok(site.queries().find(&find)?),
    );
    Ok(listed(&asked, found.await?))
}

/// A list with the link to what follows it (RFC 8288).
fn listed(asked: &str, found: Found) -> Response {
    let next = found.next.map(|next| {
        let kept = form_urlencoded::parse(asked.as_bytes());
        let kept = kept.filter(|(name, _)| name != "cursor" && name != "page");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .extend_pairs(kept)
            .append_pair("cursor", &next.to_string());
        format!("</api/v1/entries?{}>; rel=\"next\"", query.finish())
    });
    let mut response = Json(found).into_response();
    if let Some(link) = next.and_then(|link| HeaderValue::from_str(&link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

async fn entry(
    State(site): State<Site>,
    Path(entry_no): Path<String>,
    headers: HeaderMap,
    query: RawQuery,
) -> Answer<Json<EntryAnswer>> {
    let read = |parameters: &mut Parameters, site: &Site| {
        question::as_of(parameters, site.clock().today())
    };
    answered(site, &headers, query, read, move |site, as_of| {
        let entry_no: EntryNo = named(&entry_no)?;
        Ok(Json(site.queries().shown(
            entry_no,
            as_of,
            site.clock().today(),
        )?))
    })
    .await
}

async fn statistics(
    State(site): State<Site>,
    Path(name): Path<String>,
    headers: HeaderMap,
    query: RawQuery,
) -> Answer<Response> {
    let (form, indicator) = Form::of(&name, &headers);
    let read = move |parameters: &mut Parameters, site: &Site| {
        question::figures(parameters, &indicator, site.clock().today())
    };
    let answer = answered(site, &headers, query, read, move |site, figures| {
        let answer = site.queries().statistics(&figures)?;
        Ok(match form {
            Form::Csv => table::csv(&answer, &figures.by)?,
            Form::Json => {
                let mut answer = json!(answer);
                answer["disclaimer"] = json!(DISCLAIMER);
                Json(answer).into_response()
            }
        })
    });
    let mut response = answer.await?;
    let accept = HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, accept);
    Ok(response)
}

async fn courts(
    State(site): State<Site>,
    headers: HeaderMap,
    query: RawQuery,
) -> Answer<Json<Value>> {
    let read = |parameters: &mut Parameters, site: &Site| {
        (
            parameters.one("region"),
            question::as_of(parameters, site.clock().today()),
        )
    };
    answered(site, &headers, query, read, |site, (region, as_of)| {
        Ok(Json(facts::courts(&site.queries().views(), region, as_of)))
    })
    .await
}

async fn court(
    State(site): State<Site>,
    Path(code): Path<String>,
    headers: HeaderMap,
    query: RawQuery,
) -> Answer<Json<Value>> {
    answered(
        site,
        &headers,
        query,
        |_, _| (),
        move |site, ()| {
            let code: CourtCode = named(&code)?;
            let court = facts::court(&site.queries().views(), code);
            let unknown = || Problem::not_found(format!("there is no court {code}"));
            Ok(Json(court.ok_or_else(unknown)?))
        },
    )
    .await
}

async fn regions(site: State<Site>, headers: HeaderMap, query: RawQuery) -> Answer<Json<Value>> {
    told(site, headers, query, facts::regions).await
}

async fn categories(site: State<Site>, headers: HeaderMap, query: RawQuery) -> Answer<Json<Value>> {
    told(site, headers, query, facts::categories).await
}

async fn indicators(site: State<Site>, headers: HeaderMap, query: RawQuery) -> Answer<Json<Value>> {
    told(site, headers, query, |_| facts::indicators()).await
}

/// Tells facts that take no parameter.
async fn told(
    State(site): State<Site>,
    headers: HeaderMap,
    query: RawQuery,
    tell: impl FnOnce(&Views) -> Value + Send + 'static,
) -> Answer<Json<Value>> {
    let read = |_: &mut Parameters, _: &Site| ();
    answered(site, &headers, query, read, |site, ()| {
        Ok(Json(tell(&site.queries().views())))
    })
    .await
}
