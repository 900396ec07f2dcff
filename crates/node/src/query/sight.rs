//! Who looks at an entry, and on which day: what has ended is not everybody's to see.

use chrono::{Months, NaiveDate};
use medreg_domain::standing::{Standing, Validity};
use medreg_domain::visibility::{Audience, ensure_visible};
use serde::{Deserialize, Serialize};

/// How long everybody sees a removed entry (retention).
const REMOVED_SHOWN: Months = Months::new(36);

/// Who looks, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sight {
    /// Who.
    pub audience: Audience,
    /// The day of asking, whatever day is asked about.
    pub today: NaiveDate,
}

impl Sight {
    /// As everybody sees on a day.
    pub fn everybody(today: NaiveDate) -> Self {
        Self::of(Audience::Public, today)
    }

    /// As an audience sees on a day.
    pub fn of(audience: Audience, today: NaiveDate) -> Self {
        Self { audience, today }
    }

    /// True if the audience is this one or sees more.
    pub fn reaches(self, least: Audience) -> bool {
        least <= self.audience
    }

    /// True if the audience may see a field of an entry.
    pub(super) fn sees(self, field: &str) -> bool {
        ensure_visible(field, self.audience).is_ok()
    }

    /// Where an entry stands on a day: everybody sees no suspension that is over (R30).
    pub(super) fn standing(self, validity: &Validity, day: NaiveDate) -> Standing {
        if self.reaches(Audience::Judge) {
            validity.standing(day)
        } else {
            validity.standing_shown(day, self.today)
        }
    }

    /// Whether an entry is shown at all: everybody sees one for three years after its removal.
    pub(super) fn shows(self, validity: &Validity) -> bool {
        if self.reaches(Audience::Judge) {
            return true;
        }
        match validity.standing(self.today) {
            Standing::Removed { on } => on
                .checked_add_months(REMOVED_SHOWN)
                .is_none_or(|end| self.today < end),
            Standing::Active
            | Standing::Suspended { .. }
            | Standing::Lapsed { .. }
            | Standing::NotYet => true,
        }
    }
}
