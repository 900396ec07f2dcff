//! Reference facts for programs: courts, regions, categories, indicators.

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use medreg_domain::reference::{Court, Reference};
use medreg_domain::{CourtCode, RegionCode, Source};
use medreg_node::query::DISCLAIMER;
use medreg_projections::Views;
use medreg_projections::statistics::indicator::Indicator;
use serde_json::{Value, json};
use strum::VariantArray;

fn list(views: &Views, items: Vec<Value>) -> Value {
    json!({
        "total": items.len(), "items": items, "next": Value::Null,
        "position": views.cursor().position, "disclaimer": DISCLAIMER,
    })
}

/// Courts that keep a register on a day.
pub(super) fn courts(views: &Views, region: Option<RegionCode>, as_of: NaiveDate) -> Value {
    let reference = views.sources().reference();
    let courts = reference.courts.iter().filter(|(_, court)| {
        region.is_none_or(|region| court.region == region)
            && court.valid_from.is_none_or(|from| from <= as_of)
            && court.valid_to.is_none_or(|to| as_of <= to)
    });
    let items = courts
        .map(|(code, court)| shown(views, *code, court))
        .collect();
    let mut answer = list(views, items);
    answer["as_of"] = json!(as_of);
    answer
}

/// One court, ended ones too.
pub(super) fn court(views: &Views, code: CourtCode) -> Option<Value> {
    let court = views.sources().reference().courts.get(&code)?;
    let mut answer = shown(views, code, court);
    answer["predecessors"] = json!(predecessors(views.sources().reference(), code));
    answer["position"] = json!(views.cursor().position);
    answer["disclaimer"] = json!(DISCLAIMER);
    Some(answer)
}

fn shown(views: &Views, code: CourtCode, court: &Court) -> Value {
    let head = views.sources().head(Source::Court(code));
    json!({
        "court": code, "names": court.names, "kind": court.kind, "region": court.region,
        "valid_from": court.valid_from, "valid_to": court.valid_to,
        "successors": court.successors,
        "last_heard_at": head.map(|head| to_the_hour(head.time)),
    })
}

/// A time that does not tell when one event came: everybody sees no live counter.
pub(crate) fn to_the_hour(time: DateTime<Utc>) -> DateTime<Utc> {
    time.duration_trunc(TimeDelta::hours(1)).unwrap_or(time)
}

fn predecessors(reference: &Reference, code: CourtCode) -> Vec<CourtCode> {
    let courts = reference.courts.iter();
    let before = courts.filter(|(_, court)| court.successors.contains(&code));
    before.map(|(before, _)| *before).collect()
}

/// Regions, with their names over time.
pub(super) fn regions(views: &Views) -> Value {
    let regions = views.sources().reference().regions.iter();
    let items = regions.map(|(code, names)| {
        let names = names
            .iter()
            .map(|region| json!({"effective_on": region.effective_on, "names": region.names}));
        json!({"region": code, "names": names.collect::<Vec<_>>()})
    });
    list(views, items.collect())
}

/// The tree of categories.
pub(super) fn categories(views: &Views) -> Value {
    let categories = views.sources().reference().categories.values();
    list(views, categories.map(|category| json!(category)).collect())
}

/// The official indicators, with what they divide by what.
pub(super) fn indicators() -> Value {
    let items = Indicator::VARIANTS.iter().map(|indicator| {
        let id: &str = indicator.into();
        json!({"indicator": id, "definition": indicator.definition()})
    });
    json!({"items": items.collect::<Vec<_>>(), "total": Indicator::VARIANTS.len()})
}
