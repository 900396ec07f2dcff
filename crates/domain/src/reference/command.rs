//! What the federal office may do that the law judges.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::event::{LegalEducation, ReferenceEvent, ReorganisationKind, Training};
use crate::codes::OfficeId;
use crate::court_code::CourtCode;
use crate::person::PersonKey;

/// A command of the federal office; each gives the fact of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "fields are those of the fact each command gives, documented there"
)]
pub enum OfficeCommand {
    /// Gives a coordinator's office at a court to a person (R22-R24).
    AppointCoordinator {
        court: CourtCode,
        office: OfficeId,
        person_key: PersonKey,
        training: Option<Training>,
        legal_education: Option<LegalEducation>,
        from: NaiveDate,
    },
    /// Ends an appointment.
    ReleaseCoordinator {
        court: CourtCode,
        office: OfficeId,
        /// The last day in office.
        last_day: NaiveDate,
        reason: String,
    },
    /// Merges, splits, renames or closes courts, or changes their territory.
    ReorganiseCourts {
        predecessors: Vec<CourtCode>,
        successors: Vec<CourtCode>,
        kind: ReorganisationKind,
        effective_on: NaiveDate,
        act_ref: String,
    },
    /// Records that several person keys are one person.
    MergePersons {
        person_keys: Vec<PersonKey>,
        basis: String,
    },
    /// Records that person keys merged before are several persons.
    SplitPersons {
        person_keys: Vec<PersonKey>,
        basis: String,
    },
    /// States any other fact about the world: a calendar, a schedule, an organisation.
    State { fact: Box<ReferenceEvent> },
}
