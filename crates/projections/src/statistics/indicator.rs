//! Indicators: the thirty official figures (statistics.md), each with its numerator,
//! denominator and date basis.
//!
//! A question is answered from what is committed; what is offered, and to whom, is in
//! `indicator/question.rs`, the counting in `indicator/gather.rs`, the figures in
//! `indicator/figures.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use medreg_domain::reference::Reference;
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Period;
use super::disclosure::Lattice;
use super::placing::{Map, Placing};
use super::totals::Totals;
use crate::sources::Sources;
use crate::views::Views;

mod definition;
mod figure;
mod figures;
mod gather;
mod group;
mod question;

pub use definition::Definition;
use figure::Figure;
use figures::Frame;
pub(in crate::statistics) use figures::{DECISION_DAYS, DURATION_BANDS};
pub use gather::{Entries, Walked};
pub use group::Dimension;
pub(in crate::statistics) use group::{Group, Value};
pub use question::{AnswerError, Audience, Question};

/// The official indicators (statistics.md).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(ascii_case_insensitive)]
#[expect(missing_docs, reason = "each is defined in words by `definition`")]
pub enum Indicator {
    S1,
    S2,
    S3,
    S4,
    S5,
    S6,
    S7,
    S8,
    S9,
    S10,
    S11,
    S12,
    S13,
    S14,
    S15,
    S16,
    S17,
    S18,
    S19,
    S20,
    S21,
    S22,
    S23,
    S24,
    S25,
    S26,
    S27,
    S28,
    S29,
    S30,
}

/// The answer: the definition and a row for each group, period and figure.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The indicator's id.
    pub indicator: &'static str,
    /// What is divided by what, and on which date.
    pub definition: Definition,
    /// The map the figures are given on.
    #[serde(flatten)]
    pub map: Map,
    /// Events the figures are made of.
    pub position: u64,
    /// The figures.
    pub rows: Vec<Row>,
}

/// One figure of one group in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The group, by dimension; `UNKNOWN` where an event has none.
    #[serde(flatten)]
    pub group: BTreeMap<&'static str, String>,
    /// The period.
    pub period: String,
    /// Which of the indicator's figures.
    pub figure: String,
    /// What is divided; none where it is withheld.
    pub numerator: Option<i64>,
    /// By what; none for a plain count, and where it is withheld.
    pub denominator: Option<i64>,
    /// The figure.
    pub value: Option<f64>,
    /// How it follows from the two.
    pub scale: Scale,
    /// True if withheld from the public, because it is small or would betray one that is.
    pub suppressed: bool,
    /// True for a cohort so young that more of it will still start or settle (S9, S17).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// How a figure follows from its numerator and denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Scale {
    /// The numerator itself.
    Count,
    /// The one divided by the other.
    Share,
    /// The same times a factor: per hundred thousand inhabitants, or days.
    Rate,
    /// A sum divided by the cases.
    Mean,
    /// The numerator itself, among so many cases.
    Percentile,
}

/// What groups counted in periods.
pub(in crate::statistics) type Counted = BTreeMap<(Group, Period), Totals>;

/// What was counted for a question: the rows of the views are read, the figures follow from it.
#[derive(Debug)]
pub struct Gathered {
    question: Question,
    sources: Arc<Sources>,
    position: u64,
    figures: Figures,
}

/// Where the figures come from.
#[derive(Debug)]
enum Figures {
    /// They follow from what was counted.
    Counted(Arc<Counted>),
    /// They were kept.
    Kept(Vec<Row>),
}

/// Answers from what is committed.
pub fn answer(views: &Views, question: &Question) -> Result<Answer, AnswerError> {
    Ok(gather(views, views, question.clone(), &mut Walked::default())?.answer())
}

/// Counts what a question asks for, from what is committed; `entries` are those of the views,
/// and `walked` is what was walked through before at the same moment.
pub fn gather(
    views: &Views,
    entries: &dyn Entries,
    question: Question,
    walked: &mut Walked,
) -> Result<Gathered, AnswerError> {
    question.ensure_offered()?;
    let placing = Placing {
        map: question.map,
        reference: views.sources().reference(),
    };
    let asked: Vec<Period> = question.periods.iter().collect();
    let (bys, periods) = match question.audience {
        Audience::Audit => (vec![question.by_in_order()], asked),
        Audience::Public => (question.lattice(), lattice_periods(&asked)),
    };
    let counted = gather::gather(
        (views, entries),
        placing,
        question.indicator,
        (&bys, &periods),
        walked,
    )?;
    Ok(Gathered {
        question,
        sources: Arc::clone(&views.sources),
        position: views.cursor().position,
        figures: Figures::Counted(counted),
    })
}

/// Answers a question from the rows that were kept of it, which a position's events made.
pub fn kept(views: &Views, question: Question, position: u64, rows: Vec<Row>) -> Gathered {
    Gathered {
        question,
        sources: Arc::clone(&views.sources),
        position,
        figures: Figures::Kept(rows),
    }
}

impl Gathered {
    /// The facts all courts share, as they were when it was counted.
    pub fn reference(&self) -> &Reference {
        self.sources.reference()
    }

    /// The figures, and what the public may not see of them withheld.
    pub fn answer(&self) -> Answer {
        let question = &self.question;
        Answer {
            indicator: question.indicator.into(),
            definition: question.indicator.definition(),
            map: question.map,
            position: self.position,
            rows: match &self.figures {
                Figures::Counted(counted) => self.made_of(counted),
                Figures::Kept(rows) => rows.clone(),
            },
        }
    }

    fn made_of(&self, counted: &Counted) -> Vec<Row> {
        let question = &self.question;
        let placing = Placing {
            map: question.map,
            reference: self.sources.reference(),
        };
        let asked: Vec<Period> = question.periods.iter().collect();
        let region_of = |court| placing.place(court).1;
        let mut lattices: Vec<Lattice<'_>> = match question.audience {
            Audience::Audit => Vec::new(),
            Audience::Public => {
                let years: BTreeSet<i32> = asked.iter().map(|period| period.year()).collect();
                let years = years.into_iter();
                years
                    .map(|year| Lattice::of(counted, year, &region_of))
                    .collect()
            }
        };
        let by = question.by_in_order();
        rows(question, &by, counted, &asked, &mut lattices)
    }
}

/// The years asked about, each with its quarters: what is withheld follows from all of them.
fn lattice_periods(asked: &[Period]) -> Vec<Period> {
    let years: BTreeSet<i32> = asked.iter().map(|period| period.year()).collect();
    let whole = |year: i32| std::iter::once(Period::of_year(year)).chain(Period::quarters(year));
    years.into_iter().flat_map(whole).collect()
}

/// The rows of every group of the breakdown in every period asked for; a group in which
/// nothing happened is left out, unless the public must not know that.
fn rows(
    question: &Question,
    by: &[Dimension],
    counted: &Counted,
    asked: &[Period],
    lattices: &mut [Lattice<'_>],
) -> Vec<Row> {
    let endings = counted.values().flat_map(Totals::endings).collect();
    let groups: BTreeSet<&Group> = counted
        .keys()
        .map(|(group, _)| group)
        .filter(|group| group.is_by(by))
        .collect();
    let mut groups: Vec<(Vec<String>, &Group)> = groups
        .into_iter()
        .map(|group| (group.texts(), group))
        .collect();
    groups.sort_unstable();
    let nothing = Totals::default();
    let mut rows = Vec::new();
    for (_, group) in groups {
        for period in asked {
            let key = (group.clone(), *period);
            let frame = Frame {
                period: *period,
                endings: &endings,
            };
            let totals = counted.get(&key).unwrap_or(&nothing);
            let figures = question.indicator.figures(totals, &frame);
            let is_empty = figures.iter().all(Figure::is_empty);
            let lattice = lattices
                .iter_mut()
                .find(|lattice| lattice.year() == period.year());
            let withheld = figure::withheld(&figures, (group, *period), lattice);
            if is_empty && !withheld.contains(&true) {
                continue;
            }
            let provisional = question.indicator.is_provisional(*period, question.as_of);
            let named = group.named();
            rows.extend(
                figures
                    .into_iter()
                    .zip(withheld)
                    .map(|(figure, is_withheld)| Row {
                        provisional,
                        ..figure.row(named.clone(), period.to_string(), is_withheld)
                    }),
            );
        }
    }
    rows
}
