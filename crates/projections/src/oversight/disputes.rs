//! What the rules see in disputes: those open, and the shares of mediators in all.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use medreg_domain::calendar::days_between;
use medreg_domain::referral::Referral;
use medreg_domain::{CourtCode, EntryNo, ReferralNo};

use super::audit::Sight;
use super::rules::{Limits, Rule};
use crate::referrals;
use crate::register;
use crate::store::StoreError;
use crate::views::Views;

pub(super) fn look(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    let limits = views.rules().limits();
    for (number, referral) in referrals::open(views.store())? {
        overdue(limits, as_of, (number, &referral), sight);
        mediator(views, as_of, (number, &referral), sight)?;
    }
    shares(views, as_of, sight)
}

/// A procedure that ended, or whose term passed, and no result.
fn overdue(
    limits: &Limits,
    as_of: NaiveDate,
    (number, referral): (ReferralNo, &Referral),
    sight: &mut Sight,
) {
    let Some(procedure) = &referral.procedure else {
        return;
    };
    let ended_on = referral.ended.map(|(_, on)| on);
    let since = ended_on.unwrap_or(procedure.term.due.rolled);
    if days_between(since, as_of) > limits.return_overdue_days {
        let subjects = [
            format!("referral/{number}"),
            format!("procedure/{}", procedure.id),
        ];
        sight.see(Rule::ReturnOverdue, subjects, []);
    }
}

/// A procedure that runs under a mediator who may not mediate on the day.
fn mediator(
    views: &Views,
    as_of: NaiveDate,
    (number, referral): (ReferralNo, &Referral),
    sight: &mut Sight,
) -> Result<(), StoreError> {
    let Some(entry_no) = referral.running().and(referral.mediator) else {
        return Ok(());
    };
    let Some(row) = register::entry(views.store(), entry_no)? else {
        return Ok(());
    };
    if !row.entry.validity.is_active(as_of) {
        let subjects = [format!("referral/{number}"), format!("entry/{entry_no}")];
        sight.see(Rule::SuspendedMediatorRuns, subjects, []);
    }
    Ok(())
}

/// Mediators with an outlying share of the procedures started at a court of late.
///
/// A procedure starts within months of its referral, so that referrals whose numbers are of a
/// year before the one the window begins in are not read.
fn shares(views: &Views, as_of: NaiveDate, sight: &mut Sight) -> Result<(), StoreError> {
    let limits = views.rules().limits();
    let after = as_of.checked_sub_months(Months::new(limits.share_months));
    let after = after.unwrap_or(NaiveDate::MIN);
    let year = u16::try_from(after.year() - 1).unwrap_or_default();
    let mut started: BTreeMap<CourtCode, (u64, BTreeMap<EntryNo, u64>)> = BTreeMap::new();
    for row in referrals::since(views.store(), year) {
        let (number, row) = row?;
        let Some(procedure) = &row.referral.procedure else {
            continue;
        };
        let started_on = procedure.term.started_on;
        if started_on <= after || started_on > as_of {
            continue;
        }
        let (all, by_mediator) = started.entry(number.court()).or_default();
        *all += 1;
        if let Some(entry_no) = row.referral.mediator {
            *by_mediator.entry(entry_no).or_default() += 1;
        }
    }
    for (court, (all, by_mediator)) in started {
        let outlying = by_mediator.into_iter().filter(|(_, own)| {
            *own >= limits.share_procedures && own * 100 > all * limits.share_percent
        });
        for (entry_no, _) in outlying {
            let subjects = [
                format!("entry/{entry_no}"),
                format!("court/{court}"),
                format!("year/{}", as_of.year()),
            ];
            sight.see(Rule::OutlyingShare, subjects, []);
        }
    }
    Ok(())
}
