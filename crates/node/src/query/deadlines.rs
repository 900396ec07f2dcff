//! The board of deadlines: referrals without a result, by the day their term ends.
//!
//! Reads the days that are shown; counts go over the days alone, and never over referrals.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;
use medreg_domain::referral::Referral;
use medreg_domain::term::Term;
use medreg_domain::{CategoryCode, Channel, CourtCode, EntryNo, ReferralNo};
use medreg_projections::DueOn;
use serde::Serialize;
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use super::{Moment, QueryError};

/// Days ahead that are a week.
const WEEK_DAYS: i64 = 7;

/// Days ahead that are a month, as the law counts terms (art 23(1)).
const MONTH_DAYS: i64 = 30;

/// Where it stands that the result comes back at once.
const RETURN_ARTICLE: &str = "art 23(4)";

/// A list of the board.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DueList {
    /// The last day has passed, and no end or result has come.
    Overdue,
    /// Today is the last day.
    DueToday,
    /// Within the next seven days.
    DueSoon,
    /// In eight to thirty days.
    DueLater,
    /// In more than thirty days.
    DueFar,
    /// The term was extended, whenever it ends: these stand in another list too.
    Extended,
    /// No term runs: nothing has started, or the result is to come.
    NoDate,
}

impl DueList {
    /// The list of a day, seen from another.
    fn of(due_on: DueOn, today: NaiveDate) -> Self {
        let DueOn::Day(due_on) = due_on else {
            return Self::NoDate;
        };
        match (due_on - today).num_days() {
            ..0 => Self::Overdue,
            0 => Self::DueToday,
            1..=WEEK_DAYS => Self::DueSoon,
            _ if (due_on - today).num_days() <= MONTH_DAYS => Self::DueLater,
            _ => Self::DueFar,
        }
    }

    /// The first day that can stand in it.
    fn first(self, today: NaiveDate) -> DueOn {
        let ahead = |days| today.checked_add_days(chrono::Days::new(days));
        let day = match self {
            Self::Overdue | Self::Extended => Some(NaiveDate::MIN),
            Self::DueToday => Some(today),
            Self::DueSoon => ahead(1),
            Self::DueLater => ahead(8),
            Self::DueFar => ahead(31),
            Self::NoDate => None,
        };
        day.map_or(DueOn::NoDay, DueOn::Day)
    }

    /// True once no later day can stand in it.
    fn is_past(self, due_on: DueOn, today: NaiveDate) -> bool {
        match self {
            Self::Extended => due_on == DueOn::NoDay,
            Self::Overdue
            | Self::DueToday
            | Self::DueSoon
            | Self::DueLater
            | Self::DueFar
            | Self::NoDate => Self::of(due_on, today) > self,
        }
    }
}

/// What of the board is asked for.
#[derive(Clone, Debug)]
pub struct Board {
    /// Only the referrals whose number this court gave.
    pub court: Option<CourtCode>,
    /// The day from which days are counted.
    pub today: NaiveDate,
}

/// A place on a list of the board, behind a referral: opaque to whoever holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueCursor {
    due_on: DueOn,
    behind: ReferralNo,
}

/// The text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no cursor of the board: begin again without it")]
pub struct DueCursorError;

impl fmt::Display for DueCursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}/{}", self.due_on, self.behind);
        out.write_str(&BASE64URL_NOPAD.encode(text.as_bytes()))
    }
}

impl FromStr for DueCursor {
    type Err = DueCursorError;

    fn from_str(text: &str) -> Result<Self, DueCursorError> {
        let read = || {
            let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            let (due_on, behind) = text.split_once('/')?;
            Some(Self {
                due_on: due_on.parse().ok()?,
                behind: behind.parse().ok()?,
            })
        };
        read().ok_or(DueCursorError)
    }
}

/// One referral on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueShown {
    /// Which.
    pub referral_no: ReferralNo,
    /// The list of its day.
    pub list: DueList,
    /// The last day, moved to a working day.
    pub due_on: Option<NaiveDate>,
    /// As counted.
    pub due_on_raw: Option<NaiveDate>,
    /// Days left; fewer than none once it has passed.
    pub days_left: Option<i64>,
    /// The first day of the term.
    pub started_on: Option<NaiveDate>,
    /// Extensions so far.
    pub extensions: u8,
    /// Days they added.
    pub extended_days: u16,
    /// Days that may be added in all, by the ruleset of the day the term began.
    pub extension_days_max: Option<u16>,
    /// When the procedure ended, where its result is to come.
    pub ended_on: Option<NaiveDate>,
    /// When the dispute was referred.
    pub referred_on: NaiveDate,
    /// By which way.
    pub channel: Channel,
    /// About what.
    pub category: CategoryCode,
    /// The mediator's entry.
    pub mediator: Option<EntryNo>,
    /// Where the rule stands.
    pub article: Option<String>,
}

/// A part of one list.
#[derive(Clone, Debug)]
pub struct DueListed {
    /// In order of the day they are due on, and of numbers.
    pub items: Vec<DueShown>,
    /// Where to go on; none at the end.
    pub next: Option<DueCursor>,
}

impl Moment<'_> {
    /// How many referrals stand in each list.
    pub fn due_counts(&self, board: &Board) -> Result<BTreeMap<DueList, usize>, QueryError> {
        let none = DueList::VARIANTS.iter().map(|list| (*list, 0));
        let mut counts: BTreeMap<DueList, usize> = none.collect();
        let first = DueOn::Day(NaiveDate::MIN);
        for day in self.views().dues_from(first, board.court) {
            let day = day?;
            let list = DueList::of(day.due_on, board.today);
            let extended = day.referrals.iter().filter(|(_, days)| *days > 0);
            *counts.entry(DueList::Extended).or_default() += extended.count();
            *counts.entry(list).or_default() += day.referrals.len();
        }
        Ok(counts)
    }

    /// A part of a list, or of all days one after another: at most so many referrals behind a
    /// place.
    pub fn due(
        &self,
        board: &Board,
        list: Option<DueList>,
        (behind, limit): (Option<DueCursor>, usize),
    ) -> Result<DueListed, QueryError> {
        let views = self.views();
        let begin = list.map_or(DueOn::Day(NaiveDate::MIN), |list| list.first(board.today));
        let first = behind.map_or(begin, |behind| behind.due_on);
        let is_of = |due_on, list: DueList| {
            list == DueList::Extended || DueList::of(due_on, board.today) == list
        };
        let mut found: Vec<(DueOn, ReferralNo)> = Vec::new();
        for day in views.dues_from(first, board.court) {
            let day = day?;
            let is_past = list.is_some_and(|list| list.is_past(day.due_on, board.today));
            if is_past || found.len() > limit {
                break;
            }
            if list.is_some_and(|list| !is_of(day.due_on, list)) {
                continue;
            }
            let numbers = day.referrals.iter().filter(|(number, extended)| {
                let is_next = behind
                    .is_none_or(|behind| (behind.due_on, behind.behind) < (day.due_on, *number));
                is_next && (list != Some(DueList::Extended) || *extended > 0)
            });
            found.extend(numbers.map(|(number, _)| (day.due_on, *number)));
        }
        let is_more = found.len() > limit;
        found.truncate(limit);
        let last = found.last().filter(|_| is_more);
        let next = last.map(|(due_on, number)| DueCursor {
            due_on: *due_on,
            behind: *number,
        });
        let mut items = Vec::with_capacity(found.len());
        for (due_on, number) in found {
            if let Some(row) = views.referral(number)? {
                items.push(self.due_shown(number, &row.referral, (due_on, board.today)));
            }
        }
        Ok(DueListed { items, next })
    }

    fn due_shown(
        &self,
        referral_no: ReferralNo,
        referral: &Referral,
        (due_on, today): (DueOn, NaiveDate),
    ) -> DueShown {
        let term = referral.running().map(|procedure| procedure.term);
        let rulesets = &self.reference().rulesets;
        let ruleset = term.and_then(|term| rulesets.in_force(term.started_on).ok());
        let list = DueList::of(due_on, today);
        DueShown {
            referral_no,
            list,
            due_on: term.map(|term| term.due.rolled),
            due_on_raw: term.map(|term| term.due.raw),
            days_left: term.map(|term| (term.due.rolled - today).num_days()),
            started_on: term.map(|term| term.started_on),
            extensions: term.map_or(0, |term| term.extensions),
            extended_days: term.map_or(0, |term| term.extended_days),
            extension_days_max: ruleset.map(|ruleset| ruleset.parameters.extension_days),
            ended_on: referral.ended.map(|(_, on)| on),
            referred_on: referral.referred_on,
            channel: referral.channel,
            category: referral.category,
            mediator: referral.mediator,
            article: match (ruleset, referral.ended) {
                (Some(ruleset), _) => Some(ruleset.citation(parameter(term)).to_owned()),
                (None, Some(_)) => Some(RETURN_ARTICLE.to_owned()),
                (None, None) => None,
            },
        }
    }
}

/// What of the ruleset the last day follows from.
fn parameter(term: Option<Term>) -> &'static str {
    let is_extended = term.is_some_and(|term| term.extensions > 0);
    if is_extended {
        "extension_days"
    } else {
        "base_days"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_last_day_stands_in_the_list_of_how_far_it_is() {
        let today = day("2026-03-04");
        let list = |text| DueList::of(DueOn::Day(day(text)), today);
        let expected = [
            ("2026-03-03", DueList::Overdue),
            ("2026-03-04", DueList::DueToday),
            ("2026-03-05", DueList::DueSoon),
            ("2026-03-11", DueList::DueSoon),
            ("2026-03-12", DueList::DueLater),
            ("2026-04-03", DueList::DueLater),
            ("2026-04-04", DueList::DueFar),
        ];
        for (text, of) in expected {
            assert_eq!(list(text), of, "{text}");
            // A list is read from its first day on, and no further than its last.
            assert!(of.first(today) <= DueOn::Day(day(text)), "{text}");
            assert!(!of.is_past(DueOn::Day(day(text)), today), "{text}");
        }
        assert_eq!(DueList::of(DueOn::NoDay, today), DueList::NoDate);
        assert!(DueList::DueSoon.is_past(DueOn::Day(day("2026-03-12")), today));
        assert!(DueList::Extended.is_past(DueOn::NoDay, today));
        assert!(!DueList::NoDate.is_past(DueOn::NoDay, today));
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        let behind = "KZ-75-012-2025-000041".parse().unwrap();
        for due_on in [DueOn::Day(day("2026-03-04")), DueOn::NoDay] {
            let cursor = DueCursor { due_on, behind };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in ["", "here", "fi9LWi0x", "2026-03-04"] {
            assert_eq!(text.parse::<DueCursor>(), Err(DueCursorError), "{text}");
        }
    }
}
