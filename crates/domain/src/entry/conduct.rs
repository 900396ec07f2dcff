//! What stands against a mediator: reviews, proceedings, sanctions, appeals. Never public but
//! for a suspension while it runs; judges see the sanctions that [`Entry::sanctions_shown`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Entry;
use super::event::{
    AppealOutcome, Appealed, EntryEvent, LiftReason, ProceedingOutcome, ReviewResult, SanctionKind,
    vocabulary,
};
use crate::calendar::add_months;
use crate::codes::QualityBodyId;
use crate::ids::{AppealId, ProceedingId};

/// How long after its end a sanction is shown to judges: five years (decision on retention).
const SHOWN_MONTHS: u16 = 5 * 12;

vocabulary! {
    /// Every sanction of art 14(7), the lighter ones and suspension.
    SanctionForm {
        /// A warning.
        Warning,
        /// A duty to train.
        Training,
        /// A suspension.
        Suspension,
    }
}

impl From<SanctionKind> for SanctionForm {
    fn from(kind: SanctionKind) -> Self {
        match kind {
            SanctionKind::Warning => Self::Warning,
            SanctionKind::Training => Self::Training,
        }
    }
}

/// What a quality body found (R32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Which body.
    pub body: QualityBodyId,
    /// What it found.
    pub result: ReviewResult,
    /// When.
    pub on: NaiveDate,
    /// The proceeding that answered a breach, once there is one.
    pub answered_by: Option<ProceedingId>,
}

/// A proceeding and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceeding {
    /// The proceeding.
    pub id: ProceedingId,
    /// Its outcome, once closed.
    pub outcome: Option<ProceedingOutcome>,
    /// True once a sanction came of it.
    pub sanctioned: bool,
}

/// A sanction, and whether an appeal took it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sanction {
    /// The proceeding it came from.
    pub proceeding: ProceedingId,
    /// Which.
    pub kind: SanctionForm,
    /// First day.
    pub on: NaiveDate,
    /// Last day of a suspension; none for another sanction, or where it never ran.
    pub to: Option<NaiveDate>,
    /// The day from which a won appeal takes it away.
    pub overturned_on: Option<NaiveDate>,
}

impl Sanction {
    /// True on days a judge is shown the sanction: from its first day to five years after its
    /// end, unless an appeal took it away.
    pub fn is_shown(&self, day: NaiveDate) -> bool {
        let shown_to = add_months(self.to.unwrap_or(self.on), SHOWN_MONTHS);
        let stands = self.overturned_on.is_none_or(|from| day < from);
        stands && self.on <= day && day <= shown_to
    }
}

/// An appeal to the court (art 14(8)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// The appeal.
    pub id: AppealId,
    /// Against what.
    pub against: Appealed,
    /// The proceeding the sanction came from; none against a removal.
    pub proceeding: Option<ProceedingId>,
    /// First day of what it is against.
    pub since: NaiveDate,
    /// When it was lodged.
    pub lodged_on: NaiveDate,
    /// How it ended, once decided.
    pub outcome: Option<AppealOutcome>,
}

impl Entry {
    /// The sanctions a judge is shown on a day: none that an appeal took away by then, and
    /// none that ended more than five years before.
    pub fn sanctions_shown(&self, day: NaiveDate) -> impl Iterator<Item = &Sanction> {
        self.sanctions
            .iter()
            .filter(move |sanction| sanction.is_shown(day))
    }

    /// The sanction of that family that came of the proceeding and stands.
    pub(crate) fn sanction(&self, against: Appealed, from: ProceedingId) -> Option<&Sanction> {
        self.sanctions.iter().find(|known| {
            known.proceeding == from && known.overturned_on.is_none() && is_of(known.kind, against)
        })
    }

    /// The quality review whose breach no proceeding has answered by the day.
    pub(crate) fn unanswered_breach(&self, day: NaiveDate) -> Option<&Review> {
        self.reviews
            .iter()
            .find(|review| awaits_proceeding(review, day))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events of discipline come here"
    )]
    pub(super) fn evolve_conduct(&mut self, event: &EntryEvent, day: NaiveDate) {
        match event {
            EntryEvent::ComplaintReceived { complaint_id, .. } => {
                self.complaints.push(*complaint_id);
            }
            EntryEvent::QualityReviewRecorded {
                body, result, on, ..
            } => self.reviews.push(Review {
                body: *body,
                result: *result,
                on: *on,
                answered_by: None,
            }),
            EntryEvent::DisciplinaryProceedingOpened {
                proceeding_id,
                complaint_id,
                ..
            } => {
                self.proceedings.push(Proceeding {
                    id: *proceeding_id,
                    outcome: None,
                    sanctioned: false,
                });
                let mut reviews = self.reviews.iter_mut();
                let review = reviews.find(|review| awaits_proceeding(review, day));
                if let (Some(review), None) = (review, complaint_id) {
                    review.answered_by = Some(*proceeding_id);
                }
            }
            EntryEvent::DisciplinaryProceedingClosed {
                proceeding_id,
                outcome,
                ..
            } => self.change_proceeding(*proceeding_id, |known| known.outcome = Some(*outcome)),
            EntryEvent::SanctionRecorded {
                proceeding_id,
                kind,
                on,
                ..
            } => self.sanctioned(*proceeding_id, (*kind).into(), (*on, None)),
            EntryEvent::MediatorSuspended {
                proceeding_id,
                from,
                to,
                ..
            } => {
                self.sanctioned(*proceeding_id, SanctionForm::Suspension, (*from, Some(*to)));
                self.validity.suspensions.push((*from, *to));
            }
            EntryEvent::SuspensionLifted { reason, on, .. } => {
                let decided =
                    *reason == LiftReason::AppealWon && self.has_won(Appealed::Suspension);
                if !decided {
                    self.validity.lift_suspension(*on);
                    self.cut_suspension(*on);
                }
            }
            EntryEvent::AppealLodged { .. } | EntryEvent::AppealDecided { .. } => {
                self.evolve_appeal(event, day);
            }
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only events of appeals come here"
    )]
    fn evolve_appeal(&mut self, event: &EntryEvent, day: NaiveDate) {
        match event {
            EntryEvent::AppealLodged {
                appeal_id,
                against,
                proceeding_id,
                ..
            } => {
                let sanction = proceeding_id.and_then(|id| self.sanction(*against, id));
                let since = match sanction {
                    Some(sanction) => Some(sanction.on),
                    None => self.validity.removed_since(day),
                };
                self.appeals.push(Appeal {
                    id: *appeal_id,
                    against: *against,
                    proceeding: *proceeding_id,
                    since: since.unwrap_or(day),
                    lodged_on: day,
                    outcome: None,
                });
            }
            EntryEvent::AppealDecided {
                appeal_id,
                outcome,
                effective_on,
                ..
            } => {
                let mut appeals = self.appeals.iter_mut();
                let Some(appeal) = appeals.find(|known| known.id == *appeal_id) else {
                    return;
                };
                appeal.outcome = Some(*outcome);
                let appeal = *appeal;
                if *outcome == AppealOutcome::Won {
                    self.overturn(&appeal, *effective_on);
                }
            }
            _ => {}
        }
    }

    /// Takes away what a won appeal was against, from its date on.
    fn overturn(&mut self, appeal: &Appeal, effective_on: NaiveDate) {
        match appeal.against {
            Appealed::Sanction => {}
            Appealed::Suspension => {
                self.validity
                    .overturn_suspension(appeal.since, effective_on);
            }
            Appealed::Removal => self.validity.overturn_removal(appeal.since, effective_on),
        }
        for sanction in &mut self.sanctions {
            let appealed = Some(sanction.proceeding) == appeal.proceeding;
            if appealed && is_of(sanction.kind, appeal.against) {
                sanction.overturned_on = Some(effective_on);
            }
        }
    }

    /// True if the decision on an appeal has said from when which of these is taken away: the
    /// event beside it then adds nothing.
    pub(super) fn has_won(&self, against: Appealed) -> bool {
        let mut appeals = self.appeals.iter();
        appeals.any(|known| known.against == against && known.outcome == Some(AppealOutcome::Won))
    }

    fn sanctioned(
        &mut self,
        proceeding: ProceedingId,
        kind: SanctionForm,
        days: (NaiveDate, Option<NaiveDate>),
    ) {
        let (on, to) = days;
        self.change_proceeding(proceeding, |known| known.sanctioned = true);
        self.sanctions.push(Sanction {
            proceeding,
            kind,
            on,
            to,
            overturned_on: None,
        });
    }

    /// Ends the suspension that runs on the day before it.
    fn cut_suspension(&mut self, on: NaiveDate) {
        for sanction in &mut self.sanctions {
            if sanction.on <= on && sanction.to.is_some_and(|to| on <= to) {
                sanction.to = on.pred_opt().filter(|last_day| sanction.on <= *last_day);
            }
        }
    }

    fn change_proceeding(&mut self, id: ProceedingId, change: impl FnOnce(&mut Proceeding)) {
        if let Some(proceeding) = self.proceedings.iter_mut().find(|known| known.id == id) {
            change(proceeding);
        }
    }
}

fn awaits_proceeding(review: &Review, day: NaiveDate) -> bool {
    review.result == ReviewResult::Breach && review.answered_by.is_none() && review.on <= day
}

fn is_of(kind: SanctionForm, against: Appealed) -> bool {
    match kind {
        SanctionForm::Warning | SanctionForm::Training => against == Appealed::Sanction,
        SanctionForm::Suspension => against == Appealed::Suspension,
    }
}
