//! Totals: what one group counted in one period, and what it carried into it.

use std::collections::BTreeMap;

use medreg_domain::entry::event::AppealOutcome;
use medreg_domain::referral::event::{ConsultationOutcome, FeeBand, FeeKind, Ground, Outcome};
use strum::VariantArray;

use super::{Cell, Measure};

/// Counts up to which a public cell is withheld, unless it is zero.
pub(super) const SMALL_MAX: i64 = 4;

/// Cells by measure.
pub(super) type Sums = BTreeMap<Measure, Cell>;

/// What one group counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// In the period.
    pub(super) now: Sums,
    /// Before it, of what is carried on.
    pub(super) before: Sums,
}

impl Totals {
    pub(super) fn add(&mut self, measure: Measure, cell: &Cell) {
        self.now.entry(measure).or_default().merge(cell);
    }

    /// Adds what was counted before the period.
    pub(super) fn carry(&mut self, measure: Measure, cell: &Cell) {
        self.before.entry(measure).or_default().merge(cell);
    }

    /// True if nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.now.is_empty() && self.before.is_empty()
    }

    /// Adds to a plain count.
    pub(super) fn add_count(&mut self, measure: Measure, count: i64) {
        self.now.entry(measure).or_default().count += count;
    }

    pub(super) fn count(&self, measure: Measure) -> i64 {
        count(&self.now, measure)
    }

    pub(super) fn sum(&self, measure: Measure) -> i64 {
        sum(&self.now, measure)
    }

    pub(super) fn cell(&self, measure: Measure) -> Cell {
        self.now.get(&measure).cloned().unwrap_or_default()
    }

    /// A count from the beginning to the end of the period.
    pub(super) fn count_to_end(&self, measure: Measure) -> i64 {
        self.count(measure) + count(&self.before, measure)
    }

    /// A sum from the beginning to the end of the period.
    pub(super) fn sum_to_end(&self, measure: Measure) -> i64 {
        self.sum(measure) + sum(&self.before, measure)
    }

    /// Procedures ended, whatever the result.
    pub(super) fn ended(&self) -> i64 {
        ended(&self.now)
    }

    /// Procedures ended in one way.
    pub(super) fn ended_as(&self, ground: Ground, outcome: Option<Outcome>) -> i64 {
        self.count(Measure::Ended(ground, outcome))
    }

    /// Procedures ended with one of these results.
    pub(super) fn ended_with(&self, counts: impl Fn(Outcome) -> bool) -> i64 {
        parts(&self.now)
            .filter(|((_, outcome), _)| outcome.is_some_and(&counts))
            .map(|(_, count)| count)
            .sum()
    }

    pub(super) fn settled(&self) -> i64 {
        self.ended_with(Outcome::is_settlement)
    }

    /// Open at the start of the period.
    pub(super) fn pending_start(&self) -> i64 {
        count(&self.before, Measure::Started) - ended(&self.before)
    }

    /// Open at its end: start + started − ended, the identity of S19.
    pub(super) fn pending_end(&self) -> i64 {
        self.pending_start() + self.count(Measure::Started) - self.ended()
    }

    /// Procedures started at this cost.
    pub(super) fn cost(&self, kind: FeeKind) -> i64 {
        let unknown = self.count(Measure::Cost(kind, None));
        let band = |band: &FeeBand| self.count(Measure::Cost(kind, Some(*band)));
        unknown + FeeBand::VARIANTS.iter().map(band).sum::<i64>()
    }

    /// Consultations held, whatever came of them.
    pub(super) fn consultations(&self) -> i64 {
        let held = |outcome: &ConsultationOutcome| self.count(Measure::Consultations(*outcome));
        ConsultationOutcome::VARIANTS.iter().map(held).sum()
    }

    /// Appeals a court decided on.
    pub(super) fn appeals_decided(&self) -> i64 {
        let appeals = |outcome| self.count(Measure::Appeals(outcome));
        appeals(AppealOutcome::Won) + appeals(AppealOutcome::Lost)
    }

    /// The ways in which procedures ended that occur here.
    pub(super) fn endings(&self) -> impl Iterator<Item = (Ground, Option<Outcome>)> {
        parts(&self.now).map(|(how, _)| how)
    }
}

fn count(sums: &Sums, measure: Measure) -> i64 {
    sums.get(&measure).map_or(0, |cell| cell.count)
}

fn sum(sums: &Sums, measure: Measure) -> i64 {
    sums.get(&measure).map_or(0, |cell| cell.sum)
}

fn ended(sums: &Sums) -> i64 {
    parts(sums).map(|(_, count)| count).sum()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "one measure of many is wanted"
)]
fn parts(sums: &Sums) -> impl Iterator<Item = ((Ground, Option<Outcome>), i64)> {
    sums.iter().filter_map(|(measure, cell)| match measure {
        Measure::Ended(ground, outcome) => Some(((*ground, *outcome), cell.count)),
        _ => None,
    })
}
