//! The history for whoever follows it: events in order, and as they come.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::Stream;
use futures::stream::unfold;
use medreg_node::query::{EVENTS_MAX, Moment, RecordedEvent};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;

use super::schema::{self, object};
use super::told::one;
use super::{Answer, Form, Operation, Parameter};
use crate::asked::Asked;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::site::Site;
use crate::viewer::Role;

/// Who reads the history.
const READERS: &[Role] = &[Role::Analyst, Role::Auditor];

/// The header by which a browser goes on where it was.
const LAST_EVENT_ID: &str = "last-event-id";

pub(super) const OPERATIONS: [Operation; 2] = [
    Operation {
        path: "/events",
        parts: &[],
        name: "events",
        roles: READERS,
        parameters: &[
            Parameter::optional("from", Form::Number(0, i64::MAX as u64)),
            Parameter::optional("limit", Form::Number(1, EVENTS_MAX as u64)),
        ],
        answer: Answer::Json(form),
        handler: || get(events),
    },
    Operation {
        path: "/events/stream",
        parts: &[],
        name: "events_stream",
        roles: READERS,
        parameters: &[Parameter::optional(
            "from",
            Form::Number(0, i64::MAX as u64),
        )],
        answer: Answer::Stream,
        handler: || get(stream),
    },
];

fn form() -> Value {
    let event = object([
        ("position", schema::count()),
        // Of any kind, and of kinds that are still to come: `docs/events.md` describes each.
        ("event", json!({"type": "object"})),
        ("signature", schema::text()),
    ]);
    schema::told(object([
        ("items", schema::list_of(event)),
        ("next", schema::or_null(schema::count())),
        ("total", schema::count()),
    ]))
}

/// The position to begin at.
fn from(parameters: &mut Parameters) -> Option<u64> {
    let from = parameters.number("from", 0, usize::MAX >> 1);
    from.map(|from| from as u64)
}

async fn events(State(site): State<Site>, asked: Asked) -> Response {
    let read = |parameters: &mut Parameters, _: &Asked| {
        let limit = parameters.number("limit", 1, EVENTS_MAX);
        (from(parameters).unwrap_or(0), limit.unwrap_or(EVENTS_MAX))
    };
    let look = |site: &Site, asked: &Asked, moment: &Moment<'_>, (from, limit): (u64, usize)| {
        asked.viewer.ensure(READERS)?;
        Ok((site.clone(), one(moment, None, json!({})), from, limit))
    };
    let told_in = asked.told_in();
    asked
        .document_by(
            site,
            read,
            look,
            move |(site, envelope, from, limit)| match site.queries().events(from, limit) {
                Ok((events, total)) => Json(Listed::of(events, total, envelope)).into_response(),
                Err(error) => Problem::from(error).document(told_in),
            },
        )
        .await
}

/// Events with what goes with them; what was signed stays byte for byte what it was.
#[derive(Serialize)]
struct Listed {
    items: Vec<RecordedEvent>,
    next: Option<u64>,
    total: u64,
    #[serde(flatten)]
    told: Value,
}

impl Listed {
    fn of(items: Vec<RecordedEvent>, total: u64, told: Value) -> Self {
        let behind = items.last().map(|event| event.position + 1);
        Self {
            next: behind.filter(|next| *next < total),
            items,
            total,
            told,
        }
    }
}

/// Events as they come, from where the reader was.
async fn stream(State(site): State<Site>, headers: HeaderMap, asked: Asked) -> Response {
    match begin(&site, &asked, &headers) {
        Ok((next, place)) => {
            let following = Following {
                site,
                next,
                read: Vec::new().into_iter(),
                _place: place,
            };
            Sse::new(following.events())
                .keep_alive(KeepAlive::default())
                .into_response()
        }
        Err(problem) => problem.document(asked.told_in()),
    }
}

/// Where a stream begins, and its place among those there may be.
fn begin(
    site: &Site,
    asked: &Asked,
    headers: &HeaderMap,
) -> Result<(u64, OwnedSemaphorePermit), Problem> {
    let mut parameters = Parameters::of(asked.query());
    let from = from(&mut parameters);
    let last = headers.get(LAST_EVENT_ID);
    let resumed = last.and_then(|id| id.to_str().ok()?.trim().parse::<u64>().ok());
    if last.is_some() && resumed.is_none() {
        let detail = "the header is the position that was read last".to_owned();
        parameters.refuse("Last-Event-ID", "OUT_OF_RANGE", detail);
    }
    parameters.finish()?;
    asked.viewer.ensure(READERS)?;
    let after = resumed.map(|last| last.saturating_add(1));
    let place = Arc::clone(site.streams()).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy())?;
    Ok((after.or(from).unwrap_or(0), place))
}

/// Somebody who reads on and on.
struct Following {
    site: Site,
    next: u64,
    read: std::vec::IntoIter<RecordedEvent>,
    _place: OwnedSemaphorePermit,
}

impl Following {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, |mut following| async move {
            let recorded = following.one().await?;
            let data = serde_json::to_string(&recorded).ok()?;
            let event = Event::default()
                .id(recorded.position.to_string())
                .event("recorded")
                .data(data);
            Some((Ok(event), following))
        })
    }

    /// The next event, when it is there; none once the office has stopped or cannot read.
    async fn one(&mut self) -> Option<RecordedEvent> {
        loop {
            if let Some(event) = self.read.next() {
                self.next = event.position + 1;
                return Some(event);
            }
            self.site.comes_to(self.next + 1).await?;
            self.read = self.site.events(self.next).await?.into_iter();
        }
    }
}
