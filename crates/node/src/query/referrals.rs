//! Referrals: one as it stood, and the deadlines of those without a result.

use chrono::NaiveDate;
use medreg_domain::ReferralNo;
use medreg_domain::referral::Referral;
use medreg_projections::Views;
use serde_json::{Value, json};

use super::{Query, QueryError, QueryHandle, as_at};

pub(super) fn show(views: &Views, query: &Query) -> Result<Value, QueryError> {
    let Query::Referral { referral_no, as_at } = query else {
        return Err(QueryError::Malformed(
            "this asks for no referral".to_owned(),
        ));
    };
    let position = as_at::position_or_now(views, *as_at)?;
    let row = views.referral_as_at(*referral_no, position)?;
    let row = row.ok_or_else(|| {
        QueryError::NotFound(format!("no referral {referral_no} is known at {position}"))
    })?;
    let mut answer = referral(*referral_no, &row.referral);
    answer["corrected_on"] = json!(row.corrected_on);
    answer["as_at"] = json!(as_at);
    answer["position"] = json!(position);
    Ok(answer)
}

fn referral(referral_no: ReferralNo, referral: &Referral) -> Value {
    let procedure = referral.procedure.as_ref();
    json!({
        "referral_no": referral_no,
        "channel": referral.channel,
        "category": referral.category,
        "referred_on": referral.referred_on,
        "parties_count": referral.parties_count,
        "mediator": referral.mediator,
        "started_on": procedure.map(|procedure| procedure.term.started_on),
        "due_on_raw": procedure.map(|procedure| procedure.term.due.raw),
        "due_on": procedure.map(|procedure| procedure.term.due.rolled),
        "extensions": procedure.map(|procedure| procedure.term.extensions),
        "extended_days": procedure.map(|procedure| procedure.term.extended_days),
        "sessions": procedure.map(|procedure| procedure.sessions),
        "ended": referral.ended.map(|(ground, on)| json!({"ground": ground, "on": on})),
        "result": referral.returned,
        "transferred_to": referral.transferred_to,
    })
}

pub(super) fn deadlines(office: &QueryHandle, query: &Query) -> Result<Value, QueryError> {
    let Query::Deadlines {
        court,
        as_of,
        as_at,
    } = query
    else {
        return Err(QueryError::Malformed(
            "this asks for no deadlines".to_owned(),
        ));
    };
    office.at(*as_at, |moment| {
        let views = moment.views();
        let open = views.deadlines()?.into_iter();
        let open = open.filter(|(number, referral)| {
            referral.referred_on <= *as_of && court.is_none_or(|court| number.court() == court)
        });
        let items: Vec<Value> = open
            .map(|(number, row)| {
                let mut item = referral(number, &row);
                item["state"] = json!(state(&row, *as_of));
                item
            })
            .collect();
        Ok(json!({
            "total": items.len(), "items": items, "as_of": as_of, "as_at": as_at,
            "position": views.cursor().position,
        }))
    })
}

/// Where an open referral stands on a day.
fn state(referral: &Referral, day: NaiveDate) -> &'static str {
    match referral.running().map(|procedure| procedure.term) {
        None if referral.ended.is_some() => "AWAITS_RETURN",
        None => "NOT_STARTED",
        Some(term) if term.due.is_past_on(day) => "OVERDUE",
        Some(term) if term.extensions > 0 => "EXTENDED",
        Some(_) => "RUNNING",
    }
}
