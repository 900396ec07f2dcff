//! Renewal of an entry: inside its window, by a fee of its own (art 14(5), R40).

use chrono::{Datelike, Days, NaiveDate};

use super::{Entry, ensure_not_removed};
use crate::act::Act;
use crate::application::valid_to;
use crate::calendar::add_days;
use crate::docket::Docket;
use crate::entry::event::EntryEvent;
use crate::ids::FeeId;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};
use crate::ruleset::Ruleset;

/// How many days before its end an entry may be renewed, where no yearly deadline applies.
const RENEWAL_OPENS_DAYS: u64 = 60;

/// How many days after its end an entry may still be renewed.
const GRACE_DAYS: u16 = 30;

/// Renews inside the window, by a fee of this entry that is settled and not used.
pub(super) fn renew(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    fee_id: Option<FeeId>,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    ensure_not_removed(entry, entry_no, act.on)?;
    let ruleset = act.ruleset()?;
    let ends_on = entry.validity.valid_to();
    let (opens_on, closes_on) = renewal_window(ruleset, ends_on);
    ensure(
        (opens_on..=closes_on).contains(&act.on),
        Code::RenewalWindowClosed,
        || {
            format!(
                "entry {entry_no} ends on {ends_on}: renewal may be asked for \
                 from {opens_on} to {closes_on}, not on {}",
                act.on
            )
        },
    )?;
    ensure_renewal_fee(docket, act, entry, (entry_no, fee_id))?;
    let from = renewal_from(ends_on, act.on);
    let valid_to = valid_to(act, ruleset, entry.kind, from)?;
    act.reference
        .ensure_not_coordinator(entry.person, act.on, valid_to)?;
    Ok(vec![EntryEvent::EntryRenewed {
        entry_no,
        valid_to,
        fee_id,
    }])
}

/// First and last day to ask for renewal: in the year of the end up to the yearly deadline
/// where the law sets one, else from [`RENEWAL_OPENS_DAYS`] before the end to [`GRACE_DAYS`]
/// after it.
pub fn renewal_window(ruleset: &Ruleset, ends_on: NaiveDate) -> (NaiveDate, NaiveDate) {
    if let Some(deadline) = ruleset.parameters.annual_renewal_deadline {
        let year = ends_on.year();
        let opens_on = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
        return (opens_on, deadline.in_year(year));
    }
    let opens_on = ends_on.checked_sub_days(Days::new(RENEWAL_OPENS_DAYS));
    let closes_on = add_days(ends_on, GRACE_DAYS);
    (opens_on.unwrap_or(NaiveDate::MIN), closes_on)
}

fn ensure_renewal_fee(
    docket: &Docket,
    act: &Act<'_>,
    entry: &Entry,
    renewal: (EntryNo, Option<FeeId>),
) -> Result<(), Rejection> {
    let (entry_no, fee_id) = renewal;
    let Some(fee_id) = fee_id else {
        let due = act.reference.fee(entry.kind, act.on)?.amount;
        return ensure(due.amount_minor == 0, Code::FeeUnpaid, || {
            format!("the renewal of entry {entry_no} costs {due}: assess the fee and name it")
        });
    };
    let fee = docket.fee(fee_id)?;
    ensure(
        fee.application == entry.application_id,
        Code::FeeUnknown,
        || format!("fee {fee_id} was not assessed for entry {entry_no}"),
    )?;
    ensure(fee.is_settled() && !fee.used, Code::FeeUnpaid, || {
        format!("fee {fee_id} is neither paid nor waived, or was used before")
    })
}

/// A renewal counts from the day after the end, or from the act if the entry had lapsed.
pub(crate) fn renewal_from(ends_on: NaiveDate, on: NaiveDate) -> NaiveDate {
    ends_on.succ_opt().unwrap_or(ends_on).max(on)
}
