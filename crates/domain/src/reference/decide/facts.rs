//! Facts that have no act of their own: they name what is known, and their days are in order.

use chrono::NaiveDate;

use crate::person::Bin;
use crate::reference::Reference;
use crate::reference::event::ReferenceEvent;
use crate::rejection::{Code, Rejection, ensure};

/// Refuses a fact that has an act of its own, names what is unknown, or has days out of order.
pub(super) fn ensure_statable(
    reference: &Reference,
    fact: &ReferenceEvent,
    on: NaiveDate,
) -> Result<(), Rejection> {
    use ReferenceEvent as E;
    match fact {
        E::CoordinatorAppointed { .. } => Err(has_an_act(fact, "appoint_coordinator")),
        E::CoordinatorReleased { .. } => Err(has_an_act(fact, "release_coordinator")),
        E::CourtReorganised { .. } => Err(has_an_act(fact, "reorganise_courts")),
        E::PersonsMerged { .. } => Err(has_an_act(fact, "merge_persons")),
        E::PersonsSplit { .. } => Err(has_an_act(fact, "split_persons")),
        // A court may be given a key before it is put on the map: what it sends then waits.
        E::CourtKeyAdded { .. } | E::CourtKeyRevoked { .. } => Ok(()),
        E::CourtPolicySet { court, ruleset, .. } => {
            reference.court(*court)?;
            match ruleset {
                Some(id) => reference.rulesets.named(*id).map(drop),
                None => Ok(()),
            }
        }
        E::CourtRegistered { time_zone, .. } => ensure(
            time_zone.parse::<chrono_tz::Tz>().is_ok(),
            Code::WrongState,
            || "the time zone is no name of the IANA list, such as Asia/Almaty".to_owned(),
        ),
        E::SroRegistered { bin, .. } => bin.parse::<Bin>().map(drop),
        E::SroStatusChanged { sro, .. } | E::SroOfficeAdded { sro, .. } => ensure(
            reference.organisations.sro_known(*sro),
            Code::SroUnknown,
            || format!("organisation {sro} is not on the list: register it first"),
        ),
        E::QualityBodyRegistered {
            valid_from,
            valid_to,
            ..
        }
        | E::TrainingProviderRecognised {
            valid_from,
            valid_to,
            ..
        } => ensure_in_order(*valid_from, *valid_to),
        E::RulesetPublished(ruleset) => match ruleset.effective_from {
            Some(from) => ensure_in_order(from, ruleset.effective_to),
            None => Ok(()),
        },
        E::VerificationShared { .. } | E::VerificationWithdrawn { .. } => {
            ensure_verification(reference, fact, on)
        }
        E::CourtCasesSet { court, quarter, .. } => {
            reference.court(*court)?;
            ensure((1..=4).contains(quarter), Code::DateOrder, || {
                format!("a year has the quarters 1 to 4, not {quarter}")
            })
        }
        E::RegionChanged { .. }
        | E::HolidayCalendarSet { .. }
        | E::FeeScheduleSet { .. }
        | E::MciSet { .. }
        | E::CategoriesSet { .. }
        | E::LanguagesSet { .. }
        | E::PopulationSet { .. } => Ok(()),
    }
}

fn has_an_act(fact: &ReferenceEvent, act: &str) -> Rejection {
    let name: &'static str = fact.into();
    let detail = format!("{name} is decided by the act `{act}`: use that one");
    Rejection::new(Code::WrongState, detail)
}

fn ensure_in_order(from: NaiveDate, to: Option<NaiveDate>) -> Result<(), Rejection> {
    ensure(to.is_none_or(|to| from <= to), Code::DateOrder, || {
        let to = to.unwrap_or(from);
        format!("the last day {to} lies before the first, {from}")
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "only facts about verifications come here"
)]
fn ensure_verification(
    reference: &Reference,
    fact: &ReferenceEvent,
    on: NaiveDate,
) -> Result<(), Rejection> {
    match fact {
        ReferenceEvent::VerificationShared {
            verification_id,
            court,
            verified_on,
            ..
        } => {
            reference.court(*court)?;
            ensure(*verified_on <= on, Code::DateInFuture, || {
                format!("the check of {verified_on} lies after {on}")
            })?;
            ensure(
                reference.shared_verification(*verification_id).is_none(),
                Code::AlreadyExists,
                || format!("verification {verification_id} is shared already"),
            )
        }
        ReferenceEvent::VerificationWithdrawn {
            verification_id, ..
        } => ensure(
            reference
                .shared_verification(*verification_id)
                .is_some_and(|known| known.stands),
            Code::VerificationUnknown,
            || format!("verification {verification_id} is not shared, or is withdrawn already"),
        ),
        _ => Ok(()),
    }
}
