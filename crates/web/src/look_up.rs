//! The judge's look-up, for pages and programs: who is meant, and what the law says of them.

use chrono::NaiveDate;
use medreg_domain::{EntryNo, FederalNo};
use medreg_node::query::{Check, EligibilityShown, Moment, PersonShown, Sight};

use crate::parameters::FieldError;
use crate::problem::Problem;
use crate::question::judge::Pointing;
use crate::viewer::Role;

/// Who is told more than everybody, and whom lists are made for.
pub(crate) const JUDGES: [Role; 2] = [Role::Judge, Role::Auditor];

/// What a look-up by number came to.
#[derive(Debug)]
pub(crate) enum LookedUp {
    /// The answer about one entry.
    Told(Box<EligibilityShown>),
    /// Several entries may be meant: whoever asks chooses.
    Choose(PersonShown),
}

/// The answer about an entry.
pub(crate) fn of_entry(
    moment: &Moment<'_>,
    sight: Sight,
    pointing: &Pointing,
    entry_no: EntryNo,
) -> Result<LookedUp, Problem> {
    let shown = moment.entry(entry_no, pointing.on, sight)?;
    let person = moment.person(shown.federal_no, pointing.on, sight)?;
    ensure_known(&person, pointing.on)?;
    told(moment, sight, pointing, entry_no)
}

/// The answer about a person, if it is clear which entry is meant.
pub(crate) fn of_person(
    moment: &Moment<'_>,
    sight: Sight,
    pointing: &Pointing,
    federal_no: FederalNo,
) -> Result<LookedUp, Problem> {
    let mut person = moment.person(federal_no, pointing.on, sight)?;
    ensure_known(&person, pointing.on)?;
    if let Some(court) = pointing.court {
        let at_court = person.entries.iter().any(|entry| entry.court == court);
        let elsewhere = format!("{federal_no} has no entry at {court}");
        person.entries.retain(|entry| entry.court == court);
        if !at_court {
            return Err(Problem::not_found(elsewhere));
        }
    }
    let only = person.only().map(|entry| entry.entry_no);
    match only {
        Some(entry_no) => told(moment, sight, pointing, entry_no),
        None => Ok(LookedUp::Choose(person)),
    }
}

fn told(
    moment: &Moment<'_>,
    sight: Sight,
    pointing: &Pointing,
    entry_no: EntryNo,
) -> Result<LookedUp, Problem> {
    let check = Check {
        entry_no,
        on: pointing.on,
        category: pointing.category,
        language: pointing.language,
    };
    let told = moment.eligibility(&check, sight)?;
    Ok(LookedUp::Told(Box::new(told)))
}

/// Refuses a day before the person was in any register.
fn ensure_known(person: &PersonShown, on: NaiveDate) -> Result<(), Problem> {
    let first = person.entries.iter().map(|entry| entry.valid_from).min();
    match first {
        Some(first) if on < first => Err(Problem::from(vec![FieldError {
            field: "on".to_owned(),
            code: "DATE_BEFORE_ENTRY",
            detail: format!("the person is in the register since {first}, and {on} is before"),
        }])),
        Some(_) | None => Ok(()),
    }
}
