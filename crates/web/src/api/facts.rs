//! Reference facts for programs: courts, regions, categories, indicators.

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use medreg_domain::reference::{Court, Reference};
use medreg_domain::{CourtCode, RegionCode, Source};
use medreg_node::query::Moment;
use medreg_projections::statistics::indicator::Indicator;
use serde_json::{Value, json};
use strum::VariantArray;

/// Courts that keep a register on a day.
pub(super) fn courts(
    moment: &Moment<'_>,
    region: Option<RegionCode>,
    as_of: NaiveDate,
) -> Vec<Value> {
    let courts = moment.reference().courts.iter().filter(|(_, court)| {
        region.is_none_or(|region| court.region == region)
            && court.valid_from.is_none_or(|from| from <= as_of)
            && court.valid_to.is_none_or(|to| as_of <= to)
    });
    courts
        .map(|(code, court)| shown(moment, *code, court))
        .collect()
}

/// One court, ended ones too.
pub(super) fn court(moment: &Moment<'_>, code: CourtCode) -> Option<Value> {
    let court = moment.reference().courts.get(&code)?;
    let mut answer = shown(moment, code, court);
    answer["predecessors"] = json!(predecessors(moment.reference(), code));
    Some(answer)
}

fn shown(moment: &Moment<'_>, code: CourtCode, court: &Court) -> Value {
    let head = moment.views().sources().head(Source::Court(code));
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
pub(super) fn regions(moment: &Moment<'_>) -> Vec<Value> {
    let regions = moment.reference().regions.iter();
    let items = regions.map(|(code, names)| {
        let names = names
            .iter()
            .map(|region| json!({"effective_on": region.effective_on, "names": region.names}));
        json!({"region": code, "names": names.collect::<Vec<_>>()})
    });
    items.collect()
}

/// The tree of categories.
pub(super) fn categories(moment: &Moment<'_>) -> Vec<Value> {
    let categories = moment.reference().categories.values();
    categories.map(|category| json!(category)).collect()
}

/// The official indicators, with what they divide by what.
pub(super) fn indicators() -> Vec<Value> {
    let items = Indicator::VARIANTS.iter().map(|indicator| {
        let id: &str = indicator.into();
        json!({"indicator": id, "definition": indicator.definition()})
    });
    items.collect()
}
