//! What the rules see in courts: applications that wait, funds, and silence.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use medreg_domain::application::is_decision_overdue;
use medreg_domain::calendar::days_between;
use medreg_domain::reference::Reference;
use medreg_domain::{CourtCode, Source, Stream};

use super::audit::Sight;
use super::rules::Rule;
use crate::applications;
use crate::fees::{self, Desk};
use crate::store::StoreError;
use crate::views::Views;

pub(super) fn look(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    undecided(views, as_of, sight)?;
    funds(views, as_of, sight)?;
    silence(views, as_of, sight);
    Ok(())
}

/// Applications that wait for longer than the ruleset of the day allows.
fn undecided(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    let reference = views.sources().reference();
    for row in applications::applications(views.store()) {
        let (id, row) = row?;
        if !row.application.is_open() {
            continue;
        }
        let requested_on = row.application.requested_on;
        let Ok(ruleset) = reference.ruleset_for(row.court, as_of) else {
            continue;
        };
        if is_decision_overdue(requested_on, as_of, ruleset) {
            let subject = Stream::Application(id).to_string();
            sight.see(Rule::DecisionOverdue, [subject], []);
        }
    }
    Ok(())
}

/// Funds that set aside or paid what they do not have. A court that took over has the fees of
/// those before it, so their desks count together.
fn funds(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    let reference = views.sources().reference();
    let mut funds: BTreeMap<CourtCode, Desk> = BTreeMap::new();
    for row in fees::desks(views.store()) {
        let (court, desk) = row?;
        let keeper = reference.current_court(court, as_of);
        let fund = funds.entry(keeper).or_default();
        fund.paid = fund.paid.saturating_add(desk.paid);
        fund.refunded = fund.refunded.saturating_add(desk.refunded);
        fund.allocated = fund.allocated.saturating_add(desk.allocated);
        fund.remunerated = fund.remunerated.saturating_add(desk.remunerated);
        fund.fund_event = fund.fund_event.max(desk.fund_event);
    }
    for (court, fund) in funds {
        if fund.balance() < 0 || fund.remunerated > fund.allocated {
            sight.see(
                Rule::FundNegative,
                [format!("fund/{court}")],
                fund.fund_event,
            );
        }
    }
    Ok(())
}

/// Enrolled courts that sit and from which nothing came for long.
fn silence(views: &Views, as_of: NaiveDate, sight: &mut Sight) {
    let sources = views.sources();
    let limit = views.rules().limits().silent_days;
    for (court, enrolled_on) in sources.enrolled() {
        let ended = has_ended(sources.reference(), court, as_of);
        let head = sources.head(Source::Court(court));
        let heard_on = head.map_or(enrolled_on, |head| head.time.date_naive());
        if !ended && days_between(heard_on.max(enrolled_on), as_of) > limit {
            let last = head.map(|head| head.id);
            sight.see(Rule::SilentCourt, [format!("court/{court}")], last);
        }
    }
}

/// True if the court does not sit any more on the day.
fn has_ended(reference: &Reference, court: CourtCode, day: NaiveDate) -> bool {
    let court = reference.courts.get(&court);
    court.is_some_and(|court| court.valid_to.is_some_and(|last_day| last_day < day))
}
