//! Questions: what may be asked, by whom.

use chrono::NaiveDate;
use strum::VariantArray;

use super::super::period::Span;
use super::super::{Map, PeriodRange};
use super::{Dimension, Indicator};
use crate::store::StoreError;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anyone: small cells are withheld, and what would betray them.
    Public,
    /// An auditor or analyst: everything is shown.
    Audit,
}

/// A question to the statistics.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which indicator.
    pub indicator: Indicator,
    /// By which dimensions.
    pub by: Vec<Dimension>,
    /// For which periods.
    pub periods: PeriodRange,
    /// On which map.
    pub map: Map,
    /// For whom.
    pub audience: Audience,
    /// The day it is asked: cohorts younger than ninety days are marked.
    pub as_of: NaiveDate,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The figure does not exist in this form.
    #[error("NOT_OFFERED: {0}")]
    NotOffered(String),
    /// The figure exists, but is not published in this form.
    #[error("NOT_PUBLIC: {0}")]
    NotPublic(String),
    /// The views cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Question {
    /// Refuses what no figure is made for, and what the public may not ask.
    pub fn ensure_offered(&self) -> Result<(), AnswerError> {
        let name: &'static str = self.indicator.into();
        if let Some(twice) = self.asked_twice() {
            return Err(AnswerError::NotOffered(format!(
                "`{twice}` is asked for twice: name each dimension once"
            )));
        }
        let dimensions = self.indicator.dimensions();
        if let Some(other) = self.by.iter().find(|by| !dimensions.contains(by)) {
            let other: &'static str = other.into();
            return Err(AnswerError::NotOffered(format!(
                "{name} is not counted by {other}: ask {}",
                choices(dimensions)
            )));
        }
        let spans = self.indicator.spans();
        if self
            .periods
            .iter()
            .any(|period| !spans.contains(&period.span()))
        {
            return Err(AnswerError::NotOffered(format!(
                "{name} is not counted for such periods: ask for {}",
                spans_in_words(spans)
            )));
        }
        match self.audience {
            Audience::Audit => Ok(()),
            Audience::Public => self.ensure_public(name),
        }
    }

    fn ensure_public(&self, name: &str) -> Result<(), AnswerError> {
        let refuse = |detail: String| Err(AnswerError::NotPublic(detail));
        if self.map == Map::AsReported {
            return refuse("public figures are given on the current map".to_owned());
        }
        let offered = self.indicator.public_dimensions();
        if let Some(other) = self.by.iter().find(|by| !offered.contains(by)) {
            let other: &'static str = other.into();
            return refuse(format!(
                "{name} is not published by {other}: ask {}",
                choices(offered)
            ));
        }
        let Some(fine) = self.indicator.public_spans_by(&self.by_in_order()) else {
            return refuse(
                "public figures are given by nothing, region, court, one of category, \
                 channel, source, kind and language, or region and one of these"
                    .to_owned(),
            );
        };
        if self
            .periods
            .iter()
            .any(|period| !fine.contains(&period.span()))
        {
            return refuse(format!(
                "{name} is not published for such periods in this breakdown: ask for {}",
                spans_in_words(fine)
            ));
        }
        Ok(())
    }

    fn asked_twice(&self) -> Option<&'static str> {
        let again = |at: usize| self.by[..at].contains(&self.by[at]);
        let twice = (0..self.by.len()).find(|at| again(*at))?;
        Some(self.by[twice].into())
    }

    /// The dimensions as asked; for the public with the region first, as it is published.
    pub fn by_in_order(&self) -> Vec<Dimension> {
        let mut by = self.by.clone();
        if self.audience == Audience::Public {
            by.sort_unstable();
        }
        by
    }

    /// The breakdowns from which it follows what this answer withholds.
    pub(super) fn lattice(&self) -> Vec<Vec<Dimension>> {
        use Dimension as D;
        let mut bys = vec![Vec::new(), vec![D::Region]];
        match self.by_in_order().as_slice() {
            [] | [D::Region] => {}
            [D::Region, other] => bys.extend([vec![*other], vec![D::Region, *other]]),
            by => bys.push(by.to_vec()),
        }
        if self.indicator == Indicator::S8 {
            // Its numerator is the channel IN_COURT of the referrals.
            bys.extend([vec![D::Channel], vec![D::Region, D::Channel]]);
        }
        bys
    }
}

impl Indicator {
    /// The dimensions the indicator can be given by.
    fn dimensions(self) -> &'static [Dimension] {
        use Dimension as D;
        if self == Self::S3 {
            &[D::Region]
        } else if self == Self::S8 {
            &[D::Region, D::Court, D::Category]
        } else if self == Self::S27 {
            &[D::Region, D::Court, D::Kind]
        } else {
            D::VARIANTS
        }
    }

    /// The kinds of periods the indicator can be given for.
    fn spans(self) -> &'static [Span] {
        if self == Self::S8 {
            &[Span::Quarter, Span::Year]
        } else if self == Self::S27 {
            &[Span::Year]
        } else {
            &[Span::Month, Span::Quarter, Span::Year]
        }
    }

    /// The dimensions by which everybody may ask for it.
    pub fn public_dimensions(self) -> &'static [Dimension] {
        if matches!(self, Self::S8 | Self::S23 | Self::S25) {
            &[Dimension::Region]
        } else {
            self.dimensions()
        }
    }

    /// The breakdowns in which everybody may ask for it.
    pub fn public_breakdowns(self) -> Vec<Vec<Dimension>> {
        let offered = self.public_dimensions();
        let alone = offered.iter().map(|by| vec![*by]);
        let within_regions = offered.iter().map(|by| vec![Dimension::Region, *by]);
        let all = std::iter::once(Vec::new())
            .chain(alone)
            .chain(within_regions);
        all.filter(|by| by != &[Dimension::Region; 2] && self.public_spans_by(by).is_some())
            .collect()
    }

    /// True if everybody may ask for it by quarters in this breakdown, and not by years alone.
    pub fn is_public_by_quarter(self, by: &[Dimension]) -> bool {
        let mut by = by.to_vec();
        by.sort_unstable();
        let spans = self.public_spans_by(&by);
        spans.is_some_and(|spans| spans.contains(&Span::Quarter))
    }

    /// The kinds of periods everybody may ask for in a breakdown, the region first; none where
    /// it is not published so.
    fn public_spans_by(self, by: &[Dimension]) -> Option<&'static [Span]> {
        Some(match by {
            [Dimension::Court] => &[Span::Year],
            [Dimension::Region] if self == Self::S8 => &[Span::Year],
            [] | [_] => self.public_spans(),
            [Dimension::Region, other] if *other != Dimension::Court => &[Span::Year],
            _ => return None,
        })
    }

    fn public_spans(self) -> &'static [Span] {
        if matches!(self, Self::S23 | Self::S25 | Self::S27) {
            &[Span::Year]
        } else {
            &[Span::Quarter, Span::Year]
        }
    }
}

/// The choices in words.
fn choices(dimensions: &[Dimension]) -> String {
    let names: Vec<&'static str> = dimensions.iter().map(Into::into).collect();
    format!("by nothing or by {}", names.join(", "))
}

fn spans_in_words(spans: &[Span]) -> String {
    let name = |span: &Span| match span {
        Span::Month => "months",
        Span::Quarter => "quarters",
        Span::Year => "years",
    };
    spans.iter().map(name).collect::<Vec<_>>().join(" or ")
}
